//! Explanations against enumeration of everything that can happen: causes on or off, links and leaks fired or not.

#![expect(clippy::unwrap_used, reason = "a test that can't read its input must fail")]
#![expect(clippy::needless_range_loop, reason = "enumeration counts over indices of several lists")]

use heavylegs::{Engine, Evidence, Finding, KnowledgeBase, Options, Profile, Workspace};
use serde_json::json;

const PRIORS: [f64; 3] = [0.2, 0.1, 0.3];
/// For each symptom its base rate and its links to the causes a, b and c.
const SYMPTOMS: [(f64, [Option<f64>; 3]); 3] = [
    (0.35, [Some(0.6), Some(0.8), None]),
    (0.25, [None, Some(0.5), Some(0.35)]),
    (0.15, [Some(0.4), None, None]),
];
const CAUSES: [&str; 3] = ["a", "b", "c"];
const NAMES: [&str; 3] = ["s", "t", "u"];

/// a and b are stages of one thing; a factor raises c.
fn engine() -> Engine {
    let number = |value: f64| json!({"value": value, "source": "estimate"});
    let mut causes = json!({});
    for (at, cause) in CAUSES.iter().enumerate() {
        let mut symptoms = json!({});
        for (name, (_, links)) in NAMES.iter().zip(SYMPTOMS) {
            if let Some(p) = links[at] {
                symptoms[name] = number(p);
            }
        }
        causes[cause] = json!({"family": "f", "prior": number(PRIORS[at]), "symptoms": symptoms});
        if at < 2 {
            causes[cause]["stage_of"] = json!("thing");
        }
    }
    causes["c"]["factors"] = json!({"exposed": number(4.0)});
    let mut observations =
        json!({"exposed": {"kind": "factor", "share": 0.3, "source": "estimate"}});
    for (name, (base, _)) in NAMES.iter().zip(SYMPTOMS) {
        observations[name] = json!({"kind": "symptom", "base": base, "source": "estimate"});
    }
    let document =
        json!({"knowledge": {"families": ["f"]}, "causes": causes, "observations": observations});
    Engine::new(KnowledgeBase::from_json(&document.to_string()).unwrap())
}

/// The leak that gives a symptom its base rate, by halving.
fn leak(symptom: usize) -> f64 {
    let (base, links) = SYMPTOMS[symptom];
    let implied = |leak: f64| {
        let silent = |(prior, p): (f64, Option<f64>)| {
            p.map_or(1.0, |p| 1.0 - prior * (p - leak) / (1.0 - leak))
        };
        1.0 - (1.0 - leak) * PRIORS.into_iter().zip(links).map(silent).product::<f64>()
    };
    let (mut low, mut high) = (0.0, 0.3);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if implied(middle) < base { low = middle } else { high = middle }
    }
    low
}

fn q(symptom: usize, cause: usize) -> f64 {
    let leak = leak(symptom);
    SYMPTOMS[symptom].1[cause].map_or(0.0, |p| (p - leak) / (1.0 - leak))
}

/// What enumeration says of `s` present, `t` present and `u` absent.
#[derive(Default)]
struct Truth {
    total: f64,
    only_leak: [f64; 3],
    fired: [[f64; 3]; 3],
    any_stage: f64,
}

fn enumerate() -> Truth {
    let mut truth = Truth::default();
    // Bits: three causes; for each symptom its leak and its three links.
    for state in 0_u32..1 << 15 {
        let bit = |at: usize| state & (1 << at) != 0;
        let mut weight = 1.0;
        for cause in 0..3 {
            weight *= if bit(cause) { PRIORS[cause] } else { 1.0 - PRIORS[cause] };
        }
        let mut present = [false; 3];
        for symptom in 0..3 {
            let leaks = bit(3 + 4 * symptom);
            weight *= if leaks { leak(symptom) } else { 1.0 - leak(symptom) };
            present[symptom] = leaks;
            for cause in 0..3 {
                let fires = bit(4 + 4 * symptom + cause);
                let chance = if bit(cause) { q(symptom, cause) } else { 0.0 };
                weight *= if fires { chance } else { 1.0 - chance };
                present[symptom] |= fires;
            }
        }
        if present != [true, true, false] {
            continue;
        }
        truth.total += weight;
        truth.any_stage += if bit(0) || bit(1) { weight } else { 0.0 };
        for symptom in 0..3 {
            let links = (0..3).map(|cause| bit(4 + 4 * symptom + cause));
            let fired: Vec<bool> = links.collect();
            if bit(3 + 4 * symptom) && !fired.contains(&true) {
                truth.only_leak[symptom] += weight;
            }
            for cause in 0..3 {
                truth.fired[symptom][cause] += if fired[cause] { weight } else { 0.0 };
            }
        }
    }
    truth
}

fn evidence() -> Evidence {
    Evidence::new().present("s").present("t").absent("u")
}

fn close(found: f64, exact: f64) {
    assert!((found - exact).abs() < 1e-10, "{found} against {exact}");
}

#[test]
fn what_explains_a_symptom_equals_enumeration() {
    let truth = enumerate();
    let answer = engine().assess(&evidence()).unwrap();
    assert_eq!(answer.unexplained().len(), 2);
    for (at, symptom) in answer.unexplained().iter().enumerate() {
        assert_eq!(symptom.observation, NAMES[at]);
        close(symptom.probability, truth.only_leak[at] / truth.total);
        for share in &symptom.explained_by {
            let cause = CAUSES.iter().position(|cause| *cause == share.cause).unwrap();
            close(share.probability, truth.fired[at][cause] / truth.total);
        }
    }
}

#[test]
fn stages_are_added_up_exactly() {
    let truth = enumerate();
    let answer = engine().assess(&evidence()).unwrap();
    assert_eq!(answer.stages().len(), 1);
    close(answer.stages()[0].probability, truth.any_stage / truth.total);
}

/// Posterior odds of a cause.
fn odds(engine: &Engine, evidence: &Evidence, cause: usize) -> f64 {
    let compiled = engine.compile(evidence).unwrap();
    let p = engine.posteriors_into(&compiled, &mut Workspace::new())[cause];
    p / (1.0 - p)
}

#[test]
fn bayes_factors_are_ratios_of_odds_with_and_without() {
    let engine = engine();
    let parts = [
        ("s", Finding::present()),
        ("t", Finding::present()),
        ("u", Finding::absent()),
        ("exposed", Finding::present()),
    ];
    let without = |skip: &str| {
        let kept = parts.iter().filter(|(id, _)| *id != skip);
        kept.fold(Evidence::new(), |evidence, (id, f)| evidence.with(*id, f.clone()))
    };
    let options = Options::default().profile(Profile::Clinical);
    let answer = engine.assess_with(&without(""), &options).unwrap();
    let mut seen = 0;
    for cause in answer.causes() {
        let at = CAUSES.iter().position(|id| *id == cause.id()).unwrap();
        for reason in cause.supports().iter().chain(cause.opposes()) {
            seen += 1;
            let id = reason.observation.as_str();
            let (_, finding) = parts.iter().find(|(part, _)| *part == id).unwrap();
            let alone = Evidence::new().with(id, finding.clone());
            let by_itself = odds(&engine, &alone, at) / odds(&engine, &Evidence::new(), at);
            let rest = odds(&engine, &without(""), at) / odds(&engine, &without(id), at);
            assert!((reason.alone / by_itself - 1.0).abs() < 1e-9, "{id} for {}", cause.id());
            assert!((reason.given_the_rest / rest - 1.0).abs() < 1e-9, "{id} for {}", cause.id());
        }
    }
    assert!(seen >= 6, "only {seen} reasons");
}

#[test]
fn without_a_path_an_answer_is_no_reason() {
    let engine = engine();
    // `u` links to `a` alone and is absent: it couples nothing, so `c` must not mention it.
    let answer = engine.assess(&Evidence::new().present("t").absent("u")).unwrap();
    let c = answer.causes().find(|cause| cause.id() == "c").unwrap();
    let ids: Vec<_> =
        c.supports().iter().chain(c.opposes()).map(|r| r.observation.as_str()).collect();
    assert_eq!(ids, ["t"]);
}
