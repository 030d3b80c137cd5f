//! What the engine answered in one case, beside what was right.

use std::collections::BTreeSet;

use heavylegs::{Engine, Evidence, EvidenceError, Options, Profile, Urgency};

use crate::baseline::naive_bayes;
use crate::cases::Case;
use crate::groups::Target;

/// So many causes are listed: all.
const ALL: usize = 1000;

/// What the engine answered in one case, beside what was right.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The case.
    pub id: String,
    /// Everyday or medical.
    pub stratum: String,
    /// Core or adjacent.
    pub fit: String,
    /// What was right.
    pub target: Target,
    /// The families, first one first.
    pub families: Vec<String>,
    /// The causes, most probable first.
    pub causes: Vec<String>,
    /// Whether the engine named a leader.
    pub names_a_leader: bool,
    /// The recommendations, first one first.
    pub recommendations: Vec<String>,
    /// How urgent it was said to be.
    pub urgency: Urgency,
    /// Whether the answer says that it is not complete: a warning sign is still to be asked.
    pub open: bool,
    /// How urgent it was.
    pub reference: Urgency,
    /// The families as naive Bayes ranks them.
    pub naive: Vec<String>,
}

/// Returns the place of the first that is right, from 1.
///
/// # Examples
///
/// ```
/// let ranked = ["load", "fuel", "blood"].map(String::from);
/// let right = ["blood".to_owned(), "fuel".to_owned()].into();
/// assert_eq!(evaluation::rank_of(&ranked, &right), Some(2));
/// ```
#[must_use]
pub fn rank_of(ranked: &[String], right: &BTreeSet<String>) -> Option<usize> {
    ranked.iter().position(|id| right.contains(id)).map(|at| at + 1)
}

/// Assesses the evidence of a case, as professionals see it, with every cause listed.
///
/// # Errors
///
/// The evidence does not fit the engine; a mapping that was read does.
pub fn assess(
    engine: &Engine,
    case: &Case,
    target: &Target,
    evidence: &Evidence,
) -> Result<Outcome, EvidenceError> {
    let options = Options::default().top(ALL).profile(Profile::Clinical).stability(false);
    let assessment = engine.assess_with(evidence, &options)?;
    // Where nothing is ranked, the baseline does not guess either.
    let ranked = assessment.outside_scope().is_none();
    let naive = if ranked { naive_bayes(engine, evidence)? } else { Vec::new() };
    Ok(Outcome {
        id: case.questions.id.clone(),
        stratum: case.reference.stratum.clone(),
        fit: case.reference.fit.clone(),
        target: target.clone(),
        families: assessment.families().iter().map(|family| family.id.clone()).collect(),
        causes: assessment.causes().map(|cause| cause.id().to_owned()).collect(),
        names_a_leader: assessment.coverage().names_a_leader,
        recommendations: assessment.recommendations().iter().map(|r| r.id.clone()).collect(),
        urgency: assessment.urgency(),
        reference: case.reference.triage,
        open: !assessment.pending_red_flags().is_empty() || !assessment.unasked_screen().is_empty(),
        naive,
    })
}

impl Outcome {
    /// Returns the place of the first right family.
    #[must_use]
    pub fn family_rank(&self) -> Option<usize> {
        rank_of(&self.families, &self.target.families)
    }

    /// Returns the place of the first right cause.
    #[must_use]
    pub fn cause_rank(&self) -> Option<usize> {
        rank_of(&self.causes, &self.target.causes)
    }

    /// Returns the place of the first right recommendation, where one is right at all.
    #[must_use]
    pub fn action_rank(&self) -> Option<Option<usize>> {
        let right = &self.target.actions;
        (!right.is_empty()).then(|| rank_of(&self.recommendations, right))
    }

    /// Returns the place of the first right family as naive Bayes ranks them.
    #[must_use]
    pub fn naive_rank(&self) -> Option<usize> {
        rank_of(&self.naive, &self.target.families)
    }
}
