//! Odds of the causes before symptoms: base · up · down · direct (model.md, section 2).

use super::ratios::{Ratios, product_of_one};
use super::rows::RowChoice;
use crate::evidence::{Answer, Item};
use crate::knowledge::Settings;
use crate::network::{
    CauseIndex, CauseNode, LevelAnswer, LevelRatio, Network, ObservationIndex, Ratio, Truth,
};

/// Buffers for the ratios of each cause, kept from call to call.
#[derive(Debug, Default, Clone)]
pub(crate) struct OddsScratch {
    causes: Vec<Chain>,
    /// The ratios of all causes, as they came; each names the next of its cause.
    links: Vec<Link>,
    /// The causes that have a ratio.
    moved: Vec<CauseIndex>,
    /// Those of one cause.
    ratios: Ratios,
    rows: RowChoice,
}

/// Where the ratios of a cause are among the links, and which row of its priors holds.
#[derive(Debug, Clone, Copy)]
struct Chain {
    row: Option<u16>,
    first: u32,
    last: u32,
}

#[derive(Debug, Clone, Copy)]
struct Link {
    ratio: Ratio,
    next: u32,
}

/// There is no such link: memory ends before there are so many.
const NONE: u32 = u32::MAX;

impl Default for Chain {
    fn default() -> Self {
        Self { row: None, first: NONE, last: NONE }
    }
}

impl Chain {
    fn row(self) -> Option<usize> {
        self.row.map(usize::from)
    }
}

impl OddsScratch {
    /// The prior row of a cause that held in the last call.
    pub(crate) fn row(&self, cause: usize) -> Option<usize> {
        self.causes.get(cause).and_then(|chain| chain.row())
    }

    fn clear(&mut self, causes: usize) {
        self.causes.clear();
        self.causes.resize(causes, Chain::default());
        self.links.clear();
        self.moved.clear();
    }

    /// Adds a ratio at the end of those of a cause.
    fn push(&mut self, cause: CauseIndex, ratio: Ratio) {
        let Some(chain) = self.causes.get_mut(usize::from(cause)) else { return };
        let at = u32::try_from(self.links.len()).unwrap_or(NONE);
        if let Some(last) = self.links.get_mut(chain.last as usize) {
            last.next = at;
        } else {
            chain.first = at;
            self.moved.push(cause);
        }
        chain.last = at;
        self.links.push(Link { ratio, next: NONE });
    }

    /// Multiplies the odds of each cause that has ratios by what they come to.
    fn multiply(&mut self, settings: &Settings, odds: &mut [f64]) {
        let Self { causes, links, moved, ratios, .. } = self;
        for cause in moved.iter().map(|cause| usize::from(*cause)) {
            let (Some(chain), Some(odds)) = (causes.get(cause), odds.get_mut(cause)) else {
                continue;
            };
            let first = links.get(chain.first as usize);
            // Most causes have one: nothing to choose, to sort or to damp.
            *odds *= if let Some(Link { ratio, next: NONE }) = first {
                product_of_one(ratio, settings)
            } else {
                gather(chain.first, links, ratios);
                ratios.product(settings)
            };
        }
    }
}

fn gather(first: u32, links: &[Link], ratios: &mut Ratios) {
    ratios.clear();
    let mut at = first;
    while let Some(link) = links.get(at as usize) {
        ratios.push(link.ratio);
        at = link.next;
    }
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
    scratch.clear(network.causes.len());
    odds.clear();
    odds.extend(network.causes.iter().map(|cause| base(cause, None, draw)));
    let OddsScratch { causes, rows, .. } = scratch;
    for (cause, row) in rows.choose(network, items) {
        let at = usize::from(*cause);
        let places = (network.causes.get(at), causes.get_mut(at), odds.get_mut(at));
        if let (Some(node), Some(chain), Some(odds)) = places {
            chain.row = Some(*row);
            *odds = base(node, Some(usize::from(*row)), draw);
        }
    }
    for item in items {
        collect(network, settings, item, draw, scratch);
    }
    scratch.multiply(settings, odds);
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

fn given(item: &Item, draw: Option<u64>) -> Option<LevelAnswer> {
    let Answer::Levels { bits, .. } = item.answer else { return None };
    Some(LevelAnswer { observation: item.observation, bits, draw })
}

fn collect(
    network: &Network,
    settings: &Settings,
    item: &Item,
    draw: Option<u64>,
    scratch: &mut OddsScratch,
) {
    let Some(given) = given(item, draw) else { return };
    if draw.is_none() && given.bits.is_power_of_two() {
        for level in network.level_ratios(given) {
            collect_level(network, settings, level, given, scratch);
        }
        return;
    }
    let Some(effects) = network.effects.get(usize::from(item.observation)) else { return };
    for at in 0..effects.ratio_count() {
        let Some(cause) = effects.ratio_cause(at) else { continue };
        let Some(node) = network.causes.get(usize::from(cause)) else { continue };
        if node.tests(item.observation) {
            continue;
        }
        let row = scratch.row(usize::from(cause));
        if let Some(ratio) = effects.ratio(at, node, row, settings.descriptor_clamp, given) {
            scratch.push(cause, ratio);
        }
    }
}

/// Adds what one level does to one cause, which is worked out already unless a row of priors holds that changes it.
fn collect_level(
    network: &Network,
    settings: &Settings,
    level: &LevelRatio,
    given: LevelAnswer,
    scratch: &mut OddsScratch,
) {
    let at = usize::from(level.cause);
    let row = level.by_row.and_then(|effect| Some((effect, scratch.row(at)?)));
    let Some((effect, row)) = row else { return scratch.push(level.cause, level.ratio) };
    let effects = network.effects.get(usize::from(given.observation));
    let ratio = effects.zip(network.causes.get(at)).and_then(|(effects, node)| {
        effects.ratio(usize::from(effect), node, Some(row), settings.descriptor_clamp, given)
    });
    if let Some(ratio) = ratio {
        scratch.push(level.cause, ratio);
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
    let OddsScratch { causes, links, ratios, .. } = scratch;
    for at in 0..effects.ratio_count() {
        let Some(cause) = effects.ratio_cause(at) else { continue };
        let places = (network.causes.get(usize::from(cause)), causes.get(usize::from(cause)));
        let (Some(node), Some(chain)) = places else { continue };
        if node.tests(more.observation) {
            continue;
        }
        let row = chain.row();
        gather(chain.first, links, ratios);
        let clamp = settings.descriptor_clamp;
        let one_more = given(more, None).and_then(|it| effects.ratio(at, node, row, clamp, it));
        if let Some(ratio) = one_more {
            ratios.push(ratio);
        }
        moved(usize::from(cause), base(node, row, None) * ratios.product(settings));
    }
    for (cause, node) in network.causes.iter().enumerate() {
        if node.tests(more.observation) {
            let row = collect_one(network, settings, items, more, cause, node, ratios);
            moved(cause, base(node, row, None) * ratios.product(settings));
        }
    }
}

/// Collects the ratios of one cause anew, for another row may hold; returns that row.
fn collect_one(
    network: &Network,
    settings: &Settings,
    items: &[Item],
    more: &Item,
    cause: usize,
    node: &CauseNode,
    ratios: &mut Ratios,
) -> Option<usize> {
    ratios.clear();
    let row = row(node, |observation| {
        if observation == more.observation { Some(&more.answer) } else { find(items, observation) }
    });
    for item in items.iter().filter(|item| !node.tests(item.observation)) {
        let Some(effects) = network.effects.get(usize::from(item.observation)) else { continue };
        let here = |at: &usize| effects.ratio_cause(*at).is_some_and(|c| usize::from(c) == cause);
        let ratio = (0..effects.ratio_count()).find(here).zip(given(item, None));
        let clamp = settings.descriptor_clamp;
        let ratio = ratio.and_then(|(at, given)| effects.ratio(at, node, row, clamp, given));
        if let Some(ratio) = ratio {
            ratios.push(ratio);
        }
    }
    row
}

/// The odds of the prior, or of the row that holds.
fn base(node: &CauseNode, row: Option<usize>, draw: Option<u64>) -> f64 {
    let row = row.and_then(|row| node.rows.get(row));
    let (prior, base) =
        row.map_or((&node.prior, node.prior_odds), |row| (&row.prior, row.prior_odds));
    draw.map_or(base, |draw| base * prior.factor(draw))
}
