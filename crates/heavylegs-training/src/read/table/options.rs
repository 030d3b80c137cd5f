//! What the runner knows and a table does not say.

use serde::Serialize;

use crate::wellness::Scales;
use crate::zone::Zone;

/// What the runner knows and a table does not say. Everything can be left out; what then can't be told is said by a diagnostic.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct TableOptions {
    /// Where the runner lives: turns UTC into local days and local times into UTC.
    pub zone: Option<Zone>,
    /// The units of the account that Garmin's and Strava's tables are exported from; kilometres without it.
    pub units: Option<Units>,
    /// Which end of the scores is bad, for the logs that don't say.
    pub scales: Scales,
}

/// The units of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Units {
    /// Kilometres, metres.
    Metric,
    /// Miles, feet, and yards in the pool.
    Imperial,
}

impl Units {
    /// Returns how many metres the unit of long distances has.
    pub(super) fn long_m(self) -> f64 {
        match self {
            Self::Metric => 1000.0,
            Self::Imperial => 1609.344,
        }
    }

    /// Returns how many metres the unit of heights has.
    pub(super) fn height_m(self) -> f64 {
        match self {
            Self::Metric => 1.0,
            Self::Imperial => 0.3048,
        }
    }

    /// Returns how many metres the unit of a pool has.
    pub(super) fn pool_m(self) -> f64 {
        match self {
            Self::Metric => 1.0,
            Self::Imperial => 0.9144,
        }
    }
}
