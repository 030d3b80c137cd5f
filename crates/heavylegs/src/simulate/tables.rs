//! How each observation is drawn, worked out once for an engine.

use super::Order;
use crate::engine::Engine;
use crate::knowledge::{Observation, Role};
use crate::network::{
    CauseIndex, CauseNode, DescriptorEffect, Effects, FactorEffect, MeasurementEffect, Network,
    Number, ObservationIndex,
};
use crate::validate::stated;

/// How the observations of an engine are drawn.
#[derive(Debug, Clone)]
pub(super) struct Tables {
    /// Parts of the reference population: their shares, and the levels they state.
    pub(super) strata: Vec<(f64, Vec<(ObservationIndex, usize)>)>,
    /// How each observation is drawn.
    pub(super) how: Vec<How>,
    /// Whether a row of `prior_when` tests it, or the reference population states it.
    pub(super) is_root: Vec<bool>,
    /// The levels that causes move, drawn after the causes where these come first.
    pub(super) pulls: Vec<Vec<Pull>>,
    /// The number of each cause's family.
    pub(super) families: Vec<usize>,
    /// For each cause the highest odds that roots alone, and all factors, descriptors and measurements, can give it.
    pub(super) most: Vec<[f64; 2]>,
}

/// How an observation is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum How {
    /// Nothing says how common it is: it stays unknown.
    Never,
    /// With the part of the reference population.
    Stratum,
    /// By the shares of its levels.
    Levels(Vec<f64>),
    /// By noisy-OR; its base rate.
    Symptom(f64),
}

/// How one cause moves the levels of one observation.
#[derive(Debug, Clone)]
pub(super) struct Pull {
    pub(super) cause: CauseIndex,
    /// For the plain prior and each prior row, and each level: by how much it is more common while the cause is off, and on.
    /// Nothing where the row takes the factor's place.
    pub(super) rows: Vec<Option<Vec<[f64; 2]>>>,
}

impl Tables {
    pub(super) fn new(engine: &Engine, order: Order) -> Self {
        let (knowledge, network) = (engine.knowledge(), engine.network());
        let observations = knowledge.observations();
        let strata: Vec<_> = knowledge
            .population
            .iter()
            .map(|stratum| {
                let levels =
                    (0..).zip(observations).filter_map(|(at, o): (ObservationIndex, _)| {
                        Some((at, stated(&stratum.is, &o.id, o.levels()?)?))
                    });
                (stratum.share, levels.collect::<Vec<_>>())
            })
            .collect();
        let is_stated = |at| strata.iter().any(|(_, levels)| levels.iter().any(|(o, _)| *o == at));
        let is_tested = |at: ObservationIndex| network.causes.iter().any(|cause| cause.tests(at));
        let indices = || (0..).zip(observations);
        let is_root: Vec<bool> = indices().map(|(at, _)| is_stated(at) || is_tested(at)).collect();
        let clamp = knowledge.settings().descriptor_clamp;
        let pulls = indices().map(|(at, _)| pulls(network, at, clamp, order)).collect();
        let family = |id: &String| knowledge.families().iter().position(|known| known == id);
        let scored = knowledge.causes().iter().filter(|cause| cause.scored);
        let mut tables = Self {
            how: indices().map(|(at, o)| how(o, is_stated(at))).collect(),
            strata,
            is_root,
            pulls,
            families: scored.map(|cause| family(&cause.family).unwrap_or(usize::MAX)).collect(),
            most: Vec::new(),
        };
        tables.most = (0..)
            .zip(&network.causes)
            .map(|(at, node)| {
                [true, false].map(|roots| tables.most(network, at, node, engine, roots))
            })
            .collect();
        tables
    }

    /// How an observation is drawn.
    pub(super) fn how(&self, at: ObservationIndex) -> &How {
        self.how.get(usize::from(at)).unwrap_or(&How::Never)
    }

    pub(super) fn is_root(&self, at: ObservationIndex) -> bool {
        self.is_root.get(usize::from(at)).copied().unwrap_or(false)
    }

    /// All observations by their indices.
    pub(super) fn indices(&self) -> impl Iterator<Item = ObservationIndex> + use<> {
        0..ObservationIndex::try_from(self.how.len()).unwrap_or(ObservationIndex::MAX)
    }

    /// The highest odds a cause can have before symptoms: its highest row, the cap of factors, and every direct ratio above 1.
    fn most(
        &self,
        network: &Network,
        at: CauseIndex,
        node: &CauseNode,
        engine: &Engine,
        roots: bool,
    ) -> f64 {
        let settings = engine.knowledge().settings();
        let priors = node.rows.iter().map(|row| row.prior.value);
        let prior = priors.fold(node.prior.value, f64::max);
        let mut factors = 1.0;
        let mut direct = 1.0;
        for (observation, effects) in (0..).zip(&network.effects) {
            if roots && !self.is_root(observation) {
                continue;
            }
            match effects {
                Effects::Factor(effects) if effects.iter().any(|e| e.cause == at) => {
                    factors = settings.cap_up;
                }
                Effects::Descriptor(effects) if effects.iter().any(|e| e.cause == at) => {
                    direct *= settings.descriptor_clamp;
                }
                Effects::Measurement(effects) => {
                    for effect in effects.iter().filter(|effect| effect.cause == at) {
                        direct *= effect.ratios.iter().map(|ratio| ratio.value).fold(1.0, f64::max);
                    }
                }
                _ => {}
            }
        }
        prior / (1.0 - prior) * factors * direct
    }
}

fn how(observation: &Observation, in_population: bool) -> How {
    match (&observation.role, observation.levels()) {
        (Role::Symptom(symptom), _) => {
            symptom.base.as_ref().map_or(How::Never, |base| How::Symptom(base.value))
        }
        _ if in_population => How::Stratum,
        (_, Some(levels)) if !levels.shares.is_empty() => How::Levels(levels.shares.clone()),
        _ => How::Never,
    }
}

/// What the causes do to the levels of one observation.
fn pulls(network: &Network, at: ObservationIndex, clamp: f64, order: Order) -> Vec<Pull> {
    match network.effects.get(usize::from(at)) {
        Some(Effects::Factor(effects)) => {
            effects.iter().filter_map(|effect| factor_pull(network, at, effect)).collect()
        }
        Some(Effects::Descriptor(effects)) => effects
            .iter()
            .filter_map(|effect| descriptor_pull(network, effect, clamp, order))
            .collect(),
        Some(Effects::Measurement(effects)) => {
            effects.iter().filter_map(|effect| measurement_pull(network, effect)).collect()
        }
        Some(Effects::Symptom(_) | Effects::Context) | None => Vec::new(),
    }
}

fn factor_pull(network: &Network, at: ObservationIndex, effect: &FactorEffect) -> Option<Pull> {
    let node = network.causes.get(usize::from(effect.cause))?;
    let values = |numbers: &[Number]| -> Vec<f64> { numbers.iter().map(|m| m.value).collect() };
    let plain = Some(shifts(node.prior.value, &values(effect.multipliers.first()?)));
    let of_rows = node.rows.iter().zip(effect.multipliers.iter().skip(1));
    let rows = of_rows.map(|(row, multipliers)| {
        let replaced = row.replaces.contains(&at);
        (!replaced).then(|| shifts(row.prior.value, &values(multipliers)))
    });
    Some(Pull { cause: effect.cause, rows: std::iter::once(plain).chain(rows).collect() })
}

fn descriptor_pull(
    network: &Network,
    effect: &DescriptorEffect,
    clamp: f64,
    order: Order,
) -> Option<Pull> {
    let node = network.causes.get(usize::from(effect.cause))?;
    let ratio = |(given, not): &(Number, f64)| (given.value / not).clamp(1.0 / clamp, clamp);
    let ratios: Vec<f64> = effect.levels.iter().map(ratio).collect();
    // The ratios are those of the plain prior, whatever row holds.
    let shifts = match order {
        Order::SharesKept => shifts(node.prior.value, &ratios),
        Order::CausesFirst | Order::FactorsFirst => {
            ratios.iter().map(|ratio| [1.0, *ratio]).collect()
        }
    };
    Some(Pull { cause: effect.cause, rows: vec![Some(shifts)] })
}

fn measurement_pull(network: &Network, effect: &MeasurementEffect) -> Option<Pull> {
    let node = network.causes.get(usize::from(effect.cause))?;
    let ratios: Vec<f64> = effect.ratios.iter().map(|ratio| ratio.value).collect();
    let shifts = shifts(node.prior.value, &ratios);
    Some(Pull { cause: effect.cause, rows: vec![Some(shifts)] })
}

/// P(off | level)/P(off) and P(on | level)/P(on), for ratios that act on the odds of a prior.
fn shifts(prior: f64, ratios: &[f64]) -> Vec<[f64; 2]> {
    let shift = |ratio: &f64| {
        let mean = 1.0 - prior + prior * ratio;
        [1.0 / mean, ratio / mean]
    };
    ratios.iter().map(shift).collect()
}

impl Pull {
    /// By how much a level is more common than its share, where the cause is on or off and a row holds.
    pub(super) fn shift(&self, row: Option<usize>, level: usize, on: bool) -> f64 {
        let row = row.map_or(0, |row| row + 1);
        // Descriptors and measurements have one entry for all rows.
        let shifts = self.rows.get(row).or(self.rows.first()).and_then(Option::as_ref);
        let shift = shifts.and_then(|shifts| shifts.get(level));
        shift.map_or(1.0, |[off, when_on]| if on { *when_on } else { *off })
    }
}
