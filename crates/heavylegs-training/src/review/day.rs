//! One day: what the data say of it, and what follows.

use heavylegs::{Engine, Evidence, EvidenceError, Options};

use super::{Balance, DayReview, History, ReviewOptions};
use crate::evidence::{Derived, gather};
use crate::metrics::{Averaging, DayState, Session};
use crate::quality::Measured;

/// So many causes are listed: all.
const ALL: usize = 1000;

pub(super) fn day_review(
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
