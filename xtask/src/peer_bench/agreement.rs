//! Whether the engines say the same: one that computes something else proves nothing.

use serde_json::Value;

/// The tolerance of the oracle: relative to the probability, or to `LEAST` where it is smaller.
const TOLERANCE: f64 = 1e-10;
const LEAST: f64 = 1e-6;

/// How far an engine is from ours.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Agreement {
    /// The largest difference, relative to max(p, 1e-6).
    pub(super) most: f64,
    pub(super) posteriors: usize,
    pub(super) cases: usize,
}

/// Compares the posteriors of an engine with ours; an error if they are not the same, or if there is nothing to compare.
pub(super) fn compare(ours: &Value, answers: &Value, engine: &str) -> Result<Agreement, String> {
    let pairs = ours.as_array().into_iter().flatten().zip(answers.as_array().into_iter().flatten());
    let mut agreement = Agreement::default();
    for (case, answer) in pairs {
        // No answer in time.
        let Some(theirs) = answer["posteriors"].as_object() else { continue };
        agreement.cases += 1;
        for (cause, theirs) in theirs {
            let known = theirs.as_f64().zip(case["posteriors"][cause].as_f64());
            let (theirs, ours) = known.ok_or(format!("{engine}: no posterior of {cause}"))?;
            agreement.posteriors += 1;
            let apart = (theirs - ours).abs() / ours.max(LEAST);
            if apart.is_nan() || apart > TOLERANCE {
                return Err(format!("{engine}: {cause} has {theirs:e}, ours {ours:e}"));
            }
            agreement.most = agreement.most.max(apart);
        }
    }
    if agreement.posteriors == 0 {
        return Err(format!("{engine} has no posteriors to compare"));
    }
    Ok(agreement)
}

#[cfg(test)]
mod tests {
    use super::compare;
    use serde_json::json;

    #[test]
    fn what_differs_is_no_peer() {
        let ours = json!([{"posteriors": {"a": 0.5, "b": 1e-9}}, {"posteriors": {"a": 0.25}}]);
        let theirs = |a: f64| json!([{"posteriors": {"a": a, "b": 1e-9}}, {"over_us": 1.0}]);
        let agreement = compare(&ours, &theirs(0.5 + 1e-12), "x").unwrap();
        assert_eq!((agreement.cases, agreement.posteriors), (1, 2));
        assert!(agreement.most > 1e-12);
        assert!(compare(&ours, &theirs(0.5 + 1e-9), "x").is_err());
        assert!(compare(&ours, &json!([{"over_us": 1.0}]), "x").is_err());
        assert!(compare(&ours, &json!([{"posteriors": {"c": 0.1}}]), "x").is_err());
    }
}
