//! What one call knows while it looks for questions.

use std::collections::BTreeSet;

use super::options::QuestionOptions;
use crate::assess::triage::may_ask;
use crate::assess::{Options, phrase};
use crate::engine::Engine;
use crate::evidence::{Compiled, Evidence, Given};
use crate::knowledge::{AnsweredBy, Cause, Disclosure, KnowledgeBase, Observation, Texts};
use crate::network::ObservationIndex;

/// What one call knows while it looks for questions.
pub(super) struct Asking<'a> {
    pub(super) engine: &'a Engine,
    pub(super) texts: &'a Texts,
    pub(super) options: &'a QuestionOptions,
    /// How the same runner would be assessed.
    pub(super) assessment: Options,
    pub(super) compiled: &'a Compiled,
    /// What was asked and nobody could say.
    pub(super) said_unknown: BTreeSet<&'a str>,
}

impl<'a> Asking<'a> {
    pub(super) fn new(
        engine: &'a Engine,
        texts: &'a Texts,
        options: &'a QuestionOptions,
        evidence: &'a Evidence,
        compiled: &'a Compiled,
    ) -> Self {
        let unknown = evidence.entries.iter().filter(|(_, f)| f.given == Given::Unknown);
        Self {
            engine,
            texts,
            options,
            assessment: options.assessment(),
            compiled,
            said_unknown: unknown.map(|(id, _)| id.as_str()).collect(),
        }
    }

    pub(super) fn knowledge(&self) -> &'a KnowledgeBase {
        self.engine.knowledge()
    }

    pub(super) fn observation(&self, at: ObservationIndex) -> Option<&'a Observation> {
        phrase::observation(self.engine.knowledge(), at)
    }

    pub(super) fn index(&self, id: &str) -> Option<ObservationIndex> {
        let observations = self.knowledge().observations();
        let at = observations.binary_search_by(|o| o.id.as_str().cmp(id)).ok()?;
        ObservationIndex::try_from(at).ok()
    }

    /// Whether it may be put to this runner at all: not twice, and not what is not wanted.
    pub(super) fn is_wanted(&self, observation: &Observation) -> bool {
        let id = observation.id.as_str();
        !self.said_unknown.contains(id)
            && !self.options.exclude.iter().any(|excluded| excluded == id)
            && (self.options.sensitive || !observation.sensitive)
    }

    /// Whether it is unknown and makes sense to ask now.
    pub(super) fn applies(&self, at: ObservationIndex) -> bool {
        self.is_open(at) && may_ask(self.engine, self.compiled, at)
    }

    /// Whether it is unknown and can be answered now, whatever opens it.
    pub(super) fn is_open(&self, at: ObservationIndex) -> bool {
        let Some(observation) = self.observation(at) else { return false };
        let now = !self.options.answerable_now || observation.answered_by == AnsweredBy::Myself;
        self.compiled.answer(at).is_none() && now && self.is_wanted(observation)
    }

    /// The name of a cause, where a reader may read it.
    pub(super) fn name_of(&self, cause: &Cause) -> Option<&'a str> {
        let clinical = self.assessment.profile == crate::assess::Profile::Clinical;
        let named = clinical || cause.disclosure == Disclosure::Named;
        let text = self.texts.causes.get(&cause.id).map(|text| text.name.as_str());
        text.filter(|name| named && self.assessment.shows(cause) && !name.is_empty())
    }

    /// A scored cause by its index in the network.
    pub(super) fn cause(&self, at: usize) -> Option<&'a Cause> {
        let node = self.engine.network().causes.get(at)?;
        self.engine.knowledge().causes().get(node.knowledge)
    }
}

/// Whether it is answered by yes or no.
pub(super) fn is_yes_no(observation: &Observation) -> bool {
    observation.levels().is_none_or(crate::knowledge::Levels::is_yes_no)
}
