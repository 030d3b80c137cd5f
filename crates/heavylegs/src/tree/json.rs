//! JSON to a tree and back.

use std::fmt::{self, Write};

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Node, Place, Text, Value};

/// Reads JSON. The message of an error names line and column.
pub(crate) fn parse_json(text: &str) -> Result<Node, serde_json::Error> {
    serde_json::from_str(text)
}

/// Reads JSON that is built in; texts stay where they are.
pub(crate) fn parse_embedded(text: &'static str) -> Result<Node, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = Tree { depth: 0, text: Text::Borrowed }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(tree)
}

/// How deep lists and tables may stand in each other: as deep as `serde_json` reads. A mapping of another language may
/// contain itself.
const DEEPEST: u8 = 127;

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Tree { depth: 0, text: copied }.deserialize(deserializer)
    }
}

/// Reads one value that stands `depth` lists and tables deep.
#[derive(Clone, Copy)]
struct Tree<'de> {
    depth: u8,
    /// What becomes of a text that stands in the source as it is meant.
    text: fn(&'de str) -> Text,
}

fn copied(text: &str) -> Text {
    Text::Owned(text.to_owned())
}

impl Tree<'_> {
    fn inner<E: de::Error>(self) -> Result<Self, E> {
        if self.depth == DEEPEST {
            return Err(E::custom("lists and tables stand too deep in each other"));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

fn node(value: Value) -> Node {
    Node::new(value, Place::default())
}

impl<'de> DeserializeSeed<'de> for Tree<'de> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'de> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(node(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(node(Value::Bool(value)))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of evidence are far below 2^53")]
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(node(Value::Number(value as f64)))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of evidence are far below 2^53")]
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(node(Value::Number(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(node(Value::Number(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(node(Value::Text(copied(value))))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Node, E> {
        Ok(node(Value::Text((self.text)(value))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let inner = self.inner()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(node(Value::List(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let inner = self.inner()?;
        let mut table = Vec::new();
        while let Some(key) = entries.next_key_seed(Key(self.text))? {
            table.push((key, entries.next_value_seed(inner)?));
        }
        Ok(node(Value::Table(table)))
    }
}

/// Reads a key, as [`Tree`] reads a text.
struct Key<'de>(fn(&'de str) -> Text);

impl<'de> DeserializeSeed<'de> for Key<'de> {
    type Value = Text;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Text, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'de> {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, value: &str) -> Result<Text, E> {
        Ok(copied(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Text, E> {
        Ok((self.0)(value))
    }
}

/// Writes the one canonical text of a tree: sorted keys, two spaces, shortest numbers, whole ones without a point.
pub(crate) fn to_canonical_json(tree: &Node) -> String {
    let mut text = String::new();
    write_node(tree, 0, &mut text);
    text.push('\n');
    text
}

fn write_node(node: &Node, depth: usize, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(value) => write_number(*value, out),
        Value::Text(text) => write_text(text, out),
        Value::List(items) => {
            write_items(items.iter().map(|item| (None, item)), ['[', ']'], depth, out);
        }
        Value::Table(entries) => {
            let mut sorted: Vec<_> = entries.iter().collect();
            sorted.sort_by(|a, b| a.0.cmp(&b.0));
            let items = sorted.iter().map(|(key, item)| (Some(key.as_ref()), item));
            write_items(items, ['{', '}'], depth, out);
        }
    }
}

/// Lists and tables of plain values stand on one line, so that a change shows as one line.
fn write_items<'a>(
    items: impl Iterator<Item = (Option<&'a str>, &'a Node)>,
    [open, close]: [char; 2],
    depth: usize,
    out: &mut String,
) {
    let items: Vec<_> = items.collect();
    let flat = items.iter().all(|(_, n)| !matches!(n.value, Value::List(_) | Value::Table(_)));
    out.push(open);
    for (position, (key, item)) in items.iter().enumerate() {
        if position > 0 {
            out.push_str(if flat { ", " } else { "," });
        }
        if !flat {
            indent(depth + 1, out);
        }
        if let Some(key) = key {
            write_text(key, out);
            out.push_str(": ");
        }
        write_node(item, depth + 1, out);
    }
    if !flat {
        indent(depth, out);
    }
    out.push(close);
}

fn indent(depth: usize, out: &mut String) {
    out.push('\n');
    (0..depth).for_each(|_| out.push_str("  "));
}

fn write_number(value: f64, out: &mut String) {
    // `{}` of a whole f64 has no point, and is the shortest text that reads back as the same number.
    // Writing to a String can't fail.
    let _ = write!(out, "{value}");
}

fn write_text(text: &str, out: &mut String) {
    let plain = |byte: u8| byte >= 0x20 && byte != b'"' && byte != b'\\';
    if text.bytes().all(plain) {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}
