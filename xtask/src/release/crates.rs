//! The crates as crates.io gets them.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::LICENCES;
use crate::shell::cargo;
use crate::steps::Outcome;
use crate::test::target_folder;

/// The first cargo that packages crates which need one another before they are published.
const OLDEST_CARGO: (u32, u32) = (1, 90);

/// What no package is without.
const NEEDED: [&str; 2] = ["Cargo.toml", "README.md"];

/// Packages every crate that may be published, and builds the packages.
pub(crate) fn packages() -> Outcome {
    if cargo_version() < Some(OLDEST_CARGO) {
        return Outcome::Skipped("needs cargo 1.90 or newer".into());
    }
    let names = match publishable() {
        Ok(names) => names,
        Err(failed) => return failed,
    };
    let faults: Vec<String> = names.iter().flat_map(|name| faults(name)).collect();
    if names.is_empty() || !faults.is_empty() {
        return Outcome::Failed(format!("packages {names:?}: {}", faults.join("; ")));
    }
    let target = target_folder().join("packages");
    if let Err(problem) = forget_earlier_packages(&target) {
        return Outcome::Failed(format!("could not remove earlier packages: {problem}"));
    }
    // The tests run before a commit too.
    let package = cargo(["package", "--locked", "--allow-dirty"]).args(selected(&names));
    let package = package.env("CARGO_TARGET_DIR", &target).env("CARGO_PROFILE_DEV_DEBUG", "0");
    let outcome = package.step_showing(|line| line.trim_start().starts_with("Packaged "));
    match remove_folder(&target) {
        Ok(()) => outcome,
        Err(problem) => {
            Outcome::Failed(format!("could not remove {}: {problem}", target.display()))
        }
    }
}

/// Removes what cargo would build instead of today's packages: it unpacks, and compiles, one
/// version of a crate from one registry only once, and takes no notice when the crate changes.
fn forget_earlier_packages(target: &Path) -> io::Result<()> {
    remove_folder(target)?;
    // The registry that `cargo package` makes for the crates it packages has no host.
    let registries = named(&cargo_home().join("registry/src"), "-");
    let mut unpacked = registries.iter().flat_map(|registry| named(registry, "heavylegs"));
    unpacked.try_for_each(|folder| remove_folder(&folder))
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(problem) if problem.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// What is in a folder with names that start so.
fn named(folder: &Path, start: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(start));
    named.map(|entry| entry.path()).collect()
}

fn cargo_home() -> PathBuf {
    let home = || env::home_dir().unwrap_or_default().join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

fn selected(names: &[String]) -> Vec<&str> {
    names.iter().flat_map(|name| ["--package", name]).collect()
}

/// Returns the members that don't say `publish = false`.
fn publishable() -> Result<Vec<String>, Outcome> {
    let metadata = cargo(["metadata", "--no-deps", "--format-version", "1", "--quiet"]).finish();
    let metadata: Value = serde_json::from_str(&metadata.text()?).unwrap_or_default();
    let members = metadata["packages"].as_array().into_iter().flatten();
    let publishable = members.filter(|member| member["publish"].is_null());
    Ok(publishable.filter_map(|member| Some(member["name"].as_str()?.to_owned())).collect())
}

/// What a package lacks, or holds for nothing.
fn faults(name: &str) -> Vec<String> {
    let listed = cargo(["package", "--list", "--allow-dirty", "--package", name]).finish();
    let holds = |file: &str| listed.printed.lines().any(|line| line == file);
    let lacking = NEEDED.into_iter().chain(LICENCES).filter(|file| !holds(file));
    let lacking = lacking.map(|file| format!("{name} lacks {file}"));
    let surplus = listed.printed.lines().filter(|line| is_surplus(line));
    lacking.chain(surplus.map(|file| format!("{name} holds {file}"))).collect()
}

/// Tests that read files of the repository, and what they read, are of no use outside it.
fn is_surplus(file: &str) -> bool {
    ["tests/", "data/", "proptest-regressions/"].iter().any(|folder| file.starts_with(folder))
}

fn cargo_version() -> Option<(u32, u32)> {
    let printed = cargo(["--version"]).finish().printed;
    let mut numbers = printed.split_whitespace().nth(1)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}
