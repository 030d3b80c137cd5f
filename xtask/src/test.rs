//! `cargo xtask test`: everything that CI runs.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::docs;
use crate::examples;
use crate::knowledge;
use crate::python::{self, Venv};
use crate::release;
use crate::shell::{cargo, program, root};
use crate::spark;
use crate::steps::{Outcome, Steps};

/// What the tests in Python need.
pub(crate) const REQUIREMENTS: &str = "bindings/python/requirements-test.txt";

pub(crate) fn run(all: bool) -> ExitCode {
    let mut steps = Steps::default();
    lints(&mut steps);
    steps.run("cargo test", || {
        cargo(["test", "--workspace", "--no-fail-fast"])
            .step_showing(|line| line.starts_with("test result:"))
    });
    steps.run("knowledge", knowledge::step);
    let command = build_command(&mut steps);
    python(&mut steps, command.as_ref(), all);
    if all {
        steps.run("benches", || {
            cargo(["bench", "--package", "heavylegs-benches", "--", "--test"]).step()
        });
        steps.run("cargo doc", || {
            let doc = cargo(["doc", "--workspace", "--no-deps", "--quiet"]);
            doc.env("RUSTDOCFLAGS", "--deny warnings").step()
        });
        steps.run("packages", release::packages);
    }
    steps.finish()
}

/// Formatting and lints are judged on one toolchain only: others find other things.
fn lints(steps: &mut Steps) {
    let other = other_toolchain();
    let judged = |outcome: Outcome| match (&other, outcome) {
        (Some(reason), Outcome::Failed(_)) => Outcome::Skipped(reason.clone()),
        (_, outcome) => outcome,
    };
    let has = |tool: &str| cargo([tool, "--version"]).finish().success;
    for (name, tool, arguments) in [
        ("rustfmt", "fmt", &["--all", "--check"][..]),
        ("clippy", "clippy", &["--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
    ] {
        steps.run(name, || {
            if has(tool) {
                judged(cargo([tool]).args(arguments).step())
            } else {
                Outcome::Skipped(format!("this toolchain has no `cargo {tool}`"))
            }
        });
    }
}

/// Why the lints of this toolchain don't count, if they don't.
fn other_toolchain() -> Option<String> {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).ok()?;
    let wanted = manifest.split("[workspace.metadata.lints]").nth(1)?.split('"').nth(1)?;
    let version = program("rustc").args(["--version"]).finish().printed;
    let version = version.split_whitespace().nth(1)?;
    (version != wanted).then(|| format!("not clean on {version}, but judged on {wanted} only"))
}

/// Builds the command `heavylegs` and returns where it is.
pub(crate) fn build_command(steps: &mut Steps) -> Option<PathBuf> {
    let arguments = ["build", "--release", "--package", "heavylegs-cli"];
    let built = steps.run("the command", || cargo(arguments).step());
    let name = format!("heavylegs{}", std::env::consts::EXE_SUFFIX);
    built.then(|| target_folder().join("release").join(name))
}

pub(crate) fn target_folder() -> PathBuf {
    let metadata = cargo(["metadata", "--no-deps", "--format-version", "1", "--quiet"]).finish();
    let metadata: serde_json::Value = serde_json::from_str(&metadata.printed).unwrap_or_default();
    metadata["target_directory"].as_str().map_or_else(|| root().join("target"), PathBuf::from)
}

fn python(steps: &mut Steps, command: Option<&PathBuf>, all: bool) {
    let Some(python) = python::find() else {
        steps.run("Python", || Outcome::Skipped("no Python ≥ 3.11 with venv was found".into()));
        return;
    };
    let venv = Venv::new();
    let ready = steps.run("virtual environment", || venv.prepare(python, REQUIREMENTS));
    if !ready || !steps.run("wheel", || venv.install_wheel()) {
        return;
    }
    steps.run("oracle", || {
        let tests = venv.module("unittest").args(["discover", "--start-directory", "tests/oracle"]);
        tests.step_showing(|line| line.starts_with("Ran ") || line == "OK")
    });
    steps.run("pytest", || pytest(&venv, command, "tests"));
    steps.run("stubs", || {
        let stubtest = venv.module("mypy.stubtest").within("bindings/python");
        // The rest of the package has its types in its sources.
        stubtest.args(["heavylegs._core", "--mypy-config-file", "pyproject.toml"]).step()
    });
    steps.run("mypy", || {
        let mypy = venv.module("mypy").within("bindings/python");
        mypy.args(["--strict", "python/heavylegs"]).step()
    });
    steps.run("ruff", || ruff(&venv));
    steps.run("quickstarts", || python::compare_examples(&venv, "quickstart"));
    steps.run("tours", || python::compare_examples(&venv, "tour"));
    if all {
        let requirements = "bindings/python/requirements-all.txt";
        if steps.run("more packages", || venv.prepare(python, requirements)) {
            steps.run("pyright", || {
                let whole = ["--verifytypes", "heavylegs", "--ignoreexternal"];
                venv.module("pyright").args(whole).env("PATH", venv.path()).step()
            });
            steps.run("pgmpy and data frames", || pytest(&venv, command, "tests_all"));
            steps.run("workflows", || release::workflows(&venv));
            examples::run(steps, &venv);
        }
        spark::run(steps, python, &venv);
        if steps.run("packages of the site", || venv.prepare(python, docs::REQUIREMENTS)) {
            steps.run("docs site", || docs::site(&venv, command));
        }
        steps.run("wheel in an empty environment", || {
            release::in_an_empty_environment(&venv, command)
        });
    }
}

fn pytest(venv: &Venv, command: Option<&PathBuf>, folder: &str) -> Outcome {
    let mut tests = venv.module("pytest").within("bindings/python").args(["--quiet", folder]);
    if let Some(command) = command {
        tests = tests.env("HEAVYLEGS_CLI", command);
    }
    tests.step_showing(|line| line.contains(" passed in ") || line.contains(" skipped"))
}

fn ruff(venv: &Venv) -> Outcome {
    let folders = ["bindings/python", "benches/peers", "benches/python", "docs/site", "examples"];
    if let Err(failed) =
        venv.module("ruff").args(["check", "--quiet"]).args(folders).finish().text()
    {
        return failed;
    }
    venv.module("ruff").args(["format", "--check", "--quiet"]).args(folders).step()
}
