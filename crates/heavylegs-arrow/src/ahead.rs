//! Scores ahead of the caller.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use arrow_array::RecordBatch;
use heavylegs::{EvidenceError, Problem};

use crate::chunk::ChunkScorer;
use crate::cut::{Chunk, Chunks, LEAST_ROWS};
use crate::threads::Threads;

type Scored = Result<RecordBatch, EvidenceError>;

/// A chunk takes some milliseconds. In a process that was forked while a thread was at one, that thread is missing.
const LONGEST_CHUNK: Duration = Duration::from_secs(1);

/// Why nothing more comes.
pub(crate) enum Stopped<E> {
    /// There are no further batches to be had.
    Batches(E),
    /// They can't be scored.
    Rows(EvidenceError),
}

/// The results of batches, in order. After an error it ends.
///
/// Threads score what the caller will ask for next while it works on what it has. The caller does not score with them: what it freed of
/// theirs its own working space would get from the allocator, in cache lines that both write to, which cost 5 % of the time.
pub(crate) struct Ahead<B, E> {
    threads: Arc<Threads>,
    chunks: Chunks<B>,
    waiting: VecDeque<Waiting<E>>,
    /// How many rows are waiting; a chunk counts for some even if it has one, because its result does not take much less memory.
    rows: usize,
    jobs: Arc<Jobs>,
    /// Whether one chunk waits that no thread was told of: it is left to the caller, unless a second one comes.
    is_untold: bool,
}

/// What will be asked for.
enum Waiting<E> {
    /// It is scored, or will be. The rows are kept here until then, so that the caller's thread frees them: for what came from Python
    /// that can take its lock, which the caller may hold while it waits.
    Chunk(Chunk, Receiver<thread::Result<Scored>>),
    Failed(Stopped<E>),
}

/// What is to be scored. Whoever has time takes the first.
struct Jobs {
    scorer: Arc<ChunkScorer>,
    queue: Mutex<VecDeque<Job>>,
}

struct Job {
    chunk: Chunk,
    send: SyncSender<thread::Result<Scored>>,
}

impl Jobs {
    fn queue(&self) -> MutexGuard<'_, VecDeque<Job>> {
        // A queue is whole after a panic elsewhere.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does the first job, if there is one.
    fn do_one(&self) {
        let Some(Job { chunk, send }) = self.queue().pop_front() else { return };
        let scored = catch_unwind(AssertUnwindSafe(|| self.scorer.score(&chunk)));
        drop(chunk);
        // Nobody listens if the results are no longer wanted.
        let _ = send.send(scored);
    }
}

impl<B: Iterator<Item = Result<RecordBatch, E>>, E> Ahead<B, E> {
    pub(crate) fn new(scorer: Arc<ChunkScorer>, threads: Arc<Threads>, batches: B) -> Self {
        let chunks = Chunks::new(batches, threads.count());
        let jobs = Arc::new(Jobs { scorer, queue: Mutex::default() });
        Self { threads, chunks, waiting: VecDeque::new(), rows: 0, jobs, is_untold: false }
    }

    /// Reads on until there is enough to do.
    fn read(&mut self) {
        while self.waiting.is_empty() || self.rows < self.threads.most_rows_ahead() {
            let Some(chunk) = self.chunks.next() else { break };
            match chunk.map_err(Stopped::Batches).and_then(|chunk| self.start(chunk)) {
                Ok(waiting) => self.waiting.push_back(waiting),
                Err(why) => {
                    self.chunks.end();
                    self.waiting.push_back(Waiting::Failed(why));
                }
            }
        }
    }

    fn start(&mut self, chunk: Chunk) -> Result<Waiting<E>, Stopped<E>> {
        let (send, scored) = sync_channel(1);
        self.rows += rows_of(&chunk);
        self.jobs.queue().push_back(Job { chunk: chunk.clone(), send });
        if self.waiting.is_empty() {
            self.is_untold = true;
        } else {
            self.tell()?;
        }
        Ok(Waiting::Chunk(chunk, scored))
    }

    /// Tells threads of the last chunk, and of the one before it if nobody did.
    fn tell(&mut self) -> Result<(), Stopped<E>> {
        let pool = self.threads.pool().map_err(Stopped::Rows)?;
        for _ in 0..=usize::from(self.is_untold) {
            let jobs = Arc::downgrade(&self.jobs);
            pool.spawn(move || {
                if let Some(jobs) = jobs.upgrade() {
                    jobs.do_one();
                }
            });
        }
        self.is_untold = false;
        Ok(())
    }

    /// Waits for a chunk, or scores it here.
    fn wait(&mut self, scored: &Receiver<thread::Result<Scored>>) -> Scored {
        if std::mem::take(&mut self.is_untold) {
            self.jobs.do_one();
        }
        let Ok(scored) = scored.recv() else {
            // Rows that went missing must not look like the end.
            let message = "a thread ended without its rows".to_owned();
            return Err(EvidenceError::of(vec![Problem::error("frame.batch", "rows", message)]));
        };
        scored.unwrap_or_else(|panic| {
            self.end();
            resume_unwind(panic)
        })
    }
}

impl<B, E> Ahead<B, E> {
    /// Lets nothing more come: what no thread has begun is not scored, and what one is at is waited for, so that here too the caller
    /// frees what it read and no thread works on after the stream is gone.
    fn end(&mut self) {
        self.chunks.end();
        let jobs = std::mem::take(&mut *self.jobs.queue());
        drop(jobs);
        for waiting in self.waiting.drain(..) {
            if let Waiting::Chunk(chunk, scored) = waiting {
                let _ = scored.recv_timeout(LONGEST_CHUNK);
                drop(chunk);
            }
        }
    }
}

impl<B, E> Drop for Ahead<B, E> {
    fn drop(&mut self) {
        self.end();
    }
}

fn rows_of(chunk: &Chunk) -> usize {
    chunk.batch.num_rows().max(LEAST_ROWS)
}

impl<B: Iterator<Item = Result<RecordBatch, E>>, E> Iterator for Ahead<B, E> {
    type Item = Result<RecordBatch, Stopped<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read();
        let next = match self.waiting.pop_front()? {
            Waiting::Failed(why) => Err(why),
            Waiting::Chunk(chunk, scored) => {
                self.rows -= rows_of(&chunk);
                self.wait(&scored).map_err(Stopped::Rows)
            }
        };
        if next.is_err() {
            self.end();
        }
        Some(next)
    }
}
