//! Overlays: what an app adds to, or changes in, the built-in knowledge.

use std::collections::BTreeSet;

use super::condition::condition;
use crate::problem::Problem;
use crate::tree::fields::Problems;
use crate::tree::{Node, Text, Value};

/// Checks that an overlay keeps to its own ids, and takes out what it may replace.
pub(crate) fn apply(base: &mut Node, addition: &mut Node, prefix: &str, problems: &mut Problems) {
    let Value::Table(sections) = &mut addition.value else { return };
    for (section, node) in sections {
        match section.as_ref() {
            // What is there already can't be said anew: the documents are merged without replacing.
            "texts" => {}
            "knowledge" => apply_general(node, prefix, problems),
            _ => apply_section(base, section, node, prefix, problems),
        }
    }
}

/// Of what holds for the whole knowledge base an overlay may only add screens of its own.
fn apply_general(node: &Node, prefix: &str, problems: &mut Problems) {
    for (key, node) in table(node) {
        if key == "screens" {
            for (id, screen) in table(node) {
                own_screen(id, screen, prefix, problems);
            }
            continue;
        }
        let why = match key.as_ref() {
            "scope" => "rules of scope switch the ranking off, which an overlay must not do",
            "families" => "an overlay uses the families that exist",
            _ => "it holds for the whole knowledge base",
        };
        let path = format!("knowledge.{key}");
        let message = format!("an overlay can't set `{key}`: {why}");
        let problem = Problem::error("knowledge.overlay_general", path, message)
            .advise("leave it out, or write a whole knowledge base of your own");
        problems.add(problem, node.place);
    }
}

fn own_screen(id: &str, screen: &Node, prefix: &str, problems: &mut Problems) {
    let path = format!("knowledge.screens.{id}");
    if !is_own(id, prefix) {
        let message = format!("`{id}` does not begin with `{prefix}_`");
        let problem = Problem::error("knowledge.overlay_prefix", path.as_str(), message)
            .advise("an overlay adds screens under its own prefix and can't replace one");
        problems.add(problem, screen.place);
    }
    if screen.get("universal").is_some_and(|node| node.value != Value::Bool(false)) {
        let message = "an overlay's screen can't be universal".to_owned();
        let problem = Problem::error("knowledge.overlay_general", path, message).advise(
            "once a universal screen was answered, the red flags on it count as asked about",
        );
        problems.add(problem, screen.place);
    }
}

fn table(node: &Node) -> &[(Text, Node)] {
    if let Value::Table(entries) = &node.value { entries } else { &[] }
}

fn is_own(id: &str, prefix: &str) -> bool {
    id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('_'))
}

fn apply_section(
    base: &mut Node,
    section: &str,
    node: &mut Node,
    prefix: &str,
    problems: &mut Problems,
) {
    let Value::Table(entries) = &mut node.value else { return };
    let tested = if section == "observations" { tested(base) } else { BTreeSet::new() };
    for (id, entry) in entries {
        let path = format!("{section}.{id}");
        let place = entry.place;
        let own = is_own(id, prefix);
        let overrides = take_override(entry);
        if !overrides && !own {
            let problem = Problem::error("knowledge.overlay_prefix", path, format!("`{id}` does not begin with `{prefix}_`"))
                .advise("an overlay adds entries under its own prefix; say `override = true` to replace one that exists");
            problems.add(problem, place);
        } else if overrides && section == "red_flags" {
            let problem = Problem::error(
                "knowledge.overlay_red_flag",
                path,
                "a red flag can't be replaced".into(),
            )
            .advise("add a stricter one under your own prefix");
            problems.add(problem, place);
        } else if overrides && tested.contains(id.as_ref()) {
            let message = format!("a red flag depends on `{id}`, so it can't be replaced");
            let problem = Problem::error("knowledge.overlay_red_flag", path, message)
                .advise("add an observation under your own prefix and leave this one as it is");
            problems.add(problem, place);
        } else if overrides && !remove(base, section, id) {
            let message = format!("there is no `{id}` to override");
            problems.add(Problem::error("knowledge.overlay_missing", path, message), place);
        }
    }
}

/// The observations that red flags test, and those that decide whether one of them is asked.
fn tested(base: &Node) -> BTreeSet<String> {
    let entries = |section: &str| base.get(section).map(table).unwrap_or_default();
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&Node> =
        entries("red_flags").iter().filter_map(|(_, flag)| flag.get("when")).collect();
    while let Some(rule) = waiting.pop() {
        // What is wrong with it is reported when it is read for good.
        let Some(rule) = condition(rule, "", &mut Problems::default()) else { continue };
        for id in rule.observations() {
            if found.insert(id.to_owned()) {
                let asked = entries("observations").iter().find(|(name, _)| name == id);
                waiting.extend(asked.and_then(|(_, observation)| observation.get("ask_when")));
            }
        }
    }
    found
}

fn take_override(entry: &mut Node) -> bool {
    let Value::Table(fields) = &mut entry.value else { return false };
    let before = fields.len();
    fields.retain(|(key, node)| key != "override" || node.value != Value::Bool(true));
    fields.len() < before
}

fn remove(base: &mut Node, section: &str, id: &str) -> bool {
    let Value::Table(sections) = &mut base.value else { return false };
    let Some((_, node)) = sections.iter_mut().find(|(name, _)| name == section) else {
        return false;
    };
    let Value::Table(entries) = &mut node.value else { return false };
    let before = entries.len();
    entries.retain(|(name, _)| name != id);
    entries.len() < before
}

#[cfg(test)]
mod tests {
    use crate::knowledge::KnowledgeBase;

    const BASE: [(&str, &str); 3] = [
        (
            "knowledge.toml",
            "families = [\"load\"]\n[screens.all]\nuniversal = true\nobservations = [\"hot\"]",
        ),
        (
            "observations/all.toml",
            "[hot]\nkind = \"symptom\"\nask_when = { out = true }\n[out]\nkind = \"symptom\"\nask_when = [{ far = true }]\n[far]\nkind = \"symptom\"\n[free]\nkind = \"symptom\"",
        ),
        (
            "red_flags/all.toml",
            "[ill]\nwhen = [{ hot = true }]\nurgency = \"emergency\"\nsource = \"estimate\"",
        ),
    ];

    /// Codes and paths of what the base with an overlay of one file is said to be wrong with.
    fn found(path: &str, text: &str) -> Vec<(&'static str, String)> {
        let base =
            BASE.iter().fold(KnowledgeBase::builder(), |base, (path, text)| base.file(path, text));
        let (_, problems) = base.overlay("acme", [(path, text)]).check();
        let about =
            problems.iter().filter(|problem| problem.code().starts_with("knowledge.overlay"));
        assert!(about.clone().all(|problem| problem.file() == path && problem.help().is_some()));
        about.map(|problem| (problem.code(), problem.path().to_owned())).collect()
    }

    #[test]
    fn what_a_red_flag_depends_on_is_not_replaced() {
        let replaced = |id: &str| {
            found("observations/a.toml", &format!("[{id}]\nkind = \"symptom\"\noverride = true"))
        };
        for id in ["hot", "out", "far"] {
            assert_eq!(
                replaced(id),
                [("knowledge.overlay_red_flag", format!("observations.{id}"))]
            );
        }
        assert_eq!(replaced("free"), []);
    }

    #[test]
    fn a_red_flag_is_not_replaced() {
        let flag = "[ill]\noverride = true\nwhen = { free = true }\nurgency = \"appointment\"\nsource = \"estimate\"";
        let wanted = [("knowledge.overlay_red_flag", "red_flags.ill".to_owned())];
        assert_eq!(found("red_flags/a.toml", flag), wanted);
    }

    #[test]
    fn screens_keep_to_the_prefix_and_are_not_universal() {
        let screen = |id: &str, rest: &str| {
            let text = format!("[screens.{id}]\nobservations = [\"free\"]\n{rest}");
            found("knowledge.toml", &text)
        };
        let path = |id: &str| format!("knowledge.screens.{id}");
        assert_eq!(screen("acme_more", "universal = false"), []);
        assert_eq!(screen("more", ""), [("knowledge.overlay_prefix", path("more"))]);
        assert_eq!(screen("all", "override = true"), [("knowledge.overlay_prefix", path("all"))]);
        assert_eq!(
            screen("acme_more", "universal = true"),
            [("knowledge.overlay_general", path("acme_more"))]
        );
    }

    #[test]
    fn what_holds_for_the_whole_is_not_set() {
        let general = |text: &str, key: &str| {
            let wanted = [("knowledge.overlay_general", format!("knowledge.{key}"))];
            assert_eq!(found("knowledge.toml", text), wanted);
        };
        general("[scope.acme_all]\nwhen = { free = true }", "scope");
        general("version = \"2.0.0\"", "version");
        general("families = [\"acme\"]", "families");
        general("[settings]\ncap_up = 2\nsource = \"estimate\"", "settings");
        general(
            "[reference_population]\nstrata = []\nsource = \"estimate\"",
            "reference_population",
        );
    }
}
