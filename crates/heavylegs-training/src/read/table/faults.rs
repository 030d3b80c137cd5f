//! Cells that can't be read: one diagnostic for each column, however many there are.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// The cells that could not be read, by column and by what was expected.
#[derive(Debug, Default)]
pub(super) struct Faults {
    faults: BTreeMap<(usize, String), Fault>,
}

#[derive(Debug)]
struct Fault {
    count: usize,
    first_line: u32,
    first_cell: String,
}

/// Longer cells are cut in a message.
const LONGEST_SHOWN: usize = 40;

impl Faults {
    /// Counts a cell that is not what was expected, such as `a number from 20 to 150`.
    pub(super) fn add(&mut self, column: usize, line: u32, cell: &str, expected: &str) {
        let fault = self.faults.entry((column, expected.to_owned())).or_insert_with(|| Fault {
            count: 0,
            first_line: line,
            first_cell: shown(cell),
        });
        fault.count += 1;
    }

    /// Returns a diagnostic for each column and expectation, in the order of the columns.
    pub(super) fn report(&self, header: impl Fn(usize) -> String) -> Vec<Diagnostic> {
        let told = self.faults.iter().map(|((column, expected), fault)| {
            let more = match fault.count {
                1 => String::new(),
                count => format!("; {count} such cells of this column are not read"),
            };
            let message = format!("`{}` is not {expected}{more}", fault.first_cell);
            let place = format!("line {}, column {}", fault.first_line, header(*column));
            Diagnostic::new("csv.cell", DiagnosticLevel::Partial, message).at(place)
        });
        told.collect()
    }
}

/// Returns a text short enough for a message.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(LONGEST_SHOWN).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
