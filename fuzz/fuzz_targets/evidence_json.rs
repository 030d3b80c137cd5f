#![no_main]
//! No request makes the engine panic, and what it answers is JSON.

use heavylegs::Engine;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Engine::builtin().assess_json(text) {
        Ok(answer) => assert!(answer.starts_with("{\"schema\":1,")),
        Err(error) => assert!(!error.problems().is_empty()),
    }
});
