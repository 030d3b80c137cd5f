//! Leaks: the links of a symptom must leave room for its base rate.

use super::Check;
use crate::knowledge::{Observation, Role};
use crate::network::leak::{Leak, NoLeak, implied, solve};
use crate::problem::Problem;

/// A cause that links to the symptom, its prior and the strength of the link.
type Source<'a> = (&'a str, f64, f64);

pub(super) fn check(check: &mut Check<'_>) {
    let knowledge = check.knowledge;
    let mut links: Vec<Vec<Source<'_>>> = vec![Vec::new(); knowledge.observations.len()];
    for cause in knowledge.causes.iter().filter(|cause| cause.scored) {
        for link in &cause.symptoms {
            let found = knowledge.observations.binary_search_by(|o| o.id.cmp(&link.to));
            if let Some(links) = found.ok().and_then(|at| links.get_mut(at)) {
                links.push((&cause.id, cause.prior.value, link.strength.value));
            }
        }
    }
    for (observation, links) in knowledge.observations.iter().zip(&links) {
        if let Role::Symptom(symptom) = &observation.role {
            let base = symptom.base.as_ref().map(|base| base.value);
            if let Some(problem) = wrong(observation, base, links) {
                check.report(problem);
            }
        }
    }
}

fn wrong(symptom: &Observation, base: Option<f64>, links: &[Source<'_>]) -> Option<Problem> {
    let path = format!("observations.{}", symptom.id);
    let Some(base) = base else {
        let (first, ..) = links.first()?;
        let message = format!("no `base`, but `{first}` links to it ({} links)", links.len());
        let problem = Problem::error("knowledge.no_base", path, message);
        return Some(problem.advise("give the share of complaining runners who report it"));
    };
    let pairs: Vec<(f64, f64)> = links.iter().map(|(_, prior, p)| (*prior, *p)).collect();
    let path = format!("{path}.base");
    match solve(&pairs, base) {
        Err(NoLeak::ExplainsTooMuch { explained }) => {
            let message = format!(
                "links explain more than occurs: {explained:.4} without any leak, but the base rate is {base}"
            );
            let problem = Problem::error("knowledge.explains_too_much", path, message);
            Some(problem.advise(format!("raise `base`, or lower the links: {}", biggest(links))))
        }
        Err(NoLeak::LinkBelowLeak { lowest_link }) => {
            Some(below(symptom, base, lowest_link, links))
        }
        Ok(leak) => unsure(base, leak, &pairs, path)
            .map(|problem| problem.advise(format!("most comes from {}", biggest(links)))),
    }
}

/// The links that explain most.
fn biggest(links: &[Source<'_>]) -> String {
    let mut sorted = links.to_vec();
    sorted.sort_by(|a, b| (b.1 * b.2).total_cmp(&(a.1 * a.2)).then(a.0.cmp(b.0)));
    let parts = sorted.iter().take(4).map(|(cause, prior, p)| format!("{cause} ({prior} × {p})"));
    parts.collect::<Vec<_>>().join(", ")
}

fn below(symptom: &Observation, base: f64, lowest: f64, links: &[Source<'_>]) -> Problem {
    let weakest = links.iter().min_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(b.0)));
    let cause = weakest.map_or("", |(cause, ..)| *cause);
    let path = format!("causes.{cause}.symptoms.{}", symptom.id);
    let message = format!(
        "{lowest} is not above the leak that follows from the base rate {base} of `{}`",
        symptom.id
    );
    Problem::error("knowledge.link_below_leak", path, message)
        .advise("a cause with the symptom no more often than without any cause has no link: raise it or leave it out")
}

fn unsure(base: f64, leak: Leak, pairs: &[(f64, f64)], path: String) -> Option<Problem> {
    let rate = implied(pairs, leak.value);
    if !(base / 1.25..=base * 1.25).contains(&rate) {
        let message = format!(
            "the links and the lowest leak imply a base rate of {rate:.3e}, authored is {base}"
        );
        return Some(Problem::error("knowledge.implied_rate", path, message));
    }
    if leak.slope.abs() < 0.2 {
        let message = format!(
            "the leak {:.4} is ill determined: the base rate answers to it by only {:.3} ({} links)",
            leak.value,
            leak.slope,
            pairs.len()
        );
        return Some(Problem::warning("knowledge.ill_determined", path, message));
    }
    None
}
