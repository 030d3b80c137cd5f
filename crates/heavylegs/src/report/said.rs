//! What the report says of an answer in few words, and its page with more on it: for programs that show many answers at once.

use serde::Serialize;

use super::view::{self, Group};
use super::{frame, html};
use crate::assess::Assessment;

/// A family that the report names, with the word it has for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NamedFamily {
    /// The id.
    pub id: String,
    /// Its name, in the language of the answer.
    pub name: String,
    /// The word for its first cause, in the language of the answer: "likely"; nothing where that is only described as worth a check.
    pub word: Option<String>,
    /// The same for programs, whatever the language: `likely`, `possible`, `less-likely` or `unlikely`.
    pub level: Option<&'static str>,
}

impl Assessment {
    /// Returns the families that the report names, in its order: none where something has to be done first, where too little is
    /// known, and where nothing is probable enough to be said.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence};
    ///
    /// let answers = Evidence::new()
    ///     .number("sitting_hours_today", 9.0)
    ///     .level("warm_up_done", "none")
    ///     .level("course_in_run", "heavy_then_clears")
    ///     .level("after_run", "gone_same_day")
    ///     .level("side", "both_alike");
    /// let engine = Engine::builtin();
    /// assert_eq!(engine.assess(&answers)?.named_families()[0].level, Some("likely"));
    /// assert!(engine.assess(&answers.present("chest_pain_now"))?.named_families().is_empty());
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    #[must_use]
    pub fn named_families(&self) -> Vec<NamedFamily> {
        let groups = view::view(self).contributors.map(|all| all.groups).unwrap_or_default();
        groups.into_iter().map(named).collect()
    }

    /// Returns what stands below every report: what it is not, and which knowledge and library made it. Nothing at an emergency.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence};
    ///
    /// let [disclaimer, stamp] = Engine::builtin().assess(&Evidence::new())?.footer().unwrap();
    /// assert!(disclaimer.starts_with("This is not a diagnosis"));
    /// assert!(stamp.starts_with("heavylegs "));
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    #[must_use]
    pub fn footer(&self) -> Option<[String; 2]> {
        let view = view::view(self);
        view.disclaimer.map(|disclaimer| [disclaimer.to_owned(), view.stamp])
    }

    /// Returns the page of [`to_html`](Self::to_html) with more below the report, and with rules for it: both stand in the page as they
    /// are. At an emergency nothing is added.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence};
    ///
    /// let page = Engine::builtin().assess(&Evidence::new())?.to_html_with("", "<p>From 61 runs.</p>");
    /// assert!(page.contains("<p>From 61 runs.</p>"));
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    #[must_use]
    pub fn to_html_with(&self, style: &str, more: &str) -> String {
        let page = html::More { style, content: more, title: None };
        html::render_with(&view::view(self), frame::Place::Document, &page)
    }

    /// Returns a page of the same look, language and footer that shows something else: a season, a squad. The title is text; the rules and
    /// what is shown stand in the page as they are.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence};
    ///
    /// let page = Engine::builtin().assess(&Evidence::new())?.html_page("Spring", "", "<p>Much was run.</p>");
    /// assert!(page.contains("<title>Spring</title>") && page.contains("This is not a diagnosis"));
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    #[must_use]
    pub fn html_page(&self, title: &str, style: &str, main: &str) -> String {
        let page = html::More { style, content: main, title: Some(title) };
        html::render_with(&view::view(self), frame::Place::Document, &page)
    }
}

fn named(group: Group<'_>) -> NamedFamily {
    let likelihood = group.causes.first().and_then(|cause| cause.likelihood.as_ref());
    NamedFamily {
        word: likelihood.map(|likelihood| likelihood.word.to_owned()),
        level: likelihood.map(|likelihood| likelihood.class),
        id: group.id,
        name: group.name,
    }
}
