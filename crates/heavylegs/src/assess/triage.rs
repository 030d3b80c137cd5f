//! Urgency: rules first (model.md, section 6).

use super::phrase;
use super::types::{NamedItem, PendingRedFlag, Question, UrgencyReason};
use crate::engine::Engine;
use crate::evidence::{Answer, Compiled};
use crate::knowledge::{Activity, Cause, KnowledgeBase, RedFlag, Urgency};
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
pub(super) fn triage(engine: &Engine, compiled: &Compiled) -> Triage {
    let knowledge = engine.knowledge();
    let seen = screen_seen(knowledge, compiled);
    let mut triage = Triage {
        unasked_screen: if seen { Vec::new() } else { unasked(knowledge) },
        floor: Urgency::SelfCare,
        activity: Activity::AsPlanned,
        reasons: Vec::new(),
        pending: Vec::new(),
    };
    for (flag, rule) in knowledge.red_flags().iter().zip(&engine.network().red_flags) {
        if rule.truth(&|at| compiled.answer(at)) == Truth::Holds {
            triage.floor = triage.floor.max(flag.urgency);
            triage.activity = triage.activity.max(flag.activity);
            triage.reasons.push(reason(knowledge, flag));
        } else if flag.urgency >= Urgency::SameDay {
            let ask = undecided(engine, compiled, rule, seen);
            if !ask.is_empty() {
                triage.pending.push(PendingRedFlag {
                    red_flag: flag.id.clone(),
                    urgency: flag.urgency,
                    ask: ask.iter().map(|at| question(knowledge, *at)).collect(),
                });
            }
        }
    }
    // The lists are in the order of the ids, and sorting is stable.
    triage.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.urgency));
    triage.pending.sort_by_key(|pending| std::cmp::Reverse(pending.urgency));
    triage
}

fn reason(knowledge: &KnowledgeBase, flag: &RedFlag) -> UrgencyReason {
    let text = knowledge.words().red_flags.get(&flag.id).cloned().unwrap_or_default();
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

fn question(knowledge: &KnowledgeBase, at: ObservationIndex) -> Question {
    let id = phrase::id(knowledge, at);
    let text = knowledge.words().observations.get(&id);
    Question { question: text.map(|text| text.question.clone()).unwrap_or_default(), id }
}

/// Whether the universal screen was shown: something on it is known.
fn screen_seen(knowledge: &KnowledgeBase, compiled: &Compiled) -> bool {
    on_universal_screen(knowledge).any(|at| compiled.answer(at).is_some())
}

/// The universal screen in words.
fn unasked(knowledge: &KnowledgeBase) -> Vec<NamedItem> {
    let sign = |at| NamedItem {
        observation: phrase::id(knowledge, at),
        text: phrase::of(knowledge, at, &Answer::Present),
    };
    on_universal_screen(knowledge).map(sign).collect()
}

/// The observations of the universal screen.
pub(super) fn on_universal_screen(
    knowledge: &KnowledgeBase,
) -> impl Iterator<Item = ObservationIndex> + '_ {
    let screens = knowledge.screens().iter().filter(|screen| screen.universal);
    screens.flat_map(|screen| &screen.observations).filter_map(|id| {
        let at = knowledge.observations.binary_search_by(|o| o.id.cmp(id)).ok()?;
        ObservationIndex::try_from(at).ok()
    })
}

/// The observations of which one answer would fire the rule, or a likelihood that nearly does.
fn undecided(
    engine: &Engine,
    compiled: &Compiled,
    rule: &Rule,
    screen_seen: bool,
) -> Vec<ObservationIndex> {
    let mut tested = Vec::new();
    rule.each_observation(&mut |at| tested.push(at));
    tested.sort_unstable();
    tested.dedup();
    let nearly = rule.truth(&|at| compiled.answer(at)) == Truth::Nearly;
    tested.retain(|at| {
        let likelihood = matches!(compiled.answer(*at), Some(Answer::Likelihood(..)));
        (nearly && likelihood) || decides(engine, compiled, rule, *at, screen_seen)
    });
    tested
}

/// Whether an unknown observation that may be asked has an answer that fires the rule.
fn decides(
    engine: &Engine,
    compiled: &Compiled,
    rule: &Rule,
    at: ObservationIndex,
    screen_seen: bool,
) -> bool {
    let expired = compiled.expired.iter().any(|item| item.observation == at);
    if compiled.answer(at).is_some()
        || !may_ask(engine, compiled, at)
        || (!screen_seen && !expired && on_universal_screen(engine.knowledge()).any(|o| o == at))
    {
        return false;
    }
    let fires = |answer: Answer| {
        rule.truth(&|other| if other == at { Some(&answer) } else { compiled.answer(other) })
            == Truth::Holds
    };
    answers(engine.knowledge(), rule, at).into_iter().any(fires)
}

fn may_ask(engine: &Engine, compiled: &Compiled, at: ObservationIndex) -> bool {
    let ask_when = engine.network().ask_when.get(usize::from(at)).and_then(Option::as_ref);
    ask_when.is_none_or(|rule| rule.truth(&|other| compiled.answer(other)) == Truth::Holds)
}

/// The answers worth trying: yes and no, every level, and numbers on both sides of each comparison.
fn answers(knowledge: &KnowledgeBase, rule: &Rule, at: ObservationIndex) -> Vec<Answer> {
    let Some(levels) = phrase::observation(knowledge, at).and_then(|o| o.levels()) else {
        return vec![Answer::Present, Answer::Absent];
    };
    let level = |level: usize| Answer::Levels { bits: 1 << level, number: None };
    let mut answers: Vec<_> = (0..levels.ids.len()).map(level).collect();
    let mut numbers = Vec::new();
    compared_numbers(rule, at, &mut numbers);
    for number in numbers {
        let bits = levels.level_of(number).map_or(0, |level| 1 << level);
        answers.push(Answer::Levels { bits, number: Some(number) });
    }
    answers
}

fn compared_numbers(rule: &Rule, at: ObservationIndex, numbers: &mut Vec<f64>) {
    match rule {
        Rule::All(parts) | Rule::Any(parts) | Rule::TwoOf(parts) => {
            for part in parts {
                compared_numbers(part, at, numbers);
            }
        }
        Rule::Compare(observation, _, value, _) if *observation == at => {
            numbers.extend([*value, value - 1.0, value + 1.0]);
        }
        _ => {}
    }
}

/// A scored cause as urgency sees it.
pub(super) struct Candidate<'a> {
    pub(super) cause: &'a Cause,
    pub(super) probability: f64,
    pub(super) prior: f64,
}

/// How far the posteriors raise, and which causes do.
pub(super) struct Raise<'a> {
    pub(super) urgency: Urgency,
    pub(super) activity: Activity,
    pub(super) causes: Vec<&'a Cause>,
}

/// Below this a cause is not named among those that raise the urgency together.
const LEAST_NAMED: f64 = 0.05;

/// Compares the posteriors with what the context alone gives. A cause raises to its own care level at most.
pub(super) fn from_posteriors<'a>(candidates: &[Candidate<'a>]) -> Option<Raise<'a>> {
    let alone: Vec<(&Cause, Urgency)> =
        candidates.iter().filter_map(|c| raises(c).map(|urgency| (c.cause, urgency))).collect();
    if let Some(urgency) = alone.iter().map(|(_, urgency)| *urgency).max() {
        let activity = alone.iter().map(|(cause, _)| cause.activity).max();
        let first = alone.iter().filter(|(_, raised)| *raised == urgency);
        return Some(Raise {
            urgency,
            activity: activity.unwrap_or(Activity::AsPlanned),
            causes: first.map(|(cause, _)| *cause).collect(),
        });
    }
    let medical = || candidates.iter().filter(|c| c.cause.care >= Urgency::Appointment);
    let sum: f64 = medical().map(|c| c.probability).sum();
    let prior: f64 = medical().map(|c| c.prior).sum();
    let named = medical().filter(|c| c.probability >= LEAST_NAMED).map(|c| c.cause);
    (sum >= 0.6 && sum >= 2.0 * prior).then(|| Raise {
        urgency: Urgency::Appointment,
        activity: Activity::AsPlanned,
        causes: named.collect(),
    })
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
