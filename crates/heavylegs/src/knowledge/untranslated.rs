//! What one language has and another one lacks.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::KnowledgeBuilder;
use crate::tree::{Node, Place, Value, to_canonical_json};

/// Something that is there in English only, at its outermost key.
#[derive(Debug)]
pub(crate) struct Untranslated<'a> {
    /// Below the language: `causes`, `heat`, `note`.
    pub(crate) path: Vec<&'a str>,
    pub(crate) english: &'a Node,
    /// The table of the translation that lacks it.
    pub(crate) within: Place,
}

impl Untranslated<'_> {
    pub(crate) fn key(&self) -> &str {
        self.path.last().copied().unwrap_or_default()
    }
}

/// Lists what a translation lacks, in the order of the English texts.
pub(crate) fn untranslated<'a>(english: &'a Node, translated: &Node) -> Vec<Untranslated<'a>> {
    let mut found = Vec::new();
    compare(english, translated, &mut Vec::new(), &mut found);
    found
}

fn compare<'a>(
    english: &'a Node,
    translated: &Node,
    path: &mut Vec<&'a str>,
    found: &mut Vec<Untranslated<'a>>,
) {
    let (Value::Table(wanted), Value::Table(given)) = (&english.value, &translated.value) else {
        return;
    };
    let given: BTreeMap<&str, &Node> =
        given.iter().map(|(key, node)| (key.as_ref(), node)).collect();
    for (key, node) in wanted {
        path.push(key);
        match given.get(key.as_ref()) {
            Some(other) => compare(node, other, path, found),
            // Section by section: whoever has none of a section lacks its entries.
            None if path.len() == 1 => {
                let none = Node::new(Value::Table(Vec::new()), translated.place);
                compare(node, &none, path, found);
            }
            None => {
                let (path, within) = (path.clone(), translated.place);
                found.push(Untranslated { path, english: node, within });
            }
        }
        path.pop();
    }
}

impl Node {
    /// How many texts are in it.
    pub(crate) fn count_texts(&self) -> usize {
        match &self.value {
            Value::Text(_) => 1,
            Value::List(items) => items.iter().map(Node::count_texts).sum(),
            Value::Table(entries) => entries.iter().map(|(_, node)| node.count_texts()).sum(),
            _ => 0,
        }
    }
}

impl KnowledgeBuilder {
    /// Returns what a language lacks, as TOML to be filled in: for each text an empty one, with the English beside, below the
    /// name of the file in which the English stands.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::KnowledgeBase;
    ///
    /// let builder = KnowledgeBase::builder()
    ///     .file("texts/en/all.toml", "[causes.heat]\nname = \"heat\"\nsummary = \"Hot legs.\"")
    ///     .file("texts/de/all.toml", "[causes.heat]\nname = \"Hitze\"");
    /// let text = builder.untranslated("de");
    /// assert!(text.ends_with("[causes.heat]\n# Hot legs.\nsummary = \"\"\n"));
    /// ```
    #[must_use]
    pub fn untranslated(self, language: &str) -> String {
        let (tree, files) = self.merged();
        let texts = |language| tree.get("texts").and_then(|texts| texts.get(language));
        let none = Node::new(Value::Table(Vec::new()), Place::default());
        let Some(english) = texts("en") else { return String::new() };
        let mut out = String::new();
        let (mut last_file, mut last_table) = (u32::MAX, String::new());
        let mut all = untranslated(english, texts(language).unwrap_or(&none));
        all.sort_by_key(|lacking| (lacking.english.place.file, lacking.english.place.line));
        for lacking in all {
            let place = lacking.english.place;
            if place.file != last_file {
                let file = files.get(place.file as usize).map_or("", String::as_str);
                // Writing to a String can't fail.
                let _ = writeln!(out, "\n# {}", file.replacen("/en/", &format!("/{language}/"), 1));
                (last_file, last_table) = (place.file, String::new());
            }
            let mut path = lacking.path;
            skeleton(&mut out, &mut path, lacking.english, &mut last_table);
        }
        out
    }
}

/// Writes a text, or all those of a table.
fn skeleton<'a>(
    out: &mut String,
    path: &mut Vec<&'a str>,
    english: &'a Node,
    last_table: &mut String,
) {
    if let Value::Table(entries) = &english.value {
        // A table in it would end the table.
        let is_table = |node: &Node| matches!(node.value, Value::Table(_));
        let mut sorted: Vec<_> = entries.iter().collect();
        sorted.sort_by_key(|(_, node)| (is_table(node), node.place.line));
        for (key, node) in sorted {
            path.push(key);
            skeleton(out, path, node, last_table);
            path.pop();
        }
        return;
    }
    let Some((key, table)) = path.split_last() else { return };
    let table = table.join(".");
    // Writing to a String can't fail.
    if table != *last_table {
        let _ = writeln!(out, "\n[{table}]");
        *last_table = table;
    }
    let _ = match &english.value {
        Value::Text(text) => writeln!(out, "# {text}\n{key} = \"\""),
        Value::List(items) => {
            let empty = vec!["\"\""; items.len()].join(", ");
            writeln!(out, "# {}\n{key} = [{empty}]", to_canonical_json(english).trim_end())
        }
        _ => Ok(()),
    };
}
