//! The answer as something a person can read: text, a page, and the schemas of the JSON.
//!
//! What is said, and in which order, is decided once, in `view`; the two renderers only lay it out.

mod card;
mod entry;
mod escape;
mod frame;
mod html;
mod page;
mod said;
mod schema;
mod text;
mod view;
mod words;

use std::fmt;

use crate::assess::Assessment;

pub use page::KnowledgePage;
pub use said::NamedFamily;
pub use schema::{
    assessment_schema, follow_up_request_schema, follow_up_schema, questions_request_schema,
    questions_schema, request_schema, schemas, what_if_request_schema, what_if_schema,
};
pub(crate) use words::{headline, said, sentence};

/// A report a runner can read: what to do first, then possible contributors, then advice.
///
/// # Examples
///
/// ```
/// use heavylegs::{Engine, Evidence};
///
/// let assessment = Engine::builtin().assess(&Evidence::new().present("chest_pain_now"))?;
/// let report = assessment.to_string();
/// assert!(report.contains("Call your emergency number now."));
/// assert!(!report.contains("contributor"), "nothing but what to do now");
/// # Ok::<(), heavylegs::EvidenceError>(())
/// ```
impl fmt::Display for Assessment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::render(&view::view(self), text::Look::Plain, text::WIDTH))
    }
}

impl Assessment {
    /// Returns the report of `Display` with the colours of a terminal (ANSI escape codes).
    #[must_use]
    pub fn to_ansi(&self) -> String {
        self.to_ansi_within(text::WIDTH)
    }

    /// Returns the coloured report in lines of at most so many columns; below 20 it is not squeezed further.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence};
    ///
    /// let assessment = Engine::builtin().assess(&Evidence::new())?;
    /// assert!(assessment.to_ansi_within(40).lines().count() > assessment.to_ansi().lines().count());
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    #[must_use]
    pub fn to_ansi_within(&self, columns: usize) -> String {
        text::render(&view::view(self), text::Look::Ansi, columns)
    }

    /// Returns the report as one self-contained HTML page: no scripts, nothing from outside, readable in light and
    /// dark and on paper. What it says, and in which order, is what `Display` says.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence};
    ///
    /// let page = Engine::builtin().assess(&Evidence::new())?.to_html();
    /// assert!(page.starts_with("<!doctype html>"));
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        html::render(&view::view(self), frame::Place::Document)
    }

    /// Returns the report of [`to_html`](Self::to_html) as one element to stand in a page of someone else: a notebook, or
    /// documentation.
    ///
    /// It brings its stylesheet along, which changes nothing outside of it, and follows the light or dark theme of
    /// `JupyterLab`, VS Code and the usual themes of Sphinx. Its headings are in no table of contents of the page.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence};
    ///
    /// let fragment = Engine::builtin().assess(&Evidence::new())?.to_html_fragment();
    /// assert!(fragment.starts_with("<div class=\"heavylegs hl-report\" lang=\"en\">"));
    /// assert!(fragment.ends_with("</div>\n"));
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    #[must_use]
    pub fn to_html_fragment(&self) -> String {
        html::render(&view::view(self), frame::Place::Fragment)
    }

    /// Returns one cause as a card, an element like that of [`to_html_fragment`](Self::to_html_fragment); nothing for an id
    /// that is not among the [`causes`](Self::causes).
    ///
    /// The card says no more than the report would. To a runner, a cause that is only described has neither name nor
    /// number, and one that is not [`shown`](crate::CauseResult::shown) says that it is for the lists of professionals.
    /// Where something has to be done today, the card says that instead; at an emergency to professionals too.
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
    /// let assessment = Engine::builtin().assess(&answers)?;
    /// let card = assessment.cause_html("prolonged_sitting").unwrap();
    /// assert!(card.contains("sat 8 hours or more before the run"));
    /// assert_eq!(assessment.cause_html("no_such_cause"), None);
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    #[must_use]
    pub fn cause_html(&self, id: &str) -> Option<String> {
        let cause = self.causes.iter().find(|cause| cause.id == id)?;
        Some(html::render_card(&self.words, &card::card(self, cause)))
    }
}

#[cfg(test)]
mod fragment_tests;
#[cfg(test)]
mod tests;
