//! What a sweep does to a table: one entry for each combination of open symptoms that are explained already, bit by bit.

use super::scale::{BIG, SMALL};

/// A symptom opens as the highest bit: explained by its leak, or not.
pub(super) fn open_symptom(table: &mut Vec<f64>, leak: f64) {
    let size = table.len();
    table.extend_from_within(..);
    let (not, explained) = table.split_at_mut(size);
    for (not, explained) in not.iter_mut().zip(explained) {
        *explained *= leak;
        *not *= 1.0 - leak;
    }
}

pub(super) fn unopen(table: &mut Vec<f64>, leak: f64) {
    let half = table.len() / 2;
    let (not, explained) = table.split_at_mut(half);
    for (not, explained) in not.iter_mut().zip(explained) {
        *not = (1.0 - leak) * *not + leak * *explained;
    }
    table.truncate(half);
}

/// An active cause fires the symptom of the bit that is `half` with probability `q`.
#[inline]
pub(super) fn trigger(table: &mut [f64], half: usize, q: f64) {
    for block in table.chunks_exact_mut(2 * half) {
        let (not, explained) = block.split_at_mut(half);
        for (not, explained) in not.iter_mut().zip(explained) {
            *explained += q * *not;
            *not *= 1.0 - q;
        }
    }
}

/// The adjoint of [`trigger`].
#[inline]
pub(super) fn untrigger(table: &mut [f64], half: usize, q: f64) {
    for block in table.chunks_exact_mut(2 * half) {
        let (not, explained) = block.split_at_mut(half);
        for (not, explained) in not.iter_mut().zip(explained) {
            *not = (1.0 - q) * *not + q * *explained;
        }
    }
}

/// The table of "off" and its triggered copy joined by their weights.
#[inline]
pub(super) fn mix(table: &mut [f64], triggered: &[f64], off: f64, on: f64) {
    for (entry, triggered) in table.iter_mut().zip(triggered) {
        *entry = off * *entry + on * *triggered;
    }
}

/// All causes of a symptom are done: its bit leaves the table.
pub(super) fn close_symptom(table: &mut Vec<f64>, bit: u8, if_present: f64, if_absent: f64) {
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

pub(super) fn unclose(table: &mut Vec<f64>, bit: u8, if_present: f64, if_absent: f64) {
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
#[inline]
pub(super) fn rescale(table: &mut [f64]) -> i64 {
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
#[inline]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
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
