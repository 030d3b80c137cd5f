//! Records what the corpus costs in operations. Renew it when an answer is meant to cost more: `cargo run -p conformance --bin count`.

use conformance::counts::{count, record};

fn main() -> std::io::Result<()> {
    let counts = serde_json::to_string_pretty(&count())?;
    println!("{counts}");
    std::fs::write(record(), format!("{counts}\n"))
}
