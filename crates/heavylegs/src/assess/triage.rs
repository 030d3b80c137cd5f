//! Urgency: rules first (model.md, section 6).

use super::types::{NamedItem, PendingRedFlag, Question, UrgencyReason};
use super::{Asked, PRIVATE, phrase};
use crate::engine::Engine;
use crate::evidence::{Answer, Compiled};
use crate::knowledge::report::{ReportWords, Word};
use crate::knowledge::{
    Activity, AnsweredBy, Cause, KnowledgeBase, Levels, RedFlag, Texts, Urgency,
};
use crate::network::{ObservationIndex, Rule, Truth};

/// What the rules say.
#[derive(Debug)]
pub(super) struct Triage {
    pub(super) floor: Urgency,
    pub(super) activity: Activity,
    pub(super) reasons: Vec<UrgencyReason>,
    pub(super) pending: Vec<PendingRedFlag>,
    /// The universal screen, as long as nothing on it is known.
    pub(super) unasked_screen: Vec<NamedItem>,
}

/// Evaluates every red flag over what is known.
pub(super) fn triage(asked: &Asked<'_>, compiled: &Compiled) -> Triage {
    let Asked { engine, options, texts } = *asked;
    let knowledge = engine.knowledge();
    let seen = screen_seen(knowledge, compiled);
    // What everyone is asked first is not waited for before it was shown.
    let unseen: Vec<ObservationIndex> =
        if seen { Vec::new() } else { on_universal_screen(knowledge).collect() };
    let mut triage = Triage {
        unasked_screen: if seen { Vec::new() } else { unasked(asked) },
        floor: Urgency::SelfCare,
        activity: Activity::AsPlanned,
        reasons: Vec::new(),
        pending: Vec::new(),
    };
    let private = |rule: &Rule| options.redact_sensitive && tests_something_sensitive(engine, rule);
    for (flag, rule) in knowledge.red_flags().iter().zip(&engine.network().red_flags) {
        if rule.truth(&|at| compiled.answer(at)) == Truth::Holds {
            triage.floor = triage.floor.max(flag.urgency);
            triage.activity = triage.activity.max(flag.activity);
            triage.reasons.push(if private(rule) {
                private_reason(&texts.report, flag)
            } else {
                reason(texts, flag)
            });
        } else if flag.urgency >= Urgency::SameDay {
            let mut ask = undecided(engine, compiled, rule, &unseen);
            if options.redact_sensitive {
                ask.retain(|at| !sensitive(engine, *at));
            }
            if !ask.is_empty() {
                triage.pending.push(PendingRedFlag {
                    red_flag: if private(rule) { PRIVATE.to_owned() } else { flag.id.clone() },
                    urgency: flag.urgency,
                    ask: ask.iter().map(|at| question(asked, *at)).collect(),
                });
            }
        }
    }
    // The lists are in the order of the ids, and sorting is stable.
    triage.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.urgency));
    triage.pending.sort_by_key(|pending| std::cmp::Reverse(pending.urgency));
    triage
}

fn reason(texts: &Texts, flag: &RedFlag) -> UrgencyReason {
    let text = texts.red_flags.get(&flag.id).cloned().unwrap_or_default();
    UrgencyReason {
        red_flag: Some(flag.id.clone()),
        causes: flag.raises.clone(),
        urgency: flag.urgency,
        activity: flag.activity,
        reason: text.reason,
        now: text.now,
        sources: flag.sources.clone(),
    }
}

/// What a coach sees of a rule over something private: how urgent it is, and whom to ask.
fn private_reason(words: &ReportWords, flag: &RedFlag) -> UrgencyReason {
    UrgencyReason {
        red_flag: Some(PRIVATE.to_owned()),
        causes: Vec::new(),
        urgency: flag.urgency,
        activity: flag.activity,
        reason: words.say(Word::PrivateReason).to_owned(),
        now: words.say(Word::PrivateNow).to_owned(),
        sources: Vec::new(),
    }
}

/// Whether a rule tests something sensitive.
pub(super) fn tests_something_sensitive(engine: &Engine, rule: &Rule) -> bool {
    let mut found = false;
    rule.each_observation(&mut |at| found |= sensitive(engine, at));
    found
}

fn sensitive(engine: &Engine, at: ObservationIndex) -> bool {
    phrase::observation(engine.knowledge(), at).is_some_and(|o| o.sensitive)
}

fn question(asked: &Asked<'_>, at: ObservationIndex) -> Question {
    let id = phrase::id(asked.engine.knowledge(), at);
    let text = asked.texts.observations.get(&id);
    Question { question: text.map(|text| text.question.clone()).unwrap_or_default(), id }
}

/// Whether the universal screen was shown: something on it is known.
fn screen_seen(knowledge: &KnowledgeBase, compiled: &Compiled) -> bool {
    on_universal_screen(knowledge).any(|at| compiled.answer(at).is_some())
}

/// The universal screen in words.
fn unasked(asked: &Asked<'_>) -> Vec<NamedItem> {
    let knowledge = asked.engine.knowledge();
    let sign = |at| NamedItem {
        observation: phrase::id(knowledge, at),
        text: phrase::of(knowledge, asked.texts, at, &Answer::Present),
    };
    on_universal_screen(knowledge).map(sign).collect()
}

/// The observations of the universal screen.
pub(crate) fn on_universal_screen(
    knowledge: &KnowledgeBase,
) -> impl Iterator<Item = ObservationIndex> + '_ {
    let screens = knowledge.screens().iter().filter(|screen| screen.universal);
    screens.flat_map(|screen| &screen.observations).filter_map(|id| {
        let at = knowledge.observations.binary_search_by(|o| o.id.cmp(id)).ok()?;
        ObservationIndex::try_from(at).ok()
    })
}

/// The observations to ask, because their answer may fire the rule.
fn undecided(
    engine: &Engine,
    compiled: &Compiled,
    rule: &Rule,
    unseen: &[ObservationIndex],
) -> Vec<ObservationIndex> {
    let mut tested = Vec::new();
    rule.each_observation(&mut |at| tested.push(at));
    tested.sort_unstable();
    tested.dedup();
    let nearly = rule.truth(&|at| compiled.answer(at)) == Truth::Nearly;
    let expired = |at: ObservationIndex| {
        compiled.expired.iter().find(|item| item.observation == at).map(|item| &item.answer)
    };
    // What fired a rule when it was said must be asked again, not forgotten.
    let fired_once = rule.truth(&|at| compiled.answer(at).or_else(|| expired(at))) != Truth::Open;
    tested.retain(|at| {
        let likelihood = matches!(compiled.answer(*at), Some(Answer::Likelihood(..)));
        (nearly && likelihood)
            || (fired_once && expired(*at).is_some() && compiled.answer(*at).is_none())
            || decides(engine, compiled, rule, *at, unseen)
    });
    tested
}

/// Whether an observation that is not settled, and may be asked, has an answer that fires the rule.
fn decides(
    engine: &Engine,
    compiled: &Compiled,
    rule: &Rule,
    at: ObservationIndex,
    unseen: &[ObservationIndex],
) -> bool {
    let unseen = unseen.contains(&at);
    let no_test = compiled.answer(at).is_none() && from_a_laboratory(engine, at);
    if unseen || no_test || !may_ask(engine, compiled, at) {
        return false;
    }
    let fires = |answer: Answer| {
        rule.truth(&|other| if other == at { Some(&answer) } else { compiled.answer(other) })
            != Truth::Open
    };
    answers(engine.knowledge(), rule, at, compiled.answer(at)).into_iter().any(fires)
}

/// Whether one test of an observation can still come to hold by an answer that someone without a laboratory can give.
pub(crate) fn can_still_hold(
    engine: &Engine,
    compiled: &Compiled,
    test: &Rule,
    at: ObservationIndex,
) -> bool {
    let known = compiled.answer(at);
    let possible = answers(engine.knowledge(), test, at, known);
    (known.is_some() || !from_a_laboratory(engine, at))
        && possible.iter().any(|answer| test.truth(&|_| Some(answer)) == Truth::Holds)
}

/// Whether only a test can tell: who has no result can't answer now, and must not be kept waiting.
fn from_a_laboratory(engine: &Engine, at: ObservationIndex) -> bool {
    let observation = phrase::observation(engine.knowledge(), at);
    observation.is_some_and(|o| o.answered_by == AnsweredBy::Lab)
}

pub(crate) fn may_ask(engine: &Engine, compiled: &Compiled, at: ObservationIndex) -> bool {
    let ask_when = engine.network().ask_when.get(usize::from(at)).and_then(Option::as_ref);
    ask_when.is_none_or(|rule| rule.truth(&|other| compiled.answer(other)) == Truth::Holds)
}

/// The answers that may still come: none where the known one is settled. A likelihood settles nothing for a rule, and
/// neither do several levels, or a level where a number could be told.
fn answers(
    knowledge: &KnowledgeBase,
    rule: &Rule,
    at: ObservationIndex,
    known: Option<&Answer>,
) -> Vec<Answer> {
    let levels = phrase::observation(knowledge, at).and_then(|o| o.levels());
    let (possible, levels) = match (known, levels) {
        (None | Some(Answer::Likelihood(..)), None) => {
            return vec![Answer::Present, Answer::Absent];
        }
        (None, Some(levels)) => (u32::MAX, levels),
        (Some(Answer::Levels { bits, number: None }), Some(levels)) => (*bits, levels),
        _ => return Vec::new(),
    };
    let mut answers = Vec::new();
    if known.is_none() || possible.count_ones() > 1 {
        let still = (0..levels.ids.len()).filter(|level| possible & (1 << level) != 0);
        answers.extend(still.map(|level| Answer::Levels { bits: 1 << level, number: None }));
    }
    let numbers = telling_numbers(rule, at, levels).into_iter().filter_map(|number| {
        let bits = 1_u32 << levels.level_of(number)?;
        (possible & bits != 0).then_some(Answer::Levels { bits, number: Some(number) })
    });
    answers.extend(numbers);
    answers
}

/// Numbers on, between and beyond those that a rule compares with, as far as they are plausible.
fn telling_numbers(rule: &Rule, at: ObservationIndex, levels: &Levels) -> Vec<f64> {
    let Some(scale) = &levels.scale else { return Vec::new() };
    let [low, high] = scale.range;
    let mut numbers = vec![low, high];
    rule.compared(at, &mut numbers);
    numbers.retain(|number| (low..=high).contains(number));
    numbers.sort_by(f64::total_cmp);
    let between: Vec<f64> = numbers
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(0.5 * (a + b)),
            _ => None,
        })
        .collect();
    numbers.extend(between);
    numbers
}

/// A scored cause as urgency sees it.
pub(crate) struct Candidate<'a> {
    pub(super) cause: &'a Cause,
    pub(super) probability: f64,
    pub(super) prior: f64,
    /// Its probability without what was said of how long it has lasted.
    pub(super) untimed: f64,
}

/// How far the posteriors raise.
pub(crate) struct Raise {
    pub(crate) urgency: Urgency,
    pub(crate) activity: Activity,
    /// Whether single causes raise; otherwise all medical ones together.
    alone: bool,
}

impl Raise {
    /// Whether it is all medical causes together that raise, and no single one.
    pub(crate) fn is_of_all(&self) -> bool {
        !self.alone
    }

    /// The causes that raise, or those worth naming where all raise together.
    pub(super) fn causes<'a>(
        &self,
        candidates: &(impl Iterator<Item = Candidate<'a>> + Clone),
    ) -> Vec<&'a Cause> {
        let named = |c: &Candidate<'_>| c.is_medical() && c.probability >= LEAST_NAMED;
        let raising =
            candidates.clone().filter(|c| if self.alone { raises(c).is_some() } else { named(c) });
        raising.map(|c| c.cause).collect()
    }
}

impl Candidate<'_> {
    fn is_medical(&self) -> bool {
        self.cause.care >= Urgency::Appointment
    }
}

/// Below this a cause is not named among those that raise the urgency together.
const LEAST_NAMED: f64 = 0.05;

/// Compares the posteriors with what the context alone gives. A cause raises to its own care level at most.
///
/// `enough` says whether enough is known for many small probabilities to be added up.
pub(crate) fn from_posteriors<'a>(
    candidates: &(impl Iterator<Item = Candidate<'a>> + Clone),
    enough: bool,
) -> Option<Raise> {
    let alone = || candidates.clone().filter_map(|c| Some((raises(&c)?, c.cause.activity)));
    if let Some(urgency) = alone().map(|(urgency, _)| urgency).max() {
        // Whoever is to be seen today does not run before.
        let least =
            if urgency == Urgency::SameDay { Activity::RestToday } else { Activity::AsPlanned };
        let activity = alone().map(|(_, activity)| activity).fold(least, Ord::max);
        return Some(Raise { urgency, activity, alone: true });
    }
    let medical = || candidates.clone().filter(Candidate::is_medical);
    // That it has lasted long speaks a little for every one of them, and has a rule of its own. That it is new still calms.
    let sum: f64 = medical().map(|c| c.untimed.min(c.probability)).sum();
    let prior: f64 = medical().map(|c| c.prior).sum();
    let (urgency, activity) = (Urgency::Appointment, Activity::AsPlanned);
    let together = enough && sum >= 0.6 && sum >= 2.0 * prior;
    together.then_some(Raise { urgency, activity, alone: false })
}

/// How far one cause raises the urgency by itself.
fn raises(candidate: &Candidate<'_>) -> Option<Urgency> {
    let (p, prior, care) = (candidate.probability, candidate.prior, candidate.cause.care);
    if care == Urgency::SameDay && p >= 0.05 && p >= 20.0 * prior {
        Some(Urgency::SameDay)
    } else if care >= Urgency::Appointment
        && ((p >= 0.30 && p >= 2.0 * prior) || (p >= 0.10 && p >= 8.0 * prior))
    {
        Some(Urgency::Appointment)
    } else {
        None
    }
}
