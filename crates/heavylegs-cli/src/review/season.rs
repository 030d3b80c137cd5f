//! Days as a table to read.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use heavylegs::Urgency;
use heavylegs_training::{DayReview, Reading, Review};

use super::words::Words;
use super::{day, done, load};
use crate::date::iso;
use crate::layout::Lines;

/// The columns before the last one, and the spaces between them.
const COLUMNS: [usize; 5] = [10, 14, 6, 6, 12];
/// A window narrower than this has two lines a day.
const NARROW: usize = 72;

/// The table; before it, the report of the last day where it should not be overlooked.
pub(super) fn text(review: &Review, reading: &Reading, words: &Words, columns: usize) -> String {
    let Some(last) = review.days.last() else { return String::new() };
    let mut text = String::new();
    if last.assessment.urgency() == Urgency::Emergency {
        return day::text(review, reading, words, columns);
    }
    if last.assessment.urgency() == Urgency::SameDay {
        text = last.assessment.to_ansi_within(columns) + "\n";
    }
    let mut lines = Lines::new(columns);
    if columns >= NARROW {
        let heads = [words.date, words.day_done, words.load, words.form, words.heavy];
        let lead = cells(&heads.map(str::to_owned));
        lines.add(Style::new().bold(), &lead, words.families);
    }
    review.days.iter().for_each(|day| row(&mut lines, day, words, columns));
    lines.gap();
    lines.add(Style::new(), "", words.legend_table);
    lines.add(Style::new(), "", &format!("{} {}", words.measured, review.load));
    for estimate in &review.estimated {
        lines.add(Style::new(), "", &format!("{} {estimate}", words.estimated));
    }
    footer(&mut lines, review);
    text + &lines.text
}

fn row(lines: &mut Lines, day: &DayReview, words: &Words, columns: usize) {
    let number = |number: Option<f64>| number.map(|it| words.number(it, 0)).unwrap_or_default();
    let form = day.balance.map(|balance| balance.form);
    let cells_of = [
        iso(day.day),
        done(day, words),
        number(load(day)),
        number(form),
        day.heavy.map_or("–", |heavy| words.chance(heavy)).to_owned(),
    ];
    let families = families(day, words);
    if columns >= NARROW {
        lines.add(Style::new(), &cells(&cells_of), &families);
    } else {
        let [date, done, load, form, heavy] = cells_of;
        let head = format!(
            "{done}, {} {}, {} {}, {} {heavy}",
            words.load,
            or_dash(&load),
            words.form,
            or_dash(&form),
            words.heavy
        );
        lines.add(Style::new(), &format!("{date} "), &head);
        if !families.is_empty() {
            lines.add(Style::new(), "  ", &families);
        }
    }
    let urgency = day.assessment.urgency();
    if urgency > Urgency::SelfCare {
        let style = Style::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
        let text = format!("{}: {}", words.urgency, words.urgency_of(urgency));
        lines.add(style, "         ! ", &text);
    }
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

/// The families that the report of a day names, with its words.
pub(super) fn families(day: &DayReview, words: &Words) -> String {
    let named = day.assessment.named_families();
    let texts: Vec<String> = named
        .iter()
        .map(|it| format!("{} ({})", it.name, it.word.as_deref().unwrap_or(words.worth_a_check)))
        .collect();
    texts.join(", ")
}

/// Texts one below the other: words to the left, numbers to the right.
fn cells(texts: &[String; 5]) -> String {
    let mut line = String::new();
    for (at, (text, width)) in texts.iter().zip(COLUMNS).enumerate() {
        // Writing to a text can't fail.
        let _ = match at {
            2 | 3 => write!(line, "{text:>width$} "),
            _ => write!(line, "{text:<width$} "),
        };
    }
    line + " "
}

/// What it is not, and what made it.
pub(super) fn footer(lines: &mut Lines, review: &Review) {
    let footer = review.days.iter().rev().find_map(|day| day.assessment.footer());
    let Some(texts) = footer else { return };
    lines.gap();
    for text in texts {
        lines.add(Style::new().dimmed(), "", &text);
    }
}
