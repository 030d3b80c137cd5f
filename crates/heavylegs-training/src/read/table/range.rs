//! What is plausible: a number outside is a slip, another unit or another column, and is not read.

use std::ops::RangeInclusive;

pub(super) const RESTING_HEART_RATE_BPM: RangeInclusive<f64> = 25.0..=130.0;
pub(super) const HEART_RATE_BPM: RangeInclusive<f64> = 30.0..=250.0;
pub(super) const VARIABILITY_MS: RangeInclusive<f64> = 1.0..=500.0;
pub(super) const SLEEP_HOURS: RangeInclusive<f64> = 0.0..=24.0;
pub(super) const MASS_KG: RangeInclusive<f64> = 25.0..=250.0;
pub(super) const DISTANCE_M: RangeInclusive<f64> = 0.0..=1_000_000.0;
pub(super) const HEIGHT_M: RangeInclusive<f64> = 0.0..=30_000.0;
pub(super) const STEPS_PER_MIN: RangeInclusive<f64> = 1.0..=300.0;
pub(super) const POWER_W: RangeInclusive<f64> = 0.0..=2500.0;
pub(super) const TEMPERATURE_C: RangeInclusive<f64> = -60.0..=70.0;
pub(super) const EXERTION: RangeInclusive<f64> = 0.0..=10.0;
pub(super) const LOAD: RangeInclusive<f64> = 0.0..=10_000.0;

/// Nobody covers ground faster by their own legs or on a bicycle downhill.
pub(super) const FASTEST_M_PER_S: f64 = 35.0;
/// A little faster than the world record over 100 metres.
pub(super) const FASTEST_RUN_M_PER_S: f64 = 11.0;
