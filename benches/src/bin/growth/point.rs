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
