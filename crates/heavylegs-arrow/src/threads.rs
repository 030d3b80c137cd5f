//! The threads that score.

use std::sync::OnceLock;
use std::thread::available_parallelism;

use heavylegs::{EvidenceError, Problem};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::cut::CHUNK_ROWS;

/// So many rows for each thread may be ahead of the caller: enough to do while it takes up what it has and reads on.
const ROWS_AHEAD: usize = 16 * CHUNK_ROWS;

/// Threads that are started by the first table that has something to do for them.
pub(crate) struct Threads {
    count: usize,
    pool: OnceLock<Result<ThreadPool, EvidenceError>>,
}

impl Threads {
    /// As many as are wanted; for 0 as many as the machine has.
    pub(crate) fn new(wanted: usize) -> Self {
        let count = match wanted {
            0 => available_parallelism().map_or(1, usize::from),
            wanted => wanted,
        };
        // No pool has more.
        Self { count: count.min(rayon::max_num_threads()), pool: OnceLock::new() }
    }

    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// How many rows may be ahead of the caller; alone it does what is next and nothing more.
    pub(crate) fn most_rows_ahead(&self) -> usize {
        if self.count == 1 { 0 } else { self.count * ROWS_AHEAD }
    }

    /// Returns them, and starts them if nobody has.
    pub(crate) fn pool(&self) -> Result<&ThreadPool, EvidenceError> {
        self.pool.get_or_init(|| start(self.count)).as_ref().map_err(Clone::clone)
    }

    /// Two of them, on a machine that gives none.
    #[cfg(test)]
    pub(crate) fn that_fail() -> Self {
        let problem = Problem::error("frame.threads", "options.threads", "none".to_owned());
        Self { count: 2, pool: OnceLock::from(Err(EvidenceError::of(vec![problem]))) }
    }

    #[cfg(test)]
    pub(crate) fn are_started(&self) -> bool {
        self.pool.get().is_some()
    }
}

fn start(count: usize) -> Result<ThreadPool, EvidenceError> {
    ThreadPoolBuilder::new().num_threads(count).build().map_err(|error| {
        let message = format!("{count} threads could not be started: {error}");
        let problem = Problem::error("frame.threads", "options.threads", message);
        EvidenceError::of(vec![problem.advise("ask for fewer threads; 1 starts none")])
    })
}
