//! How an assessment is made and shown.

use serde::{Deserialize, Serialize};

use crate::engine::Engine;
use crate::knowledge::{Cause, Disclosure};

/// For whom an assessment is written.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Profile {
    /// For runners: some causes are only described as "worth a check", some not shown.
    #[default]
    Wellness,
    /// For professionals: every cause by its name.
    Clinical,
}

/// How an assessment is made and shown.
///
/// # Examples
///
/// ```
/// use heavylegs::{Options, Profile};
///
/// let options = Options::default().top(3).profile(Profile::Clinical).stability(false);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    pub(crate) language: String,
    pub(crate) top: usize,
    pub(crate) profile: Profile,
    pub(crate) stability: bool,
    pub(crate) redact_sensitive: bool,
    pub(crate) questions: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            language: "en".to_owned(),
            top: 5,
            profile: Profile::Wellness,
            stability: true,
            redact_sensitive: false,
            questions: 0,
        }
    }
}

impl Options {
    /// Whether a cause may be named with its probability: not where its rule leads or it is never disclosed, for runners; and
    /// not where it is sensitive and such things are left out.
    pub(crate) fn shows(&self, cause: &Cause) -> bool {
        let hidden = cause.rule_leads || cause.disclosure == Disclosure::Never;
        let redacted = self.redact_sensitive && cause.sensitive;
        !(redacted || hidden && self.profile == Profile::Wellness)
    }

    /// The probabilities that recommendations are scored with: without what is left out, so that advice does not tell of it.
    pub(crate) fn advised(&self, engine: &Engine, probabilities: &[f64]) -> Vec<f64> {
        let scored = engine.knowledge().causes().iter().filter(|cause| cause.scored);
        let told = scored.map(|cause| !(self.redact_sensitive && cause.sensitive));
        told.zip(probabilities).map(|(told, p)| if told { *p } else { 0.0 }).collect()
    }

    /// Writes in this language, `en` unless said otherwise; numbers and ids do not depend on it.
    /// [`KnowledgeBase::languages`](crate::KnowledgeBase::languages) lists those there are: with another one an assessment is
    /// refused.
    #[must_use]
    pub fn language(self, language: &str) -> Self {
        Self { language: language.to_owned(), ..self }
    }

    /// Lists at most this many causes; 5 unless said otherwise.
    #[must_use]
    pub fn top(self, top: usize) -> Self {
        Self { top, ..self }
    }

    /// Writes for runners (the default) or for professionals.
    #[must_use]
    pub fn profile(self, profile: Profile) -> Self {
        Self { profile, ..self }
    }

    /// Works out how far the probabilities depend on uncertain numbers; on unless said otherwise.
    #[must_use]
    pub fn stability(self, stability: bool) -> Self {
        Self { stability, ..self }
    }

    /// Says what to ask next as well, at most so many screens; none unless said otherwise, for it takes as long as the rest. They are those of
    /// [`Engine::next_questions`].
    #[must_use]
    pub fn questions(self, screens: usize) -> Self {
        Self { questions: screens, ..self }
    }

    /// Leaves out what is sensitive (mood, periods, pregnancy, alcohol, medicines), for a coach's view.
    #[must_use]
    pub fn redact_sensitive(self, redact: bool) -> Self {
        Self { redact_sensitive: redact, ..self }
    }
}
