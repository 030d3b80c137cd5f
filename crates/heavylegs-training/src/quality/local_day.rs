//! Which day a run belongs to, and the order of runs.

use serde::Serialize;

use super::{Measured, Reason};
use crate::activity::Activity;

const DAY_S: i64 = 86_400;
/// No place on earth is further from UTC than this, s: -12 h to +14 h.
const OFFSETS_S: std::ops::RangeInclusive<i32> = -43_200..=50_400;

/// How a local day was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DaySource {
    /// By the offset in the file.
    File,
    /// By the offset the caller gave for files without one.
    Home,
    /// The day in UTC: near midnight it can be the one before or after.
    Utc,
}

/// A day on the runner's own calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct LocalDay {
    /// Days since 1970-01-01.
    pub day: i32,
    /// How it was found.
    pub source: DaySource,
}

/// Returns the runner's own day on which an activity began; a run over midnight belongs to the day it began on.
///
/// The offset of the file counts, else `home_utc_offset_s`, else UTC, and the result says which. Offsets that no place has are ignored.
/// Without a start there is no day.
///
/// ```
/// use heavylegs_training::{DaySource, Activity, local_day, Reason};
///
/// assert_eq!(local_day(&Activity::default(), None).reason(), Some(Reason::StartUnknown));
/// ```
pub fn local_day(activity: &Activity, home_utc_offset_s: Option<i32>) -> Measured<LocalDay> {
    let Some(start) = activity.start_s else { return Measured::Unknown(Reason::StartUnknown) };
    let real = |offset: Option<i32>| offset.filter(|offset| OFFSETS_S.contains(offset));
    let (offset, source) = match (real(activity.utc_offset_s), real(home_utc_offset_s)) {
        (Some(offset), _) => (offset, DaySource::File),
        (None, Some(offset)) => (offset, DaySource::Home),
        (None, None) => (0, DaySource::Utc),
    };
    let day = start.saturating_add(i64::from(offset)).div_euclid(DAY_S);
    i32::try_from(day).map_or(Err(Reason::StartUnknown), |day| Ok(LocalDay { day, source })).into()
}

/// Puts activities in the order of their starts, those without a start last; equal starts keep the order they came in.
pub fn sort_by_start(activities: &mut [Activity]) {
    activities.sort_by_key(|activity| (activity.start_s.is_none(), activity.start_s));
}

#[cfg(test)]
mod tests {
    use super::{DaySource, local_day, sort_by_start};
    use crate::activity::Activity;
    use crate::quality::Measured;

    fn day(start_s: i64, utc_offset_s: Option<i32>, home: Option<i32>) -> (i32, DaySource) {
        let run = Activity { start_s: Some(start_s), utc_offset_s, ..Activity::default() };
        match local_day(&run, home) {
            Measured::Known(found) => (found.day, found.source),
            Measured::Unknown(reason) => panic!("{reason}"),
        }
    }

    #[test]
    fn the_day_is_the_runners_own() {
        let half_past_eleven = 100 * 86_400 + 23 * 3600 + 1800;
        assert_eq!(day(half_past_eleven, Some(7200), None), (101, DaySource::File));
        assert_eq!(day(half_past_eleven, None, Some(3600)), (101, DaySource::Home));
        assert_eq!(day(half_past_eleven, None, None), (100, DaySource::Utc));
        assert_eq!(day(half_past_eleven, Some(1_000_000), None), (100, DaySource::Utc));
        assert_eq!(day(-1, Some(0), None), (-1, DaySource::File));
        let far = Activity { start_s: Some(i64::MAX), ..Activity::default() };
        assert!(!local_day(&far, None).is_known());
    }

    #[test]
    fn files_are_put_in_order_and_those_without_a_date_last() {
        let at = |start_s| Activity { start_s, ..Activity::default() };
        let mut runs = [at(None), at(Some(5)), at(Some(-5)), at(Some(2))];
        sort_by_start(&mut runs);
        let starts: Vec<_> = runs.iter().map(|run| run.start_s).collect();
        assert_eq!(starts, [Some(-5), Some(2), Some(5), None]);
    }
}
