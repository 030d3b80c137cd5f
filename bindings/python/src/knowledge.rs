//! The knowledge base as a Python class.

use heavylegs::{KnowledgeBuilder, Severity};
use pyo3::prelude::*;

use crate::errors;

/// Paths within a folder of knowledge, and the texts of the files.
type Files = Vec<(String, String)>;

/// Everything the engine knows; the class that users see is made of it in Python.
#[pyclass(module = "heavylegs._core", frozen)]
pub(crate) struct KnowledgeBase {
    pub(crate) knowledge: heavylegs::KnowledgeBase,
}

#[pymethods]
impl KnowledgeBase {
    #[staticmethod]
    fn builtin() -> Self {
        Self { knowledge: heavylegs::KnowledgeBase::builtin() }
    }

    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        built(py, || heavylegs::KnowledgeBase::builder().json("", text))
    }

    /// A whole knowledge base of authored files, or the built-in one with overlays.
    #[staticmethod]
    fn from_files(py: Python<'_>, files: Files, overlays: Vec<(String, Files)>) -> PyResult<Self> {
        built(py, || builder(files, overlays))
    }

    /// Every problem of such files as JSON, warnings and failed test cases among them.
    #[staticmethod]
    fn check(py: Python<'_>, files: Files, overlays: Vec<(String, Files)>) -> String {
        let problems = py.detach(|| {
            let (knowledge, mut problems) = builder(files, overlays).check();
            problems
                .extend(knowledge.into_iter().flat_map(|k| heavylegs::Engine::new(k).run_cases()));
            problems
        });
        errors::json(&problems)
    }

    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| self.knowledge.to_json())
    }

    /// The warnings as JSON.
    fn warnings(&self) -> String {
        let warnings = self.knowledge.warnings();
        debug_assert!(warnings.iter().all(|w| w.severity() == Severity::Warning));
        errors::json(warnings)
    }

    /// The entries of a part as JSON.
    fn entries(&self, py: Python<'_>, part: &str) -> Option<String> {
        py.detach(|| self.knowledge.entries_json(part))
    }

    /// The page of an entry as `text`, `html` or a `fragment` of HTML; nothing for an id that stands for nothing.
    fn page(&self, py: Python<'_>, id: &str, form: &str) -> Option<String> {
        py.detach(|| {
            let page = self.knowledge.page(id)?;
            Some(match form {
                "html" => page.to_html(),
                "fragment" => page.to_html_fragment(),
                _ => page.to_string(),
            })
        })
    }

    /// A hint for an id that stands for nothing.
    fn did_you_mean(&self, id: &str) -> Option<String> {
        self.knowledge.did_you_mean(id)
    }

    #[getter]
    fn version(&self) -> &str {
        self.knowledge.version()
    }

    #[getter]
    fn hash(&self) -> &str {
        self.knowledge.hash()
    }

    #[getter]
    fn languages(&self) -> Vec<&str> {
        self.knowledge.languages()
    }

    #[getter]
    fn families(&self) -> Vec<String> {
        self.knowledge.families().to_vec()
    }
}

fn builder(files: Files, overlays: Vec<(String, Files)>) -> KnowledgeBuilder {
    let builder = heavylegs::KnowledgeBase::builder();
    let builder = if files.is_empty() { builder.builtin() } else { builder };
    let add =
        |builder: KnowledgeBuilder, (path, text): (String, String)| builder.file(&path, &text);
    let builder = files.into_iter().fold(builder, add);
    overlays.into_iter().fold(builder, |builder, (prefix, files)| {
        builder.overlay(&prefix, files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    })
}

fn built(
    py: Python<'_>,
    builder: impl FnOnce() -> KnowledgeBuilder + Send,
) -> PyResult<KnowledgeBase> {
    let knowledge = py.detach(|| builder().build());
    let knowledge = knowledge.map_err(|error| errors::knowledge(py, &error))?;
    Ok(KnowledgeBase { knowledge })
}
