//! What the season says.

use super::sheet::{Place, Sheet, Show};
use crate::metrics::{Averaging, DaysSince, Deviation, Season};
use crate::quality::Measured;
use crate::review::{History, ReviewOptions};
use crate::texts::Text;

/// A longer jump is none of this run's.
const JUMP_DAYS: i32 = 2;

/// The days that a season is asked about: the day itself, or, where the log ended shortly before, how it was then. What comes of it is told with
/// its age, so that it ends when the knowledge base holds it for too old.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// For what counts the day itself in.
    pub(super) evening: i32,
    /// For what counts the days before it: on the day after the last one of the log nothing is missing.
    morning: i32,
}

impl Asked {
    pub(super) fn of(season: &Season, day: i32) -> Self {
        match season.span() {
            Some((_, last)) if is_shortly_after(day, last) => {
                Self { evening: last, morning: last.saturating_add(1) }
            }
            _ => Self { evening: day, morning: day },
        }
    }
}

fn is_shortly_after(day: i32, last: i32) -> bool {
    (1..=ReviewOptions::MOST_DAYS_AFTER).contains(&day.saturating_sub(last))
}

pub(super) fn gather(history: &History<'_>, sheet: &mut Sheet) {
    let season = &history.season;
    let asked = Asked::of(season, sheet.day);
    loads(season, asked, sheet);
    habits(season, asked, sheet);
    let hard = season.days_since_hard_session(asked.morning);
    since(sheet, "days_since_hard_session", hard, Text::SinceHard, asked.morning);
    let race = season.days_since_race(asked.morning);
    since(sheet, "days_since_race", race, Text::SinceRace, asked.morning);
    longest(history, sheet);
}

/// Loads against loads: numbers without a unit.
fn loads(season: &Season, Asked { evening, morning }: Asked, sheet: &mut Sheet) {
    let (day, today) = (evening, Place::of_log(evening));
    let ratio = |what| ("ratio", Show::Plain(2), what);
    sheet.measured("week_load_ratio", season.week_load_ratio(day), ratio(Text::LoadWeek), today);
    sheet.measured("load_vs_habit", season.load_vs_habit(day), ratio(Text::LoadHabit), today);
    sheet.measured(
        "training_balance",
        season.training_balance(morning, Averaging::default()).map(|balance| balance.ratio),
        ratio(Text::LoadBalance),
        Place::of_log(morning),
    );
    sheet.measured(
        "training_monotony",
        season.monotony(day, Deviation::Population).map(|monotony| monotony.monotony),
        ratio(Text::LoadMonotony),
        today,
    );
}

/// How much, how often, how easy.
fn habits(season: &Season, Asked { evening, morning }: Asked, sheet: &mut Sheet) {
    let (day, today) = (evening, Place::of_log(evening));
    let count = |value: Measured<u32>| value.map(f64::from);
    let hours = ("h", Show::Plain(1), Text::LoadHours);
    sheet.measured("training_hours_week", season.training_hours_week(day), hours, today);
    let distance = ("km", Show::Plain(0), Text::LoadDistance);
    sheet.measured("weekly_distance_km", season.weekly_distance_km(day), distance, today);
    let easy = ("share", Show::Percent, Text::LoadEasy);
    sheet.measured("easy_time_share", season.easy_time_share(day), easy, today);
    let days = |what| ("days", Show::Count, what);
    sheet.measured(
        "rest_days_in_10",
        count(season.rest_days_in_10(day)),
        days(Text::LoadRestDays),
        today,
    );
    sheet.measured(
        "run_days_in_a_row",
        count(season.run_days_in_a_row(day)),
        days(Text::LoadDaysInARow),
        today,
    );
    sheet.measured("gap_days", count(season.gap_days(day)), days(Text::LoadGap), today);
    let down = ("m", Show::Plain(0), Text::LoadDescent);
    let before = Place::of_log(morning);
    sheet.measured("descent_last_days", season.descent_last_days(morning), down, before);
}

fn since(
    sheet: &mut Sheet,
    observation: &'static str,
    found: Measured<DaysSince>,
    what: Text,
    held: i32,
) {
    match found {
        Measured::Known(found) => {
            let words = since_words(sheet, found, what, held);
            // The record is of the day of the session; that it was so long ago holds on the day that is asked about.
            let ago = i32::try_from(found.days).unwrap_or_default();
            let day = if found.is_at_least { held } else { held.saturating_sub(ago) };
            let place = Place { day, activity: found.activity, ..Place::of_log(held) };
            sheet.number(observation, f64::from(found.days), "days", &words, place);
        }
        Measured::Unknown(reason) => sheet.unknown(observation, reason),
    }
}

fn since_words(sheet: &Sheet, found: DaysSince, what: Text, held: i32) -> String {
    let text = match (found.is_at_least, found.days, held == sheet.day) {
        (false, 1, true) => Text::SinceDayAgo,
        (false, _, true) => Text::SinceDaysAgo,
        (true, _, true) => Text::SinceAtLeastAgo,
        (false, 1, false) => Text::SinceDayBefore,
        (false, _, false) => Text::SinceDaysBefore,
        (true, _, false) => Text::SinceAtLeastBefore,
    };
    let (days, day) = (found.days.to_string(), sheet.texts.day(held));
    let slots = [("what", sheet.texts.say(what)), ("days", &days), ("day", &day)];
    sheet.texts.fill(text, &slots)
}

/// The last run against the longest of the month before it.
fn longest(history: &History<'_>, sheet: &mut Sheet) {
    let Some(run) = history.last_run(sheet.day, JUMP_DAYS) else {
        let text = sheet.texts.say(Text::RunNoneInLastDays).to_owned();
        return sheet.not("longest_run_ratio", "evidence.no_recent_run", text);
    };
    match history.season.longest_run_ratio(run.day) {
        Measured::Known(change) => {
            let km = sheet.texts.number(change.now / 1000.0, 1);
            let ratio = sheet.texts.number(change.value, 2);
            let words = sheet.texts.fill(Text::RunLongest, &[("km", &km), ("ratio", &ratio)]);
            let place = Place::of_run(run.day, run.activity);
            sheet.number("longest_run_ratio", change.value, "ratio", &words, place);
            if let Some(derived) = sheet.derived.last_mut() {
                derived.baseline = Some(1.0);
            }
        }
        Measured::Unknown(reason) => sheet.unknown("longest_run_ratio", reason),
    }
}
