//! Files made here, whole and damaged in every way: what they hold comes back, and nothing panics.

use std::io::Write as _;

use crate::made;
use flate2::Compression;
use flate2::write::GzEncoder;
use heavylegs_training::{DiagnosticLevel, Reading, Sport, read_bytes, read_from};
use proptest::prelude::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

fn records(reading: &Reading) -> usize {
    reading.activities.iter().map(|activity| activity.records.len()).sum()
}

/// The same run in every format: a record a second, 3 m/s, 150 beats, 80 strides.
fn all(seconds: u32) -> [(&'static str, Vec<u8>); 3] {
    [
        ("run.fit", made::fit(seconds)),
        ("run.tcx", made::tcx(seconds).into_bytes()),
        ("run.gpx", made::gpx(seconds).into_bytes()),
    ]
}

#[test]
fn every_format_gives_the_same_run() {
    for (name, bytes) in all(600) {
        for bytes in [gzip(&bytes), bytes] {
            let reading = read_bytes(name, &bytes);
            assert_eq!(codes(&reading), [""; 0], "{name}");
            let [run] = reading.activities.as_slice() else { panic!("{name}: not one run") };
            assert_eq!(
                (run.sport, run.start_s, run.records.len()),
                (Some(Sport::Run), Some(made::START_S), 600),
                "{name}"
            );
            assert_eq!(run.records.heart_rate_bpm.mean(), Some(150.0), "{name}");
            assert_eq!(run.records.cadence_spm.mean(), Some(160.0), "{name}");
            let distance = run.records.distance_m.get(599).unwrap();
            assert!((distance - 3.0 * 599.0).abs() < 2.0, "{name}: {distance}");
            assert!(!run.source.is_partial && run.source.file == name);
        }
    }
}

#[test]
fn a_cut_file_gives_the_records_before_the_cut() {
    for (name, bytes) in all(120) {
        let whole = &read_bytes(name, &bytes).activities[0];
        for cut in (0..bytes.len()).step_by(97) {
            let reading = read_bytes(name, &bytes[..cut]);
            assert!(!reading.diagnostics.is_empty(), "{name} cut at {cut} says nothing");
            for part in &reading.activities {
                let here = part.records.len();
                assert_eq!(
                    part.records.time_s,
                    whole.records.time_s[..here],
                    "{name} cut at {cut}"
                );
                assert!(
                    part.source.is_partial || here == whole.records.len(),
                    "{name} cut at {cut}"
                );
            }
        }
    }
}

#[test]
fn a_chained_file_gives_an_activity_for_each() {
    let bytes = [made::fit(10), made::fit(20)].concat();
    let reading = read_bytes("two.fit", &bytes);
    let parts: Vec<_> =
        reading.activities.iter().map(|run| (run.source.part, run.records.len())).collect();
    assert_eq!(parts, [(0, 10), (1, 20)]);
}

#[test]
fn damage_to_the_frame_of_a_fit_file_is_said() {
    let bytes = made::fit(10);
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(codes(&read_bytes("a", &changed)), ["fit.checksum"]);

    let mut unfinished = bytes.clone();
    unfinished[4..8].fill(0);
    let reading = read_bytes("a", &unfinished);
    assert!(codes(&reading).contains(&"fit.unfinished") && records(&reading) == 10, "{reading:?}");

    let mut trailing = bytes;
    trailing.extend(b"\x0C garbage behind the file");
    let reading = read_bytes("a", &trailing);
    assert_eq!((codes(&reading), records(&reading)), (vec!["fit.trailing_bytes"], 10));
}

#[test]
fn compressed_times_and_developer_fields_without_description() {
    let reading = read_bytes("a", &made::fit_with_compressed_times(100));
    assert_eq!(records(&reading), 101);
    assert_eq!(reading.activities[0].records.time_s.last(), Some(&100.0));

    let with = read_bytes("a", &made::fit_with_stryd(10, true));
    assert_eq!(with.activities[0].records.power_w.mean(), Some(301.0));
    assert_eq!(codes(&with), ["fit.developer_fields"]);
    let without = read_bytes("a", &made::fit_with_stryd(10, false));
    assert_eq!((records(&without), without.activities[0].records.power_w.known()), (10, 0));
}

#[test]
fn what_is_no_activity_says_so() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "read.empty"),
        (b"\x00\x01\x02", "read.unknown_format"),
        (b"<html></html>", "read.unknown_format"),
        (b"<gpx></gpx>", "read.no_activity"),
        (b"<gpx><trk><trkseg><trkpt lat='1' lon='1'/></trkseg></trk></gpx>", "gpx.no_times"),
        (b"\x1F\x8B", "gzip.corrupt"),
        (b"\x0E\x10\x00\x00\x05\x00\x00\x00.FIT\x00\x00", "fit.truncated"),
    ];
    for (bytes, code) in cases {
        let reading = read_bytes("a", bytes);
        assert!(codes(&reading).contains(&code), "{code}: {reading:?}");
        assert!(
            reading.activities.is_empty()
                && reading.diagnostics.iter().any(|d| d.level == DiagnosticLevel::Unusable)
        );
    }
}

#[test]
fn a_bomb_is_stopped_and_what_came_before_is_kept() {
    let gpx = made::gpx(50).replace("</trkseg></trk></gpx>", "");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(gpx.as_bytes()).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..520 {
        encoder.write_all(&blanks).unwrap();
        encoder.write_all(b"<x/>").unwrap();
    }
    let reading = read_bytes("bomb.gpx.gz", &encoder.finish().unwrap());
    assert_eq!(records(&reading), 50);
    assert!(reading.activities[0].source.is_partial);
    assert!(
        codes(&reading).iter().any(|code| ["read.limit", "xml.too_long"].contains(code)),
        "{:?}",
        codes(&reading)
    );
}

#[test]
fn an_older_encoding_costs_letters_not_runs() {
    let mut bytes = b"<?xml version='1.0' encoding='ISO-8859-1'?>".to_vec();
    bytes.extend(
        made::gpx(5)
            .replace("A &amp; B", "K#ln")
            .bytes()
            .map(|byte| if byte == b'#' { 0xF6 } else { byte }),
    );
    let reading = read_bytes("a", &bytes);
    assert_eq!((records(&reading), codes(&reading)), (5, vec![]));
    assert_eq!(reading.activities[0].summary.name.as_deref(), Some("K?ln"));
    assert_eq!(
        read_bytes("a", made::gpx(5).as_bytes()).activities[0].summary.name.as_deref(),
        Some("A & B")
    );
}

/// A reader that fails after some bytes, as a disk or a network does.
struct Failing<'a>(&'a [u8]);

impl std::io::Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(std::io::Error::other("unplugged")),
            count => Ok(count),
        }
    }
}

#[test]
fn a_reader_that_fails_leaves_what_came_before() {
    let bytes = made::fit(100);
    let failing = std::io::BufReader::new(Failing(&bytes[..bytes.len() / 2]));
    let reading = read_from("a", failing);
    assert!((40..60).contains(&records(&reading)) && reading.activities[0].source.is_partial);
    assert_eq!(codes(&reading), ["fit.truncated", "read.cadence_assumed", "read.failed"]);
}

#[test]
fn laps_and_pauses_come_back() {
    let gpx = made::gpx(10)
        .replace("</trkpt><trkpt lat=\"0.00013", "</trkpt></trkseg><trkseg><trkpt lat=\"0.00013");
    let later = gpx.replace("07:00:05Z", "07:00:55Z").replace("07:00:06Z", "07:00:56Z");
    let later = later
        .replace("07:00:07Z", "07:00:57Z")
        .replace("07:00:08Z", "07:00:58Z")
        .replace("07:00:09Z", "07:00:59Z");
    let pauses = &read_bytes("a", later.as_bytes()).activities[0].pauses;
    assert_eq!(
        pauses.iter().map(|pause| (pause.from_s, pause.to_s)).collect::<Vec<_>>(),
        [(4.0, 55.0)]
    );

    let run = &read_bytes("a", made::tcx(10).as_bytes()).activities[0];
    assert_eq!((run.laps.len(), run.laps[0].start_s, run.laps[0].distance_m), (1, 0.0, Some(30.0)));
    assert_eq!((run.summary.moving_s, run.summary.distance_m), (Some(10.0), Some(30.0)));
}

#[test]
fn more_activities_than_a_file_may_hold_are_left_out() {
    let reading = read_bytes("a", &made::fit(1).repeat(1100));
    assert_eq!((reading.activities.len(), codes(&reading)), (1000, vec!["read.limit"]));
    let track = made::gpx(1).replace("</gpx>", "");
    let (root, track) = track.split_once("<trk>").unwrap();
    let reading =
        read_bytes("a", format!("{root}{}</gpx>", format!("<trk>{track}").repeat(1100)).as_bytes());
    assert_eq!((reading.activities.len(), codes(&reading)), (1000, vec!["read.limit"]));
}

#[test]
fn xml_without_bounds_is_stopped() {
    let gpx = made::gpx(5).replace("</trkseg></trk></gpx>", "");
    let deep = format!("{gpx}{}", "<a>".repeat(100_000));
    let reading = read_bytes("a", deep.as_bytes());
    assert_eq!((records(&reading), codes(&reading)), (5, vec!["xml.too_deep"]));
    let long = format!("{gpx}<a b='{}'/></trkseg></trk></gpx>", "x".repeat(3 << 20));
    let reading = read_bytes("a", long.as_bytes());
    assert_eq!((records(&reading), codes(&reading)), (5, vec!["xml.too_long"]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), prefix in 0_usize..5) {
        let prefixes: [&[u8]; 5] = [b"", b"\x0E\x20\x00\x00\xFF\xFF\x00\x00.FIT\x00\x00", b"<gpx>", b"<TrainingCenterDatabase>", b"\x1F\x8B\x08"];
        let bytes = [prefixes[prefix], &bytes].concat();
        let reading = read_bytes("random", &bytes);
        let is_unusable = reading.diagnostics.iter().any(|said| said.level == DiagnosticLevel::Unusable);
        prop_assert!(!reading.activities.is_empty() || is_unusable);
    }

    #[test]
    fn changed_files_never_panic(which in 0_usize..3, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let (name, mut bytes) = all(60).into_iter().nth(which).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let reading = read_bytes(name, &bytes);
        for activity in &reading.activities {
            prop_assert!(activity.records.time_s.is_sorted());
            prop_assert!(activity.records.time_s.iter().all(|time| *time >= 0.0));
        }
    }
}
