//! Counts as numbers.

/// A count as a number: no count here comes near 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(super) fn number(count: u64) -> f64 {
    count as f64
}

/// A share of a whole; 0 of nothing.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    mean(number(part), whole)
}

/// A sum over a count; 0 for nothing.
pub(super) fn mean(sum: f64, count: u64) -> f64 {
    if count == 0 { 0.0 } else { sum / number(count) }
}

/// Adds the counts of a list to those of another.
pub(super) fn add(to: &mut [u64], from: &[u64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}
