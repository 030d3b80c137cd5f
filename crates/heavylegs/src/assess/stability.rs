//! How far the probabilities depend on uncertain numbers: 64 fixed draws in which all of them move at once.

use super::session::{Posteriors, Session};

const DRAWS: u64 = 64;
/// Elements of the 64 sorted values, counted from 0: about a tenth lies outside at either end.
const LOW: usize = 6;
const HIGH: usize = 57;

/// The ranges of all causes, and how often the same cause comes first.
pub(super) struct Stability {
    pub(super) ranges: Vec<[f64; 2]>,
    pub(super) first_place_survives: f64,
}

/// Repeats the inference with moved numbers.
///
/// The draws are compared with `derived`, which leaves out what they leave out; the ranges take in the probabilities of `main`.
pub(super) fn stability(
    session: &mut Session<'_>,
    derived: &Posteriors,
    main: &Posteriors,
) -> Stability {
    let probabilities = &main.probabilities;
    let first = leader(&derived.probabilities);
    let mut values = vec![Vec::new(); probabilities.len()];
    let mut survived = 0_u32;
    for draw in 0..DRAWS {
        let moved = session.moved(draw);
        survived += u32::from(leader(moved) == first);
        for (values, probability) in values.iter_mut().zip(moved) {
            values.push(*probability);
        }
    }
    let range = |(values, probability): (&mut Vec<f64>, &f64)| {
        values.sort_by(f64::total_cmp);
        let at = |rank: usize| values.get(rank).copied().unwrap_or(*probability);
        [at(LOW).min(*probability), at(HIGH).max(*probability)]
    };
    let ranges = values.iter_mut().zip(probabilities).map(range).collect();
    Stability { ranges, first_place_survives: f64::from(survived) / 64.0 }
}

/// The most probable cause; of equals the first.
pub(super) fn leader(probabilities: &[f64]) -> Option<usize> {
    let indexed = probabilities.iter().enumerate();
    indexed.max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i))).map(|(at, _)| at)
}
