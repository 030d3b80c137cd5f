//! What must be the same in several files of the repository, for a release to be one.

#![cfg(test)]

use std::path::{Path, PathBuf};

/// The folders of what is published, each with licences of its own.
const PUBLISHED: [&str; 4] =
    ["crates/heavylegs", "crates/heavylegs-knowledge", "crates/heavylegs-cli", "bindings/python"];

/// The version of the workspace.
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[track_caller]
fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[track_caller]
fn quoted<'a>(text: &'a str, before: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no `{before}`")).1;
    rest.split('"').nth(1).unwrap()
}

#[test]
fn every_copy_of_a_licence_is_the_original() {
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        for folder in PUBLISHED {
            let copy = Path::new(folder).join(licence);
            assert_eq!(read(&copy), read(licence), "copy {licence} to {}", copy.display());
        }
    }
}

#[test]
fn the_version_stands_in_one_place() {
    for folder in PUBLISHED {
        let manifest = read(Path::new(folder).join("Cargo.toml"));
        assert!(manifest.contains("\nversion.workspace = true\n"), "{folder}");
    }
    assert!(read("bindings/python/pyproject.toml").contains("\ndynamic = [\"version\"]\n"));
    let workspace = read("Cargo.toml");
    for name in ["heavylegs", "heavylegs-knowledge"] {
        let needed =
            quoted(&workspace, &format!("\n{name} = {{ path = \"crates/{name}\", version"));
        assert_eq!(needed, VERSION, "the version of {name} under [workspace.dependencies]");
    }
}

#[test]
fn a_version_is_spelt_alike_on_crates_io_and_pypi() {
    assert!(VERSION.split('.').all(|part| part.parse::<u32>().is_ok()), "{VERSION}");
}

#[test]
fn wheels_are_built_with_the_maturin_that_is_tested() {
    let requirements = read("bindings/python/requirements-test.txt");
    let tested = requirements.lines().find_map(|line| line.strip_prefix("maturin==")).unwrap();
    let workflow = read(".github/workflows/release.yml");
    assert!(workflow.contains(&format!("  MATURIN: v{tested}\n")), "{tested}");
}

#[test]
fn the_changelog_begins_with_both_versions() {
    let knowledge = read("crates/heavylegs-knowledge/data/knowledge.toml");
    let line = format!("Library {VERSION} · Knowledge base {}", quoted(&knowledge, "version ="));
    let changelog = read("CHANGELOG.md");
    let first = changelog.lines().find(|line| line.starts_with("Library "));
    assert_eq!(first, Some(line.as_str()));
}
