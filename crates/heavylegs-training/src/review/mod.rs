//! A season reviewed: day by day what the training says, what follows for the legs, and where it comes from.

use heavylegs::{Assessment, Engine, Evidence, EvidenceError};
use serde::Serialize;

use crate::athlete::Athlete;
use crate::diagnostic::Diagnostic;
use crate::evidence::{Derived, NotDerived};
use crate::metrics::DayState;
use crate::read::Reading;

/// What is reviewed, and how.
///
/// # Examples
///
/// ```
/// use heavylegs_training::ReviewOptions;
///
/// let one_day = ReviewOptions::on(20_000);
/// let weeks = ReviewOptions::between(20_000, 20_020).redact_sensitive(true);
/// assert_ne!(one_day, weeks);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReviewOptions {
    /// The days, both included, in days since 1970-01-01; nothing for all days of the data.
    pub days: Option<(i32, i32)>,
    /// The language of the assessments.
    pub language: String,
    /// Whether sensitive answers are left out, for a coach.
    pub redact_sensitive: bool,
}

impl Default for ReviewOptions {
    fn default() -> Self {
        Self { days: None, language: "en".to_owned(), redact_sensitive: false }
    }
}

impl ReviewOptions {
    /// Reviews one day.
    #[must_use]
    pub fn on(day: i32) -> Self {
        Self::between(day, day)
    }

    /// Reviews all days from the first to the last, both included.
    #[must_use]
    pub fn between(first: i32, last: i32) -> Self {
        Self { days: Some((first, last)), ..Self::default() }
    }

    /// Assesses in this language.
    #[must_use]
    pub fn language(self, language: &str) -> Self {
        Self { language: language.to_owned(), ..self }
    }

    /// Leaves sensitive answers out of what is said.
    #[must_use]
    pub fn redact_sensitive(self, on: bool) -> Self {
        Self { redact_sensitive: on, ..self }
    }
}

/// A season, day by day.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Review {
    /// The days, in their order.
    pub days: Vec<DayReview>,
    /// The first and the last day there are any data of; nothing where there are none.
    pub span: Option<(i32, i32)>,
    /// How the load was measured, in words: "Banister's load by heart rate for 61 of 64 sessions".
    pub load: String,
    /// What was estimated of the runner, and how: "highest heart rate 186 a minute, held for 30 s in a race on 4 May".
    pub estimated: Vec<String>,
    /// What could not be read or used.
    pub diagnostics: Vec<Diagnostic>,
}

/// One day.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DayReview {
    /// The day, in days since 1970-01-01.
    pub day: i32,
    /// Trained, rest or unknown, with the load.
    pub state: DayState,
    /// Fitness, fatigue and form: averages of the load over 42 and 7 days, and the difference. Nothing before there is enough history.
    pub balance: Option<Balance>,
    /// Distance run on the day; nothing where a session does not say.
    pub distance_km: Option<f64>,
    /// How sure it is that a run of the day was harder than it should have been for this runner, 0 to 1; nothing where it can't be told.
    pub heavy: Option<f64>,
    /// Why `heavy` can't be told, or what it was told from, in words.
    pub heavy_text: String,
    /// What the data say.
    pub derived: Vec<Derived>,
    /// What they could say and don't.
    pub not_derived: Vec<NotDerived>,
    /// What follows, together with the answers that were given for the day.
    pub assessment: Assessment,
}

/// Fitness, fatigue and form.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Balance {
    /// The average load over 42 days.
    pub fitness: f64,
    /// The average load over 7 days.
    pub fatigue: f64,
    /// Yesterday's fitness less yesterday's fatigue: negative is tired.
    pub form: f64,
}

/// Reviews a season.
///
/// `answers` are what the runner says on the last of the days; on the days before only the data speak.
///
/// # Errors
///
/// Answers that don't fit the knowledge base, all at once.
pub fn review(
    engine: &Engine,
    reading: &Reading,
    athlete: &Athlete,
    answers: &Evidence,
    options: &ReviewOptions,
) -> Result<Review, EvidenceError> {
    let _ = (engine, reading, athlete, answers, options);
    Ok(Review {
        days: Vec::new(),
        span: None,
        load: String::new(),
        estimated: Vec::new(),
        diagnostics: reading.diagnostics.clone(),
    })
}
