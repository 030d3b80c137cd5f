//! Scores of logs that don't say what their numbers mean.

use super::page::Page;
use super::sheet::Row;
use crate::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::wellness::{Log, Scale, Score, ScoreOf};

/// A question of a log: the key of its column and what it is about.
pub(super) struct Asked {
    pub(super) key: &'static str,
    pub(super) of: ScoreOf,
}

/// Reads the scores of every row, on the scales that the runner named, else on the log's own, where its ends are known.
pub(super) fn scores(
    page: &mut Page<'_>,
    rows: &[Row],
    log: Log,
    asked: &[Asked],
    own: Option<Scale>,
) -> Vec<Vec<Score>> {
    let (mut all, mut unnamed) = (vec![Vec::new(); rows.len()], Vec::new());
    for Asked { key, of } in asked {
        let column = page.column(&[key]);
        if rows.iter().all(|row| row.text(column).is_none()) {
            continue;
        }
        let scale = page.options.scales.get(log, *of).or(own);
        if scale.is_none_or(|scale| scale.worse.is_none()) {
            unnamed.push(*of);
        }
        let Some(scale) = scale else { continue };
        for (row, scores) in rows.iter().zip(&mut all) {
            let value = page.number(row, column, scale.least..=scale.most);
            scores.extend(value.map(|value| scale.score(*of, value)));
        }
    }
    note_unnamed(page, log, &unnamed, own.is_some());
    all
}

fn note_unnamed(page: &mut Page<'_>, log: Log, unnamed: &[ScoreOf], has_ends: bool) {
    let Some(first) = unnamed.first() else { return };
    let names: Vec<String> = unnamed.iter().map(|of| format!("`{}`", of.name())).collect();
    let names = names.join(", ");
    let (message, ends) = if has_ends {
        (format!("the file doesn't say which end of {names} is bad: not used"), "1-4")
    } else {
        (format!("the file doesn't say what the numbers of {names} mean: not read"), "LEAST-MOST")
    };
    let help = format!(
        "look it up in the app and write in athlete.toml: `[scales.{}]`, `{} = \"{ends},high_is_worse\"` or `low_is_worse`",
        log.name(),
        first.name()
    );
    let note = Diagnostic::new("csv.unknown_scale", DiagnosticLevel::Note, message);
    page.tell(note.advise(help));
}
