//! The engine as a Python class.

use heavylegs::{Assessment, Draft, Engine, KnowledgeBase, Workspace};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use pythonize::Depythonizer;

use crate::errors;
use crate::scalars::plain;

/// A knowledge base compiled for inference; immutable, and shared by threads as it is.
#[pyclass(name = "Engine", module = "heavylegs", frozen, eq, hash)]
pub(crate) struct PyEngine {
    engine: Engine,
}

/// What the core reads as a request: it knows the options, and what is wrong with them.
#[derive(IntoPyObject)]
pub(crate) struct Request<'py> {
    schema: u8,
    evidence: Bound<'py, PyAny>,
    options: Options,
}

#[derive(IntoPyObject)]
struct Options {
    language: String,
    top: i64,
    profile: String,
    stability: bool,
    redact_sensitive: bool,
}

impl<'py> Request<'py> {
    pub(crate) fn new(
        evidence: Bound<'py, PyAny>,
        top: i64,
        profile: String,
        stability: bool,
        redact_sensitive: bool,
        language: String,
    ) -> Self {
        let options = Options { language, top, profile, stability, redact_sensitive };
        Self { schema: 1, evidence, options }
    }
}

impl PyEngine {
    /// Reads a request, and assesses it while other threads run.
    pub(crate) fn answer(&self, py: Python<'_>, request: Request<'_>) -> PyResult<Assessment> {
        let mapping = request.into_pyobject(py)?;
        let draft = Draft::from_serde(&mut Depythonizer::from_object(&mapping));
        py.detach(|| self.engine.assess_draft(draft?)).map_err(|error| errors::evidence(py, &error))
    }
}

/// Two engines with the same knowledge give the same answers.
impl PartialEq for PyEngine {
    fn eq(&self, other: &Self) -> bool {
        self.engine.knowledge().hash() == other.engine.knowledge().hash()
    }
}

impl std::hash::Hash for PyEngine {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.engine.knowledge().hash().hash(state);
    }
}

#[pymethods]
impl PyEngine {
    /// Returns the engine of the built-in knowledge.
    #[new]
    pub(crate) fn builtin() -> Self {
        Self { engine: Engine::builtin() }
    }

    /// Returns the engine of a knowledge base in canonical JSON.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        let knowledge = py.detach(|| KnowledgeBase::from_json(text).map(Engine::new));
        knowledge.map(|engine| Self { engine }).map_err(|error| errors::knowledge(py, &error))
    }

    /// Ranks the causes that can be at work, as a dictionary.
    #[pyo3(
        signature = (evidence, /, *, top=5, profile="wellness".to_owned(), stability=true, redact_sensitive=false, language="en".to_owned()),
        text_signature = "($self, evidence, /, *, top=5, profile='wellness', stability=True, redact_sensitive=False, language='en')"
    )]
    pub(crate) fn assess<'py>(
        &self,
        evidence: Bound<'py, PyAny>,
        top: i64,
        profile: String,
        stability: bool,
        redact_sensitive: bool,
        language: String,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = evidence.py();
        let request =
            Request::new(plain(evidence)?, top, profile, stability, redact_sensitive, language);
        // Through the JSON text, so that both have the same lists, texts and numbers.
        let text = self.answer(py, request)?.to_json();
        py.import("json")?.call_method1("loads", (text,))
    }

    /// Answers a request in JSON with an assessment in JSON.
    #[pyo3(signature = (text, /))]
    fn assess_json(&self, py: Python<'_>, text: &str) -> PyResult<String> {
        py.detach(|| self.engine.assess_json(text)).map_err(|error| errors::evidence(py, &error))
    }

    /// Returns the assessment as a report a runner can read.
    #[pyo3(
        signature = (evidence, /, *, top=5, profile="wellness".to_owned(), stability=true, redact_sensitive=false, language="en".to_owned()),
        text_signature = "($self, evidence, /, *, top=5, profile='wellness', stability=True, redact_sensitive=False, language='en')"
    )]
    fn report(
        &self,
        evidence: Bound<'_, PyAny>,
        top: i64,
        profile: String,
        stability: bool,
        redact_sensitive: bool,
        language: String,
    ) -> PyResult<String> {
        let py = evidence.py();
        let request =
            Request::new(plain(evidence)?, top, profile, stability, redact_sensitive, language);
        Ok(self.answer(py, request)?.to_string())
    }

    /// Returns the posterior probability of every scored cause, and of none of them.
    #[pyo3(signature = (evidence, /))]
    fn posteriors<'py>(&self, evidence: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
        let py = evidence.py();
        let evidence = plain(evidence.clone())?;
        let evidence = heavylegs::read_evidence(&mut Depythonizer::from_object(&evidence));
        let mut workspace = Workspace::new();
        py.detach(|| {
            let compiled = self.engine.compile(&evidence?)?;
            self.engine.posteriors_into(&compiled, &mut workspace);
            Ok(())
        })
        .map_err(|error| errors::evidence(py, &error))?;
        let posteriors = PyDict::new(py);
        for (cause, probability) in self.engine.scored_causes().zip(workspace.probabilities()) {
            posteriors.set_item(cause, probability)?;
        }
        posteriors.set_item("none_of_these", workspace.none_of_these())?;
        Ok(posteriors)
    }

    /// The version of the knowledge, which is not that of the library.
    #[getter]
    fn knowledge_version(&self) -> &str {
        self.engine.knowledge().version()
    }

    /// The SHA-256 of the canonical knowledge, in hexadecimal.
    #[getter]
    fn knowledge_hash(&self) -> &str {
        self.engine.knowledge().hash()
    }

    fn __repr__(&self) -> String {
        let knowledge = self.engine.knowledge();
        let hash = knowledge.hash().get(..12).unwrap_or_default();
        format!("<heavylegs.Engine: knowledge {}, hash {hash}…>", knowledge.version())
    }

    /// Pickles the knowledge; the built-in one by name, since every process has it.
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let class = py.get_type::<Self>().into_any();
        if *self == Self::builtin() {
            return Ok((class, PyTuple::empty(py)));
        }
        let arguments = PyTuple::new(py, [self.engine.knowledge().to_json()])?;
        Ok((class.getattr("from_json")?, arguments))
    }
}
