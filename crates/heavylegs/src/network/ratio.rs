//! What an answer does to the odds of one cause: a ratio.

use super::{
    CauseIndex, CauseNode, DescriptorEffect, Effects, FactorEffect, MeasurementEffect, Number,
    ObservationIndex,
};

/// A ratio, what it comes from and how it joins others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ratio {
    pub(crate) value: f64,
    /// It breaks ties.
    pub(crate) observation: ObservationIndex,
    /// Of one pathway only the ratio furthest from 1 counts.
    pub(crate) pathway: Option<u32>,
    pub(crate) kind: RatioKind,
}

/// How a ratio joins others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RatioKind {
    /// Damped and capped.
    Factor,
    /// Damped.
    Descriptor,
    /// In full.
    Measurement,
}

/// The ratio of a level for a cause of which no row of priors holds, worked out once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LevelRatio {
    pub(crate) cause: CauseIndex,
    /// The effect of the observation that it comes from, where a row that holds changes it.
    pub(crate) by_row: Option<u16>,
    pub(crate) ratio: Ratio,
}

/// An answer by its levels, as bits, and the draw that moves what it does.
#[derive(Clone, Copy)]
pub(crate) struct LevelAnswer {
    pub(crate) observation: ObservationIndex,
    pub(crate) bits: u32,
    pub(crate) draw: Option<u64>,
}

impl LevelAnswer {
    /// The level, or the first of several.
    fn level(self) -> usize {
        self.bits.trailing_zeros() as usize
    }
}

impl Effects {
    /// How many causes it acts on by a ratio.
    pub(crate) fn ratio_count(&self) -> usize {
        match self {
            Self::Factor(effects) => effects.len(),
            Self::Descriptor(effects) => effects.len(),
            Self::Measurement(effects) => effects.len(),
            Self::Symptom(_) | Self::Context => 0,
        }
    }

    /// The cause that it acts on by the ratio of an index.
    pub(crate) fn ratio_cause(&self, at: usize) -> Option<CauseIndex> {
        match self {
            Self::Factor(effects) => effects.get(at).map(|effect| effect.cause),
            Self::Descriptor(effects) => effects.get(at).map(|effect| effect.cause),
            Self::Measurement(effects) => effects.get(at).map(|effect| effect.cause),
            Self::Symptom(_) | Self::Context => None,
        }
    }

    /// The ratio of an index, for its cause and the row of priors that holds; nothing where the row replaces it.
    pub(crate) fn ratio(
        &self,
        at: usize,
        node: &CauseNode,
        row: Option<usize>,
        clamp: f64,
        given: LevelAnswer,
    ) -> Option<Ratio> {
        match self {
            Self::Factor(effects) => effects.get(at)?.ratio(node, row, given),
            Self::Descriptor(effects) => Some(effects.get(at)?.ratio(clamp, given)),
            Self::Measurement(effects) => effects.get(at)?.ratio(given),
            Self::Symptom(_) | Self::Context => None,
        }
    }

    /// For each level its ratios, where no row of priors holds. What a cause's rows test is no multiplier of that cause.
    pub(super) fn level_ratios(
        &self,
        observation: ObservationIndex,
        causes: &[CauseNode],
        clamp: f64,
    ) -> Vec<Vec<LevelRatio>> {
        let of_level = |level: usize| {
            let given = LevelAnswer { observation, bits: 1 << level, draw: None };
            let of_effect = |at: usize| {
                let cause = self.ratio_cause(at)?;
                let node = causes.get(usize::from(cause))?;
                if node.tests(observation) {
                    return None;
                }
                let ratio = self.ratio(at, node, None, clamp, given)?;
                let is_by_row = ratio.kind == RatioKind::Factor && !node.rows.is_empty();
                let by_row = if is_by_row { Some(u16::try_from(at).ok()?) } else { None };
                Some(LevelRatio { cause, by_row, ratio })
            };
            (0..self.ratio_count()).filter_map(of_effect).collect()
        };
        (0..self.level_count()).map(of_level).collect()
    }

    fn level_count(&self) -> usize {
        match self {
            Self::Factor(effects) => {
                effects.iter().flat_map(|effect| &effect.multipliers).map(Vec::len).max()
            }
            Self::Descriptor(effects) => effects.iter().map(|effect| effect.levels.len()).max(),
            Self::Measurement(effects) => effects.iter().map(|effect| effect.ratios.len()).max(),
            Self::Symptom(_) | Self::Context => None,
        }
        .unwrap_or(0)
    }
}

impl FactorEffect {
    fn ratio(&self, node: &CauseNode, row: Option<usize>, given: LevelAnswer) -> Option<Ratio> {
        let held = row.and_then(|row| node.rows.get(row));
        if held.is_some_and(|held| held.replaces.contains(&given.observation)) {
            return None;
        }
        let multipliers = self.multipliers.get(row.map_or(0, |row| row + 1))?;
        let value = multipliers.get(given.level())?.moved(given.draw);
        let (observation, pathway) = (given.observation, self.pathway);
        Some(Ratio { value, observation, pathway, kind: RatioKind::Factor })
    }
}

impl DescriptorEffect {
    fn ratio(&self, clamp: f64, given: LevelAnswer) -> Ratio {
        let value = levels_ratio(&self.levels, given.bits).clamp(1.0 / clamp, clamp);
        let number = self.levels.get(given.level()).map(|(number, _)| number);
        let moved = given.draw.zip(number).map_or(1.0, |(draw, number)| number.factor(draw));
        let (value, observation) = (value * moved, given.observation);
        Ratio { value, observation, pathway: None, kind: RatioKind::Descriptor }
    }
}

impl MeasurementEffect {
    fn ratio(&self, given: LevelAnswer) -> Option<Ratio> {
        let value = self.ratios.get(given.level())?.moved(given.draw);
        let (observation, pathway) = (given.observation, self.pathway);
        Some(Ratio { value, observation, pathway, kind: RatioKind::Measurement })
    }
}

/// P(levels | cause) over P(levels | not the cause), for one level or several.
fn levels_ratio(levels: &[(Number, f64)], bits: u32) -> f64 {
    if bits.is_power_of_two()
        && let Some((number, not)) = levels.get(bits.trailing_zeros() as usize)
    {
        return number.value / not;
    }
    let (mut given, mut otherwise) = (0.0, 0.0);
    for (at, (number, not)) in levels.iter().enumerate() {
        if bits & (1 << at) != 0 {
            given += number.value;
            otherwise += not;
        }
    }
    given / otherwise
}
