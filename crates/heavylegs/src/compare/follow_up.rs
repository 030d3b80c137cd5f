//! What has become of it since last time.

use schemars::JsonSchema;
use serde::Serialize;

use super::change::Difference;
use super::difference::{Compared, Pair};
use super::text::{self, Moves};
use super::tried::{self, Tried, TriedOutcome, TriedResult};
use crate::assess::{Assessment, Options, RecommendationResult};
use crate::engine::Engine;
use crate::evidence::{Evidence, most_findings};
use crate::knowledge::report::{ReportWords, Word};
use crate::knowledge::{Recommendation, Urgency};
use crate::problem::{EvidenceError, Problem};
use crate::request::Draft;

/// What has become of it since last time: what changed, which advice seems to have helped, and what next.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FollowUp {
    /// The version of the contract.
    pub schema: u32,
    /// What a reader needs to know, calmly.
    pub text: String,
    /// What is different; `before` is last time.
    pub difference: Difference,
    /// What became of the advice that was tried, in the order in which it was given; nothing at an emergency.
    pub tried: Vec<TriedResult>,
    /// What to do next, most useful first: what is recommended now, without what was tried and has not helped. Advice that
    /// still needs time stays. Nothing where someone is to look at it today, or now.
    pub next: Vec<NextStep>,
    /// The assessment of what is known now.
    pub now: Assessment,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct NextStep {
    /// Whether it is new or goes on.
    pub state: AdviceState,
    /// In how many days from now it should be better, from and to: a caller turns them into dates. Nothing where the
    /// knowledge does not say.
    pub better_in_days: Option<[f64; 2]>,
    /// What to do; `better_by` and `otherwise` say what to expect, and what to do if it does not come.
    pub recommendation: RecommendationResult,
}

/// Whether advice is new or goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AdviceState {
    /// It was not tried.
    New,
    /// It was tried, and helps or may still help.
    KeepGoing,
}

const SINCE: Moves = Moves {
    falls: Word::FollowUpFalls,
    rises: Word::FollowUpRises,
    stays: Word::FollowUpStays,
    leads: Word::FollowUpLeads,
};

impl FollowUp {
    /// Returns the answer as JSON; its schema is [`follow_up_schema`](crate::follow_up_schema).
    #[must_use]
    pub fn to_json(&self) -> String {
        // It can't fail: no maps with keys that are no texts, no NaN among the numbers.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The text for a reader.
impl std::fmt::Display for FollowUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// What a follow-up is asked with.
struct Asked<'a> {
    previous: &'a Evidence,
    now: &'a Evidence,
    tried: &'a [Tried],
    options: &'a Options,
}

impl Engine {
    /// Returns what has become of it since last time. Nothing is kept: `previous` is the evidence of last time as it was then,
    /// `now` that of today, `tried` the recommendations that were followed meanwhile.
    ///
    /// Whether advice helped is told by the observation that its recommendation names (`response_to_rest`, …), as it is
    /// answered in `now`.
    ///
    /// # Errors
    ///
    /// Those of [`Engine::assess_with`], for both pieces of evidence (paths that begin with `previous` and `evidence`), and
    /// recommendations that do not exist (`tried[0]`), all at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence, Options, Tried, TriedOutcome};
    ///
    /// let previous = Evidence::new()
    ///     .level("week_load_ratio", "much_more")
    ///     .level("lasting", "days")
    ///     .present("no_spring")
    ///     .level("side", "both_alike");
    /// let now = previous.clone().level("response_to_rest", "helped");
    /// let tried = [Tried::new("easy_week").days_ago(8.0)];
    /// let follow_up = Engine::builtin().follow_up(&previous, &now, &tried, &Options::default())?;
    /// assert_eq!(follow_up.tried[0].outcome, TriedOutcome::Helped);
    /// assert_eq!(follow_up.difference.answers[0].observation, "response_to_rest");
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    pub fn follow_up(
        &self,
        previous: &Evidence,
        now: &Evidence,
        tried: &[Tried],
        options: &Options,
    ) -> Result<FollowUp, EvidenceError> {
        self.follow_up_after(&Asked { previous, now, tried, options }, Vec::new())
    }

    /// Answers a request in JSON:
    /// `{"schema": 1, "previous": {…}, "evidence": {…}, "tried": ["easy_week", {"id": "warm_up", "days_ago": 3}], "options": {…}}`.
    ///
    /// # Errors
    ///
    /// Every problem at once; texts above [`MAX_REQUEST_BYTES`](crate::MAX_REQUEST_BYTES) are refused unread.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = heavylegs::Engine::builtin().follow_up_json(r#"{
    ///     "schema": 1, "previous": {"tired_all_dai": true}, "evidence": {}, "tried": ["easy_weak"]
    /// }"#).unwrap_err();
    /// let paths: Vec<&str> = error.problems().iter().map(|problem| problem.path()).collect();
    /// assert_eq!(paths, ["previous.tired_all_dai", "tried[0]"]);
    /// assert_eq!(error.problems()[1].help(), Some("did you mean `easy_week`?"));
    /// ```
    pub fn follow_up_json(&self, text: &str) -> Result<String, EvidenceError> {
        self.follow_up_draft(Draft::from_json(text)?).map(|answer| answer.to_json())
    }

    /// Answers a request as far as it could be read: what a binding makes of its own mappings.
    ///
    /// # Errors
    ///
    /// Every problem at once: what could not be read, and what is wrong with the rest.
    pub fn follow_up_draft(&self, draft: Draft) -> Result<FollowUp, EvidenceError> {
        let (request, problems) = draft.read_follow_up(most_findings(self.knowledge()));
        let asked = Asked {
            previous: &request.previous,
            now: &request.evidence,
            tried: &request.tried,
            options: &request.options,
        };
        self.follow_up_after(&asked, problems)
    }

    /// Answers, unless there are problems already or something adds some.
    fn follow_up_after(
        &self,
        asked: &Asked<'_>,
        mut problems: Vec<Problem>,
    ) -> Result<FollowUp, EvidenceError> {
        let Asked { previous, now, options, .. } = *asked;
        let read = [("previous", previous), ("evidence", now)]
            .map(|(name, evidence)| self.read_under(name, evidence, &mut problems));
        let advice = tried::find(self.knowledge(), asked.tried, &mut problems);
        let texts = self.texts(options, &mut problems);
        let (Some(texts), true) = (texts, problems.is_empty()) else {
            return Err(EvidenceError::new(problems));
        };
        let pair = Pair { engine: self, options, texts, before: previous, after: now, read };
        let compared = pair.compare();
        let [_, read_now] = &pair.read;
        let result = |advice: (&Recommendation, Option<f64>)| {
            tried::result(self, texts, read_now, options.redact_sensitive, advice)
        };
        // At an emergency there is no further advice.
        let told = compared.after.urgency < Urgency::Emergency;
        let tried: Vec<_> = advice.into_iter().filter(|_| told).map(result).collect();
        let next = next(&compared.after, &tried);
        Ok(FollowUp {
            schema: 1,
            text: said(&compared, options, &tried, &next),
            difference: compared.difference,
            tried,
            next,
            now: compared.after,
        })
    }
}

/// What is recommended now, without what was tried and has not helped. Where someone is to look at it today, nothing: "within two
/// weeks" beside "today" would reassure falsely, and the report tells no advice then either.
fn next(now: &Assessment, tried: &[TriedResult]) -> Vec<NextStep> {
    if now.urgency >= Urgency::SameDay {
        return Vec::new();
    }
    let step = |advice: &RecommendationResult| {
        let known = tried.iter().find(|tried| tried.id == advice.id);
        let failed = |tried: &TriedResult| {
            matches!(tried.outcome, TriedOutcome::NoChange | TriedOutcome::Worse)
        };
        if known.is_some_and(failed) {
            return None;
        }
        let left = known.and_then(|tried| tried.effect_in_days);
        Some(NextStep {
            state: if known.is_some() { AdviceState::KeepGoing } else { AdviceState::New },
            better_in_days: left.or(advice.days_to_effect),
            recommendation: advice.clone(),
        })
    };
    now.recommendations.iter().filter_map(step).collect()
}

/// Names in a text at most; the lists hold all.
const MOST_NAMED: usize = 3;

fn said(
    compared: &Compared,
    options: &Options,
    tried: &[TriedResult],
    next: &[NextStep],
) -> String {
    let Compared { after, difference, .. } = compared;
    let words = &after.words;
    // Last time's emergency is over or still there: what counts is now.
    if let Some(now) = text::emergency([after, after]) {
        return now;
    }
    let mut lines = urgency(compared);
    if difference.is_nothing() {
        lines.push(words.say(Word::FollowUpNothingChanged).to_owned());
    } else {
        lines.extend(text::moved(compared, options.profile, &SINCE, &[]));
    }
    for (outcome, word) in [
        (TriedOutcome::Worse, Word::FollowUpWorse),
        (TriedOutcome::Helped, Word::FollowUpHelped),
        (TriedOutcome::NoChange, Word::FollowUpNoChange),
    ] {
        let names = tried.iter().filter(|t| t.outcome == outcome).map(|t| t.name.as_str());
        lines.extend(listed(words, word, &names.collect::<Vec<_>>()));
    }
    if after.urgency < Urgency::SameDay {
        lines.extend(tried.iter().filter_map(|tried| too_early(words, tried)));
    }
    for (state, word) in
        [(AdviceState::KeepGoing, Word::FollowUpKeepGoing), (AdviceState::New, Word::FollowUpNext)]
    {
        let names = next.iter().filter(|step| step.state == state);
        let names = names.map(|step| name(&step.recommendation)).take(MOST_NAMED);
        lines.extend(listed(words, word, &names.collect::<Vec<_>>()));
    }
    text::together(&lines)
}

/// How the urgency stands against last time; nothing where it was and is calm.
fn urgency(compared: &Compared) -> Vec<String> {
    let Compared { after, difference, .. } = compared;
    let words = &after.words;
    let headline = [("headline", text::headline_of(after))];
    let (then, now) = (difference.urgency.before, difference.urgency.after);
    let mut lines = Vec::new();
    match now.cmp(&then) {
        std::cmp::Ordering::Greater => lines.push(words.fill(Word::FollowUpMoreUrgent, &headline)),
        std::cmp::Ordering::Less => {
            lines.push(words.say(Word::FollowUpLessUrgent).to_owned());
        }
        std::cmp::Ordering::Equal => {}
    }
    if now <= then && now >= Urgency::Appointment {
        lines.push(words.fill(Word::FollowUpAsUrgent, &headline));
    }
    lines
}

/// What is to be done in a few words; its id in knowledge without texts.
fn name(advice: &RecommendationResult) -> &str {
    if advice.name.is_empty() { &advice.id } else { &advice.name }
}

fn listed(words: &ReportWords, word: Word, names: &[&str]) -> Option<String> {
    (!names.is_empty()).then(|| words.fill(word, &[("advice", &words.list(names))]))
}

fn too_early(words: &ReportWords, tried: &TriedResult) -> Option<String> {
    let [_, to] = tried.effect_in_days.filter(|_| tried.outcome == TriedOutcome::TooEarly)?;
    // Whole days: no language needs a decimal sign.
    let days = to.ceil().to_string();
    Some(words.fill(Word::FollowUpTooEarly, &[("advice", &tried.name), ("days", &days)]))
}
