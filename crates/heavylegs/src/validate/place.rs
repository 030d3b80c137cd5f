//! From the path of a problem to the line it stands on.

use crate::knowledge::Test;
use crate::tree::{Node, Place, Value};

/// Returns the place that a path leads to, or of the innermost thing on the way that has one.
pub(super) fn of(tree: &Node, path: &str) -> Place {
    let mut best = tree.place;
    let mut node = Some(tree);
    for step in path.split('.').flat_map(steps) {
        node = node.and_then(|node| inner(node, step));
        if let Some(place) = node.map(|node| node.place).filter(|place| place.line > 0) {
            best = place;
        }
    }
    best
}

/// Returns the place of one test inside the condition that a path leads to.
pub(super) fn of_test(tree: &Node, path: &str, observation: &str, test: &Test) -> Place {
    let mut steps = path.split('.').flat_map(steps);
    let condition = steps.try_fold(tree, inner);
    let found = condition.and_then(|node| {
        find(node, observation, &|value| says(value, test))
            .or_else(|| find(node, observation, &|_| true))
    });
    found.filter(|place| place.line > 0).unwrap_or_else(|| of(tree, path))
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// `prior_when[2]` is a key and an index.
fn steps(part: &str) -> impl Iterator<Item = Step<'_>> {
    let (key, index) = part.split_once('[').unwrap_or((part, ""));
    let index = index.strip_suffix(']').and_then(|index| index.parse().ok());
    std::iter::once(Step::Key(key)).chain(index.map(Step::Index))
}

fn inner<'a>(node: &'a Node, step: Step<'_>) -> Option<&'a Node> {
    match (step, &node.value) {
        (Step::Key(key), _) => node.get(key),
        (Step::Index(index), Value::List(items)) => items.get(index),
        _ => None,
    }
}

fn find(node: &Node, key: &str, is_it: &dyn Fn(&Value) -> bool) -> Option<Place> {
    match &node.value {
        Value::List(items) => items.iter().find_map(|item| find(item, key, is_it)),
        Value::Table(entries) => entries.iter().find_map(|(name, value)| {
            let here = name == key && is_it(&value.value);
            if here { Some(value.place) } else { find(value, key, is_it) }
        }),
        _ => None,
    }
}

/// Whether this is how a test is written.
fn says(value: &Value, test: &Test) -> bool {
    match (value, test) {
        (Value::Bool(wanted), Test::Present) => *wanted,
        (Value::Bool(wanted), Test::Absent) => !*wanted,
        (Value::Text(word), Test::Levels(names)) => names.as_slice() == std::slice::from_ref(word),
        (Value::List(items), Test::Levels(names)) => {
            items.len() == names.len()
                && items
                    .iter()
                    .zip(names)
                    .all(|(item, name)| matches!(&item.value, Value::Text(id) if id == name))
        }
        (Value::Text(word), Test::Compare(..)) => word.starts_with(['<', '>']),
        _ => false,
    }
}
