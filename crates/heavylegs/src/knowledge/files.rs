//! From files to one document: the folder a file lies in says which section it belongs to.

use crate::problem::Problem;
use crate::tree::fields::Problems;
use crate::tree::{Node, Place, Value};

/// The sections of a knowledge base, in the order in which they are read.
pub(crate) const SECTIONS: [&str; 7] =
    ["knowledge", "sources", "observations", "causes", "recommendations", "red_flags", "texts"];

/// Wraps the content of a file into the sections it stands for: `causes/heat.toml` is `causes.heat`.
pub(crate) fn sectioned(path: &str, content: Node, problems: &mut Problems) -> Option<Node> {
    let place = content.place;
    let table =
        |key: &str, node: Node| Node::new(Value::Table(vec![(key.to_owned().into(), node)]), place);
    let stem = path.strip_suffix(".toml").unwrap_or(path).replace('\\', "/");
    let parts: Vec<&str> = stem.split('/').collect();
    match parts.as_slice() {
        ["knowledge"] => Some(table("knowledge", content)),
        ["sources"] | ["sources", _] => Some(table("sources", content)),
        ["causes", id] => Some(table("causes", table(id, content))),
        [section @ ("observations" | "recommendations" | "red_flags"), _] => {
            Some(table(section, content))
        }
        ["texts", language] | ["texts", language, _] => {
            Some(table("texts", table(language, content)))
        }
        _ => {
            let problem = Problem::error("knowledge.file", "", format!("`{path}` belongs to no section"))
                .advise("files are knowledge.toml, sources.toml, or lie in causes/, observations/, recommendations/, red_flags/, sources/ or texts/<language>/");
            problems.add(problem, place);
            None
        }
    }
}

/// Adds a document to another one. An entry that is already there is a conflict.
pub(crate) fn merge(into: &mut Node, from: Node, problems: &mut Problems) {
    merge_at(into, from, &mut Vec::new(), problems);
}

/// How many keys lead to an entry: `causes.heat`, but `texts.en.causes.heat`.
fn entry_depth(path: &[String]) -> usize {
    match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["texts", ..] => 4,
        ["knowledge", "screens" | "scope", ..] => 3,
        _ => 2,
    }
}

fn merge_at(into: &mut Node, from: Node, path: &mut Vec<String>, problems: &mut Problems) {
    let (Value::Table(entries), Value::Table(news)) = (&mut into.value, from.value) else { return };
    for (key, node) in news {
        path.push(key.to_string());
        match entries.iter_mut().find(|(name, _)| *name == key) {
            None => entries.push((key, node)),
            Some((_, old)) if path.len() < entry_depth(path) => merge_at(old, node, path, problems),
            Some((_, old)) => twice(path, old.place, node.place, problems),
        }
        path.pop();
    }
}

fn twice(path: &[String], old: Place, new: Place, problems: &mut Problems) {
    let first = problems.files.get(old.file as usize).cloned().unwrap_or_default();
    let problem = Problem::error("knowledge.defined_twice", path.join("."), "defined twice".into())
        .advise(format!("it is already defined in {first}:{}", old.line));
    problems.add(problem, new);
}
