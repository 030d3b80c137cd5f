//! Cuts batches into pieces for threads.

use arrow_array::RecordBatch;

/// The most rows of one batch of results: they and their working space stay in the caches of a core, and at the end no thread waits
/// long for another.
pub(crate) const CHUNK_ROWS: usize = 1024;

/// Fewer are not worth waking another thread.
pub(crate) const LEAST_ROWS: usize = 256;

/// A piece of a batch.
#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    pub(crate) batch: RecordBatch,
    /// The row of the whole table at which it begins.
    pub(crate) row: usize,
}

/// The pieces of a batch, in order.
#[derive(Debug)]
struct Cut {
    batch: RecordBatch,
    /// The row of the whole table at which the batch begins.
    before: usize,
    /// How much of the batch is cut off, and how much is cut at a time.
    at: usize,
    most: usize,
}

impl Iterator for Cut {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        let rows = self.most.min(self.batch.num_rows() - self.at);
        let batch = (rows > 0).then(|| self.batch.slice(self.at, rows))?;
        let chunk = Chunk { batch, row: self.before + self.at };
        self.at += rows;
        Some(chunk)
    }
}

/// The pieces of batches as they come; each thread gets some of a batch. After an error it ends.
#[derive(Debug)]
pub(crate) struct Chunks<B> {
    batches: Option<B>,
    threads: usize,
    cut: Option<Cut>,
    /// How many rows were read.
    rows: usize,
}

impl<B> Chunks<B> {
    pub(crate) fn new(batches: B, threads: usize) -> Self {
        Self { batches: Some(batches), threads, cut: None, rows: 0 }
    }

    /// Lets nothing more come.
    pub(crate) fn end(&mut self) {
        (self.batches, self.cut) = (None, None);
    }

    fn cut(&mut self, batch: RecordBatch) {
        let (rows, before) = (batch.num_rows(), self.rows);
        let most = rows.div_ceil(self.threads).clamp(LEAST_ROWS, CHUNK_ROWS);
        self.rows += rows;
        self.cut = Some(Cut { batch, before, at: 0, most });
    }
}

impl<B: Iterator<Item = Result<RecordBatch, E>>, E> Iterator for Chunks<B> {
    type Item = Result<Chunk, E>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(chunk) = self.cut.as_mut().and_then(Iterator::next) {
                return Some(Ok(chunk));
            }
            match self.batches.as_mut()?.next() {
                Some(Ok(batch)) => self.cut(batch),
                Some(Err(error)) => {
                    self.end();
                    return Some(Err(error));
                }
                None => self.end(),
            }
        }
    }
}
