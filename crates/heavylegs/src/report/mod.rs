//! The answer as something a person can read: text, a page, and the schemas of the JSON.
//!
//! What is said, and in which order, is decided once, in `view`; the two renderers only lay it out.

mod escape;
mod html;
mod page;
mod schema;
mod text;
mod view;
mod words;

use std::fmt;

use crate::assess::Assessment;

pub use page::KnowledgePage;
pub use schema::{
    assessment_schema, follow_up_request_schema, follow_up_schema, questions_request_schema,
    questions_schema, request_schema, what_if_request_schema, what_if_schema,
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
        html::render(&view::view(self))
    }
}

#[cfg(test)]
mod tests;
