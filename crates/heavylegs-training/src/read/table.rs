//! Tables: not read yet.

use super::Reading;
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// Reads a table.
pub(super) fn read(_name: &str, _text: &str) -> Reading {
    let message = "text, but of no format that is read here";
    Reading {
        diagnostics: vec![Diagnostic::new(
            "read.unknown_format",
            DiagnosticLevel::Unusable,
            message,
        )],
        ..Reading::default()
    }
}
