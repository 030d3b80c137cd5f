//! The developer's commands: `cargo xtask --help`.

mod docs;
mod examples;
mod files;
mod ids;
mod java;
mod knowledge;
mod problem_codes;
mod python;
mod python_types;
mod release;
mod sample_season;
mod season_bench;
mod shell;
mod spark;
mod steps;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The developer's commands.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks the authored knowledge, runs its cases, writes what is compiled from it
    Knowledge {
        /// Writes nothing; fails if something would change
        #[arg(long)]
        check: bool,
        /// Only prints what a language lacks, as TOML to be filled in, with the English beside
        #[arg(long, value_name = "LANGUAGE")]
        untranslated: Option<String>,
    },
    /// Runs all tests; sets up what it needs in .venv
    Test {
        /// The slow parts too: what CI runs
        #[arg(long)]
        all: bool,
    },
    /// Builds the documentation site and says where it is; sets up what it needs in .venv
    Docs,
    /// Looks at what would be released: the packages, and the wheel in an empty environment
    Release,
    /// Records what the engine now answers to the conformance corpus: a change of results
    Corpus,
    /// Measures the knowledge base against real cases; `evaluate --help` says more
    #[command(disable_help_flag = true)]
    Evaluate {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Runs the benches; arguments are Criterion's
    Bench {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Writes the season of a runner who never was, with known causes hidden in it
    SampleSeason {
        /// The folder to write into
        #[arg(long, value_name = "FOLDER", default_value = "examples/season")]
        out: PathBuf,
    },
    /// Measures what a season of FIT files costs, beside a script with fitdecode and pandas in an environment of its own
    SeasonBench {
        /// How many of the 300 files the script reads; it takes about a second for each
        #[arg(long, value_name = "NUMBER", default_value_t = 20)]
        peer_files: usize,
        /// Writes the report into benches/record as well
        #[arg(long)]
        record: bool,
    },
    /// Measures what calls from Python cost beside the same calls in Rust; after `cargo xtask test`, which installs the package
    Overhead,
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Knowledge { untranslated: Some(language), .. } => {
            knowledge::untranslated(&language)
        }
        Command::Knowledge { check, .. } => knowledge::command(check),
        Command::Test { all } => test::run(all),
        Command::Docs => docs::run(),
        Command::Release => release::run(),
        Command::Corpus => shell::cargo(["run", "--quiet", "--package", "conformance"]).hand_over(),
        Command::Evaluate { arguments } => {
            let evaluate = shell::cargo(["run", "--quiet", "--package", "evaluation", "--"]);
            evaluate.args(&arguments).where_called().hand_over()
        }
        Command::SampleSeason { out } => sample_season::write(&out),
        Command::SeasonBench { peer_files, record } => season_bench::run(peer_files, record),
        Command::Overhead => python::overhead(),
        Command::Bench { arguments } => {
            let bench = shell::cargo(["bench", "--package", "heavylegs-benches", "--"]);
            bench.args(&arguments).hand_over()
        }
    }
}
