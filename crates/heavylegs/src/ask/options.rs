//! What is asked, and how.

use crate::assess::{Options, Profile};
use crate::engine::Engine;
use crate::problem::{Problem, did_you_mean};

/// What is asked, and how.
///
/// # Examples
///
/// ```
/// use heavylegs::QuestionOptions;
///
/// let options = QuestionOptions::default().at_most(1).answerable_now(true).exclude(["ferritin"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionOptions {
    pub(super) language: String,
    pub(super) profile: Profile,
    pub(super) at_most: usize,
    pub(super) answerable_now: bool,
    pub(super) about_you: bool,
    pub(super) sensitive: bool,
    pub(super) exclude: Vec<String>,
    pub(super) families: Vec<String>,
}

impl Default for QuestionOptions {
    fn default() -> Self {
        Self {
            language: "en".to_owned(),
            profile: Profile::Wellness,
            at_most: 5,
            answerable_now: false,
            about_you: true,
            sensitive: true,
            exclude: Vec::new(),
            families: Vec::new(),
        }
    }
}

impl QuestionOptions {
    /// Asks in this language, `en` unless said otherwise.
    #[must_use]
    pub fn language(self, language: &str) -> Self {
        Self { language: language.to_owned(), ..self }
    }

    /// Gives reasons for runners (the default) or for professionals.
    #[must_use]
    pub fn profile(self, profile: Profile) -> Self {
        Self { profile, ..self }
    }

    /// Returns at most this many screens; 5 unless said otherwise.
    #[must_use]
    pub fn at_most(self, screens: usize) -> Self {
        Self { at_most: screens, ..self }
    }

    /// Asks only what the runner can answer now: no blood tests, nothing a watch would have to measure. Off unless said otherwise.
    #[must_use]
    pub fn answerable_now(self, on: bool) -> Self {
        Self { answerable_now: on, ..self }
    }

    /// Asks about age, sex and what else the answers are read by, right after the warning signs. On unless said otherwise.
    #[must_use]
    pub fn about_you(self, on: bool) -> Self {
        Self { about_you: on, ..self }
    }

    /// Whether sensitive questions are asked (mood, periods, pregnancy, alcohol, medicines). On unless said otherwise; off, warning signs
    /// among them are not asked either, and no reason names a sensitive cause.
    #[must_use]
    pub fn sensitive(self, on: bool) -> Self {
        Self { sensitive: on, ..self }
    }

    /// Does not ask these observations.
    #[must_use]
    pub fn exclude<I: Into<String>>(self, ids: impl IntoIterator<Item = I>) -> Self {
        Self { exclude: ids.into_iter().map(Into::into).collect(), ..self }
    }

    /// Ranks questions by what they tell of the causes of these families alone; of all, where none is given. Warning signs are asked
    /// all the same.
    #[must_use]
    pub fn families<I: Into<String>>(self, ids: impl IntoIterator<Item = I>) -> Self {
        Self { families: ids.into_iter().map(Into::into).collect(), ..self }
    }

    /// What an assessment with these options asks next.
    pub(super) fn of(options: &Options) -> Self {
        Self::default()
            .language(&options.language)
            .profile(options.profile)
            .sensitive(!options.redact_sensitive)
            .at_most(options.questions)
    }

    /// How the same runner would be assessed.
    pub(super) fn assessment(&self) -> Options {
        Options::default()
            .language(&self.language)
            .profile(self.profile)
            .stability(false)
            .redact_sensitive(!self.sensitive)
    }

    /// What names nothing that is there.
    pub(super) fn problems(&self, engine: &Engine) -> Vec<Problem> {
        let knowledge = engine.knowledge();
        let mut problems = Vec::new();
        for (at, id) in self.exclude.iter().enumerate() {
            if knowledge.observation(id).is_none() {
                let ids = knowledge.observations().iter().map(|o| o.id.as_str());
                let path = format!("options.exclude[{at}]");
                let message = format!("`{id}` is no observation");
                let problem = Problem::error("evidence.unknown_id", path, message);
                problems.push(problem.advise_maybe(did_you_mean(id, ids)));
            }
        }
        for (at, id) in self.families.iter().enumerate() {
            if !knowledge.families().contains(id) {
                let path = format!("options.families[{at}]");
                let message = format!("`{id}` is no family");
                let ids = knowledge.families().iter().map(String::as_str);
                let known = format!("families: {}", knowledge.families().join(", "));
                let problem = Problem::error("evidence.options", path, message).advise(known);
                problems.push(problem.advise_maybe(did_you_mean(id, ids)));
            }
        }
        problems
    }
}
