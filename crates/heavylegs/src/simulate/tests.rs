//! The sampler against an oracle that shares no code with it: frequencies on a small knowledge base, worked out by hand.

use super::*;
use crate::evidence::Evidence;
use crate::infer::Workspace;
use crate::knowledge::{KnowledgeBase, Urgency};

const KNOWLEDGE: &str = r#"
version = "1.0.0"
families = ["load", "blood", "place"]
[reference_population]
source = "estimate"
strata = [ { share = 0.4, is = { sex = "female" } }, { share = 0.6, is = { sex = "male" } } ]
"#;

const OBSERVATIONS: &str = r#"
[sex]
kind = "context"
levels = ["female", "male"]
[tired]
kind = "symptom"
base = 0.3
source = "estimate"
[restless]
kind = "symptom"
base = 0.25
source = "estimate"
[pale]
kind = "symptom"
base = 0.4
source = "estimate"
[only_for_rules]
kind = "symptom"
[why_tired]
kind = "symptom"
base = 0.2
source = "estimate"
ask_when = { tired = true }
[hard_week]
kind = "factor"
levels = ["no", "some", "very"]
shares = [0.5, 0.3, 0.2]
source = "estimate"
[side]
kind = "descriptor"
levels = ["both", "left", "right"]
shares = [0.8, 0.1, 0.1]
source = "estimate"
[cycle]
kind = "factor"
share = 0.3
source = "estimate"
ask_when = { sex = "female" }
"#;

const CAUSES: [(&str, &str); 3] = [
    (
        "causes/fatigue.toml",
        r#"
family = "load"
prior = { value = 0.2, source = "estimate" }
[factors]
source = "estimate"
hard_week = { some = 2, very = 5 }
[symptoms]
source = "estimate"
tired = 0.6
"#,
    ),
    (
        "causes/low_iron.toml",
        r#"
family = "blood"
prior = { value = 0.1, source = "estimate" }
[[prior_when]]
if = { sex = "female" }
is = { value = 0.19, source = "estimate" }
[[prior_when]]
if = { sex = "male" }
is = { value = 0.04, source = "estimate" }
[factors]
source = "estimate"
cycle = 3
[symptoms]
source = "estimate"
tired = 0.7
pale = 0.9
"#,
    ),
    (
        "causes/one_side.toml",
        r#"
family = "place"
prior = { value = 0.3, source = "estimate" }
[descriptors.side]
source = "estimate"
both = 0.6
left = 0.3
right = 0.1
"#,
    ),
];

fn small() -> Engine {
    let builder = KnowledgeBase::builder().file("knowledge.toml", KNOWLEDGE);
    let builder = builder.file("observations/all.toml", OBSERVATIONS);
    let builder = CAUSES.iter().fold(builder, |builder, (path, text)| builder.file(path, text));
    let (knowledge, problems) = builder.check();
    Engine::new(knowledge.unwrap_or_else(|| panic!("{problems:#?}")))
}

/// Counts how often something holds among those who qualify, and expects a share of it within five standard deviations.
#[track_caller]
fn expect_share(expected: f64, observed: impl Iterator<Item = bool>) {
    let (mut count, mut hits) = (0_u32, 0_u32);
    for hit in observed {
        count += 1;
        hits += u32::from(hit);
    }
    assert!(count > 500, "only {count} qualify");
    let share = f64::from(hits) / f64::from(count);
    let noise = (expected * (1.0 - expected) / f64::from(count)).sqrt();
    assert!((share - expected).abs() < 5.0 * noise, "{share} of {count}, expected {expected}");
}

fn is(runner: &SimulatedRunner, id: &str, level: &str) -> bool {
    runner.answers().get(id) == Some(&crate::evidence::Finding::level(level))
}

fn on(runner: &SimulatedRunner, id: &str) -> bool {
    runner.causes().any(|cause| cause == id)
}

fn draw(simulator: &Simulator, count: usize) -> Vec<SimulatedRunner> {
    simulator.runners().take(count).collect()
}

#[test]
fn causes_follow_the_rows_of_the_population() {
    let runners = draw(&Simulator::new(&small(), 3), 20_000);
    expect_share(0.4, runners.iter().map(|runner| is(runner, "sex", "female")));
    let women = runners.iter().filter(|runner| is(runner, "sex", "female"));
    expect_share(0.19, women.map(|runner| on(runner, "low_iron")));
    let men = runners.iter().filter(|runner| is(runner, "sex", "male"));
    expect_share(0.04, men.map(|runner| on(runner, "low_iron")));
    expect_share(0.2, runners.iter().map(|runner| on(runner, "fatigue")));
}

#[test]
fn symptoms_follow_noisy_or_and_keep_their_base_rates() {
    // By hand: 1 − 0.3 = (1 − leak)(1 − 0.2 q1)(1 − 0.1 q2), with q = (p − leak)/(1 − leak).
    let leak = (0..100_000).map(|step| f64::from(step) / 100_000.0).find(|leak| {
        let q = |p: f64| (p - leak) / (1.0 - leak);
        1.0 - (1.0 - leak) * (1.0 - 0.2 * q(0.6)) * (1.0 - 0.1 * q(0.7)) >= 0.3
    });
    let leak = leak.unwrap();
    let q = |p: f64| (p - leak) / (1.0 - leak);
    let runners = draw(&Simulator::new(&small(), 4), 40_000);
    for (fatigue, iron) in [(false, false), (true, false), (false, true), (true, true)] {
        let silent = |on: bool, p: f64| if on { 1.0 - q(p) } else { 1.0 };
        let expected = 1.0 - (1.0 - leak) * silent(fatigue, 0.6) * silent(iron, 0.7);
        let these = runners
            .iter()
            .filter(|runner| on(runner, "fatigue") == fatigue && on(runner, "low_iron") == iron);
        expect_share(expected, these.map(|runner| is(runner, "tired", "present")));
    }
    expect_share(0.3, runners.iter().map(|runner| is(runner, "tired", "present")));
    expect_share(0.25, runners.iter().map(|runner| is(runner, "restless", "present")));
}

#[test]
fn levels_are_as_common_as_their_shares_and_raise_as_posteriors_say() {
    let engine = small();
    for order in [Order::CausesFirst, Order::SharesKept, Order::FactorsFirst] {
        let runners = draw(&Simulator::new(&engine, 5).order(order), 20_000);
        for (level, share) in [("no", 0.5), ("some", 0.3), ("very", 0.2)] {
            expect_share(share, runners.iter().map(|runner| is(runner, "hard_week", level)));
            let odds = match level {
                "some" => 2.0,
                "very" => 5.0,
                _ => 1.0,
            };
            // Of a factor only the ratios of odds are authored; the mean over its levels stays the prior.
            let mean = |n: f64| {
                let p = |odds: f64| 0.25 * odds / n / (1.0 + 0.25 * odds / n);
                0.5 * p(1.0) + 0.3 * p(2.0) + 0.2 * p(5.0)
            };
            let n = (1..100_000).map(|step| f64::from(step) / 10_000.0).find(|n| mean(*n) <= 0.2);
            let scaled = 0.25 * odds / n.unwrap();
            let these = runners.iter().filter(|runner| is(runner, "hard_week", level));
            expect_share(scaled / (1.0 + scaled), these.map(|runner| on(runner, "fatigue")));
        }
    }
}

#[test]
fn descriptors_follow_the_row_of_their_cause() {
    let runners = draw(&Simulator::new(&small(), 6).order(Order::SharesKept), 20_000);
    for (level, base, given) in [("both", 0.8, 0.6), ("left", 0.1, 0.3), ("right", 0.1, 0.1)] {
        expect_share(base, runners.iter().map(|runner| is(runner, "side", level)));
        let with = runners.iter().filter(|runner| on(runner, "one_side"));
        expect_share(given, with.map(|runner| is(runner, "side", level)));
    }
    // The contract's form: base times ratio while the cause is on, the base alone while it is off.
    let ratio = |base: f64, given: f64| given / ((base - 0.3 * given) / 0.7);
    let (both, left, right) = (0.8 * ratio(0.8, 0.6), 0.1 * ratio(0.1, 0.3), 0.1);
    let runners = draw(&Simulator::new(&small(), 6), 20_000);
    let with = || runners.iter().filter(|runner| on(runner, "one_side"));
    // 0.3/0.0143 is clamped to 8.
    let left = left.min(0.8);
    expect_share(left / (both + left + right), with().map(|runner| is(runner, "side", "left")));
    let without = runners.iter().filter(|runner| !on(runner, "one_side"));
    expect_share(0.8, without.map(|runner| is(runner, "side", "both")));
}

#[test]
fn questions_are_answered_only_where_they_may_be_asked() {
    let runners = draw(&Simulator::new(&small(), 7), 3_000);
    for runner in &runners {
        let answers = runner.answers();
        assert_eq!(answers.get("cycle").is_some(), is(runner, "sex", "female"));
        assert_eq!(answers.get("why_tired").is_some(), is(runner, "tired", "present"));
        assert_eq!(answers.get("only_for_rules"), None);
    }
}

#[test]
fn runners_with_a_cause_have_its_context() {
    let simulator = Simulator::new(&small(), 8);
    for order in [Order::CausesFirst, Order::FactorsFirst] {
        let simulator = simulator.clone().order(order);
        let with = |cause| (0..5_000).map(move |index| (cause, index));
        let runners: Vec<SimulatedRunner> = with("low_iron")
            .map(|(cause, index)| simulator.runner_with(cause, index).unwrap())
            .collect();
        assert!(runners.iter().all(|runner| on(runner, "low_iron")));
        // Bayes: 0.4 · 0.19 of 0.1; the normalised factor leaves that as it is.
        expect_share(0.76, runners.iter().map(|runner| is(runner, "sex", "female")));
        expect_share(0.2, runners.iter().map(|runner| on(runner, "fatigue")));
        expect_share(0.9, runners.iter().map(|runner| is(runner, "pale", "present")));
    }
    assert!(simulator.runner_with("tired", 0).is_none());
}

#[test]
fn a_shared_event_keeps_the_shares_and_ties_the_symptoms() {
    let independent = Simulator::new(&small(), 9);
    let vague: Vec<&str> = independent.vague_symptoms().collect();
    assert_eq!(vague, ["pale", "restless", "tired", "why_tired"]);
    for rho in [0.0, 0.4, 1.0] {
        let runners = draw(&independent.clone().correlated(rho), 20_000);
        let present = |runner: &SimulatedRunner, id: &str| is(runner, id, "present");
        expect_share(0.3, runners.iter().map(|runner| present(runner, "tired")));
        expect_share(0.25, runners.iter().map(|runner| present(runner, "restless")));
        // Two draws agree with probability rho; `restless` has no cause, so its probability is always 0.25.
        let healthy: Vec<&SimulatedRunner> =
            runners.iter().filter(|runner| runner.causes().count() == 0).collect();
        let pale = 0.4 - 0.1 * 0.9;
        let leak = pale / 0.9;
        let both = rho * f64::min(0.25, leak) + (1.0 - rho) * 0.25 * leak;
        expect_share(
            both,
            healthy.iter().map(|runner| present(runner, "pale") && present(runner, "restless")),
        );
    }
}

#[test]
fn it_is_calibrated_where_inference_assumes_what_is_drawn() {
    let engine = small();
    for (order, answered) in
        [(Order::FactorsFirst, 1.0), (Order::SharesKept, 1.0), (Order::SharesKept, 0.4)]
    {
        let simulator = Simulator::new(&engine, 10).order(order);
        let calibration = Study::new(&simulator).runners(20_000).answered(answered).calibration();
        for row in calibration.rows.iter().filter(|row| row.count > 50) {
            assert!(row.difference.abs() < 5.0 * row.noise, "{order:?} {answered}: {row:?}");
        }
        assert!((calibration.brier - calibration.brier_expected).abs() < 0.003);
        assert!(calibration.skill > 0.05 && calibration.skill < 1.0);
        assert!((calibration.causes_on - 0.6).abs() < 0.03, "{}", calibration.causes_on);
        assert!((calibration.none_on - calibration.none_predicted).abs() < 0.02);
        for symptom in &calibration.symptoms {
            assert!((symptom.drawn - symptom.base).abs() < 5.0 * symptom.noise, "{symptom:?}");
        }
    }
}

#[test]
fn posteriors_that_are_too_sure_are_caught() {
    // Ten symptoms of one cause that always come together are counted ten times.
    let sign =
        |at: u32| format!("[sign_{at}]\nkind = \"symptom\"\nbase = 0.3\nsource = \"estimate\"\n");
    let observations: String = (0..10).map(sign).collect();
    let link = |at: u32| format!("sign_{at} = 0.5\n");
    let links: String = (0..10).map(link).collect();
    let cause = format!(
        "family = \"load\"\nprior = {{ value = 0.2, source = \"estimate\" }}\n[symptoms]\nsource = \"estimate\"\n{links}"
    );
    let builder = KnowledgeBase::builder()
        .file("knowledge.toml", "version = \"1.0.0\"\nfamilies = [\"load\"]\n");
    let builder =
        builder.file("observations/all.toml", &observations).file("causes/fatigue.toml", &cause);
    let (knowledge, problems) = builder.check();
    let engine = Engine::new(knowledge.unwrap_or_else(|| panic!("{problems:#?}")));
    let worst = |rho: f64| {
        let simulator = Simulator::new(&engine, 11).correlated(rho);
        let calibration = Study::new(&simulator).runners(5_000).calibration();
        let rows = calibration.rows.iter().filter(|row| row.count > 50);
        let far = rows.map(|row| row.difference.abs() / row.noise).fold(0.0, f64::max);
        (far, calibration.brier - calibration.brier_expected)
    };
    let ((honest, _), (caught, excess)) = (worst(0.0), worst(0.8));
    assert!(honest < 5.0, "{honest}");
    assert!(caught > 20.0 && excess > 0.05, "{caught} {excess}");
}

#[test]
fn the_same_seed_gives_the_same_bits_at_any_number_of_threads() {
    let engine = Engine::builtin();
    let causes: Vec<String> = engine.scored_causes().take(3).map(str::to_owned).collect();
    let all = |seed: u64, threads: usize| {
        let simulator = Simulator::new(&engine, seed);
        let study = Study::new(&simulator).runners(300).answered(0.7).threads(threads);
        let recovery = study.runners(80).recovery(causes.iter().map(String::as_str));
        let results = (study.calibration(), study.drift(&[0, 5]), study.robustness(), recovery);
        format!("{results:?}")
    };
    assert_eq!(all(1, 1), all(1, 3));
    assert_ne!(all(1, 1), all(2, 1));
}

#[test]
fn a_study_sees_what_a_caller_sees() {
    let engine = Engine::builtin();
    let simulator = Simulator::new(&engine, 12);
    let mut workspace = Workspace::new();
    let (mut sum, mut on) = (0.0, 0);
    for runner in draw(&simulator, 200) {
        let compiled = engine.compile(&runner.answers()).unwrap();
        sum += engine.posteriors_into(&compiled, &mut workspace).iter().sum::<f64>();
        on += runner.causes().count();
    }
    let calibration = Study::new(&simulator).runners(200).calibration();
    assert!((calibration.posterior_sum - sum / 200.0).abs() < 1e-9);
    assert!((calibration.causes_on * 200.0 - f64::from(u32::try_from(on).unwrap())).abs() < 1e-9);
    let urgency = calibration.urgency;
    let shares = urgency.self_care + urgency.appointment + urgency.same_day + urgency.emergency;
    assert!((shares - 1.0).abs() < 1e-12);
}

#[test]
fn urgency_is_that_of_an_assessment() {
    let engine = Engine::builtin();
    let options = crate::Options::default().stability(false);
    let simulator = Simulator::new(&engine, 13);
    let assess =
        |runner: &SimulatedRunner| engine.assess_with(&runner.answers(), &options).unwrap();
    let assessments: Vec<crate::Assessment> = draw(&simulator, 60).iter().map(assess).collect();
    let share = |holds: &dyn Fn(&crate::Assessment) -> bool| {
        let held: u8 = assessments.iter().map(|assessment| u8::from(holds(assessment))).sum();
        f64::from(held) / 60.0
    };
    let calibration = Study::new(&simulator).runners(60).calibration();
    let check = |mix: UrgencyMix, of: &dyn Fn(&crate::Assessment) -> Urgency| {
        let levels =
            [Urgency::SelfCare, Urgency::Appointment, Urgency::SameDay, Urgency::Emergency];
        let found = [mix.self_care, mix.appointment, mix.same_day, mix.emergency];
        for (level, found) in levels.into_iter().zip(found) {
            assert!((found - share(&|a| of(a) == level)).abs() < 1e-12, "{level:?} {mix:?}");
        }
    };
    check(calibration.urgency, &crate::Assessment::urgency);
    check(calibration.by_rules, &crate::Assessment::urgency_floor);
    assert!(calibration.urgency.self_care < 1.0 && calibration.by_rules.self_care < 1.0);
    for flag in &calibration.red_flags {
        let fires = |a: &crate::Assessment| {
            let named =
                |reason: &crate::UrgencyReason| reason.red_flag.as_ref() == Some(&flag.red_flag);
            a.urgency_reasons().iter().any(named)
        };
        assert!((flag.share - share(&fires)).abs() < 1e-12, "{flag:?}");
    }
}

#[test]
fn a_cause_with_a_telling_symptom_is_found() {
    let simulator = Simulator::new(&small(), 14);
    let recovery =
        Study::new(&simulator).runners(1_000).recovery(["low_iron", "one_side", "nothing"]);
    assert_eq!(recovery.causes.len(), 2);
    // There are three causes: each is among the first three.
    assert!((recovery.found - 1.0).abs() < 1e-12);
    let iron = &recovery.causes[0];
    assert_eq!((iron.cause.as_str(), iron.runners), ("low_iron", 1_000));
    assert!(iron.mean_posterior > 0.2 && iron.first < 1.0, "{iron:?}");
    assert!((iron.causes_on - 1.5).abs() < 0.1, "{iron:?}");
    let ahead: f64 = iron.ahead.iter().map(|ahead| ahead.share).sum();
    assert!(ahead >= 1.0 - iron.first, "{iron:?}");
    assert!(iron.ahead.iter().all(|ahead| ahead.also_on > 0.0 && ahead.also_on < 1.0));
}

#[test]
fn drift_begins_at_the_priors_and_robustness_at_one() {
    let simulator = Simulator::new(&small(), 15).order(Order::SharesKept);
    let study = Study::new(&simulator).runners(5_000);
    let drift = study.drift(&[0, 2, 1_000]);
    let [none, two, all, last] = drift.steps.as_slice() else { panic!("{drift:?}") };
    assert!((none.ratio - 1.0).abs() < 1e-9 && none.answered.abs() < 1e-12);
    assert!((two.answered - 2.0).abs() < 1e-12 && (two.ratio - 1.0).abs() < 0.05, "{drift:?}");
    // 1000 questions are more than there are: all are answered.
    assert!((all.mean_sum - last.mean_sum).abs() < 1e-12 && all.answered > 5.0);
    assert!((last.ratio - 1.0).abs() < 0.05, "{drift:?}");
    let robustness = study.robustness();
    // There are three families, so the same three are first whatever moves; which one leads can change.
    assert!((robustness.jaccard - 1.0).abs() < 1e-12);
    assert!(robustness.moves.iter().any(|moved| moved.first_stays < 1.0), "{robustness:?}");
}

#[test]
fn moved_leaks_move_posteriors() {
    let engine = small();
    let compiled = engine.compile(&Evidence::new().present("pale")).unwrap();
    let settings = engine.knowledge().settings();
    let iron = |factor: f64| {
        let mut workspace = Workspace::new();
        workspace.answer(&engine.network().with_leaks(factor), settings, &compiled.query, 1 << 24);
        workspace.probabilities()[1]
    };
    let mut workspace = Workspace::new();
    let usual = engine.posteriors_into(&compiled, &mut workspace)[1];
    assert!((iron(1.0) - usual).abs() < 1e-12);
    assert!(iron(1.5) < usual && usual < iron(1.0 / 1.5));
}

#[test]
fn the_drift_ends_where_the_calibration_is() {
    let simulator = Simulator::new(&Engine::builtin(), 3);
    let study = Study::new(&simulator).runners(60);
    let last = study.drift(&[0]).steps.pop().unwrap();
    let all = study.calibration();
    assert!((last.mean_sum - all.posterior_sum).abs() < 1e-12, "{last:?} {}", all.posterior_sum);
}

#[test]
fn interviews_reach_more_than_a_form_with_as_many_screens() {
    let report = Study::new(&Simulator::new(&Engine::builtin(), 1)).runners(30).interviews();
    let [asked, fixed, random] = report.strategies.as_slice() else { panic!("three strategies") };
    let after = |result: &super::StrategyResult, screens: usize| {
        result.hit_after.iter().find(|(after, _)| *after == screens).unwrap().1
    };
    assert!(after(asked, 12) > after(fixed, 12) && after(asked, 12) > after(random, 12));
    assert!(asked.ordinary_screens < fixed.ordinary_screens);
    let again = Study::new(&Simulator::new(&Engine::builtin(), 1)).runners(30).interviews();
    assert_eq!(report, again);
}

#[test]
fn urgent_rules_that_were_planted_are_found() {
    let planted = Study::new(&Simulator::new(&Engine::builtin(), 1))
        .runners(2)
        .threads(2)
        .planted_red_flags();
    assert!(planted.len() > 60, "{}", planted.len());
    let told = planted.iter().filter(|flag| flag.planted > 0).count();
    // The others need a laboratory or a watch.
    assert!(20 * told > 17 * planted.len(), "{told} of {}", planted.len());
    let missed: Vec<_> = planted.iter().filter(|flag| flag.found < flag.planted).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}
