//! What holds for the whole knowledge base.

use super::condition::{Condition, condition};
use super::quantity::{Basis, setting};
use crate::problem::Problem;
use crate::tree::Node;
use crate::tree::fields::{Fields, Problems, list};

/// The numbers that the model leaves to the knowledge base.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Settings {
    /// The most by which factors together raise the odds of a cause.
    pub cap_up: f64,
    /// The most by which factors together lower them.
    pub cap_down: f64,
    /// A descriptor's ratio lies within this and one over it.
    pub descriptor_clamp: f64,
    /// The most multiply-adds of one inference; above it symptoms are set aside.
    pub max_multiply_adds: u64,
    /// The most bytes of tables of one inference.
    pub max_table_bytes: u64,
    /// What an effort of none, low, medium and high costs a recommendation.
    pub effort_cost: [f64; 4],
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cap_up: 20.0,
            cap_down: 0.05,
            descriptor_clamp: 8.0,
            max_multiply_adds: 1 << 24,
            max_table_bytes: 64 << 20,
            effort_cost: [0.0, 0.02, 0.05, 0.1],
        }
    }
}

/// A part of the reference population.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Stratum {
    /// Its share.
    pub share: f64,
    /// What is true of it: levels of observations.
    pub is: Condition,
}

pub(crate) fn settings(fields: &mut Fields<'_>, problems: &mut Problems) -> Settings {
    let path = fields.sub("settings");
    let mut settings = Settings::default();
    let Some(node) = fields.take("settings") else { return settings };
    let Some(mut table) = Fields::of(node, &path, problems) else { return settings };
    let _ = Basis::read(&mut table, &Basis::default(), problems);
    settings.cap_up = setting(&mut table, "cap_up", settings.cap_up, problems);
    settings.cap_down = setting(&mut table, "cap_down", settings.cap_down, problems);
    settings.descriptor_clamp =
        setting(&mut table, "descriptor_clamp", settings.descriptor_clamp, problems);
    let limit = |value: f64, default: u64| if value >= 1.0 { whole(value) } else { default };
    let adds = setting(&mut table, "max_multiply_adds", 16_777_216.0, problems);
    settings.max_multiply_adds = limit(adds, 1 << 24);
    let bytes = setting(&mut table, "max_table_bytes", 67_108_864.0, problems);
    settings.max_table_bytes = limit(bytes, 64 << 20);
    let costs_path = table.sub("effort_cost");
    if let Some(mut costs) =
        table.take("effort_cost").and_then(|node| Fields::of(node, &costs_path, problems))
    {
        let _ = Basis::read(&mut costs, &Basis::default(), problems);
        for (cost, key) in settings.effort_cost.iter_mut().zip(["none", "low", "medium", "high"]) {
            *cost = setting(&mut costs, key, *cost, problems);
        }
        costs.finish(problems);
    }
    let place = table.place;
    table.finish(problems);
    if settings.cap_up < 1.0 || !(settings.cap_down > 0.0 && settings.cap_down <= 1.0) {
        let message = "`cap_up` is at least 1, `cap_down` above 0 and at most 1".to_owned();
        problems.add(Problem::error("knowledge.range", path, message), place);
    }
    settings
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a limit above 0; a float beyond u64 saturates"
)]
fn whole(value: f64) -> u64 {
    value as u64
}

pub(crate) fn population(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<Stratum> {
    let path = fields.sub("reference_population");
    let Some(node) = fields.take("reference_population") else { return Vec::new() };
    let Some(mut table) = Fields::of(node, &path, problems) else { return Vec::new() };
    let _ = Basis::read(&mut table, &Basis::default(), problems);
    let strata_path = table.sub("strata");
    let items = table.take("strata").map(|node| list(node, &strata_path, problems));
    let place = table.place;
    table.finish(problems);
    let strata: Vec<_> = items
        .unwrap_or_default()
        .iter()
        .filter_map(|node| stratum(node, &strata_path, problems))
        .collect();
    let total: f64 = strata.iter().map(|stratum| stratum.share).sum();
    if !strata.is_empty() && (total - 1.0).abs() > 1e-9 {
        let message = format!("the shares of the strata sum to {total}, not 1");
        problems.add(Problem::error("knowledge.shares", path, message), place);
    }
    strata
}

fn stratum(node: &Node, path: &str, problems: &mut Problems) -> Option<Stratum> {
    let mut fields = Fields::of(node, path, problems)?;
    let share = fields.number("share", problems);
    let is = fields.need("is", problems).and_then(|node| condition(node, path, problems));
    fields.finish(problems);
    Some(Stratum { share: share?, is: is? })
}
