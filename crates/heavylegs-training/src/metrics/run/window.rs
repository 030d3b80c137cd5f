//! Parts of a run and means over them.

use std::ops::Range;

use super::super::Stretch;
use crate::quality::{Cleaned, Reason};
use crate::stats::{mean_and_deviation, weighted_mean};

/// Slower than this nobody moves, m/s: the runner stands.
pub(crate) const STANDS_M_PER_S: f64 = 0.5;
/// Faster than this it is a run, not a walk, m/s.
pub(crate) const RUNS_M_PER_S: f64 = 1.8;
/// The length of the pieces by which a pace is judged steady, s.
const PIECE_S: f64 = 30.0;

/// The records of a part of the running clock.
pub(crate) fn by_clock(run: &Cleaned, from_s: f64, to_s: f64) -> Range<usize> {
    let at = |second: f64| run.base.clock_s.partition_point(|clock| *clock < second);
    at(from_s)..at(to_s)
}

/// The records of a part of the way.
pub(crate) fn by_way(run: &Cleaned, from_m: f64, to_m: f64) -> Range<usize> {
    let at = |metre: f64| run.covered_m.partition_point(|covered| *covered < metre);
    at(from_m)..at(to_m)
}

/// Where a part is, in seconds since the start.
pub(crate) fn stretch(run: &Cleaned, part: &Range<usize>) -> Option<Stretch> {
    let times = run.base.time_s.get(part.clone())?;
    Some(Stretch { from_s: *times.first()?, to_s: *times.last()? })
}

/// The way of the whole.
pub(crate) fn way_m(run: &Cleaned) -> f64 {
    run.covered_m.last().copied().unwrap_or(0.0)
}

/// An error unless it is a run of some length with a speed; the adjusted speeds.
pub(crate) fn long_enough(run: &Cleaned, needs_min: u32) -> Result<&[f64], Reason> {
    run.run()?;
    let speed = run.adjusted_speed_m_per_s().trusted()?;
    let has_s = run.running_s();
    if has_s < f64::from(needs_min) * 60.0 {
        return Err(Reason::TooShort { has_min: minutes(has_s), needs_min });
    }
    Ok(speed)
}

/// Whole minutes, for a message.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
pub(crate) fn minutes(seconds: f64) -> u32 {
    (seconds / 60.0).clamp(0.0, 1e9) as u32
}

/// The mean of the values of a part, with the standing left out.
pub(crate) fn moving_mean(run: &Cleaned, values: &[f64], part: &Range<usize>) -> Option<f64> {
    weighted_mean(moving(run, values, part))
}

/// Values and weights of the records of a part in which the runner moves.
pub(crate) fn moving<'a>(
    run: &'a Cleaned,
    values: &'a [f64],
    part: &Range<usize>,
) -> impl Iterator<Item = (f64, f64)> + 'a {
    let speeds = run.speed_m_per_s().values.get(part.clone()).unwrap_or_default();
    let values = values.get(part.clone()).unwrap_or_default();
    let weights = run.base.weights_s.get(part.clone()).unwrap_or_default();
    let all = values.iter().zip(weights).zip(speeds);
    all.filter(|(_, speed)| **speed >= STANDS_M_PER_S).map(|((value, weight), _)| (*value, *weight))
}

/// The seconds in which the runner moves.
pub(crate) fn moving_s(run: &Cleaned, part: &Range<usize>) -> f64 {
    let speeds = &run.speed_m_per_s().values;
    moving(run, speeds, part).map(|(_, weight)| weight).sum()
}

/// Mean speed and mean heart rate of the records of a part in which both are known and the runner moves.
pub(crate) fn speed_and_heart(
    run: &Cleaned,
    speed: &[f64],
    heart: &[f64],
    part: &Range<usize>,
) -> Option<(f64, f64)> {
    let beats = heart.get(part.clone()).unwrap_or_default();
    let (mut way, mut sum, mut seconds) = (0.0, 0.0, 0.0);
    let speeds = run.speed_m_per_s().values.get(part.clone()).unwrap_or_default();
    let adjusted = speed.get(part.clone()).unwrap_or_default();
    let weights = run.base.weights_s.get(part.clone()).unwrap_or_default();
    for (((heart, adjusted), weight), speed) in beats.iter().zip(adjusted).zip(weights).zip(speeds)
    {
        if !heart.is_nan() && !adjusted.is_nan() && *speed >= STANDS_M_PER_S {
            way += adjusted * weight;
            sum += heart * weight;
            seconds += weight;
        }
    }
    (seconds > 0.0).then(|| (way / seconds, sum / seconds))
}

/// How much the speed varies over pieces of 30 s, standard deviation ÷ mean.
pub(crate) fn variation(run: &Cleaned, speed: &[f64], part: &Range<usize>) -> Option<f64> {
    let mut pieces = Vec::new();
    let (mut sum, mut seconds) = (0.0, 0.0);
    for (value, weight) in moving(run, speed, part).filter(|(value, _)| !value.is_nan()) {
        sum += value * weight;
        seconds += weight;
        if seconds >= PIECE_S {
            pieces.push(sum / seconds);
            (sum, seconds) = (0.0, 0.0);
        }
    }
    mean_and_deviation(&pieces, false).map(|(mean, deviation)| deviation / mean)
}

/// An error if the pace of a part is not steady: it varies by more than `most`, or the runner stands for more than a tenth of it.
pub(crate) fn steady(
    run: &Cleaned,
    speed: &[f64],
    part: &Range<usize>,
    most: f64,
) -> Result<(), Reason> {
    let whole_s: f64 = run.base.weights_s.get(part.clone()).unwrap_or_default().iter().sum();
    let is_steady = variation(run, speed, part).is_some_and(|it| it <= most);
    if is_steady && moving_s(run, part) >= 0.9 * whole_s { Ok(()) } else { Err(Reason::NotSteady) }
}
