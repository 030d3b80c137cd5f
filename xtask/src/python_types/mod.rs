//! The types of the Python package, written from what the library publishes: schemas become frozen dataclasses, ids become
//! `Literal` types. So a field that is added in Rust can't be forgotten in Python.

mod ids;
mod records;

pub(crate) use ids::source as ids;
pub(crate) use records::source as records;

/// The widest line.
const WIDTH: usize = 100;

/// A text as a Python string in double quotes.
fn quoted(text: &str) -> String {
    // JSON's escapes are Python's.
    serde_json::to_string(text).unwrap_or_default()
}

/// A docstring, or the text below an attribute, indented and broken at the width.
fn docstring(text: &str, indent: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('`', "``");
    let text = linked(&text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = format!("{indent}\"\"\"");
    let start = line.len();
    for word in text.split_whitespace() {
        let fresh = line.trim().is_empty() || line.len() == start && lines.is_empty();
        if !fresh && line.len() + 1 + word.len() > WIDTH - 3 {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            line.push_str(word);
        } else {
            if !fresh {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.push(line + "\"\"\"");
    lines.join("\n") + "\n"
}

// Takes the brackets of links in Rust away: what stands in them is left.
fn linked(text: &str) -> String {
    text.replace("[``", "``").replace("``](crate::", "`` (").replace("``]", "``")
}

#[cfg(test)]
mod tests {
    use super::{docstring, quoted};

    #[test]
    fn docstrings_are_broken_and_escaped() {
        assert_eq!(docstring("A `b`.", "    "), "    \"\"\"A ``b``.\"\"\"\n");
        let long = docstring(&"word ".repeat(60), "    ");
        assert!(long.lines().all(|line| line.len() <= 100), "{long}");
        assert_eq!(long.split_whitespace().count(), 60);
        assert_eq!(docstring("See [`X`].", ""), "\"\"\"See ``X``.\"\"\"\n");
        assert_eq!(quoted("a\"b"), "\"a\\\"b\"");
    }
}
