//! Why are my legs heavy today? Prints the report for a few answers of one runner.
//!
//! `cargo run -p heavylegs-examples --example quickstart`; `python/quickstart.py` prints the same.

use heavylegs::{Engine, Evidence, EvidenceError};

fn main() -> Result<(), EvidenceError> {
    let evidence = Evidence::new()
        .level("course_in_run", "heavy_then_clears")
        .number("sitting_hours_today", 9.0)
        .level("side", "both_alike")
        .absent("one_leg_swollen");
    let assessment = Engine::builtin().assess(&evidence)?;
    println!("{assessment}");
    Ok(())
}
