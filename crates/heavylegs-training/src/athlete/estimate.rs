//! Figures that everything else is measured by, known or estimated.

use serde::Serialize;

use super::Athlete;
use crate::activity::{Activity, Records, Sport};
use crate::texts::{Text, Texts};
use crate::wellness::WellnessDay;

/// A figure with where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Figure {
    /// The number, in the unit of what it is asked for.
    pub value: f64,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Origin {
    /// The runner says so.
    Known,
    /// It was estimated.
    Estimated {
        /// By what, in words.
        how: String,
    },
}

impl Figure {
    fn known(value: f64) -> Self {
        Self { value, origin: Origin::Known }
    }

    fn estimated(value: f64, how: String) -> Self {
        Self { value, origin: Origin::Estimated { how } }
    }
}

/// A heart rate must be held this long to count: optical sensors throw up single peaks that never were.
const HELD_S: f64 = 30.0;
/// A record stands for no longer than this: what lies in a longer gap is not known.
const LONGEST_GAP_S: f64 = 10.0;
/// An effort that the runner calls this hard shows the highest heart rate.
const HARD_OF_10: f64 = 9.0;
/// No heart of a grown runner beats faster.
const HIGHEST_BPM: f64 = 225.0;
/// Fewer mornings say nothing about rest.
const FEWEST_MORNINGS: usize = 5;

impl Athlete {
    /// Returns the highest heart rate: as the runner says; else as it was held for 30 s in a race, in an effort of 9 or 10 of 10, or in
    /// any run where that is more than the age says; else 208 − 0.7 · age (Tanaka, Monahan and Seals, J Am Coll Cardiol 2001;37:153–6),
    /// which is wrong by more than 10 beats for a third of people; else `None`.
    ///
    /// # Units
    ///
    /// Beats a minute. `year` is the one in which the age counts.
    #[must_use]
    pub fn maximal_heart_rate(&self, activities: &[Activity], year: i16) -> Option<Figure> {
        self.highest(activities, year, Texts::english())
    }

    /// [`Athlete::maximal_heart_rate`] with its origin in the words of a language.
    pub(crate) fn highest(
        &self,
        activities: &[Activity],
        year: i16,
        texts: &Texts,
    ) -> Option<Figure> {
        if let Some(known) = self.maximal_heart_rate_bpm {
            return Some(Figure::known(known));
        }
        let by_age = self.birth_year.map(|born| f64::from(year) - f64::from(born));
        let by_age =
            by_age.filter(|age| (10.0..=110.0).contains(age)).map(|age| (age, 208.0 - 0.7 * age));
        let runs = activities.iter().filter(|activity| activity.sport.is_some_and(Sport::is_run));
        let held = runs.filter_map(|run| {
            let bpm = held_bpm(&run.records).filter(|bpm| *bpm <= HIGHEST_BPM)?;
            (is_hard(run) || by_age.is_some_and(|(_, most)| bpm > most)).then_some(bpm)
        });
        match (held.max_by(f64::total_cmp), by_age) {
            (Some(bpm), _) => {
                Some(Figure::estimated(bpm, texts.say(Text::RunnerHowHeld).to_owned()))
            }
            (None, Some((age, bpm))) => {
                let how = texts.fill(Text::RunnerHowByAge, &[("age", &age.to_string())]);
                Some(Figure::estimated(bpm, how))
            }
            (None, None) => None,
        }
    }

    /// Returns the heart rate at rest: as the runner says; else the median of the days that were measured, if there are five; else `None`.
    ///
    /// # Units
    ///
    /// Beats a minute.
    #[must_use]
    pub fn resting_heart_rate(&self, days: &[WellnessDay]) -> Option<Figure> {
        self.at_rest(days, Texts::english())
    }

    /// [`Athlete::resting_heart_rate`] with its origin in the words of a language.
    pub(crate) fn at_rest(&self, days: &[WellnessDay], texts: &Texts) -> Option<Figure> {
        if let Some(known) = self.resting_heart_rate_bpm {
            return Some(Figure::known(known));
        }
        let mut measured: Vec<f64> =
            days.iter().filter_map(|day| day.resting_heart_rate_bpm).collect();
        measured.sort_by(f64::total_cmp);
        let median =
            measured.get(measured.len() / 2).filter(|_| measured.len() >= FEWEST_MORNINGS)?;
        let days = measured.len().to_string();
        Some(Figure::estimated(*median, texts.fill(Text::RunnerHowMedian, &[("days", &days)])))
    }
}

fn is_hard(run: &Activity) -> bool {
    run.summary.is_race == Some(true)
        || run.summary.exertion_of_10.is_some_and(|exertion| exertion >= HARD_OF_10)
}

/// Returns the heart rate that was reached or exceeded for half a minute in all.
fn held_bpm(records: &Records) -> Option<f64> {
    let times = &records.time_s;
    let lengths = times.windows(2).map(|pair| match pair {
        [from, to] => (to - from).clamp(0.0, LONGEST_GAP_S),
        _ => 0.0,
    });
    let mut held: Vec<(f32, f64)> = lengths
        .enumerate()
        .filter_map(|(at, length_s)| Some((records.heart_rate_bpm.get(at)?, length_s)))
        .collect();
    held.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut passed_s = 0.0;
    let reaches = |(bpm, length_s): &(f32, f64)| {
        passed_s += length_s;
        (passed_s >= HELD_S).then_some(f64::from(*bpm))
    };
    held.iter().find_map(reaches)
}
