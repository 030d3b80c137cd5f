//! Where errors cross from Rust to Python: the only place.

use heavylegs::Problem;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

create_exception!(heavylegs, HeavyLegsError, PyValueError, "An input that can't be used.");
create_exception!(heavylegs, EvidenceError, HeavyLegsError, "Evidence that can't be used.");
create_exception!(
    heavylegs,
    KnowledgeError,
    HeavyLegsError,
    "A knowledge base that can't be used."
);

pub(crate) fn evidence(py: Python<'_>, error: &heavylegs::EvidenceError) -> PyErr {
    with_problems(py, EvidenceError::new_err(error.to_string()), error.problems())
}

pub(crate) fn knowledge(py: Python<'_>, error: &heavylegs::KnowledgeError) -> PyErr {
    with_problems(py, KnowledgeError::new_err(error.to_string()), error.problems())
}

/// Adds `code` and `path` of the first problem, and all of them as dictionaries.
fn with_problems(py: Python<'_>, raised: PyErr, problems: &[Problem]) -> PyErr {
    let value = raised.value(py);
    let first = problems.first();
    let attributes = || {
        value.setattr("code", first.map_or("", Problem::code))?;
        value.setattr("path", first.map_or("", Problem::path))?;
        value.setattr("problems", pythonize::pythonize(py, problems)?)
    };
    // Only a failed allocation can stop this; that is then the error.
    attributes().err().unwrap_or(raised)
}
