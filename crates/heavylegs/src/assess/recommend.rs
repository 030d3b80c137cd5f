//! What to do: Σ probability · help, less the cost of the effort; cautions first.

use super::Asked;
use super::types::RecommendationResult;
use crate::engine::Engine;
use crate::evidence::Compiled;
use crate::knowledge::{Activity, CautionWhen, Recommendation, RecommendationText, Urgency};
use crate::network::{Rule, Truth};

/// Returns the recommendations worth their effort, most useful first.
pub(super) fn recommend(
    asked: &Asked<'_>,
    compiled: &Compiled,
    probabilities: &[f64],
    urgency: Urgency,
    activity: Activity,
) -> Vec<RecommendationResult> {
    // At an emergency there is nothing but what to do now; at "today" nothing but whom to see.
    let fits = |recommendation: &Recommendation| match urgency {
        Urgency::Emergency => false,
        Urgency::SameDay => recommendation.needs_clinician,
        _ => !(recommendation.exertion && activity >= Activity::RestToday),
    };
    let rules = &asked.engine.network().cautions;
    let all = asked.engine.knowledge().recommendations().iter().zip(rules);
    let mut found: Vec<_> = all
        .filter(|(recommendation, _)| fits(recommendation))
        .filter_map(|(recommendation, rules)| {
            result(asked, compiled, probabilities, recommendation, rules)
        })
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    found
}

fn result(
    asked: &Asked<'_>,
    compiled: &Compiled,
    probabilities: &[f64],
    recommendation: &Recommendation,
    rules: &[Option<Rule>],
) -> Option<RecommendationResult> {
    let engine = asked.engine;
    let gains = gains(engine, probabilities, &recommendation.id);
    let cost = engine.knowledge().settings().effort_cost;
    let cost = cost.get(recommendation.effort as usize).copied().unwrap_or(0.0);
    let score = gains.iter().map(|(gain, _)| gain).sum::<f64>() - cost;
    if score <= 0.0 {
        return None;
    }
    let text = asked.texts.recommendations.get(&recommendation.id).cloned().unwrap_or_default();
    let cautions = cautions(engine, compiled, probabilities, recommendation, rules, &text)?;
    Some(RecommendationResult {
        id: recommendation.id.clone(),
        name: text.name,
        steps: text.steps,
        dose: text.dose,
        better_by: text.better_by,
        otherwise: text.otherwise,
        note: text.note,
        cautions,
        days_to_effect: recommendation.days_to_effect,
        effort: recommendation.effort,
        strength: recommendation.strength,
        needs_clinician: recommendation.needs_clinician,
        score,
        helps_against: gains.into_iter().take(5).map(|(_, cause)| cause).collect(),
        sources: recommendation.sources.clone(),
    })
}

/// What each cause adds to the score of a recommendation, highest first.
fn gains(engine: &Engine, probabilities: &[f64], id: &str) -> Vec<(f64, String)> {
    let scored = engine.knowledge().causes().iter().filter(|cause| cause.scored);
    let mut gains: Vec<_> = scored
        .zip(probabilities)
        .filter_map(|(cause, probability)| {
            let link = cause.recommendations.iter().find(|link| link.to == id)?;
            Some((probability * link.strength.value, cause.id.clone()))
        })
        .collect();
    gains.sort_by(|a, b| b.0.total_cmp(&a.0));
    gains
}

/// Returns the remarks that hold, or nothing where a caution removes the recommendation.
fn cautions(
    engine: &Engine,
    compiled: &Compiled,
    probabilities: &[f64],
    recommendation: &Recommendation,
    rules: &[Option<Rule>],
    text: &RecommendationText,
) -> Option<Vec<String>> {
    let mut remarks = Vec::new();
    for (caution, rule) in recommendation.cautions.iter().zip(rules) {
        let holds = match (&caution.when, rule) {
            (CautionWhen::Known(_), Some(rule)) => {
                // A sensor that nearly says so is enough for a caution.
                rule.truth(&|at| compiled.answer(at)) != Truth::Open
            }
            (CautionWhen::Likely { cause, above }, _) => {
                let position = engine.scored_causes().position(|id| id == cause);
                let probability = position.and_then(|at| probabilities.get(at));
                probability.is_some_and(|probability| probability > above)
            }
            _ => false,
        };
        if holds && caution.removes {
            return None;
        }
        if holds {
            remarks.extend(text.cautions.get(&caution.id).cloned());
        }
    }
    Some(remarks)
}
