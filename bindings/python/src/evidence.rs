//! Evidence from mappings.

use heavylegs::{Evidence, EvidenceError, Finding};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyString};
use pythonize::Depythonizer;

use crate::errors;
use crate::scalars::plain;

/// Checks the shape of evidence and returns it as canonical JSON.
#[pyfunction]
#[pyo3(signature = (mapping, /))]
pub(crate) fn read_evidence(mapping: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = mapping.py();
    let evidence = read(mapping)?.map_err(|error| errors::evidence(py, &error))?;
    // Only a number that is not finite can't be written.
    serde_json::to_string(&evidence).map_err(|error| errors::unwritable(py, &error.to_string()))
}

/// The same for a text.
#[pyfunction]
#[pyo3(signature = (text, /))]
pub(crate) fn read_evidence_json(py: Python<'_>, text: &str) -> PyResult<String> {
    let mut source = serde_json::Deserializer::from_str(text);
    let read = heavylegs::read_evidence(&mut source);
    let evidence = read.map_err(|error| errors::evidence(py, &error))?;
    source.end().map_err(|error| errors::syntax(py, &error.to_string()))?;
    serde_json::to_string(&evidence).map_err(|error| errors::unwritable(py, &error.to_string()))
}

/// Reads a mapping of findings; the outer error is Python's own, raised by an object on the way.
pub(crate) fn read(mapping: &Bound<'_, PyAny>) -> PyResult<Result<Evidence, EvidenceError>> {
    if let Some(evidence) = mapping.cast::<PyDict>().ok().and_then(short) {
        return Ok(Ok(evidence));
    }
    let mapping = plain(mapping.clone())?;
    Ok(heavylegs::read_evidence(&mut Depythonizer::from_object(&mapping)))
}

/// Reads findings that all are in their shortest form, without a detour: what pipelines hand over a million times.
fn short(mapping: &Bound<'_, PyDict>) -> Option<Evidence> {
    let mut evidence = Evidence::new();
    for (id, value) in mapping {
        let id = id.cast_exact::<PyString>().ok()?.to_str().ok()?.to_owned();
        evidence.insert(id, finding(&value)?);
    }
    Some(evidence)
}

fn finding(value: &Bound<'_, PyAny>) -> Option<Finding> {
    if let Ok(answer) = value.cast_exact::<PyBool>() {
        return Some(if answer.is_true() { Finding::present() } else { Finding::absent() });
    }
    if let Ok(number) = value.cast_exact::<PyFloat>() {
        return Some(Finding::number(number.value()));
    }
    if let Ok(word) = value.cast_exact::<PyString>() {
        return word.to_str().ok().map(Finding::level);
    }
    // A whole number beyond what a double holds exactly is for the longer way to judge.
    let number = value.cast_exact::<PyInt>().ok()?.extract::<i32>().ok()?;
    Some(Finding::number(f64::from(number)))
}
