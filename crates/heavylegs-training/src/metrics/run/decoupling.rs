//! Speed for a heartbeat, and how it falls over a steady run.

use super::super::Change;
use super::window::{by_clock, long_enough, moving_s, speed_and_heart, steady, stretch, variation};
use crate::quality::{Cleaned, Measured, Reason};

/// The warm-up that is left out, s.
const WARM_UP_S: f64 = 600.0;
/// The shortest run, min.
const SHORTEST_MIN: u32 = 40;
/// The most the pace may vary; steady runs on hills stay below, intervals are far above. An engineering default.
const VARIES_MOST: f64 = 0.10;
/// From where on drift counts: practitioners call less than 5 % good.
const THRESHOLD: f64 = 0.05;

/// Returns the efficiency factor of a run: grade-adjusted speed in metres a minute ÷ heart rate.
///
/// A practitioner's metric (Joe Friel), m per beat: about 1.0 to 2.0, higher with fitness. Compare it only with the same
/// runner's. Standing and the first minute are left out.
pub fn efficiency_factor(run: &Cleaned) -> Measured<f64> {
    efficiency(run).into()
}

fn efficiency(run: &Cleaned) -> Result<f64, Reason> {
    let speed = long_enough(run, 10)?;
    let heart = run.heart_rate_bpm().trusted()?;
    let (speed, heart) =
        speed_and_heart(run, speed, heart, &(0..run.len())).ok_or(Reason::NotSteady)?;
    Ok(speed * 60.0 / heart)
}

/// Returns aerobic decoupling (Pa:HR): how much the efficiency factor falls from the first to the second half of a steady run, as a share.
///
/// `(EF₁ − EF₂) ÷ EF₁` after the first ten minutes (Joe Friel): under 0.05 good, over 0.10 poor, by convention. Runs under 40 min,
/// and runs whose pace varies by more than 10 % over pieces of 30 s (intervals, many stops), have none.
pub fn decoupling(run: &Cleaned) -> Measured<Change> {
    decouple(run).into()
}

fn decouple(run: &Cleaned) -> Result<Change, Reason> {
    let speed = long_enough(run, SHORTEST_MIN)?;
    let heart = run.heart_rate_bpm().trusted()?;
    let middle = f64::midpoint(WARM_UP_S, run.running_s());
    steady(run, speed, &by_clock(run, WARM_UP_S, f64::INFINITY), VARIES_MOST)?;
    let efficiency = |part| {
        let means = speed_and_heart(run, speed, heart, &part).ok_or(Reason::NotSteady);
        means.map(|(speed, heart)| speed * 60.0 / heart)
    };
    let second = by_clock(run, middle, f64::INFINITY);
    let (baseline, now) =
        (efficiency(by_clock(run, WARM_UP_S, middle))?, efficiency(second.clone())?);
    let value = (baseline - now) / baseline;
    Ok(Change { value, baseline, now, threshold: THRESHOLD, stretch: stretch(run, &second) })
}

/// Mean adjusted speed, mean heart rate and variation of the speed of a run.
pub(crate) fn steady_means(run: &Cleaned) -> Result<(f64, f64, f64), Reason> {
    let speed = long_enough(run, 1)?;
    let heart = run.heart_rate_bpm().trusted()?;
    let all = 0..run.len();
    let means = speed_and_heart(run, speed, heart, &all).zip(variation(run, speed, &all));
    means.map(|((speed, heart), variation)| (speed, heart, variation)).ok_or(Reason::NotSteady)
}

/// The seconds in which the runner moves, or of the running clock where the speed is not known.
pub(crate) fn moving_time(session: &Cleaned) -> f64 {
    match session.speed_m_per_s().doubt() {
        None => moving_s(session, &(0..session.len())),
        Some(_) => session.running_s(),
    }
}
