//! From files to activities and wellness days, whatever the format.

mod door;
mod draft;
#[cfg(feature = "fit")]
mod fit;
mod gpx;
mod kind;
mod limits;
mod meter;
mod paths;
pub(crate) mod table;
mod tcx;
mod time;
mod way;
mod xml;

pub use door::{read_bytes, read_from};
pub use paths::{Progress, ReadOptions, read_paths, read_paths_while};

use crate::activity::Activity;
use crate::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::wellness::WellnessDay;

/// What was read from a file or a folder: everything that could be, and what could not.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Reading {
    /// The activities, in the order of the files.
    pub activities: Vec<Activity>,
    /// The days of wellness logs, in the order of the files; a day can stand in several.
    pub days: Vec<WellnessDay>,
    /// What was put right, left out or lost, and where.
    pub diagnostics: Vec<Diagnostic>,
}

/// Returns whether a file has given as much as it may.
fn is_full(reading: &Reading) -> bool {
    let records: usize = reading.activities.iter().map(|activity| activity.records.len()).sum();
    reading.activities.len() >= limits::ACTIVITIES || records >= limits::RECORDS
}

/// Says of an XML file what was left out, and whether that was all of it.
fn say_what_was_left_out(
    reading: &mut Reading,
    format: &str,
    timeless: usize,
    is_over_limit: bool,
) {
    let mut say = |code, level, message: String| {
        reading.diagnostics.push(Diagnostic::new(code, level, message));
    };
    if timeless > 0 {
        say(
            "read.no_time",
            DiagnosticLevel::Note,
            format!("{timeless} points have no time and were left out"),
        );
    }
    if is_over_limit {
        let message = "more points, laps or activities than a file may hold; the rest is left out";
        say("read.limit", DiagnosticLevel::Partial, message.to_owned());
    }
    if reading.activities.is_empty() && reading.diagnostics.is_empty() {
        let message = format!("{} without an activity", format.to_uppercase());
        reading.diagnostics.push(Diagnostic::new(
            "read.no_activity",
            DiagnosticLevel::Unusable,
            message,
        ));
    }
}
