//! Conditions over what is known. "Not known" can't be tested, so what holds goes on holding as more is learned.

use crate::problem::Problem;
use crate::tree::fields::{Problems, inside, read_all, texts, wrong_kind};
use crate::tree::{Node, Value};

/// A condition over known answers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Condition {
    /// Holds when all of these hold.
    All(Vec<Condition>),
    /// Holds when one of these holds.
    Any(Vec<Condition>),
    /// Holds when at least two of these hold.
    TwoOf(Vec<Condition>),
    /// Holds when the observation is known and passes the test.
    Known {
        /// The id of the observation.
        observation: String,
        /// What its answer must be.
        test: Test,
    },
}

/// What the known answer of one observation must be.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Test {
    /// Present.
    Present,
    /// Asked and denied.
    Absent,
    /// One of these levels.
    Levels(Vec<String>),
    /// A number that compares like this.
    Compare(Comparison, f64),
}

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Condition {
    /// Calls `visit` with every observation that the condition tests.
    pub fn each_observation<'a>(&'a self, visit: &mut dyn FnMut(&'a str, &'a Test)) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::TwoOf(parts) => {
                for part in parts {
                    part.each_observation(visit);
                }
            }
            Self::Known { observation, test } => visit(observation, test),
        }
    }

    pub(crate) fn observations(&self) -> Vec<&str> {
        let mut ids = Vec::new();
        self.each_observation(&mut |id, _| ids.push(id));
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Reads a condition: a table is "all of these", a list "any of these".
pub(crate) fn condition(node: &Node, path: &str, problems: &mut Problems) -> Option<Condition> {
    match &node.value {
        Value::List(items) => Some(Condition::Any(conditions(items, path, problems))),
        Value::Table(entries) => {
            let mut parts = read_all(entries, |(key, node)| part(key, node, path, problems));
            match parts.len() {
                0 => {
                    let message = "a condition that tests nothing".to_owned();
                    problems.add(Problem::error("knowledge.condition", path, message), node.place);
                    None
                }
                1 => parts.pop(),
                _ => Some(Condition::All(parts)),
            }
        }
        _ => {
            wrong_kind(node, path, "a condition (a table or a list of tables)", problems);
            None
        }
    }
}

fn conditions(items: &[Node], path: &str, problems: &mut Problems) -> Vec<Condition> {
    read_all(items, |item| condition(item, path, problems))
}

fn part(key: &str, node: &Node, path: &str, problems: &mut Problems) -> Option<Condition> {
    let path = inside(path, key);
    let grouped: Option<fn(Vec<Condition>) -> Condition> = match key {
        "any" => Some(Condition::Any),
        "all" => Some(Condition::All),
        "two_of" => Some(Condition::TwoOf),
        _ => None,
    };
    if let Some(group) = grouped {
        let Value::List(items) = &node.value else {
            wrong_kind(node, &path, "a list of conditions", problems);
            return None;
        };
        return Some(group(conditions(items, &path, problems)));
    }
    let test = test(node, &path, problems)?;
    Some(Condition::Known { observation: key.to_owned(), test })
}

fn test(node: &Node, path: &str, problems: &mut Problems) -> Option<Test> {
    match &node.value {
        Value::Bool(true) => Some(Test::Present),
        Value::Bool(false) => Some(Test::Absent),
        Value::List(_) => Some(Test::Levels(texts(node, path, problems))),
        Value::Text(word) if word == "unknown" => {
            let problem = Problem::error(
                "knowledge.unknown_tested",
                path,
                "\"not known\" can't be tested".into(),
            )
            .advise(
                "a rule that fires on what is not known would fall silent when the answer comes",
            );
            problems.add(problem, node.place);
            None
        }
        Value::Text(word) if word.starts_with(['<', '>']) => {
            let comparison = comparison(word);
            if comparison.is_none() {
                let message = format!("`{word}` is not a comparison such as \">= 4\"");
                problems.add(Problem::error("knowledge.condition", path, message), node.place);
            }
            comparison
        }
        Value::Text(word) => Some(Test::Levels(vec![word.to_string()])),
        Value::Null => {
            let problem = Problem::error(
                "knowledge.unknown_tested",
                path,
                "\"not known\" can't be tested".into(),
            );
            problems.add(problem, node.place);
            None
        }
        _ => {
            wrong_kind(node, path, "true, false, a level, levels or a comparison", problems);
            None
        }
    }
}

fn comparison(text: &str) -> Option<Test> {
    let signs: [(&str, Comparison); 4] = [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("<", Comparison::Less),
        (">", Comparison::More),
    ];
    let (rest, comparison) = signs
        .into_iter()
        .find_map(|(sign, comparison)| text.strip_prefix(sign).map(|rest| (rest, comparison)))?;
    let value: f64 = rest.trim().parse().ok()?;
    value.is_finite().then_some(Test::Compare(comparison, value))
}
