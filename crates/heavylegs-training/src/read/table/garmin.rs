//! The list of activities that Garmin Connect exports as `Activities.csv`, in its English forms since 2020 and a German one.

use super::options::Units;
use super::page::Page;
use super::range;
use super::sheet::Row;
use super::sport::sport;
use crate::activity::{Activity, Sport};
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// The columns, each by the names it has had.
struct Columns {
    kind: Option<usize>,
    start: Option<usize>,
    name: Option<usize>,
    distance: Option<usize>,
    time: Option<usize>,
    elapsed: Option<usize>,
    ascent: Option<usize>,
    descent: Option<usize>,
    heart_rate_mean: Option<usize>,
    heart_rate_max: Option<usize>,
    cadence: Option<usize>,
    power: Option<usize>,
}

impl Columns {
    fn of(page: &Page<'_>) -> Self {
        Self {
            kind: page.column(&["activitytype", "aktivitätstyp"]),
            start: page.column(&["date", "start", "datum"]),
            name: page.column(&["title", "aktivitätsname", "titel"]),
            distance: page.column(&["distance", "distanz"]),
            time: page.column(&["time", "activitytime", "zeit"]),
            elapsed: page.column(&["elapsedtime"]),
            ascent: page.column(&["totalascent", "elevgain", "positiverhöhenunterschied"]),
            descent: page.column(&["totaldescent", "elevloss"]),
            heart_rate_mean: page.column(&["avghr", "øhf"]),
            heart_rate_max: page.column(&["maxhr", "maxhf"]),
            cadence: page.column(&["avgruncadence"]),
            power: page.column(&["avgpower"]),
        }
    }
}

/// Reads the list. Its units are those of the account and stand nowhere in it.
pub(super) fn activities(page: &mut Page<'_>, rows: &[Row]) {
    let columns = Columns::of(page);
    let decimals = [columns.distance, columns.ascent, columns.descent, columns.cadence];
    // The stride is not read, but its decimals say more than any other column's.
    let stride = page.column(&["avgstridelength", "aerobicte", "avgverticalratio"]);
    page.find_decimal(rows, &[decimals.as_slice(), &[stride]].concat());
    let units = page.options.units.unwrap_or_else(|| note_units(page));
    let starts = page.moments(rows, columns.start, true);
    for (row, start) in rows.iter().zip(starts) {
        let Some(start) = start else { continue };
        let mut activity = page.new_activity(row);
        page.start(&mut activity, start);
        activity.sport = row.text(columns.kind).map(sport);
        summarise(page, row, &columns, units, &mut activity);
        page.reading.activities.push(activity);
    }
}

fn summarise(
    page: &mut Page<'_>,
    row: &Row,
    columns: &Columns,
    units: Units,
    activity: &mut Activity,
) {
    let summary = &mut activity.summary;
    summary.name = row.text(columns.name).map(str::to_owned);
    summary.moving_s = page.duration(row, columns.time);
    summary.elapsed_s = page.duration(row, columns.elapsed);
    let unit_m = match activity.sport {
        Some(Sport::Swim) => units.pool_m(),
        _ => units.long_m(),
    };
    summary.distance_m = distance_m(page, row, columns.distance, unit_m);
    let mut height = |column| Some(page.number(row, column, range::HEIGHT_M)? * units.height_m());
    (summary.ascent_m, summary.descent_m) = (height(columns.ascent), height(columns.descent));
    summary.heart_rate_mean_bpm = page.number(row, columns.heart_rate_mean, range::HEART_RATE_BPM);
    summary.heart_rate_max_bpm = page.number(row, columns.heart_rate_max, range::HEART_RATE_BPM);
    summary.power_mean_w = page.number(row, columns.power, range::POWER_W);
    // Garmin's table has the steps of both feet, unlike its files.
    if activity.sport.is_some_and(Sport::is_run) {
        summary.cadence_mean_spm = page.number(row, columns.cadence, range::STEPS_PER_MIN);
    }
    let fastest = match activity.sport {
        Some(sport) if sport.is_run() => range::FASTEST_RUN_M_PER_S,
        _ => range::FASTEST_M_PER_S,
    };
    // Runs on a track may be listed in metres: 5000 of them are no 5000 kilometres.
    let time_s = summary.moving_s.or(summary.elapsed_s);
    if time_s.zip(summary.distance_m).is_some_and(|(s, m)| m > fastest * s) {
        summary.distance_m = None;
        page.fault(row, columns.distance, "a distance that can be covered in the time of its row");
    }
}

/// Returns a distance; 0 is what the list has for activities without one.
fn distance_m(page: &mut Page<'_>, row: &Row, column: Option<usize>, unit_m: f64) -> Option<f64> {
    let distance_m = page.number(row, column, range::DISTANCE_M)? * unit_m;
    (distance_m > 0.0).then_some(distance_m)
}

/// Says that kilometres are assumed.
pub(super) fn note_units(page: &mut Page<'_>) -> Units {
    let message = "the table doesn't say its units: distances are taken for kilometres";
    let note = Diagnostic::new("csv.units", DiagnosticLevel::Note, message);
    page.tell(note.advise("if the account shows miles, write `units = \"imperial\"` in athlete.toml; if not, `units = \"metric\"`"));
    Units::Metric
}
