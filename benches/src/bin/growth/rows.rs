//! Rows a second and memory of the batch scorer against the number of rows and threads.

use std::sync::Arc;
use std::time::Instant;

use arrow_array::types::Float64Type;
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, ListArray, RecordBatch, RecordBatchIterator, StringArray,
    cast::AsArray,
};
use heavylegs::Engine;
use heavylegs_arrow::{FrameOptions, FrameScorer, Layout};
use heavylegs_benches::Spread;
use heavylegs_benches::nights::{COLUMNS, Kind, Value, night};

use crate::HELD;
use crate::point::{self, float};

/// So many rows are different; a longer table repeats them. No two within a batch are alike.
const DIFFERENT: u64 = 131_072;
const BATCH: u64 = 8192;

/// A thousand to ten million rows, by one thread and by two: all posteriors, urgency and coverage.
pub(crate) fn rows() {
    let engine = Engine::builtin();
    let made: Vec<RecordBatch> =
        (0..DIFFERENT / BATCH).map(|at| batch(at * BATCH, BATCH)).collect();
    for (rows, rounds) in [(1_000, 9), (10_000, 9), (100_000, 5), (1_000_000, 3), (10_000_000, 1)] {
        let sums = [(1, "1 thread"), (2, "2 threads")]
            .map(|(threads, name)| measure(&engine, &made, rows, rounds, threads, name));
        assert_eq!(sums[0].to_bits(), sums[1].to_bits(), "other bits by two threads");
    }
}

/// Prints the speed and the memory; returns the sum of all posteriors.
fn measure(
    engine: &Engine,
    made: &[RecordBatch],
    rows: usize,
    rounds: usize,
    threads: usize,
    name: &str,
) -> f64 {
    let (mut speeds, mut held, mut sum) = (Vec::new(), Vec::new(), 0.0);
    for _ in 0..rounds {
        HELD.reset_peak_usage();
        let before = HELD.current_usage();
        let start = Instant::now();
        sum = score(engine, made, rows, threads);
        speeds.push(float(rows) / start.elapsed().as_secs_f64());
        held.push(float(HELD.peak_usage() - before) / 1_048_576.0);
    }
    point::print("rows", name, rows, Spread::of(speeds).unwrap());
    point::print("rows memory", name, rows, Spread::of(held).unwrap());
    sum
}

/// Scores a stream; what comes out is added up and dropped, as a writer would.
fn score(engine: &Engine, made: &[RecordBatch], rows: usize, threads: usize) -> f64 {
    let options = FrameOptions::default().posteriors(Some(Layout::List)).threads(threads);
    let mut left = rows;
    let batches = made.iter().cycle().map_while(|batch| {
        let take = left.min(batch.num_rows());
        left -= take;
        (take > 0).then(|| Ok(batch.slice(0, take)))
    });
    let reader = RecordBatchIterator::new(batches, made[0].schema());
    let mut scored = 0;
    let mut sum = 0.0;
    for results in FrameScorer::stream(engine, reader, &options).unwrap() {
        let results = results.unwrap();
        scored += results.num_rows();
        let lists: &ListArray = results.column_by_name("posteriors").unwrap().as_list();
        let values = lists.values().as_primitive::<Float64Type>();
        sum = values.values().iter().fold(sum, |sum, p| sum + p);
    }
    assert_eq!(scored, rows);
    sum
}

/// A batch of rows as they come in the morning.
fn batch(from: u64, rows: u64) -> RecordBatch {
    let nights: Vec<[Value; 12]> = (from..from + rows).map(night).collect();
    let column = |at: usize| -> ArrayRef {
        let values = nights.iter().map(|night| night[at]);
        match COLUMNS[at].1 {
            Kind::Number(..) => Arc::new(Float64Array::from_iter(values.map(|it| match it {
                Value::Number(number) => Some(number),
                _ => None,
            }))),
            Kind::Level(_) => Arc::new(StringArray::from_iter(values.map(|it| match it {
                Value::Level(level) => Some(level),
                _ => None,
            }))),
            Kind::YesNo(_) => Arc::new(BooleanArray::from_iter(values.map(|it| match it {
                Value::YesNo(yes) => Some(yes),
                _ => None,
            }))),
        }
    };
    let columns = (0..COLUMNS.len()).map(|at| (COLUMNS[at].0, column(at)));
    RecordBatch::try_from_iter(columns).unwrap()
}
