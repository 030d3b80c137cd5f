//! The ratios of one cause joined: factors · descriptors · measurements (model.md, section 2).

use crate::knowledge::Settings;
use crate::network::normalise::damped;
use crate::network::{Ratio, RatioKind};

/// What moves the odds of one cause, each kind for itself.
#[derive(Debug, Default, Clone)]
pub(super) struct Ratios {
    factors: Vec<Ratio>,
    descriptors: Vec<Ratio>,
    measurements: Vec<Ratio>,
}

impl Ratios {
    pub(super) fn clear(&mut self) {
        self.factors.clear();
        self.descriptors.clear();
        self.measurements.clear();
    }

    pub(super) fn push(&mut self, ratio: Ratio) {
        let of_kind = match ratio.kind {
            RatioKind::Factor => &mut self.factors,
            RatioKind::Descriptor => &mut self.descriptors,
            RatioKind::Measurement => &mut self.measurements,
        };
        of_kind.push(ratio);
    }

    /// Returns the product, damped and capped. It sorts the ratios, and drops those that a stronger one of their pathway covers.
    pub(super) fn product(&mut self, settings: &Settings) -> f64 {
        strongest_of_each_pathway(&mut self.factors);
        strongest_of_each_pathway(&mut self.measurements);
        let (up, down) = damped_apart(&mut self.factors);
        let (more, less) = damped_apart(&mut self.descriptors);
        let tests = self.measurements.iter().fold(1.0, |product, ratio| product * ratio.value);
        up.min(settings.cap_up) * down.max(settings.cap_down) * (more * less) * tests
    }
}

/// Returns the product of a ratio that has no other beside it.
pub(super) fn product_of_one(ratio: &Ratio, settings: &Settings) -> f64 {
    match ratio.kind {
        RatioKind::Factor => ratio.value.min(settings.cap_up).max(settings.cap_down),
        RatioKind::Descriptor | RatioKind::Measurement => ratio.value,
    }
}

/// The product of the ratios above 1 and that of those below, each damped.
fn damped_apart(ratios: &mut [Ratio]) -> (f64, f64) {
    match ratios {
        [] => (1.0, 1.0),
        // Nothing to sort, nothing to damp.
        [one] => (one.value.max(1.0), one.value.min(1.0)),
        several => {
            // Which of two equal ratios comes first changes no product.
            several.sort_unstable_by(|a, b| b.value.total_cmp(&a.value));
            let values = several.iter().map(|ratio| ratio.value);
            let down = values.clone().rev().take_while(|value| *value < 1.0);
            (damped(values.take_while(|value| *value > 1.0)), damped(down))
        }
    }
}

fn strongest_of_each_pathway(ratios: &mut Vec<Ratio>) {
    if ratios.len() < 2 || ratios.iter().all(|ratio| ratio.pathway.is_none()) {
        return;
    }
    let strength = |ratio: &Ratio| ratio.value.max(1.0 / ratio.value);
    ratios.sort_by(|a, b| {
        strength(b).total_cmp(&strength(a)).then(a.observation.cmp(&b.observation))
    });
    let mut at = 0;
    while at < ratios.len() {
        let (kept, rest) = ratios.split_at(at);
        let pathway = rest.first().and_then(|ratio| ratio.pathway);
        if pathway.is_some() && kept.iter().any(|ratio| ratio.pathway == pathway) {
            ratios.remove(at);
        } else {
            at += 1;
        }
    }
}
