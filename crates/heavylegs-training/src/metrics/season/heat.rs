//! The first hot days.

use super::super::Change;
use super::Season;
use crate::quality::{Measured, Quantity, Reason};

/// The body needs one to two weeks for the heat.
const BACK_DAYS: i32 = 14;
const FEWEST_RUNS: u32 = 3;
/// So much warmer than these runs is new, °C. An estimate.
const RISE_C: f64 = 5.0;

impl Season {
    /// Returns how much warmer the warmest run of a day was than the mean of the runs of the two weeks before, °C; it counts from 5.
    ///
    /// Only temperatures of one kind are compared, of the air or of a device. `now` of a device is an upper bound; the difference is none.
    /// Whether it was hot at all is another question: the first run at 10 °C after frost is no heat.
    pub fn warmer_than_before(&self, day: i32) -> Measured<Change> {
        self.warmer(day).into()
    }

    fn warmer(&self, day: i32) -> Result<Change, Reason> {
        let runs = |from, to| {
            let runs = self.sessions_of(from, to).filter(|it| it.is_run());
            runs.filter_map(|it| it.temperature)
        };
        let warmest = runs(day, day).max_by(|a, b| a.celsius.total_cmp(&b.celsius));
        let now = warmest.ok_or(Reason::NotRecorded(Quantity::Temperature))?;
        let before: Vec<f64> = runs(day.saturating_sub(BACK_DAYS), day.saturating_sub(1))
            .filter(|it| it.is_upper_bound == now.is_upper_bound)
            .map(|it| it.celsius)
            .collect();
        let has = crate::stats::whole(before.len());
        if has < FEWEST_RUNS {
            return Err(Reason::TooFewRuns { has, needs: FEWEST_RUNS });
        }
        let baseline = before.iter().sum::<f64>() / crate::stats::count(before.len());
        let (now, threshold) = (now.celsius, RISE_C);
        Ok(Change { value: now - baseline, baseline, now, threshold, stretch: None })
    }
}
