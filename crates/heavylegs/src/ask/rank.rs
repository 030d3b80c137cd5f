//! Ordinary questions: what tells most first, put together into screens.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Asking, is_yes_no};
use super::forecast::{Forecast, Forecasts, forecast};
use super::reason::reason;
use super::screen::{single, tick_any};
use super::types::{Purpose, QuestionScreen};
use super::value::{parts, weights};
use crate::knowledge::Role;
use crate::knowledge::report::Word;
use crate::network::ObservationIndex;

/// A question that tells less is not asked.
const LEAST_VALUE: f64 = 1e-9;
/// A screen to tick has at most so many items.
const MOST_TICKED: usize = 7;

/// The questions that apply, with what they tell.
pub(super) struct Ranked {
    pub(super) forecasts: Forecasts,
    /// What each cause counts.
    pub(super) weights: Vec<f64>,
    /// The questions, what tells most first: the position of the forecast, the value, and the cause it tells most of.
    questions: Vec<Question>,
}

struct Question {
    forecast: usize,
    observation: ObservationIndex,
    value: f64,
    cause: usize,
}

/// Ranks what applies and does not stand on one of the screens of warning signs.
pub(super) fn rank(asking: &Asking<'_>, safety: &[QuestionScreen]) -> Ranked {
    let families = &asking.options.families;
    let counts = |family: &String| families.is_empty() || families.contains(family);
    let weights = weights(asking.engine, |cause| counts(&cause.family));
    let count = asking.knowledge().observations().len();
    let all = (0..count).filter_map(|at| ObservationIndex::try_from(at).ok());
    let stands: BTreeSet<ObservationIndex> = safety
        .iter()
        .flat_map(|screen| &screen.items)
        .filter_map(|item| asking.index(&item.id))
        .collect();
    let asked: Vec<ObservationIndex> =
        all.filter(|at| asking.applies(*at) && !stands.contains(at)).collect();
    let forecasts = forecast(asking.engine, asking.compiled, &asked);
    let question = |(at, forecast): (usize, &Forecast)| {
        let parts = parts(forecast, &weights);
        let most = parts.iter().enumerate().max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)));
        Question {
            forecast: at,
            observation: forecast.observation,
            value: parts.iter().sum(),
            cause: most.map_or(0, |(cause, _)| cause),
        }
    };
    let mut questions: Vec<Question> =
        forecasts.questions.iter().enumerate().map(question).collect();
    questions.retain(|question| question.value > LEAST_VALUE);
    questions.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.observation.cmp(&b.observation)));
    Ranked { forecasts, weights, questions }
}

/// The screens of all ranked questions, the one that tells most first.
pub(super) fn screens(asking: &Asking<'_>, ranked: &Ranked) -> Vec<QuestionScreen> {
    let mut groups = grouped(asking, ranked);
    let value = |group: &Vec<&Question>| group.iter().map(|question| question.value).sum::<f64>();
    groups.sort_by(|a, b| value(b).total_cmp(&value(a)));
    let most = groups.into_iter().take(asking.options.at_most);
    most.filter_map(|group| {
        Some(QuestionScreen { value: value(&group), ..screen(asking, ranked, &group)? })
    })
    .collect()
}

/// Questions that are shown together: yes-or-no ones of the same screen of the knowledge, or about the same family, to tick.
fn grouped<'r>(asking: &Asking<'_>, ranked: &'r Ranked) -> Vec<Vec<&'r Question>> {
    let mut groups: Vec<Vec<&Question>> = Vec::new();
    let mut open: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for question in &ranked.questions {
        let ticked = asking.observation(question.observation).is_some_and(is_yes_no);
        let theme = ticked.then(|| theme(asking, question));
        let begun = theme.and_then(|theme| groups.get_mut(*open.get(&theme)?));
        if let Some(group) = begun.filter(|group| group.len() < MOST_TICKED) {
            group.push(question);
        } else {
            open.extend(theme.map(|theme| (theme, groups.len())));
            groups.push(vec![question]);
        }
    }
    groups
}

/// What a question belongs to: a screen of the knowledge, or the family of the cause that it tells most of.
fn theme<'a>(asking: &Asking<'a>, question: &Question) -> (bool, &'a str) {
    let id = asking.observation(question.observation).map_or("", |o| o.id.as_str());
    let mut screens = asking.knowledge().screens().iter();
    let screen =
        screens.find(|screen| !screen.universal && screen.observations.iter().any(|o| o == id));
    match screen {
        Some(screen) => (true, screen.id.as_str()),
        None => (false, asking.cause(question.cause).map_or("", |cause| cause.family.as_str())),
    }
}

fn screen(asking: &Asking<'_>, ranked: &Ranked, group: &[&Question]) -> Option<QuestionScreen> {
    let leader = group.first()?;
    let forecast = ranked.forecasts.questions.get(leader.forecast)?;
    let reason = reason(asking, forecast, &ranked.weights);
    if let [only] = group {
        return single(asking, only.observation, Purpose::Causes, reason);
    }
    let members: Vec<ObservationIndex> =
        group.iter().map(|question| question.observation).collect();
    let (authored, id) = theme(asking, leader);
    let text = asking.texts.screens.get(id).filter(|_| authored).map(String::as_str);
    let text = text.unwrap_or_else(|| asking.texts.report.say(Word::QuestionWhichApply));
    tick_any(asking, Some(id).filter(|_| authored), &members, text, (Purpose::Causes, reason))
}

/// What the answers are read by, as far as the knowledge names it: its reference population, and for whom it is not made.
pub(super) fn about_you(asking: &Asking<'_>) -> Vec<QuestionScreen> {
    if !asking.options.about_you {
        return Vec::new();
    }
    let knowledge = asking.knowledge();
    let population = knowledge.population.iter().map(|stratum| &stratum.is);
    let scope = knowledge.scope().iter().map(|scope| &scope.when);
    let mut asked: Vec<ObservationIndex> = Vec::new();
    for condition in population.chain(scope) {
        condition.each_observation(&mut |id, _| {
            if let Some(at) = asking.index(id).filter(|at| !asked.contains(at)) {
                asked.push(at);
            }
        });
    }
    // What is sensitive comes last: "do you have periods" before "which sex" would be an odd beginning.
    let sensitive = |at: &ObservationIndex| asking.observation(*at).is_some_and(|o| o.sensitive);
    asked.sort_by_key(sensitive);
    let is_context = |at: &ObservationIndex| {
        asking.observation(*at).is_some_and(|o| matches!(o.role, Role::Context(_)))
    };
    let reason = || asking.texts.report.say(Word::QuestionAboutYou).to_owned();
    let asked = asked.into_iter().filter(|at| is_context(at) && asking.applies(*at));
    asked.filter_map(|at| single(asking, at, Purpose::AboutYou, reason())).collect()
}
