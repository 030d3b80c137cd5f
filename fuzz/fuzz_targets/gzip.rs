#![no_main]
//! Nothing that comes through the front door makes it panic, as it is or compressed.

use libfuzzer_sys::fuzz_target;

#[path = "reading.rs"]
mod reading;

fuzz_target!(|bytes: &[u8]| {
    reading::check(bytes);
    reading::check(&reading::gzip(bytes));
});
