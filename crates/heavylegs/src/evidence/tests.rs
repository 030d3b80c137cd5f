//! Evidence to JSON and back.

use proptest::prelude::*;

use super::{Evidence, Finding, Given, Origin};
use crate::{Engine, read_evidence};

fn given() -> impl Strategy<Value = Given> {
    let level = prop_oneof!["[a-z]{1,3}", Just("present".to_owned()), Just("unknown".to_owned())];
    let number = prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO;
    prop_oneof![
        Just(Given::Present),
        Just(Given::Absent),
        Just(Given::Unknown),
        prop::collection::vec(level.clone(), 0..4).prop_map(Given::Levels),
        level.prop_map(|level| Finding::level(level).given),
        (number, prop::option::of("[a-zA-Z/]{0,3}"))
            .prop_map(|(value, unit)| Given::Number { value, unit }),
        (number, number).prop_map(|(a, b)| Given::Likelihood(a, b)),
    ]
}

fn finding() -> impl Strategy<Value = Finding> {
    let origin = prop::sample::select(vec![Origin::Answer, Origin::Device, Origin::Log]);
    (given(), origin, prop::option::of(-1.0..1e4f64))
        .prop_map(|(given, origin, days_ago)| Finding { given, origin, days_ago })
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same(
        findings in prop::collection::btree_map("[a-z]{1,3}", finding(), 0..6)
    ) {
        let evidence: Evidence = findings.into_iter().collect();
        let json = serde_json::to_value(&evidence).unwrap();
        prop_assert_eq!(&read_evidence(json).unwrap(), &evidence);
        let text = serde_json::to_string(&evidence).unwrap();
        let again = read_evidence(&mut serde_json::Deserializer::from_str(&text)).unwrap();
        prop_assert_eq!(again, evidence);
    }
}

#[test]
fn the_short_form_is_written_where_there_is_one() {
    let evidence = Evidence::new()
        .present("a")
        .absent("b")
        .level("c", "some")
        .number("d", 9.5)
        .with("e", Finding::number_in(3.0, "min"))
        .with("f", Finding::present().origin(Origin::Log))
        .with("g", Finding::likelihood(0.9, 0.1).days_ago(2.0));
    let text = serde_json::to_string(&evidence).unwrap();
    let wanted = r#"{"a":true,"b":false,"c":"some","d":9.5,"e":{"value":3.0,"unit":"min"},"f":{"value":true,"origin":"log"},"g":{"likelihood":[0.9,0.1],"days_ago":2.0}}"#;
    assert_eq!(text, wanted);
}

#[test]
fn numbers_that_json_cannot_hold_are_not_written_as_unknown() {
    for finding in [
        Finding::number(f64::NAN),
        Finding::likelihood(f64::INFINITY, 1.0),
        Finding::present().days_ago(f64::NAN),
    ] {
        assert!(serde_json::to_string(&Evidence::new().with("a", finding)).is_err());
    }
}

#[test]
fn reserved_words_are_answers() {
    assert_eq!(Finding::level("present"), Finding::present());
    assert_eq!(Finding::level("absent"), Finding::absent());
    assert_eq!(Evidence::new().level("a", "unknown").get("a").unwrap().given, Given::Unknown);
}

#[test]
fn entries_are_found_and_taken_out() {
    let finding = Finding::number(1.0).origin(Origin::Device).days_ago(3.0);
    let mut evidence: Evidence =
        [("a", finding.clone()), ("b", Finding::absent())].into_iter().collect();
    assert_eq!(evidence.get("a").map(Finding::is_from), Some(Origin::Device));
    assert_eq!(evidence.get("a").and_then(Finding::age_days), Some(3.0));
    assert_eq!(evidence.iter().map(|(id, _)| id).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(evidence, Evidence::new().absent("b").with("a", finding.clone()));
    evidence.insert("a", Finding::present());
    assert_eq!(evidence.remove("a"), Some(finding));
    assert_eq!((evidence.remove("a"), evidence.len()), (None, 1));
}

#[test]
fn units_are_read_whatever_their_capitals() {
    let engine = Engine::builtin();
    let report = |unit: &str| {
        let evidence = Evidence::new().with("haemoglobin", Finding::number_in(10.2, unit));
        engine.assess(&evidence).map(|answer| answer.to_json())
    };
    assert_eq!(report("g/dl").unwrap(), report("g/dL").unwrap());
    assert!(report("g/d").is_err());
}
