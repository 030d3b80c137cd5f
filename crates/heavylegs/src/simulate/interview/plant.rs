//! Red flags that are planted in runners: are they found?

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::study::Study;
use super::MOST_SCREENS;
use super::conversation::Conversation;
use crate::engine::Engine;
use crate::evidence::{Evidence, Finding};
use crate::knowledge::{AnsweredBy, Comparison, Condition, Observation, RedFlag, Test, Urgency};

/// How often a planted red flag was found before the interview ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlantedRedFlag {
    /// The rule.
    pub red_flag: String,
    /// How urgent it is.
    pub urgency: Urgency,
    /// In how many runners it was planted.
    pub planted: u64,
    /// In how many it fired before the end.
    pub fired: u64,
    /// In how many it fired, or something else as urgent did and ended the interview first.
    pub found: u64,
    /// Of the others: what had not been asked, and how often.
    pub not_asked: BTreeMap<String, u64>,
}

impl Study<'_> {
    /// Plants each red flag of an emergency or of today in as many runners as the study has: the least that fires it and opens its
    /// questions, with everything else as drawn, and plays the interview. What only a laboratory or a device can tell is not planted.
    #[must_use]
    pub fn planted_red_flags(&self) -> Vec<PlantedRedFlag> {
        let flags = self.simulator.engine.knowledge().red_flags().iter();
        let urgent: Vec<&RedFlag> = flags.filter(|f| f.urgency >= Urgency::SameDay).collect();
        let each = self.runners.max(1);
        // One long list of interviews: threads share it evenly, however few runners a rule has.
        let all = self.runners(self.runners.saturating_mul(urgent.len() as u64));
        let outcomes = all.in_chunks(|interviews, _| {
            let interview = |at: u64| {
                let flag = usize::try_from(at / each).unwrap_or(usize::MAX);
                urgent.get(flag).and_then(|known| Some((flag, self.plant(known, at % each)?)))
            };
            interviews.filter_map(interview).collect::<Vec<_>>()
        });
        let mut results: Vec<PlantedRedFlag> =
            urgent.iter().map(|flag| PlantedRedFlag::none_of(flag)).collect();
        for (flag, outcome) in outcomes.into_iter().flatten() {
            if let Some(result) = results.get_mut(flag) {
                result.add(outcome);
            }
        }
        results
    }

    /// Plays the interview of one runner; nothing where only a laboratory or a device could tell.
    fn plant(&self, flag: &RedFlag, index: u64) -> Option<Outcome> {
        let engine = &self.simulator.engine;
        let planted = told_by_the_runner(engine, flag, index)?;
        let truth = self.simulator.runner(index).answers().changed_by(&planted);
        let mut conversation = Conversation::new(engine, truth);
        while conversation.screens < MOST_SCREENS && conversation.ask_next().is_some() {}
        let options = crate::Options::default().stability(false);
        let answer = engine.assess_with(&conversation.known, &options).ok()?;
        let by_it = |r: &crate::UrgencyReason| r.red_flag.as_deref() == Some(flag.id.as_str());
        let fired = answer.urgency_reasons().iter().any(by_it);
        let unasked = planted.ids().filter(|id| conversation.known.get(id).is_none());
        Some(Outcome {
            fired,
            found: fired || (conversation.ended.is_some() && answer.urgency() >= flag.urgency),
            not_asked: unasked.map(str::to_owned).collect(),
        })
    }
}

/// The least that fires a rule, by the alternatives that have the number of the runner, or else the next that a runner can tell.
fn told_by_the_runner(engine: &Engine, flag: &RedFlag, index: u64) -> Option<Evidence> {
    let tells = |id: &str| {
        let observation = engine.knowledge().observation(id);
        observation.is_some_and(|o| o.answered_by == AnsweredBy::Myself)
    };
    (index..index.saturating_add(ALTERNATIVES)).find_map(|pick| {
        let mut planted = Evidence::new();
        satisfy(engine, &flag.when, usize::try_from(pick).unwrap_or(0), &mut planted, 0);
        let tellable = planted.ids().all(tells);
        tellable.then_some(planted)
    })
}

/// The interview of one runner in whom a red flag was planted.
struct Outcome {
    fired: bool,
    found: bool,
    not_asked: Vec<String>,
}

impl PlantedRedFlag {
    fn none_of(flag: &RedFlag) -> Self {
        Self {
            red_flag: flag.id.clone(),
            urgency: flag.urgency,
            planted: 0,
            fired: 0,
            found: 0,
            not_asked: BTreeMap::new(),
        }
    }

    fn add(&mut self, outcome: Outcome) {
        self.planted += 1;
        self.fired += u64::from(outcome.fired);
        self.found += u64::from(outcome.found);
        if !outcome.found {
            for id in outcome.not_asked {
                *self.not_asked.entry(id).or_insert(0) += 1;
            }
        }
    }
}

/// So many alternatives of a rule are tried before it is given up.
const ALTERNATIVES: u64 = 16;
/// Gates behind gates are opened to this depth.
const DEEPEST: usize = 6;

/// Adds the least that makes a condition hold, and what opens its questions; of alternatives the one with the number `pick`.
fn satisfy(engine: &Engine, condition: &Condition, pick: usize, to: &mut Evidence, depth: usize) {
    match condition {
        Condition::All(parts) => {
            for part in parts {
                satisfy(engine, part, pick, to, depth);
            }
        }
        Condition::Any(parts) => {
            if let Some(part) = parts.get(pick % parts.len().max(1)) {
                satisfy(engine, part, pick / parts.len(), to, depth);
            }
        }
        Condition::TwoOf(parts) => {
            for part in parts.iter().take(2) {
                satisfy(engine, part, pick, to, depth);
            }
        }
        Condition::Known { observation, test } => {
            let Some(known) = engine.knowledge().observation(observation) else { return };
            if to.get(observation).is_none() {
                to.insert(observation, passing(known, test));
            }
            if let Some(gate) = known.ask_when.as_ref().filter(|_| depth < DEEPEST) {
                satisfy(engine, gate, pick, to, depth + 1);
            }
        }
    }
}

/// An answer that passes a test.
fn passing(observation: &Observation, test: &Test) -> Finding {
    match test {
        Test::Present => Finding::present(),
        Test::Absent => Finding::absent(),
        Test::Levels(levels) => {
            levels.first().map_or_else(Finding::unknown, |level| Finding::level(level.as_str()))
        }
        Test::Compare(comparison, value) => {
            let range = observation.levels().and_then(|levels| levels.scale.as_ref());
            let [low, high] = range.map_or([*value; 2], |scale| scale.range);
            Finding::number(match comparison {
                Comparison::AtLeast | Comparison::AtMost => *value,
                Comparison::More => 0.5 * (value + high),
                Comparison::Less => 0.5 * (low + value),
            })
        }
    }
}
