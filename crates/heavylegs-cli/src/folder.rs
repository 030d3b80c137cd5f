//! A folder of authored knowledge.

use std::path::{Path, PathBuf};

use heavylegs::{KnowledgeBase, KnowledgeBuilder};

use crate::input;

/// How deep files lie: texts/en/file.toml.
const DEEPEST: usize = 3;

/// The authored files of a folder, and what they are.
#[derive(Debug, Clone)]
pub struct Folder {
    /// Path relative to the folder, with `/`, and text; sorted by path.
    pub files: Vec<(String, String)>,
    /// The id prefix of an overlay on the built-in knowledge; nothing for a whole knowledge base.
    pub overlay: Option<String>,
}

impl Folder {
    /// Returns a builder with these files in it.
    #[must_use]
    pub fn builder(&self) -> KnowledgeBuilder {
        let builder = KnowledgeBase::builder();
        match &self.overlay {
            None => {
                self.files.iter().fold(builder, |builder, (path, text)| builder.file(path, text))
            }
            Some(prefix) => {
                let files = self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
                builder.builtin().overlay(prefix, files)
            }
        }
    }
}

/// Reads all TOML files of a folder. With a `knowledge.toml` it is a whole knowledge base, without one an overlay whose ids
/// begin with the folder's name.
///
/// # Errors
///
/// One message for each file that can't be read, naming it; or one for the folder.
pub fn read_folder(folder: &Path) -> Result<Folder, Vec<String>> {
    let name = folder.display().to_string();
    let mut found = Found::default();
    found.walk(folder, "", DEEPEST);
    found.files.sort();
    if !found.problems.is_empty() {
        return Err(found.problems);
    }
    if found.files.is_empty() {
        return Err(vec![format!(
            "{name}: holds no TOML files [file.no_knowledge]\n  help: a whole knowledge base has a knowledge.toml; an \
             overlay has causes/, observations/, recommendations/, red_flags/, sources/ or texts/"
        )]);
    }
    let whole = found.files.iter().any(|(path, _)| path == "knowledge.toml");
    let overlay =
        if whole { None } else { Some(prefix(folder).ok_or_else(|| vec![no_name(&name)])?) };
    Ok(Folder { files: found.files, overlay })
}

/// The folder's own name, also where it was given as `.`.
fn prefix(folder: &Path) -> Option<String> {
    let full = folder.canonicalize().ok()?;
    Some(full.file_name()?.to_str()?.replace('-', "_"))
}

fn no_name(name: &str) -> String {
    format!(
        "{name}: an overlay needs a folder with a name, which its ids begin with [file.no_prefix]"
    )
}

#[derive(Default)]
struct Found {
    files: Vec<(String, String)>,
    problems: Vec<String>,
}

impl Found {
    fn walk(&mut self, folder: &Path, inside: &str, depth: usize) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(input::unreadable(&folder.display().to_string(), &error));
                return;
            }
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let name = format!("{inside}{name}");
            if path.is_dir() {
                // A link can lead back up: below the deepest folder nothing belongs to the knowledge.
                if depth > 1 {
                    self.walk(&path, &format!("{name}/"), depth - 1);
                }
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                match input::text(&path) {
                    Ok(text) => self.files.push((name, text)),
                    Err(problem) => self.problems.push(problem),
                }
            }
        }
    }
}
