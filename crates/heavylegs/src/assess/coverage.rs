//! Whether enough is known to name a leader.

use super::stability::leader;
use super::types::{Coverage, CoverageState};
use crate::evidence::Item;
use crate::network::Network;

const LEAST_KNOWN: usize = 3;
const LEAST_MOVE: f64 = 2.0;
const LEAST_LEADER: f64 = 0.20;

/// What the answers made of the causes.
#[derive(Clone, Copy)]
pub(crate) struct Outcome<'a> {
    pub(crate) probabilities: &'a [f64],
    pub(crate) odds: &'a [f64],
    /// The odds with the context alone.
    pub(crate) odds_before: &'a [f64],
    /// P(no cause is on | evidence).
    pub(crate) none: f64,
}

/// Judges how much is known, by the answers that the probabilities take in; of how much, [`bearing`] says.
pub(crate) fn coverage(network: &Network, items: &[Item], outcome: Outcome<'_>) -> Coverage {
    let known = known(network, items);
    let moved = outcome
        .odds
        .iter()
        .zip(outcome.odds_before)
        .any(|(odds, before)| *odds >= LEAST_MOVE * before || *before >= LEAST_MOVE * odds);
    let state = if known >= LEAST_KNOWN && moved {
        CoverageState::Sufficient
    } else {
        CoverageState::Insufficient
    };
    let highest = leader(outcome.probabilities).and_then(|at| outcome.probabilities.get(at));
    let clear = highest.is_some_and(|p| *p >= LEAST_LEADER && *p >= outcome.none);
    let names_a_leader = state == CoverageState::Sufficient && clear;
    Coverage { state, known, of: 0, names_a_leader }
}

/// How many answers bear on a cause: the universal screen counts as one.
fn known(network: &Network, items: &[Item]) -> usize {
    let (mut known, mut on_screen) = (0, false);
    for about in items.iter().map(|item| network.about(item.observation)) {
        match (about.bears, about.is_universal) {
            (false, _) => {}
            (true, true) => on_screen = true,
            // A test result is worth more than a few answers: it alone is enough.
            (true, false) => known += if about.is_measurement { LEAST_KNOWN } else { 1 },
        }
    }
    known + usize::from(on_screen)
}

/// How many observations bear on a cause.
pub(super) fn bearing(network: &Network) -> usize {
    network.about.iter().filter(|about| about.bears).count()
}
