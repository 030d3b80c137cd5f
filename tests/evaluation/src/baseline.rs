//! Two opponents: the best list that never looks at the case, and naive Bayes on the same links.

use std::collections::BTreeMap;

use heavylegs::{Engine, Evidence, EvidenceError, Role};
use serde::Serialize;
use serde_json::Value;

use crate::outcome::Outcome;
use crate::statistics::Share;

/// The constant answers that do best on the very cases they are measured on: an optimistic opponent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Constant {
    /// The one family that is right most often.
    pub first: String,
    /// The three families one of which is right most often.
    pub three: Vec<String>,
}

impl Constant {
    /// Returns whether the one family is right.
    #[must_use]
    pub fn hits_first(&self, outcome: &Outcome) -> bool {
        outcome.target.families.contains(&self.first)
    }

    /// Returns whether one of the three is.
    #[must_use]
    pub fn hits_three(&self, outcome: &Outcome) -> bool {
        self.three.iter().any(|id| outcome.target.families.contains(id))
    }
}

/// Returns the best constant answers, the first in the order of the families among equals.
#[must_use]
pub fn best_constant(families: &[String], outcomes: &[&Outcome]) -> Constant {
    let hits = |list: &[&String]| {
        let right = |outcome: &&&Outcome| {
            list.iter().any(|id| outcome.target.families.contains(id.as_str()))
        };
        outcomes.iter().filter(right).count()
    };
    let best = |lists: Vec<Vec<&String>>| {
        // The reverse makes the first of equals the last, which `max_by_key` returns.
        let best = lists.into_iter().rev().max_by_key(|list| hits(list)).unwrap_or_default();
        best.into_iter().cloned().collect::<Vec<String>>()
    };
    let mut three = Vec::new();
    for (at, a) in families.iter().enumerate() {
        for (next, b) in families.iter().enumerate().skip(at + 1) {
            three.extend(families.iter().skip(next + 1).map(|c| vec![a, b, c]));
        }
    }
    if three.is_empty() {
        three.push(families.iter().collect());
    }
    let first = best(families.iter().map(|family| vec![family]).collect());
    Constant { first: first.into_iter().next().unwrap_or_default(), three: best(three) }
}

/// Returns the families by their most probable cause under naive Bayes.
///
/// The prior odds of a cause, given the context, are multiplied by one ratio for each answer, as if it were the only one: of a
/// present symptom p/base, of an absent one (1 − p)/(1 − base), of any other answer what the engine makes of it alone. So nothing
/// is damped, and no cause explains another away.
///
/// # Errors
///
/// The evidence does not fit the engine.
pub fn naive_bayes(engine: &Engine, evidence: &Evidence) -> Result<Vec<String>, EvidenceError> {
    let mut odds = odds_of_answers(engine, evidence)?;
    multiply_symptoms(engine, evidence, &mut odds)?;
    let mut ranked: Vec<(String, f64)> = odds.into_iter().collect();
    // The sort is stable: ties stay in the order of the ids.
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut families: Vec<String> = Vec::new();
    for (id, _) in ranked {
        let family = engine.knowledge().cause(&id).map(|cause| cause.family.clone());
        families.extend(family.filter(|family| !families.contains(family)));
    }
    Ok(families)
}

type Odds = BTreeMap<String, f64>;

fn network(engine: &Engine, evidence: &Evidence) -> Result<Value, EvidenceError> {
    let compiled = engine.compile(evidence)?;
    // The engine's own export is JSON.
    Ok(serde_json::from_str(&engine.network_json(&compiled)).unwrap_or_default())
}

/// The odds before any symptom, as the engine compiles them.
fn odds(engine: &Engine, evidence: &Evidence) -> Result<Odds, EvidenceError> {
    let network = network(engine, evidence)?;
    let causes = network.get("causes").and_then(Value::as_object);
    let odds = |(id, cause): (&String, &Value)| Some((id.clone(), cause.get("odds")?.as_f64()?));
    Ok(causes.into_iter().flatten().filter_map(odds).collect())
}

/// Prior odds by context, times what each answer does to them alone.
fn odds_of_answers(engine: &Engine, evidence: &Evidence) -> Result<Odds, EvidenceError> {
    let role = |id: &str| engine.knowledge().observation(id).map(|observation| &observation.role);
    let mut context = Evidence::new();
    for (id, finding) in
        evidence.iter().filter(|(id, _)| matches!(role(id), Some(Role::Context(_))))
    {
        context.insert(id, finding.clone());
    }
    let prior = odds(engine, &context)?;
    let mut product = prior.clone();
    for (id, finding) in evidence.iter() {
        if matches!(role(id), Some(Role::Context(_) | Role::Symptom(_))) {
            continue;
        }
        let alone = odds(engine, &context.clone().with(id, finding.clone()))?;
        for (cause, odds) in &mut product {
            if let (Some(alone), Some(prior)) = (alone.get(cause), prior.get(cause)) {
                *odds *= alone / prior;
            }
        }
    }
    Ok(product)
}

fn multiply_symptoms(
    engine: &Engine,
    evidence: &Evidence,
    odds: &mut Odds,
) -> Result<(), EvidenceError> {
    let network = network(engine, evidence)?;
    let answers = network.get("answers").and_then(Value::as_object);
    for (symptom, answer) in answers.into_iter().flatten() {
        let Some(Role::Symptom(node)) = engine.knowledge().observation(symptom).map(|o| &o.role)
        else {
            continue;
        };
        let (Some(base), Some([present, absent])) = (&node.base, likelihood(answer)) else {
            continue;
        };
        let mean = |p: f64| p * present + (1.0 - p) * absent;
        for (id, odds) in &mut *odds {
            let links = engine.knowledge().cause(id).map(|cause| &cause.symptoms);
            let link = links.into_iter().flatten().find(|link| link.to == *symptom);
            if let Some(link) = link {
                *odds *= mean(link.strength.value) / mean(base.value);
            }
        }
    }
    Ok(())
}

/// P(answer | symptom present) and P(answer | symptom absent).
fn likelihood(answer: &Value) -> Option<[f64; 2]> {
    match answer.as_str() {
        Some("present") => Some([1.0, 0.0]),
        Some("absent") => Some([0.0, 1.0]),
        _ => serde_json::from_value(answer.get("likelihood")?.clone()).ok(),
    }
}

/// How often the constant answers are right.
pub(crate) fn constant_shares(constant: &Constant, outcomes: &[&Outcome]) -> [Share; 2] {
    [
        Share::count(outcomes.iter().map(|outcome| constant.hits_first(outcome))),
        Share::count(outcomes.iter().map(|outcome| constant.hits_three(outcome))),
    ]
}
