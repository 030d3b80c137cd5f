//! What nothing refers to.

use std::collections::BTreeSet;

use super::{Check, place};
use crate::knowledge::{CautionWhen, Condition, KnowledgeBase, Role};
use crate::problem::Problem;
use crate::tree::Place;

pub(super) fn check(check: &mut Check<'_>) {
    let knowledge = check.knowledge;
    let used = observations(knowledge);
    let shown = knowledge.screens.iter().flat_map(|screen| &screen.observations);
    let shown: BTreeSet<&str> = shown.map(String::as_str).collect();
    for observation in &knowledge.observations {
        let id = observation.id.as_str();
        let default_rows =
            matches!(&observation.role, Role::Descriptor(d) if d.default_rows.is_some());
        if used.contains(id) || default_rows {
            continue;
        }
        let message = if shown.contains(id) {
            "a screen asks for this, but nothing uses the answer"
        } else {
            "nothing refers to this observation"
        };
        unused(check, format!("observations.{id}"), observation.place, message);
    }
    let helping = knowledge.causes.iter().flat_map(|cause| &cause.recommendations);
    let helping: BTreeSet<&str> = helping.map(|link| link.to.as_str()).collect();
    for recommendation in &knowledge.recommendations {
        if !helping.contains(recommendation.id.as_str()) {
            let path = format!("recommendations.{}", recommendation.id);
            unused(check, path, recommendation.place, "no cause has this recommendation");
        }
    }
    let families: BTreeSet<&str> = knowledge.causes.iter().map(|c| c.family.as_str()).collect();
    for family in knowledge.families.iter().filter(|family| !families.contains(family.as_str())) {
        let message = format!("no cause belongs to the family `{family}`");
        let path = "knowledge.families".to_owned();
        let place = place::of(check.tree, &path);
        unused(check, path, place, &message);
    }
}

fn unused(check: &mut Check<'_>, path: String, place: Place, message: &str) {
    let problem = Problem::warning("knowledge.unused", path, message.to_owned());
    check.report_at(problem.advise("use it, or take it out"), place);
}

/// The observations that something but a screen refers to.
fn observations(knowledge: &KnowledgeBase) -> BTreeSet<&str> {
    let mut used = BTreeSet::new();
    for cause in &knowledge.causes {
        used.extend(cause.symptoms.iter().map(|link| link.to.as_str()));
        let tables = cause.factors.iter().chain(&cause.descriptors).chain(&cause.measurements);
        used.extend(tables.map(|table| table.observation.as_str()));
    }
    let rows = knowledge.causes.iter().flat_map(|cause| &cause.prior_when).map(|row| &row.when);
    let cautions = knowledge.recommendations.iter().flat_map(|entry| &entry.cautions);
    let cautions = cautions.filter_map(|caution| match &caution.when {
        CautionWhen::Known(condition) => Some(condition),
        CautionWhen::Likely { .. } => None,
    });
    let conditions = rows
        .chain(cautions)
        .chain(knowledge.red_flags.iter().map(|flag| &flag.when))
        .chain(knowledge.scope.iter().map(|scope| &scope.when))
        .chain(knowledge.population.iter().map(|stratum| &stratum.is))
        .chain(knowledge.observations.iter().filter_map(|o| o.ask_when.as_ref()))
        .chain(knowledge.observations.iter().filter_map(|o| Some(&o.doubtful.as_ref()?.when)));
    for condition in conditions {
        Condition::each_observation(condition, &mut |id, _| {
            used.insert(id);
        });
    }
    used
}
