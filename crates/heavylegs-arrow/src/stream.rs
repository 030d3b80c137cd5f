//! Results of a stream, as it comes.

use std::fmt;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

use crate::ahead::{Ahead, Stopped};
use crate::frame::FrameScorer;

/// The results of a stream, in order; made by [`FrameScorer::stream`].
///
/// With more than one thread it reads ahead as many rows as keep all of them busy, and no more: they score while the caller works on
/// what is done. A source that is slow or live should be scored by one thread, which reads no batch before its rows are asked for. After an
/// error it ends.
pub struct Frames<R> {
    schema: SchemaRef,
    scored: Ahead<R, ArrowError>,
}

impl<R> fmt::Debug for Frames<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frames").field("schema", &self.schema).finish_non_exhaustive()
    }
}

impl<R: RecordBatchReader> Frames<R> {
    pub(crate) fn new(scorer: &FrameScorer, batches: R) -> Self {
        Self { schema: scorer.schema(), scored: scorer.ahead(batches) }
    }
}

impl<R: RecordBatchReader> Iterator for Frames<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.scored.next()?;
        Some(next.map_err(|why| match why {
            Stopped::Batches(error) => error,
            Stopped::Rows(error) => ArrowError::ExternalError(error.into()),
        }))
    }
}

impl<R: RecordBatchReader> RecordBatchReader for Frames<R> {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, BooleanArray, RecordBatchIterator};
    use heavylegs::Engine;

    use super::*;
    use crate::FrameOptions;

    #[test]
    fn threads_are_started_when_there_is_something_for_two() {
        for (rows, started) in [(0, false), (1, false), (256, false), (257, true)] {
            let tired: ArrayRef = Arc::new(BooleanArray::from(vec![true; rows]));
            let batch = RecordBatch::try_from_iter([("tired_all_day", tired)]).unwrap();
            let schema = batch.schema();
            let reader = RecordBatchIterator::new([Ok(batch)], Arc::clone(&schema));
            let options = FrameOptions::default().threads(2);
            let scorer = FrameScorer::new(&Engine::builtin(), &schema, &options).unwrap();
            let frames = Frames::new(&scorer, reader).map(Result::unwrap);
            assert_eq!(frames.map(|batch| batch.num_rows()).sum::<usize>(), rows);
            assert_eq!(scorer.has_started_threads(), started, "{rows} rows");
        }
    }
}
