//! Many questions to one network: with, without and only some of the answers.

use crate::engine::Engine;
use crate::evidence::{Answer, Compiled, Item};
use crate::infer::query::{Query, symptom_node};
use crate::infer::scale::Scaled;
use crate::infer::{Work, Workspace};
use crate::knowledge::{Settings, Texts};
use crate::network::{About, CauseIndex, Effects, ObservationIndex};

/// The multiply-adds that all derived inferences of one assessment may use together: well below a second.
const DERIVED_WORK: u64 = 1 << 29;
/// The inferences of the stability draws and of groups of causes.
const DRAWS_AND_GROUPS: u64 = 80;

/// The limit on work of one derived inference: two for each answer, two for each present symptom, and the draws share
/// what there is.
pub(crate) fn derived_limit(answers: usize, settings: &Settings) -> u64 {
    let count = 4 * answers as u64 + DRAWS_AND_GROUPS;
    (DERIVED_WORK / count).min(settings.max_multiply_adds)
}

/// Inference over subsets of one runner's answers.
pub(super) struct Session<'a> {
    pub(super) engine: &'a Engine,
    pub(super) texts: &'a Texts,
    /// The answers that count, without symptoms that were set aside.
    pub(super) items: Vec<Item>,
    workspace: Workspace,
    query: Query,
    subset: Vec<Item>,
}

/// Posteriors of one subset of answers.
#[derive(Debug, Clone)]
pub(crate) struct Posteriors {
    pub(crate) probabilities: Vec<f64>,
    pub(crate) odds: Vec<f64>,
    pub(crate) none: f64,
    pub(crate) total: Scaled,
    pub(crate) set_aside: Vec<ObservationIndex>,
}

impl<'a> Session<'a> {
    pub(super) fn new(engine: &'a Engine, compiled: &Compiled, texts: &'a Texts) -> Self {
        Self {
            engine,
            texts,
            items: compiled.items.clone(),
            workspace: Workspace::new(),
            query: Query::default(),
            subset: Vec::new(),
        }
    }

    /// What all questions so far took.
    pub(super) fn work(&self) -> Work {
        self.workspace.work()
    }

    /// The main answer, with the whole limit; what it sets aside is left out of everything that follows.
    pub(super) fn main(&mut self) -> Posteriors {
        let limit = self.engine.knowledge().settings().max_multiply_adds;
        let posteriors = self.ask(|_, _| true, None, &[], limit);
        self.drop(&posteriors.set_aside);
        posteriors
    }

    /// The same answer within the smaller limit of derived inferences; what that sets aside is left out as well.
    pub(super) fn derived_main(&mut self) -> Posteriors {
        let posteriors = self.with(|_, _| true);
        self.drop(&posteriors.set_aside);
        posteriors
    }

    fn derived_limit(&self) -> u64 {
        derived_limit(self.items.len(), self.engine.knowledge().settings())
    }

    fn drop(&mut self, set_aside: &[ObservationIndex]) {
        self.items.retain(|item| !set_aside.contains(&item.observation));
    }

    /// Asks with those answers for which `keep` holds.
    pub(super) fn with(&mut self, keep: impl Fn(usize, &Item) -> bool) -> Posteriors {
        self.ask(keep, None, &[], self.derived_limit())
    }

    /// Asks without what was said of how long it has lasted; `all` is the answer with it.
    pub(super) fn without_duration(&mut self, all: &Posteriors) -> Posteriors {
        let told = self.items.iter().position(|item| self.about(item).is_duration);
        told.map_or_else(|| all.clone(), |told| self.with(|at, _| at != told))
    }

    /// Asks with all answers and numbers moved by a draw.
    pub(super) fn moved(&mut self, draw: u64) -> &[f64] {
        let limit = self.derived_limit();
        self.run(|_, _| true, Some(draw), &[], limit);
        self.workspace.probabilities()
    }

    /// Asks with all answers while some causes are known to be off.
    pub(super) fn without_causes(&mut self, off: &[CauseIndex]) -> Posteriors {
        self.ask(|_, _| true, None, off, self.derived_limit())
    }

    /// Asks with one answer replaced.
    pub(super) fn replaced(&mut self, at: usize, answer: Answer) -> Posteriors {
        let Some(item) = self.items.get_mut(at) else { return self.with(|_, _| true) };
        let before = std::mem::replace(&mut item.answer, answer);
        let posteriors = self.with(|_, _| true);
        if let Some(item) = self.items.get_mut(at) {
            item.answer = before;
        }
        posteriors
    }

    fn ask(
        &mut self,
        keep: impl Fn(usize, &Item) -> bool,
        draw: Option<u64>,
        off: &[CauseIndex],
        limit: u64,
    ) -> Posteriors {
        self.run(keep, draw, off, limit);
        Posteriors {
            probabilities: self.workspace.probabilities().to_vec(),
            odds: self.workspace.sweep.posterior_odds.clone(),
            none: self.workspace.sweep.none,
            total: self.workspace.sweep.total,
            set_aside: self.workspace.set_aside().to_vec(),
        }
    }

    fn run(
        &mut self,
        keep: impl Fn(usize, &Item) -> bool,
        draw: Option<u64>,
        off: &[CauseIndex],
        limit: u64,
    ) {
        self.subset.clear();
        let kept = self.items.iter().enumerate().filter(|(at, item)| keep(*at, item));
        self.subset.extend(kept.map(|(_, item)| *item));
        let (network, settings) = (self.engine.network(), self.engine.knowledge().settings());
        let scratch = &mut self.workspace.odds_scratch;
        self.query.fill(network, settings, &self.subset, draw, scratch);
        for cause in off {
            if let Some(odds) = self.query.odds.get_mut(usize::from(*cause)) {
                *odds = 0.0;
            }
        }
        self.workspace.answer(network, settings, &self.query, limit);
    }

    /// What the observation of an answer is to an assessment.
    pub(super) fn about(&self, item: &Item) -> About {
        self.engine.network().about(item.observation)
    }

    /// The causes an answer acts on directly.
    pub(super) fn touched(&self, item: &Item) -> Vec<CauseIndex> {
        let network = self.engine.network();
        let mut causes: Vec<CauseIndex> = match network.effects.get(usize::from(item.observation)) {
            Some(Effects::Symptom(node)) => node.links.iter().map(|link| link.cause).collect(),
            Some(Effects::Factor(effects)) => effects.iter().map(|effect| effect.cause).collect(),
            Some(Effects::Descriptor(effects)) => effects.iter().map(|e| e.cause).collect(),
            Some(Effects::Measurement(effects)) => effects.iter().map(|e| e.cause).collect(),
            Some(Effects::Context) | None => Vec::new(),
        };
        let rows = (0..).zip(&network.causes);
        causes.extend(rows.filter_map(|(cause, node): (CauseIndex, _)| {
            node.tests(item.observation).then_some(cause)
        }));
        causes.sort_unstable();
        causes.dedup();
        causes
    }

    /// For each cause the number of its component: causes that open symptoms tie together.
    pub(super) fn components(&self) -> Vec<usize> {
        let network = self.engine.network();
        let mut component: Vec<usize> = (0..network.causes.len()).collect();
        for item in self.items.iter().filter(|item| is_open(item)) {
            let Some(node) = symptom_node(network, item.observation) else { continue };
            let members: Vec<usize> = node
                .links
                .iter()
                .filter_map(|link| component.get(usize::from(link.cause)).copied())
                .collect();
            let Some(lowest) = members.iter().copied().min() else { continue };
            for number in &mut component {
                if members.contains(number) {
                    *number = lowest;
                }
            }
        }
        component
    }
}

/// Whether an answer is a present or likely symptom.
pub(super) fn is_open(item: &Item) -> bool {
    matches!(item.answer, Answer::Present | Answer::Likelihood(..))
}
