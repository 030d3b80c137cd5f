//! Words that a calm and honest text does not use.

use super::Check;
use crate::problem::Problem;
use crate::tree::{Node, Value};

/// A phrase, and what to write instead.
const PHRASES: [(&str, &str); 6] = [
    ("you have ", "write \"possible contributor\" or say what was noticed"),
    ("rule out", "write \"makes this less likely\""),
    ("rules out", "write \"makes this less likely\""),
    ("safe to run", "say what to watch for; nothing here makes running safe"),
    ("clinically validated", "nothing here was tried in a clinic"),
    ("diagnos", "the engine lists possible contributors"),
];

pub(super) fn check(check: &mut Check<'_>) {
    let english = check.knowledge.tree.get("texts").and_then(|texts| texts.get("en"));
    let Some(Value::Table(sections)) = english.map(|node| &node.value) else { return };
    for (section, node) in sections {
        walk(check, section, node, "", &format!("texts.en.{section}"));
    }
}

fn walk(check: &mut Check<'_>, section: &str, node: &Node, key: &str, path: &str) {
    match &node.value {
        Value::Text(text) => {
            let text = text.to_lowercase();
            for (phrase, instead) in PHRASES.iter().filter(|(p, _)| says(section, key, &text, p)) {
                let message = format!("a text that says `{}`", phrase.trim());
                let problem = Problem::warning("knowledge.wording", path, message);
                check.report_at(problem.advise(*instead), node.place);
            }
        }
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(check, section, item, key, &format!("{path}[{at}]"));
            }
        }
        Value::Table(entries) => {
            for (key, inner) in entries {
                walk(check, section, inner, key, &format!("{path}.{key}"));
            }
        }
        _ => {}
    }
}

fn says(section: &str, key: &str, text: &str, phrase: &str) -> bool {
    match phrase {
        // A question may ask whether, and a condition may say if.
        "you have " => {
            !matches!(key, "question" | "help")
                && text.replace("if you have ", "").replace("do you have ", "").contains(phrase)
        }
        // Answers may be about what someone was told; advice may not.
        "diagnos" => matches!(section, "causes" | "recommendations") && text.contains(phrase),
        _ => text.contains(phrase),
    }
}
