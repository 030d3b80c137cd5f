//! Training data against what people report the next morning; docs/evaluation.md has the definition.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use heavylegs::{Engine, Evidence};
use heavylegs_training::{
    Athlete, DayReview, ReadOptions, Reading, ReviewOptions, ScoreOf, Worse, read_paths, review,
};
use serde::Serialize;

use crate::statistics::{Mean, bootstrap_mean};

/// A person with fewer pairs says nothing about ranks.
const FEWEST_PAIRS: usize = 20;
const FAMILY: &str = "load";

/// The association of one outcome with what might foretell it.
#[derive(Debug, Clone, Serialize)]
pub struct Lagged {
    /// What was reported: fatigue or soreness.
    pub outcome: &'static str,
    /// How many people have pairs enough.
    pub people: usize,
    /// How many pairs of days there are.
    pub pairs: usize,
    /// Mean correlation within people, by what it is with.
    pub correlations: Vec<(&'static str, Option<Mean>)>,
    /// Mean paired differences: ours less the other.
    pub differences: Vec<(&'static str, Option<Mean>)>,
}

/// One evening and the morning after.
struct Pair {
    score: f64,
    ratio: f64,
    today: f64,
    tomorrow: f64,
}

/// Reads every folder of a folder as a person, and holds evenings against mornings.
///
/// # Errors
///
/// The folder can't be read, or a day can't be assessed.
pub fn lagged(engine: &Engine, folder: &Path) -> Result<Vec<Lagged>, String> {
    let people = folders(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut reviewed = Vec::new();
    for person in people {
        let reading = read_paths(&[person], &ReadOptions::default(), &mut |_| {});
        let options = ReviewOptions::default().scores(false);
        let review = review(engine, &reading, &Athlete::default(), &Evidence::new(), &options);
        reviewed.push((reading, review.map_err(|error| error.to_string())?.days));
    }
    let outcomes = [("fatigue", ScoreOf::Fatigue), ("soreness", ScoreOf::Soreness)];
    Ok(outcomes.map(|(name, of)| associate(name, of, &reviewed)).into())
}

fn folders(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    Ok(found)
}

fn associate(outcome: &'static str, of: ScoreOf, people: &[(Reading, Vec<DayReview>)]) -> Lagged {
    let pairs: Vec<Vec<Pair>> = people
        .iter()
        .map(|(reading, days)| pairs(&reported(reading, of), days))
        .filter(|pairs| pairs.len() >= FEWEST_PAIRS)
        .collect();
    let with = |what: fn(&Pair) -> f64| -> Vec<f64> {
        let rank = |pairs: &Vec<Pair>| {
            let columns = pairs.iter().map(|pair| (what(pair), pair.tomorrow)).unzip();
            let (ours, theirs): (Vec<f64>, Vec<f64>) = columns;
            spearman(&ours, &theirs)
        };
        pairs.iter().filter_map(rank).collect()
    };
    let [ours, ratio, today] = [with(|p| p.score), with(|p| p.ratio), with(|p| p.today)];
    let less = |other: &[f64]| {
        let differences: Vec<f64> = ours.iter().zip(other).map(|(a, b)| a - b).collect();
        bootstrap_mean(&differences)
    };
    Lagged {
        outcome,
        people: pairs.len(),
        pairs: pairs.iter().map(Vec::len).sum(),
        differences: vec![("load ratio", less(&ratio)), ("today's report", less(&today))],
        correlations: vec![
            ("P(load family)", bootstrap_mean(&ours)),
            ("load ratio", bootstrap_mean(&ratio)),
            ("today's report", bootstrap_mean(&today)),
        ],
    }
}

/// What was reported by day, turned so that more is worse.
fn reported(reading: &Reading, of: ScoreOf) -> BTreeMap<i32, f64> {
    let mut reported = BTreeMap::new();
    for day in &reading.days {
        for score in day.scores.iter().filter(|score| score.of == of) {
            let bad = match score.worse {
                Some(Worse::High) => score.value,
                Some(Worse::Low) => -score.value,
                _ => continue,
            };
            reported.entry(day.day).or_insert(bad);
        }
    }
    reported
}

fn pairs(reported: &BTreeMap<i32, f64>, days: &[DayReview]) -> Vec<Pair> {
    let pair = |day: &DayReview| {
        let family = day.assessment.families().iter().find(|family| family.id == FAMILY)?;
        let ratio = day.derived.iter().find(|it| it.observation == "week_load_ratio")?.value?;
        Some(Pair {
            score: family.probability,
            ratio,
            today: *reported.get(&day.day)?,
            tomorrow: *reported.get(&(day.day + 1))?,
        })
    };
    days.iter().filter_map(pair).collect()
}

/// Spearman's rank correlation, ties at their mean rank; nothing where one of the two never changes.
fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = (ranks(a), ranks(b));
    let mean = |values: &[f64]| values.iter().sum::<f64>() / real(values.len());
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let (mut both, mut one, mut other) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(&b) {
        let (x, y) = (x - mean_a, y - mean_b);
        (both, one, other) = (both + x * y, one + x * x, other + y * y);
    }
    (one > 0.0 && other > 0.0).then(|| both / (one * other).sqrt())
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let below = |value: f64| values.iter().filter(|other| **other < value).count();
    let same = |value: f64| values.iter().filter(|other| other.total_cmp(&value).is_eq()).count();
    values.iter().map(|value| real(below(*value)) + 0.5 * real(same(*value) + 1)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "fewer than 2^52 days")]
fn real(count: usize) -> f64 {
    count as f64
}

/// Writes the associations as a table.
#[must_use]
pub fn lagged_table(found: &[Lagged]) -> String {
    let mut out = String::new();
    for outcome in found {
        let _ = writeln!(
            out,
            "{} reported the next day: {} people, {} pairs of days",
            outcome.outcome, outcome.people, outcome.pairs
        );
        let written = |mean: &Option<Mean>| {
            mean.map_or("not known".to_owned(), |mean| {
                format!("{:+.2} ({:+.2} to {:+.2})", mean.mean, mean.interval[0], mean.interval[1])
            })
        };
        for (name, mean) in &outcome.correlations {
            let _ = writeln!(out, "  correlation with {name:<16} {}", written(mean));
        }
        for (name, mean) in &outcome.differences {
            let _ = writeln!(out, "  ours less {name:<23} {}", written(mean));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::spearman;

    #[test]
    fn ranks_count_and_ties_share_theirs() {
        let close = |found: Option<f64>, wanted: f64| {
            assert!((found.unwrap() - wanted).abs() < 1e-12, "{found:?}");
        };
        close(spearman(&[1.0, 2.0, 30.0], &[5.0, 6.0, 7.0]), 1.0);
        close(spearman(&[1.0, 2.0, 3.0], &[7.0, 6.0, 5.0]), -1.0);
        // By hand: ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4.
        close(spearman(&[1.0, 2.0, 2.0, 3.0], &[1.0, 2.0, 3.0, 4.0]), 4.5 / (4.5_f64 * 5.0).sqrt());
        assert_eq!(spearman(&[1.0, 1.0], &[1.0, 2.0]), None);
    }
}
