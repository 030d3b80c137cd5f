//! The fixed words of a report: each is there, and what is filled in stands in it.

use super::Check;
use crate::knowledge::report::{PHRASES, Phrase, Piece, pieces};
use crate::problem::{Problem, did_you_mean};
use crate::tree::{Node, Value};

pub(super) fn check(check: &mut Check<'_>) {
    let drafts = check.knowledge.drafts.iter();
    let drafts: Vec<_> =
        drafts.map(|draft| (draft.language.as_str(), &draft.texts, true)).collect();
    let texts = check.tree.get("texts").map(|node| &node.value);
    let Some(Value::Table(languages)) = texts else { return };
    let has_english = languages.iter().any(|(language, _)| language == "en");
    let languages = languages.iter().map(|(language, node)| (language.as_ref(), node, false));
    for (language, node, draft) in languages.chain(drafts) {
        let path = format!("texts.{language}.report");
        match node.get("report") {
            Some(report) => section(check, report, &path, draft),
            // English is built in, a draft may lack what it wants, and texts without English are reported as such.
            None if language == "en" || draft || !has_english => {}
            None => {
                let message = "the fixed words of a report are missing".to_owned();
                let problem = Problem::error("knowledge.text_missing", path, message);
                let help = format!("write them in texts/{language}/report.toml");
                check.report_at(problem.advise(help), node.place);
            }
        }
    }
}

fn section(check: &mut Check<'_>, report: &Node, path: &str, draft: bool) {
    for phrase in PHRASES {
        let group = report.get(phrase.group);
        match group.and_then(|group| group.get(phrase.key)) {
            Some(node) => placeholders(check, phrase, node, path),
            None if draft => {}
            None => {
                let place = group.unwrap_or(report).place;
                let path = format!("{path}.{}.{}", phrase.group, phrase.key);
                let message = format!("missing: {}", phrase.key);
                let problem = Problem::error("knowledge.text_missing", path, message);
                let help = format!("write it under [report.{}]", phrase.group);
                check.report_at(problem.advise(help), place);
            }
        }
    }
    strays(check, report, path);
}

/// Phrases that no report says.
fn strays(check: &mut Check<'_>, report: &Node, path: &str) {
    let Value::Table(groups) = &report.value else { return };
    for (group, node) in groups {
        let known = || PHRASES.iter().filter(|phrase| phrase.group == group);
        let path = format!("{path}.{group}");
        if known().next().is_none() {
            let groups = PHRASES.iter().map(|phrase| phrase.group);
            unknown(check, group, node, &path, did_you_mean(group, groups));
            continue;
        }
        let Value::Table(phrases) = &node.value else { continue };
        for (key, node) in phrases.iter().filter(|(key, _)| known().all(|p| p.key != key)) {
            let guess = did_you_mean(key, known().map(|phrase| phrase.key));
            unknown(check, key, node, &format!("{path}.{key}"), guess);
        }
    }
}

fn unknown(check: &mut Check<'_>, key: &str, node: &Node, path: &str, guess: Option<String>) {
    let message = format!("`{key}` is not known here");
    let problem = Problem::error("knowledge.unknown_key", path, message);
    check.report_at(problem.advise_maybe(guess), node.place);
}

fn placeholders(check: &mut Check<'_>, phrase: &Phrase, node: &Node, path: &str) {
    let Value::Text(text) = &node.value else { return };
    let slot = |piece| if let Piece::Slot(name) = piece { Some(name) } else { None };
    let given: Vec<&str> = pieces(text).into_iter().filter_map(slot).collect();
    let lacking = phrase.slots.iter().find(|slot| !given.contains(slot));
    let unknown = given.iter().find(|slot| !phrase.slots.contains(slot));
    let stray = text.matches(['{', '}']).count() != 2 * given.len();
    let message = match (lacking, unknown) {
        (Some(slot), _) => format!("`{{{slot}}}` is missing in the text"),
        (_, Some(slot)) => format!("`{{{slot}}}` is not filled in here"),
        _ if stray => "a brace without its other one".to_owned(),
        _ if text.trim().is_empty() => "the text is empty".to_owned(),
        _ => return,
    };
    let path = format!("{path}.{}.{}", phrase.group, phrase.key);
    let all: Vec<String> = phrase.slots.iter().map(|slot| format!("{{{slot}}}")).collect();
    let help = match all.as_slice() {
        [] => "nothing is filled in: write no braces".to_owned(),
        all => format!("what is filled in: {}", all.join(", ")),
    };
    let problem = Problem::error("knowledge.text_differs", path, message);
    check.report_at(problem.advise(help), node.place);
}
