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
use heavylegs_benches::nights::{COLUMNS, Kind, Value, night};
use heavylegs_benches::{Spread, cpu_s};

use crate::HELD;
use crate::point::{self, float};

/// So many rows are different; a longer table repeats them. No two within a batch are alike.
const DIFFERENT: u64 = 131_072;
const BATCH: u64 = 8192;

/// What comes out of a row.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Posteriors,
    /// Urgency, coverage and the three most probable causes as well.
    More,
}

impl Asked {
    fn options(self) -> FrameOptions {
        let options = FrameOptions::default().posteriors(Some(Layout::List));
        match self {
            Self::Posteriors => options.urgency(false).coverage(false).top_causes(0),
            Self::More => options,
        }
    }
}

/// Rows, and how often they are scored.
const SIZES: [(usize, usize); 5] =
    [(1_000, 9), (10_000, 9), (100_000, 5), (1_000_000, 3), (10_000_000, 1)];

/// A thousand rows to ten million, or to `most_rows`, by one thread and by two.
pub(crate) fn rows(most_rows: usize) {
    let engine = Engine::builtin();
    let made: Vec<RecordBatch> =
        (0..DIFFERENT / BATCH).map(|at| batch(at * BATCH, BATCH)).collect();
    for (rows, rounds) in SIZES.into_iter().filter(|(rows, _)| *rows <= most_rows) {
        let measure = |asked: Asked, threads: usize, name: &str| {
            measure(&engine, &made, rows, rounds, &asked.options().threads(threads), name)
        };
        let mut sums = vec![
            measure(Asked::Posteriors, 1, "posteriors, 1 thread"),
            measure(Asked::Posteriors, 2, "posteriors, 2 threads"),
        ];
        if rows <= 1_000_000 {
            sums.push(measure(Asked::More, 1, "and urgency, causes, 1 thread"));
            sums.push(measure(Asked::More, 2, "and urgency, causes, 2 threads"));
        }
        assert!(sums.iter().all(|it| it.to_bits() == sums[0].to_bits()), "other bits: {sums:?}");
    }
}

/// Prints the speed and the memory; returns the sum of all posteriors.
fn measure(
    engine: &Engine,
    made: &[RecordBatch],
    rows: usize,
    rounds: usize,
    options: &FrameOptions,
    name: &str,
) -> f64 {
    let (mut speeds, mut by_processor) = (Vec::new(), Vec::new());
    let (mut held, mut sum) = (Vec::new(), 0.0);
    for _ in 0..rounds {
        HELD.reset_peak_usage();
        let before = HELD.current_usage();
        let (start, start_cpu_s) = (Instant::now(), cpu_s());
        sum = score(engine, made, rows, options);
        speeds.push(float(rows) / start.elapsed().as_secs_f64());
        let took = start_cpu_s.zip(cpu_s()).map(|(from, to)| to - from);
        // It is told in hundredths of a second.
        by_processor.extend(took.filter(|it| *it > 0.1).map(|it| float(rows) / it));
        held.push(float(HELD.peak_usage() - before) / 1_048_576.0);
    }
    point::print("rows", name, rows, Spread::of(speeds).unwrap());
    if let Some(speed) = Spread::of(by_processor) {
        point::print("rows a second of the processor", name, rows, speed);
    }
    point::print("rows memory", name, rows, Spread::of(held).unwrap());
    sum
}

/// Scores a stream; what comes out is added up and dropped, as a writer would.
fn score(engine: &Engine, made: &[RecordBatch], rows: usize, options: &FrameOptions) -> f64 {
    let mut left = rows;
    let batches = made.iter().cycle().map_while(|batch| {
        let take = left.min(batch.num_rows());
        left -= take;
        (take > 0).then(|| Ok(batch.slice(0, take)))
    });
    let reader = RecordBatchIterator::new(batches, made[0].schema());
    let mut scored = 0;
    let mut sums = vec![0.0; engine.scored_causes().count()];
    for results in FrameScorer::stream(engine, reader, options).unwrap() {
        let results = results.unwrap();
        scored += results.num_rows();
        let lists: &ListArray = results.column_by_name("posteriors").unwrap().as_list();
        let values = lists.values().as_primitive::<Float64Type>();
        // One sum for each cause: the order is the same however the rows are cut, and one does not wait for another.
        for row in values.values().chunks_exact(sums.len()) {
            sums.iter_mut().zip(row).for_each(|(sum, p)| *sum += p);
        }
    }
    assert_eq!(scored, rows);
    sums.iter().sum()
}

/// A batch of rows as they come in the morning.
fn batch(from: u64, rows: u64) -> RecordBatch {
    let nights: Vec<[Value; 12]> = (from..from + rows).map(night).collect();
    let column = |at: usize| -> ArrayRef {
        let values = nights.iter().map(|night| night[at]);
        match COLUMNS[at].1 {
            Kind::Number(..) => Arc::new(values.map(number).collect::<Float64Array>()),
            Kind::Level(_) => Arc::new(values.map(level).collect::<StringArray>()),
            Kind::YesNo(_) => Arc::new(values.map(yes_no).collect::<BooleanArray>()),
        }
    };
    let columns = (0..COLUMNS.len()).map(|at| (COLUMNS[at].0, column(at)));
    RecordBatch::try_from_iter(columns).unwrap()
}

fn number(value: Value) -> Option<f64> {
    if let Value::Number(number) = value { Some(number) } else { None }
}

fn level(value: Value) -> Option<&'static str> {
    if let Value::Level(level) = value { Some(level) } else { None }
}

fn yes_no(value: Value) -> Option<bool> {
    if let Value::YesNo(yes) = value { Some(yes) } else { None }
}
