//! Evidence for the benches, drawn from the knowledge base given a random cause, with fixed seeds.

mod few_causes;
pub mod nights;
mod random;
mod row;
mod signs;
mod timing;

pub use few_causes::draw_of_few_causes;
pub use random::Random;
pub use row::row_of;
pub use signs::draw_signs;
pub use timing::{Spread, cpu_s, per_call_us};

use heavylegs::{Cause, Engine, Evidence, Finding, KnowledgeBase, Observation, Role};

/// How many answers of each kind to draw.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Present symptoms.
    pub present: usize,
    /// Absent symptoms.
    pub absent: usize,
    /// Factors or descriptors.
    pub others: usize,
}

/// Draws evidence of a shape, given a random cause.
#[must_use]
pub fn draw(engine: &Engine, shape: Shape, seed: u64) -> Evidence {
    let knowledge = engine.knowledge();
    let mut random = Random::new(seed);
    let scored: Vec<&Cause> = knowledge.causes().iter().filter(|cause| cause.scored).collect();
    let cause = scored[random.below(scored.len())];
    let mut evidence = Evidence::new();
    let symptoms = linked_symptoms(knowledge);
    let (mut present, mut absent) = (0, 0);
    // Passes over the symptoms in random order until the shape is filled.
    for _ in 0..200 {
        let at = random.below(symptoms.len());
        let id = &symptoms[at].id;
        if evidence_has(&evidence, id) {
            continue;
        }
        let happens = random.unit() < probability(cause, symptoms[at]);
        if happens && present < shape.present {
            present += 1;
            evidence.insert(id, Finding::present());
        } else if !happens && absent < shape.absent {
            absent += 1;
            evidence.insert(id, Finding::absent());
        }
    }
    for symptom in &symptoms {
        if present < shape.present && !evidence_has(&evidence, &symptom.id) {
            present += 1;
            evidence.insert(&symptom.id, Finding::present());
        }
    }
    others(knowledge, shape.others, &mut random, &mut evidence);
    evidence
}

/// Returns evidence in which every linked symptom is present.
#[must_use]
pub fn everything(engine: &Engine) -> Evidence {
    let symptoms = linked_symptoms(engine.knowledge());
    symptoms.iter().fold(Evidence::new(), |evidence, symptom| evidence.present(&symptom.id))
}

fn evidence_has(evidence: &Evidence, id: &str) -> bool {
    evidence.ids().any(|known| known == id)
}

fn linked_symptoms(knowledge: &KnowledgeBase) -> Vec<&Observation> {
    let linked = |id: &str| {
        knowledge.causes().iter().any(|c| c.scored && c.symptoms.iter().any(|link| link.to == id))
    };
    knowledge.observations().iter().filter(|o| o.levels().is_none() && linked(&o.id)).collect()
}

/// P(symptom | this cause and nothing else that is modelled), or its base rate.
fn probability(cause: &Cause, symptom: &Observation) -> f64 {
    let link = cause.symptoms.iter().find(|link| link.to == symptom.id);
    let base = || match &symptom.role {
        Role::Symptom(symptom) => symptom.base.as_ref().map_or(0.0, |base| base.value),
        _ => 0.0,
    };
    link.map_or_else(base, |link| link.strength.value)
}

/// Adds factors and descriptors, each at a level drawn by its shares.
fn others(knowledge: &KnowledgeBase, count: usize, random: &mut Random, evidence: &mut Evidence) {
    let moving: Vec<&Observation> = knowledge
        .observations()
        .iter()
        .filter(|o| matches!(o.role, Role::Factor(_) | Role::Descriptor(_)))
        .collect();
    let mut added = 0;
    while added < count {
        let observation = moving[random.below(moving.len())];
        let Some(levels) = observation.levels() else { continue };
        if evidence_has(evidence, &observation.id) {
            continue;
        }
        let mut left = random.unit();
        let drawn = levels.ids.iter().zip(&levels.shares).find(|(_, share)| {
            left -= **share;
            left < 0.0
        });
        let level = drawn.map_or(&levels.ids[0], |(id, _)| id);
        evidence.insert(&observation.id, Finding::level(level));
        added += 1;
    }
}
