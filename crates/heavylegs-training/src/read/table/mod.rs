//! Tables: what services export as CSV, logs of apps, and our own tables for what no export has.

mod date;
mod faults;
mod fitbit;
mod garmin;
mod hrv;
mod intervals;
mod json;
mod known;
mod number;
mod options;
mod own;
mod page;
mod pmsys;
mod range;
mod scores;
mod sheet;
mod sport;
mod steps;
mod strava;
#[cfg(test)]
mod tests;
mod text;

pub use options::{TableOptions, Units};

use known::Format;
use page::Page;
use sheet::Row;

use super::Reading;
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// The first rows, among which the header is looked for: some exports begin with titles.
const MOST_TITLES: usize = 6;

/// Reads a table of activities or wellness days; which one it is, its columns say.
///
/// Known are the lists of Strava, Garmin Connect and intervals.icu, the logs of intervals.icu, HRV4Training, Elite HRV, PMSys and
/// Fitbit (as in the data set PMData, JSON too), and our own tables. The text can be UTF-8 or Latin-1, the cells separated by
/// commas, semicolons or tabs.
///
/// What can't be read is said once for a column, and the other cells of its rows are kept. Nothing is guessed: a date that could be
/// two is proven by the others of its column or not read, and so is a number that could have thousands or decimals.
///
/// Of a table 100 000 rows, 1000 columns and 5 million cells are read, of a file 32 MiB (of JSON 16 MiB), in lines
/// of up to 1 MiB.
///
/// # Our own tables
///
/// **Days**: `date`, and any of `resting_heart_rate_bpm`, `rmssd_ms`, `sdnn_ms`, `sleep_hours`, `mass_kg`, `ill` (yes or no), `hurts`
/// (body parts, separated by `;` or `|`) and the scores `fatigue`, `soreness`, `sleep_quality`, `stress`, `mood`, `readiness`,
/// `motivation`. A score names its [`Scale`](crate::Scale) in the header.
///
/// **Runs**: `start` (local) or `start_utc`, any of `sport`, `name`, `duration_s` or `moving_s` (with the clock running),
/// `elapsed_s`, `distance_m`, `ascent_m`, `descent_m`, `heart_rate_mean_bpm`, `heart_rate_max_bpm`, `cadence_mean_spm` (both feet),
/// `power_mean_w`, `air_temperature_c`, `exertion` (0 to 10), `load`, `gear`, `race` (yes or no). Durations can be `h:mm:ss` too.
///
/// # Examples
///
/// ```
/// use heavylegs_training::{TableOptions, Worse, read_table};
///
/// let table = b"date,sleep_hours,fatigue[1-5,low_is_worse]\n2024-05-14,6.5,2\n";
/// let reading = read_table("days.csv", table, &TableOptions::default());
/// assert_eq!(reading.days[0].sleep_hours, Some(6.5));
/// assert_eq!(reading.days[0].scores[0].worse, Some(Worse::Low));
/// ```
#[must_use]
pub fn read(name: &str, bytes: &[u8], options: &TableOptions) -> Reading {
    let mut reading = if is_json(bytes) {
        json::read(name, bytes, options)
    } else if bytes.len() > sheet::MOST_BYTES {
        unusable(too_large())
    } else {
        read_rows(name, bytes, options)
    };
    if reading == Reading::default() {
        reading = unusable(empty());
    }
    for diagnostic in &mut reading.diagnostics {
        name.clone_into(&mut diagnostic.file);
    }
    reading
}

/// Returns whether the text begins like a list or an object of JSON.
fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().first().is_some_and(|first| matches!(first, b'[' | b'{'))
}

fn read_rows(name: &str, bytes: &[u8], options: &TableOptions) -> Reading {
    let mut diagnostics = Vec::new();
    let rows = sheet::rows(bytes, &mut diagnostics);
    let mut headers = rows.iter().take(MOST_TITLES).enumerate();
    let found = headers.find_map(|(at, row)| Some((at, row, Format::of(row)?)));
    let Some((at, header, format)) = found else {
        if diagnostics.iter().all(|told| told.level != DiagnosticLevel::Unusable) {
            diagnostics.push(known::unknown(&rows));
        }
        return unusable_all(diagnostics);
    };
    let mut page = Page::new(name, format.name, header, options);
    page.reading.diagnostics = diagnostics;
    let mut rows = rows;
    rows.drain(..=at);
    if !format.overflows {
        leave_out_shifted(&mut rows, &mut page);
    }
    rows.retain(|row| !row.is_empty());
    (format.read)(&mut page, &rows);
    page.finish()
}

/// Leaves out rows with cells beyond the last column: an unquoted comma has shifted them.
fn leave_out_shifted(rows: &mut Vec<Row>, page: &mut Page<'_>) {
    let (columns, before) = (page.headers.len(), rows.len());
    let first = rows.iter().find(|row| row.overflows(columns)).map(|row| row.line);
    rows.retain(|row| !row.overflows(columns));
    if let Some(line) = first {
        let shifted = before - rows.len();
        let message = format!("{shifted} rows have more cells than columns and are not read");
        let diagnostic = Diagnostic::new("csv.row_length", DiagnosticLevel::Partial, message);
        let help = "put cells that hold the separator in quotes";
        page.tell(diagnostic.at(format!("line {line}")).advise(help));
    }
}

/// What is said of a table that is known and holds nothing.
fn empty() -> Diagnostic {
    let message = "the table is known but has no row with anything in it".to_owned();
    let help = "export it again, over days on which something was recorded";
    Diagnostic::new("csv.empty", DiagnosticLevel::Unusable, message).advise(help)
}

fn too_large() -> Diagnostic {
    let message = format!("the file is larger than {} MiB", sheet::MOST_BYTES >> 20);
    Diagnostic::new("csv.too_large", DiagnosticLevel::Unusable, message).advise("split it")
}

fn unusable(diagnostic: Diagnostic) -> Reading {
    unusable_all(vec![diagnostic])
}

fn unusable_all(diagnostics: Vec<Diagnostic>) -> Reading {
    Reading { diagnostics, ..Reading::default() }
}
