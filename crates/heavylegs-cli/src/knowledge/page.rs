//! Lines for a terminal.

use std::fmt::Debug;

use anstyle::{AnsiColor, Style};

use crate::output::printable;

const ID: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));

/// Text that grows line by line.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
}

impl Page {
    pub(super) fn line(&mut self, line: &str) {
        self.push(printable(line).trim_end());
    }

    /// A line that begins with an id.
    pub(super) fn row(&mut self, id: &str, rest: &str) {
        self.push(format!("{ID}{}{ID:#}  {}", printable(id), printable(rest)).trim_end());
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// The word of the knowledge files for a variant: `SameDay` is "`same_day`".
pub(super) fn word(variant: &impl Debug) -> String {
    let mut word = String::new();
    for letter in format!("{variant:?}").chars() {
        if letter.is_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.extend(letter.to_lowercase());
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_become_the_words_of_the_files() {
        assert_eq!(word(&heavylegs::Urgency::SameDay), "same_day");
        assert_eq!(word(&heavylegs::Activity::NoRunningUntilSeen), "no_running_until_seen");
    }
}
