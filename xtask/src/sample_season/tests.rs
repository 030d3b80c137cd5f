use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use rustyfit::Decoder;
use rustyfit::proto::{Message, Value};

use super::causes::{DAYS, LAY_OFF, RACE_DAY};
use super::fit::name;
use super::plan::{Kind, runs};
use super::season::files;

fn is(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == extension)
}

/// Returns a file without its packing, which may differ from version to version of the packer.
fn unpacked(name: &str, bytes: &[u8]) -> Vec<u8> {
    if !is(name, "gz") {
        return bytes.to_vec();
    }
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut text).unwrap();
    text
}

#[test]
fn the_same_season_comes_out_twice() {
    assert_eq!(files(), files());
}

#[test]
fn the_folder_of_the_examples_is_what_is_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/season");
    let stored: BTreeMap<String, Vec<u8>> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
        })
        .filter(|(name, _)| name != "README.md")
        .collect();
    let written = files();
    assert!(stored.keys().eq(written.keys()), "run `cargo xtask sample-season`");
    for (name, bytes) in &written {
        let is_same = unpacked(name, bytes) == unpacked(name, &stored[name]);
        assert!(is_same, "{name} differs: run `cargo xtask sample-season`");
    }
}

#[test]
fn the_season_is_small_and_whole() {
    let files = files();
    let bytes: usize = files.values().map(Vec::len).sum();
    assert!(bytes < 1_500_000, "{bytes} bytes");
    let days: BTreeSet<&str> = files.keys().filter_map(|name| name.get(..10)).collect();
    assert!((60..90).contains(&days.len()), "{} days", days.len());
    let race: Vec<&Kind> = Kind::ALL
        .iter()
        .filter(|kind| files.keys().filter(|file| file.contains(name(**kind))).count() == 1)
        .collect();
    assert_eq!(race, [&Kind::WarmUp, &Kind::Race]);
    assert_eq!(runs(RACE_DAY).len(), 2);
    assert!((0..DAYS).filter(|day| LAY_OFF.contains(day)).all(|day| runs(day).is_empty()));
}

/// The numbers of the messages and fields that are looked at.
const RECORD: u16 = 20;
const SESSION: u16 = 18;

/// Returns the value of a field as it is stored.
fn value(message: &Message, number: u8) -> u32 {
    let field = message.fields.iter().find(|field| field.num == number).unwrap();
    match field.value {
        Value::Uint8(value) => value.into(),
        Value::Uint16(value) => value.into(),
        Value::Uint32(value) => value,
        _ => panic!("field {number} is of another type"),
    }
}

#[test]
fn another_reader_finds_what_was_written() {
    for (name, bytes) in files().iter().filter(|(name, _)| is(name, "fit")) {
        // Also checks the sums at the end of the head and of the file.
        let fit = Decoder::new().decode(bytes.as_slice()).unwrap().unwrap();
        let of = |global: u16| fit.messages.iter().filter(move |m| m.num.0 == global);
        assert_eq!(of(SESSION).count(), 1, "{name}");
        let last = of(RECORD).next_back().unwrap();
        let session = of(SESSION).next().unwrap();
        let (covered, total) = (value(last, 5), value(session, 9));
        assert_eq!(covered, total, "{name}");
        let times: Vec<u32> = of(RECORD).map(|m| value(m, 253)).collect();
        assert!(times.is_sorted_by(|a, b| a < b) && times.len() > 100, "{name}");
        for record in of(RECORD) {
            assert!((70..=190).contains(&value(record, 3)), "{name}");
            assert!((70..=95).contains(&value(record, 4)), "{name}");
            assert!((1500..=3200).contains(&value(record, 41)), "{name}");
        }
    }
}

#[test]
fn the_older_watch_writes_whole_xml() {
    let files = files();
    let tcx: Vec<_> = files.iter().filter(|(name, _)| is(name, "gz")).collect();
    assert!(tcx.len() >= 8, "{}", tcx.len());
    for (name, bytes) in tcx {
        let text = String::from_utf8(unpacked(name, bytes)).unwrap();
        let opened = |tag: &str| {
            text.matches(&format!("<{tag}>")).count() + text.matches(&format!("<{tag} ")).count()
        };
        for tag in ["TrainingCenterDatabase", "Activity", "Lap", "Track", "Trackpoint", "Time"] {
            assert_eq!(opened(tag), text.matches(&format!("</{tag}>")).count(), "{name}: {tag}");
        }
        assert!(opened("Trackpoint") > 100, "{name}");
        assert!(!text.contains("Position"), "{name}");
    }
}
