//! Properties of the built-in knowledge base and engine.

#![expect(clippy::unwrap_used, reason = "a test that can't read its input must fail")]

use heavylegs::{Engine, Evidence, Finding, KnowledgeBase, Observation, Options, Profile, Role};
use proptest::prelude::*;

fn everything() -> Options {
    Options::default().top(1000).profile(Profile::Clinical).stability(false)
}

/// A random answer to an observation.
fn finding(observation: &Observation) -> BoxedStrategy<Finding> {
    match observation.levels() {
        None => prop_oneof![
            3 => Just(Finding::present()),
            3 => Just(Finding::absent()),
            1 => (0.0..1.0f64, 0.01..1.0f64).prop_map(|(a, b)| Finding::likelihood(a, b)),
        ]
        .boxed(),
        Some(levels) => prop::sample::select(levels.ids.clone()).prop_map(Finding::level).boxed(),
    }
}

/// Some observations with random answers, in random order.
fn entries(most: usize) -> impl Strategy<Value = Vec<(String, Finding)>> {
    let knowledge = KnowledgeBase::builtin();
    let all: Vec<Observation> = knowledge.observations().to_vec();
    prop::sample::subsequence(all, 0..most)
        .prop_flat_map(|chosen| {
            chosen.into_iter().map(|o| (Just(o.id.clone()), finding(&o))).collect::<Vec<_>>()
        })
        .prop_shuffle()
}

fn evidence(entries: &[(String, Finding)]) -> Evidence {
    entries
        .iter()
        .fold(Evidence::new(), |evidence, (id, finding)| evidence.with(id, finding.clone()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_evidence_does_not_matter(entries in entries(25)) {
        let engine = Engine::builtin();
        let mut sorted = entries.clone();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        let shuffled = engine.assess(&evidence(&entries)).unwrap().to_json();
        prop_assert_eq!(shuffled, engine.assess(&evidence(&sorted)).unwrap().to_json());
    }

    #[test]
    fn an_unknown_observation_changes_no_bit(entries in entries(20), at in 0_usize..236) {
        let engine = Engine::builtin();
        let observations = engine.knowledge().observations();
        let id = &observations[at % observations.len()].id;
        prop_assume!(entries.iter().all(|(known, _)| known != id));
        let known = evidence(&entries);
        let request = |extra: &str| format!(r#"{{"schema": 1, "evidence": {{{extra}}}}}"#);
        let unknown = heavylegs::read_request(&request(&format!(r#""{id}": null"#))).unwrap().evidence;
        prop_assert_eq!(unknown.len(), 1);
        let mut with_unknown = known.clone();
        with_unknown.extend(unknown);
        prop_assert_eq!(
            engine.assess(&known).unwrap().to_json(),
            engine.assess(&with_unknown).unwrap().to_json()
        );
    }

    #[test]
    fn the_floor_never_falls_and_urgency_never_lies_below_it(entries in entries(40)) {
        let engine = Engine::builtin();
        let mut floor = heavylegs::Urgency::SelfCare;
        for known in 0..=entries.len() {
            let answer = engine.assess_with(&evidence(&entries[..known]), &everything()).unwrap();
            prop_assert!(answer.urgency_floor() >= floor);
            prop_assert!(answer.urgency() >= answer.urgency_floor());
            floor = answer.urgency_floor();
        }
    }

    #[test]
    fn probabilities_lie_between_0_and_1(entries in entries(60)) {
        let engine = Engine::builtin();
        let answer = engine.assess_with(&evidence(&entries), &everything().stability(true)).unwrap();
        let fine = |p: f64| (0.0..=1.0).contains(&p);
        prop_assert!(answer.none_of_these().is_none_or(fine));
        for cause in answer.causes() {
            let [low, high] = cause.range().unwrap();
            prop_assert!(fine(low) && fine(high) && low <= high, "{}", cause.id());
            prop_assert!((low..=high).contains(&cause.probability()), "{}", cause.id());
        }
        for symptom in answer.unexplained() {
            prop_assert!(fine(symptom.probability));
            prop_assert!(symptom.explained_by.iter().all(|share| fine(share.probability)));
        }
    }

    #[test]
    fn renaming_ids_permutes_the_answer(entries in entries(20)) {
        let engine = Engine::builtin();
        let (renamed, rename) = renamed();
        let answer = engine.assess_with(&evidence(&entries), &everything()).unwrap();
        let other: Vec<_> = entries.iter().map(|(id, f)| (rename(id), f.clone())).collect();
        let other = renamed.assess_with(&evidence(&other), &everything()).unwrap();
        for cause in answer.causes() {
            let same = other.causes().find(|other| other.id() == rename(cause.id())).unwrap();
            let apart = (cause.probability() - same.probability()).abs();
            prop_assert!(apart <= 1e-12, "{} {apart}", cause.id());
        }
    }
}

/// The built-in knowledge under other ids, in another order.
fn renamed() -> (Engine, impl Fn(&str) -> String) {
    static RENAMED: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
    let rename = |id: &str| format!("z{}", id.chars().rev().collect::<String>());
    let engine = RENAMED.get_or_init(|| {
        let knowledge = KnowledgeBase::builtin();
        let causes = knowledge.causes().iter().map(|cause| &cause.id);
        let observations = knowledge.observations().iter().map(|o| &o.id);
        let text = causes.chain(observations).fold(knowledge.to_json(), |text, id| {
            text.replace(&format!("\"{id}\""), &format!("\"{}\"", rename(id)))
        });
        Engine::new(KnowledgeBase::from_json(&text).unwrap())
    });
    (engine.clone(), rename)
}

/// P(cause) with one answer known.
fn posteriors(engine: &Engine, id: &str, finding: Finding) -> Vec<f64> {
    let compiled = engine.compile(&Evidence::new().with(id, finding)).unwrap();
    let mut workspace = heavylegs::Workspace::new();
    engine.posteriors_into(&compiled, &mut workspace).to_vec()
}

/// Answering one question truthfully does not move the mean posterior.
#[test]
fn answering_truthfully_does_not_inflate() {
    let engine = Engine::builtin();
    let knowledge = engine.knowledge();
    let priors: Vec<f64> =
        knowledge.causes().iter().filter(|c| c.scored).map(|c| c.prior.value).collect();
    for observation in knowledge.observations() {
        let answers: Vec<(f64, Finding)> = match (&observation.role, observation.levels()) {
            (Role::Symptom(symptom), _) => match &symptom.base {
                Some(base) => {
                    vec![(base.value, Finding::present()), (1.0 - base.value, Finding::absent())]
                }
                None => continue,
            },
            (_, Some(levels)) if !levels.shares.is_empty() => levels
                .shares
                .iter()
                .zip(&levels.ids)
                .map(|(share, id)| (*share, Finding::level(id)))
                .collect(),
            _ => continue,
        };
        let mut mean = vec![0.0; priors.len()];
        for (share, finding) in answers {
            let posteriors = posteriors(&engine, &observation.id, finding);
            mean.iter_mut().zip(posteriors).for_each(|(mean, p)| *mean += share * p);
        }
        for ((mean, prior), cause) in mean.iter().zip(&priors).zip(engine.scored_causes()) {
            let tolerance = match observation.role {
                _ if tests_in_rows(knowledge, cause, &observation.id) => 0.05,
                Role::Symptom(_) | Role::Factor(_) => 1e-9,
                // A band table may be off by a tenth in odds.
                Role::Measurement(_) => 0.12,
                // The clamp moves some rows; the validator lists those beyond a tenth.
                _ => 0.20,
            };
            let apart = (mean / prior - 1.0).abs();
            assert!(apart <= tolerance, "{} moves {cause} by {apart}", observation.id);
        }
    }
}

fn tests_in_rows(knowledge: &KnowledgeBase, cause: &str, observation: &str) -> bool {
    let rows = knowledge.cause(cause).map_or(&[][..], |cause| &cause.prior_when);
    let mut tested = false;
    for row in rows {
        row.when.each_observation(&mut |id, _| tested |= id == observation);
    }
    tested
}

#[test]
fn the_embedded_knowledge_is_canonical() {
    let embedded = KnowledgeBase::builtin();
    let read_again = KnowledgeBase::from_json(&embedded.to_json()).unwrap();
    assert_eq!(embedded.hash(), read_again.hash());
    let files: String = embedded.to_files().into_iter().map(|(_, text)| text).collect();
    assert_eq!(embedded.hash(), conformance::sha256(&files));
}

#[test]
fn overlays_compose_in_any_order() {
    let cause = |prior: f64| {
        format!(
            "family = \"place\"\nhorizon = \"hours\"\nprior = {{ value = {prior}, source = \"estimate\" }}\n[descriptors.trend]\nsource = \"estimate\"\nworse = {prior}\n"
        )
    };
    let text = |id: &str| format!("[causes.{id}]\nname = \"{id}\"\nsummary = \"A test.\"\n");
    let (first, second) = (cause(0.01), cause(0.02));
    let (one, two) = (text("acme_one"), text("beta_two"));
    let a = [("causes/acme_one.toml", first.as_str()), ("texts/en/acme.toml", one.as_str())];
    let b = [("causes/beta_two.toml", second.as_str()), ("texts/en/beta.toml", two.as_str())];
    let build = |builder: heavylegs::KnowledgeBuilder| builder.build().unwrap();
    let base = || KnowledgeBase::builder().builtin();
    let ab = build(base().overlay("acme", a).overlay("beta", b));
    let ba = build(base().overlay("beta", b).overlay("acme", a));
    assert_eq!(ab.hash(), ba.hash());
    assert_ne!(ab.hash(), KnowledgeBase::builtin().hash());
}

#[test]
fn after_the_first_call_nothing_is_allocated() {
    let engine = Engine::builtin();
    let evidence = Evidence::new()
        .present("tired_all_day")
        .present("no_spring")
        .absent("muscles_tender")
        .level("side", "both_alike")
        .number("sitting_hours_today", 9.0);
    let compiled = engine.compile(&evidence).unwrap();
    let mut workspace = heavylegs::Workspace::new();
    engine.posteriors_into(&compiled, &mut workspace);
    let counted = allocation_counter::measure(|| {
        for _ in 0..100 {
            engine.posteriors_into(&compiled, &mut workspace);
        }
    });
    assert_eq!(counted.count_total, 0);
    workspace.forget_plan();
    let planned_anew = allocation_counter::measure(|| {
        engine.posteriors_into(&compiled, &mut workspace);
    });
    assert_eq!(planned_anew.count_total, 0);
    let first = allocation_counter::measure(|| {
        engine.posteriors_into(&compiled, &mut heavylegs::Workspace::new());
    });
    assert!(first.count_total > 0, "the counter counts");
}

#[test]
fn compiled_evidence_belongs_to_its_engine() {
    let builtin = Engine::builtin();
    let (renamed, rename) = renamed();
    let id = "tired_all_day";
    let ours = builtin.compile(&Evidence::new().present(id)).unwrap();
    let theirs = renamed.compile(&Evidence::new().present(rename(id))).unwrap();
    let mut workspace = heavylegs::Workspace::new();
    let right = builtin.posteriors_into(&ours, &mut workspace).to_vec();
    // Another engine in between, and the wrong engine asked: neither changes a bit.
    assert_ne!(renamed.posteriors_into(&theirs, &mut workspace), right);
    assert_eq!(renamed.posteriors_into(&ours, &mut workspace), right);
    assert_eq!(renamed.network_json(&ours), builtin.network_json(&ours));
}

#[test]
fn public_types_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Engine>();
    shared::<KnowledgeBase>();
    shared::<Evidence>();
    shared::<heavylegs::Assessment>();
    shared::<heavylegs::EvidenceError>();
    shared::<heavylegs::KnowledgeError>();
}
