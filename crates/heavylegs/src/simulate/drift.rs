//! Whether answering truthfully inflates or deflates the posteriors.

use serde::Serialize;

use super::counts::{mean, number};
use super::draw::Population;
use super::reveal::{items_of, known, tell};
use super::runner::shuffled;
use super::study::{Desk, Study};
use crate::network::ObservationIndex;

/// How the sum of the posteriors moves as questions are answered.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Drift {
    /// How many runners were drawn.
    pub runners: u64,
    /// The sum of the probabilities of all causes with nothing known.
    pub prior_sum: f64,
    /// How many causes are on in these runners, on average.
    pub causes_on: f64,
    /// The steps, the last with everything answered.
    pub steps: Vec<DriftStep>,
}

/// The posteriors after a number of answers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct DriftStep {
    /// How many questions were to be answered; nothing: all.
    pub asked: Option<usize>,
    /// How many were, on average.
    pub answered: f64,
    /// The mean sum of the probabilities of all causes.
    pub mean_sum: f64,
    /// That sum relative to the one with nothing known.
    pub ratio: f64,
}

pub(super) fn drift(study: &Study<'_>, steps: &[usize]) -> Drift {
    let mut asked: Vec<Option<usize>> = steps.iter().copied().map(Some).collect();
    asked.push(None);
    let chunks = study.in_chunks(|runners, desk| {
        let mut sums = vec![[0.0; 2]; asked.len()];
        let mut on = 0;
        for index in runners {
            on += walk(desk, index, &asked, &mut sums);
        }
        (on, sums)
    });
    let mut sums = vec![[0.0; 2]; asked.len()];
    let mut on = 0;
    for (more, chunk) in chunks {
        on += more;
        for (sum, more) in sums.iter_mut().flatten().zip(chunk.iter().flatten()) {
            *sum += more;
        }
    }
    let causes = &study.simulator.engine.network().causes;
    let prior_sum: f64 = causes.iter().map(|cause| cause.prior.value).sum();
    let step = |(asked, [answered, sum]): (&Option<usize>, &[f64; 2])| {
        let mean_sum = mean(*sum, study.runners);
        DriftStep {
            asked: *asked,
            answered: mean(*answered, study.runners),
            mean_sum,
            ratio: mean_sum / prior_sum,
        }
    };
    let causes_on = mean(number(on), study.runners);
    Drift {
        runners: study.runners,
        prior_sum,
        causes_on,
        steps: asked.iter().zip(&sums).map(step).collect(),
    }
}

/// Asks one runner in random order and adds the sums at each step. Returns how many causes are on.
fn walk(desk: &mut Desk<'_>, index: u64, steps: &[Option<usize>], sums: &mut [[f64; 2]]) -> u64 {
    let simulator = desk.study.simulator;
    desk.meet(Population::All, index);
    let order = shuffled(simulator.seed, index, desk.drawn.truth.len());
    let mut waiting: Vec<ObservationIndex> = order;
    waiting.retain(|at| known(&desk.drawn.truth, *at).is_some());
    desk.told.fill(None);
    let mut answered = 0;
    for (step, sum) in steps.iter().zip(sums) {
        while step.is_none_or(|step| answered < step) {
            let next = waiting.iter().position(|at| simulator.may_ask(*at, &desk.told));
            let Some(next) = next else { break };
            tell(&desk.drawn.truth, waiting.remove(next), &mut desk.told);
            answered += 1;
        }
        items_of(&desk.told, &mut desk.items);
        desk.set_doubtful_aside();
        let [count, total] = sum;
        *count += number(desk.items.len() as u64);
        *total += desk.posteriors().iter().sum::<f64>();
    }
    desk.drawn.causes.iter().map(|on| u64::from(*on)).sum()
}
