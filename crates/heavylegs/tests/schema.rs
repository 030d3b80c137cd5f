//! The published schemas describe what the engine reads and writes, and change only on purpose.

#![cfg(test)]

use std::path::{Path, PathBuf};

use heavylegs::{
    Engine, Evidence, EvidenceError, Options, Profile, QuestionOptions, Tried, assessment_schema,
    follow_up_request_schema, follow_up_schema, questions_schema, read_request, request_schema,
    what_if_request_schema, what_if_schema,
};
use jsonschema::Validator;
use serde_json::{Value, json};

/// Set to write the snapshots anew.
const BLESS: &str = "HEAVYLEGS_BLESS_SCHEMAS";

fn validator(schema: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
}

fn complaints(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_snapshots_are_what_the_types_say() {
    for (name, schema) in heavylegs::schemas() {
        let path = root().join("docs/schema").join(name);
        if std::env::var_os(BLESS).is_some() {
            std::fs::write(&path, &schema).unwrap();
        }
        let snapshot = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            snapshot == schema,
            "docs/schema/{name} is not what the types say; if the change is meant: {BLESS}=1 cargo test --test schema"
        );
    }
}

/// One piece of evidence for every shape of answer: usual, nothing, emergency, outside the scope, expired.
fn evidence() -> Vec<Evidence> {
    let usual = Evidence::new()
        .level("course_in_run", "heavy_then_clears")
        .number("sitting_hours_today", 9.0)
        .present("no_spring")
        .present("one_leg_swollen");
    let old = heavylegs::Finding::present().days_ago(400.0).origin(heavylegs::Origin::Log);
    vec![
        Evidence::new(),
        usual.clone(),
        usual.clone().present("chest_pain_now"),
        usual.clone().number("age_years", 15.0),
        usual.with("tired_all_day", old),
    ]
}

#[test]
fn real_answers_validate() {
    let validator = validator(&assessment_schema());
    let engine = Engine::builtin();
    let all = Options::default().top(1000).profile(Profile::Clinical).stability(false);
    for evidence in evidence() {
        for options in [Options::default(), all.clone(), Options::default().redact_sensitive(true)]
        {
            let answer = engine.assess_with(&evidence, &options).unwrap().to_json();
            let answer: Value = serde_json::from_str(&answer).unwrap();
            assert_eq!(complaints(&validator, &answer), Vec::<String>::new());
        }
    }
}

#[test]
fn real_differences_validate() {
    let (what_if, follow_up) = (validator(&what_if_schema()), validator(&follow_up_schema()));
    let engine = Engine::builtin();
    let options = Options::default().stability(false);
    let tried = [Tried::new("easy_week").days_ago(2.0), Tried::new("steady_load")];
    for before in evidence() {
        for after in evidence() {
            let answer = engine.what_if(&before, &after, &options).unwrap().to_json();
            let answer: Value = serde_json::from_str(&answer).unwrap();
            assert_eq!(complaints(&what_if, &answer), Vec::<String>::new());
            let answer = engine.follow_up(&before, &after, &tried, &options).unwrap().to_json();
            let answer: Value = serde_json::from_str(&answer).unwrap();
            assert_eq!(complaints(&follow_up, &answer), Vec::<String>::new());
            let mut other = answer;
            other["difference"]["urgency"]["before"] = json!("very");
            assert!(!follow_up.is_valid(&other));
        }
    }
}

#[test]
fn real_questions_validate() {
    let validator = validator(&questions_schema());
    let engine = Engine::builtin();
    for evidence in evidence() {
        for options in
            [QuestionOptions::default(), QuestionOptions::default().at_most(1000).sensitive(false)]
        {
            let answer = engine.next_questions(&evidence, &options).unwrap().to_json();
            let mut answer: Value = serde_json::from_str(&answer).unwrap();
            assert_eq!(complaints(&validator, &answer), Vec::<String>::new());
            answer["stop"]["reason"] = json!("bored");
            assert!(!validator.is_valid(&answer));
        }
    }
}

#[test]
fn the_schemas_of_the_other_requests_agree_with_the_readers() {
    let engine = Engine::builtin();
    let what_if = |request: &Value| engine.what_if_json(&request.to_string());
    let follow_up = |request: &Value| engine.follow_up_json(&request.to_string());
    let wake = json!({"wakes_unrefreshed": true});
    agree(
        &what_if_request_schema(),
        &what_if,
        &[
            json!({"schema": 1, "evidence": {}, "changes": {}}),
            json!({"schema": 1, "evidence": wake, "changes": {"wakes_unrefreshed": null}, "options": {"stability": false}}),
        ],
        &[
            json!({"schema": 1, "evidence": {}}),
            json!({"schema": 1, "changes": {}}),
            json!({"schema": 1, "evidence": {}, "changes": []}),
            json!({"schema": 1, "evidence": {}, "changes": {}, "tried": []}),
            json!({"evidence": {}, "changes": {}}),
        ],
    );
    agree(
        &follow_up_request_schema(),
        &follow_up,
        &[
            json!({"schema": 1, "previous": {}, "evidence": {}}),
            json!({"schema": 1, "previous": wake, "evidence": wake, "tried": ["warm_up", {"id": "easy_week", "days_ago": 3}]}),
            json!({"schema": 1, "previous": {}, "evidence": {}, "tried": [{"id": "easy_week", "days_ago": null}]}),
        ],
        &[
            json!({"schema": 1, "evidence": {}}),
            json!({"schema": 1, "previous": {}, "evidence": {}, "tried": "warm_up"}),
            json!({"schema": 1, "previous": {}, "evidence": {}, "tried": [1]}),
            json!({"schema": 1, "previous": {}, "evidence": {}, "tried": [{"days_ago": 3}]}),
            json!({"schema": 1, "previous": {}, "evidence": {}, "tried": [{"id": "easy_week", "days_ago": -3}]}),
            json!({"schema": 1, "previous": {}, "evidence": {}, "tried": [{"id": "easy_week", "days": 3}]}),
        ],
    );
}

type Answer<'a> = &'a dyn Fn(&Value) -> Result<String, EvidenceError>;

fn agree(schema: &str, answer: Answer<'_>, good: &[Value], bad: &[Value]) {
    let validator = validator(schema);
    for request in good {
        assert_eq!(complaints(&validator, request), Vec::<String>::new());
        assert!(answer(request).is_ok(), "{request}");
    }
    for request in bad {
        assert!(!validator.is_valid(request), "{request}");
        assert!(answer(request).is_err(), "{request}");
    }
}

#[test]
fn a_changed_answer_does_not_validate() {
    let validator = validator(&assessment_schema());
    let answer = Engine::builtin().assess(&evidence()[1]).unwrap().to_json();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let changes: [(&str, Value); 5] = [
        ("/urgency", json!("very")),
        ("/exact", Value::Null),
        ("/causes/0/probability", json!("likely")),
        ("/coverage", json!({})),
        ("/recommendations/0/steps", json!("one")),
    ];
    for (place, value) in changes {
        let mut other = answer.clone();
        *other.pointer_mut(place).expect(place) = value;
        assert!(!validator.is_valid(&other), "{place}");
    }
    let mut missing = answer;
    missing.as_object_mut().unwrap().remove("pending_red_flags");
    assert!(!validator.is_valid(&missing));
}

#[test]
fn the_request_schema_agrees_with_the_reader() {
    let validator = validator(&request_schema());
    let good = [
        json!({"schema": 1, "evidence": {}}),
        json!({"schema": 1, "evidence": {"a": true, "b": null, "c": "x", "d": 1.5, "e": ["x", "y"]}}),
        json!({"schema": 1, "evidence": {
            "a": {"value": 14, "unit": "ug/L"},
            "b": {"likelihood": [0.8, 0.2], "origin": "device", "days_ago": 1}
        }, "options": {"top": 5, "profile": "clinical", "stability": false, "redact_sensitive": true}}),
    ];
    for request in good {
        assert_eq!(complaints(&validator, &request), Vec::<String>::new());
        assert!(read_request(&request.to_string()).is_ok(), "{request}");
    }
    let bad = [
        json!([]),
        json!({"evidence": {}}),
        json!({"schema": 2, "evidence": {}}),
        json!({"schema": 1}),
        json!({"schema": 1, "evidence": [], "options": {}}),
        json!({"schema": 1, "evidence": {}, "more": 1}),
        json!({"schema": 1, "evidence": {"a": {"valu": 1}}}),
        json!({"schema": 1, "evidence": {"a": {"value": 1, "likelihood": [1, 0]}}}),
        json!({"schema": 1, "evidence": {"a": {"likelihood": [1]}}}),
        json!({"schema": 1, "evidence": {"a": {"value": 1, "origin": "rumour"}}}),
        json!({"schema": 1, "evidence": {}, "options": {"top": 0}}),
        json!({"schema": 1, "evidence": {}, "options": {"profile": "coach"}}),
    ];
    for request in bad {
        assert!(!validator.is_valid(&request), "{request}");
        assert!(read_request(&request.to_string()).is_err(), "{request}");
    }
}

#[test]
fn the_examples_follow_the_schema_and_give_what_they_must() {
    let validator = validator(&request_schema());
    let mut seen = Vec::new();
    for entry in std::fs::read_dir(root().join("examples/inputs")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(complaints(&validator, &value), Vec::<String>::new(), "{}", path.display());
        let request = read_request(&text).unwrap();
        let answer = Engine::builtin().assess_with(&request.evidence, &request.options).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        expected(&name, &answer);
        seen.push(name);
    }
    assert!(seen.len() >= 5, "{seen:?}");
}

/// What model.md, section 7, expects of each runner.
fn expected(name: &str, answer: &heavylegs::Assessment) {
    let ranked: Vec<_> = answer.causes().map(|cause| (cause.id(), cause.probability())).collect();
    let (first, probability) = ranked[0];
    let urgency = format!("{:?}", answer.urgency());
    match name {
        "desk_worker" => {
            let mut two = [ranked[0].0, ranked[1].0];
            two.sort_unstable();
            assert_eq!(two, ["no_warm_up", "prolonged_sitting"]);
            assert!(ranked[..2].iter().all(|(_, p)| (0.4..=0.85).contains(p)));
            assert_eq!(urgency, "SelfCare");
        }
        "tapering_marathoner" => {
            assert!(first == "taper_heaviness" && (0.6..=0.95).contains(&probability));
            assert_eq!(urgency, "SelfCare");
        }
        "tired_woman_no_blood_test" => {
            assert!(first == "iron_deficiency" && (0.35..=0.65).contains(&probability));
            assert_eq!(urgency, "Appointment");
        }
        "wall_at_two_hours" => {
            assert!(first == "low_glycogen" && (0.7..=0.98).contains(&probability));
        }
        "swollen_calf_after_flight" => {
            assert_eq!(urgency, "SameDay");
            assert_eq!(format!("{:?}", answer.activity()), "NoRunningUntilSeen");
            assert!(ranked.iter().all(|(id, _)| *id != "deep_vein_thrombosis"));
        }
        _ => {}
    }
}
