//! The fields of a TOML table, each taken once; what is left over is not known.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::nearest::nearest;

const SYNTAX: &str = "athlete.syntax";

/// The problems of a text, with the lines they are in.
pub(super) struct Problems<'a> {
    text: &'a str,
    /// Each with its line.
    problems: Vec<(usize, Diagnostic)>,
}

/// The place of a key: where it begins in the text and its path.
#[derive(Debug, Clone)]
pub(super) struct Place {
    byte: usize,
    path: String,
}

impl<'a> Problems<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, problems: Vec::new() }
    }

    /// Adds a problem.
    pub(super) fn add(&mut self, code: &'static str, place: &Place, message: String, help: String) {
        let before = self.text.get(..place.byte).unwrap_or("");
        let line = 1 + before.matches('\n').count();
        let at = if place.path.is_empty() {
            format!("line {line}")
        } else {
            format!("line {line}, {}", place.path)
        };
        let problem = Diagnostic::new(code, DiagnosticLevel::Unusable, message).at(at);
        let problem = if help.is_empty() { problem } else { problem.advise(help) };
        self.problems.push((line, problem));
    }

    /// Returns all of them in the order of the text. Of a line that is no TOML only that is said.
    pub(super) fn in_order(mut self) -> Vec<Diagnostic> {
        self.problems.sort_by_key(|(line, problem)| (*line, problem.code != SYNTAX));
        let mut broken = 0;
        self.problems.retain(|(line, problem)| {
            let is_first = broken != *line;
            broken = if problem.code == SYNTAX { *line } else { broken };
            is_first
        });
        self.problems.into_iter().map(|(_, problem)| problem).collect()
    }

    /// Adds a problem of the text itself.
    pub(super) fn add_syntax(&mut self, byte: usize, message: &str) {
        let place = Place { byte, path: String::new() };
        let help = "put texts in quotes, and each key with `=` in a line of its own".to_owned();
        self.add(SYNTAX, &place, message.to_owned(), help);
    }
}

/// A table whose fields are taken one after the other.
pub(super) struct Fields<'t, 'd> {
    table: &'t DeTable<'d>,
    path: String,
    known: Vec<&'static str>,
}

impl<'t, 'd> Fields<'t, 'd> {
    pub(super) fn new(table: &'t DeTable<'d>, path: String) -> Self {
        Self { table, path, known: Vec::new() }
    }

    /// Takes a field, whatever it is.
    pub(super) fn take(&mut self, key: &'static str) -> Option<(&'t DeValue<'d>, Place)> {
        self.known.push(key);
        let (spanned, value) = self.table.iter().find(|(k, _)| k.get_ref() == key)?;
        Some((value.get_ref(), self.place(spanned.span().start, key)))
    }

    fn place(&self, byte: usize, key: &str) -> Place {
        let dot = if self.path.is_empty() { "" } else { "." };
        Place { byte, path: format!("{}{dot}{key}", self.path) }
    }

    /// Takes a number within the plausible.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        range: RangeInclusive<f64>,
        problems: &mut Problems<'_>,
    ) -> Option<f64> {
        let (value, place) = self.take(key)?;
        let digits = match value {
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            other => {
                let help = format!("write `{key} = {}`", range.start());
                problems.add("athlete.kind", &place, wrong(other, "a number"), help);
                return None;
            }
        };
        let number = digits.replace('_', "").parse::<f64>().ok().filter(|n| range.contains(n));
        if number.is_none() {
            let (least, most) = range.into_inner();
            let message = format!("`{digits}` is outside {least}..={most}");
            problems.add(
                "athlete.range",
                &place,
                message,
                "look at the unit in the key".to_owned(),
            );
        }
        number
    }

    /// Takes a text.
    pub(super) fn text(
        &mut self,
        key: &'static str,
        problems: &mut Problems<'_>,
    ) -> Option<(&'t str, Place)> {
        let (value, place) = self.take(key)?;
        let Some(text) = value.as_str() else {
            let help = format!("put it in quotes: `{key} = \"…\"`");
            problems.add("athlete.kind", &place, wrong(value, "a text"), help);
            return None;
        };
        Some((text, place))
    }

    /// Takes one of a few words.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
        problems: &mut Problems<'_>,
    ) -> Option<T> {
        let (text, place) = self.text(key, problems)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let names: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            let message = format!("`{}` is none of {}", shown(text), names.join(", "));
            let help = meant(text, words.iter().map(|(word, _)| *word)).unwrap_or_default();
            problems.add("athlete.word", &place, message, help);
        }
        found.map(|(_, value)| *value)
    }

    /// Takes a table within this one.
    pub(super) fn table(
        &mut self,
        key: &'static str,
        problems: &mut Problems<'_>,
    ) -> Option<Fields<'t, 'd>> {
        let (value, place) = self.take(key)?;
        let Some(table) = value.as_table() else {
            let help = format!("write `[{}]` and its keys in lines below", place.path);
            problems.add("athlete.kind", &place, wrong(value, "a table"), help);
            return None;
        };
        Some(Fields::new(table, place.path))
    }

    /// Takes a list of tables.
    pub(super) fn tables(
        &mut self,
        key: &'static str,
        problems: &mut Problems<'_>,
    ) -> Vec<(Fields<'t, 'd>, Place)> {
        let Some((value, place)) = self.take(key) else { return Vec::new() };
        let item = |(at, item): (usize, &'t Spanned<DeValue<'d>>)| {
            let path = format!("{}[{at}]", place.path);
            let place = Place { byte: item.span().start, path: path.clone() };
            Some((Fields::new(item.get_ref().as_table()?, path), place))
        };
        let items = value.as_array().and_then(|items| items.iter().enumerate().map(item).collect());
        items.unwrap_or_else(|| {
            let help = format!("begin each with a line `[[{key}]]`");
            problems.add("athlete.kind", &place, wrong(value, "a list of tables"), help);
            Vec::new()
        })
    }

    /// Says which keys were not asked for.
    pub(super) fn finish(self, problems: &mut Problems<'_>) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) {
                continue;
            }
            let help = meant(name, self.known.iter().copied())
                .unwrap_or_else(|| format!("known here are {}", self.known.join(", ")));
            let place = self.place(key.span().start, &shown(name));
            problems.add("athlete.unknown_key", &place, "the key is not known".to_owned(), help);
        }
    }
}

fn meant<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(word, words).map(|guess| format!("did you mean `{guess}`?"))
}

fn wrong(value: &DeValue<'_>, expected: &str) -> String {
    let found = match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    format!("this is {found}, not {expected}")
}

/// Returns a text short enough for a message.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
