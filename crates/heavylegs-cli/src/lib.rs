//! The command `heavylegs`: why do my legs feel heavy, and what should I do?
//!
//! Exit codes: 0 done; 1 bad input, with every problem on stderr and nothing on stdout; 2 wrong usage.

mod args;
mod assess;
mod date;
mod failure;
mod folder;
mod input;
mod interview;
mod knowledge;
mod layout;
mod output;
mod review;

use std::process::ExitCode;

use clap::Parser;

pub use folder::{Folder, read_folder};
pub use review::{review_schema, squad_schema};

use args::{Args, Command, KnowledgeCommand};

/// Runs the command with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Assess(args) => assess::assess(&args),
        Command::Interview(args) => interview::interview(&args),
        Command::Review(args) => review::review(&args),
        Command::Knowledge { command } => match command {
            KnowledgeCommand::Check { folder } => knowledge::check(folder.as_deref()),
            KnowledgeCommand::Show(args) => knowledge::show(&args),
            KnowledgeCommand::Export(args) => knowledge::export(&args),
            KnowledgeCommand::Simulate(args) => knowledge::simulate(&args),
        },
    };
    // The whole answer is there before the first byte is written: bad input leaves stdout empty.
    match outcome.and_then(|answer| output::write(&answer)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
