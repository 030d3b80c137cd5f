//! Steps of a test run: a headline, the time, and on failure the output.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

/// How a step ended.
pub(crate) enum Outcome {
    /// With lines that are to be seen.
    Passed(Vec<String>),
    /// With all that was printed.
    Failed(String),
    /// For want of something.
    Skipped(String),
}

impl Outcome {
    /// Returns the output of a step that did not pass as an error.
    pub(crate) fn passed(self) -> Result<(), String> {
        match self {
            Self::Passed(_) => Ok(()),
            Self::Failed(output) | Self::Skipped(output) => Err(output),
        }
    }
}

#[derive(Default)]
pub(crate) struct Steps {
    passed: usize,
    failed: Vec<&'static str>,
    skipped: usize,
}

impl Steps {
    /// Runs a step and reports it; returns whether it passed.
    pub(crate) fn run(&mut self, name: &'static str, step: impl FnOnce() -> Outcome) -> bool {
        print!("{name} … ");
        let _ = std::io::stdout().flush();
        let started = Instant::now();
        let outcome = step();
        let seconds = started.elapsed().as_secs_f64();
        match outcome {
            Outcome::Passed(lines) => {
                println!("passed, {seconds:.1} s");
                for line in lines {
                    println!("{line}");
                }
                self.passed += 1;
                return true;
            }
            Outcome::Failed(output) => {
                println!("FAILED, {seconds:.1} s");
                println!("{}", output.trim_end());
                self.failed.push(name);
            }
            Outcome::Skipped(reason) => {
                println!("skipped: {reason}");
                self.skipped += 1;
            }
        }
        false
    }

    /// Prints the summary.
    pub(crate) fn finish(self) -> ExitCode {
        if !self.failed.is_empty() {
            println!("failed: {}", self.failed.join(", "));
        }
        let [passed, failed, skipped] = [self.passed, self.failed.len(), self.skipped];
        println!("{passed} passed, {failed} failed, {skipped} skipped");
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
