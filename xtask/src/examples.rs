//! The Python examples: that they run, and that their types are right.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::python::Venv;
use crate::shell::root;
use crate::steps::{Outcome, Steps};

pub(crate) fn run(steps: &mut Steps, venv: &Venv) {
    steps.run("notebooks", || notebooks(venv));
    steps.run("HTTP example", || {
        let tests = venv.module("pytest").within("examples/http").args(["-W", "error", "--quiet"]);
        tests.step_showing(|line| line.contains(" passed in "))
    });
    steps.run("mypy of the examples", || {
        let mypy = venv.module("mypy").args(["--config-file", "bindings/python/pyproject.toml"]);
        mypy.args(["--strict", "examples"]).step()
    });
}

/// Executes each notebook from its script. What comes out stays in the environment, to be looked at.
fn notebooks(venv: &Venv) -> Outcome {
    let (scripts, folder) = (scripts(), venv.inside("notebooks"));
    if scripts.is_empty() {
        return Outcome::Failed("no notebooks were found".into());
    }
    if let Err(error) = std::fs::create_dir_all(&folder) {
        return Outcome::Failed(format!("{}: {error}", folder.display()));
    }
    let timed = scripts.iter().map(|script| {
        let name = script.file_stem().unwrap_or_default().to_string_lossy();
        let started = Instant::now();
        execute(venv, script, &folder.join(&*name).with_extension("ipynb"))?;
        Ok(format!("{name}: {:.1} s", started.elapsed().as_secs_f64()))
    });
    timed.collect::<Result<_, _>>().map_or_else(|failed| failed, Outcome::Passed)
}

/// Executes a notebook in a kernel of its own; any exception in it is a failure.
fn execute(venv: &Venv, script: &Path, to: &Path) -> Result<String, Outcome> {
    let jupytext = venv.module("jupytext").args(["--quiet", "--to", "ipynb", "--output"]);
    let jupytext = jupytext.args([to]).args(["--set-kernel", "python3", "--execute"]);
    // What a user has IPython do at its start is not to be part of it.
    let jupytext = jupytext.args([script]).env("IPYTHONDIR", venv.inside("ipython"));
    jupytext.finish().text()
}

fn scripts() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("examples/notebooks"));
    let paths = entries.into_iter().flatten().flatten().map(|entry| entry.path());
    let mut scripts: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "py")).collect();
    scripts.sort();
    scripts
}
