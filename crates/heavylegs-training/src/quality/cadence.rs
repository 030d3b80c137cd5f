//! Cadence: both feet, as the readers promise, and a check that they kept it.

use super::Reason;
use super::time_base::TimeBase;
use crate::stats::{median, weighted_mean};

/// What legs can do, steps of both feet a minute; a walk is about 100 to 120.
pub(crate) const POSSIBLE_SPM: (f64, f64) = (60.0, 260.0);
/// Running, however slow, is at least this fast, m/s.
const RUNNING_M_PER_S: f64 = 1.8;
/// The usual cadence of one foot, steps a minute.
const ONE_FOOT_SPM: (f64, f64) = (70.0, 100.0);

/// Returns a reason if the median cadence at running speed is that of one foot.
///
/// It is not doubled here: a run with so few steps can also be a run with walks, and then twice is wrong.
pub(crate) fn doubt(
    cadence: &[f64],
    speed: &[f64],
    base: &TimeBase,
    scratch: &mut Vec<f64>,
) -> Option<Reason> {
    let pairs = speed.iter().copied().zip(base.weights_s.iter().copied());
    let is_running = weighted_mean(pairs).is_some_and(|mean| mean >= RUNNING_M_PER_S);
    scratch.clear();
    scratch.extend(cadence.iter().copied().filter(|steps| !steps.is_nan()));
    let usual = median(scratch)?;
    let is_one_foot = is_running && (ONE_FOOT_SPM.0..=ONE_FOOT_SPM.1).contains(&usual);
    is_one_foot.then_some(Reason::HalfCadence)
}
