//! What other engines are held against: evidence, the network of each piece, our posteriors and our times, as JSON.
//!
//! `cargo xtask bench --peers` runs it and hands what it prints to `benches/peers/engines.py`. The network is that of
//! `heavylegs knowledge export --format json --evidence FILE`.

#![expect(clippy::unwrap_used, reason = "a measurement whose input is broken must stop")]

use std::collections::BTreeMap;
use std::hint::black_box;

use heavylegs::rows::Scorer;
use heavylegs::{Engine, Evidence, Options, Workspace};
use heavylegs_benches::{Shape, Spread, draw, draw_of_few_causes, draw_signs, per_call_us, row_of};
use serde_json::{Value, json};

/// Pieces of evidence of each kind.
const SEEDS: u64 = 20;
const SIX: Shape = Shape { present: 6, absent: 6, others: 6 };
/// All states of so many causes fit into memory.
const FEW_CAUSES: usize = 16;
/// Pieces of evidence for the red flags.
const SIGNS: u64 = 200;
const SIGNS_EACH: usize = 18;
/// Many short rounds: on a busy machine most of them are not interrupted.
const ROUNDS: usize = 51;
const REPEATS: u32 = 40;

fn main() {
    let engine = Engine::builtin();
    let six = (0..SEEDS).map(|seed| draw(&engine, SIX, seed));
    let few = (0..SEEDS).map(|seed| draw_of_few_causes(&engine, 6, FEW_CAUSES, seed));
    let knowledge = engine.knowledge();
    println!(
        "{}",
        json!({
            "knowledge": {"version": knowledge.version(), "hash": knowledge.hash()},
            "six": six.map(|evidence| case(&engine, &evidence)).collect::<Vec<_>>(),
            "few": few.map(|evidence| case(&engine, &evidence)).collect::<Vec<_>>(),
            "signs": signs(&engine),
        })
    );
}

/// One piece of evidence with its network, and what we say of it.
fn case(engine: &Engine, evidence: &Evidence) -> Value {
    let compiled = engine.compile(evidence).unwrap();
    let mut workspace = Workspace::new();
    engine.posteriors_into(&compiled, &mut workspace);
    let wanted = workspace.probabilities().to_vec();
    let cached_us = per_call_us(ROUNDS, REPEATS, || {
        black_box(engine.posteriors_into(&compiled, &mut workspace));
    });
    let planned_anew_us = per_call_us(ROUNDS, REPEATS, || {
        workspace.forget_plan();
        black_box(engine.posteriors_into(&compiled, &mut workspace));
    });
    assert_eq!(workspace.probabilities(), wanted);
    let read_us = per_call_us(ROUNDS, REPEATS, || {
        workspace.forget_plan();
        let compiled = engine.compile(evidence).unwrap();
        black_box(engine.posteriors_into(&compiled, &mut workspace));
    });
    let posteriors: BTreeMap<&str, f64> = engine.scored_causes().zip(wanted).collect();
    json!({
        "evidence": evidence,
        "network": serde_json::from_str::<Value>(&engine.network_json(&compiled)).unwrap(),
        "posteriors": posteriors,
        "none_of_these": workspace.none_of_these(),
        "cached_us": cached_us,
        "planned_anew_us": planned_anew_us,
        "read_us": read_us,
    })
}

/// Answers about warning signs, the red flags that fire, and what a row of a table and a whole assessment take.
///
/// A row is scored with its posteriors; there is no way to ask for the rules alone.
fn signs(engine: &Engine) -> Value {
    let options = Options::default().stability(false);
    let drawn: Vec<Evidence> =
        (0..SIGNS).map(|seed| draw_signs(engine, SIGNS_EACH, seed)).collect();
    let mut given = drawn.iter().cycle();
    let assess_us = per_call_us(9, 100, || {
        black_box(engine.assess_with(given.next().unwrap(), &options).unwrap());
    });
    let mut scorer = Scorer::new(engine);
    let (mut cases, mut rules_us) = (Vec::new(), Vec::new());
    for evidence in &drawn {
        let cells = row_of(engine, evidence);
        let row = scorer.score(&cells);
        let fired: Vec<&str> = row.red_flags().map(|flag| flag.id.as_str()).collect();
        cases.push(json!({"evidence": evidence, "fired": fired}));
        let took = per_call_us(9, REPEATS, || {
            black_box(scorer.score(&cells).red_flags().count());
        });
        rules_us.push(took.median);
    }
    json!({"cases": cases, "assess_us": assess_us, "rules_us": Spread::of(rules_us).unwrap()})
}
