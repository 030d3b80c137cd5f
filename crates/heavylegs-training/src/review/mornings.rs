//! What mornings and nights were, by day: made once for all the days that are asked about.

use std::collections::BTreeMap;

use crate::metrics::{resting_by_day, values_by_day, variability_by_day};
use crate::wellness::{Score, WellnessDay};

/// Hours of a night that can be true.
const NIGHT_HOURS: std::ops::RangeInclusive<f64> = 0.5..=20.0;

/// What mornings and nights were, by day.
pub(crate) struct MorningLog<'a> {
    pub(crate) resting_bpm: BTreeMap<i32, f64>,
    pub(crate) variability_ln_ms: BTreeMap<i32, f64>,
    pub(crate) sleep_hours: BTreeMap<i32, f64>,
    scores: BTreeMap<i32, Vec<&'a Score>>,
}

impl<'a> MorningLog<'a> {
    pub(super) fn of(days: &'a [WellnessDay]) -> Self {
        let mut scores: BTreeMap<i32, Vec<&Score>> = BTreeMap::new();
        for day in days {
            scores.entry(day.day).or_default().extend(&day.scores);
        }
        let slept = |it: &WellnessDay| it.sleep_hours.filter(|hours| NIGHT_HOURS.contains(hours));
        Self {
            resting_bpm: resting_by_day(days),
            variability_ln_ms: variability_by_day(days),
            sleep_hours: values_by_day(days, slept),
            scores,
        }
    }

    /// What the runner said on scales on a day, in the order of the logs.
    pub(crate) fn scores(&self, day: i32) -> &[&'a Score] {
        self.scores.get(&day).map_or(&[], Vec::as_slice)
    }
}
