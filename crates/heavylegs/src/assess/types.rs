//! What an assessment is made of. The JSON of these types is the contract of every binding.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::options::Profile;
use crate::ask::QuestionScreen;
use crate::evidence::Origin;
use crate::knowledge::report::ReportWords;
use crate::knowledge::{Activity, Disclosure, Effort, Strength, Urgency};

/// The answer: urgency first, then possible contributors with their reasons, and what to do.
///
/// `Display` is a report a runner can read; [`Assessment::to_json`] the contract of every binding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// The version of the JSON contract.
    pub(crate) schema: u32,
    /// How soon someone should look at it.
    pub(crate) urgency: Urgency,
    /// The least urgency, set by red flags; no score can lower it.
    pub(crate) urgency_floor: Urgency,
    /// Why the urgency is what it is, most urgent first.
    pub(crate) urgency_reasons: Vec<UrgencyReason>,
    /// The red flags that one more answer may fire.
    pub(crate) pending_red_flags: Vec<PendingRedFlag>,
    /// The warning signs of the universal screen, where nothing on it was answered: without it "no warning signs" is not known.
    pub(crate) unasked_screen: Vec<NamedItem>,
    /// What running is all right meanwhile.
    pub(crate) activity: Activity,
    /// Why no causes are ranked, where the runner is outside the scope.
    pub(crate) outside_scope: Option<OutsideScope>,
    /// The families, ranked by their leaders.
    pub(crate) families: Vec<FamilyResult>,
    /// The most probable causes, first one first: numbers for programs. To runners show only those that are `shown`, by their
    /// `label`.
    pub(crate) causes: Vec<CauseResult>,
    /// Stages of one thing, added up.
    pub(crate) stages: Vec<StageResult>,
    /// P(no cause of the knowledge base is at work | evidence): an ordinary off-day is a valid answer. Nothing where no causes
    /// are ranked.
    pub(crate) none_of_these: Option<f64>,
    /// For each present symptom, how far the causes explain it.
    pub(crate) unexplained: Vec<SymptomResult>,
    /// What to do, most useful first.
    pub(crate) recommendations: Vec<RecommendationResult>,
    /// How much is known.
    pub(crate) coverage: Coverage,
    /// The share of stability draws in which the same cause came first.
    pub(crate) first_place_survives: Option<f64>,
    /// Whether every symptom was used; otherwise `set_aside` lists the others.
    pub(crate) exact: bool,
    /// The symptoms that were treated as unknown to keep the work bounded.
    pub(crate) set_aside: Vec<NamedItem>,
    /// The symptoms that the probabilities take in but the explanations and ranges leave out, to keep the work bounded.
    pub(crate) explained_without: Vec<NamedItem>,
    /// The answers that were too old to count.
    pub(crate) expired: Vec<NamedItem>,
    /// What to ask next, where [`Options::questions`](crate::Options::questions) asks for it; the next screen first.
    #[serde(default)]
    pub(crate) questions: Vec<QuestionScreen>,
    /// Answers that say too little to count, such as a normal ferritin right after hard exercise; red flags still see them.
    pub(crate) doubtful: Vec<NamedItem>,
    /// For whom it is written.
    pub(crate) profile: Profile,
    /// The language of its texts.
    pub(crate) language: String,
    /// Version and hash of the knowledge.
    pub(crate) knowledge: KnowledgeStamp,
    /// The version of the library that made it.
    pub(crate) engine: String,
    /// What the report says it in.
    #[serde(skip)]
    pub(crate) words: ReportWords,
}

/// Why the urgency is what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Question {
    /// The observation.
    pub id: String,
    /// The question.
    pub question: String,
}

/// Why no causes are ranked for this runner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OutsideScope {
    /// The rule.
    pub id: String,
    /// What is said instead.
    pub text: String,
}

/// A family, ranked by the probability of its leader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CauseResult {
    /// The id.
    pub(crate) id: String,
    /// The name.
    pub(crate) name: String,
    /// The id of the family.
    pub(crate) family: String,
    /// The posterior probability that it plays a part.
    pub(crate) probability: f64,
    /// Its probability with only the context known.
    pub(crate) prior: f64,
    /// The lower end of the stability range, where it was worked out.
    pub(crate) low: Option<f64>,
    /// The upper end.
    pub(crate) high: Option<f64>,
    /// The odds of the posterior over the odds of the prior.
    pub(crate) bayes_factor: f64,
    /// As far as it may raise the urgency by itself.
    pub(crate) care: Urgency,
    /// How it is disclosed to runners.
    pub(crate) disclosure: Disclosure,
    /// Whether a runner is to see it in this profile.
    pub(crate) shown: bool,
    /// What a runner reads: the name, or "worth a check because …".
    pub(crate) label: String,
    /// What it is and how it makes legs heavy.
    pub(crate) summary: String,
    /// Where popular advice and evidence differ.
    pub(crate) note: Option<String>,
    /// The ids of related causes.
    pub(crate) related: Vec<String>,
    /// The ids of the sources of its texts.
    pub(crate) sources: Vec<String>,
    /// The answers that speak for it, strongest first.
    pub(crate) supports: Vec<Reason>,
    /// The answers that make it less likely, strongest first.
    pub(crate) opposes: Vec<Reason>,
}

/// An answer that speaks for or against a cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Share {
    /// The cause.
    pub cause: String,
    /// The probability.
    pub probability: f64,
}

/// Stages of one thing, added up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CoverageState {
    /// Enough to name possible contributors.
    Sufficient,
    /// Too little.
    Insufficient,
}

/// An observation by id and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NamedItem {
    /// The id.
    pub observation: String,
    /// In words.
    pub text: String,
}

/// Which knowledge an assessment was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct KnowledgeStamp {
    /// The version of the knowledge.
    pub version: String,
    /// The SHA-256 of its canonical JSON.
    pub hash: String,
}
