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

/// A profile of a runner; its lines are told only where somebody wrote them.
pub(crate) fn athlete(
    py: Python<'_>,
    error: &heavylegs_training::AthleteError,
    file: Option<&str>,
    has_lines: bool,
) -> PyErr {
    let problems: Vec<_> = error
        .diagnostics()
        .iter()
        .map(|found| {
            let (line, path) = place(&found.place);
            serde_json::json!({
                "code": found.code,
                "severity": "error",
                "path": path,
                "message": found.message,
                "help": found.help,
                "file": file,
                "line": line.filter(|_| has_lines),
            })
        })
        .collect();
    listed(py, "AthleteError", "the athlete can't be used", &problems)
}

/// What is no text at all.
pub(crate) fn athlete_encoding(py: Python<'_>, at: usize, file: Option<&str>) -> PyErr {
    let problem = serde_json::json!({
        "code": "athlete.encoding",
        "severity": "error",
        "path": "",
        "message": format!("no UTF-8 from byte {at} on"),
        "help": "save it as UTF-8",
        "file": file,
    });
    listed(py, "AthleteError", "the athlete can't be used", &[problem])
}

/// The line and the path of a place such as `line 3, shoes[0].name`.
fn place(text: &str) -> (Option<u32>, &str) {
    let Some(rest) = text.strip_prefix("line ") else { return (None, text) };
    let (line, path) = rest.split_once(", ").unwrap_or((rest, ""));
    (line.parse().ok(), path)
}

/// The message is written in Python, as each problem is shown there.
fn listed(py: Python<'_>, class: &str, title: &str, problems: &[serde_json::Value]) -> PyErr {
    let problems = serde_json::Value::from(problems).to_string();
    raised_by(py, class, "_of_problems", title, &problems)
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
    raised_by(py, class, "_of", message, problems)
}

fn raised_by(py: Python<'_>, class: &str, maker: &str, message: &str, problems: &str) -> PyErr {
    let made = || {
        let class = py.import(intern!(py, "heavylegs._errors"))?.getattr(class)?;
        class.call_method1(maker, (message, problems))
    };
    made().map_or_else(|error| error, PyErr::from_value)
}

/// Problems hold nothing but texts and numbers of lines.
pub(crate) fn json(problems: &[Problem]) -> String {
    serde_json::to_string(problems).unwrap_or_else(|_| "[]".to_owned())
}
