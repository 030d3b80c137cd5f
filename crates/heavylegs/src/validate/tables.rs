//! The tables of causes: kinds, levels, shares, rows of descriptors, bands of measurements.

use super::observations::ROUNDING;
use super::{Check, choices, unknown_level};
use crate::knowledge::{Cause, Descriptor, LevelTable, Levels, Observation, Role};
use crate::network::descriptor_row;
use crate::problem::Problem;

/// Checks what inference relies on.
pub(super) fn check(check: &mut Check<'_>) {
    let knowledge = check.knowledge;
    for cause in &knowledge.causes {
        for link in &cause.symptoms {
            let path = format!("causes.{}.symptoms.{}", cause.id, link.to);
            of_kind(check, &link.to, "symptom", &path);
        }
        for (section, kind, tables) in sections(cause) {
            for table in tables {
                let path = format!("causes.{}.{section}.{}", cause.id, table.observation);
                level_table(check, table, kind, &path);
            }
        }
    }
    each_row(check, |check, cause, id, descriptor, table| {
        if let Some(problem) = table.and_then(|table| row_sum(cause, table, descriptor)) {
            check.report(problem);
        }
        if let Some(problem) = explains_too_much(cause, id, table, descriptor) {
            check.report(problem);
        }
    });
}

/// Checks that answering one question truthfully leaves the mean of the posterior about where it was.
pub(super) fn check_means(check: &mut Check<'_>) {
    let knowledge = check.knowledge;
    for cause in knowledge.causes.iter().filter(|cause| cause.scored) {
        for table in &cause.measurements {
            bands(check, cause, table);
        }
    }
    each_row(check, |check, cause, id, descriptor, table| {
        if explains_too_much(cause, id, table, descriptor).is_none() {
            clamp(check, cause, id, table, descriptor);
        }
    });
}

fn sections(cause: &Cause) -> [(&'static str, &'static str, &[LevelTable]); 3] {
    [
        ("factors", "factor", &cause.factors),
        ("descriptors", "descriptor", &cause.descriptors),
        ("measurements", "measurement", &cause.measurements),
    ]
}

fn of_kind<'a>(check: &mut Check<'a>, id: &str, kind: &str, path: &str) -> Option<&'a Observation> {
    let observation = check.observation(id, path)?;
    if observation.kind() == kind {
        return Some(observation);
    }
    let message = format!("`{id}` is a {}, not a {kind}", observation.kind());
    let problem = Problem::error("knowledge.kind", path, message).advise(format!(
        "an id has one kind in the whole knowledge base: move the line to the {}s",
        observation.kind()
    ));
    check.report(problem);
    None
}

fn level_table(check: &mut Check<'_>, table: &LevelTable, kind: &str, path: &str) {
    let id = &table.observation;
    let Some(observation) = of_kind(check, id, kind, path) else { return };
    let Some(levels) = observation.levels() else { return };
    if levels.shares.is_empty() {
        let message = format!("the {kind} `{id}` is used, but has no shares");
        let problem = Problem::error("knowledge.no_shares", path, message);
        check.report(problem.advise("say at the observation how common each level is"));
    }
    for (level, quantity) in &table.levels {
        let path = format!("{path}.{level}");
        match levels.index(level) {
            None => check.report(unknown_level(&path, level, id, levels)),
            Some(at) if kind == "factor" && at == levels.reference && off_one(quantity.value) => {
                let message = format!("`{level}` is the reference level: its odds ratio is 1");
                let problem = Problem::error("knowledge.reference", path, message);
                check.report(problem.advise(format!("leave it out; {}", choices(levels))));
            }
            Some(_) => {}
        }
    }
}

fn is_one(total: f64) -> bool {
    (total - 1.0).abs() <= ROUNDING
}

fn off_one(ratio: f64) -> bool {
    (ratio - 1.0).abs() > 0.0
}

/// Calls `visit` with every descriptor that moves a scored cause, with the cause's own row where it has one.
fn each_row(
    check: &mut Check<'_>,
    visit: impl Fn(&mut Check<'_>, &Cause, &str, &Descriptor, Option<&LevelTable>),
) {
    let knowledge = check.knowledge;
    let with_default = knowledge.observations.iter().filter_map(|o| match &o.role {
        Role::Descriptor(d) if d.default_rows.is_some() => Some((o.id.as_str(), d)),
        _ => None,
    });
    let with_default: Vec<_> = with_default.collect();
    for cause in knowledge.causes.iter().filter(|cause| cause.scored) {
        for table in &cause.descriptors {
            let observation = knowledge.observation(&table.observation);
            if let Some(Role::Descriptor(descriptor)) = observation.map(|o| &o.role)
                && !descriptor.levels.shares.is_empty()
            {
                visit(check, cause, &table.observation, descriptor, Some(table));
            }
        }
        for (id, descriptor) in &with_default {
            let own = cause.descriptors.iter().any(|table| table.observation == *id);
            let tested = cause.prior_when.iter().any(|row| row.when.observations().contains(id));
            if !own && !tested && !descriptor.levels.shares.is_empty() {
                visit(check, cause, id, descriptor, None);
            }
        }
    }
}

fn row_sum(cause: &Cause, table: &LevelTable, descriptor: &Descriptor) -> Option<Problem> {
    let levels = &descriptor.levels;
    let total: f64 = table.levels.iter().map(|(_, p)| p.value).sum();
    let listed = |level: &&String| table.levels.iter().any(|(id, _)| id == *level);
    let missing: Vec<_> = levels.ids.iter().filter(|id| !listed(id)).map(String::as_str).collect();
    let path = format!("causes.{}.descriptors.{}", cause.id, table.observation);
    if total > 1.0 + ROUNDING || (missing.is_empty() && total < 1.0 - ROUNDING) {
        let message = format!(
            "the row sums to {total:.6}, not {}1",
            if missing.is_empty() { "" } else { "at most " }
        );
        let problem = Problem::error("knowledge.row", path, message);
        return Some(problem.advise("a row is P(level | cause): exactly one level is true"));
    }
    if total <= 1.0 - ROUNDING || missing.is_empty() {
        return None;
    }
    let message = format!("nothing is left for {}", missing.join(", "));
    let problem = Problem::warning("knowledge.row", path, message);
    Some(problem.advise("levels that are not listed share what the listed ones leave"))
}

fn explains_too_much(
    cause: &Cause,
    id: &str,
    table: Option<&LevelTable>,
    descriptor: &Descriptor,
) -> Option<Problem> {
    let row = descriptor_row(cause, table, descriptor)?;
    let prior = cause.prior.value;
    let levels = descriptor.levels.ids.iter().zip(&descriptor.levels.shares);
    let (p, (level, base)) =
        row.iter().zip(levels).find(|(p, (_, base))| prior * p.value >= **base)?;
    let which = if table.is_some() { "row" } else { "default row of this horizon" };
    let message = format!(
        "the {which} of `{id}` explains more than occurs: prior {prior} × {:.4} of `{level}` is not below its share {base}",
        p.value
    );
    let mut path = row_path(cause, id, table);
    if table.is_some() {
        path = format!("{path}.{level}");
    }
    let problem = Problem::error("knowledge.row_explains_too_much", path, message);
    Some(problem.advise("lower the row or the prior, or raise the level's share"))
}

/// Where a row comes from: a default row comes from the horizon.
fn row_path(cause: &Cause, id: &str, table: Option<&LevelTable>) -> String {
    match table {
        Some(_) => format!("causes.{}.descriptors.{id}", cause.id),
        None => format!("causes.{}.horizon", cause.id),
    }
}

fn bands(check: &mut Check<'_>, cause: &Cause, table: &LevelTable) {
    let Some(Role::Measurement(measurement)) =
        check.knowledge.observation(&table.observation).map(|o| &o.role)
    else {
        return;
    };
    let levels = &measurement.levels;
    if !is_one(levels.shares.iter().sum()) {
        return;
    }
    let mean: f64 = levels.ids.iter().zip(&levels.shares).map(|(l, s)| s * listed(table, l)).sum();
    if !(0.9..=1.1).contains(&mean) {
        let message = format!("Σ share × ratio is {mean:.3}, outside 0.9 to 1.1");
        let path = format!("causes.{}.measurements.{}", cause.id, table.observation);
        let problem = Problem::error("knowledge.bands", path, message);
        check.report(problem.advise(unlisted(table, levels)));
    }
}

/// The ratio of a level; 1 where the table lists none.
fn listed(table: &LevelTable, level: &str) -> f64 {
    table.levels.iter().find(|(id, _)| id == level).map_or(1.0, |(_, ratio)| ratio.value)
}

fn unlisted(table: &LevelTable, levels: &Levels) -> String {
    let listed = |id: &&String| table.levels.iter().any(|(level, _)| level == *id);
    let rest: Vec<_> = levels.ids.iter().filter(|id| !listed(id)).map(String::as_str).collect();
    let ones =
        if rest.is_empty() { String::new() } else { format!(" (1 for {})", rest.join(", ")) };
    format!("what raises in some bands must lower in others{ones}")
}

/// The clamp of a ratio must not move the mean of the posterior by more than a tenth.
fn clamp(
    check: &mut Check<'_>,
    cause: &Cause,
    id: &str,
    table: Option<&LevelTable>,
    descriptor: &Descriptor,
) {
    let Some(row) = descriptor_row(cause, table, descriptor) else { return };
    let total: f64 = row.iter().map(|p| p.value).sum();
    // What does not sum to 1 has been reported; its mean would say nothing new.
    if !is_one(total) || !is_one(descriptor.levels.shares.iter().sum()) {
        return;
    }
    let most = check.knowledge.settings.descriptor_clamp;
    let prior = cause.prior.value;
    let posteriors = row.iter().zip(&descriptor.levels.shares).map(|(p, base)| {
        let otherwise = (base - prior * p.value) / (1.0 - prior);
        let ratio = (p.value / otherwise).min(most).max(1.0 / most);
        let odds = prior / (1.0 - prior) * ratio;
        base * odds / (1.0 + odds)
    });
    let shift = posteriors.sum::<f64>() / prior - 1.0;
    if shift.abs() > 0.10 {
        let message = format!("the clamp of `{id}` moves the mean by {:+.0} %", 100.0 * shift);
        let path = row_path(cause, id, table);
        let problem = Problem::warning("knowledge.clamp", path, message);
        check.report(problem.advise(format!(
            "a level is more than {most} times as common, or rare, with the cause as without it: soften the row, or use a rule"
        )));
    }
}
