//! The Java that Spark needs.

use std::path::{Path, PathBuf};

use crate::shell::program;

/// Those that Spark 4 is tested with.
const VERSIONS: [&str; 2] = ["17", "21"];

/// Where Linux distributions put it.
const INSTALLED: &str = "/usr/lib/jvm";

/// Returns the folder of a Java that fits: the user's choice before all, then what else is there.
pub(crate) fn home() -> Option<PathBuf> {
    let chosen = std::env::var_os("JAVA_HOME").map(|home| executable(Path::new(&home)));
    let entries = std::fs::read_dir(INSTALLED).into_iter().flatten().flatten();
    let mut installed: Vec<_> = entries.map(|entry| executable(&entry.path())).collect();
    installed.sort();
    chosen.into_iter().chain([PathBuf::from("java")]).chain(installed).find_map(|java| fit(&java))
}

fn executable(home: &Path) -> PathBuf {
    home.join("bin").join("java")
}

/// Returns its folder, if its version fits.
fn fit(java: &Path) -> Option<PathBuf> {
    let told = program(java).args(["-XshowSettings:properties", "-version"]).finish();
    let property = |name: &str| {
        let mut values = told.output.lines().filter_map(|line| line.trim().split_once(" = "));
        values.find_map(|(key, value)| (key == name).then_some(value))
    };
    let version = property("java.specification.version")?;
    (told.success && VERSIONS.contains(&version))
        .then(|| property("java.home").map(PathBuf::from))?
}
