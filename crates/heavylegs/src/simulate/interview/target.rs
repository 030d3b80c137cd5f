//! What an interview is to find.

use crate::engine::Engine;
use crate::evidence::Evidence;
use crate::infer::Workspace;

/// The leading true cause of a runner.
pub(super) struct Target {
    cause: usize,
    family: String,
}

impl Target {
    pub(super) fn new(engine: &Engine, truth: &Evidence, causes: &[&str]) -> Option<Self> {
        let probabilities = posteriors(engine, truth)?;
        let scored = engine.knowledge().causes().iter().filter(|cause| cause.scored);
        let on = scored.enumerate().filter(|(_, cause)| causes.contains(&cause.id.as_str()));
        let at = |at: usize| probabilities.get(at).copied().unwrap_or(0.0);
        let leading = on.max_by(|(i, _), (j, _)| at(*i).total_cmp(&at(*j)).then(j.cmp(i)));
        leading.map(|(cause, known)| Self { cause, family: known.family.clone() })
    }

    pub(super) fn is_hit(&self, engine: &Engine, known: &Evidence) -> bool {
        posteriors(engine, known).is_some_and(|p| self.family_is_hit(engine, &p))
    }

    pub(super) fn family_is_hit(&self, engine: &Engine, probabilities: &[f64]) -> bool {
        let scored = engine.knowledge().causes().iter().filter(|cause| cause.scored);
        let mut best: std::collections::BTreeMap<&str, f64> = std::collections::BTreeMap::new();
        for (cause, p) in scored.zip(probabilities) {
            let slot = best.entry(cause.family.as_str()).or_insert(0.0);
            *slot = slot.max(*p);
        }
        let own = best.get(self.family.as_str()).copied().unwrap_or(0.0);
        best.values().filter(|p| **p > own).count() < 3
    }

    pub(super) fn is_first(&self, probabilities: &[f64]) -> bool {
        let own = probabilities.get(self.cause).copied().unwrap_or(0.0);
        probabilities.iter().all(|p| *p <= own)
    }
}

pub(super) fn posteriors(engine: &Engine, known: &Evidence) -> Option<Vec<f64>> {
    let compiled = engine.compile(known).ok()?;
    Some(engine.posteriors_into(&compiled, &mut Workspace::new()).to_vec())
}
