//! Columns as wide as what stands in them, the last one as wide as the window leaves it.

use anstyle::{AnsiColor, Color, Style};

use crate::layout::Lines;

/// Less than this is too little for the last column: then each row has two lines.
const LEAST_LAST: usize = 20;

/// What should not be overlooked.
pub(super) const ALARM: Style = Style::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Yellow)));

/// A table that has a last column of words beside `N` short ones.
pub(super) struct Table<const N: usize> {
    heads: [&'static str; N],
    widths: [usize; N],
    /// Numbers stand to the right.
    are_numbers: [bool; N],
    is_narrow: bool,
}

impl<const N: usize> Table<N> {
    pub(super) fn of(heads: [&'static str; N], rows: &[[String; N]], columns: usize) -> Self {
        let column = |at: usize| rows.iter().filter_map(move |row| row.get(at));
        let width = |at: usize, head: &str| {
            column(at).map(|text| letters(text)).chain([letters(head)]).max().unwrap_or(0)
        };
        let mut widths = [0; N];
        let mut are_numbers = [false; N];
        for (at, head) in heads.iter().enumerate() {
            let is_number = |text: &String| {
                text.chars().all(|letter| letter.is_ascii_digit() || letter == '\u{2212}')
            };
            if let (Some(slot), Some(kind)) = (widths.get_mut(at), are_numbers.get_mut(at)) {
                (*slot, *kind) = (width(at, head), column(at).all(is_number));
            }
        }
        let used: usize = widths.iter().map(|width| width + 2).sum();
        Self { heads, widths, are_numbers, is_narrow: used + LEAST_LAST > columns }
    }

    /// The heads; none in a narrow window, where each cell says what it is.
    pub(super) fn head(&self, lines: &mut Lines, last: &str) {
        if !self.is_narrow {
            let heads = self.heads.map(str::to_owned);
            lines.add(Style::new().bold(), &self.lead(&heads), last);
        }
    }

    pub(super) fn row(&self, lines: &mut Lines, style: Style, cells: &[String; N], last: &str) {
        if !self.is_narrow {
            lines.add(style, &self.lead(cells), last);
            return;
        }
        let mut said = cells.iter().zip(self.heads).zip(self.are_numbers).enumerate();
        let first = said.next().map(|(_, ((cell, _), _))| cell.as_str()).unwrap_or_default();
        let rest: Vec<String> = said
            .filter(|(_, ((cell, _), _))| !cell.is_empty())
            // A word speaks for itself; a number and an answer to a question do not.
            .map(
                |(at, ((cell, head), is_number))| {
                    if is_number || at + 1 == N { format!("{head} {cell}") } else { cell.clone() }
                },
            )
            .collect();
        lines.add(style, &format!("{first}  "), &rest.join(", "));
        if !last.is_empty() {
            lines.add(Style::new(), "  ", last);
        }
    }

    fn lead(&self, cells: &[String; N]) -> String {
        let mut line = String::new();
        for ((cell, width), is_number) in cells.iter().zip(self.widths).zip(self.are_numbers) {
            let space = " ".repeat(width.saturating_sub(letters(cell)));
            let (before, after) =
                if is_number { (space.as_str(), "") } else { ("", space.as_str()) };
            line.extend([before, cell, after, "  "]);
        }
        line
    }
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<[String; 3]> {
        [["anna", "today", "\u{2212}12"], ["ben", "self-care", ""]]
            .map(|row| row.map(str::to_owned))
            .to_vec()
    }

    fn text(columns: usize) -> String {
        let (mut lines, rows) = (Lines::new(columns), rows());
        let table = Table::of(["name", "urgency", "form"], &rows, columns);
        table.head(&mut lines, "what");
        for row in &rows {
            table.row(&mut lines, Style::new(), row, "Training load");
        }
        lines.text
    }

    #[test]
    fn columns_are_as_wide_as_what_stands_in_them() {
        let wanted = "name  urgency    form  what\n\
                      anna  today       \u{2212}12  Training load\n\
                      ben   self-care        Training load\n";
        assert_eq!(anstream::adapter::strip_str(&text(80)).to_string(), wanted);
    }

    #[test]
    fn a_narrow_window_has_two_lines_a_row() {
        let wanted =
            "anna  today, form \u{2212}12\n  Training load\nben  self-care\n  Training load\n";
        assert_eq!(text(40), wanted);
        assert!(text(20).lines().all(|line| line.chars().count() <= 22));
    }
}
