//! The sweep for many answers at once: one plan, one set of links, and in each lane other odds of the causes.
//!
//! It is the sweep of `sweep`, with a lane for each answer innermost, so that a processor does several in one step. Tables are not scaled
//! on the way: with at most [`MOST_OPEN`] open symptoms nothing leaves the range of f64, since leaks are at least 1e-6 and off and on
//! are scaled so that their sum lies in 1..2.

use super::cursor::Cursor;
use super::plan::Plan;
use super::query::Open;
use super::scale::{Scaled, exponent_of, power_of_two};

/// How many answers one pass takes.
pub(crate) const LANES: usize = 8;

/// At most so many symptoms are open here; with leaks from 1e-6 on, no table falls below 1e-240.
pub(crate) const MOST_OPEN: usize = 40;

/// A number for each answer.
pub(crate) type Lane = [f64; LANES];

/// Tables and results of a pass, kept from call to call.
#[derive(Debug, Default)]
pub(crate) struct Lanes {
    /// For each step of the plan the posterior odds of its cause.
    pub(crate) posterior_odds: Vec<Lane>,
    /// Σ over all states of the causes of the plan of weight times P(evidence of symptoms | state).
    pub(crate) total: [Scaled; LANES],
    /// For each step the weight of "on" against "off", to be filled in before a pass.
    pub(crate) odds: Vec<Lane>,
    leaks: Vec<f64>,
    q: Vec<f64>,
    weights: Vec<(Lane, Lane)>,
    table: Vec<Lane>,
    triggered: Vec<Lane>,
    before: Vec<Lane>,
}

impl Lanes {
    /// Takes up the leaks and links of a plan, which are the same for all answers.
    pub(crate) fn load(&mut self, plan: &Plan) {
        self.leaks.clone_from(&plan.leaks);
        self.q.clone_from(&plan.q);
    }

    /// Runs both passes over the odds that were filled in.
    pub(crate) fn run(&mut self, plan: &Plan, open: &[Open]) {
        self.weights.clear();
        self.weights.extend(self.odds.iter().map(|odds| {
            let off = odds.map(|odds| power_of_two(-exponent_of(1.0 + odds)));
            let mut on = *odds;
            on.iter_mut().zip(off).for_each(|(on, off)| *on *= off);
            (off, on)
        }));
        self.forward(plan, open);
        self.backward(plan, open);
    }

    fn forward(&mut self, plan: &Plan, open: &[Open]) {
        self.table.clear();
        self.table.push([1.0; LANES]);
        self.before.clear();
        let mut exponents = [0; LANES];
        let mut cursor = Cursor::at_start();
        for (step, (off, on)) in plan.steps.iter().zip(&self.weights) {
            for position in cursor.opens(plan, step.opens) {
                let leak = self.leaks.get(usize::from(*position)).copied().unwrap_or(0.0);
                open_symptom(&mut self.table, leak);
            }
            self.before.extend_from_slice(&self.table);
            self.triggered.clear();
            self.triggered.extend_from_slice(&self.table);
            for at in cursor.touches(step.touches) {
                if let (Some(touch), Some(q)) = (plan.touches.get(at), self.q.get(at)) {
                    trigger(&mut self.triggered, touch.bit, *q);
                }
            }
            mix(&mut self.table, &self.triggered, off, on);
            exponents.iter_mut().zip(off).for_each(|(sum, off)| *sum -= exponent_of(*off));
            for close in cursor.closes(plan, step.closes) {
                if let Some(open) = open.get(usize::from(close.position)) {
                    close_symptom(&mut self.table, close.bit, open.if_present, open.if_absent);
                }
            }
        }
        let last = self.table.first().copied().unwrap_or([1.0; LANES]);
        for ((total, mantissa), exponent) in self.total.iter_mut().zip(last).zip(exponents) {
            *total = Scaled::new(mantissa, exponent);
        }
    }

    fn backward(&mut self, plan: &Plan, open: &[Open]) {
        self.posterior_odds.clear();
        self.posterior_odds.resize(plan.steps.len(), [0.0; LANES]);
        self.table.clear();
        self.table.push([1.0; LANES]);
        let mut cursor = Cursor::at_end(plan);
        let mut end = self.before.len();
        let steps = plan.steps.iter().zip(&self.weights).zip(&mut self.posterior_odds);
        for ((step, (off, on)), posterior) in steps.rev() {
            for close in cursor.closes(plan, step.closes).iter().rev() {
                if let Some(open) = open.get(usize::from(close.position)) {
                    unclose(&mut self.table, close.bit, open.if_present, open.if_absent);
                }
            }
            self.triggered.clear();
            self.triggered.extend_from_slice(&self.table);
            for at in cursor.touches(step.touches) {
                if let (Some(touch), Some(q)) = (plan.touches.get(at), self.q.get(at)) {
                    untrigger(&mut self.triggered, touch.bit, *q);
                }
            }
            let start = end - self.table.len();
            let before = self.before.get(start..end).unwrap_or_default();
            end = start;
            *posterior = ratio(&dot(&self.triggered, before), &dot(&self.table, before), on, off);
            mix(&mut self.table, &self.triggered, off, on);
            for position in cursor.opens(plan, step.opens).iter().rev() {
                let leak = self.leaks.get(usize::from(*position)).copied().unwrap_or(0.0);
                unopen(&mut self.table, leak);
            }
        }
    }
}

/// on·above / (off·below).
fn ratio(above: &Lane, below: &Lane, on: &Lane, off: &Lane) -> Lane {
    let mut odds = *above;
    for (((odds, below), on), off) in odds.iter_mut().zip(below).zip(on).zip(off) {
        *odds = on * *odds / (off * below);
    }
    odds
}

fn open_symptom(table: &mut Vec<Lane>, leak: f64) {
    let size = table.len();
    table.extend_from_within(..);
    let (not, explained) = table.split_at_mut(size);
    for (not, explained) in not.iter_mut().zip(explained) {
        for (not, explained) in not.iter_mut().zip(explained) {
            *explained *= leak;
            *not *= 1.0 - leak;
        }
    }
}

fn unopen(table: &mut Vec<Lane>, leak: f64) {
    let half = table.len() / 2;
    let (not, explained) = table.split_at_mut(half);
    for (not, explained) in not.iter_mut().zip(explained) {
        for (not, explained) in not.iter_mut().zip(explained) {
            *not = (1.0 - leak) * *not + leak * *explained;
        }
    }
    table.truncate(half);
}

fn trigger(table: &mut [Lane], bit: u8, q: f64) {
    let half = 1_usize << bit;
    for block in table.chunks_exact_mut(2 * half) {
        let (not, explained) = block.split_at_mut(half);
        for (not, explained) in not.iter_mut().zip(explained) {
            for (not, explained) in not.iter_mut().zip(explained) {
                *explained += q * *not;
                *not *= 1.0 - q;
            }
        }
    }
}

fn untrigger(table: &mut [Lane], bit: u8, q: f64) {
    let half = 1_usize << bit;
    for block in table.chunks_exact_mut(2 * half) {
        let (not, explained) = block.split_at_mut(half);
        for (not, explained) in not.iter_mut().zip(explained) {
            for (not, explained) in not.iter_mut().zip(explained) {
                *not = (1.0 - q) * *not + q * *explained;
            }
        }
    }
}

fn mix(table: &mut [Lane], triggered: &[Lane], off: &Lane, on: &Lane) {
    for (lane, triggered) in table.iter_mut().zip(triggered) {
        for (((entry, triggered), off), on) in lane.iter_mut().zip(triggered).zip(off).zip(on) {
            *entry = off * *entry + on * triggered;
        }
    }
}

fn close_symptom(table: &mut Vec<Lane>, bit: u8, if_present: f64, if_absent: f64) {
    let half = 1_usize << bit;
    let size = table.len() / 2;
    for at in 0..size {
        let from = (at / half) * 2 * half + at % half;
        if let (Some(not), Some(explained)) =
            (table.get(from).copied(), table.get(from + half).copied())
            && let Some(lane) = table.get_mut(at)
        {
            for ((entry, not), explained) in lane.iter_mut().zip(not).zip(explained) {
                *entry = if_present * explained + if_absent * not;
            }
        }
    }
    table.truncate(size);
}

fn unclose(table: &mut Vec<Lane>, bit: u8, if_present: f64, if_absent: f64) {
    let half = 1_usize << bit;
    let size = table.len();
    table.resize(2 * size, [0.0; LANES]);
    // From the back, so that no entry is overwritten before it is read.
    for at in (0..size).rev() {
        let to = (at / half) * 2 * half + at % half;
        let value = table.get(at).copied().unwrap_or([0.0; LANES]);
        if let Some(lane) = table.get_mut(to + half) {
            *lane = value.map(|value| if_present * value);
        }
        if let Some(lane) = table.get_mut(to) {
            *lane = value.map(|value| if_absent * value);
        }
    }
}

fn dot(a: &[Lane], b: &[Lane]) -> Lane {
    let mut sums = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums
}
