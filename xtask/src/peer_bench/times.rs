//! What an engine took for each piece of evidence.

use serde_json::Value;

use crate::spread::Spread;

/// A time in microseconds for each case, in the order of the cases; those that were not asked for any more are missing.
#[derive(Debug)]
pub(super) struct Times(Vec<Time>);

#[derive(Debug, Clone, Copy)]
enum Time {
    Took(f64),
    /// No answer after so long.
    Over(f64),
}

impl Time {
    /// The time, or the least that it can be.
    fn at_least_us(self) -> f64 {
        match self {
            Self::Took(us) | Self::Over(us) => us,
        }
    }
}

/// A spread over the cases, some of which may be longer than it says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) spread: Spread,
    /// Whether some had no answer in time, and count with the time they were given.
    pub(super) is_at_least: bool,
    pub(super) cases: usize,
}

impl Times {
    /// Returns the times under a name in the answers of an engine.
    pub(super) fn of(answers: &Value, name: &str) -> Result<Self, String> {
        let answers = answers.as_array().ok_or(format!("no answers with {name}"))?;
        let time = |answer: &Value| match (answer["over_us"].as_f64(), answer[name].as_f64()) {
            (Some(us), _) => Some(Time::Over(us)),
            (None, us) => us.map(Time::Took),
        };
        let times: Option<Vec<Time>> = answers.iter().map(time).collect();
        times.map(Self).ok_or(format!("an answer has no {name}"))
    }

    /// Returns the medians of our own times, which are spreads themselves.
    pub(super) fn of_ours(cases: &Value, name: &str) -> Result<Self, String> {
        let cases = cases.as_array().ok_or("there are no cases")?;
        let times: Option<Vec<Time>> = cases
            .iter()
            .map(|case| Some(Time::Took(Spread::printed(&case[name])?.median)))
            .collect();
        times.map(Self).ok_or(format!("a case has no {name}"))
    }

    pub(super) fn told(&self) -> Option<Told> {
        self.told_of(self.0.iter().map(|time| time.at_least_us()))
    }

    /// Returns how many times as long it took as something else, case by case.
    pub(super) fn over(&self, other: &Self) -> Option<Told> {
        let pairs = self.0.iter().zip(&other.0);
        self.told_of(pairs.map(|(time, other)| time.at_least_us() / other.at_least_us()))
    }

    fn told_of(&self, values: impl Iterator<Item = f64>) -> Option<Told> {
        let spread = Spread::of(values.map(Some))?;
        let is_at_least = self.0.iter().any(|time| matches!(time, Time::Over(_)));
        Some(Told { spread, is_at_least, cases: self.0.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::Times;
    use serde_json::json;

    #[test]
    fn ratios_are_those_of_each_case() {
        let ours = json!([{"us": {"median": 2.0, "least": 1.0, "most": 3.0}},
            {"us": {"median": 4.0, "least": 1.0, "most": 9.0}}]);
        let theirs = json!([{"us": 20.0}, {"us": 80.0}]);
        let ratio = Times::of(&theirs, "us").unwrap().over(&Times::of_ours(&ours, "us").unwrap());
        let ratio = ratio.unwrap();
        assert_eq!([ratio.spread.least, ratio.spread.most].map(|it| it.to_string()), ["10", "20"]);
        assert!(!ratio.is_at_least);
    }

    #[test]
    fn what_was_given_up_counts_with_the_time_it_had() {
        let times = Times::of(&json!([{"us": 1.0}, {"over_us": 6e7}]), "us").unwrap();
        let told = times.told().unwrap();
        assert!(told.is_at_least);
        assert_eq!(told.spread.most.to_string(), "60000000");
        assert!(Times::of(&json!([{"ms": 1.0}]), "us").is_err());
    }
}
