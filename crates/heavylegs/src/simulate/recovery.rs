//! Whether a cause that is on is found.

use serde::Serialize;

use super::counts::{add, mean, share};
use super::draw::Population;
use super::robustness::first_families;
use super::study::{Desk, Study};
use crate::network::CauseIndex;

/// A cause is found when it is among this many first causes …
const FIRST_CAUSES: u64 = 3;
/// … or this many times as probable as with only the context known.
const CLEARLY_RAISED: f64 = 5.0;
/// How many causes are named that come before another.
const MOST_AHEAD: usize = 3;

/// How well causes are found in runners in whom they are on.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Recovery {
    /// How many runners were drawn for each cause.
    pub runners_each: u64,
    /// The mean of `found` over the causes.
    pub found: f64,
    /// The mean of `found_but_for_true_rivals` over the causes.
    pub found_but_for_true_rivals: f64,
    /// The mean of `first` over the causes.
    pub first: f64,
    /// The mean of `family_in_top_3` over the causes.
    pub family_in_top_3: f64,
    /// Cause by cause.
    pub causes: Vec<CauseRecovery>,
}

/// How well a cause is found in runners in whom it is on.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct CauseRecovery {
    /// The cause.
    pub cause: String,
    /// Its prior.
    pub prior: f64,
    /// How many runners were drawn; less than asked for where it is hardly ever on in the population.
    pub runners: u64,
    /// The share in which it is among the three most probable causes, or at least five times as probable as with only the context
    /// (sex, age, …) known.
    pub found: f64,
    /// The same, where causes ahead of it that are on as well do not count against it: with three of them on, a cause may be
    /// fourth and nothing wrong.
    pub found_but_for_true_rivals: f64,
    /// The share in which it is among the three most probable causes.
    pub in_top_3: f64,
    /// The share in which it is first.
    pub first: f64,
    /// The share in which its family is among the three first.
    pub family_in_top_3: f64,
    /// The mean of its posterior.
    pub mean_posterior: f64,
    /// How many causes are on in these runners, on average: all but one are rivals that are really there.
    pub causes_on: f64,
    /// The causes that most often come before it.
    pub ahead: Vec<Ahead>,
}

/// A cause that comes before another one, which is on.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Ahead {
    /// The cause that comes before.
    pub cause: String,
    /// In which share of the runners.
    pub share: f64,
    /// In which share of those it is on itself.
    pub also_on: f64,
}

/// Sums over some runners.
#[derive(Default)]
struct Tally {
    runners: u64,
    found: u64,
    but_for_true: u64,
    in_top_3: u64,
    first: u64,
    family: u64,
    on: u64,
    posterior: f64,
    ahead: Vec<u64>,
    ahead_and_on: Vec<u64>,
}

pub(super) fn recover(study: &Study<'_>, causes: &[CauseIndex]) -> Recovery {
    let each: Vec<CauseRecovery> = causes.iter().map(|cause| recover_one(study, *cause)).collect();
    // A cause that was never drawn was not missed either.
    let drawn = || each.iter().filter(|cause| cause.runners > 0);
    let over =
        |value: fn(&CauseRecovery) -> f64| mean(drawn().map(value).sum(), drawn().count() as u64);
    Recovery {
        runners_each: study.runners,
        found: over(|cause| cause.found),
        found_but_for_true_rivals: over(|cause| cause.found_but_for_true_rivals),
        first: over(|cause| cause.first),
        family_in_top_3: over(|cause| cause.family_in_top_3),
        causes: each,
    }
}

fn recover_one(study: &Study<'_>, cause: CauseIndex) -> CauseRecovery {
    let count = study.simulator.engine.network().causes.len();
    let chunks = study.in_chunks(|runners, desk| {
        let mut tally = Tally::new(count);
        let mut context = Vec::new();
        for index in runners {
            // Who is not found in so many tries will not be found in as many more.
            if !desk.meet(Population::With(cause), index) {
                break;
            }
            desk.context_posteriors(&mut context);
            desk.posteriors();
            tally.add_runner(desk, usize::from(cause), &context);
        }
        tally
    });
    let mut tally = Tally::new(count);
    for chunk in &chunks {
        tally.join(chunk);
    }
    tally.finish(study, usize::from(cause))
}

impl Tally {
    fn new(causes: usize) -> Self {
        Self { ahead: vec![0; causes], ahead_and_on: vec![0; causes], ..Self::default() }
    }

    fn add_runner(&mut self, desk: &Desk<'_>, cause: usize, context: &[f64]) {
        let probabilities = desk.workspace.probabilities();
        let probability = probabilities.get(cause).copied().unwrap_or(0.0);
        let prior = context.get(cause).copied().unwrap_or(0.0);
        let (mut ahead, mut off_ahead) = (0, 0);
        for (at, rival) in probabilities.iter().enumerate() {
            // Of equals the one with the smaller id comes first, as in an assessment.
            if at == cause || (*rival, cause) <= (probability, at) {
                continue;
            }
            let on = u64::from(desk.drawn.causes.get(at) == Some(&true));
            ahead += 1;
            off_ahead += 1 - on;
            if let (Some(count), Some(both)) =
                (self.ahead.get_mut(at), self.ahead_and_on.get_mut(at))
            {
                *count += 1;
                *both += on;
            }
        }
        let families = &desk.study.simulator.tables.families;
        let family = families.get(cause);
        let first = first_families(probabilities, families);
        let in_top_3 = ahead < FIRST_CAUSES;
        self.runners += 1;
        let raised = probability >= CLEARLY_RAISED * prior;
        self.found += u64::from(in_top_3 || raised);
        self.but_for_true += u64::from(off_ahead < FIRST_CAUSES || raised);
        self.in_top_3 += u64::from(in_top_3);
        self.first += u64::from(ahead == 0);
        self.family += u64::from(family.is_some_and(|family| first.contains(family)));
        self.on += desk.drawn.causes.iter().map(|on| u64::from(*on)).sum::<u64>();
        self.posterior += probability;
    }

    fn join(&mut self, other: &Self) {
        self.runners += other.runners;
        self.found += other.found;
        self.but_for_true += other.but_for_true;
        self.in_top_3 += other.in_top_3;
        self.first += other.first;
        self.family += other.family;
        self.on += other.on;
        self.posterior += other.posterior;
        add(&mut self.ahead, &other.ahead);
        add(&mut self.ahead_and_on, &other.ahead_and_on);
    }

    fn finish(&self, study: &Study<'_>, cause: usize) -> CauseRecovery {
        let engine = &study.simulator.engine;
        let ids: Vec<&str> = engine.scored_causes().collect();
        let id = |at: usize| ids.get(at).copied().unwrap_or_default().to_owned();
        let mut ahead: Vec<(usize, u64, u64)> = self
            .ahead
            .iter()
            .zip(&self.ahead_and_on)
            .enumerate()
            .map(|(at, (count, on))| (at, *count, *on))
            .collect();
        ahead.retain(|(_, count, _)| *count > 0);
        ahead.sort_by_key(|(at, count, _)| (std::cmp::Reverse(*count), *at));
        let ahead = ahead.into_iter().take(MOST_AHEAD).map(|(at, count, on)| Ahead {
            cause: id(at),
            share: share(count, self.runners),
            also_on: share(on, count),
        });
        let of = |count| share(count, self.runners);
        CauseRecovery {
            cause: id(cause),
            prior: engine.network().causes.get(cause).map_or(0.0, |node| node.prior.value),
            runners: self.runners,
            found: of(self.found),
            found_but_for_true_rivals: of(self.but_for_true),
            in_top_3: of(self.in_top_3),
            first: of(self.first),
            family_in_top_3: of(self.family),
            mean_posterior: mean(self.posterior, self.runners),
            causes_on: of(self.on),
            ahead: ahead.collect(),
        }
    }
}
