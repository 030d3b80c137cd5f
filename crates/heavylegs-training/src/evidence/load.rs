//! What the season says.

use heavylegs::Origin;

use super::sheet::{Place, Sheet, Show};
use crate::metrics::{Averaging, DaysSince, Deviation};
use crate::quality::Measured;
use crate::review::History;

/// A longer jump is none of this run's.
const JUMP_DAYS: i32 = 2;

pub(super) fn gather(history: &History<'_>, sheet: &mut Sheet) {
    loads(history, sheet);
    habits(history, sheet);
    let season = &history.season;
    let hard = season.days_since_hard_session(sheet.day);
    since(sheet, "days_since_hard_session", hard, "the last hard session");
    let race = season.days_since_race(sheet.day);
    since(sheet, "days_since_race", race, "the last long race");
    longest(history, sheet);
}

/// Loads against loads: numbers without a unit.
fn loads(history: &History<'_>, sheet: &mut Sheet) {
    let (season, day, today) = (&history.season, sheet.day, sheet.today());
    let ratio = |what| ("ratio", Show::Plain(2), what);
    sheet.measured(
        "week_load_ratio",
        season.week_load_ratio(day),
        ratio("load of the last seven days against the weekly mean of the four weeks before:"),
        today,
    );
    sheet.measured(
        "load_vs_habit",
        season.load_vs_habit(day),
        ratio("load of the last weeks against the two months before:"),
        today,
    );
    sheet.measured(
        "training_balance",
        season.training_balance(day, Averaging::default()).map(|balance| balance.ratio),
        ratio("form against fitness:"),
        today,
    );
    sheet.measured(
        "training_monotony",
        season.monotony(day, Deviation::Population).map(|monotony| monotony.monotony),
        ratio("mean of seven daily loads against their deviation:"),
        today,
    );
}

/// How much, how often, how easy.
fn habits(history: &History<'_>, sheet: &mut Sheet) {
    let (season, day, today) = (&history.season, sheet.day, sheet.today());
    let count = |value: Measured<u32>| value.map(f64::from);
    let hours = ("h", Show::Plain(1), "training in a week, mean of four:");
    sheet.measured("training_hours_week", season.training_hours_week(day), hours, today);
    let distance = ("km", Show::Plain(0), "run in a week, mean of four:");
    sheet.measured("weekly_distance_km", season.weekly_distance_km(day), distance, today);
    let easy = ("share", Show::Percent, "of the time of the last three weeks at easy effort:");
    sheet.measured("easy_time_share", season.easy_time_share(day), easy, today);
    let days = |what| ("days", Show::Count, what);
    sheet.measured(
        "rest_days_in_10",
        count(season.rest_days_in_10(day)),
        days("days of rest among the last ten:"),
        today,
    );
    sheet.measured(
        "run_days_in_a_row",
        count(season.run_days_in_a_row(day)),
        days("days run in a row:"),
        today,
    );
    sheet.measured(
        "gap_days",
        count(season.gap_days(day)),
        days("days of the longest break that ended in the last six weeks:"),
        today,
    );
    let down = ("m", Show::Plain(0), "most metres down in one run of the last four days:");
    sheet.measured("descent_last_days", season.descent_last_days(day), down, today);
}

fn since(sheet: &mut Sheet, observation: &'static str, found: Measured<DaysSince>, what: &str) {
    match found {
        Measured::Known(found) => {
            let least = if found.is_at_least { "at least " } else { "" };
            let days = if found.days == 1 { "day" } else { "days" };
            let words = format!("{what} was {least}{} {days} ago", found.days);
            let place = Place { activity: found.activity, ..sheet.today() };
            sheet.number(observation, f64::from(found.days), "days", &words, place);
        }
        Measured::Unknown(reason) => sheet.unknown(observation, reason),
    }
}

/// The last run against the longest of the month before it.
fn longest(history: &History<'_>, sheet: &mut Sheet) {
    let Some(run) = history.last_run(sheet.day, JUMP_DAYS) else {
        let text = "there is no run in the last days".to_owned();
        return sheet.not("longest_run_ratio", "evidence.no_recent_run", text);
    };
    match history.season.longest_run_ratio(run.day) {
        Measured::Known(change) => {
            let words = format!(
                "{:.1} km, {:.2} times the longest run of the 30 days before",
                change.now / 1000.0,
                change.value
            );
            let place =
                Place { day: run.day, activity: Some(run.activity), origin: Origin::Device };
            sheet.number("longest_run_ratio", change.value, "ratio", &words, place);
            if let Some(derived) = sheet.derived.last_mut() {
                derived.baseline = Some(1.0);
            }
        }
        Measured::Unknown(reason) => sheet.unknown("longest_run_ratio", reason),
    }
}
