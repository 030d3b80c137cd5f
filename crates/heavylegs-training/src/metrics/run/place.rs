//! How warm and how high it was.

use serde::Serialize;

use crate::activity::Activity;
use crate::quality::{Cleaned, Measured, Quantity, Reason};
use crate::stats::weighted_mean;

/// The temperature of a run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Temperature {
    /// Degrees Celsius.
    pub celsius: f64,
    /// Whether the air was at most this warm: a watch reads several degrees too high at the wrist.
    pub is_upper_bound: bool,
}

/// Returns the temperature of an activity: of the air where the file knows it, else of the device, and that is an upper bound.
pub fn temperature(activity: &Activity) -> Measured<Temperature> {
    let summary = &activity.summary;
    let air = summary.temperature_c.filter(|_| summary.is_air_temperature);
    let device = || activity.records.temperature_c.mean().or(summary.temperature_c);
    let possible = |celsius: &f64| (-45.0..=60.0).contains(celsius);
    let found = match air {
        Some(celsius) => Some(Temperature { celsius, is_upper_bound: false }),
        None => device().map(|celsius| Temperature { celsius, is_upper_bound: true }),
    };
    found
        .ok_or(Reason::NotRecorded(Quantity::Temperature))
        .and_then(|found| {
            let is_possible = possible(&found.celsius);
            is_possible.then_some(found).ok_or(Reason::OutOfRange(Quantity::Temperature))
        })
        .into()
}

/// Returns the mean height above the sea, m. Under 500 nothing is felt; from 1000 it is mild, from 2000 strong, from 3000 very strong.
pub fn mean_height_m(session: &Cleaned) -> Measured<f64> {
    let found = session.height_m().trusted().and_then(|heights| {
        let pairs = heights.iter().copied().zip(session.base.weights_s.iter().copied());
        weighted_mean(pairs).ok_or(Reason::DroppedOut(Quantity::Altitude))
    });
    found.into()
}
