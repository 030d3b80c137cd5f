//! Recommendations, red flags, screens and scope.

use serde::{Deserialize, Serialize};

use super::case::{Case, cases};
use super::cause::{ACTIVITIES, Activity, URGENCIES, Urgency};
use super::condition::{Condition, condition};
use super::quantity::{CLASSES, NumberClass};
use crate::problem::Problem;
use crate::tree::fields::{Fields, Problems, list, nth, numbers};
use crate::tree::{Node, Place};

/// What to do.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Recommendation {
    /// The id.
    pub id: String,
    /// How much it asks for.
    pub effort: Effort,
    /// How strong the evidence for it is.
    pub strength: Strength,
    /// Days until it usually helps: from and to.
    pub days_to_effect: Option<[f64; 2]>,
    /// The ids of its sources; empty for an expert's opinion.
    pub sources: Vec<String>,
    /// Whether it means seeing someone.
    pub needs_clinician: bool,
    /// Whether it asks for running or other effort: left out where the activity is rest, or no running.
    pub exertion: bool,
    /// The observation that tells whether it helped: one with the levels `helped`, `no_change` and `worse`.
    pub response: Option<String>,
    /// When it is left out or comes with a remark.
    pub cautions: Vec<Caution>,
    pub(crate) place: Place,
}

/// When a recommendation is left out or comes with a remark.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Caution {
    /// The id, for its text.
    pub id: String,
    /// When it holds.
    pub when: CautionWhen,
    /// Whether the recommendation is left out; otherwise the caution's text is added.
    pub removes: bool,
}

/// When a caution holds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum CautionWhen {
    /// A condition over what is known.
    Known(Condition),
    /// The posterior of a cause lies above a threshold.
    Likely {
        /// The cause.
        cause: String,
        /// The threshold.
        above: f64,
    },
}

/// How much a recommendation asks for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    /// Nothing worth mentioning.
    None,
    /// Little.
    Low,
    /// Some.
    Medium,
    /// A lot.
    High,
}

/// How strong the evidence for a recommendation is, on a short scale like GRADE's.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Expert opinion.
    VeryLow,
    /// Limited.
    Low,
    /// Moderate.
    Moderate,
    /// Strong.
    High,
}

/// A rule over known answers that sets the least urgency and the activity; no score can lower it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RedFlag {
    /// The id.
    pub id: String,
    /// When it fires.
    pub when: Condition,
    /// The least urgency.
    pub urgency: Urgency,
    /// What running is all right.
    pub activity: Activity,
    /// The ids of its sources; empty for an expert's opinion.
    pub sources: Vec<String>,
    /// How sure its thresholds are: `estimate` where the reference had to be put into rules by us.
    pub class: NumberClass,
    /// The causes it is about.
    pub raises: Vec<String>,
    /// Its own test cases; empty in `knowledge.json`.
    pub cases: Vec<Case>,
    pub(crate) place: Place,
}

/// Questions shown together.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Screen {
    /// The id.
    pub id: String,
    /// Whether everyone is shown it first.
    pub universal: bool,
    /// The observations on it.
    pub observations: Vec<String>,
}

/// For whom no causes are ranked.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ScopeRule {
    /// The id.
    pub id: String,
    /// When it holds.
    pub when: Condition,
}

/// The levels that an observation needs to tell whether something helped.
pub(crate) const RESPONSES: [&str; 3] = ["helped", "no_change", "worse"];

const EFFORTS: [(&str, Effort); 4] = [
    ("none", Effort::None),
    ("low", Effort::Low),
    ("medium", Effort::Medium),
    ("high", Effort::High),
];

const STRENGTHS: [(&str, Strength); 4] = [
    ("very_low", Strength::VeryLow),
    ("low", Strength::Low),
    ("moderate", Strength::Moderate),
    ("high", Strength::High),
];

pub(crate) fn recommendation(
    id: &str,
    node: &Node,
    problems: &mut Problems,
) -> Option<Recommendation> {
    let mut fields = Fields::entry(node, "recommendations", id, problems)?;
    let days_path = fields.sub("days_to_effect");
    let days = fields.take("days_to_effect").map(|node| numbers(node, &days_path, problems));
    let recommendation = Recommendation {
        id: id.to_owned(),
        effort: fields.word("effort", &EFFORTS, problems).unwrap_or(Effort::Low),
        strength: fields.word("strength", &STRENGTHS, problems).unwrap_or(Strength::VeryLow),
        days_to_effect: days.and_then(|days| days.try_into().ok()),
        sources: sources(&mut fields, problems),
        needs_clinician: fields.flag("needs_clinician", false, problems),
        exertion: fields.flag("exertion", false, problems),
        response: fields.text("response", problems),
        cautions: cautions(&mut fields, problems),
        place: fields.place,
    };
    fields.finish(problems);
    Some(recommendation)
}

/// Reads `source` (one or several); "estimate" is an expert's opinion and names none.
fn sources(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<String> {
    let ids = match fields.take("source").map(|node| &node.value) {
        Some(crate::tree::Value::List(_)) => fields.texts("source", problems),
        Some(_) => fields.text("source", problems).into_iter().collect(),
        None => {
            let problem = Problem::error(
                "knowledge.source",
                fields.path.as_str(),
                "`source` is missing".into(),
            )
            .advise("an id of sources, a list of them, or \"estimate\" for an expert's opinion");
            problems.add(problem, fields.place);
            Vec::new()
        }
    };
    ids.into_iter().filter(|id| id != "estimate" && id != "guess").collect()
}

fn cautions(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<Caution> {
    let path = fields.sub("cautions");
    let Some(node) = fields.take("cautions") else { return Vec::new() };
    let items = list(node, &path, problems).iter().enumerate();
    items.filter_map(|(at, node)| caution(node, &nth(&path, at), problems)).collect()
}

fn caution(node: &Node, path: &str, problems: &mut Problems) -> Option<Caution> {
    let mut fields = Fields::of(node, path, problems)?;
    let id = fields.needed_text("id", problems);
    let when_path = fields.sub("when");
    let known = fields.take("when").and_then(|node| condition(node, &when_path, problems));
    let cause = fields.text("cause", problems);
    let above = fields.number("above", problems);
    let removes = fields.word("effect", &[("remove", true), ("annotate", false)], problems);
    let place = fields.place;
    fields.finish(problems);
    let when = match (known, cause, above) {
        (Some(condition), None, None) => CautionWhen::Known(condition),
        (None, Some(cause), Some(above)) => CautionWhen::Likely { cause, above },
        _ => {
            let message = "a caution has `when`, or `cause` and `above`".to_owned();
            problems.add(Problem::error("knowledge.shape", path, message), place);
            return None;
        }
    };
    Some(Caution { id, when, removes: removes.unwrap_or(true) })
}

pub(crate) fn red_flag(id: &str, node: &Node, problems: &mut Problems) -> Option<RedFlag> {
    let mut fields = Fields::entry(node, "red_flags", id, problems)?;
    let when_path = fields.sub("when");
    let when = fields.need("when", problems).and_then(|n| condition(n, &when_path, problems));
    let urgency = fields.need("urgency", problems).is_some();
    let urgency = if urgency { fields.word("urgency", &URGENCIES, problems) } else { None };
    let flag = RedFlag {
        id: id.to_owned(),
        urgency: urgency.unwrap_or(Urgency::Emergency),
        activity: fields
            .word("activity", &ACTIVITIES, problems)
            .unwrap_or(Activity::NoRunningUntilSeen),
        sources: sources(&mut fields, problems),
        class: fields.word("class", &CLASSES, problems).unwrap_or(NumberClass::Measured),
        raises: fields.texts("raises", problems),
        cases: cases(&mut fields, problems),
        place: fields.place,
        when: when?,
    };
    fields.finish(problems);
    Some(flag)
}

pub(crate) fn screen(id: &str, node: &Node, problems: &mut Problems) -> Option<Screen> {
    let mut fields = Fields::entry(node, "knowledge.screens", id, problems)?;
    let screen = Screen {
        id: id.to_owned(),
        universal: fields.flag("universal", false, problems),
        observations: fields.texts("observations", problems),
    };
    fields.finish(problems);
    Some(screen)
}

pub(crate) fn scope_rule(id: &str, node: &Node, problems: &mut Problems) -> Option<ScopeRule> {
    let mut fields = Fields::entry(node, "knowledge.scope", id, problems)?;
    let when_path = fields.sub("when");
    let when = fields.need("when", problems).and_then(|n| condition(n, &when_path, problems));
    fields.finish(problems);
    Some(ScopeRule { id: id.to_owned(), when: when? })
}
