//! Scores batches, on all cores.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Field, Schema, SchemaRef};
use heavylegs::rows::{Cell, CellProblem, Scorer};
use heavylegs::{Engine, EvidenceError, Problem};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::input::{Bound, Read, bind, reader};
use crate::options::FrameOptions;
use crate::output::{Output, Part, Row};
use crate::stream::Frames;

/// The most rows of one batch of results: they and their working space stay in the caches of a core, and at the end of a round no thread
/// waits long for another.
pub(crate) const CHUNK_ROWS: usize = 1024;

/// Scores batches of one schema: the columns are looked up once. `Send + Sync`.
pub struct FrameScorer {
    engine: Engine,
    bound: Bound,
    output: Output,
    input: SchemaRef,
    schema: SchemaRef,
    strict: bool,
    threads: usize,
    pool: Option<ThreadPool>,
    /// Scorers that no thread is using, with warm buffers.
    idle: Mutex<Vec<Scorer>>,
}

impl fmt::Debug for FrameScorer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameScorer").field("schema", &self.schema).finish_non_exhaustive()
    }
}

/// A part of a batch.
struct Chunk<'a> {
    batch: &'a RecordBatch,
    reads: &'a [Read<'a>],
    /// Its first row in the batch, and how many rows it has.
    at: usize,
    rows: usize,
    /// The row of the whole table at which the batch begins.
    before: usize,
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
        Ok(Self {
            engine: engine.clone(),
            bound,
            output,
            input: Arc::new(schema.clone()),
            schema: Arc::new(Schema::new_with_metadata(fields, metadata.into())),
            strict: options.strict,
            threads,
            pool,
            idle: Mutex::default(),
        })
    }

    /// Returns the schema of the results: the kept columns, then those that the options ask for, then `error`. Its metadata name the
    /// knowledge base and, under `heavylegs.causes`, the order of lists.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// Scores batches; their rows stay in order, in batches of at most 1024.
    ///
    /// # Errors
    ///
    /// `frame.value` for the first bad value, if the options are strict; `frame.batch` for a batch of another schema.
    pub fn score(&self, batches: &[RecordBatch]) -> Result<Vec<RecordBatch>, EvidenceError> {
        self.score_from(0, batches)
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

    /// How many rows keep all threads busy for a while.
    pub(crate) fn rows_at_once(&self) -> usize {
        16 * CHUNK_ROWS * self.threads
    }

    /// Scores batches that begin at a row of the whole table.
    pub(crate) fn score_from(
        &self,
        mut before: usize,
        batches: &[RecordBatch],
    ) -> Result<Vec<RecordBatch>, EvidenceError> {
        let reads: Vec<Vec<Read<'_>>> =
            batches.iter().map(|batch| self.reads(batch)).collect::<Result<_, _>>()?;
        let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
        let most = rows.div_ceil(self.threads).clamp(1, CHUNK_ROWS);
        let mut chunks = Vec::new();
        for (batch, reads) in batches.iter().zip(&reads) {
            for at in (0..batch.num_rows()).step_by(most) {
                let rows = most.min(batch.num_rows() - at);
                chunks.push(Chunk { batch, reads, at, rows, before });
            }
            before += batch.num_rows();
        }
        // The first chunk with an error decides, whichever thread was faster.
        let scored: Vec<Result<RecordBatch, EvidenceError>> = match &self.pool {
            Some(pool) if chunks.len() > 1 => {
                pool.install(|| chunks.par_iter().map(|chunk| self.chunk(chunk)).collect())
            }
            _ => chunks.iter().map(|chunk| self.chunk(chunk)).collect(),
        };
        scored.into_iter().collect()
    }

    fn reads<'a>(&'a self, batch: &'a RecordBatch) -> Result<Vec<Read<'a>>, EvidenceError> {
        let [theirs, ours] = [batch.schema_ref(), &self.input].map(|schema| schema.fields());
        let same = theirs.len() == ours.len()
            && theirs
                .iter()
                .zip(ours)
                .all(|(a, b)| a.name() == b.name() && a.data_type() == b.data_type());
        if !same {
            let message = "a batch has other columns than the first".to_owned();
            return Err(EvidenceError::of(vec![Problem::error("frame.batch", "columns", message)]));
        }
        let columns = self.bound.columns.iter();
        Ok(columns.map(|(at, column)| reader(column, batch.column(*at).as_ref())).collect())
    }

    fn chunk(&self, chunk: &Chunk<'_>) -> Result<RecordBatch, EvidenceError> {
        let mut scorer = self.idle().pop().unwrap_or_else(|| Scorer::new(&self.engine));
        let mut parts: Vec<_> = self.output.parts.iter().map(|make| make(chunk.rows)).collect();
        let (mut cells, mut wrong) = (Vec::with_capacity(chunk.reads.len()), String::new());
        for row in chunk.at..chunk.at + chunk.rows {
            cells.clear();
            wrong.clear();
            for read in chunk.reads {
                match read(row) {
                    Ok(cell) => cells.push(cell),
                    Err(problem) if self.strict => {
                        return Err(at_row(chunk.before + row, &problem));
                    }
                    Err(problem) => say(&mut wrong, &problem),
                }
            }
            push(&mut scorer, &cells, &wrong, &mut parts);
        }
        self.idle().push(scorer);
        let kept = self.bound.kept.iter();
        let kept = kept.map(|at| chunk.batch.column(*at).slice(chunk.at, chunk.rows));
        let made = parts.iter_mut().flat_map(|part| part.finish());
        let columns: Vec<ArrayRef> = kept.chain(made).collect();
        RecordBatch::try_new(self.schema(), columns).map_err(|it| broken(&it))
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Scorer>> {
        // What a scorer keeps is good after a panic elsewhere.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn push(with: &mut Scorer, cells: &[Cell], wrong: &str, parts: &mut [Box<dyn Part>]) {
    let scored = &mut with.score(cells);
    let is_ranked = wrong.is_empty() && scored.outside_scope().is_none();
    let wrong = Some(wrong).filter(|wrong| !wrong.is_empty());
    let mut row = Row { scored, is_ranked, wrong };
    for part in parts {
        part.push(&mut row);
    }
}

/// One line for each value that is wrong.
fn say(wrong: &mut String, problem: &CellProblem) {
    if !wrong.is_empty() {
        wrong.push('\n');
    }
    let problem = problem.problem();
    wrong.extend([problem.path(), ": ", problem.message()]);
    if let Some(help) = problem.help() {
        wrong.extend([" (", help, ")"]);
    }
}

fn at_row(row: usize, problem: &CellProblem) -> EvidenceError {
    let problem = problem.problem();
    let at = Problem::error(
        "frame.value",
        format!("rows.{row}.{}", problem.path()),
        problem.message().to_owned(),
    );
    EvidenceError::of(vec![match problem.help() {
        Some(help) => at.advise(help),
        None => at,
    }])
}

fn broken(error: &ArrowError) -> EvidenceError {
    EvidenceError::of(vec![Problem::error("frame.batch", "columns", error.to_string())])
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
