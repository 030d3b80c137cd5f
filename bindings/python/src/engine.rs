//! The engine as a Python class.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};

use heavylegs::{Draft, EvidenceError, Workspace};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString};
use pythonize::Depythonizer;

use crate::errors;
use crate::evidence;
use crate::interrupt::{Signals, interruptible};
use crate::knowledge::KnowledgeBase;
use crate::scalars::plain;

/// A knowledge base compiled for inference; the class that users see is made of it in Python.
#[pyclass(module = "heavylegs._core", frozen)]
pub(crate) struct Engine {
    engine: heavylegs::Engine,
    /// The keys of the posteriors, made once.
    causes: PyOnceLock<Vec<Py<PyString>>>,
}

thread_local! {
    /// Buffers that are kept from call to call.
    static WORKSPACE: RefCell<Workspace> = RefCell::new(Workspace::new());
}

impl Engine {
    pub(crate) fn core(&self) -> &heavylegs::Engine {
        &self.engine
    }

    fn of(engine: heavylegs::Engine) -> Self {
        Self { engine, causes: PyOnceLock::new() }
    }

    fn keys(&self, py: Python<'_>) -> &[Py<PyString>] {
        self.causes.get_or_init(py, || {
            let causes = self.engine.scored_causes().chain(["none_of_these"]);
            causes.map(|id| PyString::intern(py, id).unbind()).collect()
        })
    }
}

#[pymethods]
impl Engine {
    #[staticmethod]
    fn builtin(py: Python<'_>) -> Self {
        Self::of(py.detach(heavylegs::Engine::builtin))
    }

    #[staticmethod]
    fn of_knowledge(py: Python<'_>, knowledge: &KnowledgeBase) -> Self {
        let knowledge = knowledge.knowledge.clone();
        Self::of(py.detach(|| heavylegs::Engine::new(knowledge)))
    }

    /// Answers a request that is a mapping, in JSON; `verb` is the method of the core.
    #[pyo3(signature = (verb, request, /))]
    fn answer(&self, verb: &str, request: &Bound<'_, PyAny>) -> PyResult<String> {
        let (py, engine) = (request.py(), &self.engine);
        let draft = draft(request)?;
        let answer = py.detach(|| match verb {
            "what_if" => engine.what_if_draft(draft?).map(|answer| answer.to_json()),
            "questions" => engine.questions_draft(draft?).map(|answer| answer.to_json()),
            "follow_up" => engine.follow_up_draft(draft?).map(|answer| answer.to_json()),
            _ => engine.assess_draft(draft?).map(|answer| answer.to_json()),
        });
        answer.map_err(|error| errors::evidence(py, &error))
    }

    /// Answers many requests, on several threads. The problems of all of them come at once, each with the number of its request.
    #[pyo3(signature = (requests, threads, progress, /))]
    fn assess_many(
        &self,
        requests: &Bound<'_, PyAny>,
        threads: usize,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<(bool, String)>> {
        let py = requests.py();
        let drafts: Vec<Read> =
            requests.try_iter()?.map(|request| draft(&request?)).collect::<PyResult<_>>()?;
        interruptible(py, progress, |signals| many(&self.engine, &drafts, threads, signals))
    }

    /// Answers a request in JSON with an assessment in JSON.
    #[pyo3(signature = (text, /))]
    fn assess_json(&self, py: Python<'_>, text: &str) -> PyResult<String> {
        py.detach(|| self.engine.assess_json(text)).map_err(|error| errors::evidence(py, &error))
    }

    /// The posterior probability of every scored cause, and of none of them.
    #[pyo3(signature = (findings, /))]
    fn posteriors<'py>(&self, findings: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
        let py = findings.py();
        let evidence = evidence::read(findings)?;
        let inferred = py.detach(|| {
            let compiled = self.engine.compile(&evidence?)?;
            Ok(WORKSPACE.with_borrow_mut(|workspace| {
                let mut posteriors = self.engine.posteriors_into(&compiled, workspace).to_vec();
                posteriors.push(workspace.none_of_these());
                posteriors
            }))
        });
        let inferred = inferred.map_err(|error| errors::evidence(py, &error))?;
        let posteriors = PyDict::new(py);
        for (cause, probability) in self.keys(py).iter().zip(inferred) {
            posteriors.set_item(cause, probability)?;
        }
        Ok(posteriors)
    }
}

/// A request as far as it could be read.
type Read = Result<Draft, EvidenceError>;

/// Reads a mapping; the outer error is Python's own, raised by an object on the way.
fn draft(request: &Bound<'_, PyAny>) -> PyResult<Read> {
    let request = plain(request.clone())?;
    Ok(Draft::from_serde(&mut Depythonizer::from_object(&request)))
}

/// For each request in order whether it was answered, and the answer or what is wrong with it as JSON.
fn many(
    engine: &heavylegs::Engine,
    drafts: &[Read],
    threads: usize,
    signals: &Signals,
) -> Vec<(bool, String)> {
    let next = AtomicUsize::new(0);
    let toil = || {
        let mut answers = Vec::new();
        while !signals.stopped() {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(draft) = drafts.get(at) else { break };
            let answer = draft.clone().and_then(|draft| engine.assess_draft(draft));
            let text = match &answer {
                Ok(answer) => answer.to_json(),
                Err(error) => errors::json(error.problems()),
            };
            answers.push((at, (answer.is_ok(), text)));
            signals.advance(1);
        }
        answers
    };
    let mut answers = std::thread::scope(|scope| {
        let others: Vec<_> =
            (1..threads.clamp(1, drafts.len().max(1))).map(|_| scope.spawn(toil)).collect();
        let mut answers = toil();
        for other in others {
            match other.join() {
                Ok(more) => answers.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    });
    answers.sort_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
