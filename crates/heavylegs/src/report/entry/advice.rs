//! Recommendations, red flags and sources as data.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Entry, when};
use crate::knowledge::{
    Activity, Caution, CautionWhen, Effort, NumberClass, Recommendation, RedFlag, Source, Strength,
    Urgency,
};
use crate::report::page::phrase::Names;

/// What to do, as the knowledge base has it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Recommendation")]
pub(in crate::report) struct RecommendationEntry {
    /// The id.
    id: String,
    /// What to do, in a few words.
    name: String,
    /// The steps.
    steps: Vec<String>,
    /// How much and how often.
    dose: Option<String>,
    /// By when it should help.
    better_by: Option<String>,
    /// What to do if it does not.
    otherwise: Option<String>,
    /// Where popular advice and evidence differ.
    note: Option<String>,
    /// When it is left out or comes with a remark.
    cautions: Vec<CautionEntry>,
    /// How much it asks for.
    effort: Effort,
    /// How strong the evidence for it is.
    strength: Strength,
    /// Days until it usually helps: from and to.
    days_to_effect: Option<[f64; 2]>,
    /// Whether it means seeing someone.
    needs_clinician: bool,
    /// Whether it asks for running or other effort.
    exertion: bool,
    /// The ids of its sources; empty for an expert's opinion.
    sources: Vec<String>,
}

/// When a recommendation is left out or comes with a remark.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Caution")]
struct CautionEntry {
    /// The id.
    id: String,
    /// When it holds, in words.
    when: String,
    /// Whether the recommendation is left out; otherwise the text is added.
    removes: bool,
    /// The remark.
    text: Option<String>,
}

/// A rule over known answers that sets the least urgency and the activity; no score can lower it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RedFlag")]
pub(in crate::report) struct RedFlagEntry {
    /// The id.
    id: String,
    /// When it fires, in words.
    when: String,
    /// The least urgency.
    urgency: Urgency,
    /// What running is all right.
    activity: Activity,
    /// What was said, calmly, without the name of a disease.
    reason: String,
    /// What to do now; the first sentence is the action.
    now: String,
    /// How sure its thresholds are.
    class: NumberClass,
    /// The ids of the causes it is about.
    raises: Vec<String>,
    /// The ids of its sources; empty for an expert's opinion.
    sources: Vec<String>,
}

/// A reference.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Source")]
pub(in crate::report) struct SourceEntry {
    /// The id.
    id: String,
    /// The citation as text.
    citation: String,
    /// The DOI.
    doi: Option<String>,
    /// The address.
    url: Option<String>,
    /// `verified` (its figures were read), `seen` (the page was) or `memory` (neither).
    status: String,
}

pub(super) fn recommendation(names: &Names<'_>, entry: &Recommendation) -> Entry {
    let text = names.texts.recommendations.get(&entry.id).cloned().unwrap_or_default();
    let caution = |caution: &Caution| CautionEntry {
        id: caution.id.clone(),
        when: holds(names, &caution.when),
        removes: caution.removes,
        text: text.cautions.get(&caution.id).cloned(),
    };
    Entry::Recommendation(RecommendationEntry {
        id: entry.id.clone(),
        cautions: entry.cautions.iter().map(caution).collect(),
        name: if text.name.is_empty() { entry.id.clone() } else { text.name },
        steps: text.steps,
        dose: text.dose,
        better_by: text.better_by,
        otherwise: text.otherwise,
        note: text.note,
        effort: entry.effort,
        strength: entry.strength,
        days_to_effect: entry.days_to_effect,
        needs_clinician: entry.needs_clinician,
        exertion: entry.exertion,
        sources: entry.sources.clone(),
    })
}

fn holds(names: &Names<'_>, caution: &CautionWhen) -> String {
    match caution {
        CautionWhen::Known(condition) => when(names, condition),
        CautionWhen::Likely { cause, above } => format!("P({cause}) above {above}"),
    }
}

pub(super) fn red_flag(names: &Names<'_>, entry: &RedFlag) -> Entry {
    let text = names.texts.red_flags.get(&entry.id).cloned().unwrap_or_default();
    Entry::RedFlag(RedFlagEntry {
        id: entry.id.clone(),
        when: when(names, &entry.when),
        urgency: entry.urgency,
        activity: entry.activity,
        reason: text.reason,
        now: text.now,
        class: entry.class,
        raises: entry.raises.clone(),
        sources: entry.sources.clone(),
    })
}

pub(super) fn source(id: &str, source: &Source) -> Entry {
    Entry::Source(SourceEntry {
        id: id.to_owned(),
        citation: source.citation.clone(),
        doi: source.doi.clone(),
        url: source.url.clone(),
        status: source.status.clone(),
    })
}
