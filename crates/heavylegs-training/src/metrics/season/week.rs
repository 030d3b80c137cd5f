//! Weeks against weeks. A week is the seven days that end with the day asked for, that day included.

use serde::Serialize;

use super::Season;
use crate::quality::{Measured, Quantity, Reason};
use crate::stats::{count, mean_and_deviation};

/// Monotony has no upper end when all days are alike; this is as high as it is said.
const MONOTONY_MOST: f64 = 5.0;
/// The most time of runs without a distance for a sum of distances, as a share.
const WITHOUT_DISTANCE: f64 = 0.05;

/// Which standard deviation is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deviation {
    /// Of a population: divides by n.
    #[default]
    Population,
    /// Of a sample: divides by n − 1.
    Sample,
}

/// Monotony and strain of a week.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Monotony {
    /// Mean ÷ standard deviation of the seven daily loads, 5 at most.
    pub monotony: f64,
    /// Load of the week × monotony.
    pub strain: f64,
    /// Which standard deviation was taken.
    pub deviation: Deviation,
}

impl Monotony {
    /// Returns monotony and strain of daily loads; rest days are zeros among them. `None` if nothing was trained.
    ///
    /// Foster 1998. From 2.0 it is called monotonous by secondary sources.
    ///
    /// ```
    /// use heavylegs_training::{Deviation, Monotony};
    ///
    /// let week = [0.0, 300.0, 240.0, 420.0, 0.0, 360.0, 600.0];
    /// let found = Monotony::of(&week, Deviation::Population).unwrap();
    /// assert!((found.monotony - 1.355).abs() < 5e-4);
    /// assert!((found.strain - 2601.0).abs() < 1.0);
    /// ```
    #[must_use]
    pub fn of(loads: &[f64], deviation: Deviation) -> Option<Self> {
        let (mean, spread) = mean_and_deviation(loads, deviation == Deviation::Sample)?;
        let ratio = if mean < MONOTONY_MOST * spread { mean / spread } else { MONOTONY_MOST };
        let strain = mean * count(loads.len()) * ratio;
        (mean > 0.0).then_some(Self { monotony: ratio, strain, deviation })
    }
}

impl Season {
    /// Returns the load of the last seven days ÷ the weekly mean of the four weeks before.
    pub fn week_load_ratio(&self, day: i32) -> Measured<f64> {
        self.load_ratio(day, 7, 28).into()
    }

    /// Returns the mean weekly load of the last three weeks ÷ that of the eight weeks before.
    pub fn load_vs_habit(&self, day: i32) -> Measured<f64> {
        self.load_ratio(day, 21, 56).into()
    }

    /// Returns the acute:chronic ratio: mean daily load of the last 7 days ÷ of the last 28, these included.
    ///
    /// A weak description of "more than usual" only: dividing by random numbers predicts injuries as well (Impellizzeri 2021), and among
    /// 5,205 runners it told nothing (Frandsen 2025).
    pub fn acute_chronic_ratio(&self, day: i32) -> Measured<f64> {
        let loads = self.loads(day.saturating_sub(27), day);
        loads
            .and_then(|loads| {
                let sum: f64 = loads.iter().sum();
                let week: f64 = loads.iter().skip(21).sum();
                if sum > 0.0 { Ok(week / 7.0 / (sum / 28.0)) } else { Err(Reason::NothingTrained) }
            })
            .into()
    }

    fn load_ratio(&self, day: i32, days: i32, before: i32) -> Result<f64, Reason> {
        let from = day.saturating_sub(days - 1);
        let now: f64 = self.loads(from, day)?.iter().sum();
        let usual: f64 =
            self.loads(from.saturating_sub(before), from.saturating_sub(1))?.iter().sum();
        if usual <= 0.0 {
            return Err(Reason::NothingTrained);
        }
        Ok(now / f64::from(days) / (usual / f64::from(before)))
    }

    /// Returns monotony and strain of the last seven days.
    pub fn monotony(&self, day: i32, deviation: Deviation) -> Measured<Monotony> {
        let loads = self.loads(day.saturating_sub(6), day);
        loads.and_then(|it| Monotony::of(&it, deviation).ok_or(Reason::NothingTrained)).into()
    }

    /// Returns the hours of training a week, mean of the last four weeks, all sports.
    pub fn training_hours_week(&self, day: i32) -> Measured<f64> {
        let from = day.saturating_sub(27);
        let found = self.all_known(from, day).and_then(|()| {
            let seconds: Option<f64> = self.sessions_of(from, day).map(|it| it.moving_s).sum();
            Ok(seconds.ok_or(Reason::NotRecorded(Quantity::Time))? / 3600.0 / 4.0)
        });
        found.into()
    }

    /// Returns the kilometres run a week, mean of the last four weeks.
    ///
    /// Runs without a trusted distance (treadmills), and files that do not say their sport, may be 5 % of the time.
    pub fn weekly_distance_km(&self, day: i32) -> Measured<f64> {
        self.weekly_km(day).into()
    }

    fn weekly_km(&self, day: i32) -> Result<f64, Reason> {
        let from = day.saturating_sub(27);
        self.all_known(from, day)?;
        let (mut metres, mut seconds, mut without_s) = (0.0, 0.0, 0.0);
        for run in self.sessions_of(from, day).filter(|it| it.may_be_run()) {
            let lasted = run.moving_s.unwrap_or(0.0);
            seconds += lasted;
            match run.run_m() {
                Some(way) => metres += way,
                None => without_s += lasted.max(1.0),
            }
        }
        if without_s > WITHOUT_DISTANCE * seconds {
            return Err(Reason::NotRecorded(Quantity::Speed));
        }
        Ok(metres / 1000.0 / 4.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Deviation, Monotony};

    #[test]
    fn published_week_and_its_ends() {
        let week = [0.0, 300.0, 240.0, 420.0, 0.0, 360.0, 600.0];
        let sample = Monotony::of(&week, Deviation::Sample).unwrap();
        assert!((sample.monotony - 1.254).abs() < 5e-4 && (sample.strain - 2408.0).abs() < 1.0);
        let even =
            Monotony::of(&[300.0, 300.0, 300.0, 300.0, 300.0, 300.0, 280.0], Deviation::Population);
        assert!((even.unwrap().monotony - 5.0).abs() < 1e-12);
        assert!(
            (Monotony::of(&[300.0; 7], Deviation::Sample).unwrap().monotony - 5.0).abs() < 1e-12
        );
        assert_eq!(Monotony::of(&[0.0; 7], Deviation::Population), None);
    }
}
