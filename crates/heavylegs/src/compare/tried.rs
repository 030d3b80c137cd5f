//! Advice that was tried, and what became of it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::assess::{Question, phrase};
use crate::engine::Engine;
use crate::evidence::{Answer, Compiled};
use crate::knowledge::{KnowledgeBase, Recommendation, Texts};
use crate::problem::{Problem, did_you_mean};

/// Advice that a runner tried: the id of a recommendation, and how long ago it began, where that is known.
///
/// # Examples
///
/// ```
/// use heavylegs::Tried;
///
/// let tried = [Tried::new("easy_week").days_ago(10.0), Tried::from("warm_up")];
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    pub(super) id: String,
    pub(super) days_ago: Option<f64>,
}

impl Tried {
    /// Advice by its id, begun nobody knows when.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), days_ago: None }
    }

    /// Says how many days ago it began.
    #[must_use]
    pub fn days_ago(self, days: f64) -> Self {
        Self { days_ago: Some(days), ..self }
    }
}

impl From<&str> for Tried {
    fn from(id: &str) -> Self {
        Self::new(id)
    }
}

/// What became of advice that was tried.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct TriedResult {
    /// The recommendation.
    pub id: String,
    /// What it is, in a few words.
    pub name: String,
    /// How many days ago it began, where that was said.
    pub days_ago: Option<f64>,
    /// What is known of its effect.
    pub outcome: TriedOutcome,
    /// The question whose answer tells whether it helped, where there is one.
    pub ask: Option<Question>,
    /// In how many days from now it should show, from and to; 0 and 0 where that has passed. Nothing where the knowledge or
    /// the caller does not say.
    pub effect_in_days: Option<[f64; 2]>,
    /// What to do if it does not help.
    pub otherwise: Option<String>,
}

/// What is known of the effect of advice that was tried, by the answer to the observation that tells it (`response_to_…`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TriedOutcome {
    /// It helped.
    Helped,
    /// It has changed nothing, and the time it takes has passed, or nobody said when it began.
    NoChange,
    /// It has changed nothing so far, but the time it takes has not passed.
    TooEarly,
    /// It made it worse.
    Worse,
    /// Nobody said.
    Unknown,
}

/// Finds the recommendations; what is wrong joins the problems.
pub(super) fn find<'a>(
    knowledge: &'a KnowledgeBase,
    tried: &[Tried],
    problems: &mut Vec<Problem>,
) -> Vec<(&'a Recommendation, Option<f64>)> {
    let mut found = Vec::new();
    for (at, one) in tried.iter().enumerate() {
        let path = format!("tried[{at}]");
        if let Some(days) = one.days_ago.filter(|days| !(days.is_finite() && *days >= 0.0)) {
            let message = format!("`days_ago` is {days}; it is a number of days, 0 or more");
            problems.push(Problem::error("evidence.range", format!("{path}.days_ago"), message));
        }
        if tried.iter().take(at).any(|other| other.id == one.id) {
            let message = format!("`{}` is given more than once", one.id);
            problems.push(Problem::error("evidence.twice", path, message));
            continue;
        }
        match knowledge.recommendation(&one.id) {
            Some(recommendation) => found.push((recommendation, one.days_ago)),
            None => problems.push(unknown(knowledge, &one.id, path)),
        }
    }
    found
}

fn unknown(knowledge: &KnowledgeBase, id: &str, path: String) -> Problem {
    let ids = knowledge.recommendations().iter().map(|entry| entry.id.as_str());
    let message = format!("`{id}` is no recommendation");
    Problem::error("evidence.unknown_recommendation", path, message)
        .advise("an assessment lists the ids of what it recommends")
        .advise_maybe(did_you_mean(id, ids))
}

/// What became of one recommendation.
pub(super) fn result(
    engine: &Engine,
    texts: &Texts,
    now: &Compiled,
    redacted: bool,
    (advice, days_ago): (&Recommendation, Option<f64>),
) -> TriedResult {
    let text = texts.recommendations.get(&advice.id).cloned().unwrap_or_default();
    let knowledge = engine.knowledge();
    let response = advice.response.as_deref().and_then(|id| knowledge.observation(id));
    let response = response.filter(|response| !(redacted && response.sensitive));
    let left = days_ago.and_then(|days| Some(remaining(advice.days_to_effect?, days)));
    let question = |id: &str| texts.observations.get(id).map(|text| text.question.clone());
    TriedResult {
        id: advice.id.clone(),
        name: if text.name.is_empty() { advice.id.clone() } else { text.name },
        days_ago,
        outcome: response.map_or(TriedOutcome::Unknown, |o| outcome(knowledge, now, &o.id, left)),
        ask: response
            .map(|o| Question { id: o.id.clone(), question: question(&o.id).unwrap_or_default() }),
        effect_in_days: left,
        otherwise: text.otherwise,
    }
}

/// The days to the effect that are left, counted from today.
pub(super) fn remaining([from, to]: [f64; 2], gone: f64) -> [f64; 2] {
    [(from - gone).max(0.0), (to - gone).max(0.0)]
}

fn outcome(
    knowledge: &KnowledgeBase,
    now: &Compiled,
    response: &str,
    left: Option<[f64; 2]>,
) -> TriedOutcome {
    let at = knowledge.observations().binary_search_by(|o| o.id.as_str().cmp(response)).ok();
    let level = at.and_then(|at| {
        let index = u16::try_from(at).ok()?;
        let Some(Answer::Levels { bits, .. }) = now.answer(index) else { return None };
        let levels = phrase::observation(knowledge, index)?.levels()?;
        levels.ids.get(bits.trailing_zeros() as usize).filter(|_| bits.is_power_of_two())
    });
    match level.map(String::as_str) {
        Some("helped") => TriedOutcome::Helped,
        Some("worse") => TriedOutcome::Worse,
        Some("no_change") if left.is_some_and(|[_, to]| to > 0.0) => TriedOutcome::TooEarly,
        Some("no_change") => TriedOutcome::NoChange,
        _ => TriedOutcome::Unknown,
    }
}
