//! Results of a stream, as it comes.

use std::collections::VecDeque;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

use crate::frame::FrameScorer;

/// The results of a stream, in order; made by [`FrameScorer::stream`].
///
/// It reads ahead as many rows as keep all threads busy, and no more. After an error it ends.
#[derive(Debug)]
pub struct Frames<R> {
    scorer: FrameScorer,
    batches: Option<R>,
    ready: VecDeque<RecordBatch>,
    /// How many rows have been read.
    rows: usize,
}

impl<R: RecordBatchReader> Frames<R> {
    pub(crate) fn new(scorer: FrameScorer, batches: R) -> Self {
        Self { scorer, batches: Some(batches), ready: VecDeque::new(), rows: 0 }
    }

    /// Reads ahead and scores; nothing at the end.
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        while self.ready.is_empty() && self.batches.is_some() {
            let (read, before) = (self.read_ahead()?, self.rows);
            self.rows += read.iter().map(RecordBatch::num_rows).sum::<usize>();
            let scored = self.scorer.score_from(before, &read);
            self.ready.extend(scored.map_err(|error| ArrowError::ExternalError(error.into()))?);
        }
        Ok(self.ready.pop_front())
    }

    fn read_ahead(&mut self) -> Result<Vec<RecordBatch>, ArrowError> {
        let (mut read, mut rows) = (Vec::new(), 0);
        while let Some(batches) =
            self.batches.as_mut().filter(|_| rows < self.scorer.rows_at_once())
        {
            match batches.next() {
                Some(batch) => {
                    let batch = batch?;
                    rows += batch.num_rows();
                    read.push(batch);
                }
                None => self.batches = None,
            }
        }
        Ok(read)
    }
}

impl<R: RecordBatchReader> Iterator for Frames<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.next_batch();
        if next.is_err() {
            self.batches = None;
        }
        next.transpose()
    }
}

impl<R: RecordBatchReader> RecordBatchReader for Frames<R> {
    fn schema(&self) -> SchemaRef {
        self.scorer.schema()
    }
}
