//! Chronic load, acute load and the balance of the two.

use serde::Serialize;

use super::{DayState, Season};
use crate::quality::{Measured, Quantity, Reason};

/// Days of the two averages.
const CHRONIC_DAYS: f64 = 42.0;
const ACUTE_DAYS: f64 = 7.0;
/// Days of history before the chronic load can be trusted: the start from nothing has faded to a tenth.
const HISTORY_DAYS: i32 = 90;
/// The most unknown days among them, and in the last week. They leave the averages as they are.
const UNKNOWN_MOST: usize = 9;

/// How much a day counts in an average of τ days. Two conventions are published; name the one in use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Averaging {
    /// `1 ÷ τ`: 0.02381 and 0.1429 for 42 and 7 days.
    #[default]
    Reciprocal,
    /// `1 − e^(−1 ÷ τ)`: 0.02353 and 0.1331.
    Exponential,
}

impl Averaging {
    /// Returns the weight of a day in an average of `days`.
    ///
    /// ```
    /// use heavylegs_training::Averaging;
    ///
    /// assert!((Averaging::Exponential.weight(42.0) - 0.02353).abs() < 5e-6);
    /// ```
    #[must_use]
    pub fn weight(self, days: f64) -> f64 {
        match self {
            Self::Reciprocal => 1.0 / days,
            Self::Exponential => -libm::expm1(-1.0 / days),
        }
    }
}

/// Chronic load (CTL), acute load (ATL) and their balance, in the morning of a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TrainingBalance {
    /// Mean load of a day over about 42 days (CTL), in the unit of the season's load.
    pub chronic: f64,
    /// Mean load of a day over about 7 days (ATL).
    pub acute: f64,
    /// `chronic − acute` (TSB): negative is tired.
    pub balance: f64,
    /// `balance ÷ chronic`, which no unit changes.
    pub ratio: f64,
    /// How much the chronic load rose in the seven days before.
    pub chronic_rise_week: f64,
}

impl Season {
    /// Returns the balance of loads in the morning of a day, from the days before it: `X ← X + (L − X) · weight` (Banister; Coggan).
    ///
    /// Needs 90 days of log; of these nine, and of the last seven one, may be unknown: they leave the averages as they are, for an unknown day is
    /// not a rest day.
    pub fn training_balance(&self, day: i32, averaging: Averaging) -> Measured<TrainingBalance> {
        self.balance(day, averaging).into()
    }

    fn balance(&self, day: i32, averaging: Averaging) -> Result<TrainingBalance, Reason> {
        let (first, _) = self.span().ok_or(Reason::NothingTrained)?;
        let has = day.saturating_sub(first);
        if has < HISTORY_DAYS {
            let (has, needs) = (has.max(0).unsigned_abs(), HISTORY_DAYS.unsigned_abs());
            return Err(Reason::TooFewDays { of: Quantity::Load, has, needs });
        }
        let unknown =
            |days: i32| (day - days..day).filter(|it| self.day_load(*it).is_none()).count();
        if unknown(HISTORY_DAYS) > UNKNOWN_MOST || unknown(7) > 1 {
            return Err(Reason::DaysUnknown { days: crate::stats::whole(unknown(HISTORY_DAYS)) });
        }
        let (slow, fast) = (averaging.weight(CHRONIC_DAYS), averaging.weight(ACUTE_DAYS));
        let (mut chronic, mut acute, mut week_before) = (0.0, 0.0, 0.0);
        for now in first..day {
            if let Some(load) = self.day_load(now) {
                chronic += (load - chronic) * slow;
                acute += (load - acute) * fast;
            }
            if now == day - 8 {
                week_before = chronic;
            }
        }
        if chronic <= 0.0 {
            return Err(Reason::NothingTrained);
        }
        let balance = chronic - acute;
        let ratio = balance / chronic;
        let chronic_rise_week = chronic - week_before;
        Ok(TrainingBalance { chronic, acute, balance, ratio, chronic_rise_week })
    }

    pub(crate) fn day_load(&self, day: i32) -> Option<f64> {
        match self.state(day) {
            DayState::Trained(load) => load,
            DayState::Rest => Some(0.0),
            DayState::Unknown => None,
        }
    }
}
