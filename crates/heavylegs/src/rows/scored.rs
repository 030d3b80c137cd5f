//! What is known of a row once it is scored.

use super::scorer::Scorer;
use crate::assess::coverage::{Outcome, coverage};
use crate::assess::triage::from_posteriors;
use crate::assess::{Coverage, candidates};
use crate::knowledge::{Activity, Cause, RedFlag, Urgency};

/// A row that was scored. The posteriors are there; the rest is worked out when it is asked for.
#[derive(Debug)]
pub struct Scored<'a> {
    pub(super) scorer: &'a mut Scorer,
}

impl Scored<'_> {
    /// Returns the posterior probability of each scored cause, in the order of [`Engine::scored_causes`](crate::Engine::scored_causes).
    ///
    /// They are numbers for programs, also where the runner is [outside the scope](Scored::outside_scope), for whom an
    /// assessment ranks no causes.
    #[must_use]
    pub fn probabilities(&self) -> &[f64] {
        self.scorer.workspace.probabilities()
    }

    /// Returns P(no cause is at work | evidence).
    #[must_use]
    pub fn none_of_these(&self) -> f64 {
        self.scorer.workspace.none_of_these()
    }

    /// Returns whether every symptom was used; with very many, some are left out to keep the work bounded.
    #[must_use]
    pub fn exact(&self) -> bool {
        self.scorer.workspace.set_aside().is_empty()
    }

    /// Returns how many multiply-adds the plan of the sweep takes, and how many answers there were: what a row costs.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.scorer.workspace.planned().map_or(0, |(plan, _)| plan.multiply_adds)
    }

    /// Returns the red flags whose rules hold, in the order of their ids.
    pub fn red_flags(&self) -> impl Iterator<Item = &RedFlag> + '_ {
        let flags = self.scorer.engine.knowledge().red_flags();
        self.scorer.fired.iter().filter_map(|at| flags.get(*at))
    }

    /// Returns the least urgency, and what running is all right at most: those of the red flags, which no score can lower.
    #[must_use]
    pub fn floor(&self) -> (Urgency, Activity) {
        let flags = self.red_flags().map(|flag| (flag.urgency, flag.activity));
        let least = (Urgency::SelfCare, Activity::AsPlanned);
        flags.fold(least, |a, b| (a.0.max(b.0), a.1.max(b.1)))
    }

    /// Returns the id of the rule by which the runner is outside the scope: no causes are to be ranked then, but red flags count.
    #[must_use]
    pub fn outside_scope(&self) -> Option<&str> {
        let scope = self.scorer.engine.knowledge().scope();
        self.scorer.outside.and_then(|at| scope.get(at)).map(|scope| scope.id.as_str())
    }

    /// Returns how urgent it is, and what running is all right meanwhile: the floor of the red flags, raised by the posteriors.
    pub fn urgency(&mut self) -> (Urgency, Activity) {
        let floor = self.floor();
        if self.outside_scope().is_some() {
            return floor;
        }
        match self.raise() {
            Some((urgency, activity)) => (floor.0.max(urgency), floor.1.max(activity)),
            None => floor,
        }
    }

    /// How far the posteriors raise.
    fn raise(&mut self) -> Option<(Urgency, Activity)> {
        let enough = self.coverage().state == crate::CoverageState::Sufficient;
        let Scorer { engine, workspace, context, .. } = &*self.scorer;
        let (now, prior) = (workspace.probabilities(), context.probabilities());
        let raise = from_posteriors(&candidates(engine, now, prior, now), enough)?;
        if raise.is_of_all() {
            // What was said of the duration counts for less here, so it has to be worked out without.
            self.scorer.forget_duration();
            let Scorer { engine, workspace, context, .. } = &*self.scorer;
            let (now, prior) = (workspace.probabilities(), context.probabilities());
            let untimed = self.scorer.untimed();
            let raise = from_posteriors(&candidates(engine, now, prior, untimed), enough)?;
            return Some((raise.urgency, raise.activity));
        }
        Some((raise.urgency, raise.activity))
    }

    /// Returns how much is known, and whether enough for a leader to be named.
    pub fn coverage(&mut self) -> Coverage {
        self.scorer.stand();
        let Scorer { engine, workspace, context, items, .. } = &*self.scorer;
        let outcome = Outcome {
            probabilities: workspace.probabilities(),
            odds: &workspace.sweep.posterior_odds,
            odds_before: context.posterior_odds(),
            none: workspace.none_of_these(),
        };
        coverage(engine.network(), items, outcome)
    }

    /// Returns for each scored cause by how much its odds moved from what the context alone gives.
    pub fn bayes_factors(&mut self) -> impl Iterator<Item = f64> + '_ {
        self.scorer.stand();
        let Scorer { workspace, context, .. } = &*self.scorer;
        workspace
            .sweep
            .posterior_odds
            .iter()
            .zip(context.posterior_odds())
            .map(|(now, before)| now / before)
    }

    /// Returns the most probable causes with their probabilities, first one first; of equals the first id.
    pub fn leading_causes(&mut self, most: usize) -> impl Iterator<Item = (&Cause, f64)> + '_ {
        self.sort();
        self.ordered().take(most)
    }

    /// Returns the leading cause of each family with its probability, the most probable family first.
    pub fn leading_families(&mut self, most: usize) -> impl Iterator<Item = (&Cause, f64)> + '_ {
        self.sort();
        let ordered = || self.ordered();
        let leads = move |at: usize, cause: &Cause| {
            ordered().take(at).all(|(earlier, _)| earlier.family != cause.family)
        };
        let families = self.ordered().enumerate().filter(move |(at, (cause, _))| leads(*at, cause));
        families.map(|(_, leader)| leader).take(most)
    }

    fn sort(&mut self) {
        let Scorer { workspace, order, .. } = &mut *self.scorer;
        let probabilities = workspace.probabilities();
        let probability = |at: &usize| probabilities.get(*at).copied().unwrap_or(0.0);
        order.clear();
        order.extend(0..probabilities.len());
        order.sort_unstable_by(|a, b| probability(b).total_cmp(&probability(a)).then(a.cmp(b)));
    }

    /// The causes as they were sorted.
    fn ordered(&self) -> impl Iterator<Item = (&Cause, f64)> + '_ {
        let Scorer { engine, workspace, order, .. } = &*self.scorer;
        order.iter().filter_map(|at| {
            let node = engine.network().causes.get(*at)?;
            let cause = engine.knowledge().causes().get(node.knowledge)?;
            Some((cause, *workspace.probabilities().get(*at)?))
        })
    }
}
