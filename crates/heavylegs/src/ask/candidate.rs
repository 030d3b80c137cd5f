//! Which observations can be asked, and which answers they can have.

use crate::assess::phrase;
use crate::evidence::Answer;
use crate::knowledge::KnowledgeBase;
use crate::network::{Network, ObservationIndex};

/// The answers of an observation with levels, each with how common it is among complaining runners. Without shares there are none:
/// nobody knows how likely an answer is.
pub(super) fn possible(knowledge: &KnowledgeBase, at: ObservationIndex) -> Vec<(Answer, f64)> {
    let Some(observation) = phrase::observation(knowledge, at) else { return Vec::new() };
    let Some(levels) = observation.levels() else { return Vec::new() };
    let answer = |(level, share): (usize, &f64)| {
        (*share > 0.0).then_some((Answer::Levels { bits: 1 << level, number: None }, *share))
    };
    levels.shares.iter().enumerate().filter_map(answer).collect()
}

/// Whether an answer to this observation can make another say too little, or say too little itself.
pub(super) fn doubts_something(network: &Network, at: ObservationIndex) -> bool {
    network.doubts.iter().any(|doubt| {
        let mut tested = doubt.observation == at;
        doubt.when.each_observation(&mut |other| tested |= other == at);
        tested
    })
}
