//! The results, as text and as JSON.

mod text;

use std::collections::BTreeSet;

use heavylegs::{Engine, EvidenceError, Urgency};
use serde::Serialize;

use crate::cases::Case;
use crate::groups::Target;
use crate::mapping::MappedCase;
use crate::measures::{Comparison, Coverage, Measures, compare, coverage, measure};
use crate::outcome::{Outcome, assess};

/// Everything that was measured.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The version and the hash of the knowledge.
    pub knowledge: [String; 2],
    /// What a reader should know before the numbers.
    pub notes: Vec<String>,
    /// How many facts were expressed.
    pub fact_coverage: Coverage,
    /// The same by stratum and by fit of the complaint.
    pub fact_coverage_by_slice: Vec<(String, Coverage)>,
    /// The results with the facts known at once, and with those known if asked too.
    pub results: Vec<Results>,
}

/// The results with one kind of evidence.
#[derive(Debug, Clone, Serialize)]
pub struct Results {
    /// Which facts were evidence.
    pub evidence: &'static str,
    /// All cases, each stratum, each fit.
    pub slices: Vec<Slice>,
    /// Case by case.
    pub cases: Vec<CaseLine>,
}

/// The results of some of the cases.
#[derive(Debug, Clone, Serialize)]
pub struct Slice {
    /// Which cases.
    pub name: String,
    /// What was measured.
    pub measures: Measures,
    /// The engine against the baselines.
    pub comparisons: Vec<Comparison>,
}

/// One case.
#[derive(Debug, Clone, Serialize)]
pub struct CaseLine {
    id: String,
    stratum: String,
    fit: String,
    family_rank: Option<usize>,
    cause_rank: Option<usize>,
    action_rank: Option<usize>,
    leader: Option<String>,
    names_a_leader: bool,
    naive_family_rank: Option<usize>,
    urgency: Urgency,
    reference_urgency: Urgency,
}

/// Runs all cases and measures the answers.
///
/// # Errors
///
/// Evidence that does not fit the engine; a mapping that was read does.
pub fn evaluate(
    engine: &Engine,
    cases: &[Case],
    mapped: &[MappedCase],
    targets: &[Target],
    notes: Vec<String>,
) -> Result<Report, EvidenceError> {
    let knowledge = engine.knowledge();
    let names = names(cases);
    let mut results = Vec::new();
    for evidence in [PRESENTING, WITH_ELICITED] {
        let mut outcomes = Vec::new();
        for ((case, mapped), target) in cases.iter().zip(mapped).zip(targets) {
            let known =
                if evidence == PRESENTING { &mapped.presenting } else { &mapped.with_elicited };
            outcomes.push(assess(engine, case, target, known)?);
        }
        results.push(of_outcomes(evidence, &names, knowledge.families(), &outcomes));
    }
    let by_slice = names.into_iter().filter(|name| name != ALL).map(|name| {
        let those = cases
            .iter()
            .zip(mapped)
            .filter(|(case, _)| is_in(&name, &case.reference.stratum, &case.reference.fit));
        let coverage = coverage(those.map(|(_, mapped)| mapped));
        (name, coverage)
    });
    Ok(Report {
        knowledge: [knowledge.version().to_owned(), knowledge.hash().to_owned()],
        notes,
        fact_coverage: coverage(mapped),
        fact_coverage_by_slice: by_slice.collect(),
        results,
    })
}

const PRESENTING: &str = "presenting facts only";
const WITH_ELICITED: &str = "presenting and elicited facts";
const ALL: &str = "all";

/// All cases, then each stratum, then each fit.
fn names(cases: &[Case]) -> Vec<String> {
    let strata: BTreeSet<_> = cases.iter().map(|case| &case.reference.stratum).collect();
    let fits: BTreeSet<_> = cases.iter().map(|case| &case.reference.fit).collect();
    let slices = strata.into_iter().map(|name| format!("stratum {name}"));
    let slices = slices.chain(fits.into_iter().map(|name| format!("complaint {name}")));
    std::iter::once(ALL.to_owned()).chain(slices).collect()
}

fn is_in(name: &str, stratum: &str, fit: &str) -> bool {
    name == ALL
        || name.strip_prefix("stratum ") == Some(stratum)
        || name.strip_prefix("complaint ") == Some(fit)
}

fn of_outcomes(
    evidence: &'static str,
    names: &[String],
    families: &[String],
    outcomes: &[Outcome],
) -> Results {
    let slices = names.iter().cloned().map(|name| {
        let those: Vec<&Outcome> =
            outcomes.iter().filter(|o| is_in(&name, &o.stratum, &o.fit)).collect();
        Slice { measures: measure(&those), comparisons: compare(families, &those), name }
    });
    Results { evidence, slices: slices.collect(), cases: outcomes.iter().map(line).collect() }
}

fn line(outcome: &Outcome) -> CaseLine {
    CaseLine {
        id: outcome.id.clone(),
        stratum: outcome.stratum.clone(),
        fit: outcome.fit.clone(),
        family_rank: outcome.family_rank(),
        cause_rank: outcome.cause_rank(),
        action_rank: outcome.action_rank().flatten(),
        leader: outcome.causes.first().cloned(),
        names_a_leader: outcome.names_a_leader,
        naive_family_rank: outcome.naive_rank(),
        urgency: outcome.urgency,
        reference_urgency: outcome.reference,
    }
}
