//! Requests that are made to be slow: refused with a few words, and soon.

#![expect(clippy::unwrap_used, reason = "a test that can't read its input must fail")]

use heavylegs::{Engine, Evidence, EvidenceError, Finding, MAX_REQUEST_BYTES, read_request};

/// Codes and paths of what is wrong.
fn found(error: &EvidenceError) -> Vec<(&str, &str)> {
    error.problems().iter().map(|problem| (problem.code(), problem.path())).collect()
}

fn refused(text: &str) -> EvidenceError {
    assert!(text.len() <= MAX_REQUEST_BYTES);
    Engine::builtin().assess_json(text).unwrap_err()
}

/// A request with so many entries that are made from a number.
fn request(count: usize, before: &str, entry: impl Fn(usize) -> String, after: &str) -> String {
    let entries: Vec<String> = (0..count).map(entry).collect();
    format!("{{\"schema\": 1, {before}{}{after}}}", entries.join(","))
}

#[test]
fn more_findings_than_there_are_observations() {
    let finding = |at: usize| format!("\"slep{at}\":{{\"valu\":0}}");
    let error = refused(&request(40_000, "\"evidence\": {", finding, "}"));
    assert_eq!(found(&error), [("evidence.too_many", "evidence")]);
    let most = 4 * Engine::builtin().knowledge().observations().len() + 100;
    let many = |count| request(count, "\"evidence\": {", |at| format!("\"x{at}\": 0"), "}");
    assert_eq!(refused(&many(most + 1)).problems().len(), 1);
    assert_eq!(refused(&many(most)).problems().len(), most);
}

#[test]
fn more_findings_from_rust() {
    let evidence: Evidence = (0..40_000).map(|at| (format!("x{at}"), Finding::absent())).collect();
    let error = Engine::builtin().assess(&evidence).unwrap_err();
    assert_eq!(found(&error), [("evidence.too_many", "evidence")]);
}

#[test]
fn where_no_knowledge_is_at_hand() {
    let many = |count| request(count, "\"evidence\": {", |at| format!("\"x{at}\":0"), "}");
    assert_eq!(read_request(&many(65_535)).unwrap().evidence.len(), 65_535);
    assert_eq!(
        found(&read_request(&many(65_536)).unwrap_err()),
        [("evidence.too_many", "evidence")]
    );
}

#[test]
fn long_tables_and_lists_elsewhere() {
    let entry = |at: usize| format!("\"k{at}\":0");
    let error = refused(&request(100_000, "\"evidence\": {}, ", entry, ""));
    assert_eq!(found(&error), [("evidence.too_many", "")]);
    let error = refused(&request(100_000, "\"evidence\": {}, \"options\": {", entry, "}"));
    assert_eq!(found(&error), [("evidence.too_many", "options")]);
    let error = refused(&request(100_000, "\"evidence\": {\"side\": {", entry, "}}"));
    assert_eq!(found(&error), [("evidence.too_many", "evidence.side")]);
    let error = refused(&request(100_000, "\"evidence\": {\"side\": [", |_| "\"a\"".into(), "]}"));
    assert_eq!(found(&error), [("evidence.too_many", "evidence.side")]);
}

#[test]
fn very_many_problems_end_the_reading() {
    let keys: Vec<String> = (0..90).map(|at| format!("\"valuex{at}\":0")).collect();
    let finding = |at: usize| format!("\"x{at}\":{{{}}}", keys.join(","));
    let text = request(5_000, "\"evidence\": {", finding, "}");
    let error = read_request(&text).unwrap_err();
    assert!((10_000..10_200).contains(&error.problems().len()), "{}", error.problems().len());
    assert_eq!(error.problems().last().unwrap().code(), "evidence.too_many");
}

#[test]
fn very_long_ids_and_levels_are_cut() {
    for entry in [
        format!("\"{}\": 0", "é".repeat(1 << 20)),
        format!("\"side\": \"{}\"", "a".repeat(1 << 20)),
    ] {
        let error = refused(&format!("{{\"schema\": 1, \"evidence\": {{{entry}}}}}"));
        assert!(error.problems().len() == 1 && error.to_string().len() < 10_000);
    }
}

#[test]
fn only_the_first_unknown_ids_come_with_a_guess() {
    let finding = |at: usize| format!("\"hair_los{at}\": true");
    let error = refused(&request(100, "\"evidence\": {", finding, "}"));
    assert_eq!(error.problems().len(), 100);
    let guess = |help: &str| help.contains("did you mean");
    let guesses = error.problems().iter().filter(|p| p.help().is_some_and(guess));
    assert_eq!(guesses.count(), 20);
    assert_eq!(error.to_string().matches("is no observation").count(), 50);
}
