//! `cargo xtask season-bench`: what a season of FIT files costs, beside a script with fitdecode and pandas, in one run.

mod figures;
mod peer;
mod report;

use std::path::Path;
use std::process::ExitCode;

use figures::Figures;
use peer::Peer;

use crate::python;
use crate::record;
use crate::sample_season::{ATHLETE, hours};
use crate::shell::cargo;

/// Files of the season.
const FILES: usize = 300;
/// How often each number of threads is measured.
const ROUNDS: usize = 5;
pub(crate) const REQUIREMENTS: &str = "benches/peers/requirements.txt";

/// Measures and prints; `is_recorded`: writes the same into `benches/record/`.
pub(crate) fn run(peer_files: usize, is_recorded: bool) -> ExitCode {
    record::print("season", is_recorded, || told(peer_files))
}

/// Writes the files, measures and compares; returns the report.
pub(crate) fn told(peer_files: usize) -> Result<String, String> {
    let folder = std::env::temp_dir().join(format!("heavylegs-season-{}", std::process::id()));
    let told = tell(&folder, peer_files.clamp(1, FILES));
    let _ = std::fs::remove_dir_all(&folder);
    told
}

fn tell(folder: &Path, peer_files: usize) -> Result<String, String> {
    let bytes = write(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let [one, two] = [1, 2].map(|threads| measure(folder, threads));
    let (one, two) = (one?, two?);
    let peer = Peer::of(&script(folder, peer_files)?)?;
    let agreement = peer.compare(&season(folder, "--values")?, peer_files == FILES)?;
    Ok(report::of(bytes, &[one, two], &peer, &agreement))
}

/// Writes the season; returns its bytes.
fn write(folder: &Path) -> std::io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("athlete.toml"), ATHLETE)?;
    let mut all = 0;
    for (name, bytes) in hours(FILES) {
        all += bytes.len();
        std::fs::write(folder.join(name), bytes)?;
    }
    Ok(all)
}

/// Measures so many times, each in a process of its own.
fn measure(folder: &Path, threads: usize) -> Result<Figures, String> {
    let rounds: Result<Vec<_>, _> =
        (0..ROUNDS).map(|_| season(folder, &threads.to_string())).collect();
    Figures::of(threads, &rounds?)
}

fn season(folder: &Path, asked: &str) -> Result<serde_json::Value, String> {
    let run = ["run", "--quiet", "--release", "--package", "heavylegs-benches", "--bin", "season"];
    cargo(run).args(["--"]).args([folder]).args([asked]).finish().json()
}

fn script(folder: &Path, files: usize) -> Result<serde_json::Value, String> {
    let venv = python::of_peers(&[REQUIREMENTS])?;
    let script = venv.script("benches/peers/season.py");
    script.args([folder]).args([files.to_string()]).finish().json()
}
