//! What an assessment is made of. The JSON of these types is the contract of every binding.

use schemars::JsonSchema;
use serde::Serialize;

use super::options::Profile;
use crate::evidence::Origin;
use crate::knowledge::report::ReportWords;
use crate::knowledge::{Activity, Disclosure, Effort, Strength, Urgency};

/// The answer: urgency first, then possible contributors with their reasons, and what to do.
///
/// `Display` is a report a runner can read; [`Assessment::to_json`] the contract of every binding.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Assessment {
    pub(crate) schema: u32,
    pub(crate) urgency: Urgency,
    pub(crate) urgency_floor: Urgency,
    pub(crate) urgency_reasons: Vec<UrgencyReason>,
    pub(crate) pending_red_flags: Vec<PendingRedFlag>,
    pub(crate) unasked_screen: Vec<NamedItem>,
    pub(crate) activity: Activity,
    pub(crate) outside_scope: Option<OutsideScope>,
    pub(crate) families: Vec<FamilyResult>,
    pub(crate) causes: Vec<CauseResult>,
    pub(crate) stages: Vec<StageResult>,
    pub(crate) none_of_these: Option<f64>,
    pub(crate) unexplained: Vec<SymptomResult>,
    pub(crate) recommendations: Vec<RecommendationResult>,
    pub(crate) coverage: Coverage,
    pub(crate) first_place_survives: Option<f64>,
    pub(crate) exact: bool,
    pub(crate) set_aside: Vec<NamedItem>,
    pub(crate) explained_without: Vec<NamedItem>,
    pub(crate) expired: Vec<NamedItem>,
    /// Answers that say too little to count, such as a normal ferritin right after hard exercise; red flags still see them.
    pub(crate) doubtful: Vec<NamedItem>,
    pub(crate) profile: Profile,
    pub(crate) knowledge: KnowledgeStamp,
    pub(crate) engine: String,
    /// What the report says it in.
    #[serde(skip)]
    pub(crate) words: ReportWords,
}

/// Why the urgency is what it is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct UrgencyReason {
    /// The red flag that fired, where one did.
    pub red_flag: Option<String>,
    /// The causes whose posteriors raised it, where they did.
    pub causes: Vec<String>,
    /// How far it raises.
    pub urgency: Urgency,
    /// What running is all right.
    pub activity: Activity,
    /// What was said.
    pub reason: String,
    /// What to do now.
    pub now: String,
    /// The ids of the sources.
    pub sources: Vec<String>,
}

/// A red flag that one more answer may fire: the assessment is not complete until it is given.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PendingRedFlag {
    /// The red flag.
    pub red_flag: String,
    /// How urgent it would be.
    pub urgency: Urgency,
    /// The observations that are to be asked; any of them may decide.
    pub ask: Vec<Question>,
}

/// A question in plain words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Question {
    /// The observation.
    pub id: String,
    /// The question.
    pub question: String,
}

/// Why no causes are ranked for this runner.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct OutsideScope {
    /// The rule.
    pub id: String,
    /// What is said instead.
    pub text: String,
}

/// A family, ranked by the probability of its leader.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FamilyResult {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The probability of its leader.
    pub probability: f64,
    /// The lower end of the leader's stability range.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// Its causes, most probable first.
    pub causes: Vec<String>,
}

/// A possible contributor.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CauseResult {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) family: String,
    pub(crate) probability: f64,
    pub(crate) prior: f64,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) bayes_factor: f64,
    pub(crate) care: Urgency,
    pub(crate) disclosure: Disclosure,
    pub(crate) shown: bool,
    pub(crate) label: String,
    pub(crate) summary: String,
    pub(crate) note: Option<String>,
    pub(crate) related: Vec<String>,
    pub(crate) sources: Vec<String>,
    pub(crate) supports: Vec<Reason>,
    pub(crate) opposes: Vec<Reason>,
}

/// An answer that speaks for or against a cause.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Reason {
    /// The observation.
    pub observation: String,
    /// The answer in words.
    pub text: String,
    /// The Bayes factor of this answer alone: odds with context and it over odds with context.
    pub alone: f64,
    /// The Bayes factor given all other answers.
    pub given_the_rest: f64,
    /// Whether the two differ by more than a factor of 2: other answers already explain it.
    pub also_explained_by_others: bool,
    /// Where the answer comes from.
    pub origin: Origin,
    /// How old it is.
    pub days_ago: Option<f64>,
}

/// A present symptom: who may have brought it about.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct SymptomResult {
    /// The observation.
    pub observation: String,
    /// The symptom in words.
    pub text: String,
    /// P(only the leak fired | evidence): no cause of the knowledge base explains it.
    pub probability: f64,
    /// P(the link of this cause fired | evidence), highest first; they may sum to more than 1.
    pub explained_by: Vec<Share>,
}

/// A cause and a probability.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Share {
    /// The cause.
    pub cause: String,
    /// The probability.
    pub probability: f64,
}

/// Stages of one thing, added up.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct StageResult {
    /// The id of what the causes are stages of.
    pub id: String,
    /// Its name.
    pub name: String,
    /// P(at least one of them | evidence), exact.
    pub probability: f64,
    /// The causes.
    pub causes: Vec<String>,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct RecommendationResult {
    /// The id.
    pub id: String,
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
    /// Remarks that hold for this runner.
    pub cautions: Vec<String>,
    /// Days until it usually helps: from and to.
    pub days_to_effect: Option<[f64; 2]>,
    /// How much it asks for.
    pub effort: Effort,
    /// How strong the evidence for it is.
    pub strength: Strength,
    /// Whether it means seeing someone.
    pub needs_clinician: bool,
    /// Σ probability · help over the causes, less the cost of the effort.
    pub score: f64,
    /// The causes it helps against, by how much each adds to the score.
    pub helps_against: Vec<String>,
    /// The ids of the sources.
    pub sources: Vec<String>,
}

/// How much is known.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Coverage {
    /// Whether enough is known to name leaders.
    pub state: CoverageState,
    /// How many known answers bear on a cause; the universal screen counts as one.
    pub known: usize,
    /// How many observations bear on a cause.
    pub of: usize,
    /// Whether a leader is named: enough is known, and the first cause is probable enough.
    pub names_a_leader: bool,
}

/// Whether enough is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CoverageState {
    /// Enough to name possible contributors.
    Sufficient,
    /// Too little.
    Insufficient,
}

/// An observation by id and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct NamedItem {
    /// The id.
    pub observation: String,
    /// In words.
    pub text: String,
}

/// Which knowledge an assessment was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct KnowledgeStamp {
    /// The version of the knowledge.
    pub version: String,
    /// The SHA-256 of its canonical JSON.
    pub hash: String,
}
