//! A test result that says too little is set aside for causes, and stays in sight of rules.

#![expect(clippy::unwrap_used, reason = "a test that can't read its input must fail")]

use heavylegs::{Assessment, Engine, Evidence, KnowledgeBase, Options};

fn assess(evidence: &Evidence) -> Assessment {
    Engine::builtin().assess_with(evidence, &Options::default().top(1000)).unwrap()
}

fn low_iron(assessment: &Assessment) -> f64 {
    assessment.causes().find(|cause| cause.id() == "iron_deficiency").unwrap().probability()
}

fn tired() -> Evidence {
    let tired = Evidence::new().present("tired_all_day").present("heart_rate_high_for_pace");
    tired.level("lasting", "months_1_to_3").level("has_periods", "yes")
}

#[test]
fn a_normal_ferritin_after_hard_days_counts_as_unknown() {
    let doubted = tired().present("ferritin_after_hard_exercise_or_ill");
    let with = assess(&doubted.clone().number("ferritin", 80.0));
    let without = assess(&doubted);
    assert_eq!(low_iron(&with).to_bits(), low_iron(&without).to_bits());
    assert_eq!(with.doubtful()[0].observation, "ferritin");
    assert!(with.to_string().contains("not counted"), "{with}");
    assert!(without.doubtful().is_empty());
    let quiet = tired().absent("ferritin_after_hard_exercise_or_ill").number("ferritin", 80.0);
    assert!(low_iron(&assess(&quiet)) < low_iron(&without) / 2.0);
}

#[test]
fn a_low_ferritin_stands() {
    let low = tired().number("ferritin", 14.0);
    let after_effort = low.clone().present("ferritin_after_hard_exercise_or_ill");
    assert_eq!(low_iron(&assess(&low)).to_bits(), low_iron(&assess(&after_effort)).to_bits());
    assert!(assess(&after_effort).doubtful().is_empty());
}

const RULE: &str = r#"
    [pulse]
    kind = "measurement"
    unit = "bpm"
    range = [20, 250]
    cuts = [120]
    levels = ["usual", "high"]
    shares = [0.9, 0.1]
    source = "estimate"
    doubtful = { levels = ["high"], when = { just_ran = true } }
    [just_ran]
    kind = "context"
    levels = ["absent", "present"]
"#;

const FLAG: &str = r#"
    [racing]
    when = { pulse = "high" }
    urgency = "appointment"
    source = "estimate"
"#;

fn own(observations: &str) -> Result<KnowledgeBase, heavylegs::KnowledgeError> {
    let files = [
        ("knowledge.toml", "version = \"1\"\nfamilies = []"),
        ("observations/own.toml", observations),
        ("red_flags/own.toml", FLAG),
    ];
    let builder = KnowledgeBase::builder();
    files.iter().fold(builder, |builder, (path, text)| builder.file(path, text)).build()
}

#[test]
fn rules_see_what_is_doubted() {
    let engine = Engine::new(own(RULE).unwrap());
    let evidence = Evidence::new().number("pulse", 150.0).present("just_ran");
    let assessment = engine.assess(&evidence).unwrap();
    assert_eq!(assessment.urgency(), heavylegs::Urgency::Appointment);
    assert_eq!(assessment.doubtful().len(), 1);
}

#[test]
fn a_doubt_about_nothing_or_itself_is_an_error() {
    let faults = [
        ("levels = [\"high\"]", "levels = []", "knowledge.levels"),
        ("levels = [\"high\"]", "levels = [\"hihg\"]", "knowledge.unknown_level"),
        ("just_ran = true }", "pulse = \"high\" }", "knowledge.condition"),
        ("just_ran = true }", "just_run = true }", "knowledge.unknown_id"),
    ];
    for (right, wrong, code) in faults {
        let error = own(&RULE.replacen(right, wrong, 1)).unwrap_err();
        assert!(error.problems().iter().any(|p| p.code() == code), "{wrong}: {error}");
    }
}
