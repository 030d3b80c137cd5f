//! Speed: from the device or from the distance, without jumps and in the right unit.

use super::time_base::TimeBase;
use super::{Quantity, Reason};
use crate::activity::{Channel, Records, Summary};
use crate::stats::{smooth, weighted_mean};

/// The fastest a runner can be, m/s: the world's fastest men reach it for a second.
pub(crate) const FASTEST_RUN_M_PER_S: f64 = 12.0;
/// The fastest of anything else, m/s; about the record of a descent on a bicycle.
pub(crate) const FASTEST_M_PER_S: f64 = 40.0;
/// The strongest change of speed that is not a jump of the position, m/s². Sprinters reach about this out of the blocks.
const STRONGEST_M_PER_S2: f64 = 5.0;
/// Mean speeds of a run outside this are in a wrong unit, m/s.
const MEANS_OF_RUNS_M_PER_S: (f64, f64) = (0.3, 8.0);
/// Two measures of one mean speed that differ by more than this factor are in different units.
const SAME_WITHIN: f64 = 1.5;
/// Some devices write a distance only every few seconds and repeat it between; after this long the runner stands, s.
const REPEATS_S: f64 = 10.0;
/// Half of the window over which a speed from distances is smoothed, s.
const SMOOTH_HALF_S: f64 = 5.0;

/// Fills in the speed and returns what is wrong with the whole of it.
pub(crate) fn fill(
    records: &Records,
    summary: &Summary,
    base: &TimeBase,
    is_run: bool,
    values: &mut Vec<f64>,
    scratch: &mut Vec<f64>,
) -> Option<Reason> {
    from_distance(&records.distance_m, base, scratch);
    let by_distance = mean(scratch, base);
    values.clear();
    from_channel(&records.speed_m_per_s, base, values);
    let by_device = mean(values, base);
    match choose(by_device, by_distance, of_summary(summary), is_run) {
        Ok(Choice::Device) => None,
        Ok(Choice::Distance) => {
            remove_jumps(scratch, base, is_run, &mut |_| ());
            smooth(scratch, &base.weights_s, &base.clock_s, SMOOTH_HALF_S, values);
            None
        }
        Err(reason) => {
            values.clear();
            Some(reason)
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Device,
    Distance,
}

/// Which of the two measures to take: the device's, unless it disagrees with a distance that is plausible.
fn choose(
    device: Option<f64>,
    distance: Option<f64>,
    summary: Option<f64>,
    is_run: bool,
) -> Result<Choice, Reason> {
    let is_plausible =
        |mean: f64| !is_run || (MEANS_OF_RUNS_M_PER_S.0..=MEANS_OF_RUNS_M_PER_S.1).contains(&mean);
    let fits = |a: f64, b: f64| a <= b * SAME_WITHIN && b <= a * SAME_WITHIN;
    let fits_summary = |mean: f64| summary.is_none_or(|summary| fits(mean, summary));
    match (device, distance) {
        (None, None) => Err(Reason::NotRecorded(Quantity::Speed)),
        (Some(device), Some(distance)) if fits(device, distance) => {
            if is_plausible(device) {
                Ok(Choice::Device)
            } else {
                Err(Reason::SpeedUnit)
            }
        }
        (_, Some(distance)) if is_plausible(distance) && fits_summary(distance) => {
            Ok(Choice::Distance)
        }
        (Some(device), _) if is_plausible(device) && fits_summary(device) => Ok(Choice::Device),
        (Some(_), None) => Err(Reason::SpeedUnit),
        (_, Some(_)) => Err(Reason::DistanceUnit),
    }
}

fn mean(values: &[f64], base: &TimeBase) -> Option<f64> {
    weighted_mean(values.iter().copied().zip(base.weights_s.iter().copied()))
}

fn of_summary(summary: &Summary) -> Option<f64> {
    let seconds = summary.moving_s.or(summary.elapsed_s).filter(|seconds| *seconds > 60.0)?;
    summary.distance_m.filter(|metres| *metres > 0.0).map(|metres| metres / seconds)
}

fn from_channel(channel: &Channel, base: &TimeBase, out: &mut Vec<f64>) {
    let values = channel.iter().chain(std::iter::repeat(None));
    out.extend(values.zip(&base.time_s).map(|(value, _)| value.map_or(f64::NAN, f64::from)));
}

/// The speed between records with a distance. Nothing is said across a pause or a gap, and of a distance that falls.
fn from_distance(distance: &Channel, base: &TimeBase, out: &mut Vec<f64>) {
    out.clear();
    let mut last: Option<f64> = None;
    let (mut seconds, mut since) = (0.0, 0);
    let values = distance.iter().chain(std::iter::repeat(None));
    let steps = values.zip(base.weights_s.iter().zip(&base.is_broken)).enumerate();
    for (at, (value, (weight, is_broken))) in steps {
        if *is_broken {
            (last, seconds, since) = (None, 0.0, at + 1);
        }
        out.push(f64::NAN);
        seconds += weight;
        let Some(metres) = value.map(f64::from) else { continue };
        let is_repeated = last.is_some_and(|from| from.to_bits() == metres.to_bits());
        if is_repeated && seconds < REPEATS_S {
            continue;
        }
        if let Some(from) = last.filter(|_| seconds > 0.0) {
            let speed = (metres - from) / seconds;
            out.iter_mut().skip(since).for_each(|slot| *slot = speed);
        }
        (last, seconds, since) = (Some(metres), 0.0, at + 1);
    }
}

/// Takes out speeds that no body can have, and changes that no body can make; `found` is told each place.
pub(crate) fn remove_jumps(
    values: &mut [f64],
    base: &TimeBase,
    is_run: bool,
    found: &mut impl FnMut(usize),
) {
    let fastest = if is_run { FASTEST_RUN_M_PER_S } else { FASTEST_M_PER_S };
    let mut last: Option<(f64, f64)> = None;
    for (at, (value, clock)) in values.iter_mut().zip(&base.clock_s).enumerate() {
        if value.is_nan() {
            continue;
        }
        let change =
            last.map_or(0.0, |(then, before)| (*value - before).abs() / (clock - then).max(1.0));
        if !(0.0..=fastest).contains(value) || change > STRONGEST_M_PER_S2 {
            *value = f64::NAN;
            found(at);
        } else {
            last = Some((*clock, *value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, choose};
    use crate::quality::{Quantity, Reason};

    #[test]
    fn the_measure_in_metres_is_taken_and_the_other_named() {
        let pick = |device, distance, summary| choose(device, distance, summary, true);
        assert_eq!(pick(Some(3.0), Some(3.1), None), Ok(Choice::Device));
        assert_eq!(pick(None, Some(3.1), None), Ok(Choice::Distance));
        // Minutes a kilometre in the place of a speed.
        assert_eq!(pick(Some(5.5), Some(3.03), None), Ok(Choice::Distance));
        // Kilometres in the place of metres.
        assert_eq!(pick(Some(3.0), Some(0.003), None), Ok(Choice::Device));
        assert_eq!(pick(None, Some(0.003), None), Err(Reason::DistanceUnit));
        assert_eq!(pick(Some(11.0), None, None), Err(Reason::SpeedUnit));
        // Kilometres an hour, told by the summary only.
        assert_eq!(pick(Some(7.9), None, Some(2.2)), Err(Reason::SpeedUnit));
        assert_eq!(pick(None, None, Some(3.0)), Err(Reason::NotRecorded(Quantity::Speed)));
    }
}
