//! Which row of each cause's priors holds. It depends on few answers, so it is remembered.

use super::odds::row;
use crate::evidence::{Answer, Item};
use crate::network::{CauseIndex, Network, ObservationIndex};

/// How many choices are remembered: some hundred bytes each.
const REMEMBERED: usize = 256;

/// The choices of the last calls, each in the place that its answers give.
#[derive(Debug, Default, Clone)]
pub(super) struct RowChoice {
    remembered: Vec<Chosen>,
    /// The answers that rows test, as far as rows can tell them apart.
    key: Vec<u64>,
    /// The causes whose rows test something known, as bits.
    selected: Vec<u64>,
}

/// The causes of which a row holds, with the row.
#[derive(Debug, Default, Clone)]
struct Chosen {
    /// The network it was chosen in; nothing: there is no choice here.
    network: Option<u64>,
    key: Vec<u64>,
    rows: Vec<(CauseIndex, u16)>,
}

impl RowChoice {
    /// Returns the causes of which a row holds, with the row. The items are sorted.
    pub(super) fn choose(&mut self, network: &Network, items: &[Item]) -> &[(CauseIndex, u16)] {
        self.key.clear();
        self.key.extend(items.iter().filter_map(|item| told(network, item)));
        if self.key.is_empty() {
            return &[];
        }
        if self.remembered.is_empty() {
            self.remembered.resize_with(REMEMBERED, Chosen::default);
        }
        let Self { remembered, key, selected } = self;
        let mixed = key.iter().fold(0, |mixed, told| crate::network::splitmix(mixed ^ told));
        let place = usize::try_from(mixed % REMEMBERED as u64).unwrap_or(0);
        let Some(chosen) = remembered.get_mut(place) else { return &[] };
        if chosen.network != Some(network.stamp) || chosen.key != *key {
            chosen.network = Some(network.stamp);
            chosen.key.clone_from(key);
            find(network, items, selected, &mut chosen.rows);
        }
        &chosen.rows
    }
}

/// What rows can tell of an answer: the observation, its levels, and where a number lies among those that rows compare with.
/// Nothing where no row tests it.
fn told(network: &Network, item: &Item) -> Option<u64> {
    let cuts = network.row_cuts.get(usize::from(item.observation))?.as_ref()?;
    let (bits, number) = match item.answer {
        Answer::Levels { bits, number } => (bits, number),
        Answer::Present => (1, None),
        Answer::Absent => (2, None),
        // By a likelihood no condition holds.
        Answer::Likelihood(..) => (3, None),
    };
    let place = number.map_or(0, |number| {
        let below = cuts.partition_point(|cut| *cut < number);
        let on = cuts.get(below).is_some_and(|cut| *cut <= number);
        1 + 2 * below as u64 + u64::from(on)
    });
    Some(u64::from(item.observation) << 48 | place << 32 | u64::from(bits))
}

fn find(
    network: &Network,
    items: &[Item],
    selected: &mut Vec<u64>,
    rows: &mut Vec<(CauseIndex, u16)>,
) {
    let answer = |observation: ObservationIndex| {
        let at = items.binary_search_by_key(&observation, |item| item.observation).ok()?;
        items.get(at).map(|item| &item.answer)
    };
    rows.clear();
    network.rows_testing.each(items.iter().map(|item| item.observation), selected, |at| {
        let found = network.causes.get(at).and_then(|cause| row(cause, answer));
        let found = found.and_then(|row| Some((u16::try_from(at).ok()?, u16::try_from(row).ok()?)));
        rows.extend(found);
    });
}
