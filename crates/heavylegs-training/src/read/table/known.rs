//! The tables that are known, each by the columns it can't be without.

use super::page::Page;
use super::sheet::{Row, key};
use super::{fitbit, garmin, hrv, intervals, own, pmsys, strava};
use crate::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::nearest::nearest;

/// A table that is known.
pub(super) struct Format {
    /// Its name in [`Source::format`](crate::Source).
    pub(super) name: &'static str,
    /// Its name for people.
    title: &'static str,
    /// The columns it can't be without; of each list one.
    needs: &'static [&'static [&'static str]],
    /// Whether its rows have more cells than columns through a fault of the app, after all that is read.
    pub(super) overflows: bool,
    /// Reads its rows.
    pub(super) read: fn(&mut Page<'_>, &[Row]),
}

/// What a table of days needs beside its date.
const DAY_NEEDS: [&str; 14] = [
    "resting_heart_rate_bpm",
    "rmssd_ms",
    "sdnn_ms",
    "sleep_hours",
    "mass_kg",
    "ill",
    "hurts",
    "fatigue",
    "soreness",
    "sleep_quality",
    "stress",
    "mood",
    "readiness",
    "motivation",
];

/// All of them. The first that fits is taken: what is told by few columns comes last.
pub(super) const FORMATS: [Format; 12] = [
    Format {
        name: "strava_csv",
        title: "Strava's activities.csv",
        needs: &[&["Activity ID"], &["Activity Date"], &["Activity Type"]],
        overflows: false,
        read: strava::activities,
    },
    Format {
        name: "garmin_csv",
        title: "Garmin Connect's Activities.csv",
        needs: &[
            &["Activity Type", "Aktivitätstyp"],
            &["Date", "Start", "Datum"],
            &["Distance", "Distanz"],
            &["Time", "Activity Time", "Zeit"],
        ],
        overflows: false,
        read: garmin::activities,
    },
    Format {
        name: "intervals_activities_csv",
        title: "activities.csv of intervals.icu",
        needs: &[&["start_date_local"], &["moving_time", "elapsed_time"], &["type"]],
        overflows: false,
        read: intervals::activities,
    },
    Format {
        // Places are written with a decimal comma where the phone does, without quotes.
        name: "hrv4training_csv",
        title: "HRV4Training's measurements",
        needs: &[&["HRV4T_Recovery_Points"], &["rMSSD"], &["date", "timestamp_measurement"]],
        overflows: true,
        read: hrv::hrv4training,
    },
    Format {
        name: "elite_hrv_csv",
        title: "Elite HRV's export",
        needs: &[&["Datetime", "Date"], &["lnRmssd"], &["Rmssd"]],
        overflows: false,
        read: hrv::elite,
    },
    Format {
        name: "pmsys_wellness_csv",
        title: "wellness.csv of PMSys",
        needs: &[&["effective_time_frame"], &["soreness"], &["fatigue"]],
        overflows: false,
        read: pmsys::wellness,
    },
    Format {
        name: "pmsys_srpe_csv",
        title: "srpe.csv of PMSys",
        needs: &[&["end_date_time"], &["perceived_exertion"], &["duration_min"]],
        overflows: false,
        read: pmsys::sessions,
    },
    Format {
        name: "pmsys_injury_csv",
        title: "injury.csv of PMSys",
        needs: &[&["effective_time_frame"], &["injuries"]],
        overflows: false,
        read: pmsys::injuries,
    },
    Format {
        name: "fitbit_sleep_score_csv",
        title: "Fitbit's sleep_score.csv",
        needs: &[&["timestamp"], &["sleep_log_entry_id"], &["resting_heart_rate"]],
        overflows: false,
        read: fitbit::sleep_scores,
    },
    Format {
        name: "intervals_wellness_csv",
        title: "wellness.csv of intervals.icu",
        needs: &[&["date", "id"], &["restingHR", "hrv", "hrvSDNN", "sleepSecs", "ctlLoad"]],
        overflows: false,
        read: intervals::wellness,
    },
    Format {
        name: "heavylegs_runs_csv",
        title: "our own table of runs",
        needs: &[
            &["start", "start_utc"],
            &["duration_s", "moving_s", "timer_s", "elapsed_s", "distance_m"],
        ],
        overflows: false,
        read: own::runs,
    },
    Format {
        name: "heavylegs_days_csv",
        title: "our own table of days",
        needs: &[&["date"], &DAY_NEEDS],
        overflows: false,
        read: own::days,
    },
];

impl Format {
    /// Returns the format whose header a row is.
    pub(super) fn of(header: &Row) -> Option<&'static Self> {
        let keys: Vec<String> = header.headers().iter().map(|name| key(name)).collect();
        FORMATS.iter().find(|format| format.lacks(&keys).is_none())
    }

    /// Returns every column it asks for.
    #[cfg(test)]
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.needs.iter().flat_map(|names| names.iter().copied())
    }

    /// Returns the first list of which no column is there.
    fn lacks(&self, keys: &[String]) -> Option<&'static [&'static str]> {
        let has = |name: &&str| keys.iter().any(|k| *k == key(name));
        self.needs.iter().find(|names| !names.iter().any(&has)).copied()
    }

    fn shared(&self, keys: &[String]) -> usize {
        let has = |name: &&str| keys.iter().any(|k| *k == key(name));
        self.needs.iter().filter(|names| names.iter().any(&has)).count()
    }
}

/// Says that a table is none that is known, what its columns are, and which one it is nearest to.
pub(super) fn unknown(rows: &[Row]) -> Diagnostic {
    let Some(header) = rows.first() else {
        let message = "the file is empty";
        return Diagnostic::new("csv.empty", DiagnosticLevel::Unusable, message);
    };
    let names: Vec<String> = header
        .cells()
        .take(12)
        .map(|cell| format!("`{}`", super::faults::shown(cell.trim())))
        .collect();
    let more = if header.cells().count() > names.len() { ", …" } else { "" };
    let message = format!("no table that is known: its columns are {}{more}", names.join(", "));
    Diagnostic::new("csv.unknown_table", DiagnosticLevel::Unusable, message)
        .at(format!("line {}", header.line))
        .advise(if is_strava(rows) { IN_ENGLISH.to_owned() } else { advice(header) })
}

const IN_ENGLISH: &str = "it looks like Strava's activities.csv in another language: set Strava to English and export again";

/// Returns whether some cell names a file as Strava's export does, whatever its language.
fn is_strava(rows: &[Row]) -> bool {
    let is_file = |cell: &str| {
        let name = cell.strip_prefix("activities/").unwrap_or("").trim_end_matches(".gz");
        [".fit", ".gpx", ".tcx"].iter().any(|end| name.ends_with(end))
    };
    rows.iter().take(100).any(|row| row.cells().any(is_file))
}

fn advice(header: &Row) -> String {
    let keys: Vec<String> = header.headers().iter().map(|name| key(name)).collect();
    let slip = |format: &'static Format| {
        let wanted = format.lacks(&keys)?;
        header.cells().find_map(|cell| {
            let guess = nearest(cell.trim(), wanted.iter().copied())?;
            Some((format, cell.trim().to_owned(), guess))
        })
    };
    let close = FORMATS.iter().filter(|format| format.shared(&keys) + 1 >= format.needs.len());
    if let Some((format, cell, guess)) = close.filter(|f| f.shared(&keys) > 0).find_map(slip) {
        return format!(
            "it is nearest to {}: did you mean `{guess}` instead of `{cell}`?",
            format.title
        );
    }
    // The first of equals: `max_by_key` gives the last.
    let most = FORMATS.iter().rev().max_by_key(|format| format.shared(&keys));
    match most.and_then(|format| Some((format, format.lacks(&keys)?))) {
        Some((format, names)) if format.shared(&keys) > 0 => {
            format!(
                "it is nearest to {}, which has a column `{}`",
                format.title,
                names.join("` or `")
            )
        }
        _ => {
            "rename the columns as in our own tables: `date,sleep_hours,fatigue[1-5,low_is_worse]`"
                .to_owned()
        }
    }
}
