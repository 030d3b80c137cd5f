//! What an answer of questions is made of. The JSON of these types is the contract of every binding.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assess::{KnowledgeStamp, NamedItem, PendingRedFlag};
use crate::knowledge::{Activity, Urgency};

/// What to ask next, and whether to go on.
///
/// Nothing is kept: every call carries all that is known. What someone could not say goes into the evidence as unknown (`null`), and is
/// not asked again.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct NextQuestions {
    /// The version of the contract.
    pub schema: u32,
    /// Advice to end the conversation; never while a warning sign can still be asked.
    pub should_stop: bool,
    /// Why.
    pub stop: StopAdvice,
    /// The screens to show, the next one first.
    pub screens: Vec<QuestionScreen>,
    /// How urgent it is by what is known.
    pub urgency: Urgency,
    /// What running is all right meanwhile.
    pub activity: Activity,
    /// The red flags that one more answer may fire.
    pub pending_red_flags: Vec<PendingRedFlag>,
    /// How much is still open.
    pub open: Openness,
    /// What would change the picture: for the leading causes that are shown by name, the answers that would move them most.
    pub picture: Vec<PictureChange>,
    /// Whether every symptom was used for the values of the questions.
    pub exact: bool,
    /// Which knowledge asks.
    pub knowledge: KnowledgeStamp,
    /// The version of the library.
    pub engine: String,
}

/// Why to stop, or why to go on.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct StopAdvice {
    /// The reason.
    pub reason: StopReason,
    /// The reason in words; at an emergency all that is to be shown.
    pub text: String,
    /// Warning signs that were asked and that nobody could tell, or that are not to be asked: without them the answer is not complete.
    pub unanswered: Vec<NamedItem>,
}

/// Why to stop, or why to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StopReason {
    /// Go on: warning signs are to be asked.
    WarningSigns,
    /// Go on: more answers would tell more.
    MoreToLearn,
    /// Stop: someone needs help now.
    Emergency,
    /// Stop: someone should look at it today; causes are for later.
    SeeSomeoneToday,
    /// Stop: no causes are ranked for this runner.
    OutsideScope,
    /// Stop: enough is known, and no question would change much.
    LittleToGain,
    /// Stop: there is nothing left to ask.
    NothingToAsk,
}

/// Questions that are shown together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct QuestionScreen {
    /// The id: that of the knowledge's screen, or of its first observation.
    pub id: String,
    /// How it is answered.
    #[serde(rename = "type")]
    pub kind: ScreenKind,
    /// What it is for.
    pub purpose: Purpose,
    /// The question.
    pub text: String,
    /// What helps to answer it.
    pub help: Option<String>,
    /// Why it is asked, in one sentence.
    pub reason: String,
    /// What it tells: Σ over its items of w · expected movement squared of the causes; 0 for warning signs and for "about you".
    pub value: f64,
    /// What can be told.
    pub items: Vec<QuestionItem>,
    /// How "none of these" is called, on a screen to tick: then all its items are absent.
    pub none: Option<String>,
}

/// How a screen is answered, in the words of Infermedica's API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ScreenKind {
    /// One item: yes, no, or unknown.
    Single,
    /// One item: pick one of its choices.
    GroupSingle,
    /// Several items: tick any. Those that are not ticked are absent.
    GroupMultiple,
    /// One item: a number, or one of its choices.
    Number,
}

/// What a screen is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Purpose {
    /// Warning signs.
    RedFlags,
    /// Who the runner is: what answers are read by.
    AboutYou,
    /// What tells most of the causes.
    Causes,
}

/// Something that can be told on a screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct QuestionItem {
    /// The observation.
    pub id: String,
    /// What is ticked, or what it is about.
    pub name: String,
    /// The question by itself.
    pub question: String,
    /// What helps to answer it.
    pub help: Option<String>,
    /// Mood, periods, pregnancy, alcohol, medicines.
    pub sensitive: bool,
    /// What can be picked: `present` and `absent`, or levels; `unknown` last.
    pub choices: Vec<Choice>,
    /// The number that can be given instead.
    pub number: Option<NumberQuestion>,
}

/// A choice, by what stands for it in the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Choice {
    /// `present`, `absent`, `unknown` or a level.
    pub id: String,
    /// How it is called.
    pub label: String,
}

/// A number that can be given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct NumberQuestion {
    /// The unit.
    pub unit: String,
    /// Other units.
    pub units: Vec<String>,
    /// The lowest plausible number.
    pub low: f64,
    /// The highest plausible number.
    pub high: f64,
}

/// How much is open: Σ w·p(1−p) over the causes, with w = 1, 2, 5 by their level of care.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Openness {
    /// With all answers.
    pub now: f64,
    /// With only the context known.
    pub at_start: f64,
}

/// What would move a leading cause.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PictureChange {
    /// The cause.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its probability now.
    pub probability: f64,
    /// The answers that would raise it most, one for each observation.
    pub raises: Vec<PictureAnswer>,
    /// The answers that would lower it most.
    pub lowers: Vec<PictureAnswer>,
}

/// An answer that would move a cause.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PictureAnswer {
    /// The observation.
    pub observation: String,
    /// The answer in words.
    pub text: String,
    /// The probability of the cause with it.
    pub probability: f64,
    /// How likely the answer is, by what is known.
    pub chance: f64,
}

impl NextQuestions {
    /// Returns the answer as JSON; its schema is [`questions_schema`](crate::questions_schema).
    #[must_use]
    pub fn to_json(&self) -> String {
        // It can't fail: no maps with keys that are no texts, no NaN among the numbers.
        serde_json::to_string(self).unwrap_or_default()
    }
}
