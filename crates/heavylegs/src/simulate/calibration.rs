//! Whether a probability of p comes true in a share p of the runners: what is measured.

use serde::Serialize;

use crate::knowledge::Urgency;

/// Predicted probabilities beside how often causes are on.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Calibration {
    /// How many runners were drawn.
    pub runners: u64,
    /// How many questions they answered.
    pub answered: Answered,
    /// The reliability table, over all scored causes of all runners.
    pub rows: Vec<ReliabilityRow>,
    /// The mean over the rows, weighted by their counts, of how far observed shares lie from the predicted ones.
    pub miscalibration: f64,
    /// The mean squared distance of the posteriors from what is true (0 is best).
    pub brier: f64,
    /// What it would be if every posterior meant what it says.
    pub brier_expected: f64,
    /// That of the priors alone.
    pub brier_of_priors: f64,
    /// 1 − `brier`/`brier_of_priors`: 1 is best, 0 is no better than the priors.
    pub skill: f64,
    /// How many causes are on in these runners, on average.
    pub causes_on: f64,
    /// The mean sum of their posteriors.
    pub posterior_sum: f64,
    /// The sum of all priors.
    pub prior_sum: f64,
    /// The sum of all priors given only sex, age and what else the reference population states, averaged over it.
    pub population_sum: f64,
    /// The share of runners in whom no cause is on.
    pub none_on: f64,
    /// The mean posterior probability of that.
    pub none_predicted: f64,
    /// The share of runners whose posteriors had to do without some symptoms, because the tables would have become too large.
    pub inexact: f64,
    /// How urgent it is, as far as drawn answers can say: signs that only red flags use are not drawn.
    pub urgency: UrgencyMix,
    /// How urgent it is by the rules alone, as far as drawn answers can say.
    pub by_rules: UrgencyMix,
    /// The red flags that fire, the most frequent first.
    pub red_flags: Vec<RedFlagShare>,
    /// How urgent it would be by the care level of the causes that are on.
    pub care_on: UrgencyMix,
    /// How common each symptom is, beside its base rate.
    pub symptoms: Vec<SymptomShare>,
    /// How common each level of the other observations is, beside its share.
    pub levels: Vec<LevelShare>,
}

/// How many questions were answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Answered {
    /// On average.
    pub mean: f64,
    /// By the runner who answered fewest.
    pub least: u64,
    /// By the runner who answered most.
    pub most: u64,
}

/// A row of the reliability table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct ReliabilityRow {
    /// The lowest probability of the row.
    pub from: f64,
    /// Below this; the last row includes 1.
    pub below: f64,
    /// How many predictions lie in it.
    pub count: u64,
    /// Their mean.
    pub predicted: f64,
    /// The share that came true.
    pub observed: f64,
    /// Observed less predicted: below 0 the predictions are too high.
    pub difference: f64,
    /// The standard deviation of the difference if every prediction meant what it says and all were independent.
    pub noise: f64,
}

/// The shares of runners by urgency.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct UrgencyMix {
    /// Nothing that needs anyone else.
    pub self_care: f64,
    /// An appointment.
    pub appointment: f64,
    /// Today.
    pub same_day: f64,
    /// Now.
    pub emergency: f64,
}

/// How often a red flag fires.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct RedFlagShare {
    /// The red flag.
    pub red_flag: String,
    /// Its urgency.
    pub urgency: Urgency,
    /// The share of runners in whom it fires.
    pub share: f64,
}

/// How common a symptom is.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct SymptomShare {
    /// The symptom.
    pub symptom: String,
    /// Its base rate.
    pub base: f64,
    /// Its share in the runners drawn.
    pub drawn: f64,
    /// The standard deviation of that share.
    pub noise: f64,
}

/// How common a level is.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct LevelShare {
    /// The observation.
    pub observation: String,
    /// The level.
    pub level: String,
    /// Its share in the knowledge base.
    pub share: f64,
    /// Its share in the runners drawn whom the question concerns.
    pub drawn: f64,
    /// The standard deviation of that share.
    pub noise: f64,
}
