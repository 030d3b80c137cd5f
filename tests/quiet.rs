//! Where nothing speaks for a cause no leader is named, whoever the runner is.

#![expect(clippy::unwrap_used, reason = "a test that can't read its input must fail")]

use conformance::answers::{Answer, Answers, evidence};
use heavylegs::{Engine, KnowledgeBase, Observation, Options, Role, Urgency};
use serde_json::{Map, Value, json};

/// Nobody in particular, and one runner of each sex and age.
fn runners(knowledge: &KnowledgeBase) -> Vec<Answers> {
    let levels = |id: &str| {
        let levels = &knowledge.observation(id).unwrap().levels().unwrap().ids;
        let known = levels.iter().cloned().map(|level| (id.to_owned(), Answer::Level(level)));
        std::iter::once(None).chain(known.map(Some)).collect::<Vec<_>>()
    };
    let mut runners = Vec::new();
    for sex in levels("sex") {
        for age in levels("age_years") {
            runners.push(sex.clone().into_iter().chain(age).collect());
        }
    }
    runners
}

/// The leader that is named, or why this runner is not left in peace. What is not in `answers` is said to be unknown.
fn disturbs(engine: &Engine, answers: &Answers) -> Option<String> {
    let plain = Options::default().stability(false);
    let answer = engine.assess_with(&evidence(answers), &plain).unwrap();
    let mut spelt_out: Map<String, Value> =
        serde_json::to_value(evidence(answers)).unwrap().as_object().unwrap().clone();
    for observation in engine.knowledge().observations() {
        spelt_out.entry(&observation.id).or_insert(json!("unknown"));
    }
    let request = json!({"schema": 1, "evidence": spelt_out, "options": {"stability": false}});
    assert_eq!(engine.assess_json(&request.to_string()).unwrap(), answer.to_json());
    let leader = answer.causes().next().map(|cause| (cause.id().to_owned(), cause.probability()));
    let wrong = if answer.coverage().names_a_leader {
        "is named"
    } else if answer.urgency() > Urgency::SelfCare {
        "urges"
    } else {
        return None;
    };
    Some(format!("{leader:?} {wrong}: {request}"))
}

fn quiet(engine: &Engine, rest: &Answers) -> Vec<String> {
    let runners = runners(engine.knowledge()).into_iter();
    let all = runners.map(|runner| rest.clone().into_iter().chain(runner).collect::<Answers>());
    all.filter_map(|answers| disturbs(engine, &answers)).collect()
}

/// Every question that can be denied, denied.
fn denied(knowledge: &KnowledgeBase) -> Answers {
    let yes_no = |o: &&Observation| o.levels().is_none_or(heavylegs::Levels::is_yes_no);
    let all = knowledge.observations().iter().filter(yes_no);
    all.map(|observation| (observation.id.clone(), Answer::No)).collect()
}

/// An ordinary off-day: nothing of note in the weeks before, and everything denied.
fn off_day(knowledge: &KnowledgeBase) -> Answers {
    let mut day = denied(knowledge);
    for observation in knowledge.observations() {
        if let Role::Factor(factor) = &observation.role
            && !factor.levels.is_yes_no()
        {
            let usual = factor.levels.ids[factor.levels.reference].clone();
            day.insert(observation.id.clone(), Answer::Level(usual));
        }
    }
    for (id, level) in
        [("lasting", "this_run"), ("side", "both_alike"), ("after_run", "gone_same_day")]
    {
        day.insert(id.to_owned(), Answer::Level(level.to_owned()));
    }
    day
}

#[test]
fn who_says_nothing_hears_no_leader() {
    let disturbed = quiet(&Engine::builtin(), &Answers::new());
    assert!(disturbed.is_empty(), "{}", disturbed.join("\n"));
}

#[test]
fn who_denies_everything_hears_no_leader() {
    let engine = Engine::builtin();
    let disturbed = quiet(&engine, &denied(engine.knowledge()));
    assert!(disturbed.is_empty(), "{}", disturbed.join("\n"));
}

#[test]
fn an_off_day_has_no_leader() {
    let engine = Engine::builtin();
    let disturbed = quiet(&engine, &off_day(engine.knowledge()));
    assert!(disturbed.is_empty(), "{}", disturbed.join("\n"));
}

#[test]
fn the_warning_signs_denied_alone_name_no_leader() {
    let engine = Engine::builtin();
    let knowledge = engine.knowledge();
    for screen in knowledge.screens() {
        let denied = screen.observations.iter().map(|id| (id.clone(), Answer::No)).collect();
        let disturbed = quiet(&engine, &denied);
        assert!(disturbed.is_empty(), "{}", disturbed.join("\n"));
    }
}

/// That these tests can fail: a cause for which it speaks that the legs are heavy in this one run leads an off-day.
#[test]
fn a_cause_that_an_off_day_speaks_for_is_found() {
    let mut document: Value = serde_json::from_str(&KnowledgeBase::builtin().to_json()).unwrap();
    document["causes"]["having_legs"] = json!({
        "family": "load", "horizon": "hours", "prior": {"value": 0.2, "source": "estimate"},
        "descriptors": {"lasting": {"this_run": 0.98, "source": "estimate"}},
    });
    // A translation would need it too.
    document["texts"].as_object_mut().unwrap().retain(|language, _| language == "en");
    document["texts"]["en"]["causes"]["having_legs"] = json!({"name": "legs", "summary": "Legs."});
    let engine = match KnowledgeBase::from_json(&document.to_string()) {
        Ok(knowledge) => Engine::new(knowledge),
        Err(error) => panic!("{error}"),
    };
    assert!(!quiet(&engine, &off_day(engine.knowledge())).is_empty());
}
