//! A table of texts: its header and its rows, each with its line.

use super::MOST_TITLES;
use super::known::Format;
use super::text::{decode, delimiters};
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// Larger files are not looked at.
pub(super) const MOST_BYTES: usize = 32 << 20;
/// Rows after these are not read: a session a day for a hundred years.
pub(super) const MOST_ROWS: usize = 100_000;
/// Columns after these are not read.
pub(super) const MOST_COLUMNS: usize = 1000;
/// Files with longer lines are not looked at: the longest rows of real exports have some kilobytes.
pub(super) const MOST_BYTES_OF_LINE: usize = 1 << 20;
/// Cells after these are not read: keeps a table of many rows and many columns small.
pub(super) const MOST_CELLS: usize = 5_000_000;

/// One row: the line it begins in, from 1, and its cells.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) line: u32,
    cells: csv::StringRecord,
}

/// What stands in a cell that was not filled in.
const MISSING: [&str; 8] = ["", "-", "--", "null", "NaN", "nan", "n/a", "N/A"];

impl Row {
    /// Returns what stands in a cell; `None` where it is not filled in or not there.
    pub(super) fn text(&self, column: Option<usize>) -> Option<&str> {
        let cell = self.cells.get(column?)?.trim();
        (!MISSING.contains(&cell)).then_some(cell)
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// Returns the names of the columns. The comma in `fatigue[1-5,low_is_worse]` parts nothing, in quotes or not.
    pub(super) fn headers(&self) -> Vec<String> {
        let mut headers: Vec<String> = Vec::new();
        for cell in self.cells.iter().map(str::trim) {
            match headers.last_mut() {
                Some(open) if open.contains('[') && !open.contains(']') && cell.ends_with(']') => {
                    open.push(',');
                    open.push_str(cell);
                }
                _ => headers.push(cell.to_owned()),
            }
        }
        headers
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Returns whether something stands to the right of the last column.
    pub(super) fn overflows(&self, columns: usize) -> bool {
        self.cells.iter().skip(columns).any(|cell| !cell.trim().is_empty())
    }
}

/// Reads the rows of a table; what the limits cut off is said.
pub(super) fn rows(bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Vec<Row> {
    let text = decode(bytes);
    if text.is_latin1 {
        let message = "the text is no UTF-8 and was read as Latin-1";
        diagnostics.push(Diagnostic::new("csv.latin1", DiagnosticLevel::Note, message));
    }
    if let Some(diagnostic) = too_long(&text.text) {
        diagnostics.push(diagnostic);
        return Vec::new();
    }
    let known = |delimiter: &u8| {
        let first = parse(&text.text, *delimiter, MOST_TITLES, &mut Vec::new());
        first.iter().any(|row| Format::of(row).is_some())
    };
    // What makes a header that is known, else what is most frequent.
    let delimiters = delimiters(&text.text);
    let delimiter = delimiters.iter().copied().find(known).unwrap_or(delimiters[0]);
    parse(&text.text, delimiter, MOST_ROWS, diagnostics)
}

fn parse(
    text: &str,
    delimiter: u8,
    most_rows: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let (mut rows, mut cells, mut record) = (Vec::new(), 0, csv::StringRecord::new());
    let mut lines = Lines { text, at: 0, line: 1 };
    // The text is UTF-8 and lengths may differ, so that no record is an error.
    while reader.read_record(&mut record).unwrap_or(false) {
        let line = lines.line(record.position().map_or(0, csv::Position::byte));
        cells += record.len().min(MOST_COLUMNS);
        if rows.len() >= most_rows || cells > MOST_CELLS {
            diagnostics.push(too_many(rows.len(), line));
            break;
        }
        // A copy of the record itself would keep the buffers of its longest row.
        rows.push(Row { line, cells: record.iter().take(MOST_COLUMNS).collect() });
    }
    rows
}

/// Counts lines, since the reader's own count leaves out the empty lines before a row.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// Returns the line, from 1, of the row that is read from a byte on; bytes must not go back.
    fn line(&mut self, byte: u64) -> u32 {
        let bytes = self.text.as_bytes();
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len());
        let empty = bytes.iter().skip(byte).take_while(|byte| **byte == b'\n').count();
        let lines = self.text.get(self.at..byte + empty).unwrap_or("").matches('\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.at = byte + empty;
        self.line
    }
}

fn too_long(text: &str) -> Option<Diagnostic> {
    let line = text.split('\n').position(|line| line.len() > MOST_BYTES_OF_LINE)?;
    let message = format!("the line is longer than {} MiB", MOST_BYTES_OF_LINE >> 20);
    let diagnostic = Diagnostic::new("csv.long_line", DiagnosticLevel::Unusable, message);
    Some(diagnostic.at(format!("line {}", line + 1)).advise("this is no table of text"))
}

fn too_many(rows: usize, line: u32) -> Diagnostic {
    let message = format!("the table goes on after the {rows} rows that were read");
    Diagnostic::new("csv.too_large", DiagnosticLevel::Partial, message)
        .at(format!("line {line}"))
        .advise(format!("split it: {MOST_ROWS} rows and {MOST_CELLS} cells are read of one"))
}

/// Longer names of columns are cut.
const LONGEST_NAME: usize = 200;

/// Returns the small letters and digits of a header before a `[`: `Avg. HR` and `avg_hr` are the same column.
pub(super) fn key(header: &str) -> String {
    let name = header.split('[').next().unwrap_or(header);
    name.chars()
        .take(LONGEST_NAME)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn rows_know_their_lines_whatever_lies_between() {
        let lines = |text: &str| -> Vec<u32> {
            rows(text.as_bytes(), &mut Vec::new()).iter().map(|row| row.line).collect()
        };
        assert_eq!(lines("a\n\n\nb\n\"c\nc\"\nd\n"), [1, 4, 5, 7]);
        assert_eq!(lines("a\r\nb\r\n\r\nc"), [1, 2, 4]);
        assert_eq!(lines("a\rb\r\rc"), [1, 2, 4]);
    }

    #[test]
    fn the_comma_within_a_scale_parts_nothing() {
        let rows =
            rows(b"date,fatigue[1-5,low_is_worse],\"mood[1-5,low_is_worse]\",x", &mut Vec::new());
        let expected = ["date", "fatigue[1-5,low_is_worse]", "mood[1-5,low_is_worse]", "x"];
        assert_eq!(rows[0].headers(), expected);
    }
}
