//! `cargo xtask docs`: the documentation site.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::python::{self, Venv};
use crate::steps::{Outcome, Steps};
use crate::test::{REQUIREMENTS as FOR_WHEELS, build_command, target_folder};

/// What the site needs on top of the tests.
pub(crate) const REQUIREMENTS: &str = "bindings/python/requirements-docs.txt";

pub(crate) fn run() -> ExitCode {
    let mut steps = Steps::default();
    let command = build_command(&mut steps);
    let Some(python) = python::find() else {
        steps.run("docs site", || Outcome::Skipped("no Python ≥ 3.11 with venv was found".into()));
        return steps.finish();
    };
    let venv = Venv::new();
    let ready = steps.run("virtual environment", || venv.prepare(python, FOR_WHEELS))
        && steps.run("packages of the site", || venv.prepare(python, REQUIREMENTS))
        && steps.run("wheel", || venv.install_wheel());
    if ready && steps.run("docs site", || site(&venv, command.as_ref())) {
        println!("open {}", folder().join("index.html").display());
    }
    steps.finish()
}

fn folder() -> PathBuf {
    target_folder().join("site")
}

/// Builds the site anew: its pages run, warnings are errors, and links within are followed.
pub(crate) fn site(venv: &Venv, command: Option<&PathBuf>) -> Outcome {
    let Some(command) = command else {
        return Outcome::Skipped("there is no command whose help could be shown".into());
    };
    // Pages of yesterday would be looked at too.
    let _ = std::fs::remove_dir_all(folder());
    let doctrees = target_folder().join("site-doctrees");
    let sphinx = venv.module("sphinx").env("HEAVYLEGS_CLI", command);
    let sphinx = sphinx.args(["--quiet", "--fresh-env", "--fail-on-warning", "--nitpicky"]);
    sphinx.args(["--doctree-dir"]).args([&doctrees]).args(["docs/site"]).args([&folder()]).step()
}
