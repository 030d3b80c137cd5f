//! One small knowledge base that is fine, and what happens when one thing in it is not.

mod base;
mod numbers;
mod references;
mod texts;

use base::BASE;

use crate::knowledge::KnowledgeBase;
use crate::problem::{Problem, Severity};

/// What has to be found: code, path, file and a piece of the line it stands on.
type Found = (&'static str, &'static str, &'static str, &'static str);

/// Checks the base with changes: in a file, this becomes that. A file that is not there is added.
fn checked(changes: &[(&str, &str, &str)]) -> (Vec<Problem>, Vec<(String, String)>) {
    let mut files: Vec<(String, String)> =
        BASE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    for (path, from, to) in changes {
        match files.iter_mut().find(|(name, _)| name == path) {
            Some((_, text)) => {
                assert!(text.contains(from), "{path} has no `{from}`");
                *text = text.replacen(from, to, 1);
            }
            None => files.push(((*path).to_owned(), (*to).to_owned())),
        }
    }
    let empty = KnowledgeBase::builder();
    let builder = files.iter().fold(empty, |builder, (path, text)| builder.file(path, text));
    (builder.check().1, files)
}

/// The first line with a piece of text; the last one if the piece ends with `$`.
fn line_of(files: &[(String, String)], file: &str, piece: &str) -> Option<u32> {
    let (_, text) = files.iter().find(|(path, _)| path == file)?;
    let lines: Vec<&str> = text.lines().collect();
    let at = match piece.strip_suffix('$') {
        Some(piece) => lines.iter().rposition(|line| line.contains(piece)),
        None => lines.iter().position(|line| line.contains(piece)),
    };
    u32::try_from(at? + 1).ok()
}

/// Breaks one thing and expects one kind of problem, perhaps among its consequences.
fn breaks(file: &str, from: &str, to: &str, (code, path, place, piece): Found) {
    let (problems, files) = checked(&[(file, from, to)]);
    let found = problems.iter().find(|problem| problem.code() == code && problem.path() == path);
    let found = found.unwrap_or_else(|| panic!("no {code} at {path}, but {problems:#?}"));
    let line = line_of(&files, place, piece);
    assert!(line.is_some(), "{place} has no line with `{piece}`");
    assert_eq!((found.file(), found.line()), (place, line), "{found}");
    assert!(!found.message().is_empty() && !found.message().ends_with('.'), "{found}");
}

const KNOWLEDGE: &str = "knowledge.toml";
const OBSERVATIONS: &str = "observations/all.toml";
const FATIGUE: &str = "causes/fatigue.toml";
const IRON: &str = "causes/low_iron.toml";
const ADVICE: &str = "recommendations/all.toml";
const FLAGS: &str = "red_flags/all.toml";
const TEXTS: &str = "texts/en/all.toml";

#[test]
fn the_small_base_is_fine() {
    assert_eq!(checked(&[]).0, []);
}

#[test]
fn a_base_with_an_error_is_not_handed_out() {
    let base = |sides: &str| {
        let files = BASE.iter().map(|(path, text)| (path, text.replace("[0.8, 0.1, 0.1]", sides)));
        files.fold(KnowledgeBase::builder(), |builder, (path, text)| builder.file(path, &text))
    };
    let (knowledge, problems) = base("[0.8, 0.1]").check();
    assert!(knowledge.is_none());
    assert!(problems.iter().any(|problem| problem.severity() == Severity::Error));
    assert!(base("[0.8, 0.1, 0.1]").check().0.is_some());
}

#[test]
fn keys_that_stand_twice_in_json() {
    let json = r#"{"causes": {"a": {"family": "load", "prior": {"value": 0.1, "source": "estimate"},
        "symptoms": {"source": "estimate", "tired": 0.5, "tired": 0.6}}},
        "knowledge": {"families": ["load"]},
        "observations": {"tired": {"kind": "symptom", "base": 0.3, "source": "estimate"}}}"#;
    let (_, problems) = KnowledgeBase::builder().json("", json).check();
    let found: Vec<_> = problems.iter().map(|p| (p.code(), p.path())).collect();
    assert_eq!(found, [("knowledge.defined_twice", "causes.a.symptoms.tired")]);
}

#[test]
fn five_faults_are_reported_at_once() {
    let (problems, _) = checked(&[
        (FATIGUE, "tired = 0.6", "tird = 0.6"),
        (IRON, "{ vegan = 2 }", "{ vegans = 2 }"),
        (IRON, "both = 0.9", "both = 0.99"),
        (OBSERVATIONS, "[0.9, 0.1]", "[0.9, 0.2]"),
        (FLAGS, "\"low_iron\"", "\"low_irn\""),
    ]);
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
    let mut codes: Vec<_> = errors.map(Problem::code).collect();
    codes.sort_unstable();
    let wanted = [
        "knowledge.row",
        "knowledge.shares",
        "knowledge.unknown_id",
        "knowledge.unknown_id",
        "knowledge.unknown_level",
    ];
    assert_eq!(codes, wanted, "{problems:#?}");
}
