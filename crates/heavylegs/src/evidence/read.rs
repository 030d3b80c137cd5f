//! Evidence from a tree: the JSON contract, and the cases of the knowledge base.

use std::collections::BTreeSet;

use super::{Evidence, Finding, Given, Origin};
use crate::problem::{Problem, did_you_mean};
use crate::tree::{Node, Text, Value};

/// The most findings that are read where no knowledge base is at hand: as many observations as one can have.
pub(crate) const MOST_FINDINGS: usize = u16::MAX as usize;

/// The most entries of any other table or list of a request.
pub(crate) const MOST_ENTRIES: usize = 100;

/// So many problems are found before the rest is left unread.
const MOST_PROBLEMS: usize = 10_000;

/// A table or list of a request that is too long to be looked at.
pub(crate) fn too_many(path: &str, count: usize, most: usize) -> Problem {
    let message = format!("{count} entries; at most {most} are read");
    Problem::error("evidence.too_many", path, message)
        .advise("one request holds the evidence of one runner at one moment, each answer once")
}

/// Reads a table of at most `most` findings; what is wrong with the shape becomes problems, the rest is kept.
pub(crate) fn read(node: &Node, most: usize, problems: &mut Vec<Problem>) -> Evidence {
    let mut evidence = Evidence::new();
    let Value::Table(entries) = &node.value else {
        let message = format!("expected a table of findings, found {}", node.kind());
        problems.push(Problem::error("evidence.shape", "evidence", message));
        return evidence;
    };
    if entries.len() > most {
        problems.push(too_many("evidence", entries.len(), most));
        return evidence;
    }
    for (id, node) in entries {
        if problems.len() >= MOST_PROBLEMS {
            let message =
                format!("{} problems before `{id}`; the rest was not read", problems.len());
            problems.push(Problem::error("evidence.too_many", "evidence", message));
            break;
        }
        // A finding that can't be read still stands for its id, so that "given twice" is seen.
        let finding = finding(node, &format!("evidence.{id}"), problems);
        evidence.insert(id.as_ref(), finding.unwrap_or(Finding::of(Given::Unknown)));
    }
    evidence
}

fn finding(node: &Node, path: &str, problems: &mut Vec<Problem>) -> Option<Finding> {
    let mut error = |message: String| {
        let problem = Problem::error("evidence.shape", path, message);
        problems.push(problem.advise(
            "give true, false, null, a level, a list of levels, a number, {\"value\", \"unit\"} or {\"likelihood\": [a, b]}",
        ));
        None
    };
    match &node.value {
        Value::Null => Some(Finding::of(Given::Unknown)),
        Value::Bool(true) => Some(Finding::present()),
        Value::Bool(false) => Some(Finding::absent()),
        Value::Number(value) => Some(Finding::number(*value)),
        Value::Text(word) => Some(Finding::of(word_given(word.to_string()))),
        Value::List(items) if items.len() > MOST_ENTRIES => {
            problems.push(too_many(path, items.len(), MOST_ENTRIES));
            None
        }
        Value::List(items) => match levels(items) {
            Some(levels) => Some(Finding::of(Given::Levels(levels))),
            None => error("a list holds the names of levels".into()),
        },
        Value::Table(entries) => long_form(entries, path, problems),
    }
}

/// `present`, `absent` and `unknown` are reserved words; any other word is a level.
pub(super) fn word_given(word: String) -> Given {
    match word.as_str() {
        "present" => Given::Present,
        "absent" => Given::Absent,
        "unknown" => Given::Unknown,
        _ => Given::Levels(vec![word]),
    }
}

fn levels(items: &[Node]) -> Option<Vec<String>> {
    let name = |node: &Node| match &node.value {
        Value::Text(name) => Some(name.to_string()),
        _ => None,
    };
    items.iter().map(name).collect()
}

const KEYS: [&str; 5] = ["value", "unit", "likelihood", "origin", "days_ago"];

fn long_form(entries: &[(Text, Node)], path: &str, problems: &mut Vec<Problem>) -> Option<Finding> {
    if entries.len() > MOST_ENTRIES {
        problems.push(too_many(path, entries.len(), MOST_ENTRIES));
        return None;
    }
    let before = problems.len();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (key, _) in entries {
        let path = format!("{path}.{key}");
        if !seen.insert(key) {
            problems.push(Problem::error(
                "evidence.twice",
                path,
                format!("`{key}` is given more than once"),
            ));
        } else if !KEYS.contains(&key.as_ref()) {
            let message = format!("`{key}` is not known here; known are {}", KEYS.join(", "));
            let problem = Problem::error("evidence.shape", path, message);
            problems.push(problem.advise_maybe(did_you_mean(key, KEYS)));
        }
    }
    let get = |key: &str| entries.iter().find(|(name, _)| name == key).map(|(_, node)| node);
    let given = given(get("value"), get("unit"), get("likelihood"), path, problems);
    let origin = get("origin").map_or(Some(Origin::Answer), |node| origin(node, path, problems));
    let days_ago = get("days_ago").map(|node| number(node, &format!("{path}.days_ago"), problems));
    if problems.len() > before {
        return None;
    }
    Some(Finding { given: given?, origin: origin?, days_ago: days_ago.flatten() })
}

fn given(
    value: Option<&Node>,
    unit: Option<&Node>,
    likelihood: Option<&Node>,
    path: &str,
    problems: &mut Vec<Problem>,
) -> Option<Given> {
    let shape =
        |path: String, message: &str| Problem::error("evidence.shape", path, message.to_owned());
    let unit = match unit.map(|node| &node.value) {
        None => None,
        Some(Value::Text(unit)) => Some(unit.to_string()),
        Some(_) => {
            problems.push(shape(format!("{path}.unit"), "a unit is a text"));
            return None;
        }
    };
    match (value, likelihood) {
        (None, Some(pair)) if unit.is_none() => pair_of(pair, path, problems),
        (Some(Node { value: Value::Table(_), .. }), None) => {
            let message = "a value is true, false, null, a level, a list of levels or a number";
            problems.push(shape(format!("{path}.value"), message));
            None
        }
        (Some(node), None) => match finding(node, &format!("{path}.value"), problems)?.given {
            Given::Number { value, .. } => Some(Given::Number { value, unit }),
            _ if unit.is_some() => {
                problems.push(shape(format!("{path}.unit"), "only a number has a unit"));
                None
            }
            given => Some(given),
        },
        _ => {
            problems.push(shape(path.to_owned(), "give either `value` or `likelihood`"));
            None
        }
    }
}

fn pair_of(node: &Node, path: &str, problems: &mut Vec<Problem>) -> Option<Given> {
    let path = format!("{path}.likelihood");
    if let Value::List(items) = &node.value
        && let [a, b] = items.as_slice()
    {
        let (a, b) = (number(a, &path, problems), number(b, &path, problems));
        return Some(Given::Likelihood(a?, b?));
    }
    let message = "a likelihood is a list of two numbers".to_owned();
    problems.push(Problem::error("evidence.likelihood", path, message));
    None
}

fn number(node: &Node, path: &str, problems: &mut Vec<Problem>) -> Option<f64> {
    if let Value::Number(value) = node.value {
        return Some(value);
    }
    let message = format!("expected a number, found {}", node.kind());
    problems.push(Problem::error("evidence.shape", path, message));
    None
}

fn origin(node: &Node, path: &str, problems: &mut Vec<Problem>) -> Option<Origin> {
    let word = if let Value::Text(word) = &node.value { word.as_ref() } else { "" };
    match word {
        "answer" => Some(Origin::Answer),
        "device" => Some(Origin::Device),
        "log" => Some(Origin::Log),
        _ => {
            let message = "an origin is answer, device or log".to_owned();
            problems.push(Problem::error("evidence.shape", format!("{path}.origin"), message));
            None
        }
    }
}
