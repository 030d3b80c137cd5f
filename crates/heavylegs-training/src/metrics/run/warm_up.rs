//! Whether a run begins slower than it goes on.

use serde::Serialize;

use super::super::Physiology;
use super::window::{by_clock, long_enough, moving, moving_mean};
use crate::quality::{Cleaned, Measured, Reason};
use crate::stats::median;

/// From this ratio on there was no ramp. An engineering default.
const NO_RAMP: f64 = 0.97;

/// How a run begins.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WarmUpRamp {
    /// Mean speed of the first five minutes ÷ median speed of the middle, grade-adjusted.
    pub ratio: f64,
    /// Whether the run began as fast as it went on (0.97 or more). It is only a lack of warm-up where the run was not easy and nothing was
    /// walked or run in the 20 minutes before.
    pub has_no_ramp: bool,
    /// The running clock at which the heart rate first held 70 % of its reserve for a minute, s; unknown if it never did or cannot be told.
    pub heart_rate_70_s: Option<f64>,
}

/// Returns how a run begins: `mean v(min 0–5) ÷ median v(min 10 … end − 5)`, an engineering definition. Needs 25 min.
pub fn warm_up_ramp(run: &Cleaned, runner: &Physiology) -> Measured<WarmUpRamp> {
    ramp(run, runner).into()
}

fn ramp(run: &Cleaned, runner: &Physiology) -> Result<WarmUpRamp, Reason> {
    let speed = long_enough(run, 25)?;
    let first = moving_mean(run, speed, &by_clock(run, 0.0, 300.0)).ok_or(Reason::NotSteady)?;
    let middle = by_clock(run, 600.0, run.running_s() - 300.0);
    let known = moving(run, speed, &middle).map(|(value, _)| value).filter(|it| !it.is_nan());
    let mut values: Vec<f64> = known.collect();
    let ratio = first / median(&mut values).ok_or(Reason::NotSteady)?;
    let heart_rate_70_s = heart_rate_70_s(run, runner).ok().flatten();
    Ok(WarmUpRamp { ratio, has_no_ramp: ratio >= NO_RAMP, heart_rate_70_s })
}

fn heart_rate_70_s(run: &Cleaned, runner: &Physiology) -> Result<Option<f64>, Reason> {
    let (rest, most) = runner.reserve()?;
    let enough = rest + 0.7 * (most - rest);
    let heart = run.heart_rate_bpm().trusted()?;
    let mut since = None;
    for (heart, clock) in heart.iter().zip(&run.base.clock_s) {
        if *heart >= enough {
            let from = *since.get_or_insert(*clock);
            if clock - from >= 60.0 {
                return Ok(Some(from));
            }
        } else {
            since = None;
        }
    }
    Ok(None)
}
