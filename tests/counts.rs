//! What the corpus costs, in operations: no clock, so it is the same on every machine.

use std::collections::BTreeMap;
use std::path::PathBuf;

use heavylegs::{Work, Workspace, read_request};

use crate::cases;

/// Operations by what was asked and what is counted, for a thousand cases.
pub type Counts = BTreeMap<String, f64>;

/// Where the counts are recorded.
#[must_use]
pub fn record() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../benches/record/work.json")
}

/// Counts the posteriors and the assessments of every case of the corpus with the built-in knowledge, for a thousand cases: more cases are
/// no more work.
#[must_use]
pub fn count() -> Counts {
    let (mut posteriors, mut assessments, mut counted) = (Workspace::new(), Vec::new(), 0_u32);
    for case in cases().iter().filter(|case| case.document["knowledge"] == "builtin") {
        let (Ok(engine), Ok(request)) = (case.engine(), read_request(&case.request())) else {
            continue;
        };
        let Ok(compiled) = engine.compile(&request.evidence) else { continue };
        engine.posteriors_into(&compiled, &mut posteriors);
        assessments.extend(engine.work_of(&request.evidence, &request.options));
        counted += 1;
    }
    let mut counts = Counts::new();
    let mut add = |what: &str, works: &[Work]| {
        for work in works {
            for (name, count) in [
                ("inferences", work.inferences),
                ("plans", work.plans),
                ("multiply_adds", work.multiply_adds),
            ] {
                *counts.entry(format!("{what}.{name}")).or_default() += as_f64(count);
            }
        }
    };
    add("posteriors", &[posteriors.work()]);
    add("assess", &assessments);
    for count in counts.values_mut() {
        *count *= 1000.0 / f64::from(counted);
    }
    counts
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
fn as_f64(count: u64) -> f64 {
    count as f64
}
