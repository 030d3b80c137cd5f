//! The knowledge base: what there is to know, as data.

mod advice;
mod builder;
mod canonical;
mod case;
mod cause;
mod condition;
mod draft;
mod files;
mod languages;
mod numbers;
mod observation;
mod overlay;
mod quantity;
pub(crate) mod report;
mod settings;
mod texts;
mod untranslated;

use std::collections::BTreeMap;

pub(crate) use advice::RESPONSES;
pub use advice::{
    Caution, CautionWhen, Effort, Recommendation, RedFlag, ScopeRule, Screen, Strength,
};
pub use builder::KnowledgeBuilder;
pub use case::Case;
pub use cause::{Activity, Cause, Disclosure, Horizon, LevelTable, Link, PriorRow, Urgency};
pub use condition::{Comparison, Condition, Test};
pub use languages::LanguageState;
pub use observation::{
    AnsweredBy, Context, Descriptor, Factor, Levels, Measurement, NumberScale, Observation, Role,
    Symptom, Unit,
};
pub use quantity::{NumberClass, Provenance, Quantity};
pub use settings::{Settings, Stratum};
pub use texts::{CauseText, ObservationText, RecommendationText, RedFlagText, Texts};
pub(crate) use untranslated::{Untranslated, untranslated};

pub(crate) use draft::Draft;
use languages::Languages;

use crate::problem::{KnowledgeError, Problem, did_you_mean};
use crate::tree::{Node, to_canonical_json};

/// Causes, observations, recommendations, red flags and sources: everything the engine knows.
///
/// It is data, has its own version and a content hash, and never changes once it is built. The lists are sorted by id.
///
/// # Examples
///
/// ```
/// use heavylegs::KnowledgeBase;
///
/// let knowledge = KnowledgeBase::builtin();
/// let cause = knowledge.cause("iron_deficiency").unwrap();
/// assert_eq!(cause.family, "blood");
/// assert!((0.05..0.10).contains(&cause.prior.value));
/// ```
#[derive(Debug, Clone)]
pub struct KnowledgeBase {
    pub(crate) version: String,
    pub(crate) hash: String,
    pub(crate) families: Vec<String>,
    pub(crate) settings: Settings,
    pub(crate) screens: Vec<Screen>,
    pub(crate) scope: Vec<ScopeRule>,
    pub(crate) population: Vec<Stratum>,
    pub(crate) observations: Vec<Observation>,
    pub(crate) causes: Vec<Cause>,
    pub(crate) recommendations: Vec<Recommendation>,
    pub(crate) red_flags: Vec<RedFlag>,
    pub(crate) sources: BTreeMap<String, Source>,
    pub(crate) texts: Languages,
    /// Languages that are not finished, with what there is of them: only the validator looks at them.
    pub(crate) drafts: Vec<Draft>,
    /// The id prefixes of the overlays in it.
    pub(crate) prefixes: Vec<String>,
    pub(crate) warnings: Vec<Problem>,
    /// The document it was read from; nothing where it is built in.
    pub(crate) tree: Option<Node>,
    pub(crate) files: Vec<String>,
}

/// A reference.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The citation as text.
    pub citation: String,
    /// The DOI.
    pub doi: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// `verified` (its figures were read), `seen` (the page was) or `memory` (neither).
    pub status: String,
    pub(crate) place: crate::tree::Place,
}

macro_rules! by_id {
    ($($(#[$doc:meta])* $name:ident, $list:ident, $type:ty;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $name(&self, id: &str) -> Option<&$type> {
                let at = self.$list.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok()?;
                self.$list.get(at)
            }

            #[doc = concat!("Returns all ", stringify!($list), ", sorted by id.")]
            #[must_use]
            pub fn $list(&self) -> &[$type] {
                &self.$list
            }
        )*
    };
}

impl KnowledgeBase {
    by_id! {
        /// Returns a cause by its id.
        cause, causes, Cause;
        /// Returns an observation by its id.
        observation, observations, Observation;
        /// Returns a recommendation by its id.
        recommendation, recommendations, Recommendation;
        /// Returns a red flag by its id.
        red_flag, red_flags, RedFlag;
    }

    /// Returns a builder: for the built-in knowledge with additions of your own, or for knowledge of your own.
    #[must_use]
    pub fn builder() -> KnowledgeBuilder {
        KnowledgeBuilder::default()
    }

    /// Reads the canonical JSON that `cargo xtask knowledge` and [`KnowledgeBase::to_json`] write.
    ///
    /// # Errors
    ///
    /// Every problem at once, each with its place in the document.
    pub fn from_json(text: &str) -> Result<Self, KnowledgeError> {
        Self::builder().json("", text).build()
    }

    /// Returns a copy of the built-in knowledge base.
    ///
    /// # Panics
    ///
    /// Never: the built-in knowledge is checked when it is compiled.
    #[cfg(feature = "builtin")]
    #[must_use]
    pub fn builtin() -> Self {
        crate::Engine::builtin().knowledge().clone()
    }

    /// Reads the built-in knowledge, which was checked when it was compiled; its texts only when they are asked for.
    #[cfg(feature = "builtin")]
    pub(crate) fn load_builtin() -> Result<Self, KnowledgeError> {
        Self::builder().builtin().build()
    }

    /// Returns the whole as one canonical JSON: sorted keys, shortest numbers, without test cases.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_canonical_json(&self.whole_tree())
    }

    /// Returns the version of the knowledge, which is not that of the library.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the SHA-256 of the canonical files ([`KnowledgeBase::to_files`]) one after the other, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Returns the ids of the families, in the order of the knowledge base.
    #[must_use]
    pub fn families(&self) -> &[String] {
        &self.families
    }

    /// Returns the numbers that the model leaves to the knowledge base.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the screens.
    #[must_use]
    pub fn screens(&self) -> &[Screen] {
        &self.screens
    }

    /// Returns the rules that say for whom no causes are ranked.
    #[must_use]
    pub fn scope(&self) -> &[ScopeRule] {
        &self.scope
    }

    /// Returns the references by id.
    #[must_use]
    pub fn sources(&self) -> &BTreeMap<String, Source> {
        &self.sources
    }

    /// Returns the texts of a language such as `en`.
    #[must_use]
    pub fn texts(&self, language: &str) -> Option<&Texts> {
        self.texts.get(language)
    }

    /// Returns a hint for an id that stands for nothing, if one that does is close enough: "did you mean `…`?".
    #[must_use]
    pub fn did_you_mean(&self, id: &str) -> Option<String> {
        let causes = self.causes.iter().map(|entry| entry.id.as_str());
        let observations = self.observations.iter().map(|entry| entry.id.as_str());
        let recommendations = self.recommendations.iter().map(|entry| entry.id.as_str());
        let red_flags = self.red_flags.iter().map(|entry| entry.id.as_str());
        let sources = self.sources.keys().map(String::as_str);
        let entries = causes.chain(observations).chain(recommendations).chain(red_flags);
        did_you_mean(id, entries.chain(sources))
    }

    /// Returns what the validator found that is no error.
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// Returns the languages an assessment can be written in, sorted. English is always among them: where the knowledge has
    /// no texts at all, its ids stand in for them.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(heavylegs::KnowledgeBase::builtin().languages().contains(&"en"));
    /// ```
    #[must_use]
    pub fn languages(&self) -> Vec<&str> {
        let mut languages: Vec<&str> = self.texts.ids().collect();
        if !languages.contains(&"en") {
            languages.push("en");
            languages.sort_unstable();
        }
        languages
    }

    /// Returns what an assessment in this language says; nothing for a language that is not there.
    pub(crate) fn words(&self, language: &str) -> Option<&Texts> {
        self.texts(language).or_else(|| (language == "en").then(|| self.english()))
    }

    /// Returns the English texts; empty ones where there are none.
    pub(crate) fn english(&self) -> &Texts {
        static NONE: std::sync::LazyLock<Texts> = std::sync::LazyLock::new(Texts::default);
        self.texts("en").unwrap_or(&NONE)
    }
}
