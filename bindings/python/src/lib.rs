//! The Python package `heavylegs`: mappings in, dictionaries out, everything else is the core's.

mod engine;
mod errors;
mod scalars;

use pyo3::prelude::*;

use engine::PyEngine;

/// Ranks the causes that can be at work, with the built-in knowledge.
#[pyfunction]
#[pyo3(
    signature = (evidence, /, *, top=5, profile="wellness".to_owned(), stability=true, redact_sensitive=false, language="en".to_owned()),
    text_signature = "(evidence, /, *, top=5, profile='wellness', stability=True, redact_sensitive=False, language='en')"
)]
fn assess(
    evidence: Bound<'_, PyAny>,
    top: i64,
    profile: String,
    stability: bool,
    redact_sensitive: bool,
    language: String,
) -> PyResult<Bound<'_, PyAny>> {
    PyEngine::builtin().assess(evidence, top, profile, stability, redact_sensitive, language)
}

#[pymodule(gil_used = false)]
mod _core {
    #[pymodule_export]
    use super::assess;
    #[pymodule_export]
    use super::engine::PyEngine;
    #[pymodule_export]
    use super::errors::{EvidenceError, HeavyLegsError, KnowledgeError};

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name Python gives it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
