//! A season reviewed.

use heavylegs_training::{DayReview, DayState, Derived, ReviewError, ReviewOptions, review_while};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde_json::{Value, json};

use super::{Athlete, Reading, day::iso};
use crate::engine::Engine;
use crate::interrupt::{Signals, interruptible};
use crate::{errors, evidence};

/// The review without its days, and for each day what is told of it and its assessment, all in JSON.
type Told = (String, Vec<(String, String)>);

/// Reviews the days from `first` to `last`, in days since 1970-01-01; without one from the first or to the last of the data.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "one each for what the user names")]
#[pyo3(signature = (reading, engine, athlete, answers, days, language, redact_sensitive, scores, threads, progress, /))]
pub(crate) fn review_training(
    reading: &Reading,
    engine: &Engine,
    athlete: &Athlete,
    answers: &Bound<'_, PyAny>,
    days: (Option<i32>, Option<i32>),
    language: &str,
    redact_sensitive: bool,
    scores: bool,
    threads: usize,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Told> {
    let py = answers.py();
    let answers = evidence::read(answers)?.map_err(|error| errors::evidence(py, &error))?;
    let (engine, reading, athlete) = (engine.core(), &reading.reading, &athlete.athlete);
    let work = |signals: &Signals| {
        let days = bounds(reading, athlete, days);
        let options = days.map_or_else(ReviewOptions::default, |(first, last)| {
            ReviewOptions::between(first, last)
        });
        let options = options.language(language).redact_sensitive(redact_sensitive);
        let options = options.scores(scores).threads(threads);
        let mut done = 0;
        let mut go_on = |days: usize| {
            signals.advance((days - done) as u64);
            done = days;
            !signals.stopped()
        };
        let review = review_while(engine, reading, athlete, &answers, &options, &mut go_on)?;
        signals.advance((review.days.len() - done) as u64);
        // Where it was stopped, nobody waits for it any more.
        Ok(if signals.stopped() { Told::default() } else { told(&review) })
    };
    let told: Result<Told, ReviewError> = interruptible(py, progress, work)?;
    told.map_err(|error| match error.evidence() {
        Some(evidence) => errors::evidence(py, evidence),
        None => PyValueError::new_err(error.to_string()),
    })
}

/// The days that were asked for; an end that was left open is that of the data.
fn bounds(
    reading: &heavylegs_training::Reading,
    athlete: &heavylegs_training::Athlete,
    (first, last): (Option<i32>, Option<i32>),
) -> Option<(i32, i32)> {
    let named = first.or(last)?;
    let (begin, end) = reading.span(athlete).unwrap_or((named, named));
    Some((first.unwrap_or(begin), last.unwrap_or(end)))
}

fn told(review: &heavylegs_training::Review) -> Told {
    let whole = json!({
        "first": review.span.and_then(|(first, _)| iso(first)),
        "last": review.span.and_then(|(_, last)| iso(last)),
        "load": review.load,
        "estimated": review.estimated,
        "diagnostics": review.diagnostics,
    });
    let days = review.days.iter().map(|day| (one(day).to_string(), day.assessment.to_json()));
    (whole.to_string(), days.collect())
}

fn one(day: &DayReview) -> Value {
    let (state, load) = match day.state {
        DayState::Trained(load) => ("trained", load),
        DayState::Rest => ("rest", Some(0.0)),
        DayState::Unknown => ("unknown", None),
    };
    json!({
        "date": iso(day.day),
        "state": state,
        "load": load,
        "fitness": day.balance.map(|it| it.fitness),
        "fatigue": day.balance.map(|it| it.fatigue),
        "form": day.balance.map(|it| it.form),
        "distance_km": day.distance_km,
        "heavy": day.heavy,
        "heavy_text": day.heavy_text,
        "evidence": evidence_of(&day.derived),
        "derived": day.derived.iter().map(derived).collect::<Vec<_>>(),
        "not_derived": day.not_derived,
    })
}

/// What the data say, as an assessment takes it.
fn evidence_of(derived: &[Derived]) -> Value {
    let findings = derived.iter().map(|it| (it.observation.to_owned(), json!(it.finding)));
    Value::Object(findings.collect())
}

fn derived(found: &Derived) -> Value {
    let mut told = json!(found);
    if let Value::Object(fields) = &mut told {
        fields.remove("day");
        fields.insert("date".to_owned(), json!(iso(found.day)));
    }
    told
}
