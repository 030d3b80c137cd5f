//! Rest, streaks, breaks, and how long ago something was.

use serde::Serialize;

use super::{Season, Session};
use crate::quality::{Measured, Quantity, Reason};

/// A session of this exertion or more is hard (CR-10: 7 is "very hard").
const HARD_EXERTION: f64 = 7.0;
/// And one with this many seconds at 87 % of the highest heart rate or more. An engineering default.
const HARD_S: f64 = 600.0;
/// A half marathon, with what a watch measures too short, m.
const HALF_MARATHON_M: f64 = 20_800.0;
/// How far back something is looked for, days.
const LOOK_BACK_DAYS: i32 = 60;
/// Races are forgotten after three weeks.
const RACE_BACK_DAYS: i32 = 22;
/// No break is longer, days.
const FAR_BACK_DAYS: i32 = 36_525;
/// Breaks that ended longer ago are forgotten.
const GAP_BACK_DAYS: i32 = 42;

/// Days since something, or at least so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DaysSince {
    /// Days: 1 is yesterday.
    pub days: u32,
    /// Whether it was longer ago than the log can tell, and `days` is the least.
    pub is_at_least: bool,
    /// The activity that it was.
    pub activity: Option<usize>,
}

impl Session {
    /// Returns whether it was hard: a race, an exertion of 7 or more, or ten minutes at 87 % of the highest heart rate. `None` if nothing tells.
    #[must_use]
    pub fn is_hard(&self) -> Option<bool> {
        let by_heart = self.zones.map(|zones| zones.hard_s >= HARD_S);
        let by_exertion = self.exertion_of_10.map(|it| it >= HARD_EXERTION);
        if self.is_race == Some(true) || by_heart == Some(true) || by_exertion == Some(true) {
            return Some(true);
        }
        (by_heart.is_some() || by_exertion.is_some()).then_some(false)
    }
}

impl Season {
    /// Returns the rest days among the last ten, the day itself included. Rest is a day without any sport.
    pub fn rest_days_in_10(&self, day: i32) -> Measured<u32> {
        let from = day.saturating_sub(9);
        let found = self.all_known(from, day).map(|()| {
            let rest = (from..=day).filter(|it| self.state(*it) == super::DayState::Rest);
            crate::stats::whole(rest.count())
        });
        found.into()
    }

    /// Returns on how many days in a row something was run, up to and with the day; 0 if it was none.
    pub fn run_days_in_a_row(&self, day: i32) -> Measured<u32> {
        let mut days = 0;
        let mut now = day;
        loop {
            match self.is_run_day(now) {
                Some(true) => days += 1,
                Some(false) => return Measured::Known(days),
                None => return Measured::Unknown(Reason::DaysUnknown { days: 1 }),
            }
            now = now.saturating_sub(1);
        }
    }

    /// Returns how many days before the day the last hard session was; that day's own sessions do not count.
    pub fn days_since_hard_session(&self, day: i32) -> Measured<DaysSince> {
        self.days_since(day, LOOK_BACK_DAYS, Reason::NotRecorded(Quantity::HeartRate), |it| {
            it.is_hard()
        })
        .into()
    }

    /// Returns how many days before the day the last race of a half marathon or longer was.
    ///
    /// After three weeks it is only said that it was longer ago. A run of that length which no one marked as a race or as none makes it unknown.
    pub fn days_since_race(&self, day: i32) -> Measured<DaysSince> {
        self.days_since(day, RACE_BACK_DAYS, Reason::RaceUnknown, |it| {
            let is_long = it.may_be_run() && it.distance_m.is_none_or(|way| way >= HALF_MARATHON_M);
            // Nobody runs a half marathon in under 55 minutes.
            let is_short = it.moving_s.is_some_and(|seconds| seconds < 3300.0);
            if is_long && !is_short { it.is_race } else { Some(false) }
        })
        .into()
    }

    fn days_since(
        &self,
        day: i32,
        most: i32,
        reason: Reason,
        is_it: impl Fn(&Session) -> Option<bool>,
    ) -> Result<DaysSince, Reason> {
        for back in 1..=most {
            let now = day.saturating_sub(back);
            self.all_known(now, now)?;
            let days = back.unsigned_abs();
            let mut is_untold = false;
            for session in self.sessions_of(now, now) {
                match is_it(session) {
                    Some(true) => {
                        let activity = Some(session.activity);
                        return Ok(DaysSince { days, is_at_least: false, activity });
                    }
                    Some(false) => {}
                    None => is_untold = true,
                }
            }
            if is_untold {
                return Err(reason);
            }
        }
        Ok(DaysSince { days: most.unsigned_abs(), is_at_least: true, activity: None })
    }

    /// Returns the longest break from running, in whole days without a run, that ended within the six weeks up to the day.
    ///
    /// A break still going on at the day counts. A hole in the log that could be the longest makes it unknown, with its days.
    pub fn gap_days(&self, day: i32) -> Measured<u32> {
        self.gap(day).into()
    }

    fn gap(&self, day: i32) -> Result<u32, Reason> {
        let (first, _) = self.span().ok_or(Reason::NothingTrained)?;
        let (mut longest, mut gap, mut unknown) = (0, 0, 0);
        let mut worst_hole = 0;
        // From the log's beginning, for a break that ended six weeks ago may have begun long before.
        for now in day.saturating_sub(FAR_BACK_DAYS).max(first).min(day)..=day {
            let is_run = self.is_run_day(now);
            if is_run != Some(true) {
                gap += 1;
                unknown += u32::from(is_run.is_none());
            }
            if is_run == Some(true) || now == day {
                if now > day.saturating_sub(GAP_BACK_DAYS) {
                    if unknown > 0 {
                        worst_hole = worst_hole.max(gap);
                    } else {
                        longest = longest.max(gap);
                    }
                }
                (gap, unknown) = (0, 0);
            }
        }
        if first > day.saturating_sub(GAP_BACK_DAYS) {
            let days = first.saturating_sub(day.saturating_sub(GAP_BACK_DAYS));
            return Err(Reason::DaysUnknown { days: days.unsigned_abs() });
        }
        if worst_hole > longest {
            Err(Reason::DaysUnknown { days: worst_hole })
        } else {
            Ok(longest)
        }
    }

    /// Returns the most metres down in one outing of the four days before the day.
    pub fn descent_last_days(&self, day: i32) -> Measured<f64> {
        let (from, to) = (day.saturating_sub(4), day.saturating_sub(1));
        let found = self.all_known(from, to).and_then(|()| {
            let each = self.outings_of(from, to).iter().filter(|it| it.is_run);
            let metres: Option<Vec<f64>> = each.map(|it| it.descent_m).collect();
            let metres = metres.ok_or(Reason::NotRecorded(Quantity::Altitude))?;
            Ok(metres.into_iter().fold(0.0, f64::max))
        });
        found.into()
    }
}
