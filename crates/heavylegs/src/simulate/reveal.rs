//! What a runner tells, and what may be asked.

use super::Simulator;
use super::draw::set;
use crate::evidence::{Answer, Item, Origin};
use crate::network::{ObservationIndex, Truth};

impl Simulator {
    /// Writes the answers to the questions that `asks` lets pass and that may be asked, given those answers.
    pub(super) fn reveal(
        &self,
        truth: &[Option<Answer>],
        asks: impl Fn(ObservationIndex) -> bool,
        told: &mut Vec<Option<Answer>>,
        items: &mut Vec<Item>,
    ) {
        told.clear();
        told.resize(truth.len(), None);
        let mut waiting: Vec<ObservationIndex> = Vec::new();
        for at in self.tables.indices().filter(|at| known(truth, *at).is_some() && asks(*at)) {
            if self.asked_when(at).is_some() {
                waiting.push(at);
            } else {
                tell(truth, at, told);
            }
        }
        // An answer may open further questions; none closes one, since no condition tests "not known".
        loop {
            let before = waiting.len();
            waiting.retain(|at| {
                let may = self.may_ask(*at, told);
                if may {
                    tell(truth, *at, told);
                }
                !may
            });
            if waiting.len() == before {
                break;
            }
        }
        items_of(told, items);
    }

    /// Whether a question may be asked, given what was told.
    pub(super) fn may_ask(&self, at: ObservationIndex, told: &[Option<Answer>]) -> bool {
        self.asked_when(at).is_none_or(|rule| rule.truth(&|at| known(told, at)) == Truth::Holds)
    }
}

/// Copies one answer of the truth to what was told.
pub(super) fn tell(truth: &[Option<Answer>], at: ObservationIndex, told: &mut [Option<Answer>]) {
    if let Some(answer) = known(truth, at) {
        set(told, at, *answer);
    }
}

/// What is known of an observation.
pub(super) fn known(answers: &[Option<Answer>], at: ObservationIndex) -> Option<&Answer> {
    answers.get(usize::from(at)).and_then(Option::as_ref)
}

/// Lists the known answers, sorted by observation.
pub(super) fn items_of(answers: &[Option<Answer>], items: &mut Vec<Item>) {
    items.clear();
    items.extend((0..).zip(answers).filter_map(|(observation, answer)| {
        let answer = (*answer)?;
        Some(Item { observation, answer, origin: Origin::Answer, days_ago: None })
    }));
}
