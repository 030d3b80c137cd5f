//! What a difference between two assessments is made of.

use schemars::JsonSchema;
use serde::Serialize;

use crate::knowledge::{Activity, Urgency};

/// Something before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ChangeOf{T}")]
#[non_exhaustive]
pub struct Change<T> {
    /// Before.
    pub before: T,
    /// After.
    pub after: T,
}

/// What is different between two assessments of one runner.
///
/// At an emergency before or after, nothing is said of causes, families and "none of these": then only what to do now counts.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Difference {
    /// The answers that are different, in the order of their ids.
    pub answers: Vec<AnswerChange>,
    /// How urgent it is.
    pub urgency: Change<Urgency>,
    /// What running is all right.
    pub activity: Change<Activity>,
    /// The causes whose probability is different, the greatest difference first; at most as many as the options list.
    pub causes: Vec<CauseChange>,
    /// The families whose leader, or its probability, is different, the greatest difference first.
    pub families: Vec<FamilyChange>,
    /// P(no cause of the knowledge base is at work | evidence); nothing where no causes are ranked.
    pub none_of_these: Change<Option<f64>>,
    /// The cause that the differences of the answers and the text are about: the first one that a reader is shown by its name,
    /// before, or where there is none, after.
    pub about: Option<String>,
}

/// An answer that is different.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct AnswerChange {
    /// The observation.
    pub observation: String,
    /// What was known before, in words; nothing where it was unknown.
    pub before: Option<String>,
    /// What is known after, in words; nothing where it is unknown.
    pub after: Option<String>,
    /// By how much this answer by itself moves the probability of the cause that the difference is about.
    pub difference: Option<f64>,
}

/// A cause whose probability is different. A number is left out on the side on which the cause is not shown.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct CauseChange {
    /// The cause.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What a runner reads: the name, or "worth a check because …".
    pub label: String,
    /// Its family.
    pub family: String,
    /// Whether it is shown on both sides.
    pub shown: bool,
    /// The probability before.
    pub before: Option<f64>,
    /// The probability after.
    pub after: Option<f64>,
}

/// A family whose leader is different, or its probability.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FamilyChange {
    /// The family.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The cause that leads it, as far as one is shown.
    pub leader: Change<Option<String>>,
    /// The probability of the leader.
    pub probability: Change<Option<f64>>,
}

impl Difference {
    /// Returns whether nothing is different: no answer, no cause, neither urgency nor activity.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.answers.is_empty()
            && self.causes.is_empty()
            && self.urgency.before == self.urgency.after
            && self.activity.before == self.activity.after
    }
}
