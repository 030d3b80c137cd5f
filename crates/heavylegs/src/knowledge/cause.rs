//! What makes legs heavy.

use serde::{Deserialize, Serialize};

use super::case::{Case, cases};
use super::condition::{Condition, condition};
use super::quantity::{Basis, PROBABILITY, Quantity, RATIO, SHARE, Scale, quantity};
use crate::problem::Problem;
use crate::tree::fields::{Fields, Problems, inside, list, nth};
use crate::tree::{Node, Place, Value};

/// Something that makes legs heavy: on or off, and several may be on.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Cause {
    /// The id.
    pub id: String,
    /// The id of its family.
    pub family: String,
    /// How long it lasts.
    pub horizon: Horizon,
    /// As far as it may raise the urgency by itself.
    pub care: Urgency,
    /// What running is all right while it raises the urgency.
    pub activity: Activity,
    /// How a runner gets to see it in the wellness profile.
    pub disclosure: Disclosure,
    /// Whether it is ranked; a cause that is not is for rules only.
    pub scored: bool,
    /// Whether only its red flag is shown to a runner, never its probability.
    pub rule_leads: bool,
    /// Mood, periods, pregnancy: can be left out of a coach's view.
    pub sensitive: bool,
    /// The name of the thing it is a stage of.
    pub stage_of: Option<String>,
    /// The ids of the sources of its texts.
    pub sources: Vec<String>,
    /// Causes that a reader may want to look at too.
    pub related_causes: Vec<String>,
    /// The share of complaining runners in whom it plays a part.
    pub prior: Quantity,
    /// What replaces the prior when more is known; the first row that holds wins.
    pub prior_when: Vec<PriorRow>,
    /// The factors that move its odds.
    pub factors: Vec<LevelTable>,
    /// The symptoms it can bring about: P(symptom | this cause and no other modelled one).
    pub symptoms: Vec<Link>,
    /// P(level | cause) of descriptors.
    pub descriptors: Vec<LevelTable>,
    /// Likelihood ratios of measurement bands.
    pub measurements: Vec<LevelTable>,
    /// The recommendations, with how much each helps if this cause is at work (0 to 1).
    pub recommendations: Vec<Link>,
    /// Its own test cases; empty in `knowledge.json`.
    pub cases: Vec<Case>,
    pub(crate) place: Place,
}

/// How long a cause lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
}

/// How soon someone should look at it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Nothing that needs anyone else.
    SelfCare,
    /// An appointment within one to two weeks.
    Appointment,
    /// Today.
    SameDay,
    /// Now.
    Emergency,
}

/// What running is all right meanwhile.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// As planned.
    AsPlanned,
    /// Easy running only.
    EasyOnly,
    /// Rest today.
    RestToday,
    /// No running until someone has looked at it.
    NoRunningUntilSeen,
}

/// How a cause is disclosed in the wellness profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// By name.
    Named,
    /// As "worth a check because …".
    Described,
    /// Not at all.
    Never,
}

/// A row that replaces the prior when its condition is known to hold.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PriorRow {
    /// The condition; it tests anything but symptoms.
    pub when: Condition,
    /// The prior while it holds.
    pub is: Quantity,
    /// Factors that count as 1 while this row holds.
    pub replaces: Vec<String>,
}

/// Numbers for some of the levels of an observation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LevelTable {
    /// The observation.
    pub observation: String,
    /// The levels with their numbers.
    pub levels: Vec<(String, Quantity)>,
    /// Of one pathway only the strongest counts.
    pub pathway: Option<String>,
    /// What its author remarks.
    pub note: Option<String>,
    pub(crate) place: Place,
}

/// A number that ties a cause to something else.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Link {
    /// The id of what it is tied to.
    pub to: String,
    /// The number.
    pub strength: Quantity,
}

const HORIZONS: [(&str, Horizon); 4] = [
    ("hours", Horizon::Hours),
    ("days", Horizon::Days),
    ("weeks", Horizon::Weeks),
    ("months", Horizon::Months),
];

pub(crate) const URGENCIES: [(&str, Urgency); 4] = [
    ("self_care", Urgency::SelfCare),
    ("appointment", Urgency::Appointment),
    ("same_day", Urgency::SameDay),
    ("emergency", Urgency::Emergency),
];

pub(crate) const ACTIVITIES: [(&str, Activity); 4] = [
    ("as_planned", Activity::AsPlanned),
    ("easy_only", Activity::EasyOnly),
    ("rest_today", Activity::RestToday),
    ("no_running_until_seen", Activity::NoRunningUntilSeen),
];

const DISCLOSURES: [(&str, Disclosure); 3] = [
    ("named", Disclosure::Named),
    ("described", Disclosure::Described),
    ("never", Disclosure::Never),
];

pub(crate) fn cause(id: &str, node: &Node, problems: &mut Problems) -> Option<Cause> {
    let mut fields = Fields::entry(node, "causes", id, problems)?;
    let prior_path = fields.sub("prior");
    let basis = Basis::read(&mut fields, &Basis::default(), problems);
    let prior = fields
        .need("prior", problems)
        .and_then(|node| quantity(node, &prior_path, PROBABILITY, &basis, problems));
    let scored = fields.flag("scored", true, problems);
    let cause = Cause {
        id: id.to_owned(),
        family: fields.needed_text("family", problems),
        horizon: fields.word("horizon", &HORIZONS, problems).unwrap_or(Horizon::Days),
        care: care(&mut fields, problems),
        activity: fields.word("activity", &ACTIVITIES, problems).unwrap_or(Activity::AsPlanned),
        disclosure: fields.word("disclosure", &DISCLOSURES, problems).unwrap_or(Disclosure::Named),
        scored,
        rule_leads: fields.flag("rule_leads", false, problems),
        sensitive: fields.flag("sensitive", false, problems),
        stage_of: fields.text("stage_of", problems),
        sources: fields.texts("sources", problems),
        related_causes: fields.texts("related_causes", problems),
        prior_when: prior_rows(&mut fields, problems),
        factors: tables(&mut fields, "factors", RATIO, problems),
        symptoms: links(&mut fields, "symptoms", PROBABILITY, problems),
        descriptors: tables(&mut fields, "descriptors", SHARE, problems),
        measurements: tables(&mut fields, "measurements", RATIO, problems),
        recommendations: links(&mut fields, "recommendations", SHARE, problems),
        cases: cases(&mut fields, problems),
        place: fields.place,
        prior: prior?,
    };
    fields.finish(problems);
    Some(cause)
}

fn care(fields: &mut Fields<'_>, problems: &mut Problems) -> Urgency {
    let care = fields.word("care", &URGENCIES, problems).unwrap_or(Urgency::SelfCare);
    if care == Urgency::Emergency {
        let problem = Problem::error(
            "knowledge.care",
            fields.sub("care"),
            "emergencies come from rules only".into(),
        );
        problems.add(problem, fields.place);
    }
    care
}

fn prior_rows(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<PriorRow> {
    let path = fields.sub("prior_when");
    let Some(node) = fields.take("prior_when") else { return Vec::new() };
    let rows = list(node, &path, problems).iter().enumerate();
    rows.filter_map(|(at, row)| prior_row(row, &nth(&path, at), problems)).collect()
}

fn prior_row(node: &Node, path: &str, problems: &mut Problems) -> Option<PriorRow> {
    let mut fields = Fields::of(node, path, problems)?;
    let basis = Basis::read(&mut fields, &Basis::default(), problems);
    let (if_path, is_path) = (fields.sub("if"), fields.sub("is"));
    let when = fields.need("if", problems).and_then(|n| condition(n, &if_path, problems));
    let is = fields.need("is", problems);
    let is = is.and_then(|n| quantity(n, &is_path, PROBABILITY, &basis, problems));
    let replaces = fields.texts("replaces", problems);
    fields.finish(problems);
    Some(PriorRow { when: when?, is: is?, replaces })
}

fn links(
    fields: &mut Fields<'_>,
    key: &'static str,
    scale: Scale,
    problems: &mut Problems,
) -> Vec<Link> {
    let path = fields.sub(key);
    let Some(node) = fields.take(key) else { return Vec::new() };
    let Some(mut table) = Fields::of(node, &path, problems) else { return Vec::new() };
    let basis = Basis::read(&mut table, &Basis::default(), problems);
    table.read_rest(|to, node| {
        let strength = quantity(node, &inside(&path, to), scale, &basis, problems)?;
        Some(Link { to: to.to_owned(), strength })
    })
}

fn tables(
    fields: &mut Fields<'_>,
    key: &'static str,
    scale: Scale,
    problems: &mut Problems,
) -> Vec<LevelTable> {
    let path = fields.sub(key);
    let Some(node) = fields.take(key) else { return Vec::new() };
    let Some(mut section) = Fields::of(node, &path, problems) else { return Vec::new() };
    let basis = Basis::read(&mut section, &Basis::default(), problems);
    section.read_rest(|id, node| level_table(id, node, &inside(&path, id), scale, &basis, problems))
}

fn level_table(
    id: &str,
    node: &Node,
    path: &str,
    scale: Scale,
    basis: &Basis<'_>,
    problems: &mut Problems,
) -> Option<LevelTable> {
    let place = node.place;
    // A plain number, or the long form of one, stands for the level `present`.
    if !matches!(node.value, Value::Table(_)) || node.get("value").is_some() {
        let present = quantity(node, path, scale, basis, problems)?;
        let levels = vec![("present".to_owned(), present)];
        let observation = id.to_owned();
        return Some(LevelTable { observation, levels, pathway: None, note: None, place });
    }
    let mut fields = Fields::of(node, path, problems)?;
    let basis = Basis::read(&mut fields, basis, problems);
    let pathway = fields.text("pathway", problems);
    let remark = fields.text("note", problems);
    let levels = fields.read_rest(|level, node| {
        let number = quantity(node, &inside(path, level), scale, &basis, problems)?;
        Some((level.to_owned(), number))
    });
    Some(LevelTable { observation: id.to_owned(), levels, pathway, note: remark, place })
}
