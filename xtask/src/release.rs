//! What is released, looked at as those who get it will: the crates as packages, the wheel in an empty environment.

mod crates;
mod installed;
mod wheel;
mod workflows;

use std::process::ExitCode;

use crate::python::{self, Venv};
use crate::steps::{Outcome, Steps};
use crate::test::{REQUIREMENTS, build_command};

pub(crate) use crates::packages;
pub(crate) use wheel::in_an_empty_environment;
pub(crate) use workflows::workflows;

/// What must lie in everything that is handed out.
const LICENCES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

/// Runs these steps alone; `cargo xtask test --all` has them too.
pub(crate) fn run() -> ExitCode {
    let mut steps = Steps::default();
    steps.run("packages", packages);
    let command = build_command(&mut steps);
    let venv = Venv::new();
    let ready = steps.run("virtual environment", || match python::find() {
        Some(python) => venv.prepare(python, REQUIREMENTS),
        None => Outcome::Skipped("no Python ≥ 3.11 with venv was found".into()),
    });
    if ready {
        steps.run("wheel in an empty environment", || {
            in_an_empty_environment(&venv, command.as_ref())
        });
    }
    steps.finish()
}
