//! What holds of every reading.
#![allow(dead_code, reason = "each target uses a part")]

use std::io::Write as _;

/// Reads, and checks that something is said or given, in the order of time.
pub fn check(bytes: &[u8]) {
    let reading = heavylegs_training::read_bytes("fuzz", bytes);
    assert!(
        !reading.activities.is_empty()
            || !reading.days.is_empty()
            || !reading.diagnostics.is_empty()
    );
    for activity in &reading.activities {
        let times = &activity.records.time_s;
        assert!(times.iter().all(|time| time.is_finite() && *time >= 0.0) && times.is_sorted());
        assert!(activity.pauses.iter().all(|pause| pause.from_s < pause.to_s));
    }
}

/// Puts the mark of FIT where it belongs.
pub fn as_fit(bytes: &[u8]) -> Vec<u8> {
    let mut file = bytes.to_vec();
    if let Some(mark) = file.get_mut(8..12) {
        mark.copy_from_slice(b".FIT");
    }
    file
}

/// Compresses.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
