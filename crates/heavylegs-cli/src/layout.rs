//! Lines that end where the window ends.

use std::fmt::Write;
use std::io::{self, IsTerminal};

use anstyle::Style;

/// Beyond this, lines are hard to read.
const WIDEST: usize = 80;
/// Below this, words are broken by the terminal.
const NARROWEST: usize = 20;

/// How wide lines are in the window that is talked in; 80 where nobody can tell.
pub(crate) fn columns() -> usize {
    fitting(terminal_size::terminal_size().map(|(width, _)| width.0))
}

/// How wide lines on stdout are: in a file or a pipe always 80.
pub(crate) fn columns_of_stdout() -> usize {
    if io::stdout().is_terminal() { columns() } else { WIDEST }
}

fn fitting(window: Option<u16>) -> usize {
    window.map_or(WIDEST, |width| usize::from(width).clamp(NARROWEST, WIDEST))
}

/// Text that grows paragraph by paragraph.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) text: String,
    columns: usize,
}

impl Lines {
    pub(crate) fn new(columns: usize) -> Self {
        Self { text: String::new(), columns }
    }

    pub(crate) fn gap(&mut self) -> &mut Self {
        self.text.push('\n');
        self
    }

    /// A paragraph; its further lines stand below its first word. Letters that could steer a terminal are dropped.
    pub(crate) fn add(&mut self, style: Style, lead: &str, text: &str) -> &mut Self {
        let hang = " ".repeat(lead.chars().count());
        let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut line = lead.to_owned();
        let mut width = lead.chars().count();
        let mut empty = true;
        for word in clean.split(' ').filter(|word| !word.is_empty()) {
            let letters = word.chars().count();
            if !empty && width + 1 + letters > self.columns {
                self.push(style, &std::mem::replace(&mut line, hang.clone()));
                (width, empty) = (hang.len(), true);
            }
            if !empty {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += letters;
            empty = false;
        }
        self.push(style, line.trim_end());
        self
    }

    /// Each line is styled by itself: what stops in the middle leaves no colour behind.
    fn push(&mut self, style: Style, line: &str) {
        // Writing to a text can't fail.
        let _ = writeln!(self.text, "{style}{line}{style:#}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_used_up_to_what_is_read_well() {
        assert_eq!([None, Some(0), Some(40), Some(300)].map(fitting), [80, 20, 40, 80]);
    }

    #[test]
    fn lines_end_where_the_window_ends_and_hang_below_their_first_word() {
        let mut lines = Lines::new(20);
        lines.add(Style::new(), " 1  ", "pain or pressure in the\u{1b}[2J chest");
        assert_eq!(lines.text, " 1  pain or pressure\n    in the [2J chest\n");
        assert!(lines.text.lines().all(|line| line.chars().count() <= 20));
    }
}
