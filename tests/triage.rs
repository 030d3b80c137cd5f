//! Warning signs: what fires, what is to be asked again, and what a coach sees of it.

#![expect(clippy::unwrap_used, reason = "a test that can't read its input must fail")]

use heavylegs::{Activity, Assessment, Engine, Evidence, Finding, Options, Urgency};
use proptest::prelude::*;

fn assess(evidence: &Evidence) -> Assessment {
    Engine::builtin().assess(evidence).unwrap()
}

/// The universal screen, all denied.
fn screened() -> Evidence {
    let engine = Engine::builtin();
    let screen = engine.knowledge().screens().iter().find(|screen| screen.universal).unwrap();
    screen.observations.iter().fold(Evidence::new(), Evidence::absent)
}

fn is_pending(answer: &Assessment, id: &str) -> bool {
    answer.pending_red_flags().iter().any(|flag| flag.red_flag == id)
}

fn asks(answer: &Assessment, id: &str) -> bool {
    answer.pending_red_flags().iter().flat_map(|flag| &flag.ask).any(|question| question.id == id)
}

#[test]
fn what_fired_when_it_was_said_is_asked_again_when_it_has_expired() {
    let old = |days: f64| Finding::present().days_ago(days);
    let evidence = |days| screened().with("one_leg_swollen", old(days));
    assert_eq!(assess(&evidence(1.0)).urgency_floor(), Urgency::SameDay);
    let later = assess(&evidence(30.0));
    assert_eq!(later.urgency_floor(), Urgency::SelfCare);
    assert!(asks(&later, "one_leg_swollen"));
    assert!(!later.to_string().contains("No warning signs in your answers"));
}

#[test]
fn a_likelihood_settles_nothing_for_a_rule() {
    let one_leg = || screened().level("side", "one_leg");
    for pair in [(0.9, 0.1), (0.99, 0.01), (0.5, 1.0), (1.0, 0.01)] {
        let swollen = Finding::likelihood(pair.0, pair.1);
        let answer = assess(&one_leg().with("one_leg_swollen", swollen));
        assert!(asks(&answer, "one_leg_swollen"), "{pair:?}");
    }
    assert!(asks(&assess(&one_leg()), "one_leg_swollen"));
    assert!(!asks(&assess(&one_leg().absent("one_leg_swollen")), "one_leg_swollen"));
}

#[test]
fn a_level_where_a_number_decides_is_asked_for_the_number() {
    let coarse = screened()
        .level("run_minutes", "over_120")
        .level("body_mass_lost_in_run", "gained")
        .present("dizzy_or_headache");
    assert!(asks(&assess(&coarse), "run_minutes"));
}

#[test]
fn whoever_is_to_be_seen_today_does_not_run_before() {
    let evidence = Evidence::new()
        .present("one_leg_warm_or_red")
        .present("takes_hormones")
        .present("travel_over_4_h")
        .level("side", "one_leg")
        .level("lasting", "days");
    let answer = assess(&evidence);
    assert!(answer.urgency() >= Urgency::SameDay, "the case must reach `today`");
    assert!(answer.activity() >= Activity::RestToday);
    assert!(answer.recommendations().iter().all(|advice| advice.needs_clinician));
}

#[test]
fn a_coach_sees_how_urgent_but_not_what_is_private() {
    let coach = Options::default().redact_sensitive(true);
    let engine = Engine::builtin();
    let see = |evidence: &Evidence| engine.assess_with(evidence, &coach).unwrap().to_json();
    let pregnant = see(&Evidence::new().level("pregnant_or_postpartum", "pregnant"));
    assert!(!pregnant.contains("pregnan"), "{pregnant}");
    let answer = see(&Evidence::new().present("low_spirits").present("thoughts_of_self_harm"));
    assert!(answer.contains("An answer that is private needs attention."));
    assert!(!answer.contains("self_harm") && !answer.contains("hurt"), "{answer}");
}

#[test]
fn a_leader_that_is_not_shown_leaves_no_other_leader() {
    let coach = Options::default().redact_sensitive(true).top(1000);
    let evidence = Evidence::new()
        .present("dieting")
        .present("periods_stopped")
        .present("feels_cold_often")
        .present("low_spirits")
        .level("has_periods", "yes")
        .level("lasting", "months_1_to_3");
    let engine = Engine::builtin();
    let all = engine.assess_with(&evidence, &Options::default().top(1000)).unwrap();
    assert_eq!(all.causes().next().unwrap().id(), "low_energy_availability");
    assert!(all.coverage().names_a_leader);
    let seen = engine.assess_with(&evidence, &coach).unwrap();
    assert!(seen.causes().all(|cause| cause.id() != "low_energy_availability"));
    assert!(!seen.coverage().names_a_leader);
    assert_eq!(seen.first_place_survives(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// A rule of today or now that held when its answers were given holds or is pending at every age.
    #[test]
    fn no_red_flag_is_forgotten(at in 0_usize..1000, days in 0.0..400.0f64) {
        static ENGINE: std::sync::LazyLock<Engine> = std::sync::LazyLock::new(Engine::builtin);
        let flags = ENGINE.knowledge().red_flags();
        let flag = &flags[at % flags.len()];
        prop_assume!(flag.urgency >= Urgency::SameDay);
        let mut answers = Vec::new();
        satisfy(&flag.when, &mut answers);
        let evidence = answers.into_iter().fold(screened(), |mut evidence, (id, finding)| {
            // An answer takes the place of the denial on the screen.
            evidence = evidence.into_iter().filter(|(known, _)| *known != id).fold(
                Evidence::new(),
                |kept, (id, finding)| kept.with(id, finding),
            );
            evidence.with(id, finding.days_ago(days))
        });
        let answer = assess(&evidence);
        let holds = answer.urgency_reasons().iter().any(|r| r.red_flag.as_ref() == Some(&flag.id));
        prop_assert!(holds || is_pending(&answer, &flag.id), "{} after {days} days", flag.id);
    }
}

/// A set of answers that makes a condition hold.
fn satisfy(condition: &heavylegs::Condition, answers: &mut Vec<(String, Finding)>) {
    use heavylegs::{Comparison, Condition, Test};
    match condition {
        Condition::All(parts) => parts.iter().for_each(|part| satisfy(part, answers)),
        Condition::TwoOf(parts) => parts.iter().take(2).for_each(|part| satisfy(part, answers)),
        Condition::Any(parts) => satisfy(parts.first().unwrap(), answers),
        Condition::Known { observation, test } => {
            let finding = match test {
                Test::Present => Finding::present(),
                Test::Absent => Finding::absent(),
                Test::Levels(levels) => Finding::level(levels.first().unwrap()),
                Test::Compare(Comparison::Less, value) => Finding::number(value - 1e-3),
                Test::Compare(Comparison::More, value) => Finding::number(value + 1e-3),
                Test::Compare(_, value) => Finding::number(*value),
                other => unreachable!("{other:?}"),
            };
            answers.retain(|(id, _)| id != observation);
            answers.push((observation.clone(), finding));
        }
        other => unreachable!("{other:?}"),
    }
}
