//! What readers see, apart from the structure, so that a translation is a folder of texts.

use std::collections::BTreeMap;

use super::report::ReportWords;
use crate::problem::Problem;
use crate::tree::Node;
use crate::tree::fields::{Fields, Problems, inside, text};

/// The texts of one language.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Texts {
    /// Names of families.
    pub families: BTreeMap<String, String>,
    /// Names of what causes can be stages of.
    pub stages: BTreeMap<String, String>,
    /// Texts of causes.
    pub causes: BTreeMap<String, CauseText>,
    /// Texts of observations.
    pub observations: BTreeMap<String, ObservationText>,
    /// Texts of recommendations.
    pub recommendations: BTreeMap<String, RecommendationText>,
    /// Texts of red flags.
    pub red_flags: BTreeMap<String, RedFlagText>,
    /// Questions of screens.
    pub screens: BTreeMap<String, String>,
    /// What is said where no causes are ranked.
    pub scope: BTreeMap<String, String>,
    /// The fixed words of a report.
    pub(crate) report: ReportWords,
}

/// The texts of a cause.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct CauseText {
    /// A short name, in lower case.
    pub name: String,
    /// One to three sentences: what it is and how it makes legs heavy.
    pub summary: String,
    /// What a runner reads instead of the name where the cause is only described.
    pub described: Option<String>,
    /// Where popular advice and evidence differ.
    pub note: Option<String>,
}

/// The texts of an observation.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ObservationText {
    /// A title.
    pub title: String,
    /// The question in plain words.
    pub question: String,
    /// What helps to answer it.
    pub help: Option<String>,
    /// A phrase for "present", where the answer is yes or no.
    pub present: Option<String>,
    /// A phrase for "absent".
    pub absent: Option<String>,
    /// A phrase for each level.
    pub levels: BTreeMap<String, String>,
}

/// The texts of a recommendation.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct RecommendationText {
    /// What to do, in a few words.
    pub name: String,
    /// The steps.
    pub steps: Vec<String>,
    /// How much and how often.
    pub dose: Option<String>,
    /// By when it should help.
    pub better_by: Option<String>,
    /// What to do if it does not.
    pub otherwise: Option<String>,
    /// Where popular advice and evidence differ.
    pub note: Option<String>,
    /// Texts of the cautions.
    pub cautions: BTreeMap<String, String>,
}

/// The texts of a red flag.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct RedFlagText {
    /// What was said, calmly, without the name of a disease.
    pub reason: String,
    /// What to do now; the first sentence is the action.
    pub now: String,
}

/// Gives the other languages the entries that only English has. The validator lets that pass for those of an overlay alone.
pub(crate) fn with_english(languages: Vec<(String, Texts)>) -> BTreeMap<String, Texts> {
    let mut languages: BTreeMap<String, Texts> = languages.into_iter().collect();
    if languages.len() > 1
        && let Some(english) = languages.get("en").cloned()
    {
        for texts in languages.values_mut() {
            texts.add_missing(&english);
        }
    }
    languages
}

fn add_missing<T: Clone>(to: &mut BTreeMap<String, T>, from: &BTreeMap<String, T>) {
    for (id, entry) in from {
        if !to.contains_key(id) {
            to.insert(id.clone(), entry.clone());
        }
    }
}

impl Texts {
    fn add_missing(&mut self, english: &Self) {
        add_missing(&mut self.families, &english.families);
        add_missing(&mut self.stages, &english.stages);
        add_missing(&mut self.causes, &english.causes);
        add_missing(&mut self.observations, &english.observations);
        add_missing(&mut self.recommendations, &english.recommendations);
        add_missing(&mut self.red_flags, &english.red_flags);
        add_missing(&mut self.screens, &english.screens);
        add_missing(&mut self.scope, &english.scope);
    }
}

pub(crate) fn texts(language: &str, node: &Node, problems: &mut Problems) -> Option<Texts> {
    let path = format!("texts.{language}");
    let mut fields = Fields::of(node, &path, problems)?;
    let report = fields.take("report");
    let texts = Texts {
        report: ReportWords::read(language, report, &format!("{path}.report"), problems),
        families: phrases(&mut fields, "families", problems),
        stages: phrases(&mut fields, "stages", problems),
        causes: entries(&mut fields, "causes", cause, problems),
        observations: entries(&mut fields, "observations", observation, problems),
        recommendations: entries(&mut fields, "recommendations", recommendation, problems),
        red_flags: entries(&mut fields, "red_flags", red_flag, problems),
        screens: entries(&mut fields, "screens", |f, p| f.needed_text("question", p), problems),
        scope: entries(&mut fields, "scope", |f, p| f.needed_text("text", p), problems),
    };
    fields.finish(problems);
    Some(texts)
}

fn cause(fields: &mut Fields<'_>, problems: &mut Problems) -> CauseText {
    CauseText {
        name: fields.needed_text("name", problems),
        summary: fields.needed_text("summary", problems),
        described: fields.text("described", problems),
        note: fields.text("note", problems),
    }
}

fn observation(fields: &mut Fields<'_>, problems: &mut Problems) -> ObservationText {
    ObservationText {
        title: fields.needed_text("title", problems),
        question: fields.needed_text("question", problems),
        help: fields.text("help", problems),
        present: fields.text("present", problems),
        absent: fields.text("absent", problems),
        levels: phrases(fields, "levels", problems),
    }
}

fn recommendation(fields: &mut Fields<'_>, problems: &mut Problems) -> RecommendationText {
    let text = RecommendationText {
        name: fields.needed_text("name", problems),
        steps: fields.texts("steps", problems),
        dose: fields.text("dose", problems),
        better_by: fields.text("better_by", problems),
        otherwise: fields.text("otherwise", problems),
        note: fields.text("note", problems),
        cautions: phrases(fields, "cautions", problems),
    };
    if text.steps.is_empty() {
        let message = "a recommendation needs at least one step".to_owned();
        problems
            .add(Problem::error("knowledge.shape", fields.path.as_str(), message), fields.place);
    }
    text
}

fn red_flag(fields: &mut Fields<'_>, problems: &mut Problems) -> RedFlagText {
    RedFlagText {
        reason: fields.needed_text("reason", problems),
        now: fields.needed_text("now", problems),
    }
}

fn phrases(
    fields: &mut Fields<'_>,
    key: &'static str,
    problems: &mut Problems,
) -> BTreeMap<String, String> {
    let path = fields.sub(key);
    let Some(node) = fields.take(key) else { return BTreeMap::new() };
    let Some(table) = Fields::of(node, &path, problems) else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    for (id, node) in table.rest() {
        if let Some(phrase) = text(node, &inside(&path, id), problems) {
            found.insert(id.to_owned(), phrase);
        }
    }
    found
}

fn entries<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    read: impl Fn(&mut Fields<'_>, &mut Problems) -> T,
    problems: &mut Problems,
) -> BTreeMap<String, T> {
    let path = fields.sub(key);
    let Some(node) = fields.take(key) else { return BTreeMap::new() };
    let Some(table) = Fields::of(node, &path, problems) else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    for (id, node) in table.rest() {
        if let Some(mut entry) = Fields::of(node, &inside(&path, id), problems) {
            found.insert(id.to_owned(), read(&mut entry, problems));
            entry.finish(problems);
        }
    }
    found
}
