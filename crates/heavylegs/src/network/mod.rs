//! A knowledge base compiled for inference: indices instead of ids, leaks and normalisers solved.

mod bisect;
mod build;
mod index;
pub(crate) mod leak;
pub(crate) mod normalise;
mod ratio;
mod rule;

use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use build::{build, descriptor_row};
pub(crate) use index::RuleIndex;
pub(crate) use ratio::{LevelAnswer, LevelRatio, Ratio, RatioKind};
pub(crate) use rule::{Rule, Truth};

/// The index of an observation in [`crate::KnowledgeBase::observations`].
pub(crate) type ObservationIndex = u16;
/// The index of a scored cause in [`Network::causes`].
pub(crate) type CauseIndex = u16;

/// Everything inference needs, in the order of the ids.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    /// A number that no other network of this process has: what was worked out for one network must not serve another.
    pub(crate) stamp: u64,
    /// The scored causes.
    pub(crate) causes: Vec<CauseNode>,
    /// What each observation does, by [`ObservationIndex`].
    pub(crate) effects: Vec<Effects>,
    /// For each observation and each of its levels the ratios by which it moves the odds of causes.
    pub(crate) level_ratios: Vec<Vec<Vec<LevelRatio>>>,
    /// Which causes have rows that test an observation.
    pub(crate) rows_testing: RuleIndex,
    /// For each observation that rows test the numbers that they compare it with, sorted; nothing for one that none tests.
    pub(crate) row_cuts: Vec<Option<Vec<f64>>>,
    /// For each red flag its rule.
    pub(crate) red_flags: Vec<Rule>,
    /// Which red flags can hold if an observation is known: each needs one of its own.
    pub(crate) red_flags_needing: RuleIndex,
    /// For each scope rule its rule.
    pub(crate) scope: Vec<Rule>,
    /// What each observation is to an assessment.
    pub(crate) about: Vec<About>,
    /// When it makes sense to ask an observation.
    pub(crate) ask_when: Vec<Option<Rule>>,
    /// Answers that say too little while something else is known.
    pub(crate) doubts: Vec<DoubtNode>,
    /// For each recommendation how much it helps against which causes.
    pub(crate) helps: Vec<Vec<(CauseIndex, f64)>>,
    /// For each recommendation and caution its rule, where the caution has one.
    pub(crate) cautions: Vec<Vec<Option<Rule>>>,
}

impl Network {
    /// What an observation is to an assessment; nothing of the kind for one that there is not.
    pub(crate) fn about(&self, at: ObservationIndex) -> About {
        self.about.get(usize::from(at)).copied().unwrap_or_default()
    }

    /// The ratios of an answer of one level that no draw moves, where no row of priors holds.
    pub(crate) fn level_ratios(&self, given: LevelAnswer) -> &[LevelRatio] {
        let levels = self.level_ratios.get(usize::from(given.observation));
        let level = levels.and_then(|levels| levels.get(given.bits.trailing_zeros() as usize));
        level.map_or(&[], Vec::as_slice)
    }

    /// Returns the same network with the odds of all leaks multiplied; no link is solved again.
    pub(crate) fn with_leaks(&self, factor: f64) -> Self {
        let mut network = Self { stamp: next_stamp(), ..self.clone() };
        for effects in &mut network.effects {
            if let Effects::Symptom(node) = effects {
                let odds = node.leak.value / (1.0 - node.leak.value) * factor;
                node.leak.value = odds / (1.0 + odds);
            }
        }
        network
    }
}

/// Returns a number that it has not returned before in this process. No result depends on it.
pub(crate) fn next_stamp() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// What an observation is to an assessment, looked up once.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct About {
    /// It selects only, and is the background of every explanation.
    pub(crate) is_context: bool,
    /// It is the result of a test.
    pub(crate) is_measurement: bool,
    /// It says how long it has lasted.
    pub(crate) is_duration: bool,
    /// It stands on a screen that everyone is shown.
    pub(crate) is_universal: bool,
    /// It acts on a scored cause, and is no context.
    pub(crate) bears: bool,
}

/// The levels of an observation, as bits, that are doubted while a rule holds.
#[derive(Debug, Clone)]
pub(crate) struct DoubtNode {
    pub(crate) observation: ObservationIndex,
    pub(crate) levels: u32,
    pub(crate) when: Rule,
}

/// A scored cause.
#[derive(Debug, Clone)]
pub(crate) struct CauseNode {
    /// Its index in [`crate::KnowledgeBase::causes`].
    pub(crate) knowledge: usize,
    pub(crate) prior: Number,
    pub(crate) prior_odds: f64,
    pub(crate) rows: Vec<PriorRowNode>,
    /// All observations that its rows test.
    pub(crate) row_observations: Vec<ObservationIndex>,
}

impl CauseNode {
    /// Whether its rows test an observation, which then is no multiplier of it.
    pub(crate) fn tests(&self, observation: ObservationIndex) -> bool {
        self.row_observations.binary_search(&observation).is_ok()
    }
}

/// A row of `prior_when`.
#[derive(Debug, Clone)]
pub(crate) struct PriorRowNode {
    pub(crate) rule: Rule,
    pub(crate) prior: Number,
    pub(crate) prior_odds: f64,
    pub(crate) replaces: Vec<ObservationIndex>,
}

/// A number that the stability draws move: its value, its uncertainty factor and the hash of its id.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number {
    pub(crate) value: f64,
    pub(crate) uncertainty: f64,
    pub(crate) hash: u64,
}

/// What an observation does to causes.
#[derive(Debug, Clone)]
pub(crate) enum Effects {
    /// A symptom, by its links.
    Symptom(SymptomNode),
    /// A factor, by the causes whose odds it moves.
    Factor(Vec<FactorEffect>),
    /// A descriptor.
    Descriptor(Vec<DescriptorEffect>),
    /// A measurement.
    Measurement(Vec<MeasurementEffect>),
    /// Context acts through prior rows only.
    Context,
}

impl Effects {
    /// Whether it acts on a cause by a link or a ratio.
    fn act(&self) -> bool {
        match self {
            Self::Symptom(node) => !node.links.is_empty(),
            Self::Factor(effects) => !effects.is_empty(),
            Self::Descriptor(effects) => !effects.is_empty(),
            Self::Measurement(effects) => !effects.is_empty(),
            Self::Context => false,
        }
    }
}

/// A symptom with a leak and the causes that can bring it about.
#[derive(Debug, Clone)]
pub(crate) struct SymptomNode {
    pub(crate) leak: Number,
    pub(crate) base: f64,
    pub(crate) links: Vec<LinkNode>,
}

/// A link: with which probability the cause fires the symptom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LinkNode {
    pub(crate) cause: CauseIndex,
    pub(crate) q: Number,
}

/// What a factor does to one cause.
#[derive(Debug, Clone)]
pub(crate) struct FactorEffect {
    pub(crate) cause: CauseIndex,
    pub(crate) pathway: Option<u32>,
    /// For the plain prior and each prior row: the multiplier of each level.
    pub(crate) multipliers: Vec<Vec<Number>>,
}

/// What a descriptor does to one cause.
#[derive(Debug, Clone)]
pub(crate) struct DescriptorEffect {
    pub(crate) cause: CauseIndex,
    /// For each level P(level | cause) with its uncertainty, and P(level | not the cause).
    pub(crate) levels: Vec<(Number, f64)>,
}

/// What a measurement does to one cause.
#[derive(Debug, Clone)]
pub(crate) struct MeasurementEffect {
    pub(crate) cause: CauseIndex,
    pub(crate) pathway: Option<u32>,
    pub(crate) ratios: Vec<Number>,
}

impl Number {
    /// Its id comes in pieces: `["leak:", "tired"]` is `leak:tired`.
    pub(crate) fn new(value: f64, uncertainty: f64, id: &[&str]) -> Self {
        Self {
            value,
            uncertainty,
            hash: id.iter().fold(FNV_START, |hash, piece| fnv1a(hash, piece)),
        }
    }

    /// A number that no draw moves.
    pub(crate) fn fixed(value: f64) -> Self {
        Self { value, uncertainty: 1.0, hash: 0 }
    }

    /// The factor by which a draw moves it: one of 1/f, 1/√f, 1, √f, f.
    pub(crate) fn factor(&self, draw: u64) -> f64 {
        match splitmix(self.hash ^ draw.wrapping_mul(0x9E37_79B9_7F4A_7C15)) % 5 {
            0 => 1.0 / self.uncertainty,
            1 => 1.0 / self.uncertainty.sqrt(),
            2 => 1.0,
            3 => self.uncertainty.sqrt(),
            _ => self.uncertainty,
        }
    }

    /// A ratio or odds, moved by a draw.
    pub(crate) fn moved(&self, draw: Option<u64>) -> f64 {
        draw.map_or(self.value, |draw| self.value * self.factor(draw))
    }

    /// A probability, moved by a draw on the scale of odds.
    pub(crate) fn moved_probability(&self, draw: Option<u64>) -> f64 {
        let Some(draw) = draw else { return self.value };
        let odds = self.value / (1.0 - self.value) * self.factor(draw);
        odds / (1.0 + odds)
    }
}

const FNV_START: u64 = 0xCBF2_9CE4_8422_2325;

/// FNV-1a, 64 bits, going on from what came before.
fn fnv1a(hash: u64, piece: &str) -> u64 {
    piece
        .bytes()
        .fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

/// The finaliser of splitmix64.
pub(crate) fn splitmix(mut state: u64) -> u64 {
    state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}
