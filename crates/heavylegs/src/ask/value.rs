//! How much a question tells (model.md, section 5): Σ w Σ P(a|E)·(p(a) − mean)² over causes and answers.

use super::forecast::Forecast;
use crate::engine::Engine;
use crate::knowledge::{Cause, Urgency};

/// What a cause counts by its level of care.
pub(crate) fn weights(engine: &Engine, counts: impl Fn(&Cause) -> bool) -> Vec<f64> {
    let scored = engine.knowledge().causes().iter().filter(|cause| cause.scored);
    let weight = |cause: &Cause| match cause.care {
        Urgency::SelfCare => 1.0,
        Urgency::Appointment => 2.0,
        Urgency::SameDay | Urgency::Emergency => 5.0,
    };
    scored.map(|cause| if counts(cause) { weight(cause) } else { 0.0 }).collect()
}

/// For each cause what the answers to a question tell of it, times its weight. Answer by answer, so that the causes lie side by side in memory.
pub(crate) fn parts(forecast: &Forecast, weights: &[f64]) -> Vec<f64> {
    let mut means = vec![0.0; weights.len()];
    for answer in &forecast.answers {
        for (mean, p) in means.iter_mut().zip(&answer.probabilities) {
            *mean += answer.chance * p;
        }
    }
    let mut parts = vec![0.0; weights.len()];
    for answer in &forecast.answers {
        for ((part, mean), p) in parts.iter_mut().zip(&means).zip(&answer.probabilities) {
            *part += answer.chance * (p - mean) * (p - mean);
        }
    }
    for (part, weight) in parts.iter_mut().zip(weights) {
        *part *= weight;
    }
    parts
}

/// How two causes move together over the answers; against each other where it is negative.
pub(crate) fn covariance(forecast: &Forecast, one: usize, other: usize) -> f64 {
    let (first, second) = (mean(forecast, one), mean(forecast, other));
    let answers = forecast.answers.iter().map(|answer| {
        let at = |cause: usize| answer.probabilities.get(cause).copied().unwrap_or(0.0);
        answer.chance * (at(one) - first) * (at(other) - second)
    });
    answers.sum()
}

fn mean(forecast: &Forecast, cause: usize) -> f64 {
    let at = |probabilities: &[f64]| probabilities.get(cause).copied().unwrap_or(0.0);
    forecast.answers.iter().map(|answer| answer.chance * at(&answer.probabilities)).sum()
}

/// What is open: Σ w p(1−p), which the answer to a question about a symptom is expected to lower by its value.
pub(crate) fn open(probabilities: &[f64], weights: &[f64]) -> f64 {
    probabilities.iter().zip(weights).map(|(p, weight)| weight * p * (1.0 - p)).sum()
}
