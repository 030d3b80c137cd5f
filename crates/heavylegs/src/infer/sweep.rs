//! The sweep: a forward and an adjoint pass over the causes, with positive terms only.
//!
//! The state is one bit for each open symptom whose causes are not all done: "explained yet?". Each cause mixes the table with
//! its triggered copy; a symptom closes with `a·[explained] + b·[not]` after its last cause. Nothing is ever subtracted
//! but from 1, so nothing cancels.

use super::cursor::{Cursor, RunRanges};
use super::plan::{Plan, leak, link};
use super::query::{Open, Query, symptom_node};
use super::runs::{Part, Tables};
use super::scale::{Scaled, exponent_of, power_of_two};
use super::table::{close_symptom, open_symptom, rescale, unclose, unopen};
use crate::network::{Network, Number};

/// Tables and results of one sweep, kept from call to call.
#[derive(Debug, Default, Clone)]
pub(crate) struct Sweep {
    /// Odds after the absent symptoms.
    pub(crate) odds: Vec<f64>,
    /// Posterior odds of every cause.
    pub(crate) posterior_odds: Vec<f64>,
    /// Σ over all states of their weights (off 1, on the odds) times P(evidence of symptoms | state).
    pub(crate) total: Scaled,
    /// P(no cause is on | evidence).
    pub(crate) none: f64,
    tables: Tables,
    leaks: Vec<f64>,
    q: Vec<f64>,
    weights: Vec<(f64, f64)>,
}

impl Default for Scaled {
    fn default() -> Self {
        Self::ONE
    }
}

impl Sweep {
    /// Runs both passes. `open` are the symptoms of the plan's pattern, in its order.
    pub(crate) fn run(&mut self, network: &Network, query: &Query, plan: &Plan, open: &[Open]) {
        self.absent(network, query);
        self.load(network, query, plan);
        self.posterior_odds.clear();
        self.posterior_odds.extend_from_slice(&self.odds);
        self.forward(plan, open);
        self.sum_up(plan, open);
        self.backward(plan, open);
    }

    /// Absent symptoms scale the weight of "on" and need no state.
    fn absent(&mut self, network: &Network, query: &Query) {
        self.odds.clear();
        self.odds.extend_from_slice(&query.odds);
        for symptom in &query.absent {
            let Some(node) = symptom_node(network, *symptom) else { continue };
            for link in &node.links {
                if let Some(odds) = self.odds.get_mut(usize::from(link.cause)) {
                    *odds *= 1.0 - link.q.moved_probability(query.draw);
                }
            }
        }
    }

    fn load(&mut self, network: &Network, query: &Query, plan: &Plan) {
        self.leaks.clear();
        self.q.clear();
        self.weights.clear();
        if query.draw.is_none() {
            self.leaks.extend_from_slice(&plan.leaks);
            self.q.extend_from_slice(&plan.q);
        } else {
            let moved = |number: Option<&Number>| {
                number.map_or(0.0, |number| number.moved_probability(query.draw))
            };
            self.leaks.extend(plan.pattern.iter().map(|at| moved(leak(network, *at))));
            self.q.extend(plan.touches.iter().map(|touch| moved(link(network, *touch))));
        }
        for step in &plan.steps {
            let odds = self.odds.get(usize::from(step.cause)).copied().unwrap_or(0.0);
            // Off and on are scaled down together by a power of two, so that the tables stay in range.
            let scale = power_of_two(-exponent_of(1.0 + odds));
            self.weights.push((scale, odds * scale));
        }
    }

    fn forward(&mut self, plan: &Plan, open: &[Open]) {
        let Self { tables, leaks, q, weights, .. } = self;
        tables.begin(plan);
        let offs = weights.iter().map(|(off, _)| exponent_of(*off));
        let mut exponent = -offs.sum::<i64>();
        let mut cursor = Cursor::at_start();
        for run in &plan.runs {
            for position in cursor.opens(plan, run.opens) {
                open_symptom(&mut tables.now, number(leaks, *position));
            }
            let at = cursor.run(run, tables.now.len());
            tables.forward(run, &part(plan, weights, q, &at), at.before);
            for close in cursor.closes(plan, run.closes) {
                if let Some(open) = open.get(usize::from(close.position)) {
                    close_symptom(&mut tables.now, close.bit, open.if_present, open.if_absent);
                }
                exponent += rescale(&mut tables.now);
            }
        }
        let mantissa = tables.now.first().copied().unwrap_or(1.0);
        self.total = Scaled::new(mantissa, exponent);
    }

    /// Adds the causes that no open symptom touches, and works out P(none of these).
    fn sum_up(&mut self, plan: &Plan, open: &[Open]) {
        let mut none = Scaled::ONE;
        for (open, leak) in open.iter().zip(&self.leaks) {
            none = none.times(open.if_present * leak + open.if_absent * (1.0 - leak));
        }
        let mut total = self.total;
        for cause in &plan.untouched {
            total = total.times(1.0 + self.odds.get(usize::from(*cause)).copied().unwrap_or(0.0));
        }
        self.total = total;
        self.none = none.over(total);
    }

    fn backward(&mut self, plan: &Plan, open: &[Open]) {
        let Self { tables, leaks, q, weights, posterior_odds, .. } = self;
        tables.begin(plan);
        let mut cursor = Cursor::at_end(plan);
        for run in plan.runs.iter().rev() {
            for close in cursor.closes(plan, run.closes).iter().rev() {
                if let Some(open) = open.get(usize::from(close.position)) {
                    unclose(&mut tables.now, close.bit, open.if_present, open.if_absent);
                }
            }
            let at = cursor.run(run, tables.now.len());
            tables.back(run, &part(plan, weights, q, &at), at.before, posterior_odds);
            for position in cursor.opens(plan, run.opens).iter().rev() {
                unopen(&mut tables.now, number(leaks, *position));
            }
            rescale(&mut tables.now);
        }
    }
}

/// What a run works on.
fn part<'a>(plan: &'a Plan, weights: &'a [(f64, f64)], q: &'a [f64], at: &RunRanges) -> Part<'a> {
    Part {
        steps: plan.steps.get(at.steps.clone()).unwrap_or_default(),
        weights: weights.get(at.steps.clone()).unwrap_or_default(),
        touches: plan.touches.get(at.touches.clone()).unwrap_or_default(),
        q: q.get(at.touches.clone()).unwrap_or_default(),
    }
}

fn number(numbers: &[f64], at: u8) -> f64 {
    numbers.get(usize::from(at)).copied().unwrap_or(0.0)
}
