//! The tables of real people beside the checkout, if they are there, against counts by other means.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use heavylegs_training::{
    Diagnostic, DiagnosticLevel, Reading, Sport, TableOptions, VariabilityKind, Worse, Zone,
    read_table,
};

/// Returns the folder of real files: `HEAVYLEGS_SHARED`, else `shared` beside the checkout.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("HEAVYLEGS_SHARED").map_or(beside, PathBuf::from);
    let data = shared.join("data");
    if !data.is_dir() {
        eprintln!("skipped: no real files in {}", data.display());
        return None;
    }
    Some(data)
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn options() -> TableOptions {
    let mut options = TableOptions::default();
    options.zone = Zone::parse("Europe/Oslo");
    options
}

fn read(path: &Path) -> Reading {
    let name = path.file_name().unwrap().to_string_lossy();
    read_table(&name, &std::fs::read(path).unwrap(), &options())
}

/// Returns the lines that hold something, without the header.
fn rows(path: &Path) -> usize {
    let text = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
    text.lines().filter(|line| !line.trim().is_empty()).count() - 1
}

#[test]
fn every_table_gives_as_many_entries_as_it_has_rows() {
    let Some(data) = data() else { return };
    let tables = files(&data, "csv");
    assert!(tables.len() > 20, "only {} tables", tables.len());
    for path in tables {
        let reading = read(&path);
        let found = reading.activities.len() + reading.days.len();
        assert_eq!(found, rows(&path), "{}: {:?}", path.display(), reading.diagnostics);
        // A morning on which a phone found no pulse.
        let is_zero = |d: &Diagnostic| d.message.starts_with("`0.0` is not a number");
        let lost = |d: &&Diagnostic| d.level != DiagnosticLevel::Note && !is_zero(d);
        let lost: Vec<_> = reading.diagnostics.iter().filter(lost).collect();
        assert!(lost.is_empty(), "{}: {lost:?}", path.display());
    }
}

/// Counts how often a text occurs: a parser of JSON that knows nothing.
fn occurrences(path: &Path, text: &str) -> usize {
    std::fs::read_to_string(path).unwrap().matches(text).count()
}

/// Counts the different days with a main sleep; some have two.
fn days_of_waking(path: &Path) -> usize {
    let text = std::fs::read_to_string(path).unwrap();
    let nights: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let main = nights.iter().filter(|night| night["mainSleep"] == true);
    main.map(|night| night["dateOfSleep"].as_str().unwrap()).collect::<BTreeSet<_>>().len()
}

#[test]
fn every_list_of_fitbit_gives_its_entries() {
    let Some(data) = data() else { return };
    for path in files(&data.join("pmdata"), "json") {
        let reading = read(&path);
        assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
        match path.file_stem().unwrap().to_str().unwrap() {
            "exercise" => {
                assert_eq!(reading.activities.len(), occurrences(&path, "\"activityName\""));
                let measured = reading.activities.iter().filter(|a| a.summary.distance_m.is_some());
                let zero = occurrences(&path, "\"distance\": 0.0,");
                assert_eq!(measured.count(), occurrences(&path, "\"distanceUnit\"") - zero);
            }
            "resting_heart_rate" => {
                let all = occurrences(&path, "\"dateTime\"");
                assert_eq!(reading.days.len(), all - occurrences(&path, "\"value\": 0.0"));
            }
            "sleep" => assert_eq!(reading.days.len(), days_of_waking(&path)),
            other => panic!("no test for {other}"),
        }
    }
}

#[test]
fn sore_areas_are_named_where_soreness_is_low() {
    let Some(data) = data() else { return };
    let (mut low, mut high) = ((0, 0), (0, 0));
    for path in files(&data.join("pmdata"), "csv") {
        for day in read(&path).days.iter().filter(|day| !day.scores.is_empty()) {
            let soreness = day.scores.iter().find(|s| s.of.name() == "soreness");
            let Some(soreness) = soreness else { continue };
            assert_eq!(soreness.worse, Some(Worse::Low));
            let count = if soreness.value < 2.5 { &mut low } else { &mut high };
            count.0 += usize::from(!day.hurts.is_empty());
            count.1 += 1;
        }
    }
    // What makes low the bad end: `data/README.md`.
    assert!(low.0 * 10 > low.1 * 8 && high.0 * 100 < high.1, "{low:?} {high:?}");
}

#[test]
fn mornings_of_the_apps_have_their_kind_and_their_day() {
    let Some(data) = data() else { return };
    let android = read(&data.join("goldencheetah/hrv4training_android_1.csv"));
    let days: Vec<i32> = android.days.iter().map(|day| day.day).collect();
    // The only order in which a person measures nearly every day, and not once a month.
    assert!(days.is_sorted() && days.last().unwrap() - days[0] < 80, "{days:?}");
    for name in ["hrv4training_android_1", "hrv4training_ios_short", "elitehrv_export"] {
        let reading = read(&data.join(format!("goldencheetah/{name}.csv")));
        let kinds: Vec<_> = reading.days.iter().filter_map(|d| Some(d.variability?.kind)).collect();
        assert!(kinds.iter().all(|kind| *kind == VariabilityKind::Rmssd));
        // One morning of one file has none.
        assert!(kinds.len() + 1 >= reading.days.len());
    }
    // The 40.87 ms of the first row, and not its score of 57.
    let elite = read(&data.join("goldencheetah/elitehrv_export.csv"));
    assert!((elite.days[0].variability.unwrap().value_ms - 40.87).abs() < 1e-9);
}

#[test]
fn sessions_are_runs_where_the_tags_say_so() {
    let Some(data) = data() else { return };
    for path in files(&data.join("pmdata"), "csv") {
        if path.file_name().unwrap() != "srpe.csv" {
            continue;
        }
        let reading = read(&path);
        let runs = reading.activities.iter().filter(|a| a.sport == Some(Sport::Run)).count();
        assert_eq!(runs, occurrences(&path, "'running'"), "{}", path.display());
    }
}
