//! Whether a knowledge base makes sense: every problem at once, each with its place.
//!
//! Decoding has checked the shape of each entry; this checks what only shows when the entries are seen together.

mod alike;
mod cases;
mod conditions;
mod leaks;
mod observations;
mod place;
mod priors;
mod references;
mod sources;
mod tables;
#[cfg(test)]
mod tests;
mod texts;
mod unused;
mod wording;

pub(crate) use priors::stated;

use crate::knowledge::{KnowledgeBase, Levels, Observation};
use crate::problem::{Problem, did_you_mean};
use crate::tree::Place;
use crate::tree::fields::Problems;

/// Reports everything that is wrong with a knowledge base.
pub(crate) fn validate(knowledge: &KnowledgeBase, problems: &mut Problems) {
    validate_essential(knowledge, problems);
    validate_rest(knowledge, problems);
}

/// Checks what inference relies on: ids, kinds and levels that exist, shares, rows and leaks that can be compiled.
pub(crate) fn validate_essential(knowledge: &KnowledgeBase, problems: &mut Problems) {
    let mut check = Check { knowledge, problems };
    observations::check(&mut check);
    references::check(&mut check);
    tables::check(&mut check);
    leaks::check(&mut check);
}

/// Checks what only the quality of the knowledge depends on.
fn validate_rest(knowledge: &KnowledgeBase, problems: &mut Problems) {
    let mut check = Check { knowledge, problems };
    tables::check_means(&mut check);
    priors::check(&mut check);
    alike::check(&mut check);
    sources::check(&mut check);
    unused::check(&mut check);
    cases::check(&mut check);
    texts::check(&mut check);
    wording::check(&mut check);
}

/// A knowledge base under examination.
struct Check<'a> {
    knowledge: &'a KnowledgeBase,
    problems: &'a mut Problems,
}

impl<'a> Check<'a> {
    /// Adds a problem at the place that its path leads to.
    fn report(&mut self, problem: Problem) {
        let place = place::of(&self.knowledge.tree, problem.path());
        self.problems.add(problem, place);
    }

    fn report_at(&mut self, problem: Problem, place: Place) {
        self.problems.add(problem, place);
    }

    fn error(&mut self, code: &'static str, path: &str, message: String) {
        self.report(Problem::error(code, path, message));
    }

    /// Reports an id that stands for nothing.
    fn unknown<'b>(
        &mut self,
        path: &str,
        id: &str,
        what: &str,
        known: impl Iterator<Item = &'b str>,
    ) {
        let place = place::of(&self.knowledge.tree, path);
        self.report_at(unknown(path, id, what, known), place);
    }

    /// Returns the observation, or reports that there is none.
    fn observation(&mut self, id: &str, path: &str) -> Option<&'a Observation> {
        let found = self.knowledge.observation(id);
        if found.is_none() {
            let place = place::of(&self.knowledge.tree, path);
            self.no_observation(id, path, place);
        }
        found
    }

    fn no_observation(&mut self, id: &str, path: &str, place: Place) {
        let problem = if self.knowledge.cause(id).is_some() {
            Problem::error("knowledge.kind", path, format!("`{id}` is a cause, not an observation"))
                .advise("name what can be observed; causes can't be known")
        } else {
            let known = self.knowledge.observations.iter().map(|o| o.id.as_str());
            unknown(path, id, "observation", known)
        };
        self.report_at(problem, place);
    }

    /// Reports a name of a cause that does not exist.
    fn cause(&mut self, id: &str, path: &str) {
        if self.knowledge.cause(id).is_none() {
            let known = self.knowledge.causes.iter().map(|cause| cause.id.as_str());
            self.unknown(path, id, "cause", known);
        }
    }

    /// Reports a name of a cause that does not exist or has no probability.
    fn scored_cause(&mut self, id: &str, path: &str) {
        if self.knowledge.cause(id).is_some_and(|cause| !cause.scored) {
            let message = format!("`{id}` is for rules only and has no probability");
            let problem = Problem::error("knowledge.unscored", path, message);
            self.report(problem.advise("name a cause that is scored"));
        }
        self.cause(id, path);
    }
}

fn unknown<'b>(path: &str, id: &str, what: &str, known: impl Iterator<Item = &'b str>) -> Problem {
    Problem::error("knowledge.unknown_id", path, format!("`{id}` is no {what}"))
        .advise(format!("define the {what}, or correct the id"))
        .advise_maybe(did_you_mean(id, known))
}

fn unknown_level(path: &str, level: &str, observation: &str, levels: &Levels) -> Problem {
    let known = choices(levels);
    let help = match did_you_mean(level, levels.ids.iter().map(String::as_str)) {
        Some(guess) => format!("{guess} {known}"),
        None => known,
    };
    let message = format!("`{level}` is no level of `{observation}`");
    Problem::error("knowledge.unknown_level", path, message).advise(help)
}

fn choices(levels: &Levels) -> String {
    format!("levels: {}", levels.ids.join(", "))
}
