//! What a call costs in Rust, for a binding to compare itself with: the evidence as JSON, and the time of each verb.
//!
//! `cargo xtask overhead` runs it, and the same from Python.

#![expect(clippy::unwrap_used, reason = "a measurement whose input is broken must stop")]

use std::hint::black_box;
use std::time::Instant;

use heavylegs::{Engine, Evidence, Finding, Workspace};
use heavylegs_benches::{Shape, draw};
use serde_json::json;

const SEEDS: u32 = 64;
const ROUNDS: usize = 15;
const SIX: Shape = Shape { present: 6, absent: 6, others: 6 };

fn main() {
    let engine = Engine::builtin();
    let drawn: Vec<Evidence> = (0..SEEDS).map(|seed| draw(&engine, SIX, u64::from(seed))).collect();
    let entries: Vec<Vec<(String, Finding)>> =
        drawn.iter().map(|evidence| evidence.clone().into_iter().collect()).collect();
    let mut workspace = Workspace::new();
    // What a caller has is ids and answers: making evidence of them is part of the call.
    let posteriors = microseconds(200, || {
        for entries in &entries {
            let evidence: Evidence =
                entries.iter().map(|(id, finding)| (id.as_str(), finding.clone())).collect();
            let compiled = engine.compile(&evidence).unwrap();
            black_box(engine.posteriors_into(&compiled, &mut workspace));
        }
    });
    let assess = microseconds(1, || {
        for evidence in &drawn {
            black_box(engine.assess(evidence).unwrap());
        }
    });
    let to_json = microseconds(1, || {
        for evidence in &drawn {
            black_box(engine.assess(evidence).unwrap().to_json());
        }
    });
    println!(
        "{}",
        json!({
            "evidence": drawn,
            "microseconds": {"posteriors": posteriors, "assess": assess, "assess_to_json": to_json},
        })
    );
}

/// The median time of one call, of those that `batch` makes.
fn microseconds(repeats: u32, mut batch: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            (0..repeats).for_each(|_| batch());
            start.elapsed().as_secs_f64() * 1e6 / (f64::from(repeats) * f64::from(SEEDS))
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}
