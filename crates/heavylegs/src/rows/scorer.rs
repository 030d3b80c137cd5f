//! Buffers for scoring one row after another.

use super::column::Cell;
use super::scored::Scored;
use crate::assess::derived_limit;
use crate::engine::Engine;
use crate::evidence::{Compiled, Item};
use crate::infer::Workspace;
use crate::infer::query::Query;
use crate::network::{CauseIndex, Rule, Truth};

/// How many patterns of present symptoms a scorer keeps the plans of: 2^12, some megabytes at most.
const PLANS: usize = 4096;

/// Scores one row after another: after the first rows nothing is allocated.
///
/// One scorer serves one thread. What it keeps from earlier rows changes no bit of a later one.
#[derive(Debug, Clone)]
pub struct Scorer {
    pub(super) engine: Engine,
    /// What rules see.
    pub(super) known: Compiled,
    /// The red flags whose rules hold.
    pub(super) fired: Vec<usize>,
    /// The rule by which the runner is outside the scope.
    pub(super) outside: Option<usize>,
    /// Rules that test something known, as bits.
    tested: Vec<u64>,
    query: Query,
    pub(super) workspace: Workspace,
    /// What the probabilities take in, once it is asked for.
    pub(super) items: Vec<Item>,
    pub(super) has_items: bool,
    pub(super) context: Context,
    untimed: Workspace,
    has_untimed: bool,
    subset: Vec<Item>,
    pub(super) order: Vec<usize>,
    pub(super) gains: Vec<(f64, CauseIndex)>,
    pub(super) advice: Vec<(f64, usize)>,
}

/// The posteriors with the context alone.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// The context they belong to; neighbours in a table often share it.
    items: Option<Vec<Item>>,
    workspace: Workspace,
}

impl Context {
    pub(super) fn posterior_odds(&self) -> &[f64] {
        &self.workspace.sweep.posterior_odds
    }

    pub(super) fn probabilities(&self) -> &[f64] {
        self.workspace.probabilities()
    }

    fn is_of(&self, items: &[Item]) -> bool {
        let same = |a: &Item, b: &Item| a.observation == b.observation && a.answer == b.answer;
        self.items.as_ref().is_some_and(|known| {
            known.len() == items.len() && known.iter().zip(items).all(|(a, b)| same(a, b))
        })
    }
}

impl Scorer {
    /// Returns a scorer with empty buffers.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        Self {
            engine: engine.clone(),
            known: Compiled::default(),
            fired: Vec::new(),
            outside: None,
            tested: Vec::new(),
            query: Query::default(),
            workspace: Workspace::with_plans(PLANS),
            items: Vec::new(),
            has_items: false,
            context: Context::default(),
            untimed: Workspace::with_plans(PLANS),
            has_untimed: false,
            subset: Vec::new(),
            order: Vec::new(),
            gains: Vec::new(),
            advice: Vec::new(),
        }
    }

    /// Scores a row. Of two cells of one observation the first counts; cells in the order of [`Column::position`](super::Column::position) save
    /// a sort.
    pub fn score(&mut self, cells: &[Cell]) -> Scored<'_> {
        self.known.items.clear();
        self.known.items.extend(cells.iter().filter_map(|cell| cell.item));
        if !self.known.items.is_sorted_by_key(|item| item.observation) {
            self.known.items.sort_by_key(|item| item.observation);
        }
        self.known.items.dedup_by_key(|item| item.observation);
        self.known.set_doubtful_aside(self.engine.network());
        self.apply_rules();
        self.has_items = false;
        let limit = self.engine.knowledge().settings().max_multiply_adds;
        run(&self.engine, &mut self.query, &mut self.workspace, &self.known.items, limit);
        Scored { scorer: self }
    }

    /// Rules first: red flags and scope.
    fn apply_rules(&mut self) {
        let Self { engine, known, fired, tested, .. } = self;
        let network = engine.network();
        let holds = |rule: &Rule| rule.truth(&|at| known.answer(at)) == Truth::Holds;
        fired.clear();
        let observations = known.items.iter().chain(&known.doubtful).map(|item| item.observation);
        network.red_flags_needing.each(observations, tested, |at| {
            if network.red_flags.get(at).is_some_and(holds) {
                fired.push(at);
            }
        });
        self.outside = network.scope.iter().position(holds);
    }

    /// Collects what the probabilities take in, and works out the posteriors with the context alone.
    pub(super) fn stand(&mut self) {
        if self.has_items {
            return;
        }
        self.has_items = true;
        let aside = self.workspace.set_aside();
        let kept = self.known.items.iter().filter(|item| !aside.contains(&item.observation));
        self.items.clear();
        self.items.extend(kept);
        let network = self.engine.network();
        self.subset.clear();
        let background =
            self.items.iter().filter(|item| network.about(item.observation).is_context);
        self.subset.extend(background);
        if !self.context.is_of(&self.subset) {
            let limit = self.engine.knowledge().settings().max_multiply_adds;
            let workspace = &mut self.context.workspace;
            run(&self.engine, &mut self.query, workspace, &self.subset, limit);
            let items = self.context.items.get_or_insert_default();
            items.clone_from(&self.subset);
        }
    }

    /// Works out the posteriors without what was said of how long it has lasted, where something was.
    pub(super) fn forget_duration(&mut self) {
        let network = self.engine.network();
        let timed = |item: &Item| network.about(item.observation).is_duration;
        self.has_untimed = self.items.iter().any(timed);
        if self.has_untimed {
            self.subset.clear();
            self.subset.extend(self.items.iter().filter(|item| !timed(item)));
            let limit = derived_limit(self.items.len(), self.engine.knowledge().settings());
            run(&self.engine, &mut self.query, &mut self.untimed, &self.subset, limit);
        }
    }

    /// Those posteriors.
    pub(super) fn untimed(&self) -> &[f64] {
        let workspace = if self.has_untimed { &self.untimed } else { &self.workspace };
        workspace.probabilities()
    }
}

fn run(engine: &Engine, query: &mut Query, workspace: &mut Workspace, items: &[Item], limit: u64) {
    let (network, settings) = (engine.network(), engine.knowledge().settings());
    query.fill(network, settings, items, None, &mut workspace.odds_scratch);
    workspace.answer(network, settings, query, limit);
}
