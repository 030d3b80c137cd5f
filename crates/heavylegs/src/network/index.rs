//! Which rules test an observation: one that tests nothing known can't hold, so nobody need look at it.

use super::ObservationIndex;

/// For each observation the rules that test it, as bits.
#[derive(Debug, Clone, Default)]
pub(crate) struct RuleIndex {
    /// How many words the bits of one observation take.
    words: usize,
    /// The bits of one observation after the other.
    bits: Vec<u64>,
}

impl RuleIndex {
    /// Indexes rules by what each of them tests.
    pub(super) fn new(tested: &[Vec<ObservationIndex>], observations: usize) -> Self {
        let words = tested.len().div_ceil(64);
        let mut bits = vec![0; words * observations];
        for (rule, tested) in tested.iter().enumerate() {
            for observation in tested {
                if let Some(word) = bits.get_mut(usize::from(*observation) * words + rule / 64) {
                    *word |= 1 << (rule % 64);
                }
            }
        }
        Self { words, bits }
    }

    /// Calls `visit` with each rule that tests something known, in order.
    pub(crate) fn each(
        &self,
        known: impl Iterator<Item = ObservationIndex>,
        found: &mut Vec<u64>,
        mut visit: impl FnMut(usize),
    ) {
        found.clear();
        found.resize(self.words, 0);
        for observation in known {
            let start = usize::from(observation) * self.words;
            let bits = self.bits.get(start..start + self.words).unwrap_or_default();
            found.iter_mut().zip(bits).for_each(|(found, bits)| *found |= bits);
        }
        for (at, word) in found.iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                visit(64 * at + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }
}
