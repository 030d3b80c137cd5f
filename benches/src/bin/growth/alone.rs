//! What two cores of this machine give to work that shares nothing: no scorer can scale better.

use std::thread;
use std::time::Instant;

use heavylegs::Engine;
use heavylegs::rows::{Cell, Scorer};
use heavylegs_benches::{Spread, nights};

use crate::point;

/// So many rows are different; a longer loop repeats them.
const DIFFERENT: u64 = 32_768;

/// Prints how many times the rows of one loop two loops score in its time, each with cells, a scorer and a thread of its own.
pub(crate) fn measure(engine: &Engine, rows: usize, rounds: usize) {
    let cells = [(); 2].map(|()| nights::cells(engine, DIFFERENT));
    let loops_s = |loops: usize| loops_s(engine, &cells[..loops], rows / 2);
    let ratios = (0..rounds).map(|_| 2.0 * loops_s(1) / loops_s(2));
    let name = "two loops that share nothing";
    point::print("scaling", name, rows, Spread::of(ratios.collect()).unwrap());
}

/// The seconds until all loops are done.
fn loops_s(engine: &Engine, cells: &[Vec<[Cell; 12]>], rows: usize) -> f64 {
    let start = Instant::now();
    thread::scope(|scope| {
        for cells in cells {
            scope.spawn(|| {
                let mut scorer = Scorer::new(engine);
                let cells = cells.iter().cycle().take(rows);
                let sum: f64 = cells.map(|row| scorer.score(row).none_of_these()).sum();
                assert!(sum > 0.0);
            });
        }
    });
    start.elapsed().as_secs_f64()
}
