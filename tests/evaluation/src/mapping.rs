//! Which evidence each fact becomes: written blind, checked against the knowledge base.

use std::collections::BTreeMap;

use heavylegs::{Engine, Evidence, Finding, read_evidence};
use serde::Deserialize;

use crate::cases::{Questions, Stage};

/// What the facts of a case came to.
#[derive(Debug, Clone, Default)]
pub struct MappedCase {
    /// Evidence of the facts that are known at once.
    pub presenting: Evidence,
    /// That, and what is known if asked.
    pub with_elicited: Evidence,
    /// For each fact that is evidence: its stage, and whether it could be expressed.
    pub expressed: Vec<(Stage, bool)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    case: Vec<CaseEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseEntry {
    id: String,
    #[serde(default)]
    fact: Vec<FactEntry>,
}

/// Polarity, stage, value and unit are there for the mapper; the cases decide.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactEntry {
    n: usize,
    statement: String,
    #[serde(default, rename = "polarity")]
    _polarity: String,
    #[serde(default, rename = "stage")]
    _stage: String,
    #[serde(default, rename = "value")]
    _value: String,
    #[serde(default, rename = "unit")]
    _unit: String,
    #[serde(default)]
    evidence: BTreeMap<String, serde_json::Value>,
    inexpressible: Option<String>,
    /// It only says that the legs are heavy: what every probability is conditioned on.
    #[serde(default)]
    complaint: bool,
    #[serde(default, rename = "note")]
    _note: String,
}

/// Reads a mapping and holds it against the cases and the knowledge base; the answers have the order of the cases.
///
/// # Errors
///
/// Every place at once: facts that are missing or were never asked for, unknown observations, wrong answers, and facts of one
/// case that contradict each other.
pub fn read_mapping(
    text: &str,
    cases: &[&Questions],
    engine: &Engine,
) -> Result<Vec<MappedCase>, Vec<String>> {
    let file: File = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
    let mut problems = Vec::new();
    let mut entries: BTreeMap<&str, &CaseEntry> = BTreeMap::new();
    for entry in &file.case {
        if entries.insert(&entry.id, entry).is_some() {
            problems.push(format!("{}: stands there more than once", entry.id));
        } else if !cases.iter().any(|case| case.id == entry.id) {
            problems.push(format!("{}: there is no such case", entry.id));
        }
    }
    let mut mapped = Vec::new();
    for case in cases {
        if let Some(entry) = entries.get(case.id.as_str()) {
            mapped.push(Mapper { engine, case, problems: &mut problems }.map(entry));
        } else if case.evidence().next().is_none() {
            mapped.push(MappedCase::default());
        } else {
            problems.push(format!("{}: is not mapped", case.id));
        }
    }
    if problems.is_empty() { Ok(mapped) } else { Err(problems) }
}

struct Mapper<'a> {
    engine: &'a Engine,
    case: &'a Questions,
    problems: &'a mut Vec<String>,
}

impl Mapper<'_> {
    fn problem(&mut self, number: usize, message: &str) {
        self.problems.push(format!("{} fact {number}: {message}", self.case.id));
    }

    fn map(&mut self, entry: &CaseEntry) -> MappedCase {
        let facts = self.facts(entry);
        let mut mapped = MappedCase::default();
        let mut first: BTreeMap<String, (usize, Finding)> = BTreeMap::new();
        for (number, fact) in self.case.evidence() {
            let Some(fact_entry) = facts.get(&number) else {
                self.problem(number, "is not mapped");
                continue;
            };
            let evidence = self.evidence(fact_entry);
            mapped.expressed.push((fact.stage, fact_entry.complaint || !evidence.is_empty()));
            for (id, finding) in evidence {
                match first.get(&id) {
                    Some((_, known)) if *known == finding => {}
                    Some((other, _)) => {
                        let message = format!("gives `{id}` another answer than fact {other}");
                        self.problem(number, &message);
                    }
                    None => {
                        first.insert(id.clone(), (number, finding.clone()));
                        mapped.with_elicited.insert(id.clone(), finding.clone());
                    }
                }
                // The same answer may be given by an elicited fact first.
                if fact.stage == Stage::Presenting && mapped.presenting.get(&id).is_none() {
                    mapped.presenting.insert(id, finding);
                }
            }
        }
        mapped
    }

    /// The entries by number, those that are for no fact reported.
    fn facts<'e>(&mut self, entry: &'e CaseEntry) -> BTreeMap<usize, &'e FactEntry> {
        let mut facts = BTreeMap::new();
        for fact in &entry.fact {
            let asked = self.case.evidence().find(|(number, _)| *number == fact.n);
            match asked {
                None => self.problem(fact.n, "is no fact that can be evidence"),
                Some((_, asked)) if asked.statement != fact.statement => {
                    self.problem(fact.n, "its statement is not that of the case");
                }
                Some(_) => {}
            }
            if facts.insert(fact.n, fact).is_some() {
                self.problem(fact.n, "stands there more than once");
            }
        }
        facts
    }

    fn evidence(&mut self, entry: &FactEntry) -> Evidence {
        match (&entry.inexpressible, entry.evidence.is_empty()) {
            (None, true) if entry.complaint => {}
            _ if entry.complaint => {
                self.problem(entry.n, "is the bare complaint, and something else as well");
            }
            (None, true) => self.problem(entry.n, "has neither `evidence` nor `inexpressible`"),
            (Some(_), false) => self.problem(entry.n, "has both `evidence` and `inexpressible`"),
            (Some(why), true) if why.trim().is_empty() => {
                self.problem(entry.n, "`inexpressible` does not say why");
            }
            _ => {}
        }
        let table = entry.evidence.iter().map(|(id, answer)| (id.clone(), answer.clone()));
        let table = serde_json::Value::Object(table.collect());
        let read = read_evidence(table)
            .and_then(|evidence| self.engine.compile(&evidence).map(|_| evidence));
        match read {
            Ok(evidence) => {
                for (id, finding) in evidence.iter() {
                    if *finding == Finding::level("unknown") {
                        self.problem(
                            entry.n,
                            &format!("`{id}` is \"unknown\", which says nothing"),
                        );
                    }
                }
                evidence
            }
            Err(error) => {
                for problem in error.problems() {
                    self.problem(entry.n, &problem.to_string());
                }
                Evidence::new()
            }
        }
    }
}
