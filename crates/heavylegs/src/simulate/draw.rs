//! Drawing one runner: causes, and everything that could be asked.

use super::random::{Purpose, Random};
use super::reveal::{items_of, known};
use super::tables::How;
use super::{Order, Simulator};
use crate::evidence::{Answer, Item};
use crate::infer::odds::{OddsScratch, odds_into};
use crate::infer::query::symptom_node;
use crate::network::{CauseIndex, ObservationIndex, Rule, Truth};

/// After this many attempts a cause counts as one that the population never has.
const MOST_TRIES: u32 = 1_000_000;

/// What is true of one runner, and buffers for drawing it.
#[derive(Debug, Default, Clone)]
pub(super) struct Drawn {
    /// Whether each scored cause is on.
    pub(super) causes: Vec<bool>,
    /// What would be answered, by observation.
    pub(super) truth: Vec<Option<Answer>>,
    items: Vec<Item>,
    odds: Vec<f64>,
    scratch: OddsScratch,
}

/// Who is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Population {
    /// Runners with heavy legs.
    All,
    /// Those in whom a cause is on.
    With(CauseIndex),
}

impl Population {
    /// The number of its random stream.
    pub(super) fn stream(self) -> u64 {
        match self {
            Self::All => 0,
            Self::With(cause) => 1 + u64::from(cause),
        }
    }
}

impl Simulator {
    /// Draws a runner of a population. Returns whether it was found.
    pub(super) fn draw(&self, population: Population, index: u64, drawn: &mut Drawn) -> bool {
        let mut random = Random::new(self.seed, Purpose::Truth, population.stream(), index);
        for _ in 0..MOST_TRIES {
            self.draw_before_causes(&mut random, drawn);
            if self.draw_causes(population, &mut random, drawn) {
                if self.order != Order::FactorsFirst {
                    self.draw_levels(&mut random, drawn);
                }
                self.draw_symptoms(population, index, &mut random, drawn);
                return true;
            }
        }
        false
    }

    /// Draws what comes before the causes: the roots, or everything that is no symptom.
    fn draw_before_causes(&self, random: &mut Random, drawn: &mut Drawn) {
        drawn.truth.clear();
        drawn.truth.resize(self.tables.how.len(), None);
        let strata = &self.tables.strata;
        if let Some((_, levels)) = strata.get(random.pick(strata.iter().map(|(share, _)| *share))) {
            for (at, level) in levels {
                set(&mut drawn.truth, *at, level_answer(*level));
            }
        }
        for at in self.tables.indices().filter(|at| self.comes_first(*at)) {
            if let How::Levels(shares) = self.tables.how(at) {
                let level = random.pick(shares.iter().copied());
                set(&mut drawn.truth, at, level_answer(level));
            }
        }
        self.withdraw(&mut drawn.truth);
    }

    /// Whether an observation is drawn before the causes.
    fn comes_first(&self, at: ObservationIndex) -> bool {
        match self.tables.how(at) {
            How::Never | How::Stratum => true,
            How::Levels(_) => self.order == Order::FactorsFirst || self.tables.is_root(at),
            How::Symptom(_) => false,
        }
    }

    /// Takes back what does not apply: what is asked only when something holds that can't hold any more.
    fn withdraw(&self, truth: &mut [Option<Answer>]) {
        loop {
            let out = self.tables.indices().find(|at| {
                let known = truth.get(usize::from(*at)).is_some_and(Option::is_some);
                known && self.asked_when(*at).is_some_and(|rule| !self.can_hold(rule, truth))
            });
            let Some(out) = out else { return };
            if let Some(slot) = truth.get_mut(usize::from(out)) {
                *slot = None;
            }
        }
    }

    /// Whether a condition holds, or can hold with what is drawn later.
    fn can_hold(&self, rule: &Rule, truth: &[Option<Answer>]) -> bool {
        let parts = |parts: &[Rule]| parts.iter().filter(|part| self.can_hold(part, truth)).count();
        match rule {
            Rule::All(all) => parts(all) == all.len(),
            Rule::Any(any) => parts(any) >= 1,
            Rule::TwoOf(two) => parts(two) >= 2,
            Rule::Symptom(at, _) | Rule::Levels(at, _) | Rule::Compare(at, ..) => {
                !self.comes_first(*at) || rule.truth(&|at| known(truth, at)) == Truth::Holds
            }
        }
    }

    pub(super) fn asked_when(&self, at: ObservationIndex) -> Option<&Rule> {
        let rules = &self.engine.network().ask_when;
        rules.get(usize::from(at)).and_then(Option::as_ref).filter(|_| !self.ungated)
    }

    /// Draws the causes by the engine's own odds given what is drawn before them. Returns whether the runner belongs to the
    /// population.
    fn draw_causes(&self, population: Population, random: &mut Random, drawn: &mut Drawn) -> bool {
        items_of(&drawn.truth, &mut drawn.items);
        let (network, settings) = (self.engine.network(), self.engine.knowledge().settings());
        odds_into(network, settings, &drawn.items, None, &mut drawn.scratch, &mut drawn.odds);
        let mut wanted = None;
        if let Population::With(cause) = population {
            let at = usize::from(cause);
            let most =
                self.tables.most.get(at).map_or(f64::INFINITY, |[roots, all]| match self.order {
                    Order::CausesFirst | Order::SharesKept => *roots,
                    Order::FactorsFirst => *all,
                });
            let odds = drawn.odds.get(at).copied().unwrap_or(0.0);
            // Rejection: runners with the cause are as common as the cause is probable.
            if random.unit() * (most / (1.0 + most)).min(1.0) >= odds / (1.0 + odds) {
                return false;
            }
            wanted = Some(at);
        }
        drawn.causes.clear();
        let causes = drawn.odds.iter().enumerate();
        drawn.causes.extend(causes.map(|(at, odds)| {
            let is_on = random.unit() < odds / (1.0 + odds);
            is_on || wanted == Some(at)
        }));
        true
    }

    /// Draws the levels of what is neither root nor symptom, given the causes.
    fn draw_levels(&self, random: &mut Random, drawn: &mut Drawn) {
        let mut weights = Vec::new();
        for at in self.tables.indices().filter(|at| !self.comes_first(*at)) {
            let How::Levels(shares) = self.tables.how(at) else { continue };
            weights.clear();
            weights.extend_from_slice(shares);
            for pull in self.tables.pulls.get(usize::from(at)).into_iter().flatten() {
                let cause = usize::from(pull.cause);
                let on = drawn.causes.get(cause).copied().unwrap_or(false);
                let row = drawn.scratch.row(cause);
                for (level, weight) in weights.iter_mut().enumerate() {
                    *weight *= pull.shift(row, level, on);
                }
            }
            let level = random.pick(weights.iter().copied());
            set(&mut drawn.truth, at, level_answer(level));
        }
    }

    /// Draws the symptoms by noisy-OR.
    fn draw_symptoms(
        &self,
        population: Population,
        index: u64,
        random: &mut Random,
        drawn: &mut Drawn,
    ) {
        let mut shock = Random::new(self.seed, Purpose::Shock, population.stream(), index);
        let common = shock.unit();
        for at in self.tables.indices() {
            let How::Symptom(base) = self.tables.how(at) else { continue };
            let own = random.unit();
            let joins = *base >= self.vague_from && shock.unit() < self.joins;
            let probability = self.symptom(at, &drawn.causes);
            let is_present = (if joins { common } else { own }) < probability;
            set(&mut drawn.truth, at, if is_present { Answer::Present } else { Answer::Absent });
        }
    }

    /// P(symptom | causes).
    fn symptom(&self, at: ObservationIndex, causes: &[bool]) -> f64 {
        let Some(node) = symptom_node(self.engine.network(), at) else { return 0.0 };
        let on =
            node.links.iter().filter(|link| causes.get(usize::from(link.cause)) == Some(&true));
        1.0 - on.fold(1.0 - node.leak.value, |silent, link| silent * (1.0 - link.q.value))
    }
}

/// A level as an answer.
pub(super) fn level_answer(level: usize) -> Answer {
    Answer::Levels { bits: 1_u32 << level, number: None }
}

pub(super) fn set(answers: &mut [Option<Answer>], at: ObservationIndex, answer: Answer) {
    if let Some(slot) = answers.get_mut(usize::from(at)) {
        *slot = Some(answer);
    }
}
