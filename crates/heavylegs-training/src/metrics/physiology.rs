//! What a metric needs to know of the runner.

use serde::Serialize;

use crate::athlete::Sex;
use crate::quality::{Reason, RunnerValue};

/// Values of the runner. All are optional: a metric without its value is unknown, no formula by age stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Physiology {
    /// Heart rate at rest, beats a minute.
    pub resting_heart_rate_bpm: Option<f64>,
    /// The highest heart rate, beats a minute.
    pub maximal_heart_rate_bpm: Option<f64>,
    /// The speed on the level that can be held for an hour, m/s.
    pub threshold_speed_m_per_s: Option<f64>,
    /// Sex.
    pub sex: Option<Sex>,
}

impl Physiology {
    /// The highest heart rate, where it can be one.
    pub(crate) fn maximal(&self) -> Result<f64, Reason> {
        let possible = self.maximal_heart_rate_bpm.filter(|bpm| (120.0..=230.0).contains(bpm));
        possible.ok_or(Reason::RunnerUnknown(RunnerValue::MaximalHeartRate))
    }

    /// The heart rates at rest and at most.
    pub(crate) fn reserve(&self) -> Result<(f64, f64), Reason> {
        let most = self.maximal()?;
        let possible = self.resting_heart_rate_bpm.filter(|bpm| (25.0..=110.0).contains(bpm));
        Ok((possible.ok_or(Reason::RunnerUnknown(RunnerValue::RestingHeartRate))?, most))
    }

    pub(crate) fn threshold_speed(&self) -> Result<f64, Reason> {
        let possible = self.threshold_speed_m_per_s.filter(|speed| (1.0..=8.0).contains(speed));
        possible.ok_or(Reason::RunnerUnknown(RunnerValue::ThresholdSpeed))
    }

    pub(crate) fn sex(&self) -> Result<Sex, Reason> {
        self.sex.ok_or(Reason::RunnerUnknown(RunnerValue::Sex))
    }
}
