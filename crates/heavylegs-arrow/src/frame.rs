//! Scores batches, on all cores.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{Field, Schema, SchemaRef};
use heavylegs::{Engine, EvidenceError, Problem};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::chunk::ChunkScorer;
use crate::cut::{Chunk, Chunks};
use crate::input::bind;
use crate::options::FrameOptions;
use crate::output::Output;
use crate::stream::Frames;

/// Scores batches of one schema: the columns are looked up once. `Send + Sync`.
pub struct FrameScorer {
    pub(crate) chunks: Arc<ChunkScorer>,
    pub(crate) threads: usize,
    /// None for one thread: the caller's.
    pub(crate) pool: Option<ThreadPool>,
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
    /// kept column or a unit without one, `frame.name_taken` for a kept column with the name of a result, and the errors of a unit. A machine that
    /// gives no threads: `frame.threads`.
    pub fn new(
        engine: &Engine,
        schema: &Schema,
        options: &FrameOptions,
    ) -> Result<Self, EvidenceError> {
        let mut problems = Vec::new();
        let bound = bind(engine, schema, options, &mut problems);
        let output = Output::new(engine, options);
        taken(options, &output, &mut problems);
        let (threads, pool) = threads(options.threads, &mut problems);
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
        Ok(Self { chunks: Arc::new(chunks), threads, pool })
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
    /// `frame.value` for the first bad value, if the options are strict; `frame.batch` for a batch of another schema.
    pub fn score(&self, batches: &[RecordBatch]) -> Result<Vec<RecordBatch>, EvidenceError> {
        let batches = batches.iter().map(|batch| Ok(batch.clone()));
        let chunks: Vec<Chunk> =
            Chunks::new(batches, self.threads).collect::<Result<_, EvidenceError>>()?;
        // The first chunk with an error decides, whichever thread was faster.
        let scored: Vec<Result<RecordBatch, EvidenceError>> = match &self.pool {
            Some(pool) if chunks.len() > 1 => {
                pool.install(|| chunks.par_iter().map(|chunk| self.chunks.score(chunk)).collect())
            }
            _ => chunks.iter().map(|chunk| self.chunks.score(chunk)).collect(),
        };
        scored.into_iter().collect()
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
        Ok(Frames::new(Self::new(engine, &batches.schema(), options)?, batches))
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

/// One thread needs no pool.
fn threads(wanted: usize, problems: &mut Vec<Problem>) -> (usize, Option<ThreadPool>) {
    let there_are = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if wanted == 0 { there_are() } else { wanted };
    if threads == 1 {
        return (1, None);
    }
    match ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => (threads, Some(pool)),
        Err(error) => {
            let message = format!("{threads} threads could not be started: {error}");
            problems.push(Problem::error("frame.threads", "options.threads", message));
            (1, None)
        }
    }
}
