//! JSON as the core writes it, and answers laid out again.

use heavylegs::Engine;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pythonize::Depythonizer;

use crate::errors;

/// Writes an object as JSON on one line, each number as the core writes it.
#[pyfunction]
#[pyo3(signature = (value, /))]
pub(crate) fn dump(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut text = Vec::new();
    let mut writer = serde_json::Serializer::new(&mut text);
    serde_transcode::transcode(&mut Depythonizer::from_object(value), &mut writer)
        .map_err(|error| PyValueError::new_err(error.to_string()))?;
    String::from_utf8(text).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// Lays out an assessment that is given as its JSON: as `text`, `html` or a `fragment` of HTML.
#[pyfunction]
#[pyo3(signature = (assessment, form, /))]
pub(crate) fn render(py: Python<'_>, assessment: &str, form: &str) -> PyResult<String> {
    let read = py.detach(|| Engine::builtin().read_assessment(assessment));
    let assessment = read.map_err(|error| errors::read(py, &error))?;
    match form {
        "text" => Ok(assessment.to_string()),
        "html" => Ok(assessment.to_html()),
        "fragment" => Ok(assessment.to_html_fragment()),
        _ => Err(PyValueError::new_err(format!("`{form}` is no form"))),
    }
}
