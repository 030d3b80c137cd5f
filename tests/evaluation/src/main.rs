//! `cargo xtask evaluate`.

use std::process::ExitCode;

use clap::Parser;
use evaluation::{Arguments, Done, run};

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(Done::Results(text)) => print!("{text}"),
        Ok(Done::Skipped(reason)) => println!("{reason}"),
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
