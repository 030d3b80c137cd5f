//! The exports of intervals.icu: `activities.csv` and `wellness.csv`.

use super::page::Page;
use super::range;
use super::scores::{Asked, scores};
use super::sheet::Row;
use super::sport::sport;
use super::steps::both_feet;
use crate::wellness::{Log, Scale, ScoreOf, Variability};

/// Reads the activities: seconds, metres, local start and start in UTC.
pub(super) fn activities(page: &mut Page<'_>, rows: &[Row]) {
    let starts = page.moments(rows, page.column(&["startdate", "startdatelocal"]), true);
    let locals = page.moments(rows, page.column(&["startdatelocal"]), true);
    for ((row, start), local) in rows.iter().zip(starts).zip(locals) {
        let Some(start) = start else { continue };
        let mut activity = page.new_activity(row);
        page.start(&mut activity, start);
        if let (Some(local), Some(_), Some(start_s)) = (local, start.offset_s, activity.start_s) {
            activity.utc_offset_s = i32::try_from(local.clock_s - start_s).ok();
        }
        activity.sport = row.text(page.column(&["type"])).map(sport);
        let summary = &mut activity.summary;
        summary.name = row.text(page.column(&["name"])).map(str::to_owned);
        summary.moving_s = page.duration(row, page.column(&["movingtime"]));
        summary.elapsed_s = page.duration(row, page.column(&["elapsedtime"]));
        summary.distance_m = page.number(row, page.column(&["distance"]), range::DISTANCE_M);
        summary.ascent_m = page.number(row, page.column(&["totalelevationgain"]), range::HEIGHT_M);
        let (mean, max) = (page.column(&["averageheartrate"]), page.column(&["maxheartrate"]));
        summary.heart_rate_mean_bpm = page.number(row, mean, range::HEART_RATE_BPM);
        summary.heart_rate_max_bpm = page.number(row, max, range::HEART_RATE_BPM);
        let cadence = page.number(row, page.column(&["averagecadence"]), range::STEPS_PER_MIN);
        summary.cadence_mean_spm = cadence.and_then(|cadence| both_feet(cadence, activity.sport));
        summary.power_mean_w = page.number(row, page.column(&["icuaveragewatts"]), range::POWER_W);
        summary.exertion_of_10 = page.number(row, page.column(&["icurpe"]), range::EXERTION);
        summary.foreign_load = page.number(row, page.column(&["icutrainingload"]), range::LOAD);
        summary.gear = row.text(page.column(&["gear"])).map(str::to_owned);
        summary.is_race = page.yes(row, page.column(&["race"]));
        page.reading.activities.push(activity);
    }
}

/// The questions that intervals.icu asks on a scale from 1 to 4. Its files don't say which end is bad.
const ASKED: [Asked; 6] = [
    Asked { key: "fatigue", of: ScoreOf::Fatigue },
    Asked { key: "soreness", of: ScoreOf::Soreness },
    Asked { key: "sleepquality", of: ScoreOf::SleepQuality },
    Asked { key: "stress", of: ScoreOf::Stress },
    Asked { key: "mood", of: ScoreOf::Mood },
    Asked { key: "motivation", of: ScoreOf::Motivation },
];

/// Reads the wellness days; accepts the spelling of the programming interface too (`sleep_secs`).
pub(super) fn wellness(page: &mut Page<'_>, rows: &[Row]) {
    let days = page.moments(rows, page.column(&["date", "id"]), true);
    let answers = scores(page, rows, Log::Intervals, &ASKED, Some(Scale::new(1.0, 4.0, None)));
    for ((row, moment), answers) in rows.iter().zip(days).zip(answers) {
        let Some(moment) = moment else { continue };
        let mut day = page.new_day(row, moment);
        let resting = page.column(&["restinghr"]);
        day.resting_heart_rate_bpm = page.number(row, resting, range::RESTING_HEART_RATE_BPM);
        day.variability = variability(page, row);
        let sleep_s = page.duration(row, page.column(&["sleepsecs"]));
        day.sleep_hours = sleep_s.map(|s| s / 3600.0).filter(|h| range::SLEEP_HOURS.contains(h));
        day.mass_kg = page.number(row, page.column(&["weight"]), range::MASS_KG);
        day.scores = answers;
        page.reading.days.push(day);
    }
}

/// `hrv` is rMSSD; `hrvSDNN` is another quantity and only taken where there is no rMSSD.
fn variability(page: &mut Page<'_>, row: &Row) -> Option<Variability> {
    let rmssd_ms = page.number(row, page.column(&["hrv"]), range::VARIABILITY_MS);
    let sdnn_ms = page.number(row, page.column(&["hrvsdnn"]), range::VARIABILITY_MS);
    Variability::first_of(rmssd_ms, sdnn_ms)
}
