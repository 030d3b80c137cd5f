//! Random numbers with a fixed sequence: splitmix64, one stream for each purpose and runner.

use crate::network::splitmix;

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// What the numbers are for. A stream of its own each, so that one purpose never shifts the numbers of another.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// What is true of a runner.
    Truth,
    /// Which symptoms share an event, and that event.
    Shock,
    /// Which questions are answered.
    Reveal,
    /// In which order questions are asked.
    Order,
}

/// A generator with a fixed sequence.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// The stream of a purpose and a runner.
    pub(super) fn new(seed: u64, purpose: Purpose, population: u64, index: u64) -> Self {
        let parts = [purpose as u64, population, index];
        Self(parts.iter().fold(splitmix(seed.wrapping_add(STEP)), |state, part| {
            splitmix(state.wrapping_add(part.wrapping_add(1).wrapping_mul(STEP)))
        }))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        splitmix(self.0)
    }

    /// A number from 0 to below 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below a limit; the limit is small, so the bias of the remainder is far below anything measured.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % (limit.max(1) as u64)).unwrap_or(0)
    }

    /// An index, by weights that need not sum to 1; the last one with a weight where rounding leaves something over.
    pub(super) fn pick(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let weights = weights.enumerate().filter(|(_, weight)| *weight > 0.0);
        let mut left = self.unit() * weights.clone().map(|(_, weight)| weight).sum::<f64>();
        let mut last = 0;
        for (at, weight) in weights {
            last = at;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_differ_and_repeat() {
        let first = |purpose, population, index| {
            let mut random = Random::new(7, purpose, population, index);
            random.next()
        };
        let mut seen: Vec<u64> = [Purpose::Truth, Purpose::Shock, Purpose::Reveal, Purpose::Order]
            .into_iter()
            .flat_map(|purpose| (0..10).map(move |at| (purpose, at)))
            .flat_map(|(purpose, at)| (0..10).map(move |index| first(purpose, at, index)))
            .collect();
        assert_eq!(first(Purpose::Order, 9, 9), seen[399]);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 400);
    }

    #[test]
    fn picks_follow_the_weights() {
        let mut random = Random::new(1, Purpose::Truth, 0, 0);
        let mut counts = [0_u32; 4];
        for _ in 0..40_000 {
            counts[random.pick([0.0, 3.0, 1.0, 0.0].into_iter())] += 1;
        }
        assert_eq!((counts[0], counts[3]), (0, 0));
        // Five standard deviations of a binomial share of 3/4.
        assert!((f64::from(counts[1]) / 40_000.0 - 0.75).abs() < 5.0 * 0.002_17, "{counts:?}");
    }
}
