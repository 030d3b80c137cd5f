#![no_main]
//! No document makes the validator or the compiler panic.

use heavylegs::{Engine, Evidence, KnowledgeBase};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(knowledge) = KnowledgeBase::from_json(text) {
        let _ = Engine::new(knowledge).assess(&Evidence::new());
    }
});
