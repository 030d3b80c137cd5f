//! Reading a table field by field: what is missing, of the wrong kind or not known becomes a problem.

use super::{Node, Place, Text, Value};
use crate::problem::{Problem, did_you_mean};

/// Collects problems and knows the names of the files that places point to.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    pub(crate) files: Vec<String>,
    pub(crate) found: Vec<Problem>,
    /// Whether no problem is expected: then no path is put together for one, which is most of the work of reading.
    without_paths: bool,
}

impl Problems {
    /// For what the tests read: problems would have no paths.
    #[cfg(feature = "builtin")]
    pub(crate) fn unexpected() -> Self {
        Self { without_paths: true, ..Self::default() }
    }

    pub(crate) fn add(&mut self, problem: Problem, place: Place) {
        let known = (place.line > 0).then(|| self.files.get(place.file as usize)).flatten();
        let problem = match known {
            Some(file) => problem.in_file(file, Some(place.line)),
            None => problem,
        };
        self.found.push(problem);
    }
}

/// A table being read. Call [`Fields::finish`] at the end: it reports the keys nobody asked for.
pub(crate) struct Fields<'a> {
    entries: &'a [(Text, Node)],
    pub(crate) path: String,
    pub(crate) place: Place,
    asked: Vec<&'static str>,
}

/// The codes of problems with the shape of a text; one set for knowledge, one for evidence.
pub(crate) const SHAPE: &str = "knowledge.shape";

impl<'a> Fields<'a> {
    pub(crate) fn of(node: &'a Node, path: &str, problems: &mut Problems) -> Option<Self> {
        let path = if problems.without_paths { String::new() } else { path.to_owned() };
        Self::at(node, path, problems)
    }

    /// Reads an entry of a section.
    pub(crate) fn entry(
        node: &'a Node,
        section: &str,
        id: &str,
        problems: &mut Problems,
    ) -> Option<Self> {
        let path = if problems.without_paths { String::new() } else { format!("{section}.{id}") };
        Self::at(node, path, problems)
    }

    fn at(node: &'a Node, path: String, problems: &mut Problems) -> Option<Self> {
        let Value::Table(entries) = &node.value else {
            wrong_kind(node, &path, "a table", problems);
            return None;
        };
        // Few tables have more fields; room for them at once costs less than growing.
        Some(Self { entries, path, place: node.place, asked: Vec::with_capacity(16) })
    }

    pub(crate) fn sub(&self, key: &str) -> String {
        inside(&self.path, key)
    }

    /// Returns the field, if it is there.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        self.entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// Returns the field; reports it where it is missing.
    pub(crate) fn need(&mut self, key: &'static str, problems: &mut Problems) -> Option<&'a Node> {
        let found = self.take(key);
        if found.is_none() {
            let message = format!("`{key}` is missing");
            problems.add(Problem::error(SHAPE, self.path.as_str(), message), self.place);
        }
        found
    }

    pub(crate) fn text(&mut self, key: &'static str, problems: &mut Problems) -> Option<String> {
        self.borrowed_text(key, problems).map(str::to_owned)
    }

    /// Returns a text that is only looked at.
    pub(crate) fn borrowed_text(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Option<&'a str> {
        let node = self.take(key)?;
        text_at(node, || self.sub(key), problems)
    }

    pub(crate) fn needed_text(&mut self, key: &'static str, problems: &mut Problems) -> String {
        let node = self.need(key, problems);
        let found = node.and_then(|node| text_at(node, || self.sub(key), problems));
        found.unwrap_or_default().to_owned()
    }

    pub(crate) fn texts(&mut self, key: &'static str, problems: &mut Problems) -> Vec<String> {
        let Some(node) = self.take(key) else { return Vec::new() };
        texts(node, &self.sub(key), problems)
    }

    pub(crate) fn flag(
        &mut self,
        key: &'static str,
        default: bool,
        problems: &mut Problems,
    ) -> bool {
        match self.take(key).map(|node| (node, &node.value)) {
            None => default,
            Some((_, Value::Bool(value))) => *value,
            Some((node, _)) => {
                wrong_kind(node, &self.sub(key), "true or false", problems);
                default
            }
        }
    }

    /// Returns one of the values of an enumeration named by words.
    pub(crate) fn word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
        problems: &mut Problems,
    ) -> Option<T> {
        let node = self.take(key)?;
        let found = text_at(node, || self.sub(key), problems)?;
        let value = words.iter().find(|(word, _)| *word == found).map(|(_, value)| *value);
        if value.is_none() {
            let names: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            let problem = Problem::error(
                SHAPE,
                self.sub(key),
                format!("`{found}` is none of {}", names.join(", ")),
            )
            .advise_maybe(did_you_mean(found, names));
            problems.add(problem, node.place);
        }
        value
    }

    pub(crate) fn number(&mut self, key: &'static str, problems: &mut Problems) -> Option<f64> {
        let node = self.take(key)?;
        if let Value::Number(value) = node.value {
            return Some(value);
        }
        number(node, &self.sub(key), problems)
    }

    /// Returns the entries that were not asked for by name.
    pub(crate) fn rest(&self) -> impl Iterator<Item = (&'a str, &'a Node)> + use<'a, '_> {
        self.entries
            .iter()
            .filter(|(key, _)| !self.asked.contains(&key.as_ref()))
            .map(|(key, node)| (key.as_ref(), node))
    }

    /// Reads the entries that were not asked for by name; what can't be read is left out.
    pub(crate) fn read_rest<T>(
        &self,
        mut read: impl FnMut(&'a str, &'a Node) -> Option<T>,
    ) -> Vec<T> {
        let mut found = Vec::with_capacity(self.entries.len());
        found.extend(self.rest().filter_map(|(key, node)| read(key, node)));
        found
    }

    pub(crate) fn finish(self, problems: &mut Problems) {
        for (key, node) in self.rest() {
            let problem = Problem::error(
                "knowledge.unknown_key",
                self.sub(key),
                format!("`{key}` is not known here"),
            )
            .advise_maybe(did_you_mean(key, self.asked.iter().copied()));
            problems.add(problem, node.place);
        }
    }
}

/// Returns the path of something inside; nothing where no paths are put together.
pub(crate) fn inside(path: &str, key: &str) -> String {
    if path.is_empty() { String::new() } else { format!("{path}.{key}") }
}

/// Returns the path of an item of a list; nothing where no paths are put together.
pub(crate) fn nth(path: &str, at: usize) -> String {
    if path.is_empty() { String::new() } else { format!("{path}[{at}]") }
}

/// Reads all of a list or table; what can't be read is left out. It seldom is, so room for all is made at once.
pub(crate) fn read_all<'a, T, U>(items: &'a [T], read: impl FnMut(&'a T) -> Option<U>) -> Vec<U> {
    let mut found = Vec::with_capacity(items.len());
    found.extend(items.iter().filter_map(read));
    found
}

pub(crate) fn wrong_kind(node: &Node, path: &str, wanted: &str, problems: &mut Problems) {
    let message = format!("expected {wanted}, found {}", node.kind());
    problems.add(Problem::error(SHAPE, path, message), node.place);
}

pub(crate) fn text(node: &Node, path: &str, problems: &mut Problems) -> Option<String> {
    text_at(node, || path.to_owned(), problems).map(str::to_owned)
}

/// Reads a text; where it stands is only put together for a problem.
pub(crate) fn text_at<'a>(
    node: &'a Node,
    path: impl Fn() -> String,
    problems: &mut Problems,
) -> Option<&'a str> {
    if let Value::Text(text) = &node.value {
        return Some(text);
    }
    wrong_kind(node, &path(), "a text", problems);
    None
}

pub(crate) fn number(node: &Node, path: &str, problems: &mut Problems) -> Option<f64> {
    if let Value::Number(value) = node.value {
        return Some(value);
    }
    wrong_kind(node, path, "a number", problems);
    None
}

pub(crate) fn list<'a>(node: &'a Node, path: &str, problems: &mut Problems) -> &'a [Node] {
    if let Value::List(items) = &node.value {
        return items;
    }
    wrong_kind(node, path, "a list", problems);
    &[]
}

pub(crate) fn texts(node: &Node, path: &str, problems: &mut Problems) -> Vec<String> {
    read_all(list(node, path, problems), |item| text(item, path, problems))
}

pub(crate) fn numbers(node: &Node, path: &str, problems: &mut Problems) -> Vec<f64> {
    read_all(list(node, path, problems), |item| number(item, path, problems))
}
