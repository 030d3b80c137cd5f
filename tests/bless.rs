//! Writes the golden values of the corpus: what the engine answers now. A change of them is a change of results.

use conformance::{Outcome, cases, digest};
use serde_json::{Map, Value, json};

fn main() -> std::io::Result<()> {
    let mut all = cases();
    for case in &mut all {
        if let Outcome::Answered(answer) = case.run() {
            for change in
                changes(&case.document["expect"]["golden"]["posteriors"], &answer.posteriors)
            {
                println!("{}: {change}", case.name());
            }
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

/// A smaller change of a probability is not worth a line.
const LEAST_CHANGE: f64 = 0.01;

/// What a reader wants to know of new answers: another leader, and probabilities that moved.
fn changes(before: &Value, now: &Map<String, Value>) -> Vec<String> {
    let Some(before) = before.as_object() else { return vec!["new".to_owned()] };
    let mut changes = Vec::new();
    let (old, new) = (leader(before), leader(now));
    if old != new {
        changes.push(format!("{new} leads, before it was {old}"));
    }
    for (id, probability) in now {
        let (Some(new), Some(old)) = (probability.as_f64(), before.get(id).and_then(Value::as_f64))
        else {
            continue;
        };
        if (new - old).abs() >= LEAST_CHANGE {
            changes.push(format!("{id} {old:.3} → {new:.3}"));
        }
    }
    changes
}

fn leader(posteriors: &Map<String, Value>) -> &str {
    let causes = posteriors.iter().filter(|(id, _)| *id != "none_of_these");
    let ranked = causes.filter_map(|(id, p)| Some((id, p.as_f64()?)));
    ranked.max_by(|a, b| a.1.total_cmp(&b.1)).map_or("nothing", |(id, _)| id)
}
