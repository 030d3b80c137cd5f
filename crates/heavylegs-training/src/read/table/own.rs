//! Our own tables, for what no export has: days and runs with the unit in the name of each column.

use super::page::Page;
use super::range;
use super::sheet::{Row, key};
use super::sport::sport;
use crate::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::nearest::nearest;
use crate::wellness::{Scale, Score, ScoreOf, Variability};

/// The columns of a table of days, beside the scores.
pub(super) const DAY_COLUMNS: [&str; 8] = [
    "date",
    "resting_heart_rate_bpm",
    "rmssd_ms",
    "sdnn_ms",
    "sleep_hours",
    "mass_kg",
    "ill",
    "hurts",
];

/// The columns of a table of runs; `start_utc` is `start` in UTC, and `timer_s` and `avg_hr` are other names of `moving_s` and
/// `heart_rate_mean_bpm`.
pub(super) const RUN_COLUMNS: [&str; 21] = [
    "start",
    "start_utc",
    "sport",
    "name",
    "duration_s",
    "moving_s",
    "timer_s",
    "elapsed_s",
    "distance_m",
    "ascent_m",
    "descent_m",
    "heart_rate_mean_bpm",
    "avg_hr",
    "heart_rate_max_bpm",
    "cadence_mean_spm",
    "power_mean_w",
    "air_temperature_c",
    "exertion",
    "load",
    "gear",
    "race",
];

/// Reads a table of days.
pub(super) fn days(page: &mut Page<'_>, rows: &[Row]) {
    let asked = questions(page);
    let scores = ScoreOf::ALL.map(ScoreOf::name);
    note_unread(page, &[DAY_COLUMNS.as_slice(), &scores].concat());
    let numbers: Vec<Option<usize>> =
        DAY_COLUMNS.iter().skip(1).map(|name| page.column(&[&key(name)])).collect();
    page.find_decimal(rows, &numbers);
    let moments = page.moments(rows, page.column(&["date"]), true);
    for (row, moment) in rows.iter().zip(moments) {
        let Some(moment) = moment else { continue };
        let mut day = page.new_day(row, moment);
        let mut number = |name, range| page.number(row, page.column(&[name]), range);
        day.resting_heart_rate_bpm = number("restingheartratebpm", range::RESTING_HEART_RATE_BPM);
        let rmssd_ms = number("rmssdms", range::VARIABILITY_MS);
        let sdnn_ms = number("sdnnms", range::VARIABILITY_MS);
        day.variability = Variability::first_of(rmssd_ms, sdnn_ms);
        day.sleep_hours = number("sleephours", range::SLEEP_HOURS);
        day.mass_kg = number("masskg", range::MASS_KG);
        day.is_ill = page.yes(row, page.column(&["ill"]));
        day.hurts = row.text(page.column(&["hurts"])).map(parts).unwrap_or_default();
        day.scores = answers(page, row, &asked);
        page.reading.days.push(day);
    }
}

/// Returns the columns of scores with their scales, and says which name none.
fn questions(page: &mut Page<'_>) -> Vec<(usize, ScoreOf, Scale)> {
    let mut questions = Vec::new();
    for (at, header) in page.headers.clone().iter().enumerate() {
        let (name, scale) = header.split_once('[').unwrap_or((header, ""));
        let Some(of) = ScoreOf::named(name.trim()) else { continue };
        let scale = scale.strip_suffix(']').and_then(Scale::parse);
        if scale.is_none_or(|scale| scale.worse.is_none()) {
            note_scale(page, name, scale);
        }
        questions.extend(scale.map(|scale| (at, of, scale)));
    }
    questions
}

fn note_scale(page: &mut Page<'_>, name: &str, scale: Option<Scale>) {
    let (code, what) = match scale {
        Some(_) => ("csv.unknown_scale", "the column doesn't say which end is bad: not used"),
        None => ("csv.no_scale", "the column doesn't name its scale: not read"),
    };
    let diagnostic =
        Diagnostic::new(code, DiagnosticLevel::Partial, what).at(format!("column {name}"));
    page.tell(diagnostic.advise(format!("name it in the header: `{name}[1-5,low_is_worse]`")));
}

fn answers(page: &mut Page<'_>, row: &Row, asked: &[(usize, ScoreOf, Scale)]) -> Vec<Score> {
    let answer = |(at, of, scale): &(usize, ScoreOf, Scale)| {
        let value = page.number(row, Some(*at), scale.least..=scale.most)?;
        Some(scale.score(*of, value))
    };
    asked.iter().filter_map(answer).collect()
}

/// Returns the parts of a list in one cell.
fn parts(cell: &str) -> Vec<String> {
    let parts = cell.split([';', '|']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Reads a table of runs and other activities.
pub(super) fn runs(page: &mut Page<'_>, rows: &[Row]) {
    note_unread(page, &RUN_COLUMNS);
    let numbers: Vec<Option<usize>> =
        RUN_COLUMNS.iter().skip(2).map(|name| page.column(&[&key(name)])).collect();
    page.find_decimal(rows, &numbers);
    let starts = page.moments(rows, page.column(&["startutc", "start"]), true);
    let is_utc = page.column(&["startutc"]).is_some();
    for (row, start) in rows.iter().zip(starts) {
        let Some(mut start) = start else { continue };
        if is_utc {
            start.offset_s = start.offset_s.or(Some(0));
        }
        let mut activity = page.new_activity(row);
        page.start(&mut activity, start);
        activity.sport = row.text(page.column(&["sport"])).map(sport);
        summarise(page, row, &mut activity.summary);
        page.reading.activities.push(activity);
    }
}

fn summarise(page: &mut Page<'_>, row: &Row, summary: &mut crate::activity::Summary) {
    let text = |name| row.text(page.column(&[name])).map(str::to_owned);
    (summary.name, summary.gear) = (text("name"), text("gear"));
    summary.moving_s = page.duration(row, page.column(&["movings", "timers", "durations"]));
    summary.elapsed_s = page.duration(row, page.column(&["elapseds"]));
    let mut number = |names: &[&str], range| page.number(row, page.column(names), range);
    summary.distance_m = number(&["distancem"], range::DISTANCE_M);
    summary.ascent_m = number(&["ascentm"], range::HEIGHT_M);
    summary.descent_m = number(&["descentm"], range::HEIGHT_M);
    summary.heart_rate_mean_bpm = number(&["heartratemeanbpm", "avghr"], range::HEART_RATE_BPM);
    summary.heart_rate_max_bpm = number(&["heartratemaxbpm"], range::HEART_RATE_BPM);
    summary.cadence_mean_spm = number(&["cadencemeanspm"], range::STEPS_PER_MIN);
    summary.power_mean_w = number(&["powermeanw"], range::POWER_W);
    summary.temperature_c = number(&["airtemperaturec"], range::TEMPERATURE_C);
    summary.is_air_temperature = summary.temperature_c.is_some();
    summary.exertion_of_10 = number(&["exertion"], range::EXERTION);
    summary.foreign_load = number(&["load"], range::LOAD);
    summary.is_race = page.yes(row, page.column(&["race"]));
}

/// Says which columns mean nothing here.
fn note_unread(page: &mut Page<'_>, known: &[&str]) {
    let is_known = |header: &str| known.iter().any(|name| key(name) == key(header));
    let unread: Vec<&String> =
        page.headers.iter().filter(|header| !header.is_empty() && !is_known(header)).collect();
    let Some(first) = unread.first() else { return };
    let names: Vec<String> = unread
        .iter()
        .take(10)
        .map(|header| format!("`{}`", super::faults::shown(header)))
        .collect();
    let message = format!("{} columns are not read: {}", unread.len(), names.join(", "));
    let guess =
        unread.iter().find_map(|header| Some((*header, nearest(header, known.iter().copied())?)));
    let help = match guess {
        Some((header, guess)) => format!("did you mean `{guess}` instead of `{header}`?"),
        None => format!("columns are named like `{}`", nearest_start(first, known)),
    };
    let note = Diagnostic::new("csv.unread_column", DiagnosticLevel::Note, message);
    page.tell(note.advise(help));
}

/// Returns the known name that shares the first word, else the first that there is.
fn nearest_start<'a>(header: &str, known: &[&'a str]) -> &'a str {
    let first_word = header.split('_').next().unwrap_or(header);
    let shares = known.iter().find(|name| name.split('_').next() == Some(first_word));
    shares.or(known.first()).copied().unwrap_or("date")
}
