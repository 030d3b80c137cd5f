//! A number against another, and where it was measured.

use serde::Serialize;

/// A part of an activity, in seconds since its start.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Stretch {
    /// Where it begins.
    pub from_s: f64,
    /// Where it ends.
    pub to_s: f64,
}

/// How much something changed against a baseline, signed so that more is worse.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// The change: a share of the baseline, or its own unit where the function says so.
    pub value: f64,
    /// What it is compared with.
    pub baseline: f64,
    /// What it is now.
    pub now: f64,
    /// From where on it counts.
    pub threshold: f64,
    /// Where `now` was measured, if it was measured in one activity.
    pub stretch: Option<Stretch>,
}

impl Change {
    /// Returns whether the change reaches the threshold.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.value >= self.threshold
    }
}
