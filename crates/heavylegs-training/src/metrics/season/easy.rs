//! How much of the running is easy.

use super::Season;
use crate::quality::{Measured, Quantity, Reason};

const DAYS: i32 = 21;
/// Three runs a week.
const FEWEST_RUNS: u32 = 9;
/// The share of the running time with a trusted heart rate that is needed.
const KNOWN: f64 = 0.7;

impl Season {
    /// Returns the share of the running time of the last three weeks under 77 % of the highest heart rate.
    ///
    /// Needs nine runs, and a trusted heart rate in 70 % of the time. Under 0.65 there is too little that is easy (an estimate).
    pub fn easy_time_share(&self, day: i32) -> Measured<f64> {
        self.easy_share(day).into()
    }

    fn easy_share(&self, day: i32) -> Result<f64, Reason> {
        let from = day.saturating_sub(DAYS - 1);
        self.all_known(from, day)?;
        let (mut runs, mut easy_s, mut known_s, mut all_s) = (0, 0.0, 0.0, 0.0);
        for run in self.sessions_of(from, day).filter(|it| it.may_be_run()) {
            all_s += run.zones.map(|it| it.running_s).or(run.moving_s).unwrap_or(0.0);
            if !run.is_run() {
                continue;
            }
            runs += 1;
            easy_s += run.zones.map_or(0.0, |it| it.easy_s);
            known_s += run.zones.map_or(0.0, |it| it.known_s);
        }
        if runs < FEWEST_RUNS {
            return Err(Reason::TooFewRuns { has: runs, needs: FEWEST_RUNS });
        }
        if known_s <= 0.0 || known_s < KNOWN * all_s {
            return Err(Reason::DroppedOut(Quantity::HeartRate));
        }
        Ok(easy_s / known_s)
    }
}
