//! A set of cases whose right answers are known by hand.

#![expect(clippy::unwrap_used, reason = "a test that can't read its input must fail")]

use std::path::PathBuf;

use clap::Parser;
use evaluation::{
    Arguments, Done, Groups, Questions, Report, evaluate, naive_bayes, read_cases, read_mapping,
    run,
};
use heavylegs::{Engine, Evidence, Finding, KnowledgeBase};

fn file(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    path.to_string_lossy().into_owned()
}

fn text(name: &str) -> String {
    std::fs::read_to_string(file(name)).unwrap()
}

fn engine() -> Engine {
    Engine::new(KnowledgeBase::from_json(&text("knowledge.json")).unwrap())
}

fn report() -> Report {
    let engine = engine();
    let cases = read_cases(&text("synthetic.jsonl")).unwrap();
    let groups = Groups::read(&text("synthetic.groups.toml"), engine.knowledge()).unwrap();
    let targets = groups.targets(&cases, &engine).unwrap();
    let questions: Vec<&Questions> = cases.iter().map(|case| &case.questions).collect();
    let mapped = read_mapping(&text("synthetic.mapping.toml"), &questions, &engine).unwrap();
    let notes = groups.notes(engine.knowledge());
    evaluate(&engine, &cases, &mapped, &targets, notes).unwrap()
}

#[track_caller]
fn counts(share: evaluation::Share, hits: usize, of: usize) {
    assert_eq!((share.hits, share.of), (hits, of));
}

#[test]
fn facts_that_can_be_expressed_are_counted() {
    let found = report();
    counts(found.fact_coverage.presenting, 8, 9);
    counts(found.fact_coverage.elicited, 1, 1);
    counts(found.fact_coverage.all, 9, 10);
    let of = |name: &str| {
        found.fact_coverage_by_slice.iter().find(|(slice, _)| slice == name).unwrap().1.clone()
    };
    counts(of("stratum everyday").all, 5, 6);
    counts(of("complaint core").all, 6, 6);
}

/// s1: load first. s2: iron is explained away, fourth. s3: nerve first. s4: the group has no cause. s5: fuel first.
#[test]
fn ranks_are_those_found_by_hand() {
    let found = report();
    let all = &found.results[0].slices[0].measures;
    counts(all.ranked, 5, 5);
    counts(all.reference_can_be_ranked, 4, 5);
    counts(all.family_first, 3, 5);
    counts(all.family_three, 3, 5);
    counts(all.cause_three, 3, 5);
    let mean = all.family_reciprocal_rank.unwrap().mean;
    assert!((mean - (1.0 + 0.25 + 1.0 + 0.0 + 1.0) / 5.0).abs() < 1e-12, "{mean}");
    let slices: Vec<_> = found.results[0].slices.iter().map(|slice| slice.name.as_str()).collect();
    assert_eq!(
        slices,
        ["all", "stratum everyday", "stratum medical", "complaint adjacent", "complaint core"]
    );
    counts(found.results[0].slices[1].measures.family_three, 2, 3);
}

/// s1 (an easy week) and s5 (eating before): right. s2 wants a blood test and gets it third or later. s3 is an emergency: no advice. s4 has none.
#[test]
fn right_actions_are_counted_where_there_is_one() {
    let found = report();
    let all = &found.results[0].slices[0].measures;
    assert_eq!(all.action_first.of, 4);
    assert_eq!(all.action_first.hits, 2);
}

#[test]
fn what_is_only_known_if_asked_changes_the_triage() {
    let found = report();
    let [first, asked] = [0, 1].map(|at| &found.results[at].slices[0].measures.triage);
    // Without the question s4 is two levels too low, s2 one in both.
    assert_eq!((first.under_by, first.over_by), ([1, 1, 0], [0, 0, 0]));
    assert_eq!((asked.under_by, asked.over_by), ([1, 0, 0], [0, 0, 0]));
    counts(first.safety_strict, 3, 5);
    counts(asked.safety_strict, 4, 5);
    counts(asked.safety_gilbert, 5, 5);
    counts(asked.emergency_sensitivity, 1, 1);
    counts(asked.emergency_specificity, 4, 4);
}

/// Naive Bayes can't explain away: it has iron second in s2, where the engine has it fourth.
#[test]
fn naive_bayes_is_the_product_of_single_ratios() {
    let engine = engine();
    let evidence = Evidence::new().present("tired").present("sore");
    // Odds: hard_week 0.25 · 0.6/0.35 · 0.9/0.3 = 1.29, low_iron 0.176 · 0.75/0.35 = 0.378, empty_tank 0.370, pinched_nerve 0.351.
    assert_eq!(naive_bayes(&engine, &evidence).unwrap(), ["load", "blood", "fuel", "nerve"]);
    // By enumeration of the 16 states low_iron falls from 0.274 to 0.250: sore muscles point to the week that explains the rest.
    let assessment = engine.assess(&evidence).unwrap();
    let exact: Vec<&str> = assessment.families().iter().map(|f| f.id.as_str()).collect();
    assert_eq!(exact, ["load", "fuel", "nerve", "blood"]);

    // hard_week 0.25 · (1 − 0.9)/(1 − 0.3) = 0.036; low_iron 0.176 · (1 − 0.75)/(1 − 0.35) = 0.068.
    let evidence = Evidence::new().absent("sore").absent("tired");
    assert_eq!(naive_bayes(&engine, &evidence).unwrap(), ["fuel", "nerve", "blood", "load"]);
    // An answer that bears on one cause alone is the same for both: 0.351 · 0.5/(0.07/0.74) = 1.86.
    let evidence = Evidence::new().level("side", "one_leg").level("sex", "male");
    assert_eq!(naive_bayes(&engine, &evidence).unwrap(), ["nerve", "fuel", "load", "blood"]);
}

/// A sensor that is nearly sure says nearly what an answer says: 0.176 · (0.75 + 0.25/100)/(0.35 + 0.65/100) = 0.373.
#[test]
fn naive_bayes_takes_readings_of_sensors() {
    let reading = |certainty| Evidence::new().with("tired", Finding::likelihood(certainty, 1.0));
    let ranked = |certainty| naive_bayes(&engine(), &reading(certainty)).unwrap();
    assert_eq!(ranked(100.0), ["load", "blood", "fuel", "nerve"]);
    assert_eq!(ranked(1.0), ["fuel", "nerve", "load", "blood"]);
}

#[test]
fn an_answer_that_is_told_and_asked_for_is_told() {
    let cases = r#"{"id": "a", "facts": [{"statement": "x", "polarity": "present", "stage": "elicited"}, {"statement": "y", "polarity": "present", "stage": "presenting"}, {"statement": "z", "polarity": "absent", "stage": "elicited"}], "cause_groups": ["iron"], "reference_triage": "self_care", "stratum": "s", "complaint_fit": "core"}"#;
    let mapping = r#"
[[case]]
id = "a"
[[case.fact]]
n = 1
statement = "x"
evidence = { tired = true }
[[case.fact]]
n = 2
statement = "y"
evidence = { tired = true }
[[case.fact]]
n = 3
statement = "z"
evidence = { sore = false }
"#;
    let cases = read_cases(cases).unwrap();
    let mapped = read_mapping(mapping, &[&cases[0].questions], &engine()).unwrap();
    assert_eq!(mapped[0].presenting, Evidence::new().present("tired"));
    assert_eq!(mapped[0].with_elicited, Evidence::new().present("tired").absent("sore"));
}

#[test]
fn the_engine_is_held_against_both_baselines() {
    let found = report();
    let all = &found.results[0].slices[0];
    let [constant, naive] = &all.comparisons[..] else { panic!("two baselines") };
    // Right are load, blood, nerve, nothing, fuel or blood: blood twice; blood, load and nerve four times.
    let answers = constant.answers.as_ref().unwrap();
    assert_eq!(answers.first, "blood");
    assert_eq!(answers.three, ["load", "blood", "nerve"]);
    counts(constant.family_first, 2, 5);
    counts(constant.family_three, 4, 5);
    assert_eq!((constant.three.table.first, constant.three.table.second), (0, 1));
    counts(naive.family_three, 4, 5);
    assert_eq!((naive.three.table.both, naive.three.table.second), (3, 1));
    assert!((naive.three.value.unwrap() + 0.2).abs() < 1e-12);
    assert!((naive.three.p - 1.0).abs() < 1e-12);
}

fn arguments<'a>(more: &'a [&'a str]) -> Arguments {
    let files = [
        ("--cases", "synthetic.jsonl"),
        ("--groups", "synthetic.groups.toml"),
        ("--knowledge", "knowledge.json"),
    ];
    let files = files.iter().flat_map(|(flag, name)| [(*flag).to_owned(), file(name)]);
    let more = more.iter().map(|word| (*word).to_owned());
    Arguments::parse_from(std::iter::once("evaluate".to_owned()).chain(files).chain(more))
}

fn mapping_argument() -> [String; 2] {
    ["--mapping".to_owned(), file("synthetic.mapping.toml")]
}

#[test]
fn the_command_prints_text_and_json() {
    let [flag, path] = mapping_argument();
    let Done::Results(text) = run(&arguments(&[&flag, &path, "--verbose"])).unwrap() else {
        panic!("there are cases");
    };
    for line in ["not in the knowledge base, so never ranked: clot_in_a_vein", "family hit@3", "s4"]
    {
        assert!(text.contains(line), "{text}");
    }
    let Done::Results(json) = run(&arguments(&[&flag, &path, "--json"])).unwrap() else {
        panic!("there are cases");
    };
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["results"][0]["slices"][0]["measures"]["family_three"]["hits"], 3);
    assert_eq!(json["results"][1]["cases"][3]["urgency"], "same_day");
}

#[test]
fn a_template_shows_nothing_but_the_questions() {
    let folder = std::env::temp_dir().join(format!("heavylegs-evaluate-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let target = folder.join("template.toml");
    let shown = target.to_string_lossy().into_owned();
    let _ = std::fs::remove_file(&target);
    run(&arguments(&["--template", &shown])).unwrap();
    let written = std::fs::read_to_string(&target).unwrap();
    for hidden in ["SECRET", "ferritin 8", "self_care", "everyday", "core", "training"] {
        assert!(!written.contains(hidden), "{hidden} in {written}");
    }
    for asked in ["thighs sore to touch", "elicited", "30", "km", "absent"] {
        assert!(written.contains(asked), "{asked} not in {written}");
    }
    // A mapping is not written over, and an empty one is told fact by fact.
    assert!(run(&arguments(&["--template", &shown])).is_err());
    let problems = run(&arguments(&["--mapping", &shown])).unwrap_err();
    assert_eq!(problems.len(), 10, "{problems:#?}");
    assert!(problems.iter().all(|p| p.contains("neither `evidence` nor `inexpressible`")));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_vocabulary_shows_no_causes() {
    let engine = Engine::builtin();
    let words = evaluation::vocabulary(engine.knowledge());
    let lines: Vec<&str> = words.lines().collect();
    for observation in engine.knowledge().observations() {
        let head = format!("{}: ", observation.id);
        assert!(lines.iter().any(|line| line.starts_with(&head)), "{head} is missing");
    }

    let engine = self::engine();
    let words = evaluation::vocabulary(engine.knowledge());
    assert!(words.contains("\nside: \n= \"both\": \n= \"one_leg\": \n"), "{words}");
    for id in engine.scored_causes() {
        assert!(!words.contains(id), "{id} is shown");
    }
}

#[test]
fn the_bare_complaint_counts_as_expressed() {
    let engine = engine();
    let cases = read_cases(&text("synthetic.jsonl")).unwrap();
    let questions: Vec<&Questions> = cases.iter().map(|case| &case.questions).collect();
    let mapping = text("synthetic.mapping.toml");
    let missing = "inexpressible = \"no observation for a watch\"";
    let complaint = mapping.replacen(missing, "complaint = true", 1);
    let expressed = |mapping: &str| {
        let mapped = read_mapping(mapping, &questions, &engine).unwrap();
        evaluation::coverage(&mapped).all.hits
    };
    assert_eq!(expressed(&complaint), expressed(&mapping) + 1);
    let both = mapping.replacen(missing, &format!("{missing}\ncomplaint = true"), 1);
    let problems = read_mapping(&both, &questions, &engine).unwrap_err();
    assert!(problems[0].contains("bare complaint"), "{problems:?}");
}

#[test]
fn every_fault_of_a_mapping_is_named_at_once() {
    let engine = engine();
    let cases = read_cases(&text("synthetic.jsonl")).unwrap();
    let questions: Vec<&Questions> = cases.iter().map(|case| &case.questions).collect();
    let mapping = r#"
[[case]]
id = "s1"
[[case.fact]]
n = 1
statement = "legs tired all week"
evidence = { tierd = true, side = "left" }
[[case.fact]]
n = 2
statement = "another text"
inexpressible = " "

[[case]]
id = "s2"
[[case.fact]]
n = 1
statement = "tired"
evidence = { tired = true }
[[case.fact]]
n = 2
statement = "ferritin 8"
evidence = { sore = true }
[[case.fact]]
n = 3
statement = "sore \"thighs\""
evidence = { tired = false }

[[case]]
id = "s3"
[[case.fact]]
n = 1
statement = "numb between the legs"
evidence = { sore = "unknown" }

[[case]]
id = "s9"
"#;
    let problems = read_mapping(mapping, &questions, &engine).unwrap_err().join("\n");
    for (place, what) in [
        ("s1 fact 1", "tierd"),
        ("s1 fact 1", "left"),
        ("s1 fact 2", "not that of the case"),
        ("s1 fact 2", "does not say why"),
        ("s2 fact 2", "no fact that can be evidence"),
        ("s2 fact 3", "another answer than fact 1"),
        ("s3 fact 1", "unknown"),
        ("s3 fact 2", "is not mapped"),
        ("s4", "is not mapped"),
        ("s5", "is not mapped"),
        ("s9", "no such case"),
    ] {
        let found = problems.lines().any(|line| line.starts_with(place) && line.contains(what));
        assert!(found, "{place}: {what} not in\n{problems}");
    }
}

#[test]
fn unknown_labels_and_causes_are_named() {
    let engine = engine();
    let cases = read_cases(&text("synthetic.jsonl")).unwrap();
    let slip = "[groups]\ntraining = [\"hard_weak\"]\niron = [\"low_irn\"]\n";
    let problems = Groups::read(slip, engine.knowledge()).unwrap_err().join("\n");
    assert!(problems.contains("hard_weak") && problems.contains("low_irn"), "{problems}");
    let few = Groups::read("[groups]\ntraining = [\"hard_week\"]\n", engine.knowledge()).unwrap();
    let problems = few.targets(&cases, &engine).unwrap_err().join("\n");
    for label in ["`iron` of s2, s5", "`nerve` of s3", "`clot` of s4", "`fuel` of s5"] {
        assert!(problems.contains(label), "{problems}");
    }
}

/// The table of the repository fits the built-in knowledge.
#[test]
fn the_groups_fit_the_knowledge() {
    let table = include_str!("../groups.toml");
    let knowledge = Engine::builtin();
    assert_eq!(Groups::read(table, knowledge.knowledge()).err(), None);
}
