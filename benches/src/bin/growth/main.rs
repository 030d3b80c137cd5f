//! How time and memory grow: with present symptoms, causes, links, rows and threads. Prints points as JSON lines.
//!
//! `cargo xtask bench --growth` runs it with the most rows that are to be scored, and draws what it prints.

#![expect(clippy::unwrap_used, reason = "a measurement whose input is broken must stop")]

mod alone;
mod made;
mod network;
mod point;
mod rows;

use peak_alloc::PeakAlloc;

/// Counts the bytes that are held.
#[global_allocator]
static HELD: PeakAlloc = PeakAlloc;

fn main() {
    let most_rows: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    network::present();
    network::causes();
    network::links();
    rows::rows(most_rows);
}
