//! Runners drawn from the model itself, to see how well the model recovers what it assumed.
//!
//! A [`Simulator`] draws [`SimulatedRunner`]s from an engine: the causes that are on, and a truthful answer to everything that may be
//! asked. A [`Study`] draws many and compares. All of it measures self-consistency only: whether the posteriors mean what
//! they say *if the knowledge base is right*. It says nothing about real runners.
//!
//! The same seed gives the same bits, on every machine and at any number of threads.
//!
//! # Examples
//!
//! ```
//! use heavylegs::Engine;
//! use heavylegs::simulate::{Simulator, Study};
//!
//! let engine = Engine::builtin();
//! let simulator = Simulator::new(&engine, 1);
//! let runner = simulator.runners().find(|runner| runner.causes().count() == 2).unwrap();
//! let assessment = engine.assess(&runner.answers())?;
//! assert!(assessment.none_of_these().is_some());
//!
//! let calibration = Study::new(&simulator).runners(200).answered(0.5).calibration();
//! assert_eq!(calibration.runners, 200);
//! # Ok::<(), heavylegs::EvidenceError>(())
//! ```

mod calibration;
mod counts;
mod draw;
mod drift;
mod interview;
mod random;
mod recovery;
mod reveal;
mod robustness;
mod runner;
mod study;
mod tables;
mod tally;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::Serialize;

pub use calibration::{
    Answered, Calibration, LevelShare, RedFlagShare, ReliabilityRow, SymptomShare, UrgencyMix,
};
pub use drift::{Drift, DriftStep};
pub use interview::{InterviewReport, PlantedRedFlag, Strategy, StrategyResult};
pub use recovery::{Ahead, CauseRecovery, Recovery};
pub use robustness::{MovedNumbers, Robustness};
pub use runner::SimulatedRunner;
pub use study::Study;

use crate::engine::Engine;
use crate::knowledge::{Observation, Role};
use crate::network::CauseIndex;
use draw::{Drawn, Population};
use tables::Tables;

/// In which order a runner is drawn. A network of this kind says what an answer does to the odds of a cause, not how answers and
/// several causes occur together, so each order has to assume something that inference does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Context and what priors are conditional on; causes; the other factors, descriptors and measurements given the causes, each
    /// independently; symptoms. Inference damps answers that overlap; these don't overlap. A descriptor's level is drawn
    /// by its base share times the ratios of the causes that are on, so levels that causes make rarer come out too rare.
    #[default]
    CausesFirst,
    /// The same, but a descriptor's level is drawn by the causes that are off as well, as factors always are. Levels are then as
    /// common as the knowledge base says; the posteriors are a little too careful.
    SharesKept,
    /// Everything that is no symptom by its shares; causes by the engine's own odds; symptoms. With everything answered the
    /// posteriors are then exact, whatever the knowledge base says: a check of the inference, not of the knowledge. Fewer causes
    /// are on than the priors say, by as much as damping costs.
    FactorsFirst,
}

/// Draws runners from an engine.
///
/// # Examples
///
/// ```
/// use heavylegs::Engine;
/// use heavylegs::simulate::Simulator;
///
/// let engine = Engine::builtin();
/// let first = |seed| Simulator::new(&engine, seed).runner(0).answers();
/// assert_eq!(first(7), first(7));
/// assert_ne!(first(7), first(8));
/// ```
#[derive(Debug, Clone)]
pub struct Simulator {
    engine: Engine,
    tables: Arc<Tables>,
    seed: u64,
    order: Order,
    /// With which probability a vague symptom takes part in the shared event.
    joins: f64,
    vague_from: f64,
    /// Whether questions are asked that nothing opens.
    ungated: bool,
}

/// A symptom that at least this share of complaining runners report is vague.
const VAGUE_FROM: f64 = 0.2;

impl Simulator {
    /// Returns a simulator that draws from an engine. All it draws follows from the seed.
    #[must_use]
    pub fn new(engine: &Engine, seed: u64) -> Self {
        let order = Order::default();
        let tables = Arc::new(Tables::new(engine, order));
        Self {
            engine: engine.clone(),
            tables,
            seed,
            order,
            joins: 0.0,
            vague_from: VAGUE_FROM,
            ungated: false,
        }
    }

    /// Sets the order in which a runner is drawn.
    #[must_use]
    pub fn order(self, order: Order) -> Self {
        let tables = Arc::new(Tables::new(&self.engine, order));
        Self { tables, order, ..self }
    }

    /// Lets vague symptoms share an event: given the causes, any two of them follow one common draw with probability `rho` (0
    /// to 1) instead of a draw each. How common each is stays as it was.
    #[must_use]
    pub fn correlated(self, rho: f64) -> Self {
        // Two take part with probability rho when each does with its square root.
        Self { joins: rho.clamp(0.0, 1.0).sqrt(), ..self }
    }

    /// Asks every question, whatever opens it. Gates are drawn independently of what lies behind them (someone on a medicine may
    /// deny taking any), so only so does a measurement tell what the facts hold, and not what an interview would reach.
    #[must_use]
    pub fn ungated(self) -> Self {
        Self { ungated: true, ..self }
    }

    /// Returns the engine.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Returns the ids of the vague symptoms: those that at least a fifth of complaining runners report.
    pub fn vague_symptoms(&self) -> impl Iterator<Item = &str> + '_ {
        let vague = |observation: &&Observation| match &observation.role {
            Role::Symptom(symptom) => {
                symptom.base.as_ref().is_some_and(|base| base.value >= self.vague_from)
            }
            _ => false,
        };
        self.engine.knowledge().observations().iter().filter(vague).map(|o| o.id.as_str())
    }

    /// Returns the runner with an index. It depends on the seed, the order, the correlation and the index only.
    #[must_use]
    pub fn runner(&self, index: u64) -> SimulatedRunner {
        let mut drawn = Drawn::default();
        self.draw(Population::All, index, &mut drawn);
        SimulatedRunner::new(self, index, drawn)
    }

    /// Returns the runner with an index among those in whom a scored cause is on; nothing for another id, or where none is found
    /// in a million.
    #[must_use]
    pub fn runner_with(&self, cause: &str, index: u64) -> Option<SimulatedRunner> {
        let mut drawn = Drawn::default();
        let found = self.draw(Population::With(self.cause_index(cause)?), index, &mut drawn);
        found.then(|| SimulatedRunner::new(self, index, drawn))
    }

    /// Returns all runners, one after the other; there is no last one.
    pub fn runners(&self) -> impl Iterator<Item = SimulatedRunner> + '_ {
        (0..).map(|index| self.runner(index))
    }

    fn cause_index(&self, id: &str) -> Option<CauseIndex> {
        let at = self.engine.scored_causes().position(|cause| cause == id)?;
        CauseIndex::try_from(at).ok()
    }
}
