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
mod report;
mod sources;
mod tables;
#[cfg(test)]
mod tests;
mod texts;
mod translations;
mod unused;
mod wording;

pub(crate) use priors::stated;

use crate::knowledge::{KnowledgeBase, Levels, Observation};
use crate::problem::{Problem, did_you_mean};
use crate::tree::fields::Problems;
use crate::tree::{Node, Place, Value};

/// Reports everything that is wrong with a knowledge base.
pub(crate) fn validate(knowledge: &KnowledgeBase, problems: &mut Problems) {
    let nothing = Node::new(Value::Null, Place::default());
    let tree = knowledge.tree.as_ref().unwrap_or(&nothing);
    let mut check = Check { knowledge, tree, problems };
    essential(&mut check);
    rest(&mut check);
}

/// Checks what inference relies on: ids, kinds and levels that exist, shares, rows and leaks that can be compiled.
fn essential(check: &mut Check<'_>) {
    observations::check(check);
    references::check(check);
    tables::check(check);
    leaks::check(check);
}

/// Checks what only the quality of the knowledge depends on.
fn rest(check: &mut Check<'_>) {
    tables::check_means(check);
    priors::check(check);
    alike::check(check);
    sources::check(check);
    unused::check(check);
    cases::check(check);
    texts::check(check);
    report::check(check);
    translations::check(check);
    wording::check(check);
}

/// A knowledge base under examination.
struct Check<'a> {
    knowledge: &'a KnowledgeBase,
    /// The document it was read from, for the places of problems.
    tree: &'a Node,
    problems: &'a mut Problems,
}

impl<'a> Check<'a> {
    /// Adds a problem at the place that its path leads to.
    fn report(&mut self, problem: Problem) {
        let place = place::of(self.tree, problem.path());
        self.problems.add(problem, place);
    }

    /// Whether an entry belongs to an overlay.
    fn is_of_overlay(&self, id: &str) -> bool {
        let mut prefixes = self.knowledge.prefixes.iter();
        prefixes.any(|prefix| {
            id.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.starts_with('_'))
        })
    }

    /// Where English stands, for the end of a help.
    fn told_place(&self, place: Place) -> String {
        let file = self.problems.files.get(place.file as usize).filter(|_| place.line > 0);
        file.map(|file| format!("; English is in {file}:{}", place.line)).unwrap_or_default()
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
        let place = place::of(self.tree, path);
        self.report_at(unknown(path, id, what, known), place);
    }

    /// Returns the observation, or reports that there is none.
    fn observation(&mut self, id: &str, path: &str) -> Option<&'a Observation> {
        let found = self.knowledge.observation(id);
        if found.is_none() {
            let place = place::of(self.tree, path);
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
