//! One question to the network: odds of the causes, open and absent symptoms.

use super::odds::{OddsScratch, odds_into};
use crate::evidence::{Answer, Item};
use crate::knowledge::Settings;
use crate::network::{Effects, Network, ObservationIndex, SymptomNode};

/// A question to the network.
#[derive(Debug, Default, Clone)]
pub(crate) struct Query {
    /// Odds of each scored cause before symptoms.
    pub(crate) odds: Vec<f64>,
    /// Symptoms that are present or likely, sorted.
    pub(crate) open: Vec<Open>,
    /// Symptoms that are absent, sorted.
    pub(crate) absent: Vec<ObservationIndex>,
    /// The draw that moves leaks and links.
    pub(crate) draw: Option<u64>,
}

/// A present or likely symptom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Open {
    pub(crate) symptom: ObservationIndex,
    /// P(reading | symptom) and P(reading | no symptom).
    pub(crate) if_present: f64,
    pub(crate) if_absent: f64,
}

impl Query {
    /// Fills the query from answers.
    pub(crate) fn fill(
        &mut self,
        network: &Network,
        settings: &Settings,
        items: &[Item],
        draw: Option<u64>,
        scratch: &mut OddsScratch,
    ) {
        odds_into(network, settings, items, draw, scratch, &mut self.odds);
        self.open.clear();
        self.absent.clear();
        self.draw = draw;
        for item in items {
            let symptom = item.observation;
            if symptom_node(network, symptom).is_none_or(|node| node.links.is_empty()) {
                continue;
            }
            match item.answer {
                Answer::Present => {
                    self.open.push(Open { symptom, if_present: 1.0, if_absent: 0.0 });
                }
                Answer::Likelihood(a, b) => {
                    self.open.push(Open { symptom, if_present: a, if_absent: b });
                }
                Answer::Absent => self.absent.push(symptom),
                Answer::Levels { .. } => {}
            }
        }
    }
}

/// The links of a symptom.
pub(crate) fn symptom_node(network: &Network, symptom: ObservationIndex) -> Option<&SymptomNode> {
    match network.effects.get(usize::from(symptom)) {
        Some(Effects::Symptom(node)) => Some(node),
        _ => None,
    }
}
