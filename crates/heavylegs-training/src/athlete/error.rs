//! A profile that can't be used.

use std::fmt;

use crate::diagnostic::Diagnostic;

/// How many problems an error shows; its list holds all.
const MOST_SHOWN: usize = 50;

/// A profile that can't be used, with every problem at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AthleteError {
    problems: Vec<Diagnostic>,
}

impl AthleteError {
    pub(super) fn new(problems: Vec<Diagnostic>) -> Self {
        Self { problems }
    }

    /// Returns every problem that was found, never none.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// Returns the code of the first problem.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.problems.first().map_or("", |problem| problem.code)
    }
}

impl fmt::Display for AthleteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [one] = self.problems.as_slice() {
            return write!(f, "the athlete can't be used: {one}");
        }
        write!(f, "athlete: {} problems", self.problems.len())?;
        self.problems.iter().take(MOST_SHOWN).try_for_each(|problem| write!(f, "\n- {problem}"))?;
        match self.problems.len().saturating_sub(MOST_SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n- and {more} more"),
        }
    }
}

impl std::error::Error for AthleteError {}
