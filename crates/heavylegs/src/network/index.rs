//! Which rules an observation bears on: one that nothing known bears on can't hold, so nobody need look at it.

use super::ObservationIndex;

/// For each observation the rules that it bears on, as bits.
#[derive(Debug, Clone, Default)]
pub(crate) struct RuleIndex {
    /// How many words the bits of one observation take.
    words: usize,
    /// The bits of one observation after the other.
    bits: Vec<u64>,
    /// The rules that have to be looked at always.
    always: Vec<u64>,
}

impl RuleIndex {
    /// Indexes rules by the observations that bear on each.
    pub(super) fn new(bearing: &[Vec<ObservationIndex>], observations: usize) -> Self {
        let words = bearing.len().div_ceil(64);
        let mut bits = vec![0; words * observations];
        for (rule, bearing) in bearing.iter().enumerate() {
            for observation in bearing {
                if let Some(word) = bits.get_mut(usize::from(*observation) * words + rule / 64) {
                    *word |= 1 << (rule % 64);
                }
            }
        }
        Self { words, bits, always: vec![0; words] }
    }

    /// The same, with the rules always looked at on which no observation bears: a condition without parts holds.
    pub(super) fn with_unconditional(mut self, bearing: &[Vec<ObservationIndex>]) -> Self {
        for (rule, _) in bearing.iter().enumerate().filter(|(_, bearing)| bearing.is_empty()) {
            if let Some(word) = self.always.get_mut(rule / 64) {
                *word |= 1 << (rule % 64);
            }
        }
        self
    }

    /// Calls `visit` with each rule that something known bears on, in order.
    pub(crate) fn each(
        &self,
        known: impl Iterator<Item = ObservationIndex>,
        found: &mut Vec<u64>,
        mut visit: impl FnMut(usize),
    ) {
        found.clone_from(&self.always);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn visited(index: &RuleIndex, known: &[ObservationIndex]) -> Vec<usize> {
        let mut visited = Vec::new();
        index.each(known.iter().copied(), &mut Vec::new(), |rule| visited.push(rule));
        visited
    }

    #[test]
    fn what_bears_on_a_rule_leads_to_it_and_nothing_else_does() {
        let bearing: Vec<Vec<ObservationIndex>> = (0..130).map(|rule| vec![rule % 7]).collect();
        let index = RuleIndex::new(&bearing, 8);
        let expected: Vec<usize> = (0..130).filter(|rule| rule % 7 == 3 || rule % 7 == 5).collect();
        assert_eq!(visited(&index, &[5, 3]), expected);
        assert_eq!(visited(&index, &[7]), [0; 0]);
    }

    #[test]
    fn a_rule_without_conditions_is_never_passed_over() {
        let bearing = [vec![1], vec![], vec![0]];
        let index = RuleIndex::new(&bearing, 2).with_unconditional(&bearing);
        assert_eq!(visited(&index, &[]), [1]);
        assert_eq!(visited(&index, &[0]), [1, 2]);
    }
}
