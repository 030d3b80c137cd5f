//! Lists of entries in JSON.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::fitbit;
use super::options::TableOptions;
use super::sheet::MOST_ROWS;
use crate::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::read::Reading;

/// Larger files are not looked at: a tree of JSON takes many times its text.
const MOST_BYTES: usize = 16 << 20;

/// The entries that are what they should be, each with its place in the list.
pub(super) struct Items<T> {
    items: Vec<(u32, T)>,
}

impl<T: DeserializeOwned> Items<T> {
    fn of(values: Vec<Value>) -> Self {
        let read =
            |(at, value)| Some((u32::try_from(at).ok()?, serde_json::from_value(value).ok()?));
        Self { items: values.into_iter().enumerate().take(MOST_ROWS).filter_map(read).collect() }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.items.iter().map(|(at, item)| (*at, item))
    }
}

/// Reads a list that Fitbit exports; what it holds is told by the keys of its first entry.
pub(super) fn read(file: &str, bytes: &[u8], options: &TableOptions) -> Reading {
    let mut reading = Reading::default();
    let diagnostic = match values(bytes) {
        Ok(values) => entries(file, values, options, &mut reading),
        Err(diagnostic) => Some(diagnostic),
    };
    reading.diagnostics.extend(diagnostic);
    reading
}

fn values(bytes: &[u8]) -> Result<Vec<Value>, Diagnostic> {
    let unusable =
        |code, message: String| Diagnostic::new(code, DiagnosticLevel::Unusable, message);
    if bytes.len() > MOST_BYTES {
        let message = format!("the file is larger than {} MiB", MOST_BYTES >> 20);
        return Err(unusable("json.too_large", message).advise("split it"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice::<Vec<Value>>(bytes).map_err(|error| {
        // Folders of exports hold settings and profiles in JSON as well.
        let is_json = serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
        if is_json && bytes.trim_ascii_start().starts_with(b"{") {
            let message = "an object in JSON, and none of the lists that are read".to_owned();
            return Diagnostic::new("json.not_a_list", DiagnosticLevel::Note, message);
        }
        let place = format!("line {}, column {}", error.line(), error.column());
        unusable("json.syntax", "the file is no list in JSON".to_owned()).at(place)
    })
}

fn entries(
    file: &str,
    values: Vec<Value>,
    options: &TableOptions,
    reading: &mut Reading,
) -> Option<Diagnostic> {
    let first = values.first();
    let has = |key| first.is_some_and(|first| first.get(key).is_some());
    let all = values.len();
    let read = if has("activityName") && has("startTime") {
        note_local_time(options, reading);
        fitbit::exercises(file, &Items::of(values), options, reading)
    } else if has("dateOfSleep") {
        fitbit::nights(file, &Items::of(values), reading)
    } else if has("dateTime") && has("value") {
        fitbit::resting(file, &Items::of(values), reading)
    } else {
        let message = "no list that is known; of JSON, Fitbit's exercises, sleep and resting heart rate are read";
        return Some(Diagnostic::new("json.unknown_list", DiagnosticLevel::Unusable, message));
    };
    (read < all).then(|| {
        let message =
            format!("{} of {all} entries are not what the others are and are not read", all - read);
        Diagnostic::new("json.entry", DiagnosticLevel::Partial, message)
    })
}

fn note_local_time(options: &TableOptions, reading: &mut Reading) {
    if options.zone.is_none() {
        let message = "the list has local times without a zone; they are taken for UTC";
        let note = Diagnostic::new("csv.local_time", DiagnosticLevel::Note, message);
        let help = "say where the runner lives: `time_zone` in athlete.toml";
        reading.diagnostics.push(note.advise(help));
    }
}
