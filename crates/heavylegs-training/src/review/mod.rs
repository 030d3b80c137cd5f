//! A season reviewed: day by day what the training says, what follows for the legs, and where it comes from.

mod history;

use heavylegs::{Assessment, Engine, Evidence, EvidenceError, Options};
use serde::Serialize;

use crate::athlete::Athlete;
use crate::diagnostic::Diagnostic;
use crate::evidence::{Derived, NotDerived, gather};
use crate::metrics::{Averaging, DayState, LoadKind, Session};
use crate::quality::{Measured, local_day};
use crate::read::Reading;
pub(crate) use history::{History, RunFacts};

/// So many causes are listed: all.
const ALL: usize = 1000;
/// No review is longer, in days: ten years.
const MOST_DAYS: i32 = 3653;

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
    /// Whether what the runner said on the scales of a wellness log is evidence as well.
    pub scores: bool,
}

impl Default for ReviewOptions {
    fn default() -> Self {
        Self { days: None, language: "en".to_owned(), redact_sensitive: false, scores: true }
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
    review_while(engine, reading, athlete, answers, options, &mut |_| true)
}

/// Reviews like [`review`] as long as `go_on` says so, which is asked before each day with how many are done. The days until then are
/// returned.
///
/// # Errors
///
/// Answers that don't fit the knowledge base, all at once.
pub fn review_while(
    engine: &Engine,
    reading: &Reading,
    athlete: &Athlete,
    answers: &Evidence,
    options: &ReviewOptions,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Review, EvidenceError> {
    engine.compile(answers)?;
    let days = options.days.or_else(|| reading.span(athlete));
    let until = days.map(|(_, last)| last);
    let history = History::new(reading, athlete, until, options.scores);
    let mut review = Review {
        days: Vec::new(),
        span: history.season.span(),
        load: load_text(&history),
        estimated: history.estimated.clone(),
        diagnostics: reading.diagnostics.clone(),
    };
    let Some((first, last)) = days else { return Ok(review) };
    for day in first..=last.min(first.saturating_add(MOST_DAYS)) {
        if !go_on(review.days.len()) {
            break;
        }
        let said = if day == last { answers.clone() } else { Evidence::new() };
        review.days.push(day_review(engine, &history, day, &said, options, first == last)?);
    }
    Ok(review)
}

impl Reading {
    /// Returns the first and the last day that any file or log has, in days since 1970-01-01; nothing where none has a date.
    #[must_use]
    pub fn span(&self, athlete: &Athlete) -> Option<(i32, i32)> {
        let offset = |start: i64| athlete.zone.as_ref().and_then(|zone| zone.offset_s(start));
        let runs = self.activities.iter().filter_map(|it| {
            local_day(it, it.start_s.and_then(offset)).known().map(|found| found.day)
        });
        let all: Vec<i32> = runs.chain(self.days.iter().map(|it| it.day)).collect();
        Some((*all.iter().min()?, *all.iter().max()?))
    }
}

fn load_text(history: &History<'_>) -> String {
    let sessions = history.season.sessions();
    let choice = history.season.load();
    let direct = sessions.iter().filter(|it| it.load(choice.kind).is_some()).count();
    let name = match choice.kind {
        LoadKind::Banister => "Banister's load by heart rate",
        LoadKind::Pace => "load by pace (rTSS)",
        LoadKind::Exertion => "exertion times minutes",
        LoadKind::Edwards => "Edwards' load by heart rate zones",
        LoadKind::Minutes => "minutes alone",
    };
    format!("{name} for {direct} of {} sessions", sessions.len())
}

fn day_review(
    engine: &Engine,
    history: &History<'_>,
    day: i32,
    answers: &Evidence,
    options: &ReviewOptions,
    is_alone: bool,
) -> Result<DayReview, EvidenceError> {
    let mut sheet = gather(history, day);
    sheet.derived.retain(|it| fits(engine, it));
    let from_data: Evidence =
        sheet.derived.iter().map(|it| (it.observation.to_owned(), it.finding.clone())).collect();
    // What the runner says counts for more than what a device made of it.
    let evidence = from_data.changed_by(answers);
    let options = Options::default()
        .language(&options.language)
        .redact_sensitive(options.redact_sensitive)
        .stability(is_alone);
    // A day among many is read as a row of a table: every cause, and no ranges.
    let options = if is_alone { options } else { options.top(ALL) };
    let assessment = engine.assess_with(&evidence, &options)?;
    let (heavy, heavy_text) = heavy(history, day);
    let balance = history.season.training_balance(day, Averaging::default()).known();
    Ok(DayReview {
        day,
        state: history.season.state(day),
        balance: balance.map(|it| Balance {
            fitness: it.chronic,
            fatigue: it.acute,
            form: it.balance,
        }),
        distance_km: distance_km(history, day),
        heavy,
        heavy_text,
        derived: sheet.derived,
        not_derived: sheet.not_derived,
        assessment,
    })
}

/// Whether the knowledge base knows the observation and takes the value: an own one need not have all of ours.
fn fits(engine: &Engine, derived: &Derived) -> bool {
    engine.compile(&Evidence::new().with(derived.observation, derived.finding.clone())).is_ok()
}

fn heavy(history: &History<'_>, day: i32) -> (Option<f64>, String) {
    let Some(run) = history.last_run(day, 0) else { return (None, "no run on the day".to_owned()) };
    match history.heavy(run.activity) {
        Measured::Known(heavy) => {
            let text = format!(
                "heart rate {:.0}, {:.0} ± {:.0} expected from {} earlier runs",
                heavy.heart_rate_bpm, heavy.expected_bpm, heavy.deviation_bpm, heavy.compared_with
            );
            (Some(heavy.probability), text)
        }
        Measured::Unknown(reason) => (None, reason.to_string()),
    }
}

/// The distance run on a day; nothing where a session of the day may be a run and does not say.
fn distance_km(history: &History<'_>, day: i32) -> Option<f64> {
    match history.season.state(day) {
        DayState::Unknown => None,
        DayState::Rest => Some(0.0),
        DayState::Trained(_) => {
            let metres: Option<f64> =
                history.season.sessions_of(day, day).map(Session::run_m).sum();
            metres.map(|metres| metres / 1000.0)
        }
    }
}
