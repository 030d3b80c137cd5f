//! What mornings and nights say.

use heavylegs::{Finding, Origin};

use super::sheet::{Place, Sheet, Show};
use crate::metrics::{Mornings, low_variability, resting_change};
use crate::quality::{Measured, Quantity, Reason};
use crate::review::History;
use crate::texts::Text;
use crate::wellness::{Score, ScoreOf, Worse};

/// The fewest nights of a week that speak for it.
const FEWEST_NIGHTS: usize = 4;
/// The upper end of a scale is the upper quarter of it, and the middle is no complaint. An estimate.
const BAD: f64 = 0.75;
const FINE: f64 = 0.5;

pub(super) fn gather(history: &History<'_>, sheet: &mut Sheet) {
    let rest = resting_change(&history.mornings.resting_bpm, sheet.day);
    let beats = ("bpm", Show::Plain(0), Text::MorningResting);
    changed(sheet, "resting_heart_rate_up", rest, beats);
    let variability = low_variability(&history.mornings.variability_ln_ms, sheet.day);
    let below = ("SD", Show::Plain(1), Text::MorningVariability);
    changed(sheet, "heart_rate_variability_low", variability, below);
    sleep(history, sheet);
    if history.scores {
        answers(history, sheet);
    }
}

fn changed(
    sheet: &mut Sheet,
    observation: &'static str,
    found: Measured<Mornings>,
    what: (&'static str, Show, Text),
) {
    match found {
        Measured::Known(mornings) => {
            sheet.sign(observation, &mornings.change, what, measured_on(mornings.latest_day));
        }
        Measured::Unknown(reason) => sheet.unknown(observation, reason),
    }
}

/// What a device measured up to a morning: where the last one is missing it is older than the day asked about.
fn measured_on(day: i32) -> Place {
    Place { origin: Origin::Device, ..Place::of_log(day) }
}

fn sleep(history: &History<'_>, sheet: &mut Sheet) {
    let nights = &history.mornings.sleep_hours;
    let day = sheet.day;
    match nights.get(&day) {
        Some(hours) => {
            let words = slept(sheet, Text::MorningNight, *hours);
            sheet.number("sleep_hours_last_night", *hours, "h", &words, measured_on(day));
        }
        None => sheet.unknown("sleep_hours_last_night", Reason::NotRecorded(Quantity::Sleep)),
    }
    let week = nights.range(day.saturating_sub(6)..=day);
    let latest = week.clone().next_back().map_or(day, |(latest, _)| *latest);
    let week: Vec<f64> = week.map(|(_, hours)| *hours).collect();
    if week.len() < FEWEST_NIGHTS {
        let (has, needs) = (crate::stats::whole(week.len()), crate::stats::whole(FEWEST_NIGHTS));
        return sheet
            .unknown("sleep_hours_week", Reason::TooFewDays { of: Quantity::Sleep, has, needs });
    }
    let mean = week.iter().sum::<f64>() / crate::stats::count(week.len());
    let words = slept(sheet, Text::MorningNights, mean);
    sheet.number("sleep_hours_week", mean, "h", &words, measured_on(latest));
}

fn slept(sheet: &Sheet, text: Text, hours: f64) -> String {
    sheet.texts.fill(text, &[("hours", &sheet.texts.number(hours, 1))])
}

/// What the runner said on scales today; a scale whose bad end nobody named says nothing.
fn answers(history: &History<'_>, sheet: &mut Sheet) {
    for score in history.mornings.scores(sheet.day) {
        let Some(bad) = badness(score) else { continue };
        match score.of {
            ScoreOf::Fatigue => sign(sheet, "tired_all_day", Text::MorningFatigue, score, bad),
            ScoreOf::Soreness => sign(sheet, "muscles_tender", Text::MorningSoreness, score, bad),
            ScoreOf::SleepQuality => {
                of_5(sheet, "sleep_quality", Text::MorningSleepQuality, score, 1.0 - bad);
            }
            ScoreOf::Stress => of_5(sheet, "stress_level", Text::MorningStress, score, bad),
            _ => {}
        }
    }
}

/// How bad a score is, 0 to 1.
fn badness(score: &Score) -> Option<f64> {
    let width = score.most - score.least;
    let place = (score.value - score.least) / width;
    if !(width > 0.0 && (0.0..=1.0).contains(&place)) {
        return None;
    }
    Some(match score.worse? {
        Worse::High => place,
        Worse::Low => 1.0 - place,
    })
}

fn told(sheet: &Sheet, observation: &str) -> bool {
    sheet.derived.iter().any(|it| it.observation == observation)
}

fn sign(sheet: &mut Sheet, observation: &'static str, name: Text, score: &Score, bad: f64) {
    let finding = if bad >= BAD {
        Finding::present()
    } else if bad <= FINE {
        Finding::absent()
    } else {
        return;
    };
    if !told(sheet, observation) {
        let words = score_words(sheet, name, score);
        let today = sheet.today();
        sheet.put(observation, finding, (Some(score.value), ""), &words, today);
    }
}

fn of_5(sheet: &mut Sheet, observation: &'static str, name: Text, score: &Score, share: f64) {
    if !told(sheet, observation) {
        let words = score_words(sheet, name, score);
        let today = sheet.today();
        sheet.number(observation, 1.0 + 4.0 * share, "of_5", &words, today);
    }
}

fn score_words(sheet: &Sheet, name: Text, score: &Score) -> String {
    let [value, least, most] =
        [score.value, score.least, score.most].map(|it| sheet.texts.exactly(it));
    let slots =
        [("what", sheet.texts.say(name)), ("value", &value), ("least", &least), ("most", &most)];
    sheet.texts.fill(Text::MorningScore, &slots)
}
