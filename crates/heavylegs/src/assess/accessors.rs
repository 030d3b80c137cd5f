//! What programs ask of an answer.

use super::options::Profile;
use super::types::{
    Assessment, CauseResult, Coverage, FamilyResult, KnowledgeStamp, NamedItem, OutsideScope,
    PendingRedFlag, Reason, RecommendationResult, StageResult, SymptomResult, UrgencyReason,
};
use crate::knowledge::{Activity, Disclosure, Urgency};

impl Assessment {
    /// Returns what to ask next, where [`Options::questions`](crate::Options::questions) asks for it; the next screen first.
    #[must_use]
    pub fn questions(&self) -> &[crate::ask::QuestionScreen] {
        &self.questions
    }

    /// Returns the version of the JSON contract.
    #[must_use]
    pub fn schema(&self) -> u32 {
        self.schema
    }

    /// Returns the version of the library that made it.
    #[must_use]
    pub fn engine_version(&self) -> &str {
        &self.engine
    }

    /// Returns how soon someone should look at it.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        self.urgency
    }

    /// Returns the least urgency, set by red flags; no score can lower it.
    #[must_use]
    pub fn urgency_floor(&self) -> Urgency {
        self.urgency_floor
    }

    /// Returns why the urgency is what it is, most urgent first.
    #[must_use]
    pub fn urgency_reasons(&self) -> &[UrgencyReason] {
        &self.urgency_reasons
    }

    /// Returns the red flags that one more answer may fire.
    #[must_use]
    pub fn pending_red_flags(&self) -> &[PendingRedFlag] {
        &self.pending_red_flags
    }

    /// Returns the warning signs of the universal screen, where nothing on it was answered: without it "no warning signs" is
    /// not known.
    #[must_use]
    pub fn unasked_screen(&self) -> &[NamedItem] {
        &self.unasked_screen
    }

    /// Returns what running is all right meanwhile.
    #[must_use]
    pub fn activity(&self) -> Activity {
        self.activity
    }

    /// Returns why no causes are ranked, where the runner is outside the scope.
    #[must_use]
    pub fn outside_scope(&self) -> Option<&OutsideScope> {
        self.outside_scope.as_ref()
    }

    /// Returns the families, ranked by their leaders.
    #[must_use]
    pub fn families(&self) -> &[FamilyResult] {
        &self.families
    }

    /// Returns the most probable causes, first one first: numbers for programs. To runners show only those that are
    /// [`shown`](CauseResult::shown), by their [`label`](CauseResult::label).
    pub fn causes(&self) -> impl Iterator<Item = &CauseResult> + '_ {
        self.causes.iter()
    }

    /// Returns stages of one thing, added up.
    #[must_use]
    pub fn stages(&self) -> &[StageResult] {
        &self.stages
    }

    /// Returns P(no cause of the knowledge base is at work | evidence): an ordinary off-day is a valid answer. Nothing where no
    /// causes are ranked.
    #[must_use]
    pub fn none_of_these(&self) -> Option<f64> {
        self.none_of_these
    }

    /// Returns for each present symptom how far the causes explain it.
    #[must_use]
    pub fn unexplained(&self) -> &[SymptomResult] {
        &self.unexplained
    }

    /// Returns what to do, most useful first.
    #[must_use]
    pub fn recommendations(&self) -> &[RecommendationResult] {
        &self.recommendations
    }

    /// Returns how much is known.
    #[must_use]
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Returns the share of stability draws in which the same cause came first.
    #[must_use]
    pub fn first_place_survives(&self) -> Option<f64> {
        self.first_place_survives
    }

    /// Returns whether every symptom was used; otherwise [`Assessment::set_aside`] lists the others.
    #[must_use]
    pub fn exact(&self) -> bool {
        self.exact
    }

    /// Returns the symptoms that were treated as unknown to keep the work bounded.
    #[must_use]
    pub fn set_aside(&self) -> &[NamedItem] {
        &self.set_aside
    }

    /// Returns the symptoms that the probabilities take in but the explanations and ranges leave out, to keep the work bounded.
    #[must_use]
    pub fn explained_without(&self) -> &[NamedItem] {
        &self.explained_without
    }

    /// Returns the answers that were too old to count.
    #[must_use]
    pub fn expired(&self) -> &[NamedItem] {
        &self.expired
    }

    /// Returns the answers that are true but say too little to count; red flags saw them.
    #[must_use]
    pub fn doubtful(&self) -> &[NamedItem] {
        &self.doubtful
    }

    /// Returns version and hash of the knowledge.
    #[must_use]
    pub fn knowledge(&self) -> &KnowledgeStamp {
        &self.knowledge
    }

    /// Returns for whom it is written.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Returns the language of its texts.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Returns the answer as JSON on one line; its schema is [`assessment_schema`](crate::assessment_schema).
    #[must_use]
    pub fn to_json(&self) -> String {
        // Serialising these types can't fail: no maps with keys that are no texts, no NaN among the numbers.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl CauseResult {
    /// Returns as far as it may raise the urgency by itself.
    #[must_use]
    pub fn care(&self) -> Urgency {
        self.care
    }

    /// Returns the id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the id of the family.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// Returns the posterior probability that it plays a part.
    #[must_use]
    pub fn probability(&self) -> f64 {
        self.probability
    }

    /// Returns its probability with only the context known.
    #[must_use]
    pub fn prior(&self) -> f64 {
        self.prior
    }

    /// Returns the stability range, where it was worked out.
    #[must_use]
    pub fn range(&self) -> Option<[f64; 2]> {
        Some([self.low?, self.high?])
    }

    /// Returns the odds of the posterior over the odds of the prior.
    #[must_use]
    pub fn bayes_factor(&self) -> f64 {
        self.bayes_factor
    }

    /// Returns whether a runner is to see it in this profile.
    #[must_use]
    pub fn shown(&self) -> bool {
        self.shown
    }

    /// Returns what a runner reads: the name, or "worth a check because …".
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Returns what it is and how it makes legs heavy.
    #[must_use]
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// Returns where popular advice and evidence differ.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Returns how it is disclosed to runners.
    #[must_use]
    pub fn disclosure(&self) -> Disclosure {
        self.disclosure
    }

    /// Returns the answers that speak for it, strongest first.
    #[must_use]
    pub fn supports(&self) -> &[Reason] {
        &self.supports
    }

    /// Returns the answers that make it less likely, strongest first.
    #[must_use]
    pub fn opposes(&self) -> &[Reason] {
        &self.opposes
    }

    /// Returns the ids of the sources of its texts.
    #[must_use]
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// Returns the ids of related causes.
    #[must_use]
    pub fn related(&self) -> &[String] {
        &self.related
    }
}
