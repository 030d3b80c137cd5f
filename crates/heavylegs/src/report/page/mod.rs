//! The knowledge base as pages to read: what is said is decided in the modules of the entries, and three renderers lay it
//! out as text, HTML and JSON.

mod advice;
mod case;
mod cause;
mod html;
mod json;
mod lists;
pub(super) mod model;
mod observation;
pub(super) mod phrase;
mod site;
mod source;
mod text;
mod words;

use std::collections::BTreeMap;
use std::fmt;

use crate::knowledge::KnowledgeBase;
use model::Document;
use phrase::Names;

/// A part of the knowledge as a page to read: every number with where it comes from and how sure it is.
///
/// Its `Display` is text of 80 columns.
///
/// # Examples
///
/// ```
/// let knowledge = heavylegs::KnowledgeBase::builtin();
/// let page = knowledge.page("iron_deficiency").unwrap();
/// assert!(page.to_string().contains("Low iron"));
/// assert!(page.to_html().starts_with("<!doctype html>"));
/// ```
#[derive(Debug, Clone)]
pub struct KnowledgePage {
    document: Document,
    stamp: [String; 2],
}

impl KnowledgeBase {
    /// Returns the page of an entry (a cause, observation, recommendation, red flag or source) by its id, or that of a whole
    /// section: `causes`, `observations`, `recommendations`, `red_flags` or `sources`. Nothing for any other id.
    #[must_use]
    pub fn page(&self, id: &str) -> Option<KnowledgePage> {
        let names = Names::new(self);
        let document = lists::of_section(&names, id).or_else(|| {
            let entries = lists::of_id(&names, id);
            (!entries.is_empty()).then(|| Document { entries, ..Document::default() })
        })?;
        Some(KnowledgePage { document, stamp: json::stamp(self) })
    }

    /// Returns the front page: the causes by family, how many numbers there are and how many rest on a source.
    #[must_use]
    pub fn front_page(&self) -> KnowledgePage {
        KnowledgePage { document: lists::index(&Names::new(self)), stamp: json::stamp(self) }
    }

    /// Returns all pages as a site of HTML files that link to each other, by their paths within it, `index.html` first of
    /// all. Nothing in them comes from outside, and there are no scripts.
    ///
    /// # Examples
    ///
    /// ```
    /// let pages = heavylegs::KnowledgeBase::builtin().pages();
    /// assert!(pages["index.html"].contains("causes/iron_deficiency.html"));
    /// assert!(pages.contains_key("causes/iron_deficiency.html"));
    /// ```
    #[must_use]
    pub fn pages(&self) -> BTreeMap<String, String> {
        site::pages(self)
    }
}

impl KnowledgePage {
    /// Returns the text of `Display` with the colours of a terminal (ANSI escape codes).
    #[must_use]
    pub fn to_ansi(&self) -> String {
        text::render(&self.document, true)
    }

    /// Returns the page as one self-contained HTML document: no scripts, nothing from outside, light and dark.
    #[must_use]
    pub fn to_html(&self) -> String {
        html::render(&self.document, None)
    }

    /// Returns the page as one element to stand in a page of someone else, such as a notebook: it brings its stylesheet
    /// along, which changes nothing outside of it, and follows the light or dark theme of its host as
    /// [`Assessment::to_html_fragment`](crate::Assessment::to_html_fragment) does. Its anchors begin with `hl-`.
    ///
    /// # Examples
    ///
    /// ```
    /// let page = heavylegs::KnowledgeBase::builtin().page("iron_deficiency").unwrap();
    /// let fragment = page.to_html_fragment();
    /// assert!(fragment.starts_with("<div class=\"heavylegs hl-knowledge\" lang=\"en\">"));
    /// ```
    #[must_use]
    pub fn to_html_fragment(&self) -> String {
        html::render_fragment(&self.document)
    }

    /// Returns what the page says as JSON, with exact numbers.
    #[must_use]
    pub fn to_json(&self) -> String {
        let [version, hash] = &self.stamp;
        json::render(&self.document, [version, hash])
    }
}

impl fmt::Display for KnowledgePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::render(&self.document, false))
    }
}

#[cfg(test)]
mod tests;
