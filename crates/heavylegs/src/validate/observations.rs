//! Observations and settings by themselves: levels, shares, default rows, ids that mean two things.

use super::{Check, conditions, unknown_level};
use crate::knowledge::{Levels, Observation, Role};
use crate::problem::Problem;

/// Sums of shares may be off by this much.
pub(super) const ROUNDING: f64 = 1e-9;

/// Words that mean something inside tables and conditions.
const RESERVED: [&str; 14] = [
    "absent", "all", "any", "class", "estimate", "guess", "interval", "note", "pathway", "present",
    "source", "two_of", "unknown", "value",
];

pub(super) fn check(check: &mut Check<'_>) {
    for observation in &check.knowledge.observations {
        one(check, observation);
    }
    one_meaning(check);
    settings(check);
    size(check);
}

fn one(check: &mut Check<'_>, observation: &Observation) {
    let path = format!("observations.{}", observation.id);
    if observation.valid_for_hours.is_some_and(|hours| hours <= 0.0) {
        let message = "an answer is valid for more than 0 hours".to_owned();
        check.error("knowledge.range", &format!("{path}.valid_for_hours"), message);
    }
    if let Some(levels) = observation.levels() {
        names(check, levels, &path);
        sums_to_one(check, &levels.shares, &format!("{path}.shares"));
    }
    if let Role::Descriptor(descriptor) = &observation.role
        && let Some(rows) = &descriptor.default_rows
    {
        for (row, horizon) in rows.iter().zip(["hours", "days", "weeks", "months"]) {
            sums_to_one(check, row, &format!("{path}.default_rows.{horizon}"));
        }
    }
    doubtful(check, observation, &path);
    if let Some(condition) = &observation.ask_when {
        let path = format!("{path}.ask_when");
        conditions::check(check, condition, &path);
        if condition.observations().contains(&observation.id.as_str()) {
            let message = "an observation that is asked when it is known".to_owned();
            check.error("knowledge.condition", &path, message);
        }
    }
}

/// What is doubted must be levels, and not all of them always.
fn doubtful(check: &mut Check<'_>, observation: &Observation, path: &str) {
    let Some(doubtful) = &observation.doubtful else { return };
    let path = format!("{path}.doubtful");
    conditions::check(check, &doubtful.when, &format!("{path}.when"));
    if doubtful.when.observations().contains(&observation.id.as_str()) {
        let message = "an answer that is doubted because of itself".to_owned();
        check.error("knowledge.condition", &path, message);
    }
    let Some(levels) = observation.levels().filter(|_| !doubtful.levels.is_empty()) else {
        let message = "a doubt names the levels that it is about".to_owned();
        return check.error("knowledge.levels", &path, message);
    };
    for level in doubtful.levels.iter().filter(|level| levels.index(level).is_none()) {
        check.report(unknown_level(&format!("{path}.levels"), level, &observation.id, levels));
    }
}

fn names(check: &mut Check<'_>, levels: &Levels, path: &str) {
    let path = format!("{path}.levels");
    for (at, level) in levels.ids.iter().enumerate() {
        if levels.index(level) != Some(at) {
            check.error("knowledge.levels", &path, format!("the level `{level}` stands twice"));
        }
        let yes_no = matches!(level.as_str(), "present" | "absent");
        if RESERVED.contains(&level.as_str()) && !yes_no {
            check.error("knowledge.levels", &path, format!("`{level}` is a reserved word"));
        }
    }
}

fn sums_to_one(check: &mut Check<'_>, shares: &[f64], path: &str) {
    let total: f64 = shares.iter().sum();
    let negative = shares.iter().any(|share| *share < 0.0);
    if !shares.is_empty() && (negative || (total - 1.0).abs() > ROUNDING) {
        let message = format!("{} shares sum to {total}, not 1", shares.len());
        let problem = Problem::error("knowledge.shares", path, message);
        check.report(problem.advise("exactly one level is true of everyone: make them sum to 1"));
    }
}

/// An id means one thing in the whole knowledge base.
fn one_meaning(check: &mut Check<'_>) {
    let knowledge = check.knowledge;
    let causes = knowledge.causes.iter().map(|e| (e.id.as_str(), 0, "causes"));
    let observations = knowledge.observations.iter().map(|e| (e.id.as_str(), 1, "observations"));
    let recommendations = knowledge.recommendations.iter();
    let recommendations = recommendations.map(|e| (e.id.as_str(), 2, "recommendations"));
    let red_flags = knowledge.red_flags.iter().map(|e| (e.id.as_str(), 3, "red_flags"));
    let sources = knowledge.sources.keys().map(|id| (id.as_str(), 4, "sources"));
    let mut ids: Vec<_> = causes.chain(observations).chain(recommendations).collect();
    ids.extend(red_flags.chain(sources));
    ids.sort_unstable();
    for pair in ids.windows(2) {
        if let [(a, _, first), (b, _, second)] = pair
            && a == b
            && first != second
        {
            let message = format!("`{a}` already stands in {first}; an id has one meaning");
            let problem = Problem::error("knowledge.kind", format!("{second}.{a}"), message);
            check.report(problem.advise("rename one of them"));
        }
    }
    for (id, _, section) in ids.iter().filter(|(id, ..)| RESERVED.contains(id)) {
        let message = format!("`{id}` is a reserved word");
        check.error("knowledge.id", &format!("{section}.{id}"), message);
    }
}

fn settings(check: &mut Check<'_>) {
    let settings = &check.knowledge.settings;
    if settings.descriptor_clamp < 1.0 {
        let message = "`descriptor_clamp` is at least 1".to_owned();
        check.error("knowledge.range", "knowledge.settings.descriptor_clamp", message);
    }
    if settings.effort_cost.iter().any(|cost| *cost < 0.0) {
        let message = "an effort costs 0 or more".to_owned();
        check.error("knowledge.range", "knowledge.settings.effort_cost", message);
    }
}

/// Indices are 16 bits wide.
fn size(check: &mut Check<'_>) {
    let knowledge = check.knowledge;
    let counts =
        [("observations", knowledge.observations.len()), ("causes", knowledge.causes.len())];
    for (section, count) in counts {
        if count > usize::from(u16::MAX) {
            let message = format!("{count} {section}; at most {} are possible", u16::MAX);
            check.error("knowledge.size", section, message);
        }
    }
}
