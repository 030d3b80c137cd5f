//! What is measured over a set of cases.

use serde::Serialize;

use crate::baseline::{Constant, best_constant, constant_shares};
use crate::cases::Stage;
use crate::mapping::MappedCase;
use crate::outcome::Outcome;
use crate::statistics::{Mean, Paired, Share, bootstrap_mean, real};
use crate::triage::TriageMeasures;

/// How many facts the vocabulary can express.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    /// Of the facts that are known at once.
    pub presenting: Share,
    /// Of the facts that are known if asked.
    pub elicited: Share,
    /// Of both.
    pub all: Share,
}

/// What is measured over a set of cases.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measures {
    /// How many cases there are.
    pub cases: usize,
    /// Cases in which causes were ranked at all.
    pub ranked: Share,
    /// Cases in which a leader was named.
    pub names_a_leader: Share,
    /// Cases a reference cause of which the knowledge base ranks.
    pub reference_can_be_ranked: Share,
    /// A reference family is first: hit@1.
    pub family_first: Share,
    /// A reference family is among the first three: hit@3, the primary measure.
    pub family_three: Share,
    /// The mean of 1/(rank of the first reference family), 0 where there is none.
    pub family_reciprocal_rank: Option<Mean>,
    /// A cause of a reference group is first.
    pub cause_first: Share,
    /// A cause of a reference group is among the first three.
    pub cause_three: Share,
    /// The mean reciprocal rank of the first such cause.
    pub cause_reciprocal_rank: Option<Mean>,
    /// The first recommendation helps by half or more against a reference cause, of the cases that have such a recommendation.
    pub action_first: Share,
    /// One of the first three does.
    pub action_three: Share,
    /// How urgent it was said to be.
    pub triage: TriageMeasures,
    /// Less urgent than the reference, and the answer did not say that a warning sign is still to be asked.
    pub too_low_and_closed: Share,
}

/// The engine against one baseline, on families.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Which baseline.
    pub baseline: &'static str,
    /// What it answers, where that is always the same.
    pub answers: Option<Constant>,
    /// How often its first family is right.
    pub family_first: Share,
    /// How often one of its first three is.
    pub family_three: Share,
    /// The engine's hit@1 and the baseline's.
    pub first: Difference,
    /// The engine's hit@3 and the baseline's.
    pub three: Difference,
}

/// A paired difference between the engine and a baseline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// In how many cases which of the two hit; the engine is the first.
    pub table: Paired,
    /// The engine's share minus the baseline's.
    pub value: Option<f64>,
    /// Newcombe's 95 % interval.
    pub interval: Option<[f64; 2]>,
    /// The exact McNemar test, two-sided.
    pub p: f64,
}

impl Difference {
    fn of(pairs: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let table = Paired::count(pairs);
        Self { table, value: table.difference(), interval: table.newcombe(), p: table.mcnemar() }
    }
}

/// Returns how many facts were expressed.
pub fn coverage<'a>(mapped: impl IntoIterator<Item = &'a MappedCase>) -> Coverage {
    let facts: Vec<(Stage, bool)> =
        mapped.into_iter().flat_map(|case| case.expressed.iter().copied()).collect();
    let of = |stage: Stage| {
        Share::count(facts.iter().filter(|(at, _)| *at == stage).map(|(_, done)| *done))
    };
    Coverage {
        presenting: of(Stage::Presenting),
        elicited: of(Stage::Elicited),
        all: Share::count(facts.iter().map(|(_, done)| *done)),
    }
}

fn within(rank: Option<usize>, first: usize) -> bool {
    rank.is_some_and(|rank| rank <= first)
}

fn reciprocal(ranks: impl Iterator<Item = Option<usize>>) -> Option<Mean> {
    let values: Vec<f64> = ranks.map(|rank| rank.map_or(0.0, |rank| 1.0 / real(rank))).collect();
    bootstrap_mean(&values)
}

/// Measures the answers to a set of cases.
#[must_use]
pub fn measure(outcomes: &[&Outcome]) -> Measures {
    let share = |hits: &dyn Fn(&Outcome) -> bool| Share::count(outcomes.iter().map(|o| hits(o)));
    let actions: Vec<Option<usize>> = outcomes.iter().filter_map(|o| o.action_rank()).collect();
    let action = |first| Share::count(actions.iter().map(|rank| within(*rank, first)));
    let urgencies: Vec<_> = outcomes.iter().map(|o| (o.urgency, o.reference)).collect();
    Measures {
        cases: outcomes.len(),
        ranked: share(&|o| !o.families.is_empty()),
        names_a_leader: share(&|o| o.names_a_leader),
        reference_can_be_ranked: share(&|o| !o.target.causes.is_empty()),
        family_first: share(&|o| within(o.family_rank(), 1)),
        family_three: share(&|o| within(o.family_rank(), 3)),
        family_reciprocal_rank: reciprocal(outcomes.iter().map(|o| o.family_rank())),
        cause_first: share(&|o| within(o.cause_rank(), 1)),
        cause_three: share(&|o| within(o.cause_rank(), 3)),
        cause_reciprocal_rank: reciprocal(outcomes.iter().map(|o| o.cause_rank())),
        action_first: action(1),
        action_three: action(3),
        triage: TriageMeasures::of(&urgencies),
        too_low_and_closed: share(&|o| o.urgency < o.reference && !o.open),
    }
}

/// Compares the engine with both baselines; the constant lists are the best ones for these very cases.
#[must_use]
pub fn compare(families: &[String], outcomes: &[&Outcome]) -> Vec<Comparison> {
    let constant = best_constant(families, outcomes);
    let [constant_first, constant_three] = constant_shares(&constant, outcomes);
    let engine = |o: &Outcome, first| within(o.family_rank(), first);
    let naive = |o: &Outcome, first| within(o.naive_rank(), first);
    let naive_share = |first| Share::count(outcomes.iter().map(|o| naive(o, first)));
    let against_naive =
        |first| Difference::of(outcomes.iter().map(|o| (engine(o, first), naive(o, first))));
    vec![
        Comparison {
            baseline: "best constant list",
            family_first: constant_first,
            family_three: constant_three,
            first: Difference::of(outcomes.iter().map(|o| (engine(o, 1), constant.hits_first(o)))),
            three: Difference::of(outcomes.iter().map(|o| (engine(o, 3), constant.hits_three(o)))),
            answers: Some(constant),
        },
        Comparison {
            baseline: "naive Bayes",
            answers: None,
            family_first: naive_share(1),
            family_three: naive_share(3),
            first: against_naive(1),
            three: against_naive(3),
        },
    ]
}
