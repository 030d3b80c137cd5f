//! Counting predictions and what came of them.

use super::Simulator;
use super::calibration::{
    Answered, Calibration, LevelShare, RedFlagShare, ReliabilityRow, SymptomShare, UrgencyMix,
};
use super::counts::{add, mean, number, share};
use super::draw::{Population, level_answer, set};
use super::reveal::items_of;
use super::study::{Desk, Study};
use super::tables::How;
use crate::assess::urgency;
use crate::engine::Engine;
use crate::evidence::{Answer, Compiled};
use crate::infer::odds::{OddsScratch, odds_into};
use crate::knowledge::{RedFlag, Urgency};
use crate::network::{ObservationIndex, Truth};

/// Where the rows of the reliability table begin: tenths, the lowest, in which most predictions lie, divided again.
const EDGES: [f64; 12] = [0.0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

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
    by_rules: [u64; 4],
    fired: Vec<u64>,
    care_on: [u64; 4],
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
        let (mut context, mut untimed) = (Vec::new(), Vec::new());
        for index in runners {
            desk.meet(Population::All, index);
            desk.context_posteriors(&mut context);
            desk.untimed_posteriors(&mut untimed);
            desk.posteriors();
            tally.add_runner(desk, &context, &untimed);
        }
        tally
    });
    let mut tally = Tally::new(study.simulator);
    for chunk in &chunks {
        tally.join(chunk);
    }
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
            by_rules: [0; 4],
            fired: vec![0; simulator.engine.knowledge().red_flags().len()],
            care_on: [0; 4],
            seen: observations
                .iter()
                .map(|o| vec![0; o.levels().map_or(2, |levels| levels.ids.len())])
                .collect(),
        }
    }

    /// Adds the runner at a desk, where the posteriors are those of the last call.
    fn add_runner(&mut self, desk: &mut Desk<'_>, context: &[f64], untimed: &[f64]) {
        let engine = &desk.study.simulator.engine;
        let compiled = Compiled {
            items: std::mem::take(&mut desk.items),
            doubtful: std::mem::take(&mut desk.doubtful),
            ..Compiled::default()
        };
        let floor = self.add_red_flags(engine, &compiled);
        let probabilities = [desk.workspace.probabilities(), context, untimed];
        // As coverage counts, but for what an answer bears on.
        let enough = compiled.items.len() >= 3;
        let level = urgency(engine, &compiled, floor, probabilities, enough);
        desk.items = compiled.items;
        let scored = engine.knowledge().causes().iter().filter(|cause| cause.scored);
        let on = scored.zip(&desk.drawn.causes).filter(|(_, on)| **on);
        let care = on.map(|(cause, _)| cause.care).max().unwrap_or(Urgency::SelfCare);
        let mixes =
            [(&mut self.urgency, level), (&mut self.by_rules, floor), (&mut self.care_on, care)];
        for (counts, level) in mixes {
            if let Some(count) = counts.get_mut(level as usize) {
                *count += 1;
            }
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

    /// Counts the rules that hold; returns the highest urgency among them.
    fn add_red_flags(&mut self, engine: &Engine, compiled: &Compiled) -> Urgency {
        let rules = engine.knowledge().red_flags().iter().zip(&engine.network().red_flags);
        let mut floor = Urgency::SelfCare;
        for ((flag, rule), fired) in rules.zip(&mut self.fired) {
            if rule.truth(&|at| compiled.answer(at)) == Truth::Holds {
                *fired += 1;
                floor = floor.max(flag.urgency);
            }
        }
        floor
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
        add(&mut self.by_rules, &other.by_rules);
        add(&mut self.fired, &other.fired);
        add(&mut self.care_on, &other.care_on);
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
            urgency: UrgencyMix::of(self.urgency, runners),
            by_rules: UrgencyMix::of(self.by_rules, runners),
            red_flags: self.red_flags(study),
            care_on: UrgencyMix::of(self.care_on, runners),
            symptoms,
            levels,
        }
    }

    /// How often each rule holds, the most frequent first, without those that never do.
    fn red_flags(&self, study: &Study<'_>) -> Vec<RedFlagShare> {
        let flags = study.simulator.engine.knowledge().red_flags().iter().zip(&self.fired);
        let mut fired: Vec<_> = flags.filter(|(_, fired)| **fired > 0).collect();
        fired.sort_by_key(|(_, fired)| std::cmp::Reverse(**fired));
        let share = |(flag, fired): (&RedFlag, &u64)| RedFlagShare {
            red_flag: flag.id.clone(),
            urgency: flag.urgency,
            share: share(*fired, study.runners),
        };
        fired.into_iter().map(share).collect()
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

impl UrgencyMix {
    fn of(counts: [u64; 4], runners: u64) -> Self {
        let [self_care, appointment, same_day, emergency] =
            counts.map(|count| share(count, runners));
        Self { self_care, appointment, same_day, emergency }
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
    let mut sum_in = |levels: &[(ObservationIndex, usize)]| -> f64 {
        let mut answers = vec![None; simulator.tables.how.len()];
        for (at, level) in levels {
            set(&mut answers, *at, level_answer(*level));
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
