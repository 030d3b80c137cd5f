//! The test cases beside causes and red flags: what they name must exist. Running them is another matter.

use super::Check;
use crate::evidence;
use crate::knowledge::Case;
use crate::problem::{Problem, did_you_mean};
use crate::tree::Place;

pub(super) fn check(check: &mut Check<'_>) {
    let knowledge = check.knowledge;
    let causes = knowledge.causes.iter().flat_map(|cause| &cause.cases);
    let red_flags = knowledge.red_flags.iter().flat_map(|flag| &flag.cases);
    causes.chain(red_flags).for_each(|case| one(check, case));
    if knowledge.causes.iter().any(|cause| !cause.cases.is_empty()) {
        enough(check);
    }
}

/// Canonical JSON has no cases, so only causes from files are counted.
fn enough(check: &mut Check<'_>) {
    let from_files = check.knowledge.causes.iter().filter(|cause| cause.place.line > 0);
    for cause in from_files.filter(|cause| cause.cases.len() < 2) {
        let message = format!("{} cases; a cause has at least two", cause.cases.len());
        let problem = Problem::warning("knowledge.cases", format!("causes.{}", cause.id), message);
        check.report(
            problem.advise("one in which it leads, one in which something similar leads instead"),
        );
    }
}

fn one(check: &mut Check<'_>, case: &Case) {
    let knowledge = check.knowledge;
    for cause in case.leads.iter().chain(&case.top3).chain(case.between.iter().map(|(id, _)| id)) {
        let known = knowledge.causes.iter().filter(|c| c.scored).map(|c| c.id.as_str());
        named(check, case, "scored cause", cause, known);
    }
    for flag in case.fires.iter().chain(&case.not_fires).chain(&case.pending) {
        named(check, case, "red flag", flag, knowledge.red_flags.iter().map(|f| f.id.as_str()));
    }
    for id in case.recommends.iter().chain(&case.recommends_not) {
        let known = knowledge.recommendations.iter().map(|entry| entry.id.as_str());
        named(check, case, "recommendation", id, known);
    }
    let bounds = case
        .between
        .iter()
        .filter(|(_, [low, high])| !(0.0 <= *low && low <= high && *high <= 1.0));
    for (cause, [low, high]) in bounds {
        let message = format!("{low} to {high} of `{cause}` is no range of probabilities");
        report(check, case, Problem::error("knowledge.range", case.path.as_str(), message));
    }
    if let Some(word) = &case.coverage
        && !["sufficient", "insufficient"].contains(&word.as_str())
    {
        let message = format!("`{word}` is neither sufficient nor insufficient");
        report(check, case, Problem::error("knowledge.word", case.path.as_str(), message));
    }
    evidence(check, case);
}

fn named<'b>(
    check: &mut Check<'_>,
    case: &Case,
    what: &str,
    id: &str,
    mut known: impl Iterator<Item = &'b str> + Clone,
) {
    if !known.clone().any(|name| name == id) {
        let problem = super::unknown(&case.path, id, what, known.by_ref());
        report(check, case, problem);
    }
}

fn report(check: &mut Check<'_>, case: &Case, problem: Problem) {
    check.report_at(problem, case.evidence.place);
}

/// The evidence of a case must be evidence.
fn evidence(check: &mut Check<'_>, case: &Case) {
    let mut found = Vec::new();
    let read = evidence::read(&case.evidence, evidence::MOST_FINDINGS, &mut found);
    if let Err(problems) = evidence::compile(&read, check.knowledge) {
        found.extend(problems);
    }
    for problem in found {
        let id = problem.path().split('.').nth(1).unwrap_or_default();
        let place: Place = case.evidence.get(id).map_or(case.evidence.place, |node| node.place);
        let path = format!("{}.{}", case.path, problem.path());
        let unknown = problem.code() == "evidence.unknown_id";
        let code = if unknown { "knowledge.unknown_id" } else { "knowledge.case_evidence" };
        let help = problem.help().map(str::to_owned).filter(|_| !unknown);
        let guess = || did_you_mean(id, check.knowledge.observations.iter().map(|o| o.id.as_str()));
        let help = help.or_else(|| if unknown { guess() } else { None });
        let problem = Problem::error(code, path, problem.message().to_owned());
        check.report_at(problem.advise_maybe(help), place);
    }
}
