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

use crate::point::{self, float};
use crate::{HELD, alone};

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

/// Rows, and how often they are scored by one thread and by two.
const SIZES: [(usize, usize); 5] =
    [(1_000, 15), (10_000, 15), (100_000, 9), (1_000_000, 9), (10_000_000, 3)];

/// More than this is scored for the posteriors alone.
const MOST_FOR_MORE: usize = 1_000_000;

/// A thousand rows to ten million, or to `most_rows`, by one thread and by two.
pub(crate) fn rows(most_rows: usize) {
    let engine = Engine::builtin();
    let made: Vec<RecordBatch> =
        (0..DIFFERENT / BATCH).map(|at| batch(at * BATCH, BATCH)).collect();
    for (rows, rounds) in SIZES.into_iter().filter(|(rows, _)| *rows <= most_rows) {
        let pairs = |asked, name| pairs(&engine, &made, asked, rows, rounds, name);
        let sum = pairs(Asked::Posteriors, "posteriors");
        if rows <= MOST_FOR_MORE {
            assert_eq!(sum.to_bits(), pairs(Asked::More, "and urgency, causes").to_bits());
        }
        if (100_000..=MOST_FOR_MORE).contains(&rows) {
            alone::measure(&engine, rows, rounds);
        }
    }
}

/// What was measured of one round.
struct Round {
    rows_per_s: f64,
    /// Rows a second of the processor's time, where that is long enough to be told.
    by_processor: Option<f64>,
    held_mib: f64,
    /// The sum of all posteriors.
    sum: f64,
}

/// Prints speed and memory of one thread and of two, and how much faster two are; returns the sum of all posteriors.
///
/// They take turns, and a ratio is of two rounds that follow each other: a machine that slows down for a minute slows both.
fn pairs(
    engine: &Engine,
    made: &[RecordBatch],
    asked: Asked,
    rows: usize,
    rounds: usize,
    name: &str,
) -> f64 {
    let by = |threads: usize| round(engine, made, rows, &asked.options().threads(threads));
    let (one, two): (Vec<Round>, Vec<Round>) = (0..rounds).map(|_| (by(1), by(2))).unzip();
    print(rows, &format!("{name}, 1 thread"), &one);
    print(rows, &format!("{name}, 2 threads"), &two);
    let ratios = one.iter().zip(&two).map(|(one, two)| two.rows_per_s / one.rows_per_s);
    point::print("scaling", name, rows, Spread::of(ratios.collect()).unwrap());
    let sum = one[0].sum;
    let same = one.iter().chain(&two).all(|round| round.sum.to_bits() == sum.to_bits());
    assert!(same, "other bits by two threads");
    sum
}

fn print(rows: usize, name: &str, rounds: &[Round]) {
    let print = |plot: &str, of: fn(&Round) -> Option<f64>| {
        if let Some(spread) = Spread::of(rounds.iter().filter_map(of).collect()) {
            point::print(plot, name, rows, spread);
        }
    };
    print("rows", |round| Some(round.rows_per_s));
    print("rows a second of the processor", |round| round.by_processor);
    print("rows memory", |round| Some(round.held_mib));
}

fn round(engine: &Engine, made: &[RecordBatch], rows: usize, options: &FrameOptions) -> Round {
    HELD.reset_peak_usage();
    let before = HELD.current_usage();
    let (start, start_cpu_s) = (Instant::now(), cpu_s());
    let sum = score(engine, made, rows, options);
    let rows_per_s = float(rows) / start.elapsed().as_secs_f64();
    let took = start_cpu_s.zip(cpu_s()).map(|(from, to)| to - from);
    // It is told in hundredths of a second.
    let by_processor = took.filter(|it| *it > 0.1).map(|it| float(rows) / it);
    let held_mib = float(HELD.peak_usage() - before) / 1_048_576.0;
    Round { rows_per_s, by_processor, held_mib, sum }
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
