//! Urgency: rules first (model.md, section 6).

use super::phrase;
use super::types::{PendingRedFlag, Question, UrgencyReason};
use crate::engine::Engine;
use crate::evidence::{Answer, Compiled};
use crate::knowledge::{Activity, KnowledgeBase, RedFlag, Urgency};
use crate::network::{ObservationIndex, Rule, Truth};

/// What the rules say.
#[derive(Debug)]
pub(super) struct Triage {
    pub(super) floor: Urgency,
    pub(super) activity: Activity,
    pub(super) reasons: Vec<UrgencyReason>,
    pub(super) pending: Vec<PendingRedFlag>,
}

/// Evaluates every red flag over what is known.
pub(super) fn triage(engine: &Engine, compiled: &Compiled) -> Triage {
    let knowledge = engine.knowledge();
    let mut triage = Triage {
        floor: Urgency::SelfCare,
        activity: Activity::AsPlanned,
        reasons: Vec::new(),
        pending: Vec::new(),
    };
    let seen = screen_seen(knowledge, compiled);
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
    pub(super) id: &'a str,
    pub(super) care: Urgency,
    pub(super) probability: f64,
    pub(super) prior: f64,
}

/// How far the posteriors raise the urgency, and which causes did.
pub(super) fn from_posteriors<'a>(candidates: &[Candidate<'a>]) -> Option<(Urgency, Vec<&'a str>)> {
    let raised = |wanted: fn(&Candidate<'_>) -> bool| -> Vec<&'a str> {
        candidates.iter().filter(|c| wanted(c)).map(|c| c.id).collect()
    };
    let same_day = raised(|c| {
        c.care == Urgency::SameDay && c.probability >= 0.05 && c.probability >= 20.0 * c.prior
    });
    if !same_day.is_empty() {
        return Some((Urgency::SameDay, same_day));
    }
    let appointment = raised(|c| {
        c.care >= Urgency::Appointment
            && ((c.probability >= 0.30 && c.probability >= 2.0 * c.prior)
                || (c.probability >= 0.10 && c.probability >= 8.0 * c.prior))
    });
    if !appointment.is_empty() {
        return Some((Urgency::Appointment, appointment));
    }
    let together = candidates.iter().filter(|c| c.care >= Urgency::Appointment);
    let (sum, prior) =
        together.fold((0.0, 0.0), |(sum, prior), c| (sum + c.probability, prior + c.prior));
    let leaders = raised(|c| c.care >= Urgency::Appointment && c.probability >= 0.05);
    (sum >= 0.6 && sum >= 2.0 * prior).then_some((Urgency::Appointment, leaders))
}
