//! Runners drawn from the model.

use heavylegs::simulate::{self, Order, SimulatedRunner, Study};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::engine::Engine;
use crate::interrupt::{Signals, interruptible};

/// Draws runners from an engine: all it draws follows from the seed.
#[pyclass(module = "heavylegs._core", frozen)]
pub(crate) struct Simulator {
    simulator: simulate::Simulator,
}

#[pymethods]
impl Simulator {
    #[new]
    fn new(
        engine: &Engine,
        seed: u64,
        order: &str,
        correlated: f64,
        ungated: bool,
    ) -> PyResult<Self> {
        let order = match order {
            "causes_first" => Order::CausesFirst,
            "shares_kept" => Order::SharesKept,
            "factors_first" => Order::FactorsFirst,
            _ => return Err(PyValueError::new_err(format!("`{order}` is no order"))),
        };
        let simulator = simulate::Simulator::new(engine.core(), seed).order(order);
        let simulator = simulator.correlated(correlated);
        let simulator = if ungated { simulator.ungated() } else { simulator };
        Ok(Self { simulator })
    }

    /// The causes that are on in a runner, and the answers as JSON.
    fn runner(&self, py: Python<'_>, index: u64) -> (Vec<String>, String) {
        parts(&py.detach(|| self.simulator.runner(index)))
    }

    /// The same for a runner in whom a cause is on.
    fn runner_with(
        &self,
        py: Python<'_>,
        cause: &str,
        index: u64,
    ) -> Option<(Vec<String>, String)> {
        py.detach(|| self.simulator.runner_with(cause, index)).as_ref().map(parts)
    }

    fn calibration(
        &self,
        py: Python<'_>,
        runners: u64,
        answered: f64,
        threads: usize,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<String> {
        self.study(py, [runners, threads as u64], answered, progress, |study| {
            json(&study.calibration())
        })
    }

    fn recovery(
        &self,
        py: Python<'_>,
        causes: Vec<String>,
        runners: u64,
        answered: f64,
        threads: usize,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<String> {
        self.study(py, [runners, threads as u64], answered, progress, move |study| {
            json(&study.recovery(causes.iter().map(String::as_str)))
        })
    }
}

impl Simulator {
    fn study(
        &self,
        py: Python<'_>,
        [runners, threads]: [u64; 2],
        answered: f64,
        progress: Option<&Bound<'_, PyAny>>,
        measure: impl FnOnce(&Study<'_>) -> String + Send,
    ) -> PyResult<String> {
        let work = |signals: &Signals| {
            let (advance, stop) = (|by| signals.advance(by), || signals.stopped());
            let study = Study::new(&self.simulator).runners(runners).answered(answered);
            let threads = usize::try_from(threads).unwrap_or(1);
            measure(&study.threads(threads).on_progress(&advance).stop_when(&stop))
        };
        interruptible(py, progress, work)
    }
}

fn parts(runner: &SimulatedRunner) -> (Vec<String>, String) {
    (runner.causes().map(str::to_owned).collect(), json(&runner.answers()))
}

/// What is measured has nothing that JSON can't hold.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
