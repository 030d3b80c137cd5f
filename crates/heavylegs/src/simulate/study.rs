//! Many runners at once: chunks of a fixed size, joined in their order, so that threads change no bit.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Simulator;
use super::calibration::Calibration;
use super::draw::{Drawn, Population};
use super::drift::{Drift, drift};
use super::recovery::{Recovery, recover};
use super::robustness::{Robustness, robustness};
use super::runner::answered;
use super::tally::calibrate;
use crate::evidence::{Answer, Compiled, Item};
use crate::infer::Workspace;
use crate::infer::query::Query;
use crate::knowledge::{Observation, Role};
use crate::network::{Network, ObservationIndex};

/// Runners that one thread takes at a time.
const CHUNK: u64 = 64;
/// How many chunks there are at most.
const MOST_CHUNKS: u64 = 4096;
/// How many threads work at most.
const MOST_THREADS: usize = 256;

/// Draws many runners and compares what is on with what the posteriors say.
///
/// # Examples
///
/// ```
/// use heavylegs::Engine;
/// use heavylegs::simulate::{Simulator, Study};
///
/// let simulator = Simulator::new(&Engine::builtin(), 1);
/// let drift = Study::new(&simulator).runners(100).threads(2).drift(&[0, 5]);
/// assert!((drift.steps[0].ratio - 1.0).abs() < 1e-12);
/// ```
#[derive(Clone, Copy)]
pub struct Study<'a> {
    pub(super) simulator: &'a Simulator,
    pub(super) runners: u64,
    pub(super) answered: f64,
    threads: usize,
    progress: &'a (dyn Fn(u64) + Sync),
    stop: &'a (dyn Fn() -> bool + Sync),
}

impl std::fmt::Debug for Study<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Study")
            .field("runners", &self.runners)
            .field("answered", &self.answered)
            .finish_non_exhaustive()
    }
}

impl<'a> Study<'a> {
    /// Returns a study of 10 000 runners who answer everything, on one thread.
    #[must_use]
    pub fn new(simulator: &'a Simulator) -> Self {
        Self {
            simulator,
            runners: 10_000,
            answered: 1.0,
            threads: 1,
            progress: &|_| {},
            stop: &|| false,
        }
    }

    /// Takes runners from another simulator; the rest stays.
    #[must_use]
    pub fn of(self, simulator: &'a Simulator) -> Self {
        Self { simulator, ..self }
    }

    /// Sets how many runners are drawn.
    #[must_use]
    pub fn runners(self, runners: u64) -> Self {
        Self { runners, ..self }
    }

    /// Sets with which probability (0 to 1) each question that may be asked is answered.
    #[must_use]
    pub fn answered(self, share: f64) -> Self {
        Self { answered: share.clamp(0.0, 1.0), ..self }
    }

    /// Sets the number of threads. It changes no result.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads: threads.max(1), ..self }
    }

    /// Sets what is called, from any thread, with the number of runners that are done since the last call.
    #[must_use]
    pub fn on_progress(self, progress: &'a (dyn Fn(u64) + Sync)) -> Self {
        Self { progress, ..self }
    }

    /// Sets what is asked, from any thread, before runners are drawn: once it says yes no more are. What a study returns after
    /// that leaves out an unknown part of its runners, and is to be thrown away.
    #[must_use]
    pub fn stop_when(self, stop: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self { stop, ..self }
    }

    /// Compares predicted probabilities with how often causes are on.
    #[must_use]
    pub fn calibration(&self) -> Calibration {
        calibrate(self)
    }

    /// Draws this many runners for each of these scored causes, in whom it is on, and looks whether it is found. Ids that are no
    /// scored cause are left out.
    #[must_use]
    pub fn recovery<'i>(&self, causes: impl IntoIterator<Item = &'i str>) -> Recovery {
        let causes = causes.into_iter().filter_map(|id| self.simulator.cause_index(id));
        recover(self, &causes.collect::<Vec<_>>())
    }

    /// Returns how the sum of the posteriors moves as questions are answered in random order; each step is a number of answers.
    /// A last step, with everything answered, is added.
    #[must_use]
    pub fn drift(&self, steps: &[usize]) -> Drift {
        drift(self, steps)
    }

    /// Returns how far the three first families depend on all priors and all leaks.
    #[must_use]
    pub fn robustness(&self) -> Robustness {
        robustness(self)
    }

    /// Does `work` on chunks of the runners and returns the results in the order of the chunks.
    pub(super) fn in_chunks<T: Send>(
        &self,
        work: impl Fn(Range<u64>, &mut Desk<'_>) -> T + Sync,
    ) -> Vec<T> {
        let next = AtomicU64::new(0);
        // Each chunk keeps its sums until the end: their number is bounded, and does not depend on the threads.
        let size = CHUNK.max(self.runners.div_ceil(MOST_CHUNKS));
        let threads = self.threads.min(MOST_THREADS);
        let toil = || {
            let mut desk = Desk::new(*self);
            let mut done = Vec::new();
            loop {
                let chunk = next.fetch_add(1, Ordering::Relaxed);
                let start = chunk.saturating_mul(size);
                if start >= self.runners || (self.stop)() {
                    return done;
                }
                let end = self.runners.min(start.saturating_add(size));
                done.push((chunk, work(start..end, &mut desk)));
                (self.progress)(end - start);
            }
        };
        let mut results = if threads == 1 {
            toil()
        } else {
            std::thread::scope(|scope| {
                let others: Vec<_> = (1..threads).map(|_| scope.spawn(toil)).collect();
                let mut results = toil();
                for other in others {
                    match other.join() {
                        Ok(more) => results.extend(more),
                        Err(panic) => std::panic::resume_unwind(panic),
                    }
                }
                results
            })
        };
        results.sort_by_key(|(chunk, _)| *chunk);
        results.into_iter().map(|(_, result)| result).collect()
    }
}

/// Where one thread draws and infers: buffers that are kept from runner to runner.
pub(super) struct Desk<'a> {
    pub(super) study: Study<'a>,
    pub(super) drawn: Drawn,
    /// What the runner has answered, by observation and as a list.
    pub(super) told: Vec<Option<Answer>>,
    pub(super) items: Vec<Item>,
    /// Answers that say too little to count.
    pub(super) doubtful: Vec<Item>,
    pub(super) query: Query,
    pub(super) workspace: Workspace,
    context: Vec<Item>,
}

impl<'a> Desk<'a> {
    fn new(study: Study<'a>) -> Self {
        Self {
            study,
            drawn: Drawn::default(),
            told: Vec::new(),
            items: Vec::new(),
            doubtful: Vec::new(),
            query: Query::default(),
            workspace: Workspace::new(),
            context: Vec::new(),
        }
    }

    /// Draws a runner, who answers what the study says. Returns whether one was found.
    pub(super) fn meet(&mut self, population: Population, index: u64) -> bool {
        let simulator = self.study.simulator;
        if !simulator.draw(population, index, &mut self.drawn) {
            return false;
        }
        let count = self.drawn.truth.len();
        let asks = answered(simulator.seed, population.stream(), index, self.study.answered, count);
        let asked = |at: ObservationIndex| asks.get(usize::from(at)) == Some(&true);
        simulator.reveal(&self.drawn.truth, asked, &mut self.told, &mut self.items);
        self.set_doubtful_aside();
        true
    }

    /// Takes out what says too little, as an assessment does.
    pub(super) fn set_doubtful_aside(&mut self) {
        let items = std::mem::take(&mut self.items);
        let mut compiled = Compiled { items, ..Compiled::default() };
        compiled.set_doubtful_aside(self.study.simulator.engine.network());
        (self.items, self.doubtful) = (compiled.items, compiled.doubtful);
    }

    /// The posteriors given the answers.
    pub(super) fn posteriors(&mut self) -> &[f64] {
        self.fill();
        self.answer(self.study.simulator.engine.network())
    }

    /// Makes the query of the answers.
    pub(super) fn fill(&mut self) {
        let engine = &self.study.simulator.engine;
        let (network, settings) = (engine.network(), engine.knowledge().settings());
        self.query.fill(network, settings, &self.items, None, &mut self.workspace.odds_scratch);
    }

    /// Answers the query in a network: the engine's, or one with other leaks.
    pub(super) fn answer(&mut self, network: &Network) -> &[f64] {
        let settings = self.study.simulator.engine.knowledge().settings();
        self.workspace.answer(network, settings, &self.query, settings.max_multiply_adds);
        self.workspace.probabilities()
    }

    /// The posteriors without what was said of how long it has lasted.
    pub(super) fn untimed_posteriors(&mut self, into: &mut Vec<f64>) {
        let observations = self.study.simulator.engine.knowledge().observations();
        let told = self.items.iter().position(|item| {
            observations.get(usize::from(item.observation)).is_some_and(Observation::is_duration)
        });
        let duration = told.map(|at| (at, self.items.remove(at)));
        self.posteriors();
        into.clear();
        into.extend_from_slice(self.workspace.probabilities());
        if let Some((at, item)) = duration {
            self.items.insert(at, item);
        }
    }

    /// The posteriors with only the context known, which is what the urgency and the recovery call the prior.
    pub(super) fn context_posteriors(&mut self, into: &mut Vec<f64>) {
        let observations = self.study.simulator.engine.knowledge().observations();
        let is_context = |item: &&Item| {
            observations
                .get(usize::from(item.observation))
                .is_some_and(|o| matches!(o.role, Role::Context(_)))
        };
        self.context.clear();
        self.context.extend(self.items.iter().filter(is_context));
        std::mem::swap(&mut self.context, &mut self.items);
        self.fill();
        std::mem::swap(&mut self.context, &mut self.items);
        into.clear();
        into.extend(self.query.odds.iter().map(|odds| odds / (1.0 + odds)));
    }
}
