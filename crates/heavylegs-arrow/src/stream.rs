//! Results of a stream, as it comes.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use heavylegs::EvidenceError;

use crate::cut::{Chunk, Chunks};
use crate::frame::FrameScorer;

/// The results of a stream, in order; made by [`FrameScorer::stream`].
///
/// It reads ahead as many rows as keep all threads busy, and no more: they score while the caller works on what is done. After an error
/// it ends.
#[derive(Debug)]
pub struct Frames<R> {
    scorer: FrameScorer,
    chunks: Chunks<R>,
    ahead: VecDeque<Ahead>,
    rows_ahead: usize,
    /// Gone with the stream: what is ahead then need not be scored.
    wanted: Arc<()>,
}

type Scored = Result<RecordBatch, EvidenceError>;

/// What will be asked for.
#[derive(Debug)]
enum Ahead {
    /// A thread is at it, or will be. The rows are kept here until it is done, so that the caller's thread frees them: for what came
    /// from Python that can take its lock, which the caller may hold while it waits.
    Scoring(Chunk, Receiver<thread::Result<Scored>>),
    /// The reader failed.
    Failed(ArrowError),
}

impl<R: RecordBatchReader> Frames<R> {
    pub(crate) fn new(scorer: FrameScorer, batches: R) -> Self {
        let chunks = Chunks::new(batches, scorer.threads);
        Self { scorer, chunks, ahead: VecDeque::new(), rows_ahead: 0, wanted: Arc::default() }
    }

    /// Returns the next results; nothing at the end.
    fn next_scored(&mut self) -> Option<Result<RecordBatch, ArrowError>> {
        if self.scorer.pool.is_none() {
            let scored = |chunk| self.scorer.chunks.score(&chunk).map_err(external);
            return self.chunks.next().map(|chunk| chunk.and_then(scored));
        }
        self.keep_busy();
        match self.ahead.pop_front()? {
            Ahead::Failed(error) => Some(Err(error)),
            Ahead::Scoring(chunk, scored) => {
                self.rows_ahead -= chunk.batch.num_rows();
                // A job sends before it ends, whatever happens in it.
                let scored = scored.recv().ok()?.unwrap_or_else(|panic| resume_unwind(panic));
                Some(scored.map_err(external))
            }
        }
    }

    /// Reads ahead for the threads.
    fn keep_busy(&mut self) {
        while self.rows_ahead < self.chunks.most_ahead() {
            let Some(chunk) = self.chunks.next() else { break };
            let ahead = chunk.map_or_else(Ahead::Failed, |chunk| self.start(chunk));
            self.ahead.push_back(ahead);
        }
    }

    fn start(&mut self, chunk: Chunk) -> Ahead {
        self.rows_ahead += chunk.batch.num_rows();
        let (send, scored) = sync_channel(1);
        let (mine, with) = (chunk.clone(), Arc::clone(&self.scorer.chunks));
        let wanted = Arc::downgrade(&self.wanted);
        let job = move || {
            if wanted.strong_count() > 0 {
                let scored = catch_unwind(AssertUnwindSafe(|| with.score(&mine)));
                drop((mine, with));
                // Nobody listens if the stream has gone meanwhile.
                let _ = send.send(scored);
            }
        };
        if let Some(pool) = &self.scorer.pool {
            pool.spawn(job);
        }
        Ahead::Scoring(chunk, scored)
    }

    fn end(&mut self) {
        self.chunks.end();
        self.ahead.clear();
        self.wanted = Arc::default();
    }
}

fn external(error: EvidenceError) -> ArrowError {
    ArrowError::ExternalError(error.into())
}

impl<R: RecordBatchReader> Iterator for Frames<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.next_scored();
        if !matches!(next, Some(Ok(_))) {
            self.end();
        }
        next
    }
}

impl<R: RecordBatchReader> RecordBatchReader for Frames<R> {
    fn schema(&self) -> SchemaRef {
        self.scorer.schema()
    }
}
