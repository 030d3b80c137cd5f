//! Evidence about what the red flags test.

use std::collections::BTreeSet;

use heavylegs::{Engine, Evidence, Finding, Observation};

use crate::random::Random;

/// Draws answers to `count` of the observations that red flags test: half of the signs present, and any level.
#[must_use]
pub fn draw_signs(engine: &Engine, count: usize, seed: u64) -> Evidence {
    let tested = tested(engine);
    let mut random = Random::new(seed);
    let mut evidence = Evidence::new();
    while evidence.len() < count.min(tested.len()) {
        let observation = tested[random.below(tested.len())];
        let finding = match observation.levels() {
            Some(levels) => Finding::level(&levels.ids[random.below(levels.ids.len())]),
            None if random.unit() < 0.5 => Finding::present(),
            None => Finding::absent(),
        };
        evidence.remove(&observation.id);
        evidence.insert(&observation.id, finding);
    }
    evidence
}

fn tested(engine: &Engine) -> Vec<&Observation> {
    let knowledge = engine.knowledge();
    let mut ids = BTreeSet::new();
    for flag in knowledge.red_flags() {
        flag.when.each_observation(&mut |id, _| {
            ids.insert(id);
        });
    }
    knowledge.observations().iter().filter(|o| ids.contains(o.id.as_str())).collect()
}
