//! What files had that could not be used, in few lines.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use heavylegs_training::{Diagnostic, DiagnosticLevel};

use crate::failure;

/// Says one line for each kind of problem, the worst first; every problem where that is asked for.
pub(super) fn say(diagnostics: &[Diagnostic], verbose: bool) {
    if verbose {
        for it in diagnostics {
            print(it.level, &it.to_string());
        }
        return;
    }
    let mut kinds: BTreeMap<(Reverse<DiagnosticLevel>, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        kinds.entry((Reverse(diagnostic.level), diagnostic.code)).or_default().push(diagnostic);
    }
    for ((Reverse(level), _), same) in &kinds {
        print(*level, &line(same));
    }
    if kinds.values().any(|same| same.len() > 1) {
        failure::note("--verbose says each of them");
    }
}

fn line(same: &[&Diagnostic]) -> String {
    let Some(first) = same.first() else { return String::new() };
    match same.len() {
        1 => first.to_string(),
        count => format!("{count} times, first in {first}"),
    }
}

fn print(level: DiagnosticLevel, text: &str) {
    match level {
        DiagnosticLevel::Note => failure::note(text),
        _ => failure::warn(text),
    }
}
