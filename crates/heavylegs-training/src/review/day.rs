//! One day: what the data say of it, and what follows.

use heavylegs::{Engine, Evidence, EvidenceError, Options};

use super::{Balance, DayReview, History, ReviewOptions};
use crate::evidence::{Derived, gather};
use crate::metrics::{Averaging, DayState, HeavyDay, Session};
use crate::quality::Measured;
use crate::texts::{Text, Texts};

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
    let mut from_data = evidence(&sheet.derived);
    // With the built-in knowledge all of it fits, which one look at the whole tells.
    if engine.compile(&from_data).is_err() {
        sheet.derived.retain(|it| fits(engine, it));
        from_data = evidence(&sheet.derived);
    }
    // What the runner says counts for more than what a device made of it.
    let said = from_data.changed_by(answers);
    let options = Options::default()
        .language(&options.language)
        .redact_sensitive(options.redact_sensitive)
        .stability(is_alone);
    // A day among many is read as a row of a table: every cause, and no ranges.
    let options = if is_alone { options } else { options.top(ALL) };
    let assessment = engine.assess_with(&said, &options)?;
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

fn evidence(derived: &[Derived]) -> Evidence {
    derived.iter().map(|it| (it.observation.to_owned(), it.finding.clone())).collect()
}

/// Whether the knowledge base knows the observation and takes the value: an own one need not have all of ours.
fn fits(engine: &Engine, derived: &Derived) -> bool {
    engine.compile(&Evidence::new().with(derived.observation, derived.finding.clone())).is_ok()
}

fn heavy(history: &History<'_>, day: i32) -> (Option<f64>, String) {
    let texts = history.texts;
    let Some(run) = history.last_run(day, 0) else {
        return (None, texts.say(Text::RunNoneToday).to_owned());
    };
    match history.heavy(run.activity) {
        Measured::Known(heavy) => (Some(heavy.probability), heavy_words(&heavy, texts)),
        Measured::Unknown(reason) => (None, reason.in_words(texts)),
    }
}

fn heavy_words(heavy: &HeavyDay, texts: &Texts) -> String {
    let slots = [
        ("bpm", texts.number(heavy.heart_rate_bpm, 0)),
        ("expected", texts.number(heavy.expected_bpm, 0)),
        ("doubt", texts.number(heavy.deviation_bpm, 0)),
        ("runs", heavy.compared_with.to_string()),
    ];
    let slots = slots.each_ref().map(|(name, value)| (*name, value.as_str()));
    texts.fill(Text::RunHeartRateShort, &slots)
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
