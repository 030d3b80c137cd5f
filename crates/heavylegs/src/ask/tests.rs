//! What to ask next, against the definition and against the rules of safety.

use proptest::prelude::*;

use super::candidate::possible;
use super::forecast::{Forecasts, forecast};
use super::value::{open, parts, weights};
use super::{NextQuestions, Purpose, QuestionOptions, ScreenKind, StopReason};
use crate::engine::Engine;
use crate::evidence::{Answer, Compiled, Evidence, Finding, Item, Origin};
use crate::infer::Workspace;
use crate::infer::query::{Query, symptom_node};
use crate::knowledge::{KnowledgeBase, Role};
use crate::network::ObservationIndex;

fn engine() -> Engine {
    Engine::builtin()
}

/// Evidence with few enough present symptoms that nothing is set aside.
fn any_evidence() -> impl Strategy<Value = Evidence> {
    let knowledge = KnowledgeBase::builtin();
    let count = knowledge.observations().len();
    prop::collection::vec((0..count, any::<u32>(), 0..4_u8), 0..24).prop_map(move |picks| {
        let mut evidence = Evidence::new();
        let mut left = 6;
        for (at, level, kind) in picks {
            let observation = &knowledge.observations()[at];
            let present = kind < 2 && left > 0;
            let finding = match observation.levels() {
                None if present && kind == 0 => Finding::present(),
                None if present => Finding::likelihood(0.8, 0.3),
                None => Finding::absent(),
                Some(levels) => {
                    Finding::level(levels.ids[level as usize % levels.ids.len()].clone())
                }
            };
            left -= i32::from(present && observation.levels().is_none());
            if evidence.get(&observation.id).is_none() {
                evidence.insert(&observation.id, finding);
            }
        }
        evidence
    })
}

fn unknown(engine: &Engine, compiled: &Compiled) -> Vec<ObservationIndex> {
    let all = (0..engine.knowledge().observations().len()).map(|at| u16::try_from(at).unwrap());
    all.filter(|at| compiled.answer(*at).is_none()).collect()
}

fn forecasts(engine: &Engine, evidence: &Evidence) -> (Compiled, Forecasts) {
    let compiled = engine.read(evidence).unwrap();
    let asked = unknown(engine, &compiled);
    let forecasts = forecast(engine, &compiled, &asked);
    assert!(forecasts.set_aside.is_empty());
    (compiled, forecasts)
}

/// P(answer and evidence of symptoms) up to what is the same for all answers, and the posteriors: an inference of its own.
fn by_definition(engine: &Engine, compiled: &Compiled, item: Option<Item>) -> (f64, Vec<f64>) {
    let mut with = compiled.clone();
    with.items.append(&mut with.doubtful);
    with.items.extend(item);
    with.items.sort_by_key(|item| item.observation);
    with.set_doubtful_aside(engine.network());
    let (mut workspace, mut query) = (Workspace::new(), Query::default());
    let settings = engine.knowledge().settings();
    query.fill(engine.network(), settings, &with.items, None, &mut workspace.odds_scratch);
    workspace.answer(engine.network(), settings, &query, u64::MAX);
    let silent = item.filter(|item| item.answer == Answer::Absent);
    let silent = silent.and_then(|item| symptom_node(engine.network(), item.observation));
    let silent = silent.map_or(1.0, |node| 1.0 - node.leak.value);
    let all: f64 = query.odds.iter().map(|odds| 1.0 + odds).product();
    let total = workspace.sweep.total;
    (
        silent * total.over(crate::infer::scale::Scaled::ONE) / all,
        workspace.probabilities().to_vec(),
    )
}

fn value_by_definition(engine: &Engine, compiled: &Compiled, at: ObservationIndex) -> f64 {
    let symptom = symptom_node(engine.network(), at).is_some();
    let answers = if symptom {
        vec![(Answer::Present, 1.0), (Answer::Absent, 1.0)]
    } else {
        possible(engine.knowledge(), at)
    };
    let outcomes: Vec<(f64, Vec<f64>)> = answers
        .into_iter()
        .map(|(answer, share)| {
            let item = Item { observation: at, answer, origin: Origin::Answer, days_ago: None };
            let (weight, probabilities) = by_definition(engine, compiled, Some(item));
            (share * weight, probabilities)
        })
        .collect();
    let sum: f64 = outcomes.iter().map(|(weight, _)| weight).sum();
    let weights = weights(engine, |_| true);
    let value = |(cause, w): (usize, &f64)| {
        let mean: f64 = outcomes.iter().map(|(weight, p)| weight / sum * p[cause]).sum();
        w * outcomes.iter().map(|(weight, p)| weight / sum * (p[cause] - mean).powi(2)).sum::<f64>()
    };
    weights.iter().enumerate().map(value).sum()
}

/// Everything on the universal screen was denied.
fn denied() -> Evidence {
    let screens = KnowledgeBase::builtin();
    let signs = screens.screens().iter().filter(|s| s.universal).flat_map(|s| &s.observations);
    signs.fold(Evidence::new(), Evidence::absent)
}

fn next(evidence: &Evidence, options: &QuestionOptions) -> NextQuestions {
    engine().next_questions(evidence, options).unwrap()
}

fn now() -> QuestionOptions {
    QuestionOptions::default().answerable_now(true).about_you(false).at_most(1000)
}

fn asked(next: &NextQuestions) -> Vec<&str> {
    next.screens.iter().flat_map(|screen| &screen.items).map(|item| item.id.as_str()).collect()
}

/// Denies what is to be ticked, and can't say the rest, until no warning sign is asked any more.
fn without_warning_signs(mut evidence: Evidence) -> Evidence {
    for _ in 0..60 {
        let next = next(&evidence, &now().at_most(1));
        let screen = next.screens.first().filter(|screen| screen.purpose == Purpose::RedFlags);
        let Some(screen) = screen.filter(|_| !next.should_stop) else { break };
        for item in &screen.items {
            let yes_no = item.choices[0].id == "present";
            let finding = if yes_no { Finding::absent() } else { Finding::unknown() };
            evidence.insert(&item.id, finding);
        }
    }
    evidence
}

#[test]
fn what_is_sensitive_is_asked_after_the_rest_about_the_runner() {
    let seen: Vec<bool> = engine()
        .next_questions(&Evidence::new(), &QuestionOptions::default().at_most(1000))
        .unwrap()
        .screens
        .iter()
        .filter(|screen| screen.purpose == Purpose::AboutYou)
        .map(|screen| screen.items[0].sensitive)
        .collect();
    assert!(seen.contains(&true) && seen.contains(&false));
    assert!(seen.is_sorted(), "{seen:?}");
}

#[test]
fn the_universal_screen_comes_first_and_counts_as_one() {
    let next = next(&Evidence::new().present("tired_all_day"), &now());
    let first = &next.screens[0];
    assert_eq!((first.id.as_str(), first.kind), ("universal", ScreenKind::GroupMultiple));
    assert_eq!((first.items.len(), first.none.as_deref()), (13, Some("none of these")));
    assert_eq!((next.should_stop, next.stop.reason), (false, StopReason::WarningSigns));
    assert!(next.screens.iter().skip(1).all(|screen| screen.purpose == Purpose::Causes));
}

#[test]
fn what_does_not_apply_or_is_not_wanted_is_not_asked() {
    let all = next(&denied(), &now());
    assert!(!asked(&all).contains(&"comes_with_the_cycle"), "its gate is shut");
    assert!(!asked(&all).contains(&"ferritin") && !asked(&all).contains(&"one_leg_swollen"));
    let any = next(&denied(), &QuestionOptions { answerable_now: false, ..now() });
    assert!(asked(&any).contains(&"ferritin"));
    let best = asked(&all)[0].to_owned();
    let without = next(&denied(), &now().exclude([best.as_str()]));
    assert!(!asked(&without).contains(&best.as_str()));
    // "I don't know" is an answer: it is not asked again, and changes nothing else.
    let unsure = next(&denied().with(best.as_str(), Finding::unknown()), &now());
    assert_eq!(asked(&unsure), asked(&without));
    let quiet = next(&denied(), &now().sensitive(false));
    assert!(quiet.screens.iter().flat_map(|screen| &screen.items).all(|item| !item.sensitive));
    let shoes = next(&denied(), &now().families(["shoes"]));
    assert!(asked(&shoes)[0].starts_with("shoe") || asked(&shoes)[0].contains("shoes"));
    assert!(asked(&shoes).len() < asked(&all).len());
}

#[test]
fn screens_are_of_the_kinds_they_say() {
    for screen in next(&denied(), &now()).screens {
        let yes_no = |choices: &[crate::Choice]| {
            choices.iter().map(|c| c.id.as_str()).collect::<Vec<_>>()
                == ["present", "absent", "unknown"]
        };
        assert!(!screen.reason.is_empty() && !screen.text.is_empty());
        assert!(screen.items.iter().all(|item| item.choices.last().unwrap().id == "unknown"));
        let item = &screen.items[0];
        match screen.kind {
            ScreenKind::Single => assert!(screen.items.len() == 1 && yes_no(&item.choices)),
            ScreenKind::GroupMultiple => {
                assert!((2..=7).contains(&screen.items.len()), "{}", screen.items.len());
                assert!(screen.items.iter().all(|item| yes_no(&item.choices)));
                assert!(screen.none.is_some());
            }
            ScreenKind::GroupSingle => assert!(screen.items.len() == 1 && item.number.is_none()),
            ScreenKind::Number => assert!(screen.items.len() == 1 && item.number.is_some()),
        }
    }
}

#[test]
fn a_reason_tells_one_cause_from_another() {
    let reasons: Vec<String> =
        next(&denied(), &now()).screens.into_iter().map(|screen| screen.reason).collect();
    assert!(reasons.iter().any(|reason| reason.starts_with("It helps to tell ")), "{reasons:?}");
    let german = next(&denied(), &now().language("de"));
    assert!(german.screens[0].reason.starts_with("Das "), "{}", german.screens[0].reason);
    // What is not disclosed is named by no reason.
    let hidden = engine();
    let hidden = hidden.knowledge().causes().iter().filter(|cause| cause.rule_leads);
    let english = KnowledgeBase::builtin();
    for name in hidden.filter_map(|cause| english.texts("en")?.causes.get(&cause.id)) {
        assert!(reasons.iter().all(|reason| !reason.contains(&name.name)), "{}", name.name);
    }
}

#[test]
fn an_emergency_ends_it_at_once() {
    let next = next(&denied().changed_by(&Evidence::new().present("chest_pain_now")), &now());
    assert_eq!((next.should_stop, next.stop.reason), (true, StopReason::Emergency));
    assert!(next.screens.is_empty() && next.picture.is_empty());
    assert!(next.stop.text.contains("Call your emergency number now."), "{}", next.stop.text);
}

#[test]
fn an_open_gate_brings_its_warning_signs_next_and_nothing_stops_before_they_are_answered() {
    let ticked = denied().changed_by(&Evidence::new().present("one_leg_swollen_hot_or_cold"));
    let open = next(&ticked, &now());
    assert_eq!((open.should_stop, open.stop.reason), (false, StopReason::WarningSigns));
    assert!(open.screens.iter().all(|screen| screen.purpose == Purpose::RedFlags));
    assert!(asked(&open).contains(&"coughed_blood"));
    let answered = asked(&open).into_iter().fold(ticked.clone(), Evidence::absent);
    let over = next(&without_warning_signs(answered), &now());
    assert_eq!((over.should_stop, over.stop.reason), (true, StopReason::SeeSomeoneToday));
    assert!(over.stop.unanswered.is_empty());
    // Who can't say has been asked; that it is not complete is said.
    let unsure =
        asked(&open).into_iter().fold(ticked, |evidence, id| evidence.with(id, Finding::unknown()));
    let over = next(&without_warning_signs(unsure), &now());
    assert_eq!(over.stop.reason, StopReason::SeeSomeoneToday);
    assert!(!over.stop.unanswered.is_empty() && over.stop.text.contains("not complete"));
}

#[test]
fn at_most_four_screens_of_warning_signs_come_before_the_first_ordinary_question() {
    // Ticked one after the other, so that gate after gate opens.
    let mut evidence = denied().changed_by(
        &Evidence::new().present("new_weakness_one_leg").present("urine_tea_or_cola_coloured"),
    );
    let mut shown = 1;
    for _ in 0..12 {
        let next = next(&evidence, &now());
        let Some(screen) = next.screens.first().filter(|s| s.purpose == Purpose::RedFlags) else {
            break;
        };
        shown += 1;
        for item in &screen.items {
            let level = item.choices[0].id.clone();
            let finding =
                if level == "present" { Finding::absent() } else { Finding::level(level) };
            evidence.insert(&item.id, finding);
        }
    }
    assert!(shown <= 4, "{shown}");
}

#[test]
fn outside_the_scope_only_warning_signs_are_asked() {
    let child = denied().number("age_years", 15.0);
    let next = |evidence: &Evidence| self::next(evidence, &now());
    assert!(next(&child).screens.iter().all(|screen| screen.purpose == Purpose::RedFlags));
    let answered = without_warning_signs(child);
    assert_eq!(next(&answered).stop.reason, StopReason::OutsideScope);
}

#[test]
fn an_interview_with_an_ordinary_runner_ends() {
    let mut evidence = denied();
    for shown in 0..80 {
        let next = next(&evidence, &now().at_most(1));
        if next.should_stop {
            assert_eq!(next.stop.reason, StopReason::LittleToGain);
            assert!(shown >= 3, "{shown}");
            return;
        }
        for item in &next.screens[0].items {
            let mut choices = item.choices.iter().map(|choice| choice.id.as_str());
            let choice = if item.choices[0].id == "present" {
                "absent"
            } else {
                choices.next_back().unwrap()
            };
            evidence.insert(&item.id, Finding::level(choice));
        }
    }
    panic!("80 screens and no end");
}

#[test]
fn the_picture_names_what_would_move_the_leaders_and_is_right() {
    let evidence = denied()
        .number("sleep_hours_last_night", 4.5)
        .present("wakes_unrefreshed")
        .level("course_in_run", "heavy_throughout")
        .level("side", "both_alike");
    let next = next(&evidence, &now());
    assert!(!next.picture.is_empty() && next.picture.len() <= 3);
    let options = crate::Options::default().top(1000).stability(false);
    for change in &next.picture {
        for answer in change.raises.iter().chain(&change.lowers) {
            assert!((0.0..=1.0).contains(&answer.chance));
            let observation = KnowledgeBase::builtin();
            let observation = observation.observation(&answer.observation).unwrap().clone();
            let findings: Vec<Finding> = observation.levels().map_or_else(
                || vec![Finding::present(), Finding::absent()],
                |levels| levels.ids.iter().map(Finding::level).collect(),
            );
            let probability = |finding: Finding| {
                let with = evidence.clone().with(answer.observation.as_str(), finding);
                let assessed = engine().assess_with(&with, &options).unwrap();
                let cause = assessed.causes().find(|cause| cause.id() == change.id).unwrap();
                cause.probability()
            };
            let found =
                findings.into_iter().any(|f| (probability(f) - answer.probability).abs() < 1e-9);
            assert!(found, "{} by {}", change.id, answer.observation);
        }
    }
    let little = self::next(&denied(), &now());
    assert!(little.picture.is_empty(), "too little is known to name a leader");
}

#[test]
fn options_that_name_nothing_are_problems_all_at_once() {
    let text = r#"{"schema": 1, "evidence": {"hair_los": true},
        "options": {"exclude": ["feritin"], "families": ["shoe"], "at_most": 0, "language": "xx"}}"#;
    let error = engine().questions_json(text).unwrap_err();
    let found: Vec<_> = error.problems().iter().map(|p| (p.code(), p.path())).collect();
    assert_eq!(
        found,
        [
            ("evidence.options", "options.at_most"),
            ("evidence.unknown_id", "evidence.hair_los"),
            ("evidence.unknown_id", "options.exclude[0]"),
            ("evidence.options", "options.families[0]"),
            ("evidence.options", "options.language"),
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn it_never_stops_while_a_warning_sign_can_be_asked(evidence in any_evidence()) {
        let next = next(&evidence, &now());
        if next.urgency != crate::Urgency::Emergency && !next.pending_red_flags.is_empty() {
            prop_assert!(!next.should_stop);
            prop_assert!(next.screens.iter().any(|screen| screen.purpose == Purpose::RedFlags));
        }
        let known: Vec<&str> = evidence.ids().collect();
        let again = asked(&next).into_iter().filter(|id| known.contains(id));
        let nearly = |id: &&str| engine().knowledge().observation(id).unwrap().levels().is_none();
        prop_assert_eq!(again.filter(|id| !nearly(id)).count(), 0, "what is known is not asked");
        let order: Vec<&str> = asked(&next);
        let once: std::collections::BTreeSet<&str> = order.iter().copied().collect();
        prop_assert_eq!(once.len(), order.len(), "nothing is asked twice");
    }

    #[test]
    fn a_value_is_what_two_assessments_for_each_answer_come_to(evidence in any_evidence()) {
        let engine = engine();
        let (compiled, forecasts) = forecasts(&engine, &evidence);
        let weights = weights(&engine, |_| true);
        let mut ranked = 0;
        for question in &forecasts.questions {
            let value: f64 = parts(question, &weights).iter().sum();
            let defined = value_by_definition(&engine, &compiled, question.observation);
            prop_assert!((value - defined).abs() < 1e-9, "{value} {defined}");
            prop_assert!((value - defined).abs() < 1e-6 * defined.max(1e-6), "{value} {defined}");
            prop_assert!(value >= 0.0);
            ranked += 1;
        }
        prop_assert!(ranked > 150, "{ranked}");
    }

    #[test]
    fn the_value_of_a_symptom_is_the_expected_drop_of_what_is_open(evidence in any_evidence()) {
        let engine = engine();
        let (_, forecasts) = forecasts(&engine, &evidence);
        let weights = weights(&engine, |_| true);
        let now = open(&forecasts.now, &weights);
        for question in &forecasts.questions {
            let chances: f64 = question.answers.iter().map(|answer| answer.chance).sum();
            prop_assert!((chances - 1.0).abs() < 1e-12);
            let observation = &engine.knowledge().observations()[usize::from(question.observation)];
            if matches!(observation.role, Role::Symptom(_)) {
                let value: f64 = parts(question, &weights).iter().sum();
                let after: f64 = question
                    .answers
                    .iter()
                    .map(|answer| answer.chance * open(&answer.probabilities, &weights))
                    .sum();
                prop_assert!((now - after - value).abs() < 1e-9, "{now} {after} {value}");
            }
        }
    }
}

#[test]
fn an_assessment_asks_what_the_next_questions_are_if_it_is_asked_to() {
    let engine = Engine::builtin();
    let evidence = denied();
    let assess = |screens: usize| {
        let options = crate::Options::default().stability(false).questions(screens);
        engine.assess_with(&evidence, &options).unwrap()
    };
    assert!(assess(0).questions().is_empty());
    let asked = QuestionOptions::default().at_most(3);
    assert_eq!(assess(3).questions(), next(&evidence, &asked).screens);
    let json = r#"{"schema": 1, "evidence": {}, "options": {"questions": 2, "stability": false}}"#;
    let answer = engine.assess_json(json).unwrap();
    let read = engine.read_assessment(&answer).unwrap();
    assert_eq!(read.questions().len(), 2);
    assert_eq!(read.to_json(), answer);
    // Someone who needs help now is asked nothing.
    let now = crate::Options::default().questions(3);
    let help = engine.assess_with(&Evidence::new().present("chest_pain_now"), &now).unwrap();
    assert!(help.questions().is_empty());
}

#[test]
fn a_level_where_a_rule_needs_the_number_is_asked_for_once_more_and_not_for_ever() {
    let engine = Engine::builtin();
    let told = denied()
        .changed_by(&Evidence::new().present("urine_tea_or_cola_coloured"))
        .level("leg_session_hours_ago", "longer_or_none");
    let again = |evidence: &Evidence| {
        let next = engine.next_questions(evidence, &now().at_most(100)).unwrap();
        let screen = next.screens.into_iter().find(|s| s.id == "leg_session_hours_ago");
        screen
            .map(|screen| screen.items[0].choices.iter().map(|c| c.id.clone()).collect::<Vec<_>>())
    };
    assert_eq!(again(&told), Some(vec!["unknown".to_owned()]));
    let unknown = Evidence::new().with("leg_session_hours_ago", Finding::unknown());
    let mut said = told.clone();
    let _ = said.remove("leg_session_hours_ago");
    said.insert("leg_session_hours_ago", unknown.get("leg_session_hours_ago").unwrap().clone());
    assert_eq!(again(&said), None);
}
