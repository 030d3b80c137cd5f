//! Where a function that only falls goes through 0, to the last bit.

/// Returns the point up to which `value` is above 0, by halving.
pub(super) fn bisect(mut low: f64, mut high: f64, above: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        let above = above(middle);
        (low, high) = if above { (middle, high) } else { (low, middle) };
    }
    0.5 * (low + high)
}

/// Returns what halving finds for `value(at) > 0.0`, to the same bit, with less than half of the evaluations: beyond a point
/// at which the sign is certain it is not asked for again.
///
/// Of a value beyond `noise` the sign is certain: all rounding of two evaluations together stays below it.
pub(super) fn falls_through_zero(
    low: f64,
    high: f64,
    noise: f64,
    value: impl Fn(f64) -> f64,
) -> f64 {
    let known = Known::search(low, high, noise, &value);
    bisect(low, high, |at| at <= known.above || (at < known.below && value(at) > 0.0))
}

/// How far two results of so many operations on numbers up to 1 can be off together, and a few operations more.
#[expect(clippy::cast_precision_loss, reason = "a count of operations is far below 2^53")]
pub(super) fn rounding(operations: usize) -> f64 {
    (operations + 8) as f64 * f64::EPSILON
}

/// Up to where the value is certainly above 0, and from where on certainly below.
struct Known {
    above: f64,
    below: f64,
    noise: f64,
}

impl Known {
    /// Looks for the zero with secants until rounding hides it.
    fn search(low: f64, high: f64, noise: f64, value: &impl Fn(f64) -> f64) -> Self {
        let mut known = Self { above: f64::NEG_INFINITY, below: f64::INFINITY, noise };
        let mut last = (low, known.learn(low, value));
        let mut now = (high, known.learn(high, value));
        if known.above >= high || known.below.is_infinite() || known.above.is_infinite() {
            return known;
        }
        let mut inverse_slope = 0.0;
        for _ in 0..20 {
            inverse_slope = (now.0 - last.0) / (now.1 - last.1);
            let secant = now.0 - now.1 * inverse_slope;
            let inside = known.above < secant && secant < known.below;
            let at = if inside { secant } else { 0.5 * (known.above + known.below) };
            (last, now) = (now, (at, known.learn(at, value)));
            if now.1.abs() <= noise {
                break;
            }
        }
        // A little off the zero on both sides.
        let off = (4.0 * noise * inverse_slope).abs();
        known.learn((now.0 - off).max(low), value);
        known.learn((now.0 + off).min(high), value);
        known
    }

    fn learn(&mut self, at: f64, value: &impl Fn(f64) -> f64) -> f64 {
        let value = value(at);
        if value > self.noise {
            self.above = self.above.max(at);
        } else if value < -self.noise {
            self.below = self.below.min(at);
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Finds the same bits as plain halving, and says how often it evaluated.
    fn same_as_halving(low: f64, high: f64, noise: f64, value: impl Fn(f64) -> f64) -> usize {
        let asked = std::cell::Cell::new(0);
        let found = falls_through_zero(low, high, noise, |at| {
            asked.set(asked.get() + 1);
            value(at)
        });
        let halved = bisect(low, high, |at| value(at) > 0.0);
        assert_eq!(found.to_bits(), halved.to_bits(), "{low} {high} {noise}");
        asked.get()
    }

    proptest! {
        #[test]
        fn certain_signs_change_no_bit(
            terms in prop::collection::vec((0.001..1.0f64, 0.01..100.0f64), 1..9),
            prior in 0.0001..0.9f64,
            low in 0.001..2.0f64,
            high in 0.001..100.0f64,
        ) {
            let total: f64 = terms.iter().map(|(share, _)| share).sum();
            let value = |n: f64| {
                let term = |(s, m): &(f64, f64)| s / total * prior * m / (prior * m + (1.0 - prior) * n);
                terms.iter().map(term).sum::<f64>() - prior
            };
            same_as_halving(low, high, prior * rounding(terms.len()), value);
        }
    }

    #[test]
    fn most_of_the_halving_is_not_evaluated() {
        let asked = same_as_halving(1e-6, 3.0, rounding(4), |at| 2.0 / (1.0 + at) - 1.25);
        assert!(asked < 25, "{asked}");
    }

    #[test]
    fn a_value_that_never_changes_its_sign_leads_to_the_end() {
        assert!(same_as_halving(0.1, 0.7, rounding(1), |at| 1.0 - at) <= 2);
        assert!(same_as_halving(0.1, 0.7, rounding(1), |at| -at) < 60);
    }

    #[test]
    fn noise_that_hides_all_signs_only_costs_time() {
        same_as_halving(0.1, 0.7, 10.0, |at| 0.3 - at);
    }
}
