//! One tree for every text that comes in: authored TOML, `knowledge.json` and evidence.
//!
//! Whoever reads it sees the same shape whatever the format, and knows the file and line where there is one.

pub(crate) mod fields;
mod json;
mod toml;

pub(crate) use json::{parse_embedded, parse_json, to_canonical_json};
pub(crate) use toml::parse_toml;

use std::borrow::Cow;

/// A text or a key. What is built in is not copied: that would be half the work of reading it.
pub(crate) type Text = Cow<'static, str>;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) place: Place,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(Text),
    List(Vec<Node>),
    /// In the order of the text; a key that stands twice is kept twice.
    Table(Vec<(Text, Node)>),
}

/// File (an index into a list that the reader keeps) and line, counted from 1; 0 is unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: u32,
    pub(crate) line: u32,
}

impl Node {
    pub(crate) fn new(value: Value, place: Place) -> Self {
        Self { value, place }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, n)| n),
            _ => None,
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}
