//! `cargo xtask bench --growth`: how time and memory grow, as a table and as plots.

mod points;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use points::Points;

use crate::shell::{cargo, root};
use crate::{machine, python, record, season_bench};

const REQUIREMENTS: [&str; 2] =
    [season_bench::REQUIREMENTS, "benches/peers/requirements-plots.txt"];

/// Measures, draws and prints. If it is told to record, the table lies in `benches/record/` and the plots in `docs/speed/`;
/// else both lie in `target/growth/`. `most_rows` ends the measuring of rows early.
pub(crate) fn run(most_rows: usize, is_recorded: bool) -> ExitCode {
    let (tables, plots) = if is_recorded {
        (root().join("benches/record"), root().join("docs/speed"))
    } else {
        (root().join("target/growth"), root().join("target/growth"))
    };
    record::print("growth", is_recorded, || tell(most_rows, &tables, &plots))
}

fn tell(most_rows: usize, tables: &Path, plots: &Path) -> Result<String, String> {
    let venv = python::of_peers(&REQUIREMENTS)?;
    let points = measure(most_rows)?;
    let table = write(tables, &points)?;
    let script = venv.script("benches/peers/growth.py").args([&table]).args([plots]);
    script.step().passed()?;
    let head = format!(
        "# How time and memory grow\n\n`cargo xtask bench --growth`, {}. {}\n\nOne number for each point is a median; \
         all numbers are in `{}`, the plots in `{}`.\n",
        machine::date(),
        machine::line(&[]),
        within(&table),
        within(plots)
    );
    Ok(head + &points.report())
}

fn measure(most_rows: usize) -> Result<Points, String> {
    let run = ["run", "--quiet", "--release", "--package", "heavylegs-benches", "--bin", "growth"];
    let done = cargo(run).args(["--"]).args([most_rows.to_string()]).finish();
    if done.success { Points::printed(&done.printed) } else { Err(done.output) }
}

fn write(folder: &Path, points: &Points) -> Result<PathBuf, String> {
    let file = folder.join(format!("growth-{}.csv", machine::date()));
    let written =
        std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, points.csv()));
    written.map(|()| file.clone()).map_err(|error| format!("{}: {error}", file.display()))
}

/// The path within the checkout.
fn within(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
