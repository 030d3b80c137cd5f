use proptest::prelude::*;

use super::{Athlete, Origin, Phase, Sex};
use crate::activity::{Activity, Record, Sport};
use crate::read::table::Units;
use crate::wellness::{Log, ScoreOf, WellnessDay, Worse};

const WHOLE: &str = r#"
sex = "female"
birth_year = 1984
height_cm = 170
mass_kg = 61.5
resting_heart_rate_bpm = 48
maximal_heart_rate_bpm = 184
threshold_pace = "4:30 /km"
time_zone = "Europe/Oslo"
units = "imperial"
phase = "build"

[next_race]
date = 2024-06-02
distance_km = 21.1

[scales.intervals]
fatigue = "1-4,high_is_worse"

[[shoes]]
name = "old pair"
gear = "Old Pair 2"
mass_g = 250
distance_km = 640
bought = "2023-01-31"
first_used = 2023-02-01

[[shoes]]
name = "new pair"
"#;

#[test]
fn every_field_is_read() {
    let athlete = Athlete::from_toml(WHOLE).unwrap();
    assert_eq!((athlete.sex, athlete.birth_year), (Some(Sex::Female), Some(1984)));
    assert_eq!((athlete.height_cm, athlete.mass_kg), (Some(170.0), Some(61.5)));
    assert_eq!((athlete.phase, athlete.units), (Some(Phase::Build), Some(Units::Imperial)));
    let race = athlete.next_race.unwrap();
    assert_eq!((race.day, race.distance_m), (19_876, Some(21_100.0))); // date -d 2024-06-02 +%s / 86400
    let scale = athlete.scales.get(Log::Intervals, ScoreOf::Fatigue).unwrap();
    assert_eq!(scale.worse, Some(Worse::High));
    let [old, new] = athlete.shoes.as_slice() else { panic!("{:?}", athlete.shoes) };
    assert_eq!((old.distance_m, old.mass_g), (Some(640_000.0), Some(250.0)));
    assert_eq!((old.bought_day, old.first_used_day), (Some(19_388), Some(19_389)));
    assert_eq!((new.name.as_str(), new.distance_m), ("new pair", None));
    assert!(athlete.table_options().zone.is_some());
}

#[test]
fn nothing_needs_to_be_said() {
    assert_eq!(Athlete::from_toml("").unwrap(), Athlete::default());
}

#[test]
fn every_problem_is_told_with_its_line_and_what_to_do() {
    let text = "sex = 'femal'\nheigth_cm = 170\nmass_kg = 'sixty'\nresting_heart_rate_bpm = 480\n\
        threshold_pace = '4:30'\ntime_zone = 'Europe/Olso'\nscales.intervals.fatigue = '1-4'\n\
        next_race.date = 'soon'\n[[shoes]]\nmas_g = 3\n";
    let error = Athlete::from_toml(text).unwrap_err();
    let told: Vec<(&str, &str)> =
        error.diagnostics().iter().map(|d| (d.place.split(',').next().unwrap(), d.code)).collect();
    let expected = [
        ("line 1", "athlete.word"),
        ("line 2", "athlete.unknown_key"),
        ("line 3", "athlete.kind"),
        ("line 4", "athlete.range"),
        ("line 5", "athlete.pace"),
        ("line 6", "athlete.time_zone"),
        ("line 7", "athlete.scale"),
        ("line 8", "athlete.date"),
        ("line 9", "athlete.no_name"),
        ("line 10", "athlete.unknown_key"),
    ];
    assert_eq!(told, expected);
    assert!(error.diagnostics().iter().all(|d| d.help.is_some()));
    let text = error.to_string();
    assert!(text.contains("did you mean `height_cm`?") && text.contains("did you mean `mass_g`?"));
    assert!(text.contains("line 10, shoes[0].mas_g"), "{text}");
}

#[test]
fn what_is_no_toml_has_a_line_too() {
    let error = Athlete::from_toml("sex = 'male'\nheight_cm = = 3\n").unwrap_err();
    assert_eq!((error.code(), error.diagnostics()[0].place.as_str()), ("athlete.syntax", "line 2"));
    assert_eq!(Athlete::from_toml(&" ".repeat(2 << 20)).unwrap_err().code(), "athlete.too_large");
}

#[test]
fn a_pace_per_mile_is_one_per_kilometre() {
    let pace = |text: &str| {
        let athlete = Athlete::from_toml(&format!("threshold_pace = '{text}'"));
        athlete.ok().and_then(|athlete| athlete.threshold_pace_s_per_km)
    };
    assert!((pace("7:15 /mi").unwrap() - 435.0 / 1.609_344).abs() < 1e-9);
    assert_eq!(pace("4:30/km"), Some(270.0));
    for wrong in ["4:3 /km", "4:60 /km", "0:30 /km", "4.5 /km", "4:30 /m", "-4:30 /km", "99:00 /km"]
    {
        assert_eq!(pace(wrong), None, "{wrong}");
    }
}

fn run(rates: &[f32], is_race: bool) -> Activity {
    let mut run = Activity { sport: Some(Sport::Run), ..Activity::default() };
    run.summary.is_race = Some(is_race);
    for (at, bpm) in (0_u16..).zip(rates) {
        let heart_rate_bpm = Some(*bpm);
        let time_s = f64::from(at) * 5.0;
        run.records.push(&Record { time_s, heart_rate_bpm, ..Record::default() });
    }
    run
}

#[test]
fn the_highest_heart_rate_is_known_held_or_by_age() {
    let born = Athlete::from_toml("birth_year = 1984").unwrap();
    let by_age = born.maximal_heart_rate(&[], 2024).unwrap();
    assert!((by_age.value - 180.0).abs() < 1e-9);
    assert!(matches!(by_age.origin, Origin::Estimated { how } if how.contains("Tanaka")));

    // A single peak of a sensor is none that was held; six records of five seconds are half a minute.
    let race = [&[215.0][..], &[176.0; 6], &[150.0; 20]].concat();
    let held = born.maximal_heart_rate(&[run(&race, true)], 2024).unwrap();
    assert!((held.value - 176.0).abs() < 1e-9, "{held:?}");
    let easy = born.maximal_heart_rate(&[run(&race, false)], 2024).unwrap();
    assert!((easy.value - 180.0).abs() < 1e-9, "{easy:?}");
    let above = born.maximal_heart_rate(&[run(&[189.0; 30], false)], 2024).unwrap();
    assert!((above.value - 189.0).abs() < 1e-9, "{above:?}");

    assert_eq!(Athlete::default().maximal_heart_rate(&[run(&race, false)], 2024), None);
    let known = Athlete::from_toml("maximal_heart_rate_bpm = 190").unwrap();
    assert_eq!(known.maximal_heart_rate(&[run(&race, true)], 2024).unwrap().origin, Origin::Known);
}

#[test]
fn rest_is_the_median_of_enough_mornings() {
    let morning =
        |bpm: f64| WellnessDay { resting_heart_rate_bpm: Some(bpm), ..WellnessDay::default() };
    let mornings: Vec<WellnessDay> = [50.0, 48.0, 70.0, 47.0, 49.0].map(morning).to_vec();
    let rest = Athlete::default().resting_heart_rate(&mornings).unwrap();
    assert!((rest.value - 49.0).abs() < 1e-9);
    assert_eq!(Athlete::default().resting_heart_rate(&mornings[..4]), None);
}

proptest! {
    #[test]
    fn any_text_is_a_profile_or_told(text in "\\PC{0,60}|([a-z_]{1,12} = [0-9a-z'\\[\\]{}.=-]{0,12}\n){0,6}") {
        if let Err(error) = Athlete::from_toml(&text) {
            prop_assert!(!error.diagnostics().is_empty());
            prop_assert!(error.diagnostics().iter().all(|d| !d.code.is_empty()));
        }
    }
}
