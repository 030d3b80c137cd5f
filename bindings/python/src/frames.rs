//! Tables of Arrow, in and out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use heavylegs_arrow::{FrameOptions, FrameScorer, Frames, Layout};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use pyo3_arrow::{PyRecordBatchReader, PySchema};

use crate::engine::Engine;
use crate::errors;

/// The keywords, as `_frames.py` completes them.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Keywords {
    keep: Vec<String>,
    units: BTreeMap<String, String>,
    posteriors: Option<String>,
    bayes_factors: Option<String>,
    top_causes: usize,
    top_families: usize,
    recommendations: usize,
    urgency: bool,
    coverage: bool,
    strict: bool,
    threads: usize,
}

impl Keywords {
    fn options(self) -> FrameOptions {
        let options = FrameOptions::default()
            .keep(self.keep)
            .posteriors(self.posteriors.as_deref().map(layout))
            .bayes_factors(self.bayes_factors.as_deref().map(layout))
            .top_causes(self.top_causes)
            .top_families(self.top_families)
            .recommendations(self.recommendations)
            .urgency(self.urgency)
            .coverage(self.coverage)
            .strict(self.strict)
            .threads(self.threads);
        self.units.iter().fold(options, |options, (id, unit)| options.unit(id, unit))
    }
}

fn layout(word: &str) -> Layout {
    if word == "list" { Layout::List } else { Layout::Wide }
}

/// Assesses a table, batch by batch as the results are read.
#[pyfunction]
#[pyo3(signature = (engine, frame, keywords, /))]
pub(crate) fn assess_frame(
    py: Python<'_>,
    engine: &Engine,
    frame: AnyRecordBatch,
    keywords: Keywords,
) -> PyResult<PyRecordBatchReader> {
    let reader = frame.into_reader()?;
    let options = keywords.options();
    let frames = py.detach(|| FrameScorer::stream(engine.core(), reader, &options));
    let frames = frames.map_err(|error| errors::evidence(py, &error))?;
    Ok(PyRecordBatchReader::new(Box::new(Guarded(Some(frames)))))
}

/// Results that another library pulls through C, where a panic would end the whole process: it becomes an error, and the end.
struct Guarded<R>(Option<Frames<R>>);

impl<R: RecordBatchReader> Iterator for Guarded<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut frames = self.0.take()?;
        let next = catch_unwind(AssertUnwindSafe(|| frames.next()));
        if next.is_ok() {
            self.0 = Some(frames);
        }
        next.unwrap_or_else(|_| {
            let message = "heavylegs panicked: a bug; please report it with the table's schema";
            Some(Err(ArrowError::ComputeError(message.to_owned())))
        })
    }
}

impl<R: RecordBatchReader> RecordBatchReader for Guarded<R> {
    fn schema(&self) -> SchemaRef {
        self.0.as_ref().map_or_else(|| Arc::new(Schema::empty()), RecordBatchReader::schema)
    }
}

/// The schema of the results of a table with this schema.
#[pyfunction]
#[pyo3(signature = (engine, schema, keywords, /))]
#[expect(clippy::needless_pass_by_value, reason = "what is read from Python comes as a value")]
pub(crate) fn frame_schema(
    py: Python<'_>,
    engine: &Engine,
    schema: PySchema,
    keywords: Keywords,
) -> PyResult<PySchema> {
    let scorer = FrameScorer::new(engine.core(), schema.as_ref(), &keywords.options());
    let scorer = scorer.map_err(|error| errors::evidence(py, &error))?;
    Ok(PySchema::new(scorer.schema()))
}
