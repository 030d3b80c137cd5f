//! Buffers for repeated inference.

use super::odds::OddsScratch;
use super::plan::{MOST_OPEN, Plan, PlanBuffers};
use super::query::{Open, Query, symptom_node};
use super::sweep::Sweep;
use crate::knowledge::Settings;
use crate::network::{Network, ObservationIndex};

/// Buffers for repeated inference: after the first call with a pattern of evidence nothing is allocated.
///
/// One workspace serves one thread; an [`Engine`](crate::Engine) can be shared by all. A workspace can serve several engines
/// in turn: what it has planned for one is never used for another.
#[derive(Debug, Default, Clone)]
pub struct Workspace {
    pub(crate) odds_scratch: OddsScratch,
    pub(crate) sweep: Sweep,
    plan: Plan,
    plan_buffers: PlanBuffers,
    /// The network and the limit on work that the plan was made for; nothing: there is no plan.
    planned_in: Option<(u64, u64)>,
    /// The open symptoms it was made for, before any was set aside.
    planned_for: Vec<ObservationIndex>,
    open: Vec<Open>,
    set_aside: Vec<ObservationIndex>,
    probabilities: Vec<f64>,
}

impl Workspace {
    /// Returns empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets the plan of the last pattern, so that the next call makes a new one. For measurements.
    pub fn forget_plan(&mut self) {
        self.planned_in = None;
    }

    /// Returns P(no cause is at work | evidence) of the last call of
    /// [`Engine::posteriors_into`](crate::Engine::posteriors_into); 0 before the first.
    #[must_use]
    pub fn none_of_these(&self) -> f64 {
        self.sweep.none
    }

    /// Returns the posterior probability of each scored cause, from the last call.
    #[must_use]
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// The symptoms that were set aside in the last call because the tables would have become too large.
    pub(crate) fn set_aside(&self) -> &[ObservationIndex] {
        &self.set_aside
    }

    /// The plan of the last call, and the open symptoms that it sweeps.
    pub(crate) fn planned(&self) -> (&Plan, &[Open]) {
        (&self.plan, &self.open)
    }

    /// Answers a query with the limit on work of `limit` multiply-adds.
    pub(crate) fn answer(
        &mut self,
        network: &Network,
        settings: &Settings,
        query: &Query,
        limit: u64,
    ) {
        self.prepare(network, settings, query, limit);
        self.sweep.run(network, query, &self.plan, &self.open);
        self.probabilities.clear();
        let odds = self.sweep.posterior_odds.iter();
        self.probabilities.extend(odds.map(|odds| odds / (1.0 + odds)));
    }

    /// Makes the plan of the pattern, unless it is the last one; sets symptoms aside while it is too large.
    fn prepare(&mut self, network: &Network, settings: &Settings, query: &Query, limit: u64) {
        let key = Some((network.stamp, limit));
        let same = self.planned_in == key
            && self.planned_for.len() == query.open.len()
            && self
                .planned_for
                .iter()
                .zip(&query.open)
                .all(|(symptom, open)| *symptom == open.symptom);
        self.open.clear();
        self.open.extend_from_slice(&query.open);
        if same {
            let plan = &self.plan;
            self.open.retain(|open| plan.pattern.binary_search(&open.symptom).is_ok());
            return;
        }
        self.planned_in = key;
        self.planned_for.clear();
        self.planned_for.extend(query.open.iter().map(|open| open.symptom));
        self.set_aside.clear();
        let mut pattern = std::mem::take(&mut self.plan_buffers.pattern);
        loop {
            pattern.clear();
            pattern.extend(self.open.iter().map(|open| open.symptom));
            if pattern.len() <= MOST_OPEN {
                self.plan.rebuild(network, &pattern, &mut self.plan_buffers);
                let fits = self.plan.multiply_adds <= limit
                    && self.plan.table_bytes() <= settings.max_table_bytes;
                if fits || pattern.is_empty() {
                    break;
                }
            }
            self.set_aside_the_vaguest(network);
        }
        self.plan_buffers.pattern = pattern;
    }

    /// Makes the open symptom with the highest base rate unknown; of equals the one with the larger id.
    fn set_aside_the_vaguest(&mut self, network: &Network) {
        let base = |open: &Open| symptom_node(network, open.symptom).map_or(0.0, |node| node.base);
        let vaguest = self
            .open
            .iter()
            .enumerate()
            .max_by(|(i, a), (j, b)| base(a).total_cmp(&base(b)).then(i.cmp(j)));
        if let Some((at, _)) = vaguest {
            self.set_aside.push(self.open.remove(at).symptom);
        }
    }
}
