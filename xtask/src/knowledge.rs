//! `cargo xtask knowledge`: checks the authored files and writes what is compiled from them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use heavylegs::{Engine, KnowledgeBase, KnowledgeBuilder, Problem, Severity};
use serde_json::{Value, json};

use crate::shell::root;
use crate::steps::Outcome;

/// Where the authored files lie, so that a terminal can open the file of a problem.
const DATA: &str = "crates/heavylegs-knowledge/data/";

/// What the authored files come to.
struct Compiled {
    problems: Vec<Problem>,
    /// Files and their new texts; none if the knowledge has errors.
    files: Vec<(PathBuf, String)>,
    summary: String,
}

pub(crate) fn command(check: bool) -> ExitCode {
    let compiled = match compile() {
        Ok(compiled) => compiled,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    for problem in &compiled.problems {
        let word = if problem.severity() == Severity::Error { "error" } else { "warning" };
        let folder = if problem.file().is_empty() { "" } else { DATA };
        eprintln!("{word}: {folder}{problem}");
    }
    let changed = compiled.changed();
    for (path, text) in &changed {
        let shown = path.strip_prefix(root()).unwrap_or(path).display();
        eprintln!("{} {shown}", if check { "would change:" } else { "writing" });
        if !check && let Err(error) = std::fs::write(path, text) {
            eprintln!("{shown}: {error}");
            return ExitCode::FAILURE;
        }
    }
    println!("{}", compiled.summary);
    let stale = check && !changed.is_empty();
    if compiled.broken() || stale { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The same check as a step of the tests; warnings are not shown.
pub(crate) fn step() -> Outcome {
    let compiled = match compile() {
        Ok(compiled) => compiled,
        Err(error) => return Outcome::Failed(error),
    };
    let errors = compiled.problems.iter().filter(|p| p.severity() == Severity::Error);
    let mut lines: Vec<String> = errors.map(Problem::to_string).collect();
    lines.extend(compiled.changed().iter().map(|(path, _)| {
        let shown = path.strip_prefix(root()).unwrap_or(path).display();
        format!("{shown} is not what the authored files come to: run `cargo xtask knowledge`")
    }));
    if lines.is_empty() {
        Outcome::Passed(vec![compiled.summary])
    } else {
        Outcome::Failed(lines.join("\n"))
    }
}

impl Compiled {
    fn broken(&self) -> bool {
        self.files.is_empty() || self.problems.iter().any(|p| p.severity() == Severity::Error)
    }

    fn changed(&self) -> Vec<&(PathBuf, String)> {
        let same = |path: &Path, text: &str| std::fs::read_to_string(path).is_ok_and(|t| t == text);
        self.files.iter().filter(|(path, text)| !same(path, text)).collect()
    }
}

/// Prints what a language lacks, as TOML to be filled in.
pub(crate) fn untranslated(language: &str) -> ExitCode {
    match authored() {
        Ok(builder) => {
            print!("{}", builder.untranslated(language));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The authored files.
fn authored() -> Result<KnowledgeBuilder, String> {
    let data = root().join("crates/heavylegs-knowledge/data");
    let mut files = Vec::new();
    collect(&data, &data, &mut files)?;
    files.sort();
    let mut builder = KnowledgeBase::builder();
    for (name, path) in &files {
        builder = builder.file(name, &read(path)?);
    }
    Ok(builder)
}

fn compile() -> Result<Compiled, String> {
    let home = root().join("crates/heavylegs-knowledge");
    let (knowledge, mut problems) = authored()?.check();
    let Some(knowledge) = knowledge else {
        let summary = counts(&problems);
        return Ok(Compiled { problems, files: Vec::new(), summary });
    };
    let compiled = knowledge.to_files();
    let mut files = vec![
        (home.join("src/files.rs"), crate::files::source(&compiled, knowledge.hash())),
        (root().join("crates/heavylegs/src/knowledge/report.en.json"), english(&knowledge)),
        (home.join("src/ids.rs"), crate::ids::source(&knowledge)),
    ];
    files.extend(compiled.into_iter().map(|(name, text)| (home.join(name), text)));
    let engine = Engine::new(knowledge);
    problems.extend(engine.run_cases());
    let summary = summary(&engine, &problems);
    Ok(Compiled { problems, files, summary })
}

/// The fixed words of a report in English, which the library falls back on.
fn english(knowledge: &KnowledgeBase) -> String {
    let all: Value = serde_json::from_str(&knowledge.to_json()).unwrap_or_default();
    let report = &all["texts"]["en"]["report"];
    format!("{:#}\n", json!({"texts": {"en": {"report": report}}}))
}

fn summary(engine: &Engine, problems: &[Problem]) -> String {
    let knowledge = engine.knowledge();
    format!(
        "{} causes, {} observations, {} recommendations, {} red flags, {} cases: {}",
        knowledge.causes().len(),
        knowledge.observations().len(),
        knowledge.recommendations().len(),
        knowledge.red_flags().len(),
        engine.case_count(),
        counts(problems),
    )
}

fn counts(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|p| p.severity() == Severity::Error).count();
    format!("{errors} errors, {} warnings", problems.len() - errors)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Collects the TOML files below a folder, with their paths as the builder wants them.
fn collect(data: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            collect(data, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.strip_prefix(data).unwrap_or(&path).to_string_lossy();
            files.push((name.replace('\\', "/"), path));
        }
    }
    Ok(())
}
