//! Time and memory of one assessment's posteriors against the size of what is asked.

use std::hint::black_box;

use heavylegs::rows::Scorer;
use heavylegs::{Engine, Evidence, Options, Workspace};
use heavylegs_benches::{Spread, per_call_us, row_of};

use crate::HELD;
use crate::made::{self, Size};
use crate::point::{self, float, whole};

/// Pieces of evidence for each point.
const SEEDS: u64 = 12;
/// So long is a round, about: on a busy machine most short rounds are not interrupted.
const ROUND_US: f64 = 300.0;
const ROUNDS: usize = 25;

/// Present symptoms from none to forty over the built-in knowledge, each as likely as another, and 6 absent ones.
pub(crate) fn present() {
    let engine = Engine::builtin();
    for present in (0..=40).step_by(2) {
        let drawn = drawn(&engine, present);
        measure("present", "", present, &engine, &drawn);
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
    measure(plot, name, x, &engine, &drawn(&engine, present));
}

fn drawn(engine: &Engine, present: usize) -> Vec<Evidence> {
    (0..SEEDS).map(|seed| made::evidence(engine, present, 6, seed)).collect()
}

/// Prints the times with the plan cached and made anew, the operations, and the memory of the workspace: spreads over the evidence.
fn measure(plot: &str, name: &str, x: usize, engine: &Engine, drawn: &[Evidence]) {
    let (mut cached, mut anew, mut held) = (Vec::new(), Vec::new(), Vec::new());
    let (mut scorer, mut operations) = (Scorer::new(engine), Vec::new());
    for evidence in drawn {
        let compiled = engine.compile(evidence).unwrap();
        let before = HELD.current_usage();
        let mut workspace = Workspace::new();
        sane(engine.posteriors_into(&compiled, &mut workspace));
        held.push(float(HELD.current_usage() - before) / 1024.0);
        cached.push(time_us(|| {
            black_box(engine.posteriors_into(&compiled, &mut workspace));
        }));
        anew.push(time_us(|| {
            workspace.forget_plan();
            black_box(engine.posteriors_into(&compiled, &mut workspace));
        }));
        let row = scorer.score(&row_of(engine, evidence));
        assert_eq!(row.probabilities(), workspace.probabilities());
        operations.push(whole(row.operations()));
    }
    let print = |plot: &str, line: &str, values: Vec<f64>| {
        point::print(plot, &format!("{line}{name}"), x, Spread::of(values).unwrap());
    };
    print(plot, "plan cached", cached);
    print(plot, "planned anew", anew);
    print(&format!("{plot} operations"), "multiply-adds", operations);
    print(&format!("{plot} memory"), "workspace", held);
}

/// The median time of a call, of rounds that are long enough to be measured.
fn time_us(mut call: impl FnMut()) -> f64 {
    let once = per_call_us(1, 1, &mut call).median;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 300")]
    let repeats = (ROUND_US / once).clamp(1.0, ROUND_US) as u32;
    per_call_us(ROUNDS, repeats, &mut call).median
}

fn sane(probabilities: &[f64]) {
    let sum: f64 = probabilities.iter().sum();
    assert!(sum > 0.0 && probabilities.iter().all(|p| (0.0..=1.0).contains(p)));
}
