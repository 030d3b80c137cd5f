//! Days: trained, rest, or unknown.

use serde::Serialize;

use super::{LoadChoice, Session, choose_load};
use crate::quality::Reason;

/// So many days in a row without any file are unknown, not rest.
///
/// Most runners train every week, so a hole of up to 13 days between two files is taken as a rest or a short illness; after two weeks without
/// a run, a ride or a walk it is as likely that the log was not kept. The runner can say that it was (`kept`). An estimate.
const HOLE_DAYS: i32 = 14;
/// Files of one outing: warm-up, race and cool-down are at most this far apart, s.
const ONE_OUTING_S: f64 = 1800.0;
/// No season is longer, days: a clock that was never set must not make a calendar from 1970 on.
const LONGEST_DAYS: i32 = 36_525;

/// What is known of a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayState {
    /// Something was trained; the load, where it is known.
    Trained(Option<f64>),
    /// Nothing was trained, and the log was being kept.
    Rest,
    /// Nothing is known: before the first file, after the last, or in a hole of two weeks or more.
    Unknown,
}

/// Files that belong together: warm-up, race and cool-down, or a run that was saved in two parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Outing {
    /// The runner's own day on which it began.
    pub day: i32,
    /// The sessions, as places in [`Season::sessions`].
    pub sessions: std::ops::Range<usize>,
    /// Whether some of it was a run, or may have been one where the file does not say what it was.
    pub is_run: bool,
    /// The metres run; `None` where some of it is not known.
    pub run_m: Option<f64>,
    /// Metres down on the run; `None` where some of it is not known.
    pub descent_m: Option<f64>,
}

/// Sessions by day, with one load.
///
/// ```
/// use heavylegs_training::{DayState, Season};
///
/// let season = Season::of(Vec::new(), &[]);
/// assert_eq!(season.state(20_000), DayState::Unknown);
/// ```
#[derive(Debug, Clone)]
pub struct Season {
    sessions: Vec<Session>,
    outings: Vec<Outing>,
    load: LoadChoice,
    first_day: i32,
    days: Vec<DayState>,
}

impl Season {
    /// Returns the season of some sessions, in any order; those without a day are left out.
    ///
    /// `kept` are ranges of days (first and last) for which the runner or another log vouches: days without a file are rest there.
    #[must_use]
    pub fn of(mut sessions: Vec<Session>, kept: &[(i32, i32)]) -> Self {
        let last = sessions.iter().filter_map(|it| it.day).map(|it| it.day).max();
        sessions.retain(|it| {
            it.day.zip(last).is_some_and(|(it, last)| it.day > last.saturating_sub(LONGEST_DAYS))
        });
        sessions.sort_by_key(|it| (it.start_s, it.activity));
        let load = choose_load(&sessions);
        let outings = outings(&sessions);
        let (first_day, days) = calendar(&sessions, &outings, &load, kept);
        Self { sessions, outings, load, first_day, days }
    }

    /// Returns the sessions in the order of their starts.
    #[must_use]
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// Returns the outings in the order of their starts.
    #[must_use]
    pub fn outings(&self) -> &[Outing] {
        &self.outings
    }

    /// Returns the load all days are in, and the conversions.
    #[must_use]
    pub fn load(&self) -> &LoadChoice {
        &self.load
    }

    /// Returns the first and the last day of the log; `None` for no session.
    #[must_use]
    pub fn span(&self) -> Option<(i32, i32)> {
        let length = i32::try_from(self.days.len()).ok().filter(|length| *length > 0)?;
        Some((self.first_day, self.first_day.saturating_add(length - 1)))
    }

    /// Returns what is known of a day.
    #[must_use]
    pub fn state(&self, day: i32) -> DayState {
        let at = usize::try_from(i64::from(day) - i64::from(self.first_day)).ok();
        at.and_then(|at| self.days.get(at)).copied().unwrap_or(DayState::Unknown)
    }

    /// The outings of some days.
    pub(crate) fn outings_of(&self, from: i32, to: i32) -> &[Outing] {
        let first = self.outings.partition_point(|it| it.day < from);
        let end = self.outings.partition_point(|it| it.day <= to);
        self.outings.get(first..end).unwrap_or_default()
    }

    /// The sessions of the outings of some days.
    pub(crate) fn sessions_of(&self, from: i32, to: i32) -> impl Iterator<Item = &Session> {
        let each = self.outings_of(from, to).iter();
        each.filter_map(|it| self.sessions.get(it.sessions.clone())).flatten()
    }

    /// Whether something was run on a day; `None` if that is not known.
    pub(crate) fn is_run_day(&self, day: i32) -> Option<bool> {
        match self.state(day) {
            DayState::Unknown => None,
            DayState::Rest => Some(false),
            DayState::Trained(_) => {
                let sports = || self.sessions_of(day, day).map(|it| it.sport);
                let is_run = sports().any(|it| it.is_some_and(crate::activity::Sport::is_run));
                (is_run || sports().all(|it| it.is_some())).then_some(is_run)
            }
        }
    }

    /// An error if some of the days are not known.
    pub(crate) fn all_known(&self, from: i32, to: i32) -> Result<(), Reason> {
        let days = (from..=to).filter(|day| self.state(*day) == DayState::Unknown).count();
        if days == 0 {
            Ok(())
        } else {
            Err(Reason::DaysUnknown { days: crate::stats::whole(days) })
        }
    }

    /// The loads of some days; an error if one is not known.
    pub(crate) fn loads(&self, from: i32, to: i32) -> Result<Vec<f64>, Reason> {
        let load = |day| match self.state(day) {
            DayState::Trained(load) => load,
            DayState::Rest => Some(0.0),
            DayState::Unknown => None,
        };
        let loads: Vec<f64> = (from..=to).filter_map(load).collect();
        let days = crate::stats::whole((from..=to).count() - loads.len());
        if days == 0 { Ok(loads) } else { Err(Reason::DaysUnknown { days }) }
    }
}

fn outings(sessions: &[Session]) -> Vec<Outing> {
    let mut outings: Vec<Outing> = Vec::new();
    let mut end_s = f64::NEG_INFINITY;
    for (at, session) in sessions.iter().enumerate() {
        let (Some(day), Some(start)) = (session.day, session.start_s) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "seconds of real dates are exact")]
        let start_s = start as f64;
        let part = Outing {
            day: day.day,
            sessions: at..at + 1,
            is_run: session.may_be_run(),
            run_m: session.run_m(),
            descent_m: if session.may_be_run() { session.descent_m } else { Some(0.0) },
        };
        match outings.last_mut().filter(|_| start_s - end_s <= ONE_OUTING_S) {
            Some(outing) => outing.join(&part),
            None => outings.push(part),
        }
        end_s = end_s.max(start_s + session.elapsed_s.unwrap_or(0.0));
    }
    // A zone that changes on a journey can put a later outing on an earlier day.
    outings.sort_by_key(|it| it.day);
    outings
}

impl Outing {
    fn join(&mut self, part: &Self) {
        self.sessions.end = part.sessions.end;
        self.is_run |= part.is_run;
        let sum = |a: Option<f64>, b: Option<f64>| Some(a? + b?);
        self.run_m = sum(self.run_m, part.run_m);
        self.descent_m = sum(self.descent_m, part.descent_m);
    }
}

fn calendar(
    sessions: &[Session],
    outings: &[Outing],
    load: &LoadChoice,
    kept: &[(i32, i32)],
) -> (i32, Vec<DayState>) {
    let (Some(first), Some(last)) = (outings.first(), outings.last()) else {
        return (0, Vec::new());
    };
    let vouched = || kept.iter().filter(|(from, to)| from <= to);
    let near = |day: i32| {
        day.clamp(first.day.saturating_sub(LONGEST_DAYS), last.day.saturating_add(LONGEST_DAYS))
    };
    let from = vouched().map(|(from, _)| near(*from)).fold(first.day, i32::min);
    let to = vouched().map(|(_, to)| near(*to)).fold(last.day, i32::max);
    let mut days: Vec<DayState> = (from..=to).map(|_| DayState::Unknown).collect();
    let place = |day: i32| usize::try_from(day.saturating_sub(from)).unwrap_or(usize::MAX);
    let mut rest = |first: i32, last: i32| {
        let length = place(last.saturating_add(1)).saturating_sub(place(first));
        days.iter_mut().skip(place(first)).take(length).for_each(|it| *it = DayState::Rest);
    };
    for pair in outings.windows(2) {
        let [before, after] = pair else { continue };
        if after.day - before.day <= HOLE_DAYS {
            rest(before.day, after.day);
        }
    }
    vouched().for_each(|(from, to)| rest(near(*from), near(*to)));
    for outing in outings {
        let parts = sessions.get(outing.sessions.clone()).unwrap_or_default();
        let loads = parts.iter().map(|part| load.load(part).map(|(load, _)| load));
        let loads: Option<f64> = loads.sum();
        if let Some(state) = days.get_mut(place(outing.day)) {
            *state = DayState::Trained(match *state {
                DayState::Trained(before) => before.zip(loads).map(|(a, b)| a + b),
                _ => loads,
            });
        }
    }
    (from, days)
}
