//! The fixed words of the pages, in one place: English.

use super::model::{Grade, Kind};
use crate::knowledge::{
    Activity, AnsweredBy, Comparison, Disclosure, Effort, Horizon, Strength, Urgency,
};

/// The language of all that stands here.
pub(super) const LANGUAGE: &str = "en";

/// A name for programs and one for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
}

/// The title of a section and what its numbers mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading {
    pub(super) label: Label,
    pub(super) lead: &'static str,
}

macro_rules! labels {
    ($($name:ident: $key:literal, $title:literal;)*) => {
        $(pub(super) const $name: Label = Label { key: $key, title: $title };)*
    };
}

macro_rules! headings {
    ($($name:ident: $key:literal, $title:literal, $lead:literal;)*) => {
        $(pub(super) const $name: Heading =
            Heading { label: Label { key: $key, title: $title }, lead: $lead };)*
    };
}

labels! {
    // Facts.
    FAMILY: "family", "Family";
    LASTS: "lasts", "Lasts";
    CARE: "care", "Care, at most";
    ACTIVITY: "activity", "Running";
    SHOWN: "shown", "Runners read";
    RANKING: "ranking", "Ranking";
    STAGE: "stage", "Stage of";
    RELATED: "related", "Related";
    NUMBERS: "numbers", "Numbers";
    GOOD_TO_KNOW: "note", "Good to know";
    ANSWER_KIND: "observation", "Kind";
    HELP: "help", "Help";
    UNIT: "unit", "Number";
    ANSWERED_BY: "answered_by", "Answered by";
    VALID: "valid", "Stays valid";
    SENSITIVE: "sensitive", "Sensitive";
    ASKED_WHEN: "asked_when", "Asked when";
    AS_DATA: "as_data", "In data";
    DOUBTED: "doubted", "Says too little";
    DOUBTED_WHEN: "doubted_when", "While";
    EFFORT: "effort", "Effort";
    EVIDENCE: "evidence", "Evidence";
    TAKES: "takes", "Helps after";
    TOLD_BY: "told_by", "Whether it helped";
    MEANS: "means", "Means";
    DOSE: "dose", "How much";
    BETTER_BY: "better_by", "Better by";
    OTHERWISE: "otherwise", "If not";
    URGENCY: "urgency", "Urgency";
    THRESHOLDS: "thresholds", "Thresholds";
    STATUS: "status", "Status";
    ADDRESS: "address", "Address";
    VERSION: "version", "Version";
    HASH: "hash", "Content hash";
    // Columns.
    WHO: "who", "Who";
    SHARE: "share", "Share";
    ANSWER: "answer", "Answer";
    ODDS_RATIO: "odds_ratio", "Odds";
    SIGN: "sign", "Sign";
    WITH_IT: "with_it", "With it";
    AMONG_ALL: "among_all", "Among all";
    RESULT: "result", "Result";
    LIKELIHOOD_RATIO: "likelihood_ratio", "Odds";
    ADVICE: "advice", "Advice";
    HELPS: "helps", "Helps";
    RULE: "rule", "Rule";
    CASE: "case", "Case";
    EXPECTS: "expects", "What must come of it";
    RANGE: "range", "Number";
    CAUSE: "cause", "Cause";
    EFFECT: "effect", "Number";
    SOURCED: "sourced", "Sourced";
    GRADE: "grade", "Label";
    MEANING: "meaning", "What it means";
}

headings! {
    PRIOR: "prior", "How common it is",
        "The share of runners who complain of heavy legs in whom it plays a part. Of the further rows, the first that is known to hold takes the place of the number for all.";
    FACTORS: "factors", "What raises or lowers it",
        "Odds ratios of an answer against the one it is compared with: above 1 raises, below 1 lowers. They are not simply multiplied: the strongest counts in full, further ones less, of one pathway only one.";
    SYMPTOMS: "symptoms", "What one feels or finds",
        "How often it brings the sign about by itself, beside how many of all complaining runners report the sign, for whatever reason.";
    DESCRIPTORS: "descriptors", "How it shows itself",
        "How common an answer is where this cause is at work, beside how common it is among all complaining runners. Answers that are not listed share the rest.";
    MEASUREMENTS: "measurements", "What tests say",
        "Likelihood ratios: by how much a result raises or lowers the odds.";
    RECOMMENDATIONS: "recommendations", "What helps",
        "How much each helps if this cause is at work, from 0 to 1.";
    CAUTIONS_OF_CAUSE: "changes_advice", "Advice that changes where it is likely", "";
    RULES: "rules", "Warning signs that are about it",
        "Rules over known answers. They come before all probabilities, and none of these lowers them.";
    CASES: "cases", "Test cases", "The engine must come to this; each is run at every change.";
    SOURCES: "sources", "Sources", "";
    ANSWERS: "answers", "Answers", "How common each answer is among complaining runners.";
    PLAIN_ANSWERS: "answers", "Answers", "";
    BASE: "base", "How common it is",
        "The share of complaining runners who report it, for whatever reason.";
    DEFAULT_ROWS: "default_rows", "For causes that say nothing of it",
        "How common each answer is, by how long a cause lasts.";
    BEARS_ON: "bears_on", "Causes it bears on",
        "For a sign, how often the cause brings it about; for an exposure or a test, by how much it changes the odds; else how common the answer is with the cause.";
    CHOOSES: "chooses", "Chooses how common these are", "";
    TESTED_BY: "tested_by", "Warning signs that test it", "";
    DECIDES: "decides", "Decides whether these are asked", "";
    SCREENS: "screens", "Screens it stands on", "";
    STEPS: "steps", "Steps", "";
    CAUTIONS: "cautions", "When it is left out or comes with a remark", "";
    HELPS_AGAINST: "helps_against", "What it helps against",
        "How much it helps if that cause is at work, from 0 to 1.";
    FIRES: "fires", "When it fires", "Only known answers count.";
    IS_ABOUT: "is_about", "Causes it is about", "";
    USED_BY: "used_by", "What rests on it", "";
    LEGEND: "legend", "How to read the numbers",
        "Most numbers are careful estimates. Beside each stands what it rests on.";
    SCOPE: "scope", "For whom nothing is ranked", "Warning signs are looked at all the same.";
    SCREEN: "screen", "What everyone is asked first", "";
    CONTENTS: "contents", "Contents", "";
}

pub(super) const KNOWLEDGE: &str = "What makes runners’ legs heavy";
pub(super) const KNOWLEDGE_LEAD: &str = "The whole knowledge base of heavylegs, page by page: every cause with its numbers, what each number rests on, \
     and the rules that come first.";
pub(super) const OBSERVATIONS: &str = "What can be known";
pub(super) const RECOMMENDATIONS_PAGE: &str = "What to do";
pub(super) const RED_FLAGS: &str = "Warning signs";
pub(super) const SOURCES_PAGE: &str = "Sources";
pub(super) const CAUSES: &str = "Causes";
pub(super) const HOME: &str = "Knowledge base";
pub(super) const FOOT: &str = "General information, not a diagnosis. It does not replace a doctor; if you are worried, ask one. Made from the \
     knowledge base by a program: to correct a number, correct it there.";

pub(super) const EVERYONE: &str = "all who complain of heavy legs";
pub(super) const NEVER_RANKED: &str = "for rules only: it is never ranked";
pub(super) const RULE_LEADS: &str =
    "computed, but a runner only ever sees its warning sign, never its probability";
pub(super) const SENSITIVE_WORDS: &str = "can be left out of a coach’s view";
pub(super) const CLINICIAN: &str = "seeing someone";
pub(super) const EXERTION: &str = "running or other effort: left out where rest is due";
pub(super) const NO_CASES: &str =
    "They stand in the authored files; the compiled knowledge carries none.";
pub(super) const THIS: &str = "this one";
pub(super) const OPINION: &str = "an expert’s opinion";
pub(super) const TAKEN_OVER: &str = "estimate after the source";
pub(super) const RULES_ONLY: &str = "rules only";
pub(super) const SHARES_THE_REST: &str = "shares the rest";
pub(super) const REFERENCE: &str = " (compared with)";
pub(super) const UNUSED_SOURCE: &str = "no number; texts only";

pub(super) fn kind(kind: Kind) -> Label {
    let (key, title) = match kind {
        Kind::Cause => ("cause", "Cause"),
        Kind::Observation => ("observation", "Observation"),
        Kind::Recommendation => ("recommendation", "Recommendation"),
        Kind::RedFlag => ("red_flag", "Warning sign"),
        Kind::Source | Kind::Citation => ("source", "Source"),
    };
    Label { key, title }
}

/// What the kinds of observations are called.
pub(super) fn observation_kind(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "symptom" => ("Signs", "a sign: felt or found, yes or no"),
        "factor" => ("Exposures", "an exposure: what one does or is exposed to"),
        "descriptor" => ("How it is", "a description: exactly one answer is true"),
        "measurement" => ("Tests", "a test: a number cut into bands"),
        _ => ("About the runner", "context: it only selects"),
    }
}

pub(super) fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Measured => "measured",
        Grade::TakenOver => "estimate after",
        Grade::Estimate => "estimate",
        Grade::Guess => "guess",
    }
}

/// A sign for each grade: the fuller, the surer.
pub(super) fn grade_sign(grade: Grade) -> &'static str {
    match grade {
        Grade::Measured => "●",
        Grade::TakenOver => "◐",
        Grade::Estimate => "○",
        Grade::Guess => "◌",
    }
}

pub(super) fn grade_meaning(grade: Grade) -> &'static str {
    match grade {
        Grade::Measured => {
            "read in the source that is named; taken to lie within a factor of 1.25, or within its interval"
        }
        Grade::TakenOver => {
            "an estimate that starts from a figure of the source that is named, often from other people or another outcome"
        }
        Grade::Estimate => "an expert’s estimate; taken to lie within a factor of 2",
        Grade::Guess => "a guess; taken to lie within a factor of 3",
    }
}

/// A count of numbers by grade: "3 measured".
pub(super) fn graded(count: usize, grade: Grade) -> String {
    let words = match (grade, count) {
        (Grade::Measured, _) => "measured",
        (Grade::TakenOver, 1) => "estimate after a source",
        (Grade::TakenOver, _) => "estimates after a source",
        (Grade::Estimate, 1) => "estimate",
        (Grade::Estimate, _) => "estimates",
        (Grade::Guess, 1) => "guess",
        (Grade::Guess, _) => "guesses",
    };
    format!("{count} {words}")
}

/// What is said of a row that a cause does not write itself.
pub(super) fn as_any_that_lasts(horizon: Horizon) -> String {
    format!("as for any cause that lasts {}", self::horizon(horizon))
}

/// By which factor a number may be off, where its class does not say it.
pub(super) fn within(factor: f64) -> String {
    format!("within a factor of {factor:.2}")
}

pub(super) fn by_rule(urgency: &str) -> String {
    format!("by a warning sign: {urgency}")
}

pub(super) fn of_all(count: usize, all: usize) -> String {
    format!("{count} of {all}")
}

pub(super) fn horizon(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Hours => "hours",
        Horizon::Days => "days",
        Horizon::Weeks => "weeks",
        Horizon::Months => "months",
    }
}

pub(super) fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::SelfCare => "nothing that needs anyone else",
        Urgency::Appointment => "an appointment within one to two weeks",
        Urgency::SameDay => "someone should look at it today",
        Urgency::Emergency => "help now",
    }
}

/// The same for a narrow column.
pub(super) fn short_urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::SelfCare => "self-care",
        Urgency::Appointment => "appointment",
        Urgency::SameDay => "today",
        Urgency::Emergency => "now",
    }
}

pub(super) fn activity(activity: Activity) -> &'static str {
    match activity {
        Activity::AsPlanned => "as planned",
        Activity::EasyOnly => "easy only",
        Activity::RestToday => "rest today",
        Activity::NoRunningUntilSeen => "none until someone has looked at it",
    }
}

pub(super) fn disclosure(disclosure: Disclosure) -> &'static str {
    match disclosure {
        Disclosure::Named => "its name",
        Disclosure::Described => "a description instead of its name",
        Disclosure::Never => "nothing of it",
    }
}

pub(super) fn answered_by(by: AnsweredBy) -> &'static str {
    match by {
        AnsweredBy::Myself => "the runner",
        AnsweredBy::Device => "a device or a log",
        AnsweredBy::Lab => "a laboratory",
    }
}

pub(super) fn effort(effort: Effort) -> &'static str {
    match effort {
        Effort::None => "none",
        Effort::Low => "little",
        Effort::Medium => "some",
        Effort::High => "a lot",
    }
}

pub(super) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::VeryLow => "very low (expert opinion)",
        Strength::Low => "low",
        Strength::Moderate => "moderate",
        Strength::High => "high",
    }
}

pub(super) fn comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "below",
        Comparison::AtMost => "at most",
        Comparison::More => "above",
        Comparison::AtLeast => "at least",
    }
}

pub(super) fn source_status(status: &str) -> &'static str {
    match status {
        "verified" => "verified: the figures used were read in it",
        "seen" => "seen: it was read, some figures come from memory",
        _ => "from memory: it was not read again",
    }
}
