//! How far the first families depend on all priors and all leaks.

use serde::Serialize;

use super::counts::{mean, share};
use super::draw::Population;
use super::study::{Desk, Study};
use crate::network::Network;

/// How many families are compared.
pub(super) const FIRST_FAMILIES: usize = 3;

/// What is moved: its name, the factor on the odds of all priors, and that on the odds of all leaks.
const MOVES: [(&str, f64, f64); 4] = [
    ("all priors x 2", 2.0, 1.0),
    ("all priors / 2", 0.5, 1.0),
    ("all leaks x 1.5", 1.0, 1.5),
    ("all leaks / 1.5", 1.0, 1.0 / 1.5),
];

/// How far the three first families stay the same when numbers move.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Robustness {
    /// How many runners were drawn.
    pub runners: u64,
    /// The mean over all moves and runners of the Jaccard index of the three first families: 1 where they are the same.
    pub jaccard: f64,
    /// Each move by itself.
    pub moves: Vec<MovedNumbers>,
}

/// How far the three first families stay the same for one move. Leaks and normalisers are not solved again.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct MovedNumbers {
    /// What was moved, on the scale of odds.
    pub moved: String,
    /// The mean Jaccard index of the three first families.
    pub jaccard: f64,
    /// The share of runners whose first family stays first.
    pub first_stays: f64,
}

pub(super) fn robustness(study: &Study<'_>) -> Robustness {
    let network = study.simulator.engine.network();
    let networks = MOVES.map(|(_, _, leaks)| network.with_leaks(leaks));
    let chunks = study.in_chunks(|runners, desk| {
        let mut sums = [(0.0, 0); MOVES.len()];
        for index in runners {
            compare(desk, index, &networks, &mut sums);
        }
        sums
    });
    let mut sums = [(0.0, 0); MOVES.len()];
    for chunk in &chunks {
        for ((jaccard, first), (more, also)) in sums.iter_mut().zip(chunk) {
            *jaccard += more;
            *first += also;
        }
    }
    let moves: Vec<MovedNumbers> = MOVES
        .iter()
        .zip(sums)
        .map(|((name, ..), (jaccard, first))| MovedNumbers {
            moved: (*name).to_owned(),
            jaccard: mean(jaccard, study.runners),
            first_stays: share(first, study.runners),
        })
        .collect();
    let jaccard = mean(moves.iter().map(|moved| moved.jaccard).sum(), MOVES.len() as u64);
    Robustness { runners: study.runners, jaccard, moves }
}

/// Adds one runner's Jaccard indices, and whether the first family stays first.
fn compare(desk: &mut Desk<'_>, index: u64, networks: &[Network], sums: &mut [(f64, u64)]) {
    let simulator = desk.study.simulator;
    let families = &simulator.tables.families;
    desk.meet(Population::All, index);
    let usual = first_families(desk.posteriors(), families);
    for (((_, priors, _), network), (jaccard, first)) in MOVES.iter().zip(networks).zip(sums) {
        desk.fill();
        for odds in &mut desk.query.odds {
            *odds *= priors;
        }
        let moved = first_families(desk.answer(network), families);
        let both = usual.iter().filter(|family| moved.contains(family)).count();
        *jaccard += ratio(both, usual.len() + moved.len() - both);
        *first += u64::from(usual.first() == moved.first());
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { share(part as u64, whole as u64) }
}

/// The families whose leaders are the most probable; of equals the one whose leader stands first.
pub(super) fn first_families(probabilities: &[f64], families: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    let probability = |at: usize| probabilities.get(at).copied().unwrap_or(0.0);
    order.sort_by(|a, b| probability(*b).total_cmp(&probability(*a)).then(a.cmp(b)));
    let mut first: Vec<usize> = Vec::new();
    for family in order.iter().filter_map(|at| families.get(*at)) {
        if !first.contains(family) {
            first.push(*family);
        }
        if first.len() == FIRST_FAMILIES {
            break;
        }
    }
    first
}
