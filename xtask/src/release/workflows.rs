//! The workflow files, which nothing runs here: at least they are what the schema asks for.

use crate::python::Venv;
use crate::shell::root;
use crate::steps::Outcome;

const FOLDER: &str = ".github/workflows";

pub(crate) fn workflows(venv: &Venv) -> Outcome {
    let entries = std::fs::read_dir(root().join(FOLDER)).into_iter().flatten().flatten();
    let files: Vec<_> = entries.map(|entry| entry.path()).collect();
    if files.is_empty() {
        return Outcome::Failed(format!("no workflow in {FOLDER}"));
    }
    // The schema comes with the package: no network.
    let schema = ["--builtin-schema", "vendor.github-workflows"];
    venv.module("check_jsonschema").args(["--quiet"]).args(schema).args(files).step()
}
