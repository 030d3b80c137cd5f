//! Cases: one JSON object a line. What is not needed here, such as the narrative, is never read into memory.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use heavylegs::Urgency;

use crate::triage::urgency_named;

/// What a mapper may see of a case.
#[derive(Debug, Clone, Deserialize)]
pub struct Questions {
    /// The id.
    pub id: String,
    /// What is told, in atomic statements.
    pub facts: Vec<Fact>,
}

/// One atomic statement of a case.
#[derive(Debug, Clone, Deserialize)]
pub struct Fact {
    /// What is stated.
    pub statement: String,
    /// `present`, `absent` or `value`.
    pub polarity: String,
    /// When it is known.
    pub stage: Stage,
    /// The value, where there is one.
    #[serde(default)]
    pub value: Option<serde_json::Value>,
    /// Its unit.
    #[serde(default)]
    pub unit: Option<String>,
}

/// When a fact is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// At once.
    Presenting,
    /// Only if asked.
    Elicited,
    /// By a test or a later event: never evidence at the first assessment.
    Workup,
}

/// What is held against the answer.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The coarse labels of the causes.
    pub groups: Vec<String>,
    /// How soon someone should have looked at it.
    pub triage: Urgency,
    /// Everyday or medical.
    pub stratum: String,
    /// How well the complaint fits heavy legs: core or adjacent.
    pub fit: String,
}

/// A case with its reference.
#[derive(Debug, Clone)]
pub struct Case {
    /// What is told.
    pub questions: Questions,
    /// What is held against the answer.
    pub reference: Reference,
}

#[derive(Deserialize)]
struct Written {
    cause_groups: Vec<String>,
    reference_triage: String,
    stratum: String,
    complaint_fit: String,
}

impl Stage {
    /// Returns the word of the files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Presenting => "presenting",
            Self::Elicited => "elicited",
            Self::Workup => "workup",
        }
    }
}

impl Questions {
    /// Returns the facts that are evidence, with their numbers, which count from 1 over all facts.
    pub fn evidence(&self) -> impl Iterator<Item = (usize, &Fact)> + '_ {
        (1..).zip(&self.facts).filter(|(_, fact)| fact.stage != Stage::Workup)
    }
}

/// Reads what a mapper may see, and nothing else.
///
/// # Errors
///
/// What can't be read, by line.
pub fn read_questions(text: &str) -> Result<Vec<Questions>, Vec<String>> {
    let mut problems = Vec::new();
    let read = lines(text).filter_map(|(line, text)| parse(line, text, &mut problems));
    let questions: Vec<Questions> = read.collect();
    twice(questions.iter(), &mut problems);
    if problems.is_empty() { Ok(questions) } else { Err(problems) }
}

/// Reads cases with their references.
///
/// # Errors
///
/// What can't be read, by line.
pub fn read_cases(text: &str) -> Result<Vec<Case>, Vec<String>> {
    let mut problems = Vec::new();
    let mut cases = Vec::new();
    for (line, text) in lines(text) {
        let questions = parse::<Questions>(line, text, &mut problems);
        // What is wrong with the questions would only be said again.
        let Some(questions) = questions else { continue };
        let written = parse::<Written>(line, text, &mut problems);
        cases.extend(written.and_then(|written| case(line, questions, written, &mut problems)));
    }
    twice(cases.iter().map(|case| &case.questions), &mut problems);
    if problems.is_empty() && cases.is_empty() {
        problems.push("there are no cases".to_owned());
    }
    if problems.is_empty() { Ok(cases) } else { Err(problems) }
}

fn case(
    line: usize,
    questions: Questions,
    written: Written,
    problems: &mut Vec<String>,
) -> Option<Case> {
    let mut problem = |message: String| {
        problems.push(format!("line {line}, `{}`: {message}", questions.id));
    };
    if written.cause_groups.is_empty() {
        problem("`cause_groups` is empty: there is nothing to hold the answer against".into());
    }
    let Some(triage) = urgency_named(&written.reference_triage) else {
        problem(format!("`{}` is no triage level", written.reference_triage));
        return None;
    };
    let reference = Reference {
        groups: written.cause_groups,
        triage,
        stratum: written.stratum,
        fit: written.complaint_fit,
    };
    Some(Case { questions, reference })
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}

fn parse<T: DeserializeOwned>(line: usize, text: &str, problems: &mut Vec<String>) -> Option<T> {
    let read = serde_json::from_str(text);
    read.map_err(|error| problems.push(format!("line {line}: {error}"))).ok()
}

fn twice<'a>(questions: impl Iterator<Item = &'a Questions>, problems: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for Questions { id, .. } in questions {
        if !seen.insert(id) {
            problems.push(format!("`{id}` stands there more than once"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stage, read_cases};

    #[test]
    fn every_bad_line_is_named() {
        let text = concat!(
            r#"{"id": "a", "facts": [], "cause_groups": ["g"], "reference_triage": "now", "stratum": "s", "complaint_fit": "core"}"#,
            "\n\nnonsense\n",
            r#"{"id": "c", "facts": [], "cause_groups": [], "reference_triage": "self_care", "stratum": "s", "complaint_fit": "core"}"#,
        );
        let problems = read_cases(text).unwrap_err().join("\n");
        for found in ["line 1, `a`: `now`", "line 3: ", "line 4, `c`: `cause_groups`"] {
            assert!(problems.contains(found), "{problems}");
        }
    }

    #[test]
    fn what_a_test_showed_is_no_evidence() {
        let text = concat!(
            r#"{"id": "a", "facts": ["#,
            r#"{"statement": "x", "polarity": "present", "stage": "workup"},"#,
            r#"{"statement": "y", "polarity": "value", "stage": "elicited", "value": "3", "unit": "km"}],"#,
            r#""cause_groups": ["g"], "reference_triage": "same_day", "stratum": "s", "complaint_fit": "core"}"#,
        );
        let cases = read_cases(text).unwrap();
        let facts: Vec<_> = cases[0].questions.evidence().collect();
        assert_eq!(facts.len(), 1);
        assert_eq!((facts[0].0, facts[0].1.stage), (2, Stage::Elicited));
    }
}
