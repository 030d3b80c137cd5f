//! One cleaned quantity: what is left of a channel, and whether it is enough.

use super::{Quantity, Reason};

/// What was taken out of a channel or is wrong with it, and where.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// What it is about.
    pub quantity: Quantity,
    /// What is wrong.
    pub reason: Reason,
    /// Seconds of the running clock that it is about, all places together.
    pub seconds: f64,
    /// The first place, in seconds since the start.
    pub from_s: f64,
    /// The last place, in seconds since the start.
    pub to_s: f64,
}

/// One cleaned quantity over the records of an activity.
///
/// Records that cannot be trusted are unknown. Where too much is unknown, the whole of it is, with a reason.
#[derive(Debug, Clone, Default)]
pub struct Series {
    /// NaN is unknown, inside only.
    pub(crate) values: Vec<f64>,
    pub(crate) doubt: Option<Reason>,
}

impl Series {
    /// Returns the value of a record, where it can be trusted.
    #[must_use]
    pub fn get(&self, record: usize) -> Option<f64> {
        if self.doubt.is_some() {
            return None;
        }
        self.values.get(record).copied().filter(|value| !value.is_nan())
    }

    /// Returns why the whole of it cannot be trusted; `None` if it can.
    #[must_use]
    pub fn doubt(&self) -> Option<Reason> {
        self.doubt
    }

    pub(crate) fn trusted(&self) -> Result<&[f64], Reason> {
        self.doubt.map_or(Ok(self.values.as_slice()), Err)
    }

    pub(crate) fn doubt_all(&mut self, reason: Reason) {
        self.doubt = Some(reason);
    }
}
