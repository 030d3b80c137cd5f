//! Writes the golden values of the corpus: what the engine answers now. A change of them is a change of results.

use conformance::{Outcome, cases, digest};
use serde_json::{Value, json};

fn main() -> std::io::Result<()> {
    let mut all = cases();
    for case in &mut all {
        if let Outcome::Answered(answer) = case.run() {
            case.document["expect"]["golden"] =
                json!({"posteriors": answer.posteriors, "sha256": answer.sha256});
            std::fs::write(&case.path, format!("{:#}\n", case.document))?;
        }
    }
    let folder = all.first().and_then(|case| case.path.parent());
    if let Some(folder) = folder {
        std::fs::write(folder.join("DIGEST"), format!("{}\n", digest(&all)))?;
    }
    println!("{} cases: {}", all.len(), Value::from(digest(&all)));
    Ok(())
}
