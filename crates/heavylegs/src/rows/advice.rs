//! What to do, for a row.

use super::scored::Scored;
use super::scorer::Scorer;
use crate::assess::recommend::{fits, holding, score};
use crate::knowledge::Recommendation;

impl Scored<'_> {
    /// Returns the recommendations worth their effort with their scores, most useful first: those of an assessment.
    pub fn recommendations(
        &mut self,
        most: usize,
    ) -> impl Iterator<Item = (&Recommendation, f64)> + '_ {
        let (urgency, activity) = self.urgency();
        let ranks = self.outside_scope().is_none();
        let Scorer { engine, known, workspace, gains, advice, .. } = &mut *self.scorer;
        let probabilities = workspace.probabilities();
        let all = engine.knowledge().recommendations();
        advice.clear();
        for (at, recommendation) in all.iter().enumerate().filter(|_| ranks) {
            if !fits(recommendation, urgency, activity) {
                continue;
            }
            let worth = score(engine, probabilities, at, recommendation, gains);
            let removed = || {
                holding(engine, known, probabilities, at, recommendation)
                    .any(|caution| caution.removes)
            };
            if let Some(worth) = worth.filter(|_| !removed()) {
                advice.push((worth, at));
            }
        }
        // The recommendations are in the order of their ids.
        advice.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let Scorer { engine, advice, .. } = &*self.scorer;
        let all = engine.knowledge().recommendations();
        advice.iter().take(most).filter_map(|(worth, at)| Some((all.get(*at)?, *worth)))
    }
}
