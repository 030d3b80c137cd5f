//! Buffers for repeated inference.

use super::odds::OddsScratch;
use super::plan::{MOST_OPEN, Plan, PlanBuffers, Step};
use super::query::{Open, Query, symptom_node};
use super::sweep::Sweep;
use crate::knowledge::Settings;
use crate::network::{Network, ObservationIndex, splitmix};

/// Buffers for repeated inference: after the first call with a pattern of evidence nothing is allocated.
///
/// One workspace serves one thread; an [`Engine`](crate::Engine) can be shared by all. A workspace can serve several engines
/// in turn: what it has planned for one is never used for another.
#[derive(Debug, Default, Clone)]
pub struct Workspace {
    pub(crate) odds_scratch: OddsScratch,
    pub(crate) sweep: Sweep,
    /// The plans that are kept, each in the place that its pattern gives.
    plans: Vec<Planned>,
    /// The place of the last one.
    at: usize,
    plan_buffers: PlanBuffers,
    open: Vec<Open>,
    probabilities: Vec<f64>,
}

/// A plan and what it was made for.
#[derive(Debug, Default, Clone)]
struct Planned {
    plan: Plan,
    /// The network and the limit on work; nothing: there is no plan.
    within: Option<(u64, u64)>,
    /// The open symptoms, before any was set aside.
    pattern: Vec<ObservationIndex>,
    set_aside: Vec<ObservationIndex>,
}

impl Planned {
    fn is_for(&self, within: (u64, u64), open: &[Open]) -> bool {
        self.within == Some(within)
            && self.pattern.len() == open.len()
            && self.pattern.iter().zip(open).all(|(symptom, open)| *symptom == open.symptom)
    }
}

impl Workspace {
    /// Returns empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns empty buffers that keep the plans of about so many patterns of evidence, for rows in which they come
    /// back; [`Workspace::new`] keeps that of the last. A plan takes one to two kilobytes.
    #[must_use]
    pub fn with_plans(patterns: usize) -> Self {
        Self { plans: vec![Planned::default(); patterns], ..Self::default() }
    }

    /// Forgets all plans, so that the next call makes a new one. For measurements.
    pub fn forget_plan(&mut self) {
        for planned in &mut self.plans {
            planned.within = None;
        }
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
        self.plans.get(self.at).map_or(&[], |planned| &planned.set_aside)
    }

    /// The plan of the last call, and the open symptoms that it sweeps.
    pub(crate) fn planned(&self) -> Option<(&Plan, &[Open])> {
        Some((&self.plans.get(self.at)?.plan, &self.open))
    }

    /// The steps of that plan.
    pub(crate) fn steps(&self) -> &[Step] {
        self.planned().map_or(&[], |(plan, _)| &plan.steps)
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
        if let Some(planned) = self.plans.get(self.at) {
            self.sweep.run(network, query, &planned.plan, &self.open);
        }
        self.probabilities.clear();
        let odds = self.sweep.posterior_odds.iter();
        self.probabilities.extend(odds.map(|odds| odds / (1.0 + odds)));
    }

    /// Makes the plan of the pattern, unless it is kept; sets symptoms aside while it is too large.
    fn prepare(&mut self, network: &Network, settings: &Settings, query: &Query, limit: u64) {
        if self.plans.is_empty() {
            self.plans.push(Planned::default());
        }
        self.at = place(&query.open, self.plans.len());
        self.open.clear();
        self.open.extend_from_slice(&query.open);
        let Some(planned) = self.plans.get_mut(self.at) else { return };
        if planned.is_for((network.stamp, limit), &query.open) {
            let pattern = &planned.plan.pattern;
            if pattern.len() < self.open.len() {
                self.open.retain(|open| pattern.binary_search(&open.symptom).is_ok());
            }
            return;
        }
        planned.within = Some((network.stamp, limit));
        planned.pattern.clear();
        planned.pattern.extend(query.open.iter().map(|open| open.symptom));
        planned.set_aside.clear();
        let mut pattern = std::mem::take(&mut self.plan_buffers.pattern);
        loop {
            pattern.clear();
            pattern.extend(self.open.iter().map(|open| open.symptom));
            if pattern.len() <= MOST_OPEN {
                planned.plan.rebuild(network, &pattern, &mut self.plan_buffers);
                let fits = planned.plan.multiply_adds <= limit
                    && planned.plan.table_bytes() <= settings.max_table_bytes;
                if fits || pattern.is_empty() {
                    break;
                }
            }
            planned.set_aside.extend(without_the_vaguest(network, &mut self.open));
        }
        self.plan_buffers.pattern = pattern;
    }
}

/// Where the plan of a pattern is kept: two patterns in one place only cost the time to plan again.
fn place(open: &[Open], places: usize) -> usize {
    if places <= 1 {
        return 0;
    }
    let mixed = open.iter().fold(open.len() as u64, |mixed, open| {
        splitmix(mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::from(open.symptom))
    });
    usize::try_from(mixed % places as u64).unwrap_or(0)
}

/// Makes the open symptom with the highest base rate unknown, and returns it; of equals the one with the larger id.
fn without_the_vaguest(network: &Network, open: &mut Vec<Open>) -> Option<ObservationIndex> {
    let base = |open: &Open| symptom_node(network, open.symptom).map_or(0.0, |node| node.base);
    let vaguest = open
        .iter()
        .enumerate()
        .max_by(|(i, a), (j, b)| base(a).total_cmp(&base(b)).then(i.cmp(j)))
        .map(|(at, _)| at);
    vaguest.map(|at| open.remove(at).symptom)
}
