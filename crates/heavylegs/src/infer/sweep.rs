//! The sweep: a forward and an adjoint pass over the causes, with positive terms only.
//!
//! The state is one bit for each open symptom whose causes are not all done: "explained yet?". Each cause mixes the table with
//! its triggered copy; a symptom closes with `a·[explained] + b·[not]` after its last cause. Nothing is ever subtracted
//! but from 1, so nothing cancels.

use super::plan::{Plan, Step, leak, link};
use super::query::{Open, Query, symptom_node};
use super::scale::{BIG, SMALL, Scaled, exponent_of, power_of_two};
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
    table: Vec<f64>,
    triggered: Vec<f64>,
    before: Vec<f64>,
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
        self.table.clear();
        self.table.push(1.0);
        self.before.clear();
        let mut exponent = 0;
        let mut cursor = Cursor::default();
        for (&step, &(off, on)) in plan.steps.iter().zip(&self.weights) {
            for position in cursor.opens(plan, step) {
                let leak = self.leaks.get(usize::from(*position)).copied().unwrap_or(0.0);
                open_symptom(&mut self.table, leak);
            }
            self.before.extend_from_slice(&self.table);
            let touches = cursor.touches(step);
            let q = self.q.get(touches.clone()).unwrap_or_default();
            match (plan.touches.get(touches).unwrap_or_default(), q) {
                ([touch], [q]) => trigger_and_mix(&mut self.table, touch.bit, *q, off, on),
                (touches, q) => {
                    self.triggered.clear();
                    self.triggered.extend_from_slice(&self.table);
                    for (touch, q) in touches.iter().zip(q) {
                        trigger(&mut self.triggered, touch.bit, *q);
                    }
                    mix(&mut self.table, &self.triggered, off, on);
                }
            }
            exponent -= exponent_of(off);
            for close in cursor.closes(plan, step) {
                if let Some(open) = open.get(usize::from(close.position)) {
                    close_symptom(&mut self.table, close.bit, open.if_present, open.if_absent);
                }
                exponent += rescale(&mut self.table);
            }
        }
        let mantissa = self.table.first().copied().unwrap_or(1.0);
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
        self.table.clear();
        self.table.push(1.0);
        let mut cursor = Cursor::at_end(plan);
        let mut end = self.before.len();
        for (&step, &(off, on)) in plan.steps.iter().zip(&self.weights).rev() {
            for close in cursor.closes_back(plan, step).iter().rev() {
                if let Some(open) = open.get(usize::from(close.position)) {
                    unclose(&mut self.table, close.bit, open.if_present, open.if_absent);
                }
            }
            let touches = cursor.touches_back(step);
            let q = self.q.get(touches.clone()).unwrap_or_default();
            let touches = plan.touches.get(touches).unwrap_or_default();
            let start = end - self.table.len();
            let before = self.before.get(start..end).unwrap_or_default();
            end = start;
            let (above, below) = match (self.table.as_mut_slice(), before, q) {
                // A single open symptom, as in most rows: nothing to copy, nothing to loop over.
                ([not, explained], [before_not, before_explained], [q]) => {
                    let triggered = (1.0 - q) * *not + q * *explained;
                    let rest = *explained * before_explained;
                    let (above, below) = (triggered * before_not + rest, *not * before_not + rest);
                    *not = off * *not + on * triggered;
                    *explained = off * *explained + on * *explained;
                    (above, below)
                }
                (table, before, q) => {
                    self.triggered.clear();
                    self.triggered.extend_from_slice(table);
                    for (touch, q) in touches.iter().zip(q) {
                        untrigger(&mut self.triggered, touch.bit, *q);
                    }
                    let (above, below) = (dot(&self.triggered, before), dot(table, before));
                    mix(table, &self.triggered, off, on);
                    (above, below)
                }
            };
            if let Some(slot) = self.posterior_odds.get_mut(usize::from(step.cause)) {
                *slot = on * above / (off * below);
            }
            for position in cursor.opens_back(plan, step).iter().rev() {
                let leak = self.leaks.get(usize::from(*position)).copied().unwrap_or(0.0);
                unopen(&mut self.table, leak);
            }
            rescale(&mut self.table);
        }
    }
}

/// Where a pass stands in the lists of a plan.
#[derive(Default)]
pub(super) struct Cursor {
    open: usize,
    touch: usize,
    close: usize,
}

impl Cursor {
    pub(super) fn at_end(plan: &Plan) -> Self {
        Self { open: plan.opens.len(), touch: plan.touches.len(), close: plan.closes.len() }
    }

    pub(super) fn opens<'p>(&mut self, plan: &'p Plan, step: Step) -> &'p [u8] {
        let from = self.open;
        self.open += usize::from(step.opens);
        plan.opens.get(from..self.open).unwrap_or_default()
    }

    pub(super) fn touches(&mut self, step: Step) -> std::ops::Range<usize> {
        let from = self.touch;
        self.touch += usize::from(step.touches);
        from..self.touch
    }

    pub(super) fn closes<'p>(&mut self, plan: &'p Plan, step: Step) -> &'p [super::plan::Close] {
        let from = self.close;
        self.close += usize::from(step.closes);
        plan.closes.get(from..self.close).unwrap_or_default()
    }

    pub(super) fn opens_back<'p>(&mut self, plan: &'p Plan, step: Step) -> &'p [u8] {
        let to = self.open;
        self.open -= usize::from(step.opens);
        plan.opens.get(self.open..to).unwrap_or_default()
    }

    pub(super) fn touches_back(&mut self, step: Step) -> std::ops::Range<usize> {
        let to = self.touch;
        self.touch -= usize::from(step.touches);
        self.touch..to
    }

    pub(super) fn closes_back<'p>(
        &mut self,
        plan: &'p Plan,
        step: Step,
    ) -> &'p [super::plan::Close] {
        let to = self.close;
        self.close -= usize::from(step.closes);
        plan.closes.get(self.close..to).unwrap_or_default()
    }
}

/// A symptom opens as the highest bit: explained by its leak, or not.
fn open_symptom(table: &mut Vec<f64>, leak: f64) {
    let size = table.len();
    table.extend_from_within(..);
    let (not, explained) = table.split_at_mut(size);
    for (not, explained) in not.iter_mut().zip(explained) {
        *explained *= leak;
        *not *= 1.0 - leak;
    }
}

fn unopen(table: &mut Vec<f64>, leak: f64) {
    let half = table.len() / 2;
    let (not, explained) = table.split_at_mut(half);
    for (not, explained) in not.iter_mut().zip(explained) {
        *not = (1.0 - leak) * *not + leak * *explained;
    }
    table.truncate(half);
}

/// An active cause fires the symptom of a bit with probability `q`.
fn trigger(table: &mut [f64], bit: u8, q: f64) {
    let half = 1_usize << bit;
    for block in table.chunks_exact_mut(2 * half) {
        let (not, explained) = block.split_at_mut(half);
        for (not, explained) in not.iter_mut().zip(explained) {
            *explained += q * *not;
            *not *= 1.0 - q;
        }
    }
}

/// A cause with one link: what `trigger` and `mix` do, in one pass and with the same bits.
fn trigger_and_mix(table: &mut [f64], bit: u8, q: f64, off: f64, on: f64) {
    let half = 1_usize << bit;
    for block in table.chunks_exact_mut(2 * half) {
        let (not, explained) = block.split_at_mut(half);
        for (not, explained) in not.iter_mut().zip(explained) {
            let triggered = *explained + q * *not;
            *explained = off * *explained + on * triggered;
            *not = off * *not + on * (*not * (1.0 - q));
        }
    }
}

fn untrigger(table: &mut [f64], bit: u8, q: f64) {
    let half = 1_usize << bit;
    for block in table.chunks_exact_mut(2 * half) {
        let (not, explained) = block.split_at_mut(half);
        for (not, explained) in not.iter_mut().zip(explained) {
            *not = (1.0 - q) * *not + q * *explained;
        }
    }
}

fn mix(table: &mut [f64], triggered: &[f64], off: f64, on: f64) {
    for (entry, triggered) in table.iter_mut().zip(triggered) {
        *entry = off * *entry + on * *triggered;
    }
}

/// All causes of a symptom are done: its bit leaves the table.
fn close_symptom(table: &mut Vec<f64>, bit: u8, if_present: f64, if_absent: f64) {
    let half = 1_usize << bit;
    let size = table.len() / 2;
    for block in 0..size / half {
        for at in 0..half {
            let (from, to) = (2 * block * half + at, block * half + at);
            if let (Some(not), Some(explained)) =
                (table.get(from).copied(), table.get(from + half).copied())
                && let Some(slot) = table.get_mut(to)
            {
                *slot = if_present * explained + if_absent * not;
            }
        }
    }
    table.truncate(size);
}

fn unclose(table: &mut Vec<f64>, bit: u8, if_present: f64, if_absent: f64) {
    let half = 1_usize << bit;
    let size = table.len();
    table.resize(2 * size, 0.0);
    // From the back, so that no entry is overwritten before it is read.
    for at in (0..size).rev() {
        let to = (at / half) * 2 * half + at % half;
        let value = table.get(at).copied().unwrap_or(0.0);
        if let Some(slot) = table.get_mut(to + half) {
            *slot = if_present * value;
        }
        if let Some(slot) = table.get_mut(to) {
            *slot = if_absent * value;
        }
    }
}

/// Scales a table up when it has become small; returns the change of its exponent.
fn rescale(table: &mut [f64]) -> i64 {
    let largest = table.iter().copied().fold(0.0, f64::max);
    if largest >= SMALL || largest <= 0.0 {
        return 0;
    }
    for entry in table {
        *entry *= BIG;
    }
    -256
}

/// A dot product with four sums, joined in one fixed way.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0_f64; 4];
    let (mut a_blocks, mut b_blocks) = (a.chunks_exact(4), b.chunks_exact(4));
    for (a, b) in a_blocks.by_ref().zip(b_blocks.by_ref()) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    for ((sum, a), b) in sums.iter_mut().zip(a_blocks.remainder()).zip(b_blocks.remainder()) {
        *sum += a * b;
    }
    let [first, second, third, fourth] = sums;
    (first + third) + (second + fourth)
}
