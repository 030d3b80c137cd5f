//! What stands around what is said: a document of its own, or a fragment within someone else's page.

use std::fmt::{self, Display, Write};

use super::escape::Escaped;

/// The rules that only a document of its own needs; the others are the same in both.
pub(super) const DOCUMENT_STYLE: &str = include_str!("document.css");

/// Where the words come to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Document,
    Fragment,
}

/// What stands in the head of a document or at the start of a fragment.
pub(super) struct Frame<'a> {
    /// As HTML names it.
    pub(super) language: &'a str,
    /// What tells a report from a page of the knowledge, for the stylesheet.
    pub(super) class: &'a str,
    pub(super) styles: &'a [&'a str],
}

impl Frame<'_> {
    /// The start of a document, up to its body. What else the head says is HTML already.
    pub(super) fn open_document(&self, out: &mut String, title: &str, head: &str) -> fmt::Result {
        write!(
            out,
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n{head}<title>{}</title>\n",
            Escaped(self.language),
            Escaped(title)
        )?;
        if !self.styles.is_empty() {
            style(out, &[&[DOCUMENT_STYLE], self.styles].concat())?;
        }
        writeln!(out, "</head>\n<body class=\"heavylegs {}\">", self.class)
    }

    pub(super) fn open_fragment(&self, out: &mut String) -> fmt::Result {
        let language = Escaped(self.language);
        writeln!(out, "<div class=\"heavylegs {}\" lang=\"{language}\">", self.class)?;
        style(out, self.styles)
    }
}

/// Without empty and indented lines: they would end a block of HTML that stands in Markdown, or become code there.
fn style(out: &mut String, styles: &[&str]) -> fmt::Result {
    out.write_str("<style>\n")?;
    for line in styles.iter().flat_map(|style| style.lines()) {
        let line = line.trim();
        if !line.is_empty() {
            writeln!(out, "{line}")?;
        }
    }
    out.write_str("</style>\n")
}

impl Place {
    /// A heading. What it says is HTML already.
    ///
    /// In a fragment it is one for screen readers, but none of the elements `h1` to `h6`: a notebook would take them into
    /// its table of contents, and number them among those of its author.
    pub(super) fn heading(
        self,
        out: &mut String,
        level: usize,
        content: impl Display,
    ) -> fmt::Result {
        match self {
            Self::Document => writeln!(out, "<h{level} class=\"hl-h{level}\">{content}</h{level}>"),
            Self::Fragment => {
                // The page has a heading of the first level itself.
                let below = (level + 1).min(6);
                writeln!(
                    out,
                    "<div class=\"hl-h{level}\" role=\"heading\" aria-level=\"{below}\"><b>{content}</b></div>"
                )
            }
        }
    }

    /// The element in which the words stand: a page has only one `main`.
    pub(super) fn main(self) -> &'static str {
        match self {
            Self::Document => "main",
            Self::Fragment => "div",
        }
    }

    /// The element of what stands below.
    pub(super) fn footer(self) -> &'static str {
        match self {
            Self::Document => "footer",
            Self::Fragment => "div",
        }
    }

    pub(super) fn close(self, out: &mut String) -> fmt::Result {
        out.write_str(match self {
            Self::Document => "</body>\n</html>\n",
            Self::Fragment => "</div>\n",
        })
    }
}
