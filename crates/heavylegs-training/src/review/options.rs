//! What is reviewed, and how.

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
    /// The days, both included, in days since 1970-01-01; nothing for all days of the data. They may begin before it, and end
    /// [`MOST_DAYS_AFTER`](Self::MOST_DAYS_AFTER) it.
    pub days: Option<(i32, i32)>,
    /// The language of the assessments and of what the data say; the latter in English where this crate has no other (`en`, `de`).
    pub language: String,
    /// Whether sensitive answers are left out, for a coach.
    pub redact_sensitive: bool,
    /// Whether what the runner said on the scales of a wellness log is evidence as well.
    pub scores: bool,
    /// How many days are reviewed at a time, 0 for as many as there are processors. The result does not depend on it.
    pub threads: usize,
}

impl Default for ReviewOptions {
    fn default() -> Self {
        let language = "en".to_owned();
        Self { days: None, language, redact_sensitive: false, scores: true, threads: 0 }
    }
}

impl ReviewOptions {
    /// So many days after the newest of the data can be asked about: two weeks.
    ///
    /// After that a hole in the log is no longer taken for rest, the load of the last weeks is older than the knowledge base takes it
    /// (`week_load_ratio` four days, `load_vs_habit` a week, `gap_days` two), and hardly more than the runner's age would be left to tell.
    pub const MOST_DAYS_AFTER: i32 = 14;

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

    /// Takes what the runner said on the scales of a wellness log as evidence; on unless said otherwise.
    #[must_use]
    pub fn scores(self, on: bool) -> Self {
        Self { scores: on, ..self }
    }

    /// Leaves sensitive answers out of what is said.
    #[must_use]
    pub fn redact_sensitive(self, on: bool) -> Self {
        Self { redact_sensitive: on, ..self }
    }

    /// Reviews so many days at a time.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }
}
