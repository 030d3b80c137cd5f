#![no_main]
//! No authored file makes the validator or the compiler panic.

use heavylegs::{Engine, Evidence, KnowledgeBase};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let path = if text.contains("kind") { "observations/a.toml" } else { "causes/a.toml" };
    if let Ok(knowledge) = KnowledgeBase::builder().builtin().file(path, text).build() {
        let _ = Engine::new(knowledge).assess(&Evidence::new());
    }
});
