//! The wheel as `pip install` makes it from the source distribution, in an environment that has nothing else.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::LICENCES;
use super::installed::Installed;
use crate::python::{self, MOST_BYTES, Venv};
use crate::shell::{Finished, program, root};
use crate::steps::Outcome;
use crate::test::{REQUIREMENTS, target_folder};

/// Makes the source distribution, a wheel of it, and uses this as a user's first minutes would.
pub(crate) fn in_an_empty_environment(tools: &Venv, command: Option<&PathBuf>) -> Outcome {
    let folder = outside();
    let outcome = checked(tools, command, &folder).unwrap_or_else(|failed| failed);
    let _ = std::fs::remove_dir_all(&folder);
    outcome
}

fn checked(tools: &Venv, command: Option<&PathBuf>, folder: &Path) -> Result<Outcome, Outcome> {
    let _ = std::fs::remove_dir_all(folder);
    let sources = sources(tools, folder)?;
    let venv = empty(folder)?;
    let wheel = wheel(&venv, &sources, folder)?;
    // It must need nothing that the environment has not got, and no other program, Rust above all.
    let install = venv.module("pip").args(["install", "--quiet", "--no-index"]).args([&wheel]);
    install.env("PATH", "").finish().text()?;
    let installed = Installed::new(&venv, folder);
    let mut lines = vec![size(&wheel)?];
    lines.push(installed.same_version(&wheel, command)?);
    lines.extend(installed.readmes()?);
    lines.push(installed.import_time()?);
    Ok(Outcome::Passed(lines))
}

/// A folder outside the checkout, so that nothing in it can help; the same each time, so that cargo's folder does not grow.
fn outside() -> PathBuf {
    let mut hasher = DefaultHasher::new();
    root().hash(&mut hasher);
    std::env::temp_dir().join(format!("heavylegs-release-{:016x}", hasher.finish()))
}

/// Makes the source distribution and unpacks it.
fn sources(tools: &Venv, folder: &Path) -> Result<PathBuf, Outcome> {
    let made = folder.join("sdist");
    let maturin = tools.module("maturin").args(["sdist", "--out"]).args([&made]);
    maturin.args(["--manifest-path", "bindings/python/Cargo.toml"]).finish().text()?;
    let archive = file_in(&made, ".tar.gz")?;
    // Not by its whole path: many a tar takes `C:` for the name of a host.
    let name = format!("sdist/{}", archive.file_name().unwrap_or_default().to_string_lossy());
    // `m`: files are as new as they are. With the times of the archive cargo would take what it built of older ones.
    let tar =
        |mode: &str| program("tar").within(&folder.to_string_lossy()).args([mode, name.as_str()]);
    tar("-xmf").finish().text()?;
    holds_licences("the source distribution", &tar("-tf").finish())?;
    entry_in(folder, |name| name.starts_with("heavylegs-"))
}

fn empty(folder: &Path) -> Result<Venv, Outcome> {
    let venv = Venv::at(folder.join("venv"));
    let python = python::find().ok_or_else(|| Outcome::Skipped("no Python ≥ 3.11".into()))?;
    venv.make(python)?;
    Ok(venv)
}

/// Builds the wheel with pip, which sets up what the build needs in an environment of its own.
fn wheel(venv: &Venv, sources: &Path, folder: &Path) -> Result<PathBuf, Outcome> {
    let wheels = folder.join("wheels");
    // They pin maturin, so that a new one does not break an old commit.
    let pins = root().join(REQUIREMENTS);
    let pip = venv.module("pip").args(["wheel", "--quiet", "--disable-pip-version-check"]);
    let pip = pip.args(["--no-deps", "--wheel-dir"]).args([&wheels, &sources.to_path_buf()]);
    // Kept, for other crates need to be built once only, but apart: cargo takes crates at the same place of two workspaces
    // for one, and would build ours anew for the checkout after this.
    let pip = pip.env("CARGO_TARGET_DIR", target_folder().join("sdist"));
    let pip = pip.within(&folder.to_string_lossy());
    // Newer versions of pip take the second.
    pip.env("PIP_CONSTRAINT", &pins).env("PIP_BUILD_CONSTRAINT", &pins).finish().text()?;
    let wheel = file_in(&wheels, ".whl")?;
    let listed = venv.module("zipfile").args(["--list"]).args([&wheel]).finish();
    holds_licences("the wheel", &listed)?;
    Ok(wheel)
}

fn size(wheel: &Path) -> Result<String, Outcome> {
    let size = std::fs::metadata(wheel).map_or(u64::MAX, |file| file.len());
    let line = format!("wheel: {} kB (at most {} kB)", size / 1024, MOST_BYTES / 1024);
    if size > MOST_BYTES { Err(Outcome::Failed(line)) } else { Ok(line) }
}

fn holds_licences(what: &str, listed: &Finished) -> Result<(), Outcome> {
    let lacking: Vec<_> =
        LICENCES.into_iter().filter(|file| !listed.output.contains(file)).collect();
    if listed.success && lacking.is_empty() {
        return Ok(());
    }
    Err(Outcome::Failed(format!("{what} lacks {lacking:?}:\n{}", listed.output)))
}

fn file_in(folder: &Path, ending: &str) -> Result<PathBuf, Outcome> {
    entry_in(folder, |name| name.ends_with(ending))
}

/// Returns the one entry of a folder with such a name.
fn entry_in(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<PathBuf, Outcome> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found = entries.filter(|entry| wanted(&entry.file_name().to_string_lossy()));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.path()),
        _ => Err(Outcome::Failed(format!("not one such file in {}", folder.display()))),
    }
}
