//! The distance of a run against the longest of the month before.

use super::super::Change;
use super::Season;
use crate::quality::{Measured, Quantity, Reason};

/// Days before the run in which the longest is looked for.
const BACK_DAYS: i32 = 30;
/// From this ratio on overuse injuries were more frequent (hazard 1.64 and more; 5,205 runners, 2025).
const THRESHOLD: f64 = 1.10;

impl Season {
    /// Returns the distance of the longest outing of a day ÷ the longest of the 30 days before, both in metres.
    ///
    /// Unknown where some of these days or distances are: the longest could be among them.
    pub fn longest_run_ratio(&self, day: i32) -> Measured<Change> {
        self.longest_ratio(day).into()
    }

    fn longest_ratio(&self, day: i32) -> Result<Change, Reason> {
        let (from, to) = (day.saturating_sub(BACK_DAYS), day.saturating_sub(1));
        let now = self.longest_m(day, day)?.ok_or(Reason::NothingTrained)?;
        self.all_known(from, to)?;
        let baseline = self.longest_m(from, to)?.ok_or(Reason::NothingTrained)?;
        Ok(Change { value: now / baseline, baseline, now, threshold: THRESHOLD, stretch: None })
    }

    fn longest_m(&self, from: i32, to: i32) -> Result<Option<f64>, Reason> {
        let runs = self.outings_of(from, to).iter().filter(|it| it.is_run);
        let metres: Option<Vec<f64>> = runs.map(|it| it.run_m).collect();
        let metres = metres.ok_or(Reason::NotRecorded(Quantity::Speed))?;
        Ok(metres.into_iter().filter(|it| *it > 0.0).max_by(f64::total_cmp))
    }
}
