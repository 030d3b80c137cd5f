//! What the main path costs. Every bench asserts its answer.

#![expect(clippy::unwrap_used, reason = "a bench whose input is broken must stop")]

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use heavylegs::rows::Scorer;
use heavylegs::{CompiledEvidence, Engine, KnowledgeBase, Options, QuestionOptions, Workspace};
use heavylegs_benches::{Shape, draw, everything, nights};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    posteriors(&mut criterion);
    rows(&mut criterion);
    assess(&mut criterion);
    next_questions(&mut criterion);
    load(&mut criterion);
    criterion.final_summary();
}

const SIX: Shape = Shape { present: 6, absent: 6, others: 6 };
const SEEDS: u64 = 64;

fn compiled(engine: &Engine, shape: Shape) -> Vec<CompiledEvidence> {
    (0..SEEDS).map(|seed| engine.compile(&draw(engine, shape, seed)).unwrap()).collect()
}

fn posteriors(criterion: &mut Criterion) {
    let engine = Engine::builtin();
    let shapes = [
        ("6+6+6", SIX),
        ("10-present", Shape { present: 10, absent: 6, others: 6 }),
        ("20-present", Shape { present: 20, absent: 6, others: 6 }),
    ];
    for (name, shape) in shapes {
        let batch = compiled(&engine, shape);
        let mut group = criterion.benchmark_group(format!("posteriors/{name}"));
        group.throughput(Throughput::Elements(SEEDS));
        // One workspace for each piece of evidence: its plan stays cached.
        let mut workspaces = vec![Workspace::new(); batch.len()];
        group.bench_function("cached", |bench| {
            bench.iter(|| {
                for (evidence, workspace) in batch.iter().zip(&mut workspaces) {
                    black_box(sane(engine.posteriors_into(evidence, workspace)));
                }
            });
        });
        let mut workspace = Workspace::new();
        group.bench_function("planned anew", |bench| {
            bench.iter(|| {
                for evidence in &batch {
                    workspace.forget_plan();
                    black_box(sane(engine.posteriors_into(evidence, &mut workspace)));
                }
            });
        });
        group.finish();
    }
    let all = engine.compile(&everything(&engine)).unwrap();
    let mut workspace = Workspace::new();
    criterion.bench_function("posteriors/everything", |bench| {
        bench.iter(|| {
            workspace.forget_plan();
            black_box(sane(engine.posteriors_into(&all, &mut workspace)));
        });
    });
}

/// Rows of a table, a thousand at a time, none like another.
fn rows(criterion: &mut Criterion) {
    let engine = Engine::builtin();
    let rows = nights::cells(&engine, 1000);
    let mut scorer = Scorer::new(&engine);
    let mut group = criterion.benchmark_group("rows/12 columns");
    group.throughput(Throughput::Elements(1000));
    group.bench_function("posteriors", |bench| {
        bench.iter(|| {
            for row in &rows {
                black_box(sane(scorer.score(row).probabilities()));
            }
        });
    });
    group.bench_function("posteriors and urgency", |bench| {
        bench.iter(|| {
            for row in &rows {
                let mut known = scorer.score(row);
                assert!(known.none_of_these() > 0.0);
                black_box(known.urgency());
            }
        });
    });
    group.bench_function("posteriors, urgency and three recommendations", |bench| {
        bench.iter(|| {
            for row in &rows {
                let mut known = scorer.score(row);
                assert!(known.none_of_these() > 0.0);
                black_box(known.recommendations(3).count());
            }
        });
    });
    group.finish();
}

fn sane(probabilities: &[f64]) -> f64 {
    let sum: f64 = probabilities.iter().sum();
    assert!(sum > 0.0 && probabilities.iter().all(|p| (0.0..=1.0).contains(p)));
    sum
}

fn assess(criterion: &mut Criterion) {
    let engine = Engine::builtin();
    let evidence: Vec<_> = (0..SEEDS).map(|seed| draw(&engine, SIX, seed)).collect();
    let mut group = criterion.benchmark_group("assess");
    group.throughput(Throughput::Elements(SEEDS));
    group.bench_function("6+6+6", |bench| {
        bench.iter(|| {
            for evidence in &evidence {
                let answer = engine.assess_with(evidence, &Options::default()).unwrap();
                assert!(answer.causes().next().is_some());
                black_box(answer);
            }
        });
    });
    group.finish();
    let all = everything(&engine);
    criterion.bench_function("assess/everything", |bench| {
        bench.iter(|| black_box(engine.assess(&all).unwrap()));
    });
}

fn next_questions(criterion: &mut Criterion) {
    let engine = Engine::builtin();
    let evidence: Vec<_> = (0..SEEDS).map(|seed| draw(&engine, SIX, seed)).collect();
    let options = QuestionOptions::default();
    let mut group = criterion.benchmark_group("next_questions");
    group.throughput(Throughput::Elements(SEEDS));
    group.bench_function("6+6+6", |bench| {
        bench.iter(|| {
            for evidence in &evidence {
                let answer = engine.next_questions(evidence, &options).unwrap();
                assert!(answer.should_stop || !answer.screens.is_empty());
                black_box(answer);
            }
        });
    });
    group.finish();
    let all = everything(&engine);
    criterion.bench_function("next_questions/everything", |bench| {
        bench.iter(|| black_box(engine.next_questions(&all, &options).unwrap()));
    });
}

fn load(criterion: &mut Criterion) {
    let scored = Engine::builtin().scored_causes().count();
    criterion.bench_function("knowledge/load", |bench| {
        bench.iter(|| {
            let engine = Engine::new(KnowledgeBase::builder().builtin().build().unwrap());
            assert_eq!(engine.scored_causes().count(), scored);
            black_box(engine);
        });
    });
}
