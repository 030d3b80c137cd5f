//! The developer's commands: `cargo xtask --help`.

mod docs;
mod examples;
mod files;
mod growth_bench;
mod ids;
mod java;
mod knowledge;
mod machine;
mod peer_bench;
mod problem_codes;
mod python;
mod python_types;
mod record;
mod release;
mod sample_season;
mod season_bench;
mod shell;
mod spark;
mod spread;
mod steps;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The files that the script of the season reads: enough to be multiplied.
const SEASON_FILES: usize = 20;

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
        /// Holds other engines against ours instead, in .venv-peers: the same network, the same evidence
        #[arg(long)]
        peers: bool,
        /// Measures instead how time and memory grow with symptoms, causes, links, rows and threads, and draws it
        #[arg(long, conflicts_with = "peers")]
        growth: bool,
        /// The longest table that is scored to see how it grows; ten million rows take a minute or two
        #[arg(long, value_name = "NUMBER", default_value_t = 10_000_000, requires = "growth")]
        most_rows: usize,
        /// Measures the season beside the peers, as `season-bench` does
        #[arg(long, requires = "peers")]
        season: bool,
        /// Writes the report into benches/record as well, and the plots into docs/speed
        #[arg(long)]
        record: bool,
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
        #[arg(long, value_name = "NUMBER", default_value_t = SEASON_FILES)]
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
        Command::Bench { peers: true, season, record, .. } => {
            peer_bench::run(season.then_some(SEASON_FILES), record)
        }
        Command::Bench { growth: true, most_rows, record, .. } => {
            growth_bench::run(most_rows, record)
        }
        Command::Bench { arguments, .. } => {
            let bench = shell::cargo(["bench", "--package", "heavylegs-benches", "--"]);
            bench.args(&arguments).hand_over()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Command};
    use clap::Parser;

    fn bench(arguments: &[&str]) -> Command {
        let all = ["xtask", "bench"].iter().chain(arguments);
        Arguments::try_parse_from(all).unwrap().command
    }

    #[test]
    fn what_is_not_ours_is_criterions() {
        let Command::Bench { peers, growth, arguments, .. } = bench(&["--test", "posteriors"])
        else {
            panic!("not a bench")
        };
        assert!(!peers && !growth);
        assert_eq!(arguments, ["--test", "posteriors"]);
        let ours = bench(&["--peers", "--season", "--record"]);
        assert!(matches!(ours, Command::Bench { peers: true, season: true, record: true, .. }));
        assert!(Arguments::try_parse_from(["xtask", "bench", "--peers", "--growth"]).is_err());
    }
}
