//! `activities.csv` of Strava's bulk export.

use super::date::Moment;
use super::garmin::note_units;
use super::page::Page;
use super::range;
use super::sheet::Row;
use super::sport::sport;
use super::steps::both_feet;
use crate::activity::Summary;

/// Reads the list.
///
/// Names stand twice in its header: the first block is for people, in the units of the account, the last in metres and seconds.
pub(super) fn activities(page: &mut Page<'_>, rows: &[Row]) {
    let unit_m = if page.columns_named("distance") > 1 {
        1.0
    } else {
        page.options.units.unwrap_or_else(|| note_units(page)).long_m()
    };
    let distance = page.last_column("distance");
    if unit_m > 1.0 {
        page.find_decimal(rows, &[distance]);
    }
    let starts = page.moments(rows, page.column(&["activitydate"]), true);
    for (row, start) in rows.iter().zip(starts) {
        let Some(start) = start else { continue };
        let mut activity = page.new_activity(row);
        // The dates are UTC and don't say so.
        page.start(&mut activity, Moment { offset_s: start.offset_s.or(Some(0)), ..start });
        activity.sport = row.text(page.column(&["activitytype"])).map(sport);
        let summary = &mut activity.summary;
        summary.name = row.text(page.column(&["activityname"])).map(str::to_owned);
        summary.elapsed_s = page.duration(row, page.last_column("elapsedtime"));
        summary.moving_s = page.duration(row, page.last_column("movingtime"));
        let distance = page.number(row, distance, range::DISTANCE_M);
        summary.distance_m = distance.map(|d| d * unit_m).filter(|m| *m > 0.0);
        summary.ascent_m = page.number(row, page.last_column("elevationgain"), range::HEIGHT_M);
        summary.descent_m = page.number(row, page.last_column("elevationloss"), range::HEIGHT_M);
        measures(page, row, summary);
        let cadence = page.number(row, page.last_column("averagecadence"), range::STEPS_PER_MIN);
        summary.cadence_mean_spm = cadence.and_then(|cadence| both_feet(cadence, activity.sport));
        page.reading.activities.push(activity);
    }
}

fn measures(page: &mut Page<'_>, row: &Row, summary: &mut Summary) {
    let mut number = |key, range| page.number(row, page.last_column(key), range);
    summary.heart_rate_mean_bpm = number("averageheartrate", range::HEART_RATE_BPM);
    summary.heart_rate_max_bpm = number("maxheartrate", range::HEART_RATE_BPM);
    summary.power_mean_w = number("averagewatts", range::POWER_W);
    summary.exertion_of_10 = number("perceivedexertion", range::EXERTION);
    summary.foreign_load = number("relativeeffort", range::LOAD);
    let air_c = number("weathertemperature", range::TEMPERATURE_C);
    let device_c = number("averagetemperature", range::TEMPERATURE_C);
    summary.temperature_c = air_c.or(device_c);
    summary.is_air_temperature = air_c.is_some();
    // The name of the shoes; `Gear` is their number.
    summary.gear = row.text(page.column(&["activitygear"])).map(str::to_owned);
}
