//! Scores batches, on all cores.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{Field, Schema, SchemaRef};
use heavylegs::{Engine, EvidenceError, Problem};

use crate::ahead::{Ahead, Stopped};
use crate::chunk::ChunkScorer;
use crate::input::bind;
use crate::options::FrameOptions;
use crate::output::Output;
use crate::stream::Frames;
use crate::threads::Threads;

/// Scores batches of one schema: the columns are looked up once. `Send + Sync`.
pub struct FrameScorer {
    chunks: Arc<ChunkScorer>,
    threads: Arc<Threads>,
}

impl fmt::Debug for FrameScorer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameScorer").field("schema", &self.schema()).finish_non_exhaustive()
    }
}

impl FrameScorer {
    /// Looks up the columns of a schema.
    ///
    /// # Errors
    ///
    /// Every column at once that does not fit: `frame.unknown_column` with a suggestion, `frame.type`, `frame.twice`, `frame.no_column` for a
    /// kept column or a unit without one, `frame.name_taken` for a kept column with the name of a result, and the errors of a unit.
    pub fn new(
        engine: &Engine,
        schema: &Schema,
        options: &FrameOptions,
    ) -> Result<Self, EvidenceError> {
        let mut problems = Vec::new();
        let bound = bind(engine, schema, options, &mut problems);
        let output = Output::new(engine, options);
        taken(options, &output, &mut problems);
        if !problems.is_empty() {
            return Err(EvidenceError::of(problems));
        }
        let kept = bound.kept.iter().map(|at| Arc::new(schema.field(*at).clone()));
        let fields: Vec<Arc<Field>> = kept.chain(output.fields.iter().cloned()).collect();
        let knowledge = engine.knowledge();
        let metadata = [
            ("heavylegs.knowledge_version", knowledge.version().to_owned()),
            ("heavylegs.knowledge_hash", knowledge.hash().to_owned()),
            ("heavylegs.causes", engine.scored_causes().collect::<Vec<_>>().join(",")),
        ];
        let metadata = metadata.map(|(key, value)| (key.to_owned(), value));
        let chunks = ChunkScorer {
            engine: engine.clone(),
            bound,
            output,
            input: Arc::new(schema.clone()),
            schema: Arc::new(Schema::new_with_metadata(fields, metadata.into())),
            strict: options.strict,
            idle: Mutex::default(),
        };
        let threads = Arc::new(Threads::new(options.threads));
        Ok(Self { chunks: Arc::new(chunks), threads })
    }

    /// Returns the schema of the results: the kept columns, then those that the options ask for, then `error`. Its metadata name the
    /// knowledge base and, under `heavylegs.causes`, the order of lists.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.chunks.schema)
    }

    /// Scores batches; their rows stay in order, in batches of at most 1024.
    ///
    /// # Errors
    ///
    /// `frame.value` for the first bad value, if the options are strict; `frame.batch` for a batch of another schema; `frame.threads` from a
    /// machine that gives no threads.
    pub fn score(&self, batches: &[RecordBatch]) -> Result<Vec<RecordBatch>, EvidenceError> {
        let batches = batches.iter().map(|batch| Ok::<_, Infallible>(batch.clone()));
        let scored = self.ahead(batches).map(|scored| {
            scored.map_err(|why| match why {
                Stopped::Batches(never) => match never {},
                Stopped::Rows(error) => error,
            })
        });
        scored.collect()
    }

    /// Scores a stream as it comes: what is kept in memory does not depend on its length.
    ///
    /// # Errors
    ///
    /// As [`FrameScorer::new`], which looks up the columns of the stream.
    pub fn stream<R: RecordBatchReader>(
        engine: &Engine,
        batches: R,
        options: &FrameOptions,
    ) -> Result<Frames<R>, EvidenceError> {
        Ok(Frames::new(&Self::new(engine, &batches.schema(), options)?, batches))
    }

    pub(crate) fn ahead<B, E>(&self, batches: B) -> Ahead<B, E>
    where
        B: Iterator<Item = Result<RecordBatch, E>>,
    {
        Ahead::new(Arc::clone(&self.chunks), Arc::clone(&self.threads), batches)
    }

    #[cfg(test)]
    pub(crate) fn has_started_threads(&self) -> bool {
        self.threads.are_started()
    }
}

/// Kept columns must not be called like results.
fn taken(options: &FrameOptions, output: &Output, problems: &mut Vec<Problem>) {
    let made: BTreeSet<&String> = output.fields.iter().map(|field| field.name()).collect();
    let kept: BTreeSet<&String> = options.keep.iter().collect();
    for name in kept.intersection(&made) {
        let message = format!("a column of the result is called `{name}` too");
        problems.push(
            Problem::error("frame.name_taken", format!("columns.{name}"), message)
                .advise("rename the column that goes through"),
        );
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::{ArrayRef, BooleanArray};

    use super::*;

    #[test]
    fn where_threads_cannot_be_started_nothing_more_is_read() {
        let tired: ArrayRef = Arc::new(BooleanArray::from(vec![true; 1024]));
        let batch = RecordBatch::try_from_iter([("tired_all_day", tired)]).unwrap();
        let options = FrameOptions::default();
        let scorer = FrameScorer::new(&Engine::builtin(), batch.schema_ref(), &options).unwrap();
        let scorer = FrameScorer { threads: Arc::new(Threads::that_fail()), ..scorer };
        let mut read = 0;
        let batches = std::iter::repeat_with(|| {
            read += 1;
            Ok::<_, Infallible>(batch.clone())
        });
        let results: Vec<_> = scorer.ahead(batches).collect();
        let [Ok(first), Err(Stopped::Rows(error))] = &results[..] else {
            panic!("{} results", results.len())
        };
        assert_eq!((first.num_rows(), error.code()), (512, "frame.threads"));
        assert_eq!(read, 1);
    }
}
