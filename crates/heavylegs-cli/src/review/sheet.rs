//! Days as a table for programs: a line a day, nothing where something is not known.

use heavylegs::{Assessment, CoverageState};
use heavylegs_training::{DayReview, DayState, Review};
use serde_json::Value;

use super::load;
use crate::date::iso;

const HEAD: &str = "date,state,load,fitness,fatigue,form,distance_km,heavy,urgency,activity,coverage,families,evidence";

pub(super) fn csv(review: &Review) -> String {
    let rows = review.days.iter().map(row);
    std::iter::once(HEAD.to_owned()).chain(rows).map(|line| line + "\n").collect()
}

fn row(day: &DayReview) -> String {
    let number = |number: Option<f64>, decimals: usize| {
        number.map(|it| format!("{it:.decimals$}")).unwrap_or_default()
    };
    let balance = |part: fn(heavylegs_training::Balance) -> f64| number(day.balance.map(part), 1);
    let evidence: Vec<&str> = day.derived.iter().map(|it| it.observation).collect();
    let cells = [
        iso(day.day),
        state(day.state).to_owned(),
        number(load(day), 1),
        balance(|it| it.fitness),
        balance(|it| it.fatigue),
        balance(|it| it.form),
        number(day.distance_km, 2),
        number(day.heavy, 3),
        name(day.assessment.urgency()),
        name(day.assessment.activity()),
        coverage(&day.assessment).to_owned(),
        families(&day.assessment),
        evidence.join(" "),
    ];
    // Dates, numbers and ids only: nothing needs quotes.
    cells.join(",")
}

/// `family:level`, with a space between: what the report names, by its word.
pub(super) fn families(assessment: &Assessment) -> String {
    let named = assessment.named_families();
    let texts: Vec<String> = named
        .iter()
        .map(|it| format!("{}:{}", it.id, it.level.unwrap_or("worth-a-check")))
        .collect();
    texts.join(" ")
}

pub(super) fn state(state: DayState) -> &'static str {
    match state {
        DayState::Trained(_) => "trained",
        DayState::Rest => "rest",
        DayState::Unknown => "unknown",
    }
}

pub(super) fn coverage(assessment: &Assessment) -> &'static str {
    match assessment.coverage().state {
        CoverageState::Sufficient => "sufficient",
        _ => "insufficient",
    }
}

/// A word of the JSON contract.
pub(super) fn name(word: impl serde::Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}
