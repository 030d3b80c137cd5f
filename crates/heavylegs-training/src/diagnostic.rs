//! What a reader or a metric could not do, where and why.

use std::fmt;

use serde::Serialize;

/// How much of the input a [`Diagnostic`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DiagnosticLevel {
    /// Something was put right or left out; the rest holds.
    Note,
    /// Part of the input was lost.
    Partial,
    /// Nothing of the input could be used.
    Unusable,
}

/// One thing that is not as it should be in an input: a stable code, the place, a message and what to do.
///
/// A diagnostic never stops a run over many files: what could be read is kept beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// A stable dotted code: `fit.truncated`, `csv.unknown_scale`.
    pub code: &'static str,
    /// How much is lost.
    pub level: DiagnosticLevel,
    /// The file, as it was named by the caller; empty for none.
    pub file: String,
    /// Where in the file: `byte 1234`, `line 7, column Date`, `record 55`; empty for the whole of it.
    pub place: String,
    /// What is wrong, in lower case and without a final stop.
    pub message: String,
    /// What to do about it, where there is something.
    pub help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(
        code: &'static str,
        level: DiagnosticLevel,
        message: impl Into<String>,
    ) -> Self {
        let message = message.into();
        Self { code, level, file: String::new(), place: String::new(), message, help: None }
    }

    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    pub(crate) fn in_file(mut self, file: &str) -> Self {
        file.clone_into(&mut self.file);
        self
    }

    pub(crate) fn advise(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in [&self.file, &self.place] {
            if !place.is_empty() {
                write!(f, "{place}: ")?;
            }
        }
        write!(f, "{} [{}]", self.message, self.code)?;
        self.help.iter().try_for_each(|help| write!(f, "; {help}"))
    }
}
