//! `cargo xtask knowledge`: checks the authored files and writes what is compiled from them, and the pages to read.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use heavylegs::{Engine, KnowledgeBase, KnowledgeBuilder, Problem, Severity};
use serde_json::{Value, json};

use crate::shell::root;
use crate::steps::Outcome;

/// Where the pages of the knowledge lie; everything in it is generated.
const PAGES: &str = "docs/knowledge";

/// Where the authored files lie, so that a terminal can open the file of a problem.
const DATA: &str = "crates/heavylegs-knowledge/data/";

/// What the authored files come to.
struct Compiled {
    problems: Vec<Problem>,
    /// Files and their new texts; none if the knowledge has errors.
    files: Vec<(PathBuf, String)>,
    /// Pages of what is no longer there.
    surplus: Vec<PathBuf>,
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
    let stale = compiled.stale();
    for change in &stale {
        let shown = change.shown();
        eprintln!("{} {shown}", if check { "would change:" } else { "writing" });
        if !check && let Err(error) = change.make() {
            eprintln!("{shown}: {error}");
            return ExitCode::FAILURE;
        }
    }
    println!("{}", compiled.summary);
    let stale = check && !stale.is_empty();
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
    lines.extend(compiled.stale().iter().map(|change| {
        let shown = change.shown();
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

    /// What is not as the authored files would have it.
    fn stale(&self) -> Vec<Change<'_>> {
        let same = |path: &Path, text: &str| std::fs::read_to_string(path).is_ok_and(|t| t == text);
        let changed = self.files.iter().filter(|(path, text)| !same(path, text));
        let changed = changed.map(|(path, text)| Change { path, text: Some(text) });
        changed.chain(self.surplus.iter().map(|path| Change { path, text: None })).collect()
    }
}

/// A file that is to be written, or removed.
struct Change<'a> {
    path: &'a Path,
    text: Option<&'a str>,
}

impl Change<'_> {
    fn shown(&self) -> String {
        let path = self.path.strip_prefix(root()).unwrap_or(self.path).display();
        if self.text.is_some() { path.to_string() } else { format!("{path} (removed)") }
    }

    fn make(&self) -> std::io::Result<()> {
        let Some(text) = self.text else { return std::fs::remove_file(self.path) };
        self.path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::write(self.path, text)
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
    collect(&data, &data, "toml", &mut files)?;
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
        return Ok(Compiled { problems, files: Vec::new(), surplus: Vec::new(), summary });
    };
    let compiled = knowledge.to_files();
    let mut files = vec![
        (home.join("src/files.rs"), crate::files::source(&compiled, knowledge.hash())),
        (root().join("crates/heavylegs/src/knowledge/report.en.json"), english(&knowledge)),
        (home.join("src/ids.rs"), crate::ids::source(&knowledge)),
    ];
    let python = root().join("bindings/python/python/heavylegs");
    files.push((python.join("ids.py"), crate::python_types::ids(&knowledge)));
    files.push((python.join("types.py"), crate::python_types::records(&heavylegs::schemas())));
    let codes = root().join("docs/site/reference/problem_codes.csv");
    files.push((codes, crate::problem_codes::table()));
    files.extend(compiled.into_iter().map(|(name, text)| (home.join(name), text)));
    let pages = root().join(PAGES);
    files.extend(knowledge.pages().into_iter().map(|(path, text)| (pages.join(path), text)));
    let surplus = surplus(&pages, &files)?;
    let engine = Engine::new(knowledge);
    problems.extend(engine.run_cases());
    let summary = summary(&engine, &problems);
    Ok(Compiled { problems, files, surplus, summary })
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

/// Finds the pages that nothing comes to any more.
fn surplus(pages: &Path, files: &[(PathBuf, String)]) -> Result<Vec<PathBuf>, String> {
    let mut there = Vec::new();
    if pages.is_dir() {
        collect(pages, pages, "html", &mut there)?;
    }
    let mut there: Vec<PathBuf> = there.into_iter().map(|(_, path)| path).collect();
    there.retain(|path| files.iter().all(|(wanted, _)| wanted != path));
    there.sort();
    Ok(there)
}

/// Collects the files of a kind below a folder, with their paths as the builder wants them.
fn collect(
    data: &Path,
    folder: &Path,
    kind: &str,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            collect(data, &path, kind, files)?;
        } else if path.extension().is_some_and(|extension| extension == kind) {
            let name = path.strip_prefix(data).unwrap_or(&path).to_string_lossy();
            files.push((name.replace('\\', "/"), path));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_what_is_gone_are_found_and_others_left_alone() {
        let folder = std::env::temp_dir().join(format!("heavylegs-pages-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("causes")).unwrap();
        for name in ["index.html", "causes/there.html", "causes/gone.html", "notes.md"] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        let wanted =
            ["index.html", "causes/there.html"].map(|name| (folder.join(name), String::new()));
        let found = surplus(&folder, &wanted);
        assert_eq!(found, Ok(vec![folder.join("causes/gone.html")]));
        let change = Change { path: &folder.join("causes/gone.html"), text: None };
        change.make().unwrap();
        assert_eq!(surplus(&folder, &wanted), Ok(Vec::new()));
        let _ = std::fs::remove_dir_all(&folder);
        assert_eq!(surplus(&folder, &wanted), Ok(Vec::new()), "before the first pages");
    }
}
