//! Why a season can't be reviewed.

use std::fmt;

use heavylegs::EvidenceError;

use super::ReviewOptions;
use crate::calendar::date_of;

/// Why a season can't be reviewed.
#[derive(Debug, Clone)]
pub struct ReviewError {
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Answers(EvidenceError),
    TooLate { day: i32, newest: i32 },
}

impl ReviewError {
    pub(super) fn too_late(day: i32, newest: i32) -> Self {
        Self { kind: Kind::TooLate { day, newest } }
    }

    /// Returns the stable code: `review.outside`, or that of the first problem of the answers.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match &self.kind {
            Kind::Answers(error) => error.code(),
            Kind::TooLate { .. } => "review.outside",
        }
    }

    /// Returns what is wrong with the answers, or with the options of the assessment; nothing where the days are wrong.
    #[must_use]
    pub fn evidence(&self) -> Option<&EvidenceError> {
        match &self.kind {
            Kind::Answers(error) => Some(error),
            Kind::TooLate { .. } => None,
        }
    }
}

impl From<EvidenceError> for ReviewError {
    fn from(error: EvidenceError) -> Self {
        Self { kind: Kind::Answers(error) }
    }
}

impl fmt::Display for ReviewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Answers(error) => error.fmt(f),
            Kind::TooLate { day, newest } => {
                let latest = newest.saturating_add(ReviewOptions::MOST_DAYS_AFTER);
                write!(
                    f,
                    "{} is too long after the newest day of the data, {}; give a day up to {}, or the files of the days since",
                    iso(*day),
                    iso(*newest),
                    iso(latest)
                )
            }
        }
    }
}

/// Writes a day as `2025-04-18`.
fn iso(day: i32) -> String {
    date_of(day).map_or_else(|| format!("day {day}"), |date| date.to_string())
}

impl std::error::Error for ReviewError {}
