//! Files that real watches wrote, against what an independent parser read out of them.
//!
//! They are not part of the project: `HEAVYLEGS_SHARED` names the folder that holds them, else `../shared` beside the checkout is looked
//! at. Without them these tests say so and pass.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use heavylegs_training::{Activity, Reading, Sport, read_bytes};
use serde_json::Value;

/// Returns the folder of the real files, or says that it is missing.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = env::var_os("HEAVYLEGS_SHARED").map_or(beside, PathBuf::from);
    let data = shared.join("data");
    if !data.join("manifest.json").is_file() {
        eprintln!("skipped: no real files at {}", data.display());
        return None;
    }
    Some(data)
}

fn manifest(data: &Path) -> Vec<Value> {
    let text = fs::read_to_string(data.join("manifest.json")).unwrap();
    let entries: Vec<Value> = serde_json::from_str(&text).unwrap();
    entries
        .into_iter()
        .filter(|entry| ["fit", "tcx", "gpx"].contains(&entry["format"].as_str().unwrap_or("")))
        .collect()
}

fn read(data: &Path, file: &str) -> Reading {
    read_bytes(file, &fs::read(data.join(file)).unwrap())
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

fn near(a: f64, b: f64, share: f64) -> bool {
    (a - b).abs() <= share * b.abs().max(1.0)
}

/// Records that were read, joined with another of the same moment, or left out as days away.
fn counted(reading: &Reading) -> usize {
    let joined = reading
        .diagnostics
        .iter()
        .filter(|note| ["read.times_repeated", "read.times_stray"].contains(&note.code));
    let joined: usize =
        joined.map(|note| note.message.split(' ').next().unwrap().parse::<usize>().unwrap()).sum();
    joined + reading.activities.iter().map(|activity| activity.records.len()).sum::<usize>()
}

fn distance(activity: &Activity) -> Option<f64> {
    let records = activity.records.distance_m.iter().flatten().last().map(f64::from);
    activity.summary.distance_m.or(records)
}

#[test]
#[expect(
    clippy::cast_precision_loss,
    clippy::too_many_lines,
    reason = "few records; a list of checks"
)]
fn every_activity_agrees_with_an_independent_parser() {
    let Some(data) = data() else { return };
    let entries = manifest(&data);
    assert!(entries.len() > 100, "only {} files", entries.len());
    let mut wrong = Vec::new();
    for entry in entries.iter().filter(|entry| entry["kind"] == "activity") {
        let file = entry["file"].as_str().unwrap();
        let reading = read(&data, file);
        let mut check = |what: &str, is_right: bool, seen: String| {
            if !is_right {
                wrong.push(format!("{file}: {what}: {seen}; {:?}", reading.diagnostics));
            }
        };
        check("one activity", reading.activities.len() == 1, reading.activities.len().to_string());
        let Some(activity) = reading.activities.first() else { continue };
        check("complete", !activity.source.is_partial, String::new());
        let records = entry["records"].as_u64().unwrap();
        check(
            "records",
            counted(&reading) as u64 == records,
            format!("{} of {records}", counted(&reading)),
        );
        let laps = entry["laps"].as_u64().unwrap();
        check(
            "laps",
            entry["format"] == "gpx" || activity.laps.len() as u64 == laps,
            format!("{} of {laps}", activity.laps.len()),
        );
        if let Some(expected) = number(&entry["distance_m"]) {
            let seen = distance(activity).unwrap_or(-1.0);
            check("distance", near(seen, expected, 0.005), format!("{seen} of {expected}"));
        }
        if let Some(expected) = number(&entry["duration_s"]) {
            // For FIT the clock of the session, for XML from the first to the last point.
            let last = activity
                .records
                .time_s
                .last()
                .zip(activity.records.time_s.first())
                .map(|(l, f)| l - f);
            let seen = if entry["format"] == "fit" { activity.summary.moving_s } else { last };
            let seen = seen.unwrap_or(-1.0);
            check("duration", near(seen, expected, 0.005), format!("{seen} of {expected}"));
        }
        let share = |name: &str| number(&entry["fields"][name]).unwrap_or(0.0);
        for (name, channel) in [
            ("hr", &activity.records.heart_rate_bpm),
            ("cadence", &activity.records.cadence_spm),
            ("power", &activity.records.power_w),
            ("speed", &activity.records.speed_m_per_s),
            ("altitude", &activity.records.altitude_m),
            ("gct", &activity.records.contact_time_ms),
            ("vo", &activity.records.vertical_oscillation_mm),
            ("step_length", &activity.records.step_length_mm),
            ("temp", &activity.records.temperature_c),
        ] {
            let seen = channel.known() as f64 / activity.records.len().max(1) as f64;
            // A contact or an oscillation of zero counts as known there and as unknown here.
            let is_zeroed = ["gct", "vo"].contains(&name) && seen > 0.0 && seen < share(name);
            check(
                name,
                is_zeroed || (seen - share(name)).abs() < 0.02,
                format!("{seen:.3} of {}", share(name)),
            );
        }
        let mean = activity.records.heart_rate_bpm.mean();
        // Means over irregular records weigh them alike; only a record a second can be compared closely.
        let is_each_second = records as f64 > 0.9 * activity.summary.moving_s.unwrap_or(f64::MAX);
        if let Some((mean, said)) = mean.zip(activity.summary.heart_rate_mean_bpm) {
            let share = if is_each_second { 0.01 } else { 0.04 };
            check("heart rate", near(mean, said, share), format!("{mean} of {said}"));
        }
        let start =
            entry["start"].as_str().unwrap_or_default().replace("+00:00", "Z").replace(' ', "T");
        let expected = start.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second);
        // Polar writes a lap that begins a second before its first point, which is the start in the manifest.
        let is_near = activity
            .start_s
            .zip(expected)
            .map_or(activity.start_s == expected, |(a, b)| a.abs_diff(b) <= 1);
        check("start", is_near, format!("{:?} of {expected:?}", activity.start_s));
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn damaged_files_give_what_they_hold_and_say_what_is_wrong() {
    let Some(data) = data() else { return };
    // File, activities, records (joined ones too), the code that must be among the diagnostics.
    let cases: [(&str, usize, usize, Option<&str>); 11] = [
        ("bad_file_crc.fit", 1, 14, Some("fit.checksum")),
        ("chained_second_header_corrupt.fit", 1, 14, Some("fit.trailing_bytes")),
        ("unexpected_eof.fit", 1, 14, Some("fit.truncated")),
        // Its length was never written; an independent parser gave nothing of it.
        ("not_really_fit.fit", 1, 2319, Some("fit.unfinished")),
        ("inverted_times.fit", 1, 885, Some("read.times_contradict")),
        ("strava_app_undefined_local_message.fit", 1, 473, Some("fit.undefined_message")),
        ("sdk_activity_truncated.fit", 1, 14, None),
        ("triathlon_summary_first.fit", 5, 4043, None),
        ("triathlon_summary_last.fit", 5, 4043, None),
        ("not_activity_monitoring.fit", 0, 0, Some("fit.not_activity")),
        ("undeclared_namespace_a.gpx", 1, 4040, None),
    ];
    for (file, activities, records, code) in cases {
        let reading = read(&data, &format!("malformed/{file}"));
        let notes = &reading.diagnostics;
        assert_eq!(
            (reading.activities.len(), counted(&reading)),
            (activities, records),
            "{file}: {notes:?}"
        );
        assert!(
            code.is_none_or(|code| notes.iter().any(|note| note.code == code)),
            "{file}: {notes:?}"
        );
        assert!(activities > 0 || !notes.is_empty(), "{file} gives nothing and says nothing");
    }
}

#[test]
fn a_triathlon_is_five_activities_whichever_way_it_is_written() {
    let Some(data) = data() else { return };
    let first = read(&data, "malformed/triathlon_summary_first.fit");
    let last = read(&data, "malformed/triathlon_summary_last.fit");
    let sports: Vec<_> = first.activities.iter().map(|activity| activity.sport.unwrap()).collect();
    assert_eq!(sports, [Sport::Swim, Sport::Other, Sport::Ride, Sport::Other, Sport::Run]);
    for (a, b) in first.activities.iter().zip(&last.activities) {
        assert_eq!(
            (a.start_s, &a.summary.distance_m, a.records.len()),
            (b.start_s, &b.summary.distance_m, b.records.len())
        );
        let (said, seen) =
            (a.summary.distance_m.unwrap(), a.records.distance_m.iter().flatten().last().unwrap());
        assert!(
            (said - f64::from(seen)).abs() < 0.02 * said + 15.0,
            "{:?}: {seen} of {said}",
            a.sport
        );
    }
}

#[test]
fn twins_of_one_run_agree() {
    let Some(data) = data() else { return };
    let twins = [
        ("connectstats/fr610_20121019.fit", "connectstats/fr610_20121019.tcx", 0.005),
        (
            "goldencheetah/fr15_20141011_10k_race_nohr.fit",
            "goldencheetah/fr15_20141011_10k_race_nohr.tcx",
            0.005,
        ),
        // GPX has no distances: they are measured along the positions, which cut corners and tremble.
        ("sports-lib/fr945_20190615_14k.fit", "sports-lib/fr945_20190615_14k.gpx", 0.025),
        ("sports-lib/vivoactivehr_20171008.fit", "sports-lib/vivoactivehr_20171008.gpx", 0.025),
    ];
    for (fit, other, share) in twins {
        let (fit, other) = (read(&data, fit), read(&data, other));
        let (a, b) = (&fit.activities[0], &other.activities[0]);
        let name = &b.source.file;
        assert_eq!((a.start_s, a.sport), (b.start_s, b.sport), "{name}");
        assert!(
            near(distance(a).unwrap(), distance(b).unwrap(), share),
            "{name}: {:?} {:?}",
            distance(a),
            distance(b)
        );
        for (a, b) in [
            (&a.records.heart_rate_bpm, &b.records.heart_rate_bpm),
            (&a.records.cadence_spm, &b.records.cadence_spm),
        ] {
            let (a, b) = (a.mean().unwrap_or(0.0), b.mean().unwrap_or(0.0));
            assert!(near(a, b, 0.01), "{name}: {a} and {b}");
        }
    }
}

#[test]
fn traps_of_single_files() {
    let Some(data) = data() else { return };
    let relative = read(&data, "fitdecode/fr70_antfs_relative_time.fit");
    assert_eq!((relative.activities[0].start_s, relative.activities[0].utc_offset_s), (None, None));
    assert!(relative.diagnostics.iter().any(|note| note.code == "fit.relative_time"));

    let east = read(&data, "coros-pace3/run_20250930T221154Z.fit");
    assert_eq!(east.activities[0].utc_offset_s, Some(8 * 3600));

    let hrv = read(&data, "goldencheetah/suunto_20190317_20k_hrv.fit");
    let beats = &hrv.activities[0].beats_s;
    let seconds: f64 = beats.iter().map(|beat| f64::from(*beat)).sum();
    assert!(
        beats.len() > 10_000 && near(seconds, 6642.0, 0.1),
        "{} beats, {seconds} s",
        beats.len()
    );

    let stryd = &read(&data, "goldencheetah/vivoactivehr_20190216_stryd.fit").activities[0];
    let mean = |channel: &heavylegs_training::Channel| channel.mean().unwrap();
    assert!((250.0..350.0).contains(&mean(&stryd.records.power_w)));
    assert!((60.0..100.0).contains(&mean(&stryd.records.vertical_oscillation_mm)));

    let paused = &read(&data, "sports-lib/suunto_20200304_trail_paused.fit").activities[0];
    assert_eq!(paused.pauses.len(), 2, "{:?}", paused.pauses);
}

/// Every file cut at many places: never a panic, never more records than the whole.
#[test]
fn cut_files_give_a_prefix() {
    let Some(data) = data() else { return };
    for file in [
        "malformed/bad_file_crc.fit",
        "sports-lib/vivoactivehr_20171008.fit",
        "sports-lib/garminconnect_20180423.gpx",
        "tracker-june2013/2013-06-14-105252.tcx.gz",
    ] {
        let bytes = fs::read(data.join(file)).unwrap();
        let whole = counted(&read_bytes(file, &bytes));
        let mut before = 0;
        for cut in (0..bytes.len()).step_by(bytes.len() / 60 + 1) {
            let reading = read_bytes(file, &bytes[..cut]);
            let records = counted(&reading);
            assert!(
                before <= records && records <= whole,
                "{file} cut at {cut}: {before}, {records}, {whole}"
            );
            assert!(!reading.diagnostics.is_empty(), "{file} cut at {cut} says nothing");
            before = records;
        }
    }
}
