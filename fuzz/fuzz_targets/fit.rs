#![no_main]
//! No FIT file makes the reader panic, whatever follows its header; the bytes of the header that say "FIT" are put right.

use libfuzzer_sys::fuzz_target;

#[path = "reading.rs"]
mod reading;

fuzz_target!(|bytes: &[u8]| reading::check(&reading::as_fit(bytes)));
