//! A walk over the whole document: sources that must exist and are used, and keys that stand twice.

use std::collections::BTreeSet;

use super::{Check, unknown};
use crate::problem::Problem;
use crate::tree::{Node, Text, Value};

pub(super) fn check(check: &mut Check<'_>) {
    let mut used = BTreeSet::new();
    let tree = check.tree;
    if let Value::Table(sections) = &tree.value {
        for (section, node) in sections.iter().filter(|(section, _)| section != "sources") {
            // Entries defined twice are found when they are read.
            let depth = if section == "texts" { 3 } else { 1 };
            walk(check, node, section, depth, &mut used);
        }
    }
    for id in check.knowledge.sources.keys().filter(|id| !used.contains(id.as_str())) {
        let message = "nothing refers to this source".to_owned();
        let problem = Problem::warning("knowledge.unused", format!("sources.{id}"), message);
        check.report(problem.advise("use it at a number, or take it out"));
    }
}

/// `entries_below` says how many tables further down the entries are.
fn walk<'a>(
    check: &mut Check<'a>,
    node: &'a Node,
    path: &str,
    entries_below: u8,
    used: &mut BTreeSet<&'a str>,
) {
    match &node.value {
        Value::Table(entries) => {
            if entries_below == 0 {
                twice(check, entries, path);
            }
            for (key, inner) in entries {
                let path = format!("{path}.{key}");
                // Texts are words for readers: a `source` there is none.
                let authored = !path.starts_with("texts.");
                if (key == "source" || key == "sources") && authored {
                    source(check, inner, &path, used);
                } else if key == "note" && authored {
                    named(inner, used);
                } else {
                    walk(check, inner, &path, entries_below.saturating_sub(1), used);
                }
            }
        }
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(check, item, &format!("{path}[{at}]"), 0, used);
            }
        }
        _ => {}
    }
}

fn source<'a>(check: &mut Check<'a>, node: &'a Node, path: &str, used: &mut BTreeSet<&'a str>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| source(check, item, path, used)),
        Value::Text(id) if id == "estimate" || id == "guess" => {}
        Value::Text(id) => {
            used.insert(id);
            if !check.knowledge.sources.contains_key(id.as_ref()) {
                let known = check.knowledge.sources.keys().map(String::as_str);
                check.report_at(unknown(path, id, "source", known), node.place);
            }
        }
        _ => {}
    }
}

/// A note may name sources too.
fn named<'a>(note: &'a Node, used: &mut BTreeSet<&'a str>) {
    if let Value::Text(text) = &note.value {
        used.extend(text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'));
    }
}

/// TOML refuses this, JSON does not.
fn twice(check: &mut Check<'_>, entries: &[(Text, Node)], path: &str) {
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_ref()).collect();
    keys.sort_unstable();
    for pair in keys.windows(2) {
        if let [a, b] = pair
            && a == b
        {
            let message = format!("`{a}` stands twice");
            check.error("knowledge.defined_twice", &format!("{path}.{a}"), message);
        }
    }
}
