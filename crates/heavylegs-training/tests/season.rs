//! The made-up season of the examples, as far as it is no recording.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::path::{Path, PathBuf};

use heavylegs_training::{Athlete, Reading, ScoreOf, WellnessDay, read_table};

fn season() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/season")
}

fn athlete() -> Athlete {
    Athlete::from_toml(&std::fs::read_to_string(season().join("athlete.toml")).unwrap()).unwrap()
}

fn log() -> Reading {
    let bytes = std::fs::read(season().join("wellness.csv")).unwrap();
    read_table("wellness.csv", &bytes, &athlete().table_options())
}

#[test]
fn the_profile_names_two_pairs_of_shoes() {
    assert_eq!(athlete().shoes.len(), 2);
    assert!(athlete().zone.is_some());
}

/// Returns the mean of what the days of a cause hold.
fn mean(cause: &str, of: fn(&WellnessDay) -> Option<f64>) -> f64 {
    let text = std::fs::read_to_string(season().join("truth.json")).unwrap();
    let truth: serde_json::Value = serde_json::from_str(&text).unwrap();
    let range = if cause == "quiet" { &truth["quiet"][0] } else { &truth["causes"][cause] };
    let day = |key: &str| {
        let table = format!("date,ill\n{},no\n", range[key].as_str().unwrap());
        read_table("day", table.as_bytes(), &athlete().table_options()).days[0].day
    };
    let (from, to) = (day("from"), day("to"));
    let days = log().days;
    let found: Vec<f64> =
        days.iter().filter(|d| (from..=to).contains(&d.day)).filter_map(of).collect();
    assert!(found.len() > 5, "{cause}: {} days", found.len());
    found.iter().sum::<f64>() / f64::from(u32::try_from(found.len()).unwrap())
}

fn fatigue(day: &WellnessDay) -> Option<f64> {
    day.scores.iter().find(|score| score.of == ScoreOf::Fatigue).map(|score| score.value)
}

#[test]
fn the_log_shows_what_is_hidden_in_it() {
    assert!(log().diagnostics.is_empty(), "{:?}", log().diagnostics);
    assert!((100..126).contains(&log().days.len()));
    let slept = |cause| mean(cause, |day| day.sleep_hours);
    assert!(slept("quiet") - slept("short_sleep") > 1.5);
    let rest = |cause| mean(cause, |day| day.resting_heart_rate_bpm);
    assert!(rest("load_ramp") > rest("quiet"));
    for cause in ["load_ramp", "short_sleep", "heat"] {
        assert!(mean(cause, fatigue) < mean("quiet", fatigue), "{cause}: low is worse");
    }
}
