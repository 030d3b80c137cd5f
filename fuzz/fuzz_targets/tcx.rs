#![no_main]
//! No TCX file makes the reader panic.

use libfuzzer_sys::fuzz_target;

#[path = "reading.rs"]
mod reading;

fuzz_target!(|bytes: &[u8]| reading::check(&[b"<TrainingCenterDatabase>", bytes].concat()));
