//! The oracle of the sweep: all states of the causes, one after the other. Slow and obviously right.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::query::{Open, Query, symptom_node};
use super::workspace::Workspace;
use crate::knowledge::Settings;
use crate::network::{
    CauseNode, Effects, LinkNode, Network, Number, ObservationIndex, SymptomNode, next_stamp,
};

/// Posteriors of all causes and P(none), by enumeration.
struct Enumerated {
    probabilities: Vec<f64>,
    none: f64,
    total: f64,
}

fn enumerate(network: &Network, query: &Query) -> Enumerated {
    let causes = network.causes.len();
    let (mut on, mut total, mut none) = (vec![0.0; causes], 0.0, 0.0);
    for state in 0_u32..1 << causes {
        let weight = weight(network, query, state);
        total += weight;
        if state == 0 {
            none = weight;
        }
        for (cause, on) in on.iter_mut().enumerate() {
            if state & (1 << cause) != 0 {
                *on += weight;
            }
        }
    }
    let probabilities = on.iter().map(|on| on / total).collect();
    Enumerated { probabilities, none: none / total, total }
}

/// Odds of a state times P(symptom evidence | state), straight from the definition.
fn weight(network: &Network, query: &Query, state: u32) -> f64 {
    let active = |cause: usize| state & (1 << cause) != 0;
    let odds = query.odds.iter().enumerate().filter(|(cause, _)| active(*cause));
    let mut weight: f64 = odds.map(|(_, odds)| odds).product();
    let firing = |symptom: ObservationIndex| -> (f64, Vec<f64>) {
        let Effects::Symptom(node) = &network.effects[usize::from(symptom)] else {
            return (0.0, Vec::new());
        };
        let links = node.links.iter().filter(|link| active(usize::from(link.cause)));
        (node.leak.value, links.map(|link| link.q.value).collect())
    };
    let silent = |fires: &[f64]| fires.iter().map(|q| 1.0 - q).product::<f64>();
    for open in &query.open {
        let (leak, fires) = firing(open.symptom);
        let absent = (1.0 - leak) * silent(&fires);
        // Added up rather than taken from 1: with a leak of 1e-6 that would cost six digits.
        let present = fires.iter().fold(leak, |present, q| present + (1.0 - present) * q);
        weight *= open.if_present * present + open.if_absent * absent;
    }
    // The sweep leaves out the leak of absent symptoms: it does not depend on the causes.
    weight * query.absent.iter().map(|symptom| silent(&firing(*symptom).1)).product::<f64>()
}

/// A random network: for each symptom its leak and its links, for each cause its odds.
fn network(causes: usize, symptoms: Vec<(f64, Vec<(usize, f64)>)>) -> Network {
    let cause = |knowledge| CauseNode {
        knowledge,
        prior: Number::fixed(0.5),
        prior_odds: 1.0,
        rows: Vec::new(),
        row_observations: Vec::new(),
    };
    let effects = symptoms.into_iter().map(|(leak, mut links)| {
        links.sort_by_key(|(cause, _)| *cause);
        links.dedup_by_key(|(cause, _)| *cause);
        let links = links.into_iter().map(|(cause, q)| LinkNode {
            cause: u16::try_from(cause % causes).unwrap(),
            q: Number::fixed(q),
        });
        let mut links: Vec<_> = links.collect();
        links.sort_by_key(|link| link.cause);
        links.dedup_by_key(|link| link.cause);
        Effects::Symptom(SymptomNode { leak: Number::fixed(leak), base: leak, links })
    });
    Network {
        about: Vec::new(),
        level_ratios: Vec::new(),
        helps: Vec::new(),
        rows_testing: crate::network::RuleIndex::default(),
        row_cuts: Vec::new(),
        red_flags_needing: crate::network::RuleIndex::default(),
        stamp: next_stamp(),
        causes: (0..causes).map(cause).collect(),
        effects: effects.collect(),
        red_flags: Vec::new(),
        scope: Vec::new(),
        doubts: Vec::new(),
        ask_when: Vec::new(),
        cautions: Vec::new(),
    }
}

/// What is known of a symptom: absent, present or a likelihood pair.
#[derive(Debug, Clone, Copy)]
enum Known {
    Unknown,
    Absent,
    Open(f64, f64),
}

fn known() -> impl Strategy<Value = Known> {
    prop_oneof![
        1 => Just(Known::Unknown),
        2 => Just(Known::Absent),
        3 => Just(Known::Open(1.0, 0.0)),
        1 => (0.01..1.0f64).prop_map(|b| Known::Open(1.0, b)),
        1 => (0.01..1.0f64).prop_map(|a| Known::Open(a, 1.0)),
    ]
}

fn query(odds: Vec<f64>, knowns: &[Known]) -> Query {
    let mut query = Query { odds, ..Query::default() };
    for (symptom, known) in (0..).zip(knowns) {
        match *known {
            Known::Unknown => {}
            Known::Absent => query.absent.push(symptom),
            Known::Open(if_present, if_absent) => {
                query.open.push(Open { symptom, if_present, if_absent });
            }
        }
    }
    query
}

fn cases() -> impl Strategy<Value = (Network, Query)> {
    (1_usize..9, 0_usize..9).prop_flat_map(|(causes, symptoms)| {
        let link = (0..causes, 1e-6..0.999f64);
        let symptom = (1e-6..0.9f64, prop::collection::vec(link, 1..6));
        let odds = prop_oneof![1e-6..1e-2f64, 0.01..2.0f64, 2.0..1e3f64];
        (
            prop::collection::vec(symptom, symptoms),
            prop::collection::vec(odds, causes),
            prop::collection::vec(known(), symptoms),
        )
            .prop_map(move |(symptoms, odds, knowns)| {
                (network(causes, symptoms), query(odds, &knowns))
            })
    })
}

/// The causes in the order of a sweep, straight from the rule: of the causes that are left, that which leaves the fewest symptoms open,
/// then that which opens the fewest, then the first.
fn order(network: &Network, query: &Query) -> Vec<usize> {
    let symptoms: Vec<BTreeSet<usize>> = query
        .open
        .iter()
        .filter_map(|open| symptom_node(network, open.symptom))
        .map(|node| node.links.iter().map(|link| usize::from(link.cause)).collect())
        .collect();
    let mut left: BTreeSet<usize> = symptoms.iter().flatten().copied().collect();
    let mut order: Vec<usize> = Vec::new();
    while let Some(next) = left.iter().copied().min_by_key(|cause| {
        let own = || symptoms.iter().filter(|causes| causes.contains(cause));
        let opens = own().filter(|causes| order.iter().all(|done| !causes.contains(done))).count();
        let is_last = |causes: &&BTreeSet<usize>| causes.intersection(&left).count() == 1;
        // From the open symptoms: those that come are added, those that go taken off.
        (symptoms.len() + opens - own().filter(is_last).count(), opens)
    }) {
        left.remove(&next);
        order.push(next);
    }
    order
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn the_sweep_equals_enumeration((network, query) in cases()) {
        let truth = enumerate(&network, &query);
        let mut workspace = Workspace::new();
        workspace.answer(&network, &Settings::default(), &query, 1 << 24);
        prop_assert!(workspace.set_aside().is_empty());
        for (cause, (swept, exact)) in
            workspace.probabilities().iter().zip(&truth.probabilities).enumerate()
        {
            prop_assert!(close(*swept, *exact), "cause {cause}: {swept} against {exact}");
        }
        prop_assert!(close(workspace.sweep.none, truth.none));
        let total = workspace.sweep.total.over(super::scale::Scaled::ONE);
        prop_assert!(close(total, truth.total), "{total} against {}", truth.total);
    }

    #[test]
    fn the_sweep_takes_causes_in_the_order_of_the_rule((network, query) in cases()) {
        let mut workspace = Workspace::new();
        workspace.answer(&network, &Settings::default(), &query, 1 << 24);
        let swept = workspace.steps().iter().map(|step| usize::from(step.cause));
        prop_assert_eq!(swept.collect::<Vec<_>>(), order(&network, &query));
    }

    #[test]
    fn a_cached_plan_gives_the_same_bits((network, query) in cases()) {
        let mut workspace = Workspace::new();
        workspace.answer(&network, &Settings::default(), &query, 1 << 24);
        let first: Vec<u64> = workspace.probabilities().iter().map(|p| p.to_bits()).collect();
        workspace.answer(&network, &Settings::default(), &query, 1 << 24);
        let again: Vec<u64> = workspace.probabilities().iter().map(|p| p.to_bits()).collect();
        prop_assert_eq!(&first, &again);
        workspace.forget_plan();
        workspace.answer(&network, &Settings::default(), &query, 1 << 24);
        let anew: Vec<u64> = workspace.probabilities().iter().map(|p| p.to_bits()).collect();
        prop_assert_eq!(&first, &anew);
    }

    #[test]
    fn a_used_workspace_serves_another_network_and_limit((first, one) in cases(), (second, two) in cases()) {
        let fresh = |network: &Network, query: &Query, limit: u64| {
            let mut workspace = Workspace::new();
            workspace.answer(network, &Settings::default(), query, limit);
            (workspace.probabilities().to_vec(), workspace.set_aside().to_vec())
        };
        let mut used = Workspace::new();
        for (network, query, limit) in
            [(&first, &one, 1 << 24), (&second, &two, 1 << 24), (&second, &two, 64), (&first, &one, 64)]
        {
            used.answer(network, &Settings::default(), query, limit);
            let (probabilities, set_aside) = fresh(network, query, limit);
            prop_assert_eq!(used.probabilities(), probabilities);
            prop_assert_eq!(used.set_aside(), set_aside);
        }
    }

    #[test]
    fn over_the_limit_the_vaguest_symptoms_become_unknown((network, query) in cases()) {
        let mut workspace = Workspace::new();
        workspace.answer(&network, &Settings::default(), &query, 64);
        let aside = workspace.set_aside().to_vec();
        let limited: Vec<f64> = workspace.probabilities().to_vec();
        let mut rest = query.clone();
        rest.open.retain(|open| !aside.contains(&open.symptom));
        let truth = enumerate(&network, &rest);
        for (swept, exact) in limited.iter().zip(&truth.probabilities) {
            prop_assert!(close(*swept, *exact));
        }
        let base = |symptom: &ObservationIndex| match &network.effects[usize::from(*symptom)] {
            Effects::Symptom(node) => node.base,
            _ => 0.0,
        };
        let vaguest_kept = rest.open.iter().map(|open| base(&open.symptom)).fold(0.0, f64::max);
        prop_assert!(aside.iter().all(|symptom| base(symptom) >= vaguest_kept));
    }
}

#[test]
fn far_odds_and_many_symptoms_stay_in_range() {
    let symptoms = (0..100).map(|at| (1e-6, vec![(at % 8, 1e-6)])).collect();
    let network = network(8, symptoms);
    let query = query(vec![999.0; 8], &[Known::Open(1.0, 0.0); 100]);
    let mut workspace = Workspace::new();
    workspace.answer(&network, &Settings::default(), &query, 1 << 24);
    let sane = |p: &f64| p.is_finite() && *p > 0.0 && *p <= 1.0;
    assert!(workspace.probabilities().iter().all(sane), "{:?}", workspace.probabilities());
}
