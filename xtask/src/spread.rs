//! Several measurements of one thing.

/// A time or an amount: median, least and most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Spread {
    /// Returns the spread of values; nothing if one is not known, or there are none.
    pub(crate) fn of(values: impl Iterator<Item = Option<f64>>) -> Option<Self> {
        let mut values: Vec<f64> = values.collect::<Option<_>>()?;
        values.sort_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        Some(Self { median: *values.get(values.len() / 2)?, least, most })
    }

    /// Returns the spread that a measuring program printed.
    pub(crate) fn printed(value: &serde_json::Value) -> Option<Self> {
        let [median, least, most] = ["median", "least", "most"].map(|name| value[name].as_f64());
        Some(Self { median: median?, least: least?, most: most? })
    }
}

#[cfg(test)]
mod tests {
    use super::Spread;
    use serde_json::json;

    #[test]
    fn a_spread_has_a_middle_and_ends() {
        let spread = Spread::of([3.0, 1.0, 2.0].into_iter().map(Some)).unwrap();
        let all = [spread.least, spread.median, spread.most];
        assert_eq!(all.map(|it| it.to_string()), ["1", "2", "3"]);
        assert!(Spread::of([Some(1.0), None].into_iter()).is_none());
        assert!(Spread::printed(&json!({"median": 2.0, "least": 1.0})).is_none());
    }
}
