//! Interviews without a terminal.

use std::ffi::OsStr;

use serde_json::Value;

use crate::support::{Scratch, answered, examples, refused, run, run_with_input, stderr};

fn answers(file: &str) -> String {
    examples().join(file).to_str().unwrap().to_owned()
}

#[test]
fn without_a_terminal_one_message_says_what_to_do() {
    let output = run(["interview"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let message = stderr(&output);
    assert!(message.starts_with("error: an interview needs a terminal"), "{message}");
    assert!(message.contains("--answers FILE") && message.matches("error: ").count() == 1);
}

#[test]
fn a_file_answers_every_question_and_the_transcript_shows_it() {
    let file = answers("desk_worker.json");
    let text = answered(&run(["interview", "--answers", &file]));
    for piece in
        ["Before we start", "→ heavy at first", "→ I don't know", "This is not a diagnosis"]
    {
        assert!(text.contains(piece), "{piece} in {text}");
    }
    assert_eq!(text, answered(&run(["interview", "--answers", &file])), "the same every time");
    let german = answered(&run(["interview", "--answers", &file, "--language", "de"]));
    assert!(german.contains("→ weiss ich nicht") && german.contains("keine Diagnose"), "{german}");
}

#[test]
fn other_formats_are_the_report_alone() {
    let file = answers("desk_worker.json");
    let json = answered(&run(["interview", "--answers", &file, "--format", "json"]));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], 1);
    let html = answered(&run(["interview", "--answers", &file, "--format", "html"]));
    assert!(html.starts_with("<!doctype html>"));
}

#[test]
fn what_was_asked_is_handed_over_and_assessed_alike() {
    let scratch = Scratch::new("handed");
    let out = scratch.path("asked.json");
    let out = out.to_str().unwrap();
    let file = answers("desk_worker.json");
    let interview = ["interview", "--answers", &file, "--format", "json", "--evidence-out", out];
    let report = answered(&run(interview));
    assert_eq!(report, answered(&run(["assess", out, "--format", "json"])));
    let again = ["interview", "--answers", out, "--resume", out, "--format", "json"];
    assert_eq!(answered(&run(again)), report, "nothing was left to ask");
}

#[test]
fn an_emergency_in_the_answers_ends_it_with_what_to_do() {
    let input = br#"{"schema": 1, "evidence": {"chest_pain_now": true}}"#;
    let text = answered(&run_with_input(["interview", "--answers", "-"], input));
    assert!(text.contains("Call your emergency number now."), "{text}");
    assert_eq!(text.matches('→').count(), 1, "nothing is asked after it: {text}");
}

#[test]
fn today_ends_with_the_report() {
    let file = answers("swollen_calf_after_flight.json");
    let text = answered(&run(["interview", "--answers", &file]));
    assert!(text.contains("looked at today"), "{text}");
}

#[test]
fn every_problem_of_every_file_is_told_at_once() {
    let scratch = Scratch::new("files");
    let answers = scratch.file("answers.json", r#"{"schema": 1, "evidence": {"hair_los": true}}"#);
    let resume = scratch.file("resume.json", "{");
    let taken = scratch.file("taken.json", "kept");
    let arguments = [
        (OsStr::new("--answers"), answers.as_os_str()),
        (OsStr::new("--resume"), resume.as_os_str()),
        (OsStr::new("--save"), taken.as_os_str()),
        (OsStr::new("--evidence-out"), OsStr::new("no/such/folder.json")),
    ];
    let arguments = arguments.into_iter().flat_map(|(name, value)| [name, value]);
    let message = refused(&run([OsStr::new("interview")].into_iter().chain(arguments)));
    for piece in ["did you mean `hair_loss`", "resume.json", "file.taken", "file.not_saved"] {
        assert!(message.contains(piece), "{piece} in {message}");
    }
    assert_eq!(std::fs::read_to_string(&taken).unwrap(), "kept");
}

#[test]
fn a_language_that_is_not_there() {
    let file = answers("desk_worker.json");
    let message = refused(&run(["interview", "--answers", &file, "--language", "fr"]));
    assert!(message.contains("`fr` is no language"), "{message}");
}
