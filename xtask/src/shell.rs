//! Running programs.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::steps::Outcome;

/// A program to be run in the root of the checkout.
pub(crate) struct Program {
    command: Command,
}

/// What a program printed.
pub(crate) struct Finished {
    pub(crate) success: bool,
    /// Its standard output.
    pub(crate) printed: String,
    /// Its standard error, and after it the output.
    pub(crate) output: String,
}

/// Returns the root of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

pub(crate) fn program(name: impl AsRef<OsStr>) -> Program {
    let mut command = Command::new(name);
    command.current_dir(root());
    Program { command }
}

/// Returns the cargo that runs this.
pub(crate) fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Program {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    program(cargo).args(arguments)
}

impl Program {
    pub(crate) fn args(mut self, arguments: impl IntoIterator<Item: AsRef<OsStr>>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Works in a folder of the checkout.
    pub(crate) fn within(mut self, folder: &str) -> Self {
        self.command.current_dir(root().join(folder));
        self
    }

    /// Works where the caller stands: the paths it is given are the caller's.
    pub(crate) fn where_called(mut self) -> Self {
        if let Ok(here) = std::env::current_dir() {
            self.command.current_dir(here);
        }
        self
    }

    /// Runs it; what it prints is for whoever called us.
    pub(crate) fn hand_over(mut self) -> ExitCode {
        match self.command.status() {
            Ok(status) if status.success() => ExitCode::SUCCESS,
            Ok(_) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("{}: {error}", self.command.get_program().to_string_lossy());
                ExitCode::FAILURE
            }
        }
    }

    /// Runs it and keeps what it prints.
    pub(crate) fn finish(mut self) -> Finished {
        match self.command.stdin(Stdio::null()).output() {
            Ok(done) => {
                let [out, err] = [done.stdout, done.stderr].map(|bytes| {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" }
                });
                Finished { success: done.status.success(), output: err + &out, printed: out }
            }
            Err(error) => {
                let name = self.command.get_program().to_string_lossy().into_owned();
                let output = format!("{name}: {error}\n");
                Finished { success: false, printed: String::new(), output }
            }
        }
    }

    /// Runs it as a step.
    pub(crate) fn step(self) -> Outcome {
        self.step_showing(|_| false)
    }

    /// Runs it as a step, and shows those lines of what it prints even if all is well.
    pub(crate) fn step_showing(self, shown: impl Fn(&str) -> bool) -> Outcome {
        let done = self.finish();
        if !done.success {
            return Outcome::Failed(done.output);
        }
        let lines = done.output.lines().filter(|line| shown(line));
        Outcome::Passed(lines.map(str::to_owned).collect())
    }
}

impl Finished {
    /// Returns its standard output, or the step's failure.
    pub(crate) fn text(self) -> Result<String, Outcome> {
        if self.success { Ok(self.printed) } else { Err(Outcome::Failed(self.output)) }
    }

    /// Returns what it printed as JSON; an error if it failed, or printed something else.
    pub(crate) fn json(self) -> Result<serde_json::Value, String> {
        if self.success {
            serde_json::from_str(&self.printed).map_err(|error| error.to_string())
        } else {
            Err(self.output)
        }
    }
}
