//! Evidence as a row of a table.

use heavylegs::rows::{Cell, Column};
use heavylegs::{Engine, Evidence};
use serde_json::Value;

/// Returns the cells of evidence that holds nothing but yes, no and levels.
///
/// # Panics
///
/// If it holds something else, or what the engine does not know.
#[must_use]
#[expect(clippy::unwrap_used, reason = "what was drawn is known")]
pub fn row_of(engine: &Engine, evidence: &Evidence) -> Vec<Cell> {
    let entries = serde_json::to_value(evidence).unwrap();
    let cell = |(id, value): (&String, &Value)| {
        let column = Column::new(engine, id).unwrap();
        match value.as_bool() {
            Some(yes) => column.yes_no(yes).unwrap(),
            None => column.level(value.as_str().unwrap()).unwrap(),
        }
    };
    entries.as_object().unwrap().iter().map(cell).collect()
}
