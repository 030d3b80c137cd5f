//! A stream scores ahead of its caller: in order, not too far, and the caller frees what it read.

#![expect(clippy::unwrap_used, reason = "a test whose input is broken must stop")]

use std::cell::Cell;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{
    ArrayRef, BooleanArray, Int64Array, RecordBatch, RecordBatchIterator, RecordBatchReader,
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
fn it_reads_no_further_ahead_than_keeps_the_threads_busy() {
    for (threads, most) in [(1, 1), (2, 17), (3, 25)] {
        let read = Rc::new(Cell::new(0));
        let batches = (0..200).map(|at| {
            read.set(read.get() + 1);
            Ok(plain(at))
        });
        let mut frames = stream(batches, threads);
        assert_eq!(read.get(), 0, "before anything is asked for");
        for taken in 1..=50 {
            frames.next().unwrap().unwrap();
            let ahead = read.get() - taken / 2;
            assert!(ahead <= most, "{threads} threads: {ahead} batches ahead");
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
    assert!(read.get() > 1);
    let start = Instant::now();
    while freed.lock().unwrap().len() < read.get() {
        assert!(start.elapsed() < Duration::from_secs(60), "still held after a minute");
        thread::yield_now();
    }
}
