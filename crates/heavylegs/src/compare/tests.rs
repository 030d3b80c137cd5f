//! What would be and what has become of it, over the built-in knowledge.

use proptest::prelude::*;

use super::{AdviceState, Tried, TriedOutcome};
use crate::assess::{Options, Profile};
use crate::engine::Engine;
use crate::evidence::{Evidence, Finding};
use crate::knowledge::{KnowledgeBase, Observation, Urgency};

fn engine() -> Engine {
    Engine::builtin()
}

fn quick() -> Options {
    Options::default().stability(false)
}

/// A tired desk worker: nothing urgent, enough known to name a leader.
fn usual() -> Evidence {
    Evidence::new()
        .number("sleep_hours_last_night", 4.5)
        .number("sleep_hours_week", 5.5)
        .present("wakes_unrefreshed")
        .level("side", "both_alike")
        .level("course_in_run", "heavy_throughout")
}

#[test]
fn more_sleep_makes_short_sleep_less_likely_and_says_so() {
    let changes = Evidence::new().number("sleep_hours_last_night", 7.5);
    let answer = engine().what_if(&usual(), &changes, &quick()).unwrap();
    assert_eq!(answer.difference.about.as_deref(), Some("short_sleep"));
    let [only] = answer.difference.answers.as_slice() else { panic!("one answer changed") };
    assert_eq!(only.observation, "sleep_hours_last_night");
    assert_eq!(only.before.as_deref(), Some("less than 5 hours of sleep last night"));
    assert_eq!(only.after.as_deref(), Some("7 hours of sleep or more last night"));
    let cause = answer.difference.causes.iter().find(|c| c.id == "short_sleep").unwrap();
    let by = cause.after.unwrap() - cause.before.unwrap();
    assert!(by < -0.05, "{by}");
    assert!((only.difference.unwrap() - by).abs() < 1e-12, "one change makes all of it");
    assert!(answer.text.contains("too little sleep falls from about"), "{}", answer.text);
    assert!(answer.text.ends_with("go by your real answers."), "{}", answer.text);
    let clinical = quick().profile(Profile::Clinical);
    let text = engine().what_if(&usual(), &changes, &clinical).unwrap().text;
    assert!(!text.contains("about"), "{text}");
}

#[test]
fn german_speaks_german() {
    let changes = Evidence::new().number("sleep_hours_last_night", 7.5);
    let answer = engine().what_if(&usual(), &changes, &quick().language("de")).unwrap();
    assert!(answer.text.starts_with("Mit «"), "{}", answer.text);
    assert!(answer.text.contains("sinkt"), "{}", answer.text);
}

#[test]
fn unknown_takes_away_and_is_not_absent() {
    let taken = Evidence::new().with("wakes_unrefreshed", Finding::unknown());
    let answer = engine().what_if(&usual(), &taken, &quick()).unwrap();
    assert_eq!(answer.difference.answers[0].after, None);
    assert!(answer.text.starts_with("Without “"), "{}", answer.text);
    let denied = Evidence::new().absent("wakes_unrefreshed");
    let other = engine().what_if(&usual(), &denied, &quick()).unwrap();
    assert!(other.difference.answers[0].after.is_some());
    assert_ne!(answer.after, other.after);
}

#[test]
fn an_emergency_leaves_nothing_but_what_to_do_now() {
    let worse = Evidence::new().present("chest_pain_now");
    for (evidence, changes) in [
        (usual(), worse.clone()),
        (usual().present("chest_pain_now"), Evidence::new().absent("chest_pain_now")),
    ] {
        for profile in [Profile::Wellness, Profile::Clinical] {
            let answer = engine().what_if(&evidence, &changes, &quick().profile(profile)).unwrap();
            let difference = &answer.difference;
            assert!(difference.causes.is_empty() && difference.families.is_empty());
            assert_eq!(difference.about, None);
            assert_eq!(
                (difference.none_of_these.before, difference.none_of_these.after),
                (None, None)
            );
            assert!(difference.answers.iter().all(|answer| answer.difference.is_none()));
            assert!(answer.text.contains("Call your emergency number now."), "{}", answer.text);
            assert!(!answer.text.contains('%'), "{}", answer.text);
        }
    }
    let now = usual().present("chest_pain_now");
    let tried = [Tried::new("easy_week")];
    let answer = engine().follow_up(&usual(), &now, &tried, &quick()).unwrap();
    assert!(answer.tried.is_empty() && answer.next.is_empty());
    assert!(answer.text.contains("Call your emergency number now."), "{}", answer.text);
    assert!(!answer.text.contains("easy week"), "{}", answer.text);
}

#[test]
fn a_visit_today_leaves_no_other_advice_beside_it() {
    let now = usual().present("one_leg_swollen").present("calf_tender_one_leg");
    let tried = [Tried::new("easy_week").days_ago(1.0)];
    for profile in [Profile::Wellness, Profile::Clinical] {
        let options = quick().profile(profile);
        let answer = engine().follow_up(&Evidence::new(), &now, &tried, &options).unwrap();
        assert_eq!(answer.now.urgency(), Urgency::SameDay);
        assert!(answer.next.is_empty());
        assert_eq!(answer.tried.len(), 1);
        for other in ["Next", "Keep going", "easy week", "weeks"] {
            assert!(!answer.text.contains(other), "{}", answer.text);
        }
    }
}

#[test]
fn a_visit_today_withholds_the_causes_from_a_runner() {
    let changes = Evidence::new().present("one_leg_swollen").present("calf_tender_one_leg");
    let answer = engine().what_if(&usual(), &changes, &quick()).unwrap();
    assert_eq!(answer.difference.urgency.after, Urgency::SameDay);
    assert!(answer.difference.causes.iter().all(|cause| cause.after.is_none()));
    assert!(
        answer.text.contains("more urgent: Have someone look at this today."),
        "{}",
        answer.text
    );
    let back = Evidence::new()
        .with("one_leg_swollen", Finding::absent())
        .with("calf_tender_one_leg", Finding::absent());
    let answer = engine().what_if(&usual().changed_by(&changes), &back, &quick()).unwrap();
    assert!(answer.text.contains("less urgent") && answer.text.contains("real answers"));
}

#[test]
fn a_cause_that_is_not_disclosed_is_nowhere() {
    let changes = Evidence::new().present("one_calf_pain_new").level("side", "one_leg");
    let answer = engine().what_if(&usual(), &changes, &quick().top(1000)).unwrap();
    let hidden = |id: &str| {
        let cause = engine().knowledge().cause(id).unwrap().clone();
        !quick().shows(&cause)
    };
    assert!(answer.difference.causes.iter().all(|cause| !hidden(&cause.id)));
    assert!(
        answer
            .difference
            .causes
            .iter()
            .all(|cause| { cause.shown == (cause.before.is_some() && cause.after.is_some()) })
    );
}

#[test]
fn a_coach_reads_nothing_private() {
    let private = Evidence::new()
        .present("down_or_no_joy_two_weeks")
        .present("low_spirits")
        .number("alcohol_last_day", 5.0)
        .number("sleep_hours_last_night", 8.0);
    let redacted = quick().redact_sensitive(true).top(1000);
    let answer = engine().what_if(&usual(), &private, &redacted).unwrap();
    let json = answer.to_json();
    let sensitive = |o: &&Observation| o.sensitive && json.contains(&format!("\"{}\"", o.id));
    let told: Vec<_> = engine()
        .knowledge()
        .observations()
        .iter()
        .filter(sensitive)
        .map(|o| o.id.clone())
        .collect();
    assert_eq!(told, Vec::<String>::new());
    assert!(answer.difference.causes.iter().all(|cause| cause.id != "low_mood"));
    assert_eq!(answer.difference.answers.len(), 1);
    let open = engine().what_if(&usual(), &private, &quick().top(1000)).unwrap();
    assert_eq!(open.difference.answers.len(), 4);
}

#[test]
fn problems_of_all_parts_come_at_once() {
    let wrong = Evidence::new().present("hair_los");
    let changes = Evidence::new().number("sleep_hours_last_night", 900.0);
    let error = engine().what_if(&wrong, &changes, &quick().language("xx")).unwrap_err();
    let found: Vec<_> = error.problems().iter().map(|p| (p.code(), p.path())).collect();
    assert_eq!(
        found,
        [
            ("evidence.unknown_id", "evidence.hair_los"),
            ("evidence.range", "changes.sleep_hours_last_night"),
            ("evidence.options", "options.language"),
        ]
    );
    let tried =
        [Tried::new("easy_weak"), Tried::new("warm_up").days_ago(-1.0), Tried::new("warm_up")];
    let error = engine().follow_up(&wrong, &changes, &tried, &quick()).unwrap_err();
    let found: Vec<_> = error.problems().iter().map(|p| (p.code(), p.path())).collect();
    assert_eq!(
        found,
        [
            ("evidence.unknown_id", "previous.hair_los"),
            ("evidence.range", "evidence.sleep_hours_last_night"),
            ("evidence.unknown_recommendation", "tried[0]"),
            ("evidence.range", "tried[1].days_ago"),
            ("evidence.twice", "tried[2]"),
        ]
    );
    assert_eq!(error.problems()[2].help(), Some("did you mean `easy_week`?"));
}

#[test]
fn what_is_wrong_with_the_json_comes_with_what_is_wrong_with_the_rest() {
    let text = r#"{"schema": 1, "previous": {"side": {"valu": 1}}, "evidence": {"hair_los": true},
        "tried": ["easy_weak", 7, {"id": "warm_up", "days": 1}], "options": {"profile": "coach"}}"#;
    let error = engine().follow_up_json(text).unwrap_err();
    let paths: Vec<_> = error.problems().iter().map(crate::Problem::path).collect();
    for path in [
        "previous.side.valu",
        "evidence.hair_los",
        "tried[0]",
        "tried[1]",
        "tried[2].days",
        "options.profile",
    ] {
        assert!(paths.contains(&path), "{path} is not among {paths:?}");
    }
    let missing = engine().what_if_json(r#"{"schema": 1, "evidence": {}}"#).unwrap_err();
    assert_eq!(missing.code(), "evidence.shape");
}

fn load() -> Evidence {
    Evidence::new()
        .level("week_load_ratio", "much_more")
        .level("lasting", "days")
        .present("no_spring")
        .level("side", "both_alike")
}

#[test]
fn advice_that_has_not_helped_is_not_given_again_unless_it_needs_time() {
    let now = load().level("response_to_rest", "no_change");
    let has = |tried: &[Tried]| {
        let answer = engine().follow_up(&load(), &now, tried, &quick()).unwrap();
        let step = answer.next.iter().find(|step| step.recommendation.id == "easy_week").cloned();
        (answer.tried.first().map(|tried| tried.outcome), step, answer.text)
    };
    let (_, step, _) = has(&[]);
    assert_eq!(step.unwrap().state, AdviceState::New);
    let (outcome, step, text) = has(&[Tried::new("easy_week")]);
    assert_eq!((outcome, step.is_none()), (Some(TriedOutcome::NoChange), true));
    assert!(text.contains("This has not helped: Take an easy week."), "{text}");
    let (outcome, step, text) = has(&[Tried::new("easy_week").days_ago(5.0)]);
    assert_eq!(outcome, Some(TriedOutcome::TooEarly));
    let step = step.unwrap();
    assert_eq!((step.state, step.better_in_days), (AdviceState::KeepGoing, Some([0.0, 9.0])));
    assert!(text.contains("It can take up to 9 days."), "{text}");
    let (outcome, step, _) = has(&[Tried::new("easy_week").days_ago(14.0)]);
    assert_eq!((outcome, step.is_none()), (Some(TriedOutcome::NoChange), true));
}

#[test]
fn advice_that_made_it_worse_is_left_out_at_once() {
    let now = load().level("response_to_rest", "worse");
    let tried = [Tried::new("easy_week").days_ago(1.0)];
    let answer = engine().follow_up(&load(), &now, &tried, &quick()).unwrap();
    assert_eq!(answer.tried[0].outcome, TriedOutcome::Worse);
    assert!(answer.next.iter().all(|step| step.recommendation.id != "easy_week"));
}

#[test]
fn what_nobody_said_stays_and_is_asked() {
    let tried = [Tried::new("easy_week"), Tried::new("steady_load")];
    let answer = engine().follow_up(&load(), &load(), &tried, &quick()).unwrap();
    let [rest, load] = answer.tried.as_slice() else { panic!("two were tried") };
    assert_eq!((rest.outcome, load.outcome), (TriedOutcome::Unknown, TriedOutcome::Unknown));
    assert_eq!(rest.ask.as_ref().map(|ask| ask.id.as_str()), Some("response_to_rest"));
    assert_eq!(load.ask, None);
}

#[test]
fn the_links_to_responses_lead_somewhere() {
    let knowledge = KnowledgeBase::builtin();
    let linked = knowledge.recommendations().iter().filter(|r| r.response.is_some()).count();
    assert!(linked >= 9, "{linked}");
}

/// Evidence with answers of every kind.
fn any_evidence() -> impl Strategy<Value = Evidence> {
    let knowledge = KnowledgeBase::builtin();
    let count = knowledge.observations().len();
    let pick = (0..count, any::<u32>(), 0..3_u8);
    prop::collection::vec(pick, 0..12).prop_map(move |picks| {
        let mut evidence = Evidence::new();
        for (at, level, kind) in picks {
            let observation = &knowledge.observations()[at];
            let finding = match observation.levels() {
                None if kind == 0 => Finding::present(),
                None if kind == 1 => Finding::likelihood(0.8, 0.3),
                None => Finding::absent(),
                Some(levels) => {
                    Finding::level(levels.ids[level as usize % levels.ids.len()].clone())
                }
            };
            if evidence.get(&observation.id).is_none() {
                evidence.insert(&observation.id, finding);
            }
        }
        evidence
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_changes_make_no_difference(evidence in any_evidence()) {
        let same = engine().what_if(&evidence, &Evidence::new(), &quick()).unwrap();
        prop_assert!(same.difference.is_nothing());
        prop_assert_eq!(&same.before, &same.after);
        prop_assert!(same.difference.families.is_empty());
        let again = engine().what_if(&evidence, &evidence, &quick()).unwrap();
        prop_assert!(again.difference.is_nothing());
        let later = engine().follow_up(&evidence, &evidence, &[], &quick()).unwrap();
        prop_assert!(later.difference.is_nothing());
        let told = later.now.urgency() < Urgency::SameDay;
        let advice = if told { later.now.recommendations().len() } else { 0 };
        prop_assert_eq!(advice, later.next.len());
    }

    #[test]
    fn both_sides_are_assessments_bit_for_bit(
        evidence in any_evidence(),
        changes in any_evidence(),
        top in 1..6_usize,
        redact in any::<bool>(),
    ) {
        let options = quick().top(top).redact_sensitive(redact);
        let answer = engine().what_if(&evidence, &changes, &options).unwrap();
        let changed = evidence.changed_by(&changes);
        let before = engine().assess_with(&evidence, &options).unwrap();
        let after = engine().assess_with(&changed, &options).unwrap();
        prop_assert_eq!(answer.before.to_json(), before.to_json());
        prop_assert_eq!(answer.after.to_json(), after.to_json());
        let back = engine().follow_up(&evidence, &changed, &[], &options).unwrap();
        prop_assert_eq!(back.difference, answer.difference);
    }

    #[test]
    fn a_change_and_its_undoing_cancel(evidence in any_evidence(), changes in any_evidence()) {
        let changed = evidence.changed_by(&changes);
        let there = engine().follow_up(&evidence, &changed, &[], &quick()).unwrap().difference;
        let back = engine().follow_up(&changed, &evidence, &[], &quick()).unwrap().difference;
        prop_assert_eq!(there.urgency.before, back.urgency.after);
        prop_assert_eq!(there.answers.len(), back.answers.len());
        for (one, other) in there.answers.iter().zip(&back.answers) {
            prop_assert_eq!((&one.before, &one.after), (&other.after, &other.before));
        }
    }
}
