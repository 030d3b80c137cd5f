//! One point of a plot.

use heavylegs_benches::Spread;
use serde_json::json;

/// Prints a point as a line of JSON: which plot, which line of it, where, and what was measured there.
pub(crate) fn print(plot: &str, line: &str, x: usize, y: Spread) {
    let Spread { median, least, most } = y;
    println!(
        "{}",
        json!({"plot": plot, "line": line, "x": x, "median": median, "least": least, "most": most})
    );
}

/// Returns a count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}

/// The same of a count that does not depend on the machine.
#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
pub(crate) fn whole(count: u64) -> f64 {
    count as f64
}
