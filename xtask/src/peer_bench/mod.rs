//! `cargo xtask bench --peers`: what other engines take for the same network and the same evidence, in one run.

mod agreement;
mod report;
mod signs;
mod times;

use serde_json::Value;

use crate::python::{self, Venv};
use crate::shell::{cargo, root};
use crate::{record, season_bench};

const REQUIREMENTS: [&str; 2] =
    [season_bench::REQUIREMENTS, "benches/peers/requirements-engines.txt"];

/// The engines that give posteriors, as `benches/peers/engines.py` calls them.
const ENGINES: [&str; 4] = ["heavylegs", "pyagrum", "pgmpy", "numpy"];

/// Measures, compares and prints, and writes into `benches/record/` if it is told to; `season_files` are the FIT files that
/// the script of the season reads, if that is measured too.
pub(crate) fn run(season_files: Option<usize>, is_recorded: bool) -> std::process::ExitCode {
    record::print("peers", is_recorded, || {
        let mut text = tell()?;
        if let Some(files) = season_files {
            let season = season_bench::told(files)?;
            text = text + "\n" + &season.replacen("# ", "## ", 1);
        }
        Ok(text)
    })
}

fn tell() -> Result<String, String> {
    let venv = python::of_peers(&REQUIREMENTS)?;
    venv.install_wheel().passed()?;
    let ours = ours()?;
    let theirs = theirs(&venv, &ours)?;
    report::of(&ours, &theirs)
}

/// Draws the evidence, and measures in Rust.
fn ours() -> Result<Value, String> {
    let run = ["run", "--quiet", "--release", "--package", "heavylegs-benches", "--bin"];
    cargo(run).args(["peers"]).finish().json()
}

/// Hands the evidence and the networks to the other engines.
fn theirs(venv: &Venv, ours: &Value) -> Result<Value, String> {
    let file = root().join("target/peers.json");
    std::fs::write(&file, ours.to_string()).map_err(|error| error.to_string())?;
    let script = venv.script("benches/peers/engines.py").args([file]);
    // One thread, as ours: matrices would otherwise be multiplied in several.
    script.env("OMP_NUM_THREADS", "1").env("OPENBLAS_NUM_THREADS", "1").finish().json()
}
