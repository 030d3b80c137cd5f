//! The red flags beside a rules engine.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::spread::Spread;

/// What the rules take, in microseconds.
#[derive(Debug)]
pub(super) struct Signs {
    pub(super) cases: usize,
    /// Rules that fired, over all cases.
    pub(super) fired: usize,
    /// The rules as a decision, as the other engine recommends.
    pub(super) decision_us: Spread,
    /// The rules as one expression: the least that the other engine takes.
    pub(super) expression_us: Spread,
    /// Ours in Rust: a row of a table, with its rules and posteriors, and a whole assessment.
    pub(super) rules_us: Spread,
    pub(super) assess_us: Spread,
    pub(super) from_python_us: Spread,
}

impl Signs {
    /// Returns the times; an error if the engines find different rules, or none fires.
    pub(super) fn of(ours: &Value, theirs: &Value) -> Result<Self, String> {
        let cases = ours["cases"].as_array().ok_or("there are no warning signs")?;
        let mut fired = 0;
        for name in ["decision", "expression"] {
            let answers = theirs[name]["fired"].as_array().ok_or(format!("no {name} of zen"))?;
            fired = same(cases, answers)?;
        }
        let spread = |value: &Value, name: &str| {
            Spread::printed(value).ok_or(format!("no {name} was measured"))
        };
        Ok(Self {
            cases: cases.len(),
            fired,
            decision_us: spread(&theirs["decision"]["us"], "decision")?,
            expression_us: spread(&theirs["expression"]["us"], "expression")?,
            rules_us: spread(&ours["rules_us"], "time of our rules")?,
            assess_us: spread(&ours["assess_us"], "assessment")?,
            from_python_us: spread(&theirs["assess_us"], "assessment from Python")?,
        })
    }
}

/// How many rules fired, if they are the same for each case.
fn same(cases: &[Value], answers: &[Value]) -> Result<usize, String> {
    let ids = |value: &Value| -> BTreeSet<String> {
        let texts = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        texts.map(str::to_owned).collect()
    };
    let mut fired = 0;
    for (case, answer) in cases.iter().zip(answers) {
        let (ours, theirs) = (ids(&case["fired"]), ids(answer));
        if ours != theirs {
            return Err(format!("ours fire {ours:?}, theirs {theirs:?}: {}", case["evidence"]));
        }
        fired += ours.len();
    }
    if fired > cases.len() && cases.len() == answers.len() {
        Ok(fired)
    } else {
        Err(format!("{fired} rules in {} cases prove nothing", answers.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::same;
    use serde_json::json;

    #[test]
    fn other_rules_are_no_peer() {
        let cases = [json!({"fired": ["a", "b"]}), json!({"fired": ["c"]})];
        assert_eq!(same(&cases, &[json!(["b", "a"]), json!(["c"])]), Ok(3));
        assert!(same(&cases, &[json!(["b", "a"]), json!([])]).is_err());
        assert!(same(&cases, &[json!(["b", "a"])]).is_err());
        assert!(same(&[json!({"fired": []})], &[json!([])]).is_err());
    }
}
