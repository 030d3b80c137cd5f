//! Where errors cross from Rust to Python: the only place.

use heavylegs::Problem;
use pyo3::intern;
use pyo3::prelude::*;

pub(crate) fn evidence(py: Python<'_>, error: &heavylegs::EvidenceError) -> PyErr {
    raised(py, "EvidenceError", &error.to_string(), &json(error.problems()))
}

pub(crate) fn knowledge(py: Python<'_>, error: &heavylegs::KnowledgeError) -> PyErr {
    raised(py, "KnowledgeError", &error.to_string(), &json(error.problems()))
}

pub(crate) fn read(py: Python<'_>, error: &heavylegs::ReadError) -> PyErr {
    raised(py, "ReadError", &error.to_string(), &json(error.problems()))
}

/// A number that JSON can't hold.
pub(crate) fn unwritable(py: Python<'_>, message: &str) -> PyErr {
    one(py, "evidence.not_finite", message, "leave out what is not known, or give None")
}

/// A text that goes on after the evidence.
pub(crate) fn syntax(py: Python<'_>, message: &str) -> PyErr {
    one(py, "evidence.syntax", message, "the text must be one JSON object of findings")
}

fn one(py: Python<'_>, code: &str, message: &str, help: &str) -> PyErr {
    let problem = serde_json::json!([{
        "code": code,
        "severity": "error",
        "path": "evidence",
        "message": message,
        "help": help,
    }]);
    raised(py, "EvidenceError", message, &problem.to_string())
}

/// The exceptions are classes of Python, where they can be read, pickled and documented like any other.
fn raised(py: Python<'_>, class: &str, message: &str, problems: &str) -> PyErr {
    let made = || {
        let class = py.import(intern!(py, "heavylegs._errors"))?.getattr(class)?;
        class.call_method1(intern!(py, "_of"), (message, problems))
    };
    made().map_or_else(|error| error, PyErr::from_value)
}

/// Problems hold nothing but texts and numbers of lines.
pub(crate) fn json(problems: &[Problem]) -> String {
    serde_json::to_string(problems).unwrap_or_else(|_| "[]".to_owned())
}
