//! The tests on a cluster of Spark, which have an environment of their own: it holds a gigabyte.

use crate::java;
use crate::python::Venv;
use crate::shell::root;
use crate::steps::{Outcome, Steps};

const REQUIREMENTS: &str = "bindings/python/requirements-spark.txt";

pub(crate) fn run(steps: &mut Steps, python: &str, built: &Venv) {
    let home = match java::home() {
        Some(home) if cfg!(target_os = "linux") => home,
        // One of its processes is looked for in /proc, and killed.
        Some(_) => return skip(steps, "on Linux only"),
        None => return skip(steps, "no Java 17 or 21 was found"),
    };
    let venv = Venv::at(root().join(".venv-spark"));
    let ready = steps.run("packages of Spark", || venv.prepare(python, REQUIREMENTS))
        && steps.run("wheel for Spark", || venv.install_wheel_of(built));
    if ready {
        steps.run("Spark", || {
            let tests = venv.module("pytest").within("bindings/python").env("JAVA_HOME", home);
            let tests = tests.args(["--quiet", "tests_spark"]);
            tests.step_showing(|line| line.contains(" passed in "))
        });
    }
}

fn skip(steps: &mut Steps, reason: &str) {
    steps.run("Spark", || Outcome::Skipped(reason.into()));
}
