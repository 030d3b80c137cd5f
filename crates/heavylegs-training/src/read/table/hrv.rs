//! Morning measurements of HRV4Training and Elite HRV.

use super::page::Page;
use super::range;
use super::scores::{Asked, scores};
use super::sheet::Row;
use crate::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::wellness::{Log, ScoreOf, Variability};

/// The questions of HRV4Training. Its files say neither from where to where the numbers go nor which end is bad.
const ASKED: [Asked; 4] = [
    Asked { key: "fatigue", of: ScoreOf::Fatigue },
    Asked { key: "musclesoreness", of: ScoreOf::Soreness },
    Asked { key: "sleepquality", of: ScoreOf::SleepQuality },
    Asked { key: "trainingmotivation", of: ScoreOf::Motivation },
];

/// Reads the four variants of HRV4Training's measurements. The heart rate is that of the morning, at rest.
pub(super) fn hrv4training(page: &mut Page<'_>, rows: &[Row]) {
    // Android writes YYYY-DD-MM: only the whole column tells.
    let column = page.column(&["date", "timestampmeasurement"]);
    let days = page.moments(rows, column, page.column(&["date"]).is_none());
    let answers = scores(page, rows, Log::Hrv4training, &ASKED, None);
    let sickness = page.column(&["sickness"]);
    for ((row, moment), answers) in rows.iter().zip(days).zip(answers) {
        let Some(moment) = moment else { continue };
        let mut day = page.new_day(row, moment);
        day.resting_heart_rate_bpm =
            page.number(row, page.column(&["hr"]), range::RESTING_HEART_RATE_BPM);
        day.variability = variability(page, row);
        day.is_ill = row.text(sickness).map(|words| words != "not sick");
        day.scores = answers;
        page.reading.days.push(day);
    }
}

/// Reads Elite HRV's measurements, of which only the morning readings count. Its `HRV` is a score and not read; `Rmssd` is in milliseconds.
pub(super) fn elite(page: &mut Page<'_>, rows: &[Row]) {
    let kind = page.column(&["type"]);
    let is_morning =
        |row: &&Row| row.text(kind).is_none_or(|kind| kind.eq_ignore_ascii_case("readiness"));
    let mornings: Vec<Row> = rows.iter().filter(is_morning).cloned().collect();
    if mornings.len() < rows.len() {
        let message = format!(
            "{} readings are not of the type `readiness` and are not read",
            rows.len() - mornings.len()
        );
        page.tell(Diagnostic::new("csv.not_morning", DiagnosticLevel::Note, message));
    }
    let days = page.moments(&mornings, page.column(&["datetime", "date"]), true);
    for (row, moment) in mornings.iter().zip(days) {
        let Some(moment) = moment else { continue };
        let mut day = page.new_day(row, moment);
        day.resting_heart_rate_bpm =
            page.number(row, page.column(&["hr"]), range::RESTING_HEART_RATE_BPM);
        day.variability = variability(page, row);
        page.reading.days.push(day);
    }
}

fn variability(page: &mut Page<'_>, row: &Row) -> Option<Variability> {
    let rmssd_ms = page.number(row, page.column(&["rmssd"]), range::VARIABILITY_MS);
    let sdnn_ms = page.number(row, page.column(&["sdnn"]), range::VARIABILITY_MS);
    Variability::first_of(rmssd_ms, sdnn_ms)
}
