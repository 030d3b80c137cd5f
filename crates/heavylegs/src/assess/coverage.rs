//! Whether enough is known to name a leader.

use super::session::{Posteriors, Session};
use super::stability::leader;
use super::triage::on_universal_screen;
use super::types::{Coverage, CoverageState};
use crate::evidence::{Answer, Item, Origin};
use crate::network::ObservationIndex;

const LEAST_KNOWN: usize = 3;
const LEAST_MOVE: f64 = 2.0;
const LEAST_LEADER: f64 = 0.20;

/// Judges how much is known, by the answers that the probabilities take in; of how much, [`bearing`] says.
pub(super) fn coverage(session: &Session<'_>, all: &Posteriors, context: &Posteriors) -> Coverage {
    let screen: Vec<ObservationIndex> = on_universal_screen(session.engine.knowledge()).collect();
    let bears = |item: &Item| bears(session, item);
    let on_screen = |item: &Item| screen.contains(&item.observation);
    let bearing: Vec<&Item> = session.items.iter().filter(|item| bears(item)).collect();
    // A test result is worth more than a few answers: it alone is enough.
    let worth = |item: &Item| if session.is_measurement(item) { LEAST_KNOWN } else { 1 };
    let alone: usize = bearing.iter().filter(|item| !on_screen(item)).map(|item| worth(item)).sum();
    let known = alone + usize::from(bearing.iter().any(|item| on_screen(item)));
    let moved = all
        .odds
        .iter()
        .zip(&context.odds)
        .any(|(odds, before)| *odds >= LEAST_MOVE * before || *before >= LEAST_MOVE * odds);
    let state = if known >= LEAST_KNOWN && moved {
        CoverageState::Sufficient
    } else {
        CoverageState::Insufficient
    };
    let highest = leader(&all.probabilities).and_then(|at| all.probabilities.get(at));
    let clear = highest.is_some_and(|p| *p >= LEAST_LEADER && *p >= all.none);
    let names_a_leader = state == CoverageState::Sufficient && clear;
    Coverage { state, known, of: 0, names_a_leader }
}

/// How many observations bear on a cause.
pub(super) fn bearing(session: &Session<'_>) -> usize {
    let observations = 0..session.engine.network().effects.len();
    observations
        .filter_map(|at| ObservationIndex::try_from(at).ok())
        .filter(|at| bears(session, &unanswered(*at)))
        .count()
}

fn bears(session: &Session<'_>, item: &Item) -> bool {
    !session.is_context(item) && !session.touched(item).is_empty()
}

/// A stand-in for an observation, to ask what it would bear on.
fn unanswered(observation: ObservationIndex) -> Item {
    Item { observation, answer: Answer::Absent, origin: Origin::Answer, days_ago: None }
}
