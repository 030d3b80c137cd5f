//! What makes the runner's legs heavy, and when. Days are counted from the first, 0.

use std::ops::RangeInclusive;

/// How many days the season has: 18 weeks.
pub(super) const DAYS: usize = 126;
/// The runner does more from week to week than before.
pub(super) const LOAD_RAMP: RangeInclusive<usize> = 28..=48;
/// Nights of five and a half hours.
pub(super) const SHORT_SLEEP: RangeInclusive<usize> = 70..=79;
/// Ten degrees more than the days around.
pub(super) const HEAT: RangeInclusive<usize> = 84..=93;
/// No run at all.
pub(super) const LAY_OFF: RangeInclusive<usize> = 98..=108;
/// The kilometres from which on the everyday pair has lost its cushioning.
pub(super) const WORN_KM: f64 = 780.0;
/// The kilometres on the everyday pair before the first day.
pub(super) const EVERYDAY_KM: f64 = 225.0;
/// The kilometres on the light pair before the first day.
pub(super) const LIGHT_KM: f64 = 60.0;
/// The Sunday of the race, with a warm-up in a file of its own.
pub(super) const RACE_DAY: usize = 62;

/// The state of the runner on one day; every share goes from 0 to 1.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    /// How much more was done lately than the body is used to.
    pub(super) fatigue: f64,
    /// How much sleep is missing.
    pub(super) sleepy: f64,
    /// How much was lost by not running.
    pub(super) detrained: f64,
    /// How worn the everyday pair is.
    pub(super) worn: f64,
    /// Temperature of the air.
    pub(super) air_c: f64,
}

impl State {
    /// How much warmer it is than is good for running.
    pub(super) fn heat_c(self) -> f64 {
        (self.air_c - 16.0).max(0.0)
    }
}
