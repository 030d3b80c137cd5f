//! What is reviewed, as JSON with a published schema.

use heavylegs::{Activity, Assessment, CoverageState, Engine, Urgency};
use heavylegs_training::{Balance, DayReview, Derived, Diagnostic, Reading, Review};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Value;

use super::words::words;
use super::{day::file, load, sheet};
use crate::date::iso;

/// How many causes stand in a summary.
const TOP: usize = 5;

/// A season, day by day. Numbers are exact; what is not known is null, never 0.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Review")]
struct ReviewDocument {
    /// The version of this structure.
    schema: u32,
    /// What made it.
    made_by: MadeBy,
    /// The language of the texts.
    language: String,
    /// The first and the last day there are data of.
    span: Option<[String; 2]>,
    /// How the load was measured.
    load: String,
    /// What was estimated of the runner, and how.
    estimated: Vec<String>,
    /// The days that were asked for, in their order.
    days: Vec<DayDocument>,
    /// What could not be read or used.
    diagnostics: Vec<DiagnosticDocument>,
}

/// What made it.
#[derive(Serialize, JsonSchema)]
pub(super) struct MadeBy {
    /// The version of the library.
    heavylegs: &'static str,
    /// The version of the knowledge.
    knowledge: String,
    /// The SHA-256 of its canonical JSON.
    knowledge_hash: String,
}

/// One day.
#[derive(Serialize, JsonSchema)]
struct DayDocument {
    /// The day, as 2025-04-18.
    date: String,
    /// `trained`, `rest` or `unknown`.
    state: &'static str,
    /// The load; 0 at rest, null where it is not known.
    load: Option<f64>,
    /// Averages of the load; null before there is enough history.
    balance: Option<BalanceDocument>,
    /// The distance run.
    distance_km: Option<f64>,
    /// How probable it is that a run of the day was harder than it should have been for this runner, 0 to 1.
    heavy: Option<f64>,
    /// What that was told from, or why it can't be told.
    heavy_text: String,
    /// What the data say.
    derived: Vec<DerivedDocument>,
    /// What they could say and don't.
    not_derived: Vec<NotDerivedDocument>,
    /// What follows, in short.
    summary: Summary,
    /// What follows, whole; for a single day only.
    #[serde(skip_serializing_if = "Option::is_none")]
    assessment: Option<Assessment>,
}

/// Fitness, fatigue and form, in the unit of the load.
#[derive(Serialize, JsonSchema)]
pub(super) struct BalanceDocument {
    /// The average load over 42 days.
    fitness: f64,
    /// The average load over 7 days.
    fatigue: f64,
    /// Yesterday's fitness less yesterday's fatigue: negative is tired.
    form: f64,
}

/// One observation that was told from training data, with where it comes from.
#[derive(Serialize, JsonSchema)]
struct DerivedDocument {
    /// The observation of the knowledge base.
    observation: &'static str,
    /// What goes into the evidence, as a request has it.
    finding: Value,
    /// The number it was read from; null for what is no number.
    value: Option<f64>,
    /// The unit of value, baseline and threshold.
    unit: &'static str,
    /// The runner's own usual value, where it was held against one.
    baseline: Option<f64>,
    /// From where on it counts as present.
    threshold: Option<f64>,
    /// The day of the record.
    date: String,
    /// The file of the activity, where it was one.
    file: Option<String>,
    /// From when to when within the activity, in seconds since its start, where it was not the whole.
    stretch_s: Option<[f64; 2]>,
    /// All that in words.
    text: String,
}

/// One observation that training data could tell, and why these don't.
#[derive(Serialize, JsonSchema)]
struct NotDerivedDocument {
    /// The observation of the knowledge base.
    observation: &'static str,
    /// A stable code.
    code: &'static str,
    /// Why, in words.
    text: String,
}

/// An assessment in short: numbers for programs. To runners show only what `named` says.
#[derive(Serialize, JsonSchema)]
pub(super) struct Summary {
    /// How soon someone should look at it.
    urgency: Urgency,
    /// What running is all right meanwhile.
    activity: Activity,
    /// Whether enough is known to name leaders.
    coverage: CoverageState,
    /// Whether one is named.
    names_a_leader: bool,
    /// P(no cause of the knowledge base is at work); null where none are ranked.
    none_of_these: Option<f64>,
    /// The families, by their first causes.
    families: Vec<Share>,
    /// The five most probable causes.
    causes: Vec<Share>,
    /// The families that the report names, with its words.
    named: Vec<NamedDocument>,
}

/// An id and a probability.
#[derive(Serialize, JsonSchema)]
struct Share {
    /// The id.
    id: String,
    /// The probability, 0 to 1.
    probability: f64,
}

/// A family that the report names.
#[derive(Serialize, JsonSchema)]
struct NamedDocument {
    /// The id.
    id: String,
    /// Its name.
    name: String,
    /// `likely`, `possible`, `less-likely` or `unlikely`; null for what is only described as worth a check.
    level: Option<&'static str>,
}

/// What could not be read or used.
#[derive(Serialize, JsonSchema)]
struct DiagnosticDocument {
    /// A stable code.
    code: &'static str,
    /// `note`, `partial` or `unusable`.
    level: String,
    /// The file.
    file: String,
    /// The place in it.
    place: String,
    /// What is wrong.
    message: String,
    /// What to do about it.
    help: Option<String>,
}

/// The review as JSON on one line; `whole` has the assessments in it.
pub(super) fn review(
    engine: &Engine,
    review: &Review,
    reading: &Reading,
    language: &str,
    whole: bool,
) -> String {
    let document = ReviewDocument {
        schema: 1,
        made_by: made_by(engine),
        language: language.to_owned(),
        span: review.span.map(|(first, last)| [iso(first), iso(last)]),
        load: review.load.clone(),
        estimated: review.estimated.clone(),
        days: review.days.iter().map(|it| day(it, reading, whole)).collect(),
        diagnostics: review.diagnostics.iter().map(diagnostic).collect(),
    };
    written(&document)
}

/// Serialising these types can't fail: no maps with keys that are no texts.
pub(super) fn written(document: &impl Serialize) -> String {
    serde_json::to_string(document).unwrap_or_default() + "\n"
}

pub(super) fn made_by(engine: &Engine) -> MadeBy {
    let knowledge = engine.knowledge();
    MadeBy {
        heavylegs: env!("CARGO_PKG_VERSION"),
        knowledge: knowledge.version().to_owned(),
        knowledge_hash: knowledge.hash().to_owned(),
    }
}

fn day(day: &DayReview, reading: &Reading, whole: bool) -> DayDocument {
    let not_derived = day.not_derived.iter().map(|it| NotDerivedDocument {
        observation: it.observation,
        code: it.code,
        text: it.text.clone(),
    });
    DayDocument {
        date: iso(day.day),
        state: sheet::state(day.state),
        load: load(day),
        balance: day.balance.map(balance),
        distance_km: day.distance_km,
        heavy: day.heavy,
        heavy_text: day.heavy_text.clone(),
        derived: day.derived.iter().map(|it| derived(it, reading)).collect(),
        not_derived: not_derived.collect(),
        summary: summary(&day.assessment),
        assessment: whole.then(|| day.assessment.clone()),
    }
}

pub(super) fn balance(balance: Balance) -> BalanceDocument {
    let Balance { fitness, fatigue, form, .. } = balance;
    BalanceDocument { fitness, fatigue, form }
}

fn derived(derived: &Derived, reading: &Reading) -> DerivedDocument {
    DerivedDocument {
        observation: derived.observation,
        finding: serde_json::to_value(&derived.finding).unwrap_or_default(),
        value: derived.value,
        unit: derived.unit,
        baseline: derived.baseline,
        threshold: derived.threshold,
        date: iso(derived.day),
        file: file(derived, reading, words("en")),
        stretch_s: derived.stretch.map(|it| [it.from_s, it.to_s]),
        text: derived.text.clone(),
    }
}

pub(super) fn summary(assessment: &Assessment) -> Summary {
    let families = assessment.families().iter();
    let named = assessment.named_families().into_iter();
    Summary {
        urgency: assessment.urgency(),
        activity: assessment.activity(),
        coverage: assessment.coverage().state,
        names_a_leader: assessment.coverage().names_a_leader,
        none_of_these: assessment.none_of_these(),
        families: families
            .map(|it| Share { id: it.id.clone(), probability: it.probability })
            .collect(),
        causes: assessment
            .causes()
            .take(TOP)
            .map(|it| Share { id: it.id().to_owned(), probability: it.probability() })
            .collect(),
        named: named
            .map(|it| NamedDocument { id: it.id, name: it.name, level: it.level })
            .collect(),
    }
}

fn diagnostic(it: &Diagnostic) -> DiagnosticDocument {
    DiagnosticDocument {
        code: it.code,
        level: sheet::name(it.level),
        file: it.file.clone(),
        place: it.place.clone(),
        message: it.message.clone(),
        help: it.help.clone(),
    }
}

/// Returns the JSON Schema (draft 2020-12) of what `heavylegs review --format json` writes.
///
/// # Examples
///
/// ```
/// assert!(heavylegs_cli::review_schema().contains("\"not_derived\""));
/// ```
#[must_use]
pub fn review_schema() -> String {
    schema_of::<ReviewDocument>()
}

/// Returns the JSON Schema (draft 2020-12) of what `heavylegs review --squad --format json` writes.
///
/// # Examples
///
/// ```
/// assert!(heavylegs_cli::squad_schema().contains("\"since_day_before\""));
/// ```
#[must_use]
pub fn squad_schema() -> String {
    schema_of::<super::squad_document::SquadDocument>()
}

fn schema_of<T: JsonSchema>() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<T>().to_value();
    format!("{schema:#}\n")
}
