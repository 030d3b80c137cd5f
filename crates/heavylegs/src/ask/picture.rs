//! What would change the picture: the answers that would most raise or lower the leading causes.

use super::context::Asking;
use super::forecast::{AnswerForecast, Forecast};
use super::rank::Ranked;
use super::types::{PictureAnswer, PictureChange};
use crate::assess::{Standing, is_shown, phrase};

/// So many causes, and so many answers on either side of each.
const CAUSES: usize = 3;
const ANSWERS: usize = 3;
/// A smaller movement is none.
const LEAST: f64 = 0.01;

pub(super) fn picture(
    asking: &Asking<'_>,
    standing: &Standing,
    ranked: &Ranked,
) -> Vec<PictureChange> {
    let Some([main, context]) = standing.posteriors.as_ref().filter(|_| !standing.withheld) else {
        return Vec::new();
    };
    let mut order: Vec<(usize, f64)> = main.probabilities.iter().copied().enumerate().collect();
    order.sort_by(|(i, a), (j, b)| b.total_cmp(a).then(i.cmp(j)));
    let shown = |(at, probability): &(usize, f64)| {
        let odds = |odds: &[f64]| odds.get(*at).copied().unwrap_or(1.0);
        let bayes_factor = odds(&main.odds) / odds(&context.odds);
        let cause = asking.cause(*at)?;
        let name = asking.name_of(cause)?;
        is_shown(cause, *probability, bayes_factor).then_some((*at, cause.id.as_str(), name))
    };
    let leading = order.iter().filter_map(shown).take(CAUSES);
    leading.map(|(at, id, name)| change(asking, ranked, at, id, name)).collect()
}

fn change(
    asking: &Asking<'_>,
    ranked: &Ranked,
    cause: usize,
    id: &str,
    name: &str,
) -> PictureChange {
    let now = ranked.forecasts.now.get(cause).copied().unwrap_or(0.0);
    let most = |sign: f64| {
        let questions = ranked.forecasts.questions.iter();
        let mut moves: Vec<Move<'_>> =
            questions.filter_map(|question| best(question, cause, now, sign)).collect();
        moves.sort_by(|a, b| {
            b.by.total_cmp(&a.by).then(a.question.observation.cmp(&b.question.observation))
        });
        moves.into_iter().take(ANSWERS).map(|one| told(asking, &one)).collect()
    };
    PictureChange {
        id: id.to_owned(),
        name: name.to_owned(),
        probability: now,
        raises: most(1.0),
        lowers: most(-1.0),
    }
}

/// An answer, and by how much it moves a cause in one direction.
struct Move<'f> {
    question: &'f Forecast,
    answer: &'f AnswerForecast,
    by: f64,
    probability: f64,
}

/// The answer to one question that moves a cause most in one direction.
fn best(question: &Forecast, cause: usize, now: f64, sign: f64) -> Option<Move<'_>> {
    let with = |answer: &AnswerForecast| answer.probabilities.get(cause).copied().unwrap_or(now);
    let by = |answer: &AnswerForecast| sign * (with(answer) - now);
    let answer = question.answers.iter().max_by(|a, b| by(a).total_cmp(&by(b)))?;
    let one = Move { question, answer, by: by(answer), probability: with(answer) };
    (one.by >= LEAST).then_some(one)
}

fn told(asking: &Asking<'_>, one: &Move<'_>) -> PictureAnswer {
    let (knowledge, at) = (asking.engine.knowledge(), one.question.observation);
    PictureAnswer {
        observation: phrase::id(knowledge, at),
        text: phrase::of(knowledge, asking.texts, at, &one.answer.answer),
        probability: one.probability,
        chance: one.answer.chance,
    }
}
