//! A stream scores ahead of its caller: in order, not too far, and the caller frees what it read.

#![expect(clippy::unwrap_used, reason = "a test whose input is broken must stop")]

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, RecordBatchIterator,
    RecordBatchReader,
};
use arrow_buffer::{BooleanBuffer, Buffer};
use arrow_schema::ArrowError;
use bytes::Bytes;
use heavylegs::Engine;
use heavylegs_arrow::{FrameOptions, FrameScorer, Frames};

/// Rows of a batch; two chunks.
const ROWS: usize = 2048;

/// Batch so many: its rows have their numbers, and whoever is tired.
fn batch(at: usize, tired: BooleanArray) -> RecordBatch {
    let first = i64::try_from(at * ROWS).unwrap();
    let numbers = Int64Array::from_iter_values((first..).take(tired.len()));
    let columns =
        [("row", Arc::new(numbers) as ArrayRef), ("tired_all_day", Arc::new(tired) as ArrayRef)];
    RecordBatch::try_from_iter(columns).unwrap()
}

fn plain(at: usize) -> RecordBatch {
    batch(at, BooleanArray::from(vec![at.is_multiple_of(2); ROWS]))
}

fn stream<I>(batches: I, threads: usize) -> Frames<impl RecordBatchReader + use<I>>
where
    I: Iterator<Item = Result<RecordBatch, ArrowError>>,
{
    let reader = RecordBatchIterator::new(batches, plain(0).schema());
    let options = FrameOptions::default().threads(threads).keep(["row"]);
    FrameScorer::stream(&Engine::builtin(), reader, &options).unwrap()
}

#[test]
fn what_came_before_an_error_is_not_lost() {
    for threads in [1, 2, 3] {
        let broken = || Err(ArrowError::ParseError("line 4096".to_owned()));
        let batches = (0..4).map(|at| if at == 2 { broken() } else { Ok(plain(at)) });
        let mut frames = stream(batches, threads);
        let mut rows = Vec::new();
        let error = loop {
            match frames.next().unwrap() {
                Ok(batch) => {
                    let numbers = batch.column(0).as_primitive::<Int64Type>();
                    rows.extend_from_slice(numbers.values());
                }
                Err(error) => break error,
            }
        };
        assert!(rows.iter().copied().eq(0..4096), "{threads} threads: {} rows", rows.len());
        assert!(error.to_string().contains("line 4096"), "{error}");
        assert!(frames.next().is_none() && frames.next().is_none());
    }
}

#[test]
fn a_single_chunk_before_an_error_is_not_waited_for() {
    for threads in [1, 2, 3] {
        let broken = Err(ArrowError::ParseError("line 10".to_owned()));
        let mut frames = stream([Ok(plain(0).slice(0, 10)), broken].into_iter(), threads);
        assert_eq!(frames.next().unwrap().unwrap().num_rows(), 10);
        assert!(frames.next().unwrap().is_err() && frames.next().is_none());
    }
}

#[test]
fn it_reads_as_far_ahead_as_keeps_the_threads_busy() {
    for (threads, allowed) in [(1, 0..=1), (2, 15..=17), (3, 23..=25)] {
        let read = Rc::new(Cell::new(0));
        let batches = (0..200).map(|at| {
            read.set(read.get() + 1);
            Ok(plain(at))
        });
        let mut frames = stream(batches, threads);
        assert_eq!(read.get(), 0, "before anything is asked for");
        let mut taken = 0;
        for _ in 0..50 {
            taken += frames.next().unwrap().unwrap().num_rows();
            let ahead = read.get() - taken / ROWS;
            assert!(allowed.contains(&ahead), "{threads} threads: {ahead} batches ahead");
        }
    }
}

/// Bits, and where the thread that frees them signs.
struct Owned(Vec<u8>, Freed);

impl AsRef<[u8]> for Owned {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        self.1.lock().unwrap().push(thread::current().id());
    }
}

type Freed = Arc<Mutex<Vec<ThreadId>>>;

/// A batch whose bits somebody else owns.
fn owned(at: usize, freed: &Freed) -> RecordBatch {
    let bits = Owned(vec![0b1010_0110; ROWS / 8], Arc::clone(freed));
    let buffer = Buffer::from(Bytes::from_owner(bits));
    batch(at, BooleanArray::new(BooleanBuffer::new(buffer, 0, ROWS), None))
}

/// What came from Python may take its lock when it is freed, and the caller may hold that lock while it waits for a thread.
#[test]
fn the_caller_frees_what_it_read() {
    let freed = Freed::default();
    let frames = stream((0..100).map(|at| Ok(owned(at, &freed))), 2);
    let scored: Vec<RecordBatch> = frames.collect::<Result<_, _>>().unwrap();
    assert_eq!(scored.iter().map(RecordBatch::num_rows).sum::<usize>(), 100 * ROWS);
    let freed = freed.lock().unwrap();
    assert_eq!(freed.len(), 100);
    assert!(freed.iter().all(|it| *it == thread::current().id()));
}

#[test]
fn a_stream_that_is_dropped_lets_go_of_what_it_read() {
    let (freed, read) = (Freed::default(), Cell::new(0));
    let batches = (0..200).map(|at| {
        read.set(read.get() + 1);
        Ok(owned(at, &freed))
    });
    let mut frames = stream(batches, 2);
    frames.next().unwrap().unwrap();
    drop(frames);
    let freed = freed.lock().unwrap();
    assert!(read.get() > 1 && freed.len() == read.get());
    assert!(freed.iter().all(|it| *it == thread::current().id()));
}

#[test]
fn the_first_bad_row_is_named_by_its_place_in_the_whole_table() {
    let batch = |at: usize| {
        let wrong = |row: usize| at == 2 && [1500, 1900].contains(&row);
        let hours = (0..ROWS).map(|row| if wrong(row) { 99.0 } else { 7.0 });
        let hours = Arc::new(Float64Array::from_iter_values(hours)) as ArrayRef;
        RecordBatch::try_from_iter([("sleep_hours_last_night", hours)]).unwrap()
    };
    for threads in [1, 2, 3] {
        let options = FrameOptions::default().threads(threads).strict(true);
        let scorer = FrameScorer::new(&Engine::builtin(), batch(0).schema_ref(), &options).unwrap();
        for _ in 0..2 {
            let error = scorer.score(&[batch(0), batch(1), batch(2), batch(3)]).unwrap_err();
            let path = format!("rows.{}.sleep_hours_last_night", 2 * ROWS + 1500);
            assert_eq!((error.code(), error.problems()[0].path()), ("frame.value", path.as_str()));
        }
        // What was left off by an error is not in the next table.
        let results = scorer.score(&[batch(0)]).unwrap();
        assert_eq!(results.iter().map(RecordBatch::num_rows).sum::<usize>(), ROWS);
        let other = scorer.score(&[batch(0), plain(1)]).unwrap_err();
        assert_eq!(other.code(), "frame.batch");
    }
}

#[test]
fn a_panic_of_the_reader_is_the_callers() {
    let broken = (0..9).map(|at| if at == 4 { panic!("a broken reader") } else { Ok(plain(at)) });
    let frames = stream(broken, 2);
    let caught = catch_unwind(AssertUnwindSafe(|| frames.map(Result::unwrap).count()));
    assert_eq!(caught.unwrap_err().downcast_ref(), Some(&"a broken reader"));
}

#[test]
fn batches_of_one_row_are_read_ahead_by_their_number() {
    let read = Cell::new(0);
    let batches = (0..20_000).map(|at| {
        read.set(read.get() + 1);
        Ok(plain(0).slice(at % ROWS, 1))
    });
    let mut frames = stream(batches, 2);
    frames.next().unwrap().unwrap();
    assert!((2..=128).contains(&read.get()), "{} batches", read.get());
}
