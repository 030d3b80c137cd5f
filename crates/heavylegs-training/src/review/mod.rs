//! A season reviewed: day by day what the training says, what follows for the legs, and where it comes from.

mod day;
mod error;
mod history;
mod mornings;
mod options;
mod runs;

use heavylegs::{Assessment, Engine, Evidence, EvidenceError};
use serde::Serialize;

use crate::athlete::Athlete;
use crate::diagnostic::Diagnostic;
use crate::evidence::{Derived, NotDerived};
use crate::metrics::{DayState, LoadKind};
use crate::quality::local_day;
use crate::read::Reading;
use crate::texts::Text;
use crate::threads;
use day::day_review;
pub use error::ReviewError;
pub(crate) use history::History;
pub use options::ReviewOptions;
pub(crate) use runs::RunFacts;

/// No review is longer, in days: ten years.
const MOST_DAYS: i32 = 3653;

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
/// The days may go on for two weeks after the newest of the data ([`ReviewOptions::MOST_DAYS_AFTER`]), so that a runner can ask today with
/// yesterday's run. These days are unknown, not rest; what the log said when it ended is told with its age, until the knowledge base holds it
/// for too old.
///
/// # Errors
///
/// Answers that don't fit the knowledge base, all at once; days too long after the newest of the data.
pub fn review(
    engine: &Engine,
    reading: &Reading,
    athlete: &Athlete,
    answers: &Evidence,
    options: &ReviewOptions,
) -> Result<Review, ReviewError> {
    review_while(engine, reading, athlete, answers, options, &mut |_| true)
}

/// Reviews like [`review`] as long as `go_on` says so, which is asked before each day with how many are done. The days until then are
/// returned: the same ones at any number of threads.
///
/// # Errors
///
/// As of [`review`].
pub fn review_while(
    engine: &Engine,
    reading: &Reading,
    athlete: &Athlete,
    answers: &Evidence,
    options: &ReviewOptions,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Review, ReviewError> {
    engine.compile(answers)?;
    let span = reading.span(athlete);
    let days = options.days.or(span);
    let newest = span.map(|(_, newest)| newest);
    not_too_late(days, newest)?;
    let until = days.map(|(_, last)| last);
    let history = History::new(reading, athlete, until, options);
    let mut review = Review {
        days: Vec::new(),
        span: history.season.span(),
        load: load_text(&history),
        estimated: history.estimated.clone(),
        diagnostics: reading.diagnostics.clone(),
    };
    if let Some(days) = days {
        review.days = each_day(engine, &history, days, answers, options, go_on)?;
    }
    Ok(review)
}

/// The days are independent: they are reviewed on several threads, and come in their order.
fn each_day(
    engine: &Engine,
    history: &History<'_>,
    (first, last): (i32, i32),
    answers: &Evidence,
    options: &ReviewOptions,
    go_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<DayReview>, EvidenceError> {
    let wanted: Vec<i32> = (first..=last.min(first.saturating_add(MOST_DAYS))).collect();
    let nothing = Evidence::new();
    let work = |(): &mut (), at: usize| {
        let day = wanted.get(at).copied().unwrap_or(last);
        let said = if day == last { answers } else { &nothing };
        day_review(engine, history, day, said, options, first == last)
    };
    let mut days = Vec::with_capacity(wanted.len());
    let mut take = |day| days.push(day);
    threads::in_order(wanted.len(), options.threads, || (), work, go_on, &mut take);
    days.into_iter().collect()
}

/// Of days long after the data they say nothing: that is told before anything is made of it.
fn not_too_late(days: Option<(i32, i32)>, newest: Option<i32>) -> Result<(), ReviewError> {
    match days.map(|(_, last)| last).zip(newest) {
        Some((last, newest)) if last.saturating_sub(newest) > ReviewOptions::MOST_DAYS_AFTER => {
            Err(ReviewError::too_late(last, newest))
        }
        _ => Ok(()),
    }
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
        LoadKind::Banister => Text::LoadKindBanister,
        LoadKind::Pace => Text::LoadKindPace,
        LoadKind::Exertion => Text::LoadKindExertion,
        LoadKind::Edwards => Text::LoadKindEdwards,
        LoadKind::Minutes => Text::LoadKindMinutes,
    };
    let (known, all) = (direct.to_string(), sessions.len().to_string());
    let slots = [("load", history.texts.say(name)), ("known", &known), ("all", &all)];
    history.texts.fill(Text::LoadKindKnownFor, &slots)
}
