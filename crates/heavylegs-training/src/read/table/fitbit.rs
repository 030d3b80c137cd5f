//! Fitbit's files in the data set PMData: exercises, sleep, resting heart rate.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::date::{Order, Written};
use super::json::Items;
use super::options::TableOptions;
use super::page::Page;
use super::range;
use super::sheet::Row;
use super::sport::sport;
use crate::activity::{Activity, Source};
use crate::read::Reading;
use crate::wellness::WellnessDay;

/// Reads `sleep_score.csv`. Its times end in `Z` but are local: they are the ends of the nights in `sleep.json`.
pub(super) fn sleep_scores(page: &mut Page<'_>, rows: &[Row]) {
    let mornings = page.moments(rows, page.column(&["timestamp"]), true);
    for (row, moment) in rows.iter().zip(mornings) {
        let Some(mut moment) = moment else { continue };
        moment.offset_s = None;
        let mut day = page.new_day(row, moment);
        let resting = page.column(&["restingheartrate"]);
        day.resting_heart_rate_bpm = page.number(row, resting, range::RESTING_HEART_RATE_BPM);
        page.reading.days.push(day);
    }
}

/// One entry of `exercise.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Exercise {
    activity_name: String,
    start_time: String,
    duration: f64,
    active_duration: Option<f64>,
    average_heart_rate: Option<f64>,
    distance: Option<f64>,
    distance_unit: Option<String>,
}

/// One entry of `sleep.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Night {
    date_of_sleep: String,
    minutes_asleep: f64,
    main_sleep: Option<bool>,
}

/// One entry of `resting_heart_rate.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Resting {
    date_time: String,
    value: RestingValue,
}

#[derive(Deserialize)]
struct RestingValue {
    value: f64,
}

/// Turns exercises into activities. Their times are local.
pub(super) fn exercises(
    file: &str,
    items: &Items<Exercise>,
    options: &TableOptions,
    reading: &mut Reading,
) -> usize {
    let before = reading.activities.len();
    for (part, exercise) in items.iter() {
        let format = "fitbit_exercise_json";
        let source = Source { file: file.to_owned(), format, part, ..Source::default() };
        let Some(local_s) = clock_s(&exercise.start_time) else { continue };
        let mut activity = Activity { source, ..Activity::default() };
        let zone = options.zone.as_ref();
        activity.start_s = zone.map_or(Some(local_s), |zone| zone.utc_s(local_s));
        activity.utc_offset_s = zone.zip(activity.start_s).and_then(|(z, s)| z.offset_s(s));
        activity.sport = Some(sport(&exercise.activity_name));
        activity.summary.name = Some(exercise.activity_name.clone());

        activity.summary.elapsed_s = seconds(exercise.duration);
        activity.summary.moving_s = exercise.active_duration.and_then(seconds);
        let mean = exercise.average_heart_rate.filter(|bpm| range::HEART_RATE_BPM.contains(bpm));
        activity.summary.heart_rate_mean_bpm = mean;
        activity.summary.distance_m = distance_m(exercise);
        reading.activities.push(activity);
    }
    reading.activities.len() - before
}

fn distance_m(exercise: &Exercise) -> Option<f64> {
    let unit_m = match exercise.distance_unit.as_deref()? {
        "Kilometer" => 1000.0,
        "Mile" => 1609.344,
        "Meter" => 1.0,
        _ => return None,
    };
    exercise.distance.map(|d| d * unit_m).filter(|m| *m > 0.0 && range::DISTANCE_M.contains(m))
}

/// Turns nights into days: the main sleep of the day of waking; naps are left out.
pub(super) fn nights(file: &str, items: &Items<Night>, reading: &mut Reading) -> usize {
    let mut main: BTreeMap<i32, (u32, f64)> = BTreeMap::new();
    let mut read = 0;
    for (part, night) in items.iter() {
        let Some(clock_s) = clock_s(&night.date_of_sleep) else { continue };
        read += 1;
        let hours = night.minutes_asleep / 60.0;
        let is_main = night.main_sleep.unwrap_or(true) && range::SLEEP_HOURS.contains(&hours);
        if is_main && hours > 0.0 {
            let longest = main.entry(day(clock_s)).or_insert((part, hours));
            if hours > longest.1 {
                *longest = (part, hours);
            }
        }
    }
    reading.days.extend(main.into_iter().map(|(day, (part, hours))| WellnessDay {
        sleep_hours: Some(hours),
        ..new_day(file, "fitbit_sleep_json", part, day)
    }));
    read
}

/// Turns resting heart rates into days; 0 is a day without a measure.
pub(super) fn resting(file: &str, items: &Items<Resting>, reading: &mut Reading) -> usize {
    let mut read = 0;
    for (part, resting) in items.iter() {
        let Some(clock_s) = clock_s(&resting.date_time) else { continue };
        read += 1;
        let bpm = resting.value.value;
        if range::RESTING_HEART_RATE_BPM.contains(&bpm) {
            reading.days.push(WellnessDay {
                resting_heart_rate_bpm: Some(bpm),
                ..new_day(file, "fitbit_resting_heart_rate_json", part, day(clock_s))
            });
        }
    }
    read
}

fn new_day(file: &str, format: &'static str, part: u32, day: i32) -> WellnessDay {
    let source = Source { file: file.to_owned(), format, part, ..Source::default() };
    WellnessDay { source, day, ..WellnessDay::default() }
}

fn clock_s(text: &str) -> Option<i64> {
    Some(Written::parse(text)?.moment(Order::MonthFirst)?.clock_s)
}

fn day(clock_s: i64) -> i32 {
    i32::try_from(clock_s.div_euclid(86_400)).unwrap_or(i32::MAX)
}

fn seconds(ms: f64) -> Option<f64> {
    Some(ms / 1000.0).filter(|s| *s > 0.0 && *s < 864_000.0)
}
