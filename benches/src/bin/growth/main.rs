//! How time and memory grow: with present symptoms, causes, links, rows and threads. Prints points as JSON lines.
//!
//! `cargo xtask bench --growth` runs it and draws what it prints.

#![expect(clippy::unwrap_used, reason = "a measurement whose input is broken must stop")]

mod made;
mod network;
mod point;
mod rows;

use peak_alloc::PeakAlloc;

/// Counts the bytes that are held.
#[global_allocator]
static HELD: PeakAlloc = PeakAlloc;

fn main() {
    network::present();
    network::causes();
    network::links();
    rows::rows();
}
