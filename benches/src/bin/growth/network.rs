//! Time and memory of one assessment's posteriors against the size of what is asked.

use std::hint::black_box;

use heavylegs::{CompiledEvidence, Engine, Options, Workspace};
use heavylegs_benches::{Shape, Spread, draw, per_call_us};

use crate::HELD;
use crate::made::{self, Size};
use crate::point;

/// Pieces of evidence for each point.
const SEEDS: u64 = 12;
/// So long is measured for each of them, about.
const ROUND_US: f64 = 4000.0;
const ROUNDS: usize = 5;

/// Present symptoms from none to forty, over the built-in knowledge; 6 absent ones and 6 factors or descriptors beside them.
pub(crate) fn present() {
    let engine = Engine::builtin();
    for present in (0..=40).step_by(2) {
        let shape = Shape { present, absent: 6, others: 6 };
        let drawn: Vec<_> = (0..SEEDS).map(|seed| draw(&engine, shape, seed)).collect();
        let compiled: Vec<_> = drawn.iter().map(|it| engine.compile(it).unwrap()).collect();
        measure("present", "", present, &engine, &compiled);
        let options = Options::default().stability(false);
        let is_exact = |it| engine.assess_with(it, &options).unwrap().exact();
        let exact = drawn.iter().filter(|it| is_exact(it)).count();
        point::print("exact", "exact answers of 12", present, Spread::one(float(exact)));
    }
}

/// Causes from ten to three hundred, each with five symptoms.
pub(crate) fn causes() {
    for causes in [10, 20, 50, 100, 150, 200, 250, 300] {
        made("causes", "", causes, Size { causes, links_per_cause: 5 }, 6);
    }
}

/// Symptoms for each of a hundred causes from one to twelve.
pub(crate) fn links() {
    for links_per_cause in 1..=12 {
        for present in [6, 12] {
            let size = Size { causes: 100, links_per_cause };
            let name = format!(", {present} present");
            made("links", &name, links_per_cause, size, present);
        }
    }
}

fn made(plot: &str, name: &str, x: usize, size: Size, present: usize) {
    let engine = made::engine(size, 1);
    let compiled: Vec<_> = (0..SEEDS)
        .map(|seed| engine.compile(&made::evidence(&engine, present, 6, seed)).unwrap())
        .collect();
    measure(plot, name, x, &engine, &compiled);
}

/// Prints the times with the plan cached and made anew, and the memory of the workspace: spreads over the evidence.
fn measure(plot: &str, name: &str, x: usize, engine: &Engine, compiled: &[CompiledEvidence]) {
    let (mut cached, mut anew, mut held) = (Vec::new(), Vec::new(), Vec::new());
    for evidence in compiled {
        let before = HELD.current_usage();
        let mut workspace = Workspace::new();
        sane(engine.posteriors_into(evidence, &mut workspace));
        held.push(float(HELD.current_usage() - before) / 1024.0);
        cached.push(time_us(|| {
            black_box(engine.posteriors_into(evidence, &mut workspace));
        }));
        anew.push(time_us(|| {
            workspace.forget_plan();
            black_box(engine.posteriors_into(evidence, &mut workspace));
        }));
    }
    point::print(plot, &format!("plan cached{name}"), x, Spread::of(cached).unwrap());
    point::print(plot, &format!("planned anew{name}"), x, Spread::of(anew).unwrap());
    point::print(
        &format!("{plot} memory"),
        &format!("workspace{name}"),
        x,
        Spread::of(held).unwrap(),
    );
}

/// The median time of a call, of rounds that are long enough to be measured.
fn time_us(mut call: impl FnMut()) -> f64 {
    let once = per_call_us(1, 1, &mut call).median;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 4000")]
    let repeats = (ROUND_US / once).clamp(1.0, ROUND_US) as u32;
    per_call_us(ROUNDS, repeats, &mut call).median
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53")]
fn float(count: usize) -> f64 {
    count as f64
}

fn sane(probabilities: &[f64]) {
    let sum: f64 = probabilities.iter().sum();
    assert!(sum > 0.0 && probabilities.iter().all(|p| (0.0..=1.0).contains(p)));
}
