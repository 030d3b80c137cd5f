//! Overlays: what an app adds to, or changes in, the built-in knowledge.

use crate::problem::Problem;
use crate::tree::fields::Problems;
use crate::tree::{Node, Value};

/// Checks that an overlay keeps to its own ids, and takes out what it may replace.
pub(crate) fn apply(base: &mut Node, addition: &mut Node, prefix: &str, problems: &mut Problems) {
    let Value::Table(sections) = &mut addition.value else { return };
    for (section, node) in sections {
        match section.as_str() {
            "texts" | "knowledge" => {}
            _ => apply_section(base, section, node, prefix, problems),
        }
    }
}

fn apply_section(
    base: &mut Node,
    section: &str,
    node: &mut Node,
    prefix: &str,
    problems: &mut Problems,
) {
    let Value::Table(entries) = &mut node.value else { return };
    for (id, entry) in entries {
        let path = format!("{section}.{id}");
        let place = entry.place;
        let own = id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('_'));
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
        } else if overrides && !remove(base, section, id) {
            let message = format!("there is no `{id}` to override");
            problems.add(Problem::error("knowledge.overlay_missing", path, message), place);
        }
    }
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
