//! `heavylegs knowledge simulate` as an author runs it.

use crate::support::{answered, heavylegs, refused, run, stderr};
use serde_json::Value;

const SIMULATE: [&str; 4] = ["knowledge", "simulate", "--draws", "300"];

fn simulate(more: &[&str]) -> String {
    answered(&run(SIMULATE.iter().chain(more)))
}

fn json(more: &[&str]) -> Value {
    let arguments: Vec<&str> = [more, &["--format", "json"]].concat();
    serde_json::from_str(&simulate(&arguments)).unwrap()
}

#[test]
fn a_text_to_read() {
    let text = simulate(&[
        "--correlated",
        "0.5",
        "--drift",
        "--robust",
        "--per-cause",
        "20",
        "--cause",
        "heat",
    ]);
    for piece in [
        "300 runners drawn",
        "self-consistency only",
        "Brier score",
        "Causes on",
        "vague: ",
        "Drift",
        "all answers",
        "Jaccard",
        "Recovery: 20 runners",
        "Mean over one cause",
    ] {
        assert!(text.contains(piece), "{piece} in {text}");
    }
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    let short = simulate(&[]);
    assert!(!short.contains("Drift") && !short.contains("Recovery"), "{short}");
}

#[test]
fn all_numbers_as_json() {
    let document = json(&["--per-cause", "10", "--drift", "--robust", "--correlated", "1"]);
    assert_eq!(document["schema"], 1);
    assert_eq!(document["calibration"]["runners"], 300);
    let causes = heavylegs::Engine::builtin().scored_causes().count();
    let rows = document["calibration"]["rows"].as_array().unwrap();
    let predictions: u64 = rows.iter().map(|row| row["count"].as_u64().unwrap()).sum();
    assert_eq!(predictions, 300 * causes as u64);
    assert_eq!(document["recovery"]["causes"].as_array().unwrap().len(), causes);
    assert_eq!(document["drift"]["steps"][0]["answered"], 0.0);
    assert_eq!(document["robustness"]["moves"].as_array().unwrap().len(), 4);
    assert!(!document["correlated"]["symptoms"].as_array().unwrap().is_empty());
    assert!(json(&[]).get("drift").is_none());
}

#[test]
fn the_seed_decides_and_the_threads_do_not() {
    let seeded = |seed: &str, threads: &str| {
        simulate(&["--format", "json", "--drift", "--seed", seed, "--threads", threads])
    };
    assert_eq!(seeded("5", "1"), seeded("5", "4"));
    assert_ne!(seeded("5", "1"), seeded("6", "1"));
}

#[test]
fn answering_less_leaves_less_known() {
    let all = json(&[]);
    let few = json(&["--answered", "0.2"]);
    let number = |document: &Value, path: &str| document.pointer(path).unwrap().as_f64().unwrap();
    let answered = |document: &Value| number(document, "/calibration/answered/mean");
    assert!(answered(&few) < 0.4 * answered(&all) && answered(&few) > 0.0);
    let skill = |document: &Value| number(document, "/calibration/skill");
    assert!(skill(&few) < skill(&all));
    let none = json(&["--answered", "0"]);
    assert!(skill(&none).abs() < 1e-9, "{none}");
}

#[test]
fn orders_differ() {
    let on = |order: &str| json(&["--order", order])["calibration"]["causes_on"].as_f64().unwrap();
    assert!(on("factors-first") < on("causes-first"));
    assert!(on("shares-kept") > 0.0);
}

#[test]
fn there_is_no_bar_where_there_is_no_terminal() {
    let output = heavylegs(SIMULATE).output().unwrap();
    assert_eq!(stderr(&output), "");
}

#[test]
fn wrong_causes_are_refused() {
    let message = refused(&run(SIMULATE.iter().chain(&["--per-cause", "5", "--cause", "heatt"])));
    assert!(message.contains("simulate.unknown_cause"), "{message}");
    assert!(message.contains("did you mean `heat`?"), "{message}");
    let unranked = heavylegs::KnowledgeBase::builtin();
    let unranked = unranked.causes().iter().find(|cause| !cause.scored);
    if let Some(cause) = unranked {
        let arguments = ["--per-cause", "5", "--cause", &cause.id];
        let message = refused(&run(SIMULATE.iter().chain(&arguments)));
        assert!(message.contains("simulate.not_scored"), "{message}");
    }
}

#[test]
fn wrong_usage_is_code_two() {
    for wrong in [
        &["--draws", "0"][..],
        &["--answered", "1.1"],
        &["--answered", "NaN"],
        &["--correlated", "-0.1"],
        &["--cause", "heat"],
        &["--per-cause", "0"],
    ] {
        let output = run(["knowledge", "simulate"].iter().chain(wrong));
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
    let help = answered(&run(["knowledge", "simulate", "--help"]));
    assert!(help.contains("Examples:") && help.contains("self-consistency"), "{help}");
}
