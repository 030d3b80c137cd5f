//! A simulated runner.

use super::Simulator;
use super::draw::Drawn;
use super::random::{Purpose, Random};
use crate::engine::Engine;
use crate::evidence::{Answer, Evidence, Finding, Item};
use crate::network::ObservationIndex;

/// A runner drawn from the model: what is at work, and what this runner would truthfully answer.
#[derive(Debug, Clone)]
pub struct SimulatedRunner {
    engine: Engine,
    index: u64,
    causes: Vec<bool>,
    answers: Vec<Item>,
}

impl SimulatedRunner {
    pub(super) fn new(simulator: &Simulator, index: u64, drawn: Drawn) -> Self {
        let (mut told, mut answers) = (Vec::new(), Vec::new());
        simulator.reveal(&drawn.truth, |_| true, &mut told, &mut answers);
        Self { engine: simulator.engine.clone(), index, causes: drawn.causes, answers }
    }

    /// Returns the index it was drawn with.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// Returns the ids of the causes that are on, sorted.
    pub fn causes(&self) -> impl Iterator<Item = &str> + '_ {
        self.engine.scored_causes().zip(&self.causes).filter(|(_, on)| **on).map(|(id, _)| id)
    }

    /// Returns the truthful answers to all questions that may be asked. What nothing says how common it is, such as signs that
    /// only red flags use, is left unknown.
    ///
    /// # Units
    ///
    /// Numbers are given by the name of their level.
    #[must_use]
    pub fn answers(&self) -> Evidence {
        let finding = |item: &Item| {
            let observation =
                self.engine.knowledge().observations().get(usize::from(item.observation))?;
            let finding = match item.answer {
                Answer::Present => Finding::present(),
                Answer::Absent => Finding::absent(),
                Answer::Likelihood(a, b) => Finding::likelihood(a, b),
                Answer::Levels { bits, .. } => {
                    Finding::level(observation.levels()?.ids.get(bits.trailing_zeros() as usize)?)
                }
            };
            Some((observation.id.clone(), finding))
        };
        self.answers.iter().filter_map(finding).collect()
    }
}

/// Which questions a runner answers, when each is answered with the same probability. Those answered at a lower share are
/// among those answered at a higher one.
pub(super) fn answered(seed: u64, stream: u64, index: u64, share: f64, count: usize) -> Vec<bool> {
    let mut random = Random::new(seed, Purpose::Reveal, stream, index);
    (0..count).map(|_| random.unit() < share).collect()
}

/// All observations in a random order of the runner's own.
pub(super) fn shuffled(seed: u64, index: u64, count: usize) -> Vec<ObservationIndex> {
    let mut random = Random::new(seed, Purpose::Order, 0, index);
    let mut order: Vec<ObservationIndex> = (0..ObservationIndex::MAX).take(count).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, random.below(at + 1));
    }
    order
}
