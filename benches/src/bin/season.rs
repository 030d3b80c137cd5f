//! A season of FIT files into evidence: reads a folder, reviews every day, and prints what it took as JSON.
//!
//! `cargo xtask season-bench` makes the folder and runs it, a process for each measurement: the peak of memory is then that of one run.
//! With `--values` it prints what was computed of each file instead, for a peer to be held against.

#![expect(clippy::unwrap_used, reason = "a measurement whose input is broken must stop")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use heavylegs::{Engine, Evidence};
use heavylegs_benches::cpu_s;
use heavylegs_training::{
    Activity, Athlete, Cleaned, Measured, Physiology, ReadOptions, Reading, Review, ReviewOptions,
    banister_load, decoupling, pace_fade, read_paths, review,
};
use serde_json::{Value, json};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap();
    let asked = arguments.next().unwrap();
    if asked == "--values" {
        println!("{}", values(Path::new(&folder)));
    } else {
        println!("{}", measure(Path::new(&folder), asked.parse().unwrap()));
    }
}

fn athlete(folder: &Path) -> Athlete {
    Athlete::from_toml(&std::fs::read_to_string(folder.join("athlete.toml")).unwrap()).unwrap()
}

fn read(folder: &Path, athlete: &Athlete, threads: usize) -> Reading {
    let options = ReadOptions::default().threads(threads).tables(athlete.table_options());
    read_paths(&[folder], &options, &mut |_| {})
}

fn judge(engine: &Engine, reading: &Reading, athlete: &Athlete, threads: usize) -> Review {
    let options = ReviewOptions::default().threads(threads);
    review(engine, reading, athlete, &Evidence::new(), &options).unwrap()
}

/// What one run took, from nothing to the evidence and the causes of every day.
fn measure(folder: &Path, threads: usize) -> Value {
    let start = Instant::now();
    let engine = Engine::builtin();
    let athlete = athlete(folder);
    let loaded = (start.elapsed().as_secs_f64(), cpu_s());
    let reading = read(folder, &athlete, threads);
    let read = (start.elapsed().as_secs_f64(), cpu_s());
    let review = judge(&engine, &reading, &athlete, threads);
    let reviewed = (start.elapsed().as_secs_f64(), cpu_s());
    let cpu = |from: Option<f64>, to: Option<f64>| Some(to? - from?);
    let derived: usize = review.days.iter().map(|day| day.derived.len()).sum();
    json!({
        "read_s": read.0 - loaded.0,
        "review_s": reviewed.0 - read.0,
        "whole_s": reviewed.0,
        "read_cpu_s": cpu(loaded.1, read.1),
        "review_cpu_s": cpu(read.1, reviewed.1),
        "whole_cpu_s": reviewed.1,
        "files": reading.activities.len(),
        "days": review.days.len(),
        "derived": derived,
        "diagnostics": reading.diagnostics.len(),
        "peak_mib": peak_mib(),
    })
}

/// The most memory the process has held, in MiB; Linux alone tells it without unsafe code.
fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

/// The numbers of each file by its name, and those of the last day.
fn values(folder: &Path) -> Value {
    let athlete = athlete(folder);
    let reading = read(folder, &athlete, 0);
    let runner = Physiology {
        maximal_heart_rate_bpm: athlete.maximal_heart_rate_bpm,
        resting_heart_rate_bpm: athlete.resting_heart_rate_bpm,
        sex: athlete.sex,
        ..Physiology::default()
    };
    let of = |activity: &Activity| {
        let cleaned = Cleaned::of(activity);
        json!({
            "decoupling": known(decoupling(&cleaned).map(|it| it.value)),
            "pace_fade": known(pace_fade(&cleaned).map(|it| it.change.value)),
            "load": known(banister_load(&cleaned, &runner)),
        })
    };
    let name = |it: &Activity| {
        Path::new(&it.source.file).file_name().unwrap().to_string_lossy().into_owned()
    };
    let files: BTreeMap<String, Value> =
        reading.activities.iter().map(|it| (name(it), of(it))).collect();
    let review = judge(&Engine::builtin(), &reading, &athlete, 0);
    let balance = review.days.last().and_then(|day| day.balance);
    json!({"files": files, "balance": balance})
}

fn known(value: Measured<f64>) -> Option<f64> {
    value.known()
}
