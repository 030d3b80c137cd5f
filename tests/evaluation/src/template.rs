//! An empty mapping: only what a mapper may see.

use std::fmt::Write;

use crate::cases::{Fact, Questions};

const HEAD: &str = "\
# Which evidence does each fact become? Fill it in from the questions and the words of
# `cargo xtask evaluate --vocabulary` alone: look at no causes, links or references. docs/evaluation.md says how.
#
# evidence = { tired_all_day = true, side = \"one_leg\", ferritin = { value = 14, unit = \"ug/L\" } }
# or, where the vocabulary has no words for it:
# inexpressible = \"no observation for …\"
# or, where it only says that the legs are heavy, which everything is conditioned on and no answer repeats:
# complaint = true
";

/// Returns an empty mapping with the questions of all cases; facts from tests and later events are left out.
#[must_use]
pub fn template(cases: &[Questions]) -> String {
    let mut text = HEAD.to_owned();
    for case in cases {
        // Writing to a text can't fail.
        let _ = write!(text, "\n[[case]]\nid = {}\n", quoted(&case.id));
        for (number, fact) in case.evidence() {
            text += &entry(number, fact);
        }
    }
    text
}

fn entry(number: usize, fact: &Fact) -> String {
    let mut text = format!("\n[[case.fact]]\nn = {number}\n");
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("statement", quoted(&fact.statement));
    line("polarity", quoted(&fact.polarity));
    line("stage", quoted(fact.stage.word()));
    if let Some(value) = &fact.value {
        // A number is kept as a text: it is there to be read by a person.
        line("value", quoted(&value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
    }
    if let Some(unit) = &fact.unit {
        line("unit", quoted(unit));
    }
    line("evidence", "{}".to_owned());
    text
}

/// A basic string of TOML: JSON's strings are such, but for the raw DEL.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn any_text_can_be_quoted() {
        for text in
            ["plain", "\"quotes\" and \\", "two\nlines\t\r", "0\u{0}\u{1f}\u{7f}", "µg/L – 🏃"]
        {
            let read: toml::Table = toml::from_str(&format!("key = {}", quoted(text))).unwrap();
            assert_eq!(read["key"].as_str(), Some(text));
        }
    }
}
