//! An answer costs no more operations than is recorded.

#![cfg(test)]

use conformance::counts::{Counts, count, record};

/// So much may be added without anyone saying so.
const MOST_GROWTH: f64 = 1.05;

#[test]
fn an_answer_costs_no_more_operations_than_is_recorded() {
    let recorded: Counts =
        serde_json::from_str(&std::fs::read_to_string(record()).unwrap()).unwrap();
    let now = count();
    assert_eq!(now.keys().collect::<Vec<_>>(), recorded.keys().collect::<Vec<_>>());
    let grown: Vec<String> = now
        .iter()
        .filter(|(what, count)| **count > MOST_GROWTH * recorded[*what])
        .map(|(what, count)| format!("{what}: {count:.0}, recorded {:.0}", recorded[what]))
        .collect();
    assert!(
        grown.is_empty(),
        "a thousand cases take more than before; find out why, or renew the record with `cargo run -p conformance --bin count`:\n{}",
        grown.join("\n")
    );
    assert!(now.values().all(|count| *count > 0.0), "nothing was counted");
}
