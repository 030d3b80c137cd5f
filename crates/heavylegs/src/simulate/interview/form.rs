//! The alternative: a form.

use super::super::Simulator;
use super::super::random::{Purpose, Random};
use super::Strategy;
use crate::engine::Engine;
use crate::knowledge::{AnsweredBy, Observation, Role};

/// A form shows so many yes-or-no questions on a screen, as `next_questions` does.
const TICKED: usize = 7;

/// The screens of a strategy that are known beforehand.
pub(super) fn screens_of(
    simulator: &Simulator,
    strategy: Strategy,
    index: u64,
) -> Vec<Vec<String>> {
    let mut screens = match strategy {
        Strategy::NextQuestions => Vec::new(),
        Strategy::FixedOrder | Strategy::RandomOrder => form(&simulator.engine),
    };
    if strategy == Strategy::RandomOrder {
        let mut random = Random::new(simulator.seed, Purpose::Order, 1, index);
        for at in (1..screens.len()).rev() {
            screens.swap(at, random.below(at + 1));
        }
    }
    screens
}

/// The screens of a form: what a runner can answer now, in the order of the ids.
fn form(engine: &Engine) -> Vec<Vec<String>> {
    let asked = |o: &&Observation| {
        o.answered_by == AnsweredBy::Myself && !matches!(o.role, Role::Context(_))
    };
    let all: Vec<&Observation> = engine.knowledge().observations().iter().filter(asked).collect();
    let (yes_no, others): (Vec<&Observation>, Vec<&Observation>) =
        all.into_iter().partition(|o| o.levels().is_none_or(crate::Levels::is_yes_no));
    let ids = |o: &&Observation| o.id.clone();
    let mut screens: Vec<Vec<String>> =
        yes_no.chunks(TICKED).map(|chunk| chunk.iter().map(ids).collect()).collect();
    screens.extend(others.iter().map(|o| vec![o.id.clone()]));
    screens.sort();
    screens
}
