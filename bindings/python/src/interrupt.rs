//! Long calls that Ctrl-C can end.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

/// How often a long call looks for Ctrl-C and tells how far it is.
const TICK: Duration = Duration::from_millis(50);

/// What a long call and whoever waits for it tell each other.
#[derive(Default)]
pub(crate) struct Signals {
    stop: AtomicBool,
    done: AtomicU64,
}

impl Signals {
    /// Whether nobody waits any more.
    pub(crate) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(crate) fn advance(&self, by: u64) {
        self.done.fetch_add(by, Ordering::Relaxed);
    }
}

/// Does `work` on another thread while this one waits for signals: only the thread that Python's handlers run on can see
/// them, and it must not be busy. `progress` is called with how much is done; what it raises ends the work as well.
pub(crate) fn interruptible<T: Send>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&Signals) -> T + Send,
) -> PyResult<T> {
    let signals = Signals::default();
    let progress = progress.map(|progress| progress.clone().unbind());
    py.detach(|| {
        let (finished, waiting) = channel();
        let signals = &signals;
        let worker = move || {
            let _ = finished.send(work(signals));
        };
        std::thread::scope(|scope| {
            scope.spawn(worker);
            loop {
                let result = match waiting.recv_timeout(TICK) {
                    Ok(result) => Some(result),
                    Err(RecvTimeoutError::Timeout) => None,
                    // The work has panicked, and the scope passes that on.
                    Err(RecvTimeoutError::Disconnected) => return Err(PyRuntimeError::new_err("")),
                };
                if let Err(raised) = told(progress.as_ref(), signals) {
                    signals.stop.store(true, Ordering::Relaxed);
                    return Err(raised);
                }
                if let Some(result) = result {
                    return Ok(result);
                }
            }
        })
    })
}

/// Looks for signals and calls `progress`.
fn told(progress: Option<&Py<PyAny>>, signals: &Signals) -> PyResult<()> {
    Python::attach(|py| {
        py.check_signals()?;
        let done = signals.done.load(Ordering::Relaxed);
        progress.map_or(Ok(()), |progress| progress.call1(py, (done,)).map(drop))
    })
}
