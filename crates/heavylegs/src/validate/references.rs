//! Ids that must lead somewhere.

use super::{Check, conditions};
use crate::knowledge::{
    Cause, CautionWhen, Condition, RESPONSES, Recommendation, RedFlag, Role, Test,
};
use crate::problem::Problem;

pub(super) fn check(check: &mut Check<'_>) {
    let knowledge = check.knowledge;
    families(check);
    knowledge.causes.iter().for_each(|cause| self::cause(check, cause));
    knowledge.recommendations.iter().for_each(|entry| recommendation(check, entry));
    knowledge.red_flags.iter().for_each(|flag| red_flag(check, flag));
    for scope in &knowledge.scope {
        conditions::check(check, &scope.when, &format!("knowledge.scope.{}.when", scope.id));
    }
    screens(check);
    population(check);
}

fn families(check: &mut Check<'_>) {
    let mut families: Vec<&str> = check.knowledge.families.iter().map(String::as_str).collect();
    families.sort_unstable();
    for pair in families.windows(2) {
        if let [a, b] = pair
            && a == b
        {
            let message = format!("`{a}` is defined twice");
            check.error("knowledge.defined_twice", "knowledge.families", message);
        }
    }
}

fn cause(check: &mut Check<'_>, cause: &Cause) {
    let knowledge = check.knowledge;
    let path = format!("causes.{}", cause.id);
    if !knowledge.families.contains(&cause.family) {
        let known = knowledge.families.iter().map(String::as_str);
        check.unknown(&format!("{path}.family"), &cause.family, "family", known);
    }
    for related in &cause.related_causes {
        check.cause(related, &format!("{path}.related_causes"));
    }
    for link in &cause.recommendations {
        if knowledge.recommendation(&link.to).is_none() {
            let known = knowledge.recommendations.iter().map(|entry| entry.id.as_str());
            let path = format!("{path}.recommendations.{}", link.to);
            check.unknown(&path, &link.to, "recommendation", known);
        }
    }
    for (at, row) in cause.prior_when.iter().enumerate() {
        let path = format!("{path}.prior_when[{at}]");
        conditions::check(check, &row.when, &format!("{path}.if"));
        for id in &row.replaces {
            replaced(check, cause, id, &format!("{path}.replaces"));
        }
    }
}

fn replaced(check: &mut Check<'_>, cause: &Cause, id: &str, path: &str) {
    let Some(observation) = check.observation(id, path) else { return };
    if !matches!(observation.role, Role::Factor(_)) {
        let message = format!("`{id}` is a {}, not a factor", observation.kind());
        check.error("knowledge.kind", path, message);
    } else if !cause.factors.iter().any(|table| table.observation == id) {
        let message = format!("`{id}` is no factor of this cause, so there is nothing to replace");
        check.error("knowledge.replaces", path, message);
    }
}

/// What tells whether advice helped must be able to say so.
fn response(check: &mut Check<'_>, id: &str, path: &str) {
    let Some(observation) = check.observation(id, path) else { return };
    let levels = observation.levels();
    let lacking = RESPONSES.iter().filter(|word| levels.is_none_or(|l| l.index(word).is_none()));
    let lacking: Vec<&str> = lacking.copied().collect();
    if !lacking.is_empty() {
        let message = format!("`{id}` lacks the levels {}", lacking.join(", "));
        let problem = Problem::error("knowledge.kind", path, message);
        check.report(problem.advise("it must be able to tell whether the advice helped"));
    }
}

fn recommendation(check: &mut Check<'_>, recommendation: &Recommendation) {
    let path = format!("recommendations.{}", recommendation.id);
    if recommendation.days_to_effect.is_some_and(|[from, to]| !(0.0 <= from && from <= to)) {
        let message = "days to the effect are two numbers from 0 on, the lower first".to_owned();
        check.error("knowledge.range", &format!("{path}.days_to_effect"), message);
    }
    if let Some(id) = &recommendation.response {
        response(check, id, &format!("{path}.response"));
    }
    for (at, caution) in recommendation.cautions.iter().enumerate() {
        let path = format!("{path}.cautions[{at}]");
        if recommendation.cautions.iter().take(at).any(|other| other.id == caution.id) {
            let message = format!("the caution `{}` is defined twice", caution.id);
            check.error("knowledge.defined_twice", &path, message);
        }
        match &caution.when {
            CautionWhen::Known(condition) => {
                conditions::check(check, condition, &format!("{path}.when"));
            }
            CautionWhen::Likely { cause, above } => {
                check.scored_cause(cause, &format!("{path}.cause"));
                if !(0.0..1.0).contains(above) {
                    let message = format!("{above} is no probability below 1");
                    check.error("knowledge.range", &format!("{path}.above"), message);
                }
            }
        }
    }
}

fn red_flag(check: &mut Check<'_>, flag: &RedFlag) {
    let path = format!("red_flags.{}", flag.id);
    conditions::check(check, &flag.when, &format!("{path}.when"));
    for cause in &flag.raises {
        check.cause(cause, &format!("{path}.raises"));
    }
}

fn screens(check: &mut Check<'_>) {
    for screen in &check.knowledge.screens {
        let path = format!("knowledge.screens.{}.observations", screen.id);
        for id in &screen.observations {
            check.observation(id, &path);
        }
    }
}

/// A stratum states one level of each of its observations.
fn population(check: &mut Check<'_>) {
    for (at, stratum) in check.knowledge.population.iter().enumerate() {
        let path = format!("knowledge.reference_population.strata[{at}].is");
        conditions::check(check, &stratum.is, &path);
        if !states_levels(&stratum.is) {
            let message = "a stratum states one level of each observation".to_owned();
            let problem = Problem::error("knowledge.condition", path, message);
            check.report(
                problem.advise("write { sex = \"female\", age = \"under_45\" }, without lists"),
            );
        }
    }
}

fn states_levels(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(states_levels),
        Condition::Known { test: Test::Levels(names), .. } => names.len() == 1,
        Condition::Known { test, .. } => !matches!(test, Test::Compare(..)),
        Condition::Any(_) | Condition::TwoOf(_) => false,
    }
}
