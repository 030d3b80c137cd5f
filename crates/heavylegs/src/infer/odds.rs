//! Odds of the causes before symptoms: base · up · down · direct (model.md, section 2).

use super::rows::RowChoice;
use crate::evidence::{Answer, Item};
use crate::knowledge::Settings;
use crate::network::normalise::damped;
use crate::network::{
    CauseIndex, CauseNode, DescriptorEffect, Effects, FactorEffect, MeasurementEffect, Network,
    Number, ObservationIndex, Truth,
};

/// Buffers for the ratios of each cause, kept from call to call.
#[derive(Debug, Default, Clone)]
pub(crate) struct OddsScratch {
    causes: Vec<Ratios>,
    /// Those of one cause with one more answer.
    one_more: Ratios,
    rows: RowChoice,
}

#[derive(Debug, Default, Clone)]
struct Ratios {
    row: Option<usize>,
    factors: Vec<Ratio>,
    descriptors: Vec<Ratio>,
    measurements: Vec<Ratio>,
}

impl OddsScratch {
    /// The prior row of a cause that held in the last call.
    pub(crate) fn row(&self, cause: usize) -> Option<usize> {
        self.causes.get(cause).and_then(|ratios| ratios.row)
    }
}

/// A ratio, the observation it comes from (which breaks ties) and its pathway.
#[derive(Debug, Clone, Copy)]
struct Ratio {
    value: f64,
    observation: ObservationIndex,
    pathway: Option<u32>,
}

/// Writes the odds of every scored cause, given the answers that are no symptoms.
///
/// `draw` moves every number within its uncertainty.
pub(crate) fn odds_into(
    network: &Network,
    settings: &Settings,
    items: &[Item],
    draw: Option<u64>,
    scratch: &mut OddsScratch,
    odds: &mut Vec<f64>,
) {
    scratch.causes.resize_with(network.causes.len(), Ratios::default);
    scratch.causes.iter_mut().for_each(Ratios::clear);
    let OddsScratch { causes, rows, .. } = scratch;
    for (cause, row) in rows.choose(network, items) {
        if let Some(ratios) = causes.get_mut(usize::from(*cause)) {
            ratios.row = Some(usize::from(*row));
        }
    }
    for item in items {
        collect(network, settings, item, draw, scratch);
    }
    odds.clear();
    let causes = network.causes.iter().zip(&mut scratch.causes);
    odds.extend(
        causes.map(|(cause, ratios)| base(cause, ratios.row, draw) * ratios.product(settings)),
    );
}

/// What is known of an observation; the items are sorted.
fn find(items: &[Item], observation: ObservationIndex) -> Option<&Answer> {
    let at = items.binary_search_by_key(&observation, |item| item.observation).ok()?;
    items.get(at).map(|item| &item.answer)
}

/// Returns the first row of a cause whose condition is known to hold.
pub(super) fn row<'a>(
    cause: &CauseNode,
    find: impl Fn(ObservationIndex) -> Option<&'a Answer>,
) -> Option<usize> {
    cause.rows.iter().position(|row| row.rule.truth(&find) == Truth::Holds)
}

fn collect(
    network: &Network,
    settings: &Settings,
    item: &Item,
    draw: Option<u64>,
    scratch: &mut OddsScratch,
) {
    let Answer::Levels { bits, .. } = item.answer else { return };
    let given = Given { observation: item.observation, bits, draw };
    match network.effects.get(usize::from(item.observation)) {
        Some(Effects::Factor(effects)) => {
            for effect in effects {
                if let Some((node, ratios)) = target(network, scratch, effect.cause, given) {
                    ratios.add_factor(node, effect, given);
                }
            }
        }
        Some(Effects::Descriptor(effects)) => {
            for effect in effects {
                if let Some((_, ratios)) = target(network, scratch, effect.cause, given) {
                    ratios.add_descriptor(effect, settings.descriptor_clamp, given);
                }
            }
        }
        Some(Effects::Measurement(effects)) => {
            for effect in effects {
                if let Some((_, ratios)) = target(network, scratch, effect.cause, given) {
                    ratios.add_measurement(effect, given);
                }
            }
        }
        Some(Effects::Symptom(_) | Effects::Context) | None => {}
    }
}

/// An answer by its levels, and the draw that moves what it does.
#[derive(Clone, Copy)]
struct Given {
    observation: ObservationIndex,
    bits: u32,
    draw: Option<u64>,
}

impl Given {
    /// The level, or the first of several.
    fn level(self) -> usize {
        self.bits.trailing_zeros() as usize
    }
}

/// How many causes an observation acts on by a ratio.
fn count(effects: &Effects) -> usize {
    match effects {
        Effects::Factor(effects) => effects.len(),
        Effects::Descriptor(effects) => effects.len(),
        Effects::Measurement(effects) => effects.len(),
        Effects::Symptom(_) | Effects::Context => 0,
    }
}

fn cause_of(effects: &Effects, at: usize) -> Option<CauseIndex> {
    match effects {
        Effects::Factor(effects) => effects.get(at).map(|effect| effect.cause),
        Effects::Descriptor(effects) => effects.get(at).map(|effect| effect.cause),
        Effects::Measurement(effects) => effects.get(at).map(|effect| effect.cause),
        Effects::Symptom(_) | Effects::Context => None,
    }
}

/// Adds what an answer does to one cause: one effect of its observation.
fn add(
    node: &CauseNode,
    ratios: &mut Ratios,
    effects: &Effects,
    at: usize,
    settings: &Settings,
    item: &Item,
) {
    let Answer::Levels { bits, .. } = item.answer else { return };
    let given = Given { observation: item.observation, bits, draw: None };
    match effects {
        Effects::Factor(effects) => {
            effects.get(at).into_iter().for_each(|it| ratios.add_factor(node, it, given));
        }
        Effects::Descriptor(effects) => {
            let clamp = settings.descriptor_clamp;
            effects.get(at).into_iter().for_each(|it| ratios.add_descriptor(it, clamp, given));
        }
        Effects::Measurement(effects) => {
            effects.get(at).into_iter().for_each(|it| ratios.add_measurement(it, given));
        }
        Effects::Symptom(_) | Effects::Context => {}
    }
}

/// Calls `moved` with each cause that one more answer acts on, and the odds that it would have.
///
/// `scratch` holds the ratios of the last call of [`odds_into`] with `items`; nothing else is worked out anew, but for causes whose
/// rows test the observation.
pub(crate) fn odds_with(
    network: &Network,
    settings: &Settings,
    items: &[Item],
    more: &Item,
    scratch: &mut OddsScratch,
    moved: &mut dyn FnMut(usize, f64),
) {
    let Some(effects) = network.effects.get(usize::from(more.observation)) else { return };
    let mut ratios = std::mem::take(&mut scratch.one_more);
    for at in 0..count(effects) {
        let Some(cause) = cause_of(effects, at) else { continue };
        let given = Given { observation: more.observation, bits: 0, draw: None };
        let Some((node, known)) = target(network, scratch, cause, given) else { continue };
        ratios.copy(known);
        add(node, &mut ratios, effects, at, settings, more);
        moved(usize::from(cause), base(node, ratios.row, None) * ratios.product(settings));
    }
    for (cause, node) in network.causes.iter().enumerate() {
        if node.row_observations.binary_search(&more.observation).is_ok() {
            collect_one(network, settings, items, more, cause, node, &mut ratios);
            moved(cause, base(node, ratios.row, None) * ratios.product(settings));
        }
    }
    scratch.one_more = ratios;
}

/// Collects the ratios of one cause anew: another row may hold.
fn collect_one(
    network: &Network,
    settings: &Settings,
    items: &[Item],
    more: &Item,
    cause: usize,
    node: &CauseNode,
    ratios: &mut Ratios,
) {
    ratios.clear();
    ratios.row = row(node, |observation| {
        if observation == more.observation { Some(&more.answer) } else { find(items, observation) }
    });
    for item in items {
        if node.row_observations.binary_search(&item.observation).is_ok() {
            continue;
        }
        let Some(effects) = network.effects.get(usize::from(item.observation)) else { continue };
        let here = |at: &usize| cause_of(effects, *at).is_some_and(|c| usize::from(c) == cause);
        if let Some(at) = (0..count(effects)).find(here) {
            add(node, ratios, effects, at, settings, item);
        }
    }
}

/// The odds of the prior, or of the row that holds.
fn base(node: &CauseNode, row: Option<usize>, draw: Option<u64>) -> f64 {
    let row = row.and_then(|row| node.rows.get(row));
    let (prior, base) =
        row.map_or((&node.prior, node.prior_odds), |row| (&row.prior, row.prior_odds));
    draw.map_or(base, |draw| base * prior.factor(draw))
}

/// The cause that an observation's effect acts on, unless the cause's rows test the observation: then it is no
/// multiplier of that cause.
fn target<'n, 's>(
    network: &'n Network,
    scratch: &'s mut OddsScratch,
    cause: CauseIndex,
    given: Given,
) -> Option<(&'n CauseNode, &'s mut Ratios)> {
    let node = network.causes.get(usize::from(cause))?;
    let tested = node.row_observations.binary_search(&given.observation).is_ok();
    if tested { None } else { Some((node, scratch.causes.get_mut(usize::from(cause))?)) }
}

/// P(levels | cause) over P(levels | not the cause), for one level or several.
fn descriptor_ratio(levels: &[(Number, f64)], bits: u32) -> f64 {
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

impl Ratios {
    fn clear(&mut self) {
        self.row = None;
        self.factors.clear();
        self.descriptors.clear();
        self.measurements.clear();
    }

    fn copy(&mut self, other: &Self) {
        self.clear();
        self.row = other.row;
        self.factors.extend_from_slice(&other.factors);
        self.descriptors.extend_from_slice(&other.descriptors);
        self.measurements.extend_from_slice(&other.measurements);
    }

    fn add_factor(&mut self, node: &CauseNode, effect: &FactorEffect, given: Given) {
        let row = self.row.and_then(|row| Some((row, node.rows.get(row)?)));
        if row.is_some_and(|(_, row)| row.replaces.contains(&given.observation)) {
            return;
        }
        let multipliers = effect.multipliers.get(row.map_or(0, |(row, _)| row + 1));
        if let Some(number) = multipliers.and_then(|it| it.get(given.level())) {
            let (value, pathway) = (number.moved(given.draw), effect.pathway);
            self.factors.push(Ratio { value, observation: given.observation, pathway });
        }
    }

    fn add_descriptor(&mut self, effect: &DescriptorEffect, clamp: f64, given: Given) {
        let value = descriptor_ratio(&effect.levels, given.bits).clamp(1.0 / clamp, clamp);
        let number = effect.levels.get(given.level()).map(|(number, _)| number);
        let moved = given.draw.zip(number).map_or(1.0, |(draw, number)| number.factor(draw));
        let (value, observation) = (value * moved, given.observation);
        self.descriptors.push(Ratio { value, observation, pathway: None });
    }

    fn add_measurement(&mut self, effect: &MeasurementEffect, given: Given) {
        if let Some(number) = effect.ratios.get(given.level()) {
            let (value, pathway) = (number.moved(given.draw), effect.pathway);
            self.measurements.push(Ratio { value, observation: given.observation, pathway });
        }
    }

    fn product(&mut self, settings: &Settings) -> f64 {
        match (self.factors.as_slice(), self.descriptors.as_slice(), self.measurements.as_slice()) {
            // Most causes have none or one: nothing to choose, to sort or to damp.
            ([], [], []) => 1.0,
            ([], [one], []) => one.value,
            ([one], [], []) => one.value.min(settings.cap_up).max(settings.cap_down),
            _ => self.product_of_several(settings),
        }
    }

    fn product_of_several(&mut self, settings: &Settings) -> f64 {
        strongest_of_each_pathway(&mut self.factors);
        strongest_of_each_pathway(&mut self.measurements);
        let (up, down) = damped_apart(&mut self.factors);
        let (more, less) = damped_apart(&mut self.descriptors);
        let tests = self.measurements.iter().fold(1.0, |product, ratio| product * ratio.value);
        up.min(settings.cap_up) * down.max(settings.cap_down) * (more * less) * tests
    }
}

/// The product of the ratios above 1 and that of those below, each damped.
fn damped_apart(ratios: &mut [Ratio]) -> (f64, f64) {
    match ratios {
        [] => (1.0, 1.0),
        // Nothing to sort, nothing to damp.
        [one] => (one.value.max(1.0), one.value.min(1.0)),
        several => (damped_up(several), damped_down(several)),
    }
}

fn damped_up(ratios: &mut [Ratio]) -> f64 {
    ratios.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.observation.cmp(&b.observation)));
    damped(ratios.iter().map(|ratio| ratio.value).take_while(|value| *value > 1.0))
}

fn damped_down(ratios: &mut [Ratio]) -> f64 {
    ratios.sort_by(|a, b| a.value.total_cmp(&b.value).then(a.observation.cmp(&b.observation)));
    damped(ratios.iter().map(|ratio| ratio.value).take_while(|value| *value < 1.0))
}

/// Of one pathway only the ratio furthest from 1 counts.
fn strongest_of_each_pathway(ratios: &mut Vec<Ratio>) {
    if ratios.len() < 2 || ratios.iter().all(|ratio| ratio.pathway.is_none()) {
        return;
    }
    let strength = |ratio: &Ratio| ratio.value.max(1.0 / ratio.value);
    ratios.sort_by(|a, b| {
        strength(b).total_cmp(&strength(a)).then(a.observation.cmp(&b.observation))
    });
    let mut at = 0;
    while at < ratios.len() {
        let (kept, rest) = ratios.split_at(at);
        let pathway = rest.first().and_then(|ratio| ratio.pathway);
        if pathway.is_some() && kept.iter().any(|ratio| ratio.pathway == pathway) {
            ratios.remove(at);
        } else {
            at += 1;
        }
    }
}
