//! Scores a piece of a batch, on whichever thread.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, SchemaRef};
use heavylegs::rows::{Cell, CellProblem, Scorer};
use heavylegs::{Engine, EvidenceError, Problem};

use crate::cut::Chunk;
use crate::input::{Bound, Read, reader};
use crate::output::{Output, Part, Row};

/// What threads share.
pub(crate) struct ChunkScorer {
    pub(crate) engine: Engine,
    pub(crate) bound: Bound,
    pub(crate) output: Output,
    pub(crate) input: SchemaRef,
    /// The schema of the results.
    pub(crate) schema: SchemaRef,
    pub(crate) strict: bool,
    /// Desks that no thread is sitting at.
    pub(crate) idle: Mutex<Vec<Desk>>,
}

/// What one thread works with, and keeps from chunk to chunk: the buffers are warm then.
pub(crate) struct Desk {
    scorer: Scorer,
    parts: Vec<Box<dyn Part + Send>>,
    cells: Vec<Cell>,
    wrong: String,
}

impl ChunkScorer {
    /// Scores the rows of a chunk.
    pub(crate) fn score(&self, chunk: &Chunk) -> Result<RecordBatch, EvidenceError> {
        let Chunk { batch, row } = chunk;
        let reads = self.reads(batch)?;
        let idle = self.idle().pop();
        let mut desk = idle.unwrap_or_else(|| self.desk());
        let Desk { scorer, parts, cells, wrong } = &mut desk;
        for part in parts.iter_mut() {
            part.begin(batch.num_rows());
        }
        for at in 0..batch.num_rows() {
            cells.clear();
            wrong.clear();
            for read in &reads {
                match read(at) {
                    Ok(cell) => cells.push(cell),
                    Err(problem) if self.strict => return Err(at_row(row + at, &problem)),
                    Err(problem) => say(wrong, &problem),
                }
            }
            push(scorer, cells, wrong, parts);
        }
        let kept = self.bound.kept.iter().map(|at| Arc::clone(batch.column(*at)));
        let made = parts.iter_mut().flat_map(|part| part.finish());
        let columns: Vec<ArrayRef> = kept.chain(made).collect();
        self.idle().push(desk);
        RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(|it| broken(&it))
    }

    fn desk(&self) -> Desk {
        Desk {
            scorer: Scorer::new(&self.engine),
            parts: self.output.parts.iter().map(|make| make()).collect(),
            cells: Vec::new(),
            wrong: String::new(),
        }
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

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Desk>> {
        // Desks are whole after a panic elsewhere: that one was taken off.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn push(with: &mut Scorer, cells: &[Cell], wrong: &str, parts: &mut [Box<dyn Part + Send>]) {
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
