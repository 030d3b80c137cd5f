//! What was read from files.

use std::path::PathBuf;

use heavylegs_training::{Activity, Channel, ReadOptions, WellnessDay, read_paths_while};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use serde_json::{Value, json};

use super::Athlete;
use super::day::{iso, moment};
use crate::interrupt::{Signals, interruptible};

/// Activities, wellness days and diagnostics; the class that users see is made of it in Python.
#[pyclass(module = "heavylegs._core", frozen)]
pub(crate) struct Reading {
    pub(super) reading: heavylegs_training::Reading,
}

/// Reads files and folders on several threads.
#[pyfunction]
#[pyo3(signature = (paths, athlete, threads, progress, /))]
pub(crate) fn read_training(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    athlete: &Athlete,
    threads: usize,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Reading> {
    let options = ReadOptions::default().threads(threads).tables(athlete.athlete.table_options());
    let work = move |signals: &Signals| {
        read_paths_while(&paths, &options, &mut |_| {
            signals.advance(1);
            !signals.stopped()
        })
    };
    Ok(Reading { reading: interruptible(py, progress, work)? })
}

#[pymethods]
impl Reading {
    /// The activities without their records, in JSON.
    fn activities(&self, py: Python<'_>) -> String {
        py.detach(|| listed(&self.reading.activities, activity))
    }

    /// The days of wellness logs, in JSON.
    fn days(&self, py: Python<'_>) -> String {
        py.detach(|| listed(&self.reading.days, wellness))
    }

    /// What was put right, left out or lost, in JSON.
    fn diagnostics(&self) -> String {
        serde_json::to_string(&self.reading.diagnostics).unwrap_or_default()
    }

    /// The records of an activity: a list for each quantity that any of them holds, `None` where it is not known.
    #[pyo3(signature = (activity, /))]
    fn records<'py>(&self, py: Python<'py>, activity: usize) -> PyResult<Bound<'py, PyDict>> {
        let found = self.reading.activities.get(activity);
        let records = &found.ok_or_else(|| PyIndexError::new_err("no such activity"))?.records;
        let columns = PyDict::new(py);
        columns.set_item("time_s", &records.time_s)?;
        let length = records.len();
        for (name, channel) in [
            ("distance_m", &records.distance_m),
            ("speed_m_per_s", &records.speed_m_per_s),
            ("altitude_m", &records.altitude_m),
            ("heart_rate_bpm", &records.heart_rate_bpm),
            ("cadence_spm", &records.cadence_spm),
            ("power_w", &records.power_w),
            ("contact_time_ms", &records.contact_time_ms),
            ("contact_balance_left_percent", &records.contact_balance_left_percent),
            ("vertical_oscillation_mm", &records.vertical_oscillation_mm),
            ("vertical_ratio_percent", &records.vertical_ratio_percent),
            ("step_length_mm", &records.step_length_mm),
            ("temperature_c", &records.temperature_c),
            ("breaths_per_min", &records.breaths_per_min),
        ] {
            if !channel.is_empty() {
                columns.set_item(name, column(py, channel, length)?)?;
            }
        }
        Ok(columns)
    }

    /// Times between heartbeats of an activity, in seconds.
    #[pyo3(signature = (activity, /))]
    fn beats_s(&self, activity: usize) -> PyResult<Vec<f64>> {
        let found = self.reading.activities.get(activity);
        let found = found.ok_or_else(|| PyIndexError::new_err("no such activity"))?;
        Ok(found.beats_s.iter().copied().map(shortest).collect())
    }
}

fn column<'py>(py: Python<'py>, channel: &Channel, length: usize) -> PyResult<Bound<'py, PyList>> {
    PyList::new(py, (0..length).map(|record| channel.get(record).map(shortest)).collect::<Vec<_>>())
}

/// The double that is written like the single: 2.8 and not 2.799999952.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

fn listed<T>(items: &[T], one: impl Fn(&T) -> Value) -> String {
    Value::from(items.iter().map(one).collect::<Vec<_>>()).to_string()
}

fn activity(found: &Activity) -> Value {
    json!({
        "source": found.source,
        "sport": found.sport,
        "start": found.start_s.and_then(|start_s| moment(start_s, found.utc_offset_s)),
        "utc_offset_s": found.utc_offset_s,
        "summary": found.summary,
        "laps": found.laps,
        "pauses": found.pauses,
        "record_count": found.records.len(),
    })
}

fn wellness(found: &WellnessDay) -> Value {
    let mut day = json!(found);
    if let Value::Object(fields) = &mut day {
        fields.remove("day");
        fields.insert("date".to_owned(), json!(iso(found.day)));
    }
    day
}
