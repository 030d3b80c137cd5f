//! Scores rows of twelve columns and does nothing else, for a profiler:
//! `valgrind --tool=callgrind target/release/rows 20000 posteriors`, or `perf record`.
//!
//! The first number of rows, then what is asked of each: `posteriors`, `urgency` or `advice`; `cells` only makes the cells, which is to be
//! taken off.

#![expect(clippy::unwrap_used, reason = "a measurement whose input is broken must stop")]

use std::time::Instant;

use heavylegs::Engine;
use heavylegs::rows::Scorer;
use heavylegs_benches::nights;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rows: u64 = arguments.next().map_or(100_000, |rows| rows.parse().unwrap());
    let asked = arguments.next().unwrap_or_else(|| "posteriors".to_owned());
    let engine = Engine::builtin();
    let cells = nights::cells(&engine, rows);
    let mut scorer = Scorer::new(&engine);
    let (start, mut sum) = (Instant::now(), 0.0);
    for cells in cells.iter().filter(|_| asked != "cells") {
        let mut row = scorer.score(cells);
        sum += row.none_of_these();
        match asked.as_str() {
            "urgency" => sum += f64::from(u8::from(row.urgency().0 > heavylegs::Urgency::SelfCare)),
            "advice" => sum += row.recommendations(3).map(|(_, score)| score).sum::<f64>(),
            _ => {}
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    assert!(sum > 0.0 || asked == "cells");
    println!(
        "{rows} rows, {asked}: {:.3} µs each",
        1e6 * seconds / f64::from(u32::try_from(rows).unwrap())
    );
}
