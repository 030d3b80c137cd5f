//! Test cases that stand beside what they test.

use super::cause::{ACTIVITIES, Activity, URGENCIES, Urgency};
use crate::tree::Node;
use crate::tree::fields::{Fields, Problems, list, nth, numbers};

/// A test case of a cause or a red flag: evidence and what must come of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Case {
    /// What the case shows.
    pub name: String,
    /// The cause that must have the highest probability.
    pub leads: Option<String>,
    /// Causes that must be among the first three.
    pub top3: Vec<String>,
    /// Bounds of probabilities.
    pub between: Vec<(String, [f64; 2])>,
    /// The urgency.
    pub urgency: Option<Urgency>,
    /// The activity.
    pub activity: Option<Activity>,
    /// Red flags that must fire.
    pub fires: Vec<String>,
    /// Red flags that must not fire.
    pub not_fires: Vec<String>,
    /// Red flags that must be pending.
    pub pending: Vec<String>,
    /// Recommendations that must be given.
    pub recommends: Vec<String>,
    /// Recommendations that must not be given.
    pub recommends_not: Vec<String>,
    /// The word for the coverage: `sufficient` or `insufficient`.
    pub coverage: Option<String>,
    pub(crate) evidence: Node,
    pub(crate) path: String,
}

pub(crate) fn cases(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<Case> {
    let path = fields.sub("case");
    let Some(node) = fields.take("case") else { return Vec::new() };
    let items = list(node, &path, problems).iter().enumerate();
    items.filter_map(|(at, node)| case(node, &nth(&path, at), problems)).collect()
}

fn case(node: &Node, path: &str, problems: &mut Problems) -> Option<Case> {
    let mut fields = Fields::of(node, path, problems)?;
    let case = Case {
        name: fields.needed_text("name", problems),
        leads: fields.text("leads", problems),
        top3: fields.texts("top3", problems),
        between: between(&mut fields, problems),
        urgency: fields.word("urgency", &URGENCIES, problems),
        activity: fields.word("activity", &ACTIVITIES, problems),
        fires: fields.texts("fires", problems),
        not_fires: fields.texts("not_fires", problems),
        pending: fields.texts("pending", problems),
        recommends: fields.texts("recommends", problems),
        recommends_not: fields.texts("recommends_not", problems),
        coverage: fields.text("coverage", problems),
        evidence: fields.need("evidence", problems)?.clone(),
        path: path.to_owned(),
    };
    fields.finish(problems);
    Some(case)
}

fn between(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<(String, [f64; 2])> {
    let path = fields.sub("between");
    let Some(node) = fields.take("between") else { return Vec::new() };
    let Some(table) = Fields::of(node, &path, problems) else { return Vec::new() };
    let mut bounds = Vec::new();
    for (cause, node) in table.rest() {
        if let [low, high] = numbers(node, &path, problems)[..] {
            bounds.push((cause.to_owned(), [low, high]));
        }
    }
    bounds
}
