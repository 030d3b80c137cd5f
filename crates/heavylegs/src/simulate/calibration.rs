//! Whether a probability of p comes true in a share p of the runners.

use serde::Serialize;

use super::Simulator;
use super::counts::{add, mean, number, share};
use super::draw::{Population, items_of};
use super::study::{Desk, Study};
use super::tables::How;
use crate::assess::urgency;
use crate::evidence::{Answer, Compiled};
use crate::infer::odds::{OddsScratch, odds_into};
use crate::knowledge::Urgency;

/// Where the rows of the reliability table begin: tenths, the lowest, in which most predictions lie, divided again.
const EDGES: [f64; 12] = [0.0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// Predicted probabilities beside how often causes are on.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// How common each symptom is, beside its base rate.
    pub symptoms: Vec<SymptomShare>,
    /// How common each level of the other observations is, beside its share.
    pub levels: Vec<LevelShare>,
}

/// How many questions were answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
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

/// How common a symptom is.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
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

/// Sums over some runners.
struct Tally {
    answered: u64,
    least: u64,
    most: u64,
    bins: [Bin; EDGES.len()],
    squares: f64,
    prior_squares: f64,
    posterior_sum: f64,
    none_on: u64,
    none_predicted: f64,
    inexact: u64,
    urgency: [u64; 4],
    /// For each observation how often each level, or absence and presence, is true.
    seen: Vec<Vec<u64>>,
}

#[derive(Clone, Copy, Default)]
struct Bin {
    count: u64,
    on: u64,
    predicted: f64,
    variance: f64,
}

pub(super) fn calibrate(study: &Study<'_>) -> Calibration {
    let chunks = study.in_chunks(|runners, desk| {
        let mut tally = Tally::new(study.simulator);
        let mut context = Vec::new();
        for index in runners {
            desk.meet(Population::All, index);
            desk.context_posteriors(&mut context);
            desk.posteriors();
            tally.add_runner(desk, &context);
        }
        tally
    });
    let mut tally = Tally::new(study.simulator);
    chunks.iter().for_each(|chunk| tally.join(chunk));
    tally.finish(study)
}

impl Tally {
    fn new(simulator: &Simulator) -> Self {
        let observations = simulator.engine.knowledge().observations();
        Self {
            answered: 0,
            least: u64::MAX,
            most: 0,
            bins: Default::default(),
            squares: 0.0,
            prior_squares: 0.0,
            posterior_sum: 0.0,
            none_on: 0,
            none_predicted: 0.0,
            inexact: 0,
            urgency: [0; 4],
            seen: observations
                .iter()
                .map(|o| vec![0; o.levels().map_or(2, |levels| levels.ids.len())])
                .collect(),
        }
    }

    /// Adds the runner at a desk, where the posteriors are those of the last call.
    fn add_runner(&mut self, desk: &mut Desk<'_>, context: &[f64]) {
        let engine = &desk.study.simulator.engine;
        let compiled = Compiled { items: std::mem::take(&mut desk.items), expired: Vec::new() };
        let level = urgency(engine, &compiled, desk.workspace.probabilities(), context);
        desk.items = compiled.items;
        if let Some(count) = self.urgency.get_mut(level as usize) {
            *count += 1;
        }
        let answered = desk.items.len() as u64;
        self.answered += answered;
        self.least = self.least.min(answered);
        self.most = self.most.max(answered);
        self.none_on += u64::from(!desk.drawn.causes.contains(&true));
        self.none_predicted += desk.workspace.none_of_these();
        self.inexact += u64::from(!desk.workspace.set_aside().is_empty());
        let causes = desk
            .workspace
            .probabilities()
            .iter()
            .zip(&desk.drawn.causes)
            .zip(&engine.network().causes);
        for ((probability, on), node) in causes {
            self.add_prediction(*probability, *on, node.prior.value);
        }
        for (seen, answer) in self.seen.iter_mut().zip(&desk.drawn.truth) {
            if let Some(count) = answer.and_then(|answer| seen.get_mut(which(answer))) {
                *count += 1;
            }
        }
    }

    fn add_prediction(&mut self, probability: f64, on: bool, prior: f64) {
        let truth = f64::from(u8::from(on));
        self.squares += (probability - truth) * (probability - truth);
        self.prior_squares += (prior - truth) * (prior - truth);
        self.posterior_sum += probability;
        let row = EDGES.partition_point(|edge| *edge <= probability).saturating_sub(1);
        if let Some(bin) = self.bins.get_mut(row) {
            bin.count += 1;
            bin.on += u64::from(on);
            bin.predicted += probability;
            bin.variance += probability * (1.0 - probability);
        }
    }

    fn join(&mut self, other: &Self) {
        self.answered += other.answered;
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
        for (bin, more) in self.bins.iter_mut().zip(&other.bins) {
            bin.count += more.count;
            bin.on += more.on;
            bin.predicted += more.predicted;
            bin.variance += more.variance;
        }
        self.squares += other.squares;
        self.prior_squares += other.prior_squares;
        self.posterior_sum += other.posterior_sum;
        self.none_on += other.none_on;
        self.none_predicted += other.none_predicted;
        self.inexact += other.inexact;
        add(&mut self.urgency, &other.urgency);
        for (seen, more) in self.seen.iter_mut().zip(&other.seen) {
            add(seen, more);
        }
    }

    fn finish(self, study: &Study<'_>) -> Calibration {
        let (runners, network) = (study.runners, study.simulator.engine.network());
        let rows: Vec<ReliabilityRow> =
            self.bins.iter().enumerate().map(|(at, bin)| bin.row(at)).collect();
        let count: u64 = rows.iter().map(|row| row.count).sum();
        let off = rows.iter().map(|row| row.difference.abs() * number(row.count)).sum();
        let (brier, brier_of_priors) = (mean(self.squares, count), mean(self.prior_squares, count));
        let [self_care, appointment, same_day, emergency] =
            self.urgency.map(|count| share(count, runners));
        let skill = if brier_of_priors > 0.0 { 1.0 - brier / brier_of_priors } else { 0.0 };
        let on: u64 = self.bins.iter().map(|bin| bin.on).sum();
        let (symptoms, levels) = self.shares(study.simulator);
        Calibration {
            runners,
            answered: Answered {
                mean: share(self.answered, runners),
                least: if runners == 0 { 0 } else { self.least },
                most: self.most,
            },
            rows,
            miscalibration: mean(off, count),
            brier,
            brier_expected: mean(self.bins.iter().map(|bin| bin.variance).sum(), count),
            brier_of_priors,
            skill,
            causes_on: share(on, runners),
            posterior_sum: mean(self.posterior_sum, runners),
            prior_sum: network.causes.iter().map(|cause| cause.prior.value).sum(),
            population_sum: population_sum(study.simulator),
            none_on: share(self.none_on, runners),
            none_predicted: mean(self.none_predicted, runners),
            inexact: share(self.inexact, runners),
            urgency: UrgencyMix { self_care, appointment, same_day, emergency },
            symptoms,
            levels,
        }
    }

    /// How common symptoms and levels are in what was drawn.
    fn shares(&self, simulator: &Simulator) -> (Vec<SymptomShare>, Vec<LevelShare>) {
        let (mut symptoms, mut levels) = (Vec::new(), Vec::new());
        let observations = simulator.engine.knowledge().observations();
        for ((observation, seen), how) in
            observations.iter().zip(&self.seen).zip(&simulator.tables.how)
        {
            let total: u64 = seen.iter().sum();
            match how {
                How::Symptom(base) => {
                    let drawn = share(seen.last().copied().unwrap_or(0), total);
                    let (symptom, noise) = (observation.id.clone(), noise(*base, total));
                    symptoms.push(SymptomShare { symptom, base: *base, drawn, noise });
                }
                How::Levels(shares) => {
                    let named = observation.levels().into_iter().flat_map(|levels| &levels.ids);
                    levels.extend(named.zip(shares).zip(seen).map(|((level, expected), seen)| {
                        LevelShare {
                            observation: observation.id.clone(),
                            level: level.clone(),
                            share: *expected,
                            drawn: share(*seen, total),
                            noise: noise(*expected, total),
                        }
                    }));
                }
                How::Never | How::Stratum => {}
            }
        }
        (symptoms, levels)
    }
}

impl Bin {
    fn row(&self, at: usize) -> ReliabilityRow {
        let (predicted, observed) = (mean(self.predicted, self.count), share(self.on, self.count));
        ReliabilityRow {
            from: EDGES.get(at).copied().unwrap_or(0.0),
            below: EDGES.get(at + 1).copied().unwrap_or(1.0),
            count: self.count,
            predicted,
            observed,
            difference: observed - predicted,
            noise: mean(self.variance.sqrt(), self.count),
        }
    }
}

/// The standard deviation of a share.
fn noise(expected: f64, count: u64) -> f64 {
    mean(expected * (1.0 - expected), count).sqrt()
}

/// The place of an answer among the levels; a symptom's are absent and present.
fn which(answer: Answer) -> usize {
    match answer {
        Answer::Levels { bits, .. } => bits.trailing_zeros() as usize,
        Answer::Present => 1,
        Answer::Absent | Answer::Likelihood(..) => 0,
    }
}

/// The sum of the priors of all causes when only what the reference population states is known, averaged over it.
fn population_sum(simulator: &Simulator) -> f64 {
    let engine = &simulator.engine;
    let (mut scratch, mut odds, mut items) = (OddsScratch::default(), Vec::new(), Vec::new());
    let mut sum_in = |levels: &[(u16, usize)]| -> f64 {
        let mut answers = vec![None; simulator.tables.how.len()];
        for (at, level) in levels {
            if let Some(slot) = answers.get_mut(usize::from(*at)) {
                *slot = Some(Answer::Levels { bits: 1 << level, number: None });
            }
        }
        items_of(&answers, &mut items);
        odds_into(
            engine.network(),
            engine.knowledge().settings(),
            &items,
            None,
            &mut scratch,
            &mut odds,
        );
        odds.iter().map(|odds| odds / (1.0 + odds)).sum()
    };
    let strata = &simulator.tables.strata;
    if strata.is_empty() {
        return sum_in(&[]);
    }
    let total: f64 = strata.iter().map(|(share, _)| share).sum();
    strata.iter().map(|(share, levels)| share * sum_in(levels)).sum::<f64>() / total
}

const _: () = assert!(Urgency::Emergency as usize == 3);
