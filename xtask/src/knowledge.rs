//! `cargo xtask knowledge`: checks the authored files and writes `knowledge.json`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use heavylegs::{Engine, KnowledgeBase};

pub(crate) fn run() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/heavylegs-knowledge");
    let data = root.join("data");
    let mut builder = KnowledgeBase::builder();
    let mut files = Vec::new();
    collect(&data, &data, &mut files);
    files.sort();
    for (name, path) in &files {
        builder = builder.file(name, &std::fs::read_to_string(path).unwrap_or_default());
    }
    let (knowledge, problems) = builder.check();
    for problem in &problems {
        eprintln!("{problem}");
    }
    let Some(knowledge) = knowledge else { return ExitCode::FAILURE };
    let json = knowledge.to_json();
    let engine = Engine::new(knowledge);
    for problem in engine.run_cases() {
        eprintln!("{problem}");
    }
    eprintln!("{} cases, {} bytes", engine.case_count(), json.len());
    let _ = std::fs::write(root.join("knowledge.json"), json);
    ExitCode::SUCCESS
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            files.push((name, path));
        }
    }
}
