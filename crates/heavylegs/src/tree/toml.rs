//! TOML to a tree, with the line of every value.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Node, Place, Value};

/// Reads TOML as far as it can be read; each error comes with its line.
pub(crate) fn parse_toml(text: &str, file: u32) -> (Node, Vec<(u32, String)>) {
    let lines = Lines::of(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { lines, file, errors: Vec::new() };
    for error in errors {
        let line = error.span().map_or(0, |span| reader.lines.line(span.start));
        reader.errors.push((line, error.message().to_owned()));
    }
    let place = Place { file, line: 1 };
    let tree = Node::new(reader.table(table.get_ref()), place);
    (tree, reader.errors)
}

struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { starts: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect() }
    }

    fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
    }
}

struct Reader {
    lines: Lines,
    file: u32,
    errors: Vec<(u32, String)>,
}

impl Reader {
    fn table(&mut self, table: &DeTable<'_>) -> Value {
        let entries = table.iter().map(|(key, value)| {
            // The key's line: a table's own span may be empty or point at its last header.
            let line = self.lines.line(key.span().start);
            let node = self.node(value, line);
            (key.get_ref().to_string().into(), node)
        });
        Value::Table(entries.collect())
    }

    fn node(&mut self, value: &Spanned<DeValue<'_>>, line: u32) -> Node {
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string().into()),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Integer(number) => {
                let digits = number.as_str();
                self.number(i64::from_str_radix(digits, number.radix()).ok(), digits, line)
            }
            DeValue::Float(number) => self.float(number.as_str(), line),
            DeValue::Array(items) => Value::List(items.iter().map(|n| self.item(n)).collect()),
            DeValue::Table(table) => self.table(table),
            DeValue::Datetime(_) => {
                self.errors.push((line, "a date is not used in this format".to_owned()));
                Value::Null
            }
        };
        Node::new(value, Place { file: self.file, line })
    }

    fn item(&mut self, value: &Spanned<DeValue<'_>>) -> Node {
        let line = self.lines.line(value.span().start);
        self.node(value, line)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers of a knowledge base are far below 2^53"
    )]
    fn number(&mut self, number: Option<i64>, digits: &str, line: u32) -> Value {
        number.map_or_else(|| self.float(digits, line), |number| Value::Number(number as f64))
    }

    fn float(&mut self, digits: &str, line: u32) -> Value {
        match digits.parse::<f64>() {
            Ok(value) if value.is_finite() => Value::Number(value),
            _ => {
                self.errors.push((line, format!("`{digits}` is not a finite number")));
                Value::Null
            }
        }
    }
}
