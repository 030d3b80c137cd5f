//! All that is known of a runner, in a shape in which any day can be asked about.

use std::collections::BTreeMap;

use super::ReviewOptions;
use super::mornings::MorningLog;
use super::runs::{RunFacts, made};
use crate::activity::{Activity, Summary};
use crate::athlete::{Athlete, Figure, Origin};
use crate::calendar::year_of;
use crate::metrics::{HeavyDay, Physiology, Season, Session, heavy_days};
use crate::quality::{Keep, Measured, Reason, keep_of, same_run};
use crate::read::Reading;
use crate::texts::{Text, Texts};
use crate::wellness::WellnessDay;

/// The same run from two sources begins within a day, whatever a zone does to it.
const SAME_WITHIN_S: i64 = 15 * 3600;

/// All that is known of a runner.
pub(crate) struct History<'a> {
    pub(crate) athlete: &'a Athlete,
    pub(crate) mornings: MorningLog<'a>,
    pub(crate) season: Season,
    /// Whether what the runner said on scales is evidence as well.
    pub(crate) scores: bool,
    /// The words of the language in which all is told.
    pub(crate) texts: &'static Texts,
    /// What was estimated of the runner, in words.
    pub(crate) estimated: Vec<String>,
    /// The runs, by day and then in order.
    runs: Vec<RunFacts>,
    heavy: BTreeMap<usize, Measured<HeavyDay>>,
}

impl<'a> History<'a> {
    /// Cleans every activity once, on so many threads, and keeps what the days need. `until` is the last day that will be asked about.
    pub(crate) fn new(
        reading: &'a Reading,
        athlete: &'a Athlete,
        until: Option<i32>,
        options: &ReviewOptions,
    ) -> Self {
        let texts = Texts::of(&options.language);
        let kept = without_twins(&reading.activities);
        let (runner, estimated) = physiology(athlete, reading, texts);
        let (sessions, mut runs) =
            made(&kept, &reading.activities, &runner, athlete, options.threads);
        runs.sort_by_key(|run| run.day);
        let vouched = vouched(&sessions, &reading.days, until);
        let season = Season::of(sessions, &vouched);
        let heavy = heavy_days(season.sessions());
        let heavy = season.sessions().iter().map(|it| it.activity).zip(heavy).collect();
        let mornings = MorningLog::of(&reading.days);
        Self { athlete, mornings, season, scores: options.scores, texts, estimated, runs, heavy }
    }

    /// The longest run of the last day with one, up to `day` and at most so many days before.
    pub(crate) fn last_run(&self, day: i32, back: i32) -> Option<&RunFacts> {
        let upto = self.runs.partition_point(|run| run.day <= day);
        let runs = self.runs.get(..upto)?;
        let last =
            runs.last().map(|run| run.day).filter(|last| day.saturating_sub(*last) <= back)?;
        let of_the_day = runs.iter().rev().take_while(|run| run.day == last);
        of_the_day.max_by(|a, b| a.distance_m.total_cmp(&b.distance_m))
    }

    pub(crate) fn heavy(&self, activity: usize) -> Measured<HeavyDay> {
        self.heavy.get(&activity).copied().unwrap_or(Measured::Unknown(Reason::NoRecords))
    }
}

/// The activities that are kept, each with what its dropped twin adds.
fn without_twins(activities: &[Activity]) -> Vec<(usize, Summary)> {
    let mut order: Vec<usize> = (0..activities.len()).collect();
    let start = |at: &usize| activities.get(*at).and_then(|it| it.start_s);
    order.sort_by_key(|at| (start(at).is_none(), start(at), *at));
    let mut kept: Vec<(usize, Summary)> = Vec::new();
    for at in order {
        let Some(activity) = activities.get(at) else { continue };
        let near = |(other, _): &&mut (usize, Summary)| {
            let apart = start(&at).zip(start(other)).map(|(a, b)| a.saturating_sub(b));
            apart.is_some_and(|apart| apart <= SAME_WITHIN_S)
        };
        let is_twin = |(other, _): &&mut (usize, Summary)| {
            activities.get(*other).is_some_and(|other| same_run(other, activity))
        };
        let twin = kept.iter_mut().rev().take_while(near).find(is_twin);
        match twin {
            None => kept.push((at, activity.summary.clone())),
            Some((first, summary)) => {
                let other = activities.get(*first);
                let is_second = other.is_some_and(|it| keep_of(it, activity) == Keep::Second);
                let (better, worse) = if is_second {
                    (activity.summary.clone(), std::mem::take(summary))
                } else {
                    (std::mem::take(summary), activity.summary.clone())
                };
                *first = if is_second { at } else { *first };
                *summary = joined(better, worse);
            }
        }
    }
    kept
}

/// What one recording of a run says, and the other where it says nothing.
fn joined(better: Summary, worse: Summary) -> Summary {
    let air = worse.is_air_temperature && !better.is_air_temperature;
    Summary {
        name: better.name.or(worse.name),
        exertion_of_10: better.exertion_of_10.or(worse.exertion_of_10),
        gear: better.gear.or(worse.gear),
        is_race: better.is_race.or(worse.is_race),
        temperature_c: if air {
            worse.temperature_c
        } else {
            better.temperature_c.or(worse.temperature_c)
        },
        is_air_temperature: better.is_air_temperature || worse.is_air_temperature,
        ..better
    }
}

/// The days since the last file on which the wellness log was kept: a log that is kept has no run to hide. Two weeks at most.
fn vouched(sessions: &[Session], days: &[WellnessDay], until: Option<i32>) -> Vec<(i32, i32)> {
    let last = sessions.iter().filter_map(|it| it.day).map(|it| it.day).max();
    let (Some(last), Some(until)) = (last, until) else { return Vec::new() };
    let kept = |day: i32| days.iter().any(|it| it.day == day);
    let end = (last.saturating_add(1)..=until.min(last.saturating_add(13)))
        .take_while(|day| kept(*day))
        .last();
    end.map(|end| (last.saturating_add(1), end)).into_iter().collect()
}

fn physiology(athlete: &Athlete, reading: &Reading, texts: &Texts) -> (Physiology, Vec<String>) {
    let mut estimated = Vec::new();
    let latest = reading.activities.iter().filter_map(|it| it.start_s).max();
    let latest = latest
        .and_then(|start| i32::try_from(start / 86_400).ok())
        .and_then(year_of)
        .unwrap_or(1970);
    let mut figure = |name: Text, figure: Option<Figure>| {
        let figure = figure?;
        if let Origin::Estimated { how } = &figure.origin {
            let bpm = texts.number(figure.value, 0);
            let slots = [("what", texts.say(name)), ("bpm", &bpm), ("how", how)];
            estimated.push(texts.fill(Text::RunnerEstimated, &slots));
        }
        Some(figure.value)
    };
    let most = athlete.highest(&reading.activities, latest, texts);
    let rest = athlete.at_rest(&reading.days, texts);
    let runner = Physiology {
        maximal_heart_rate_bpm: figure(Text::RunnerHighest, most),
        resting_heart_rate_bpm: figure(Text::RunnerAtRest, rest),
        threshold_speed_m_per_s: athlete.threshold_pace_s_per_km.map(|pace| 1000.0 / pace),
        sex: athlete.sex,
    };
    (runner, estimated)
}
