//! An observation as data: one type for each kind.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Entry, when};
use crate::knowledge::{AnsweredBy, Levels, Observation, ObservationText, Quantity, Role, Symptom};
use crate::report::page::phrase::Names;

/// A sensation or finding: present, absent, unknown, or a likelihood pair.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Symptom")]
pub(in crate::report) struct SymptomEntry {
    #[serde(flatten)]
    asked: Asked,
    /// A phrase for "present".
    present: Option<String>,
    /// A phrase for "absent".
    absent: Option<String>,
    /// The share of complaining runners who report it; nothing for a symptom that only red flags use.
    base: Option<Quantity>,
}

/// Declares the kinds that have levels: they differ in what they act on, not in what can be said of them.
macro_rules! with_levels {
    ($($(#[$doc:meta])* $name:ident = $rename:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Serialize, JsonSchema)]
            #[schemars(rename = $rename)]
            pub(in crate::report) struct $name {
                #[serde(flatten)]
                asked: Asked,
                #[serde(flatten)]
                answers: Answers,
            }
        )*
    };
}

with_levels! {
    /// An exposure: yes or no, or one of its levels. It moves the odds of causes before symptoms.
    FactorEntry = "Factor";
    /// One answer of an exclusive set.
    DescriptorEntry = "Descriptor";
    /// A number from a test, cut into bands.
    MeasurementEntry = "Measurement";
    /// What only selects: sex, age, phases.
    ContextEntry = "Context";
}

/// What can be said of every observation.
#[derive(Serialize, JsonSchema)]
struct Asked {
    /// The id.
    id: String,
    /// A title.
    title: String,
    /// The question in plain words.
    question: String,
    /// What helps to answer it.
    help: Option<String>,
    /// Who can answer it.
    answered_by: AnsweredBy,
    /// When it makes sense to ask, in words; nothing: always.
    ask_when: Option<String>,
    /// How long an answer stays valid, in hours; nothing: for ever.
    valid_for_hours: Option<f64>,
    /// Whether it can be left out of a coach's view.
    sensitive: bool,
}

/// What an observation with levels can be answered with.
#[derive(Serialize, JsonSchema)]
struct Answers {
    /// The levels, in order.
    levels: Vec<Level>,
    /// The id of the level that the others are compared with.
    reference: String,
    /// The unit of its numbers; nothing where it is not a number.
    unit: Option<String>,
    /// Other units that are understood.
    other_units: Vec<String>,
    /// The lowest and the highest plausible number, in `unit`.
    range: Option<[f64; 2]>,
}

/// A level of an observation.
#[derive(Serialize, JsonSchema)]
struct Level {
    /// The id.
    id: String,
    /// A phrase for it.
    text: Option<String>,
    /// How common it is among complaining runners, where that matters.
    share: Option<f64>,
    /// The lowest number of the level, where it is one of numbers.
    low: Option<f64>,
    /// The number below which all its numbers lie; nothing for the last level.
    below: Option<f64>,
}

pub(super) fn entry(names: &Names<'_>, observation: &Observation) -> Entry {
    let text = names.texts.observations.get(&observation.id).cloned().unwrap_or_default();
    let answers = |levels: &Levels| self::answers(levels, &text);
    let asked = asked(names, observation, &text);
    match &observation.role {
        Role::Symptom(symptom) => Entry::Symptom(self::symptom(asked, symptom, text)),
        Role::Factor(role) => Entry::Factor(FactorEntry { asked, answers: answers(&role.levels) }),
        Role::Descriptor(role) => {
            Entry::Descriptor(DescriptorEntry { asked, answers: answers(&role.levels) })
        }
        Role::Measurement(role) => {
            Entry::Measurement(MeasurementEntry { asked, answers: answers(&role.levels) })
        }
        Role::Context(role) => {
            Entry::Context(ContextEntry { asked, answers: answers(&role.levels) })
        }
    }
}

fn symptom(asked: Asked, symptom: &Symptom, text: ObservationText) -> SymptomEntry {
    SymptomEntry { asked, present: text.present, absent: text.absent, base: symptom.base.clone() }
}

fn asked(names: &Names<'_>, observation: &Observation, text: &ObservationText) -> Asked {
    let title = if text.title.is_empty() { &observation.id } else { &text.title };
    Asked {
        id: observation.id.clone(),
        title: title.clone(),
        question: text.question.clone(),
        help: text.help.clone(),
        answered_by: observation.answered_by,
        ask_when: observation.ask_when.as_ref().map(|condition| when(names, condition)),
        valid_for_hours: observation.valid_for_hours,
        sensitive: observation.sensitive,
    }
}

fn answers(levels: &Levels, text: &ObservationText) -> Answers {
    let scale = levels.scale.as_ref();
    Answers {
        levels: (0..levels.ids.len()).filter_map(|at| level(levels, text, at)).collect(),
        reference: levels.ids.get(levels.reference).cloned().unwrap_or_default(),
        unit: scale.map(|scale| scale.unit.clone()),
        other_units: scale
            .map(|scale| scale.units.iter().map(|unit| unit.name.clone()).collect())
            .unwrap_or_default(),
        range: scale.map(|scale| scale.range),
    }
}

fn level(levels: &Levels, text: &ObservationText, at: usize) -> Option<Level> {
    let id = levels.ids.get(at)?;
    let yes_no = match id.as_str() {
        "present" if levels.is_yes_no() => text.present.clone(),
        "absent" if levels.is_yes_no() => text.absent.clone(),
        _ => None,
    };
    let bounds = levels.bounds(at);
    Some(Level {
        id: id.clone(),
        text: yes_no.or_else(|| text.levels.get(id).cloned()),
        share: levels.shares.get(at).copied(),
        low: bounds.map(|[low, _]| low),
        below: bounds.map(|[_, below]| below).filter(|below| below.is_finite()),
    })
}
