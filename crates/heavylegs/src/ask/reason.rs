//! Why a question is asked, in one sentence.

use super::context::Asking;
use super::forecast::Forecast;
use super::value::{covariance, parts};
use crate::knowledge::Urgency;
use crate::knowledge::report::Word;

/// A cause of which a question tells less than this share of what it tells of the first one is not named beside it.
const LEAST_BESIDE: f64 = 0.1;

/// "It helps to tell low iron from tiredness after training": the two causes that the answers move most against each other.
pub(super) fn reason(asking: &Asking<'_>, forecast: &Forecast, weights: &[f64]) -> String {
    let words = &asking.texts.report;
    let parts = parts(forecast, weights);
    let mut order: Vec<(usize, f64)> = parts.iter().copied().enumerate().collect();
    order.sort_by(|(i, a), (j, b)| b.total_cmp(a).then(i.cmp(j)));
    let name = |cause: usize| asking.cause(cause).and_then(|cause| asking.name_of(cause));
    let Some((first, most)) = order.first().copied().filter(|(_, part)| *part > 0.0) else {
        return words.say(Word::QuestionTellsMost).to_owned();
    };
    let Some(cause) = name(first) else {
        // What a runner does not read by name is told by what it is for.
        let medical = asking.cause(first).is_some_and(|cause| cause.care >= Urgency::Appointment);
        let word = if medical { Word::QuestionTellsUrgency } else { Word::QuestionTellsMost };
        return words.say(word).to_owned();
    };
    let against = |(other, part): &&(usize, f64)| {
        *other != first
            && *part >= LEAST_BESIDE * most
            && covariance(forecast, first, *other) < 0.0
            && name(*other).is_some()
    };
    match order.iter().find(against).and_then(|(other, _)| name(*other)) {
        Some(other) => words.fill(Word::QuestionTellsApart, &[("cause", cause), ("other", other)]),
        None => words.fill(Word::QuestionTellsWhether, &[("cause", cause)]),
    }
}
