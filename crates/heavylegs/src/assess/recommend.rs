//! What to do: Σ probability · help, less the cost of the effort; cautions first.

use super::Asked;
use super::types::RecommendationResult;
use crate::engine::Engine;
use crate::evidence::Compiled;
use crate::knowledge::{Activity, Caution, CautionWhen, Recommendation, Urgency};
use crate::network::{CauseIndex, Rule, Truth};

/// Returns the recommendations worth their effort, most useful first.
pub(super) fn recommend(
    asked: &Asked<'_>,
    compiled: &Compiled,
    probabilities: &[f64],
    urgency: Urgency,
    activity: Activity,
) -> Vec<RecommendationResult> {
    let all = asked.engine.knowledge().recommendations().iter().enumerate();
    let mut found: Vec<_> = all
        .filter(|(_, recommendation)| fits(recommendation, urgency, activity))
        .filter_map(|(at, recommendation)| {
            result(asked, compiled, probabilities, at, recommendation)
        })
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    found
}

/// Whether it is advice for someone whose legs are so urgent: at an emergency there is nothing but what to do now, at "today"
/// nothing but whom to see.
pub(crate) fn fits(recommendation: &Recommendation, urgency: Urgency, activity: Activity) -> bool {
    match urgency {
        Urgency::Emergency => false,
        Urgency::SameDay => recommendation.needs_clinician,
        _ => !(recommendation.exertion && activity >= Activity::RestToday),
    }
}

/// Σ probability · help, less the cost of the effort; nothing where that is not worth it. `gains` is filled with what each
/// cause adds, highest first.
pub(crate) fn score(
    engine: &Engine,
    probabilities: &[f64],
    at: usize,
    recommendation: &Recommendation,
    gains: &mut Vec<(f64, CauseIndex)>,
) -> Option<f64> {
    gains.clear();
    let helps = engine.network().helps.get(at).map_or(&[][..], |helps| helps);
    gains.extend(helps.iter().filter_map(|(cause, help)| {
        Some((probabilities.get(usize::from(*cause))? * help, *cause))
    }));
    gains.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let cost = engine.knowledge().settings().effort_cost;
    let cost = cost.get(recommendation.effort as usize).copied().unwrap_or(0.0);
    let score = gains.iter().map(|(gain, _)| gain).sum::<f64>() - cost;
    (score > 0.0).then_some(score)
}

fn result(
    asked: &Asked<'_>,
    compiled: &Compiled,
    probabilities: &[f64],
    at: usize,
    recommendation: &Recommendation,
) -> Option<RecommendationResult> {
    let engine = asked.engine;
    let mut gains = Vec::new();
    let score = score(engine, probabilities, at, recommendation, &mut gains)?;
    let holding = || holding(engine, compiled, probabilities, at, recommendation);
    if holding().any(|caution| caution.removes) {
        return None;
    }
    let text = asked.texts.recommendations.get(&recommendation.id).cloned().unwrap_or_default();
    let cautions = holding().filter_map(|caution| text.cautions.get(&caution.id).cloned());
    let cautions = cautions.collect();
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
        helps_against: gains
            .iter()
            .take(5)
            .filter_map(|(_, cause)| cause_id(engine, *cause))
            .collect(),
        sources: recommendation.sources.clone(),
    })
}

fn cause_id(engine: &Engine, cause: CauseIndex) -> Option<String> {
    let node = engine.network().causes.get(usize::from(cause))?;
    Some(engine.knowledge().causes().get(node.knowledge)?.id.clone())
}

/// The cautions that hold.
pub(crate) fn holding<'a>(
    engine: &'a Engine,
    compiled: &'a Compiled,
    probabilities: &'a [f64],
    at: usize,
    recommendation: &'a Recommendation,
) -> impl Iterator<Item = &'a Caution> {
    let rules = engine.network().cautions.get(at).map_or(&[][..], |rules| rules);
    let holds = move |caution: &Caution, rule: &Option<Rule>| match (&caution.when, rule) {
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
    let cautions = recommendation.cautions.iter().zip(rules);
    cautions.filter(move |(caution, rule)| holds(caution, rule)).map(|(caution, _)| caution)
}
