//! Conditions: what they test must exist and be testable like this.

use super::{Check, choices, place, unknown_level};
use crate::knowledge::{Condition, Observation, Test};
use crate::problem::Problem;

/// Checks a condition; `path` is where it stands.
pub(super) fn check(check: &mut Check<'_>, condition: &Condition, path: &str) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => all(check, parts, 1, path),
        Condition::TwoOf(parts) => {
            all(check, parts, 2, path);
            different(check, parts, path);
        }
        Condition::Known { observation, test } => known(check, observation, test, path),
    }
}

fn all(check: &mut Check<'_>, parts: &[Condition], needed: usize, path: &str) {
    if parts.len() < needed {
        let message = format!("{needed} of {} conditions can never hold", parts.len());
        let problem = Problem::error("knowledge.condition", path, message);
        check.report(problem.advise("write the conditions, or leave the list out"));
    }
    for part in parts {
        self::check(check, part, path);
    }
}

/// The same part twice would make two of one.
fn different(check: &mut Check<'_>, parts: &[Condition], path: &str) {
    if parts.iter().enumerate().any(|(at, part)| parts.iter().take(at).any(|other| other == part)) {
        let message = "`two_of` with the same condition twice holds when one does".to_owned();
        let problem = Problem::error("knowledge.condition", path, message);
        check.report(problem.advise("write each condition once"));
    }
}

fn known(check: &mut Check<'_>, id: &str, test: &Test, path: &str) {
    let knowledge = check.knowledge;
    let place = || place::of_test(check.tree, path, id, test);
    let path = format!("{path}.{id}");
    match knowledge.observation(id) {
        None => check.no_observation(id, &path, place()),
        Some(observation) => {
            for problem in wrong(observation, test, &path) {
                check.report_at(problem, place());
            }
        }
    }
}

fn wrong(observation: &Observation, test: &Test, path: &str) -> Vec<Problem> {
    let id = &observation.id;
    let cannot = |message: String, help: String| {
        vec![Problem::error("knowledge.condition", path, message).advise(help)]
    };
    let Some(levels) = observation.levels() else {
        return match test {
            Test::Present | Test::Absent => Vec::new(),
            _ => {
                cannot(format!("the symptom `{id}` is yes or no"), "test for true or false".into())
            }
        };
    };
    match test {
        Test::Present | Test::Absent if levels.is_yes_no() => Vec::new(),
        Test::Present | Test::Absent => {
            cannot(format!("`{id}` is not answered by yes or no"), choices(levels))
        }
        Test::Compare(..) if levels.scale.is_some() => Vec::new(),
        Test::Compare(..) => {
            cannot(format!("`{id}` is no number and can't be compared"), choices(levels))
        }
        Test::Levels(names) if names.is_empty() => {
            cannot("no level can never hold".into(), choices(levels))
        }
        Test::Levels(names) => {
            let missing = names.iter().filter(|name| levels.index(name).is_none());
            missing.map(|name| unknown_level(path, name, id, levels)).collect()
        }
    }
}
