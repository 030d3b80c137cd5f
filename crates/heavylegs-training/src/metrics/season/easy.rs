//! How much of the running is easy.

use super::Season;
use crate::quality::{Measured, Quantity, Reason};

const DAYS: i32 = 21;
/// Three runs a week.
const FEWEST_RUNS: u32 = 9;
/// The share of the running time with a trusted heart rate that is needed.
const KNOWN: f64 = 0.7;
/// The most of it at the border of easy: half of it, or two thirds, is the difference between too little and enough. An estimate.
const BORDER_MOST: f64 = 0.15;

impl Season {
    /// Returns the share of the running time of the last three weeks under 77 % of the highest heart rate.
    ///
    /// Needs nine runs, and a trusted heart rate in 70 % of the time. Under 0.65 there is too little that is easy (an estimate). Not known where
    /// more than 15 % of the time is between 77 and 80 %: the first threshold lies somewhere there, and all easy runs of a season can be a beat
    /// or two above 77 %, where heat lifts them as well.
    pub fn easy_time_share(&self, day: i32) -> Measured<f64> {
        self.easy_share(day).into()
    }

    fn easy_share(&self, day: i32) -> Result<f64, Reason> {
        let from = day.saturating_sub(DAYS - 1);
        self.all_known(from, day)?;
        let (mut runs, mut easy_s, mut border_s) = (0, 0.0, 0.0);
        let (mut known_s, mut all_s) = (0.0, 0.0);
        for run in self.sessions_of(from, day).filter(|it| it.may_be_run()) {
            all_s += run.zones.map(|it| it.running_s).or(run.moving_s).unwrap_or(0.0);
            if !run.is_run() {
                continue;
            }
            runs += 1;
            easy_s += run.zones.map_or(0.0, |it| it.easy_s);
            border_s += run.zones.map_or(0.0, |it| it.border_s());
            known_s += run.zones.map_or(0.0, |it| it.known_s);
        }
        if runs < FEWEST_RUNS {
            return Err(Reason::TooFewRuns { has: runs, needs: FEWEST_RUNS });
        }
        if known_s <= 0.0 || known_s < KNOWN * all_s {
            return Err(Reason::DroppedOut(Quantity::HeartRate));
        }
        if border_s > BORDER_MOST * known_s {
            return Err(Reason::AtTheBorder);
        }
        Ok(easy_s / known_s)
    }
}
