//! `cargo xtask season-bench`: what a season of FIT files costs, beside a script with fitdecode and pandas, in one run.

mod figures;
mod peer;
mod report;

use std::path::Path;
use std::process::ExitCode;

use figures::Figures;
use peer::Peer;

use crate::python::{self, Venv};
use crate::sample_season::{ATHLETE, hours};
use crate::shell::{cargo, root};
use crate::steps::Outcome;

/// Files of the season.
const FILES: usize = 300;
/// How often each number of threads is measured.
const ROUNDS: usize = 5;
const REQUIREMENTS: &str = "benches/peers/requirements.txt";

/// Writes the files, measures, compares and prints; `record` is the file under `benches/record/` to write the same into.
pub(crate) fn run(peer_files: usize, record: bool) -> ExitCode {
    let folder = std::env::temp_dir().join(format!("heavylegs-season-{}", std::process::id()));
    let told = tell(&folder, peer_files.clamp(1, FILES));
    let _ = std::fs::remove_dir_all(&folder);
    let written = told.and_then(|(date, text)| {
        print!("{text}");
        let file = root().join(format!("benches/record/season-{date}.md"));
        if record { std::fs::write(&file, text).map_err(|it| it.to_string()) } else { Ok(()) }
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Returns the date and the report.
fn tell(folder: &Path, peer_files: usize) -> Result<(String, String), String> {
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
    json(cargo(run).args(["--"]).args([folder]).args([asked]).finish().text())
}

fn script(folder: &Path, files: usize) -> Result<serde_json::Value, String> {
    let python = python::find().ok_or("no Python ≥ 3.11 with venv was found")?;
    let venv = Venv::at(root().join(".venv-peers"));
    if let Outcome::Failed(output) | Outcome::Skipped(output) = venv.prepare(python, REQUIREMENTS) {
        return Err(output);
    }
    let script = venv.script("benches/peers/season.py");
    json(script.args([folder]).args([files.to_string()]).finish().text())
}

fn json(printed: Result<String, Outcome>) -> Result<serde_json::Value, String> {
    match printed {
        Ok(text) => serde_json::from_str(&text).map_err(|error| error.to_string()),
        Err(Outcome::Failed(output) | Outcome::Skipped(output)) => Err(output),
        Err(Outcome::Passed(lines)) => Err(lines.join("\n")),
    }
}
