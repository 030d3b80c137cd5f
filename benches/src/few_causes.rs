//! Evidence that touches few causes, so that all their states can be enumerated.

use std::collections::BTreeSet;

use heavylegs::{Engine, Evidence, Observation};

use crate::random::Random;
use crate::{evidence_has, linked_symptoms};

/// Draws present and then absent symptoms, as long as no more than `most_causes` causes have a link to one of them.
#[must_use]
pub fn draw_of_few_causes(engine: &Engine, each: usize, most_causes: usize, seed: u64) -> Evidence {
    let symptoms = linked_symptoms(engine.knowledge());
    let mut random = Random::new(seed);
    let mut touched = BTreeSet::new();
    let mut evidence = Evidence::new();
    for _ in 0..1000 {
        let symptom = symptoms[random.below(symptoms.len())];
        let causes = causes_of(engine, symptom);
        let with: BTreeSet<&str> = touched.union(&causes).copied().collect();
        // A symptom of one cause is no riddle, but it tells of those that are.
        let fits = with.len() <= most_causes && (causes.len() > 1 || with.len() == touched.len());
        if !fits || evidence_has(&evidence, &symptom.id) || evidence.len() == 2 * each {
            continue;
        }
        touched = with;
        let id = &symptom.id;
        evidence = if evidence.len() < each { evidence.present(id) } else { evidence.absent(id) };
    }
    evidence
}

/// The scored causes with a link to a symptom.
fn causes_of<'a>(engine: &'a Engine, symptom: &Observation) -> BTreeSet<&'a str> {
    let causes = engine.knowledge().causes().iter().filter(|cause| cause.scored);
    let linked = causes.filter(|cause| cause.symptoms.iter().any(|link| link.to == symptom.id));
    linked.map(|cause| cause.id.as_str()).collect()
}
