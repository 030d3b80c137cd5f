//! The runs of a sweep, there and back. Nearly all have tables of two to eight entries, which then do not leave the registers.

use std::ops::Range;

use super::plan::{Plan, Run, Step, Touch};
use super::table::{dot, mix, rescale, trigger, untrigger};

/// What a run works on.
pub(super) struct Part<'a> {
    pub(super) steps: &'a [Step],
    /// For each step the weights of off and on.
    pub(super) weights: &'a [(f64, f64)],
    pub(super) touches: &'a [Touch],
    /// For each touch its link.
    pub(super) q: &'a [f64],
}

/// The tables of a sweep.
#[derive(Debug, Default, Clone)]
pub(super) struct Tables {
    pub(super) now: Vec<f64>,
    /// The tables before all steps, one after the other.
    before: Vec<f64>,
    triggered: Vec<f64>,
}

impl Tables {
    /// The table with no symptom open, and room for the tables before all steps.
    pub(super) fn begin(&mut self, plan: &Plan) {
        self.now.clear();
        self.now.push(1.0);
        if self.before.len() < plan.entries() {
            self.before.resize(plan.entries(), 0.0);
        }
    }

    /// A run forward: keeps the table as it is before each step, then mixes it with its triggered copy.
    pub(super) fn forward(&mut self, run: &Run, part: &Part<'_>, before: Range<usize>) {
        let table = self.now.as_mut_slice();
        let before = self.before.get_mut(before).unwrap_or_default();
        match (run.bits, run.bit) {
            (1, Some(0)) => forward_alike::<2, 1>(part, table, before),
            (2, Some(0)) => forward_alike::<4, 1>(part, table, before),
            (2, Some(1)) => forward_alike::<4, 2>(part, table, before),
            (3, Some(0)) => forward_alike::<8, 1>(part, table, before),
            (3, Some(1)) => forward_alike::<8, 2>(part, table, before),
            (3, Some(2)) => forward_alike::<8, 4>(part, table, before),
            (2, None) => forward_small::<4>(part, table, before),
            (3, None) => forward_small::<8>(part, table, before),
            _ => forward_any(part, table, before, &mut self.triggered),
        }
    }

    /// The same run back: writes the posterior odds of its causes.
    pub(super) fn back(
        &mut self,
        run: &Run,
        part: &Part<'_>,
        before: Range<usize>,
        posterior_odds: &mut [f64],
    ) {
        let table = self.now.as_mut_slice();
        let before = self.before.get(before).unwrap_or_default();
        match (run.bits, run.bit) {
            (1, Some(0)) => back_alike::<2, 1>(part, table, before, posterior_odds),
            (2, Some(0)) => back_alike::<4, 1>(part, table, before, posterior_odds),
            (2, Some(1)) => back_alike::<4, 2>(part, table, before, posterior_odds),
            (3, Some(0)) => back_alike::<8, 1>(part, table, before, posterior_odds),
            (3, Some(1)) => back_alike::<8, 2>(part, table, before, posterior_odds),
            (3, Some(2)) => back_alike::<8, 4>(part, table, before, posterior_odds),
            (2, None) => back_small::<4>(part, table, before, posterior_odds),
            (3, None) => back_small::<8>(part, table, before, posterior_odds),
            _ => back_any(part, table, before, &mut self.triggered, posterior_odds),
        }
    }
}

/// Steps of one link each, all to the bit that is `HALF`.
fn forward_alike<const N: usize, const HALF: usize>(
    part: &Part<'_>,
    table: &mut [f64],
    before: &mut [f64],
) {
    let Ok(table) = <&mut [f64; N]>::try_from(table) else { return };
    let mut now = *table;
    let steps = part.weights.iter().zip(part.q).zip(before.as_chunks_mut::<N>().0);
    for (((off, on), q), before) in steps {
        *before = now;
        let mut triggered = now;
        trigger(&mut triggered, HALF, *q);
        mix(&mut now, &triggered, *off, *on);
    }
    *table = now;
}

fn back_alike<const N: usize, const HALF: usize>(
    part: &Part<'_>,
    table: &mut [f64],
    before: &[f64],
    posterior_odds: &mut [f64],
) {
    let Ok(table) = <&mut [f64; N]>::try_from(table) else { return };
    let mut now = *table;
    let before = before.as_chunks::<N>().0;
    let steps = part.steps.iter().zip(part.weights).zip(part.q).zip(before);
    for (((step, weights), q), before) in steps.rev() {
        let mut triggered = now;
        untrigger(&mut triggered, HALF, *q);
        finish(*step, *weights, &mut now, &triggered, before, posterior_odds);
    }
    *table = now;
}

/// A step of several links.
fn forward_small<const N: usize>(part: &Part<'_>, table: &mut [f64], before: &mut [f64]) {
    let Ok(table) = <&mut [f64; N]>::try_from(table) else { return };
    let Ok(before) = <&mut [f64; N]>::try_from(before) else { return };
    let [(off, on)] = part.weights else { return };
    *before = *table;
    let mut triggered = *table;
    for (touch, q) in part.touches.iter().zip(part.q) {
        trigger_small(&mut triggered, touch.bit, *q);
    }
    mix(table, &triggered, *off, *on);
}

fn back_small<const N: usize>(
    part: &Part<'_>,
    table: &mut [f64],
    before: &[f64],
    posterior_odds: &mut [f64],
) {
    let Ok(table) = <&mut [f64; N]>::try_from(table) else { return };
    let Ok(before) = <&[f64; N]>::try_from(before) else { return };
    let ([step], [weights]) = (part.steps, part.weights) else { return };
    let mut triggered = *table;
    for (touch, q) in part.touches.iter().zip(part.q) {
        untrigger_small(&mut triggered, touch.bit, *q);
    }
    finish(*step, *weights, table, &triggered, before, posterior_odds);
}

/// Every length written out, so that none is looked up.
#[inline]
fn trigger_small(table: &mut [f64], bit: u8, q: f64) {
    match bit {
        0 => trigger(table, 1, q),
        1 => trigger(table, 2, q),
        _ => trigger(table, 4, q),
    }
}

#[inline]
fn untrigger_small(table: &mut [f64], bit: u8, q: f64) {
    match bit {
        0 => untrigger(table, 1, q),
        1 => untrigger(table, 2, q),
        _ => untrigger(table, 4, q),
    }
}

fn forward_any(part: &Part<'_>, table: &mut [f64], before: &mut [f64], triggered: &mut Vec<f64>) {
    let mut at = 0;
    let steps = part.steps.iter().zip(part.weights).zip(before.chunks_exact_mut(table.len()));
    for ((step, (off, on)), before) in steps {
        before.copy_from_slice(table);
        triggered.clear();
        triggered.extend_from_slice(table);
        let links = at..at + usize::from(step.touches);
        at = links.end;
        for (touch, q) in links_of(part, links) {
            trigger(triggered, 1 << touch.bit, q);
        }
        mix(table, triggered, *off, *on);
    }
}

fn back_any(
    part: &Part<'_>,
    table: &mut [f64],
    before: &[f64],
    triggered: &mut Vec<f64>,
    posterior_odds: &mut [f64],
) {
    let mut at = part.touches.len();
    let steps = part.steps.iter().zip(part.weights).zip(before.chunks_exact(table.len()));
    for ((step, weights), before) in steps.rev() {
        triggered.clear();
        triggered.extend_from_slice(table);
        let links = at - usize::from(step.touches)..at;
        at = links.start;
        for (touch, q) in links_of(part, links) {
            untrigger(triggered, 1 << touch.bit, q);
        }
        finish(*step, *weights, table, triggered.as_slice(), before, posterior_odds);
    }
}

fn links_of<'a>(part: &'a Part<'_>, at: Range<usize>) -> impl Iterator<Item = (&'a Touch, f64)> {
    let (touches, q) = (part.touches.get(at.clone()), part.q.get(at));
    touches.unwrap_or_default().iter().zip(q.unwrap_or_default().iter().copied())
}

/// The end of a step back: the posterior odds of its cause, and the table before it. For arrays it is compiled for each length.
#[inline]
fn finish<T: AsRef<[f64]> + AsMut<[f64]> + ?Sized>(
    step: Step,
    (off, on): (f64, f64),
    table: &mut T,
    triggered: &T,
    before: &T,
    posterior_odds: &mut [f64],
) {
    let (triggered, before) = (triggered.as_ref(), before.as_ref());
    let table = table.as_mut();
    let (above, below) = (dot(triggered, before), dot(table, before));
    if let Some(slot) = posterior_odds.get_mut(usize::from(step.cause)) {
        *slot = on * above / (off * below);
    }
    mix(table, triggered, off, on);
    rescale(table);
}
