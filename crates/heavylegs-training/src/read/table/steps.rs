//! Cadences of exports that count one foot.

use crate::activity::Sport;

/// The most strides of one foot and the fewest steps of both a minute: a runner takes 130 to 230 steps, a walker 90 to 140.
const ONE_FOOT: std::ops::Range<f64> = 40.0..120.0;
const BOTH_FEET: std::ops::RangeInclusive<f64> = 120.0..=260.0;

/// Returns the steps of both feet of a run whose cadence was exported for one foot or for both; `None` for other sports.
///
/// Strava and intervals.icu hand on what the device sent, which is one foot in FIT, TCX and GPX, and both for some treadmills.
pub(super) fn both_feet(cadence: f64, sport: Option<Sport>) -> Option<f64> {
    if !sport.is_some_and(Sport::is_run) {
        None
    } else if ONE_FOOT.contains(&cadence) {
        Some(2.0 * cadence)
    } else {
        BOTH_FEET.contains(&cadence).then_some(cadence)
    }
}

#[cfg(test)]
mod tests {
    use super::both_feet;
    use crate::activity::Sport;

    #[test]
    fn one_foot_is_doubled_and_only_of_runs() {
        assert_eq!(both_feet(83.0, Some(Sport::Run)), Some(166.0));
        assert_eq!(both_feet(166.0, Some(Sport::Treadmill)), Some(166.0));
        assert_eq!(both_feet(83.0, Some(Sport::Ride)), None);
        assert_eq!(both_feet(10.0, Some(Sport::Run)), None);
    }
}
