//! A cause as data.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Entry, when};
use crate::knowledge::{
    Activity, Cause, Disclosure, Horizon, LevelTable, Link, PriorRow, Quantity, Urgency,
};
use crate::report::page::phrase::Names;

/// Something that makes legs heavy, as the knowledge base has it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Cause")]
pub(in crate::report) struct CauseEntry {
    /// The id.
    id: String,
    /// A short name, in lower case.
    name: String,
    /// What it is and how it makes legs heavy.
    summary: String,
    /// What a runner reads instead of the name where the cause is only described.
    described: Option<String>,
    /// Where popular advice and evidence differ.
    note: Option<String>,
    /// The id of its family.
    family: String,
    /// The name of its family.
    family_name: String,
    /// How long it lasts.
    horizon: Horizon,
    /// As far as it may raise the urgency by itself.
    care: Urgency,
    /// What running is all right while it raises the urgency.
    activity: Activity,
    /// How a runner gets to see it in the wellness profile.
    disclosure: Disclosure,
    /// Whether it is ranked; a cause that is not is for rules only.
    scored: bool,
    /// Whether only its red flag is shown to a runner, never its probability.
    rule_leads: bool,
    /// Whether it can be left out of a coach's view.
    sensitive: bool,
    /// The id of the thing it is a stage of.
    stage_of: Option<String>,
    /// The share of complaining runners in whom it plays a part.
    prior: Quantity,
    /// What replaces the prior when more is known; the first row that holds wins.
    prior_when: Vec<ConditionalPrior>,
    /// The factors that move its odds: odds ratios against the reference level.
    factors: Vec<LevelNumbers>,
    /// The symptoms it can bring about: P(symptom | this cause and no other modelled one).
    symptoms: Vec<Link>,
    /// P(level | cause) of descriptors.
    descriptors: Vec<LevelNumbers>,
    /// Likelihood ratios of the bands of measurements.
    measurements: Vec<LevelNumbers>,
    /// The recommendations, with how much each helps if this cause is at work (0 to 1).
    recommendations: Vec<Link>,
    /// Causes that a reader may want to look at too.
    related: Vec<String>,
    /// The ids of the sources of its texts.
    sources: Vec<String>,
}

/// A prior that holds when its condition is known to hold.
#[derive(Serialize, JsonSchema)]
struct ConditionalPrior {
    /// The condition in words.
    when: String,
    /// The prior while it holds.
    prior: Quantity,
    /// The ids of the factors that count as 1 while it holds.
    replaces: Vec<String>,
}

/// Numbers for some of the levels of an observation.
#[derive(Serialize, JsonSchema)]
struct LevelNumbers {
    /// The id of the observation.
    observation: String,
    /// The levels with their numbers.
    levels: Vec<LevelNumber>,
    /// Of one pathway only the strongest counts.
    pathway: Option<String>,
    /// What its author remarks.
    note: Option<String>,
}

/// The number of a level.
#[derive(Serialize, JsonSchema)]
struct LevelNumber {
    /// The id of the level.
    level: String,
    /// The number.
    number: Quantity,
}

pub(super) fn entry(names: &Names<'_>, cause: &Cause) -> Entry {
    let text = names.texts.causes.get(&cause.id).cloned().unwrap_or_default();
    Entry::Cause(CauseEntry {
        id: cause.id.clone(),
        name: if text.name.is_empty() { cause.id.clone() } else { text.name },
        summary: text.summary,
        described: text.described,
        note: text.note,
        family: cause.family.clone(),
        family_name: names.family(&cause.family),
        horizon: cause.horizon,
        care: cause.care,
        activity: cause.activity,
        disclosure: cause.disclosure,
        scored: cause.scored,
        rule_leads: cause.rule_leads,
        sensitive: cause.sensitive,
        stage_of: cause.stage_of.clone(),
        prior: cause.prior.clone(),
        prior_when: cause.prior_when.iter().map(|row| conditional(names, row)).collect(),
        factors: numbers(&cause.factors),
        symptoms: cause.symptoms.clone(),
        descriptors: numbers(&cause.descriptors),
        measurements: numbers(&cause.measurements),
        recommendations: cause.recommendations.clone(),
        related: cause.related_causes.clone(),
        sources: cause.sources.clone(),
    })
}

fn conditional(names: &Names<'_>, row: &PriorRow) -> ConditionalPrior {
    ConditionalPrior {
        when: when(names, &row.when),
        prior: row.is.clone(),
        replaces: row.replaces.clone(),
    }
}

fn numbers(tables: &[LevelTable]) -> Vec<LevelNumbers> {
    let number = |(level, number): &(String, Quantity)| LevelNumber {
        level: level.clone(),
        number: number.clone(),
    };
    let table = |table: &LevelTable| LevelNumbers {
        observation: table.observation.clone(),
        levels: table.levels.iter().map(number).collect(),
        pathway: table.pathway.clone(),
        note: table.note.clone(),
    };
    tables.iter().map(table).collect()
}
