//! The virtual environment of the tests, and the wheel in it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::shell::{Program, cargo, program, root};
use crate::steps::Outcome;

/// Newest first, but what the user has chosen as `python3` before all.
const CANDIDATES: [&str; 7] =
    ["python3", "python", "python3.15", "python3.14", "python3.13", "python3.12", "python3.11"];

const IS_FIT: &str = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";

/// A virtual environment.
#[derive(Clone)]
pub(crate) struct Venv {
    folder: PathBuf,
}

/// Returns a Python that is new enough and can make virtual environments.
pub(crate) fn find() -> Option<&'static str> {
    CANDIDATES.into_iter().find(|name| program(name).args(["-c", IS_FIT]).finish().success)
}

impl Venv {
    /// Names the one in the checkout.
    pub(crate) fn new() -> Self {
        Self::at(root().join(".venv"))
    }

    pub(crate) fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Names something in its folder.
    pub(crate) fn inside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn executable(&self) -> PathBuf {
        let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
        self.folder.join(inside)
    }

    pub(crate) fn python(&self) -> Program {
        program(self.executable())
    }

    /// Returns a search path on which the environment comes first: pyright looks for the packages there.
    pub(crate) fn path(&self) -> OsString {
        let before = self.executable().parent().map(Path::to_owned);
        let rest = std::env::var_os("PATH").unwrap_or_default();
        let paths = before.into_iter().chain(std::env::split_paths(&rest));
        std::env::join_paths(paths).unwrap_or(rest)
    }

    /// Runs a Python module of the environment.
    pub(crate) fn module(&self, name: &str) -> Program {
        self.python().args(["-m", name])
    }

    pub(crate) fn script(&self, path: &str) -> Program {
        self.python().args([path])
    }

    /// Makes the environment, unless it is there, and installs pinned requirements.
    pub(crate) fn prepare(&self, python: &str, requirements: &str) -> Outcome {
        if !self.module("pip").args(["--version"]).finish().success
            && let Err(failed) = self.make(python)
        {
            return failed;
        }
        self.pip().args(["--requirement", requirements]).step()
    }

    /// Makes it anew, with nothing in it but pip.
    pub(crate) fn make(&self, python: &str) -> Result<String, Outcome> {
        program(python).args(["-m", "venv", "--clear"]).args([&self.folder]).finish().text()
    }

    fn pip(&self) -> Program {
        self.module("pip").args(["install", "--quiet", "--disable-pip-version-check"])
    }

    /// Builds the wheel as users get it, and installs it.
    pub(crate) fn install_wheel(&self) -> Outcome {
        let folder = self.folder.join("wheels");
        let _ = std::fs::remove_dir_all(&folder);
        let build = self.module("maturin").args(["build", "--release", "--locked"]);
        let build = build.args(["--manifest-path", "bindings/python/Cargo.toml", "--interpreter"]);
        let build = build.args([&self.executable()]).args(["--out"]).args([&folder]);
        if let Err(failed) = build.finish().text() {
            return failed;
        }
        let Some(wheel) = wheel_in(&folder) else {
            return Outcome::Failed(format!("no wheel in {}", folder.display()));
        };
        let size = std::fs::metadata(&wheel).map_or(0, |file| file.len());
        match self.install(&wheel) {
            Ok(_) if size > MOST_BYTES => Outcome::Failed(format!("the wheel has {size} bytes")),
            Ok(_) => Outcome::Passed(vec![format!("{} kB", size / 1024)]),
            Err(failed) => failed,
        }
    }

    /// Installs the wheel that was built for another environment.
    pub(crate) fn install_wheel_of(&self, other: &Self) -> Outcome {
        match wheel_in(&other.folder.join("wheels")).map(|wheel| self.install(&wheel)) {
            Some(Ok(_)) => Outcome::Passed(Vec::new()),
            Some(Err(failed)) => failed,
            None => Outcome::Failed("no wheel was built".into()),
        }
    }

    fn install(&self, wheel: &Path) -> Result<String, Outcome> {
        self.pip().args(["--force-reinstall", "--no-deps"]).args([wheel]).finish().text()
    }
}

/// Prepares the environment in which other programs are measured: apart, as ours and its tests must do without them.
pub(crate) fn of_peers(requirements: &[&str]) -> Result<Venv, String> {
    let python = find().ok_or("no Python ≥ 3.11 with venv was found")?;
    let venv = Venv::at(root().join(".venv-peers"));
    for file in requirements {
        venv.prepare(python, file).passed()?;
    }
    Ok(venv)
}

/// The size that no wheel may exceed.
pub(crate) const MOST_BYTES: u64 = 6 << 20;

fn wheel_in(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut paths = entries.flatten().map(|entry| entry.path());
    paths.find(|path| path.extension().is_some_and(|extension| extension == "whl"))
}

/// Compares what an example prints in Rust and in Python.
pub(crate) fn compare_examples(venv: &Venv, name: &str) -> Outcome {
    let rust = cargo(["run", "--quiet", "--release", "--package", "heavylegs-examples"]);
    let rust = rust.args(["--example", name]).finish().text();
    let python = venv.script(&format!("examples/python/{name}.py")).finish().text();
    match (rust, python) {
        (Ok(rust), Ok(python)) if rust == python => Outcome::Passed(Vec::new()),
        (Ok(rust), Ok(python)) => {
            Outcome::Failed(format!("Rust prints:\n{rust}\nPython prints:\n{python}"))
        }
        (Err(failed), _) | (_, Err(failed)) => failed,
    }
}

/// Measures calls in Rust, and hands the figures and the evidence to Python.
pub(crate) fn overhead() -> ExitCode {
    let calls = ["run", "--quiet", "--release", "--package", "heavylegs-benches", "--bin", "calls"];
    let measured = cargo(calls).finish();
    let file = root().join("target/calls.json");
    if !measured.success || std::fs::write(&file, &measured.printed).is_err() {
        eprintln!("{}", measured.output);
        return ExitCode::FAILURE;
    }
    Venv::new().script("benches/python/overhead.py").args([file]).hand_over()
}
