//! Days as a table to read.

use anstyle::Style;
use heavylegs::{CoverageState, NamedFamily, Urgency};
use heavylegs_training::{DayReview, Reading, Review};

use super::table::{self, Table};
use super::words::{Titles, Words};
use super::{day, done, load};
use crate::date::iso;
use crate::layout::Lines;

/// The table; before it, the report of the last day where it should not be overlooked.
pub(super) fn text(
    review: &Review,
    reading: &Reading,
    (words, titles): (&Words, &Titles<'_>),
    columns: usize,
) -> String {
    let Some(last) = review.days.last() else { return String::new() };
    let mut text = String::new();
    if last.assessment.urgency() == Urgency::Emergency {
        return day::text(review, reading, (words, titles), columns);
    }
    if last.assessment.urgency() == Urgency::SameDay {
        text = last.assessment.to_ansi_within(columns) + "\n";
    }
    let mut lines = Lines::new(columns);
    let heads = [words.date, words.day_done, words.load, words.form, words.heavy];
    let rows: Vec<_> = review.days.iter().map(|day| cells(day, words)).collect();
    let table = Table::of(heads, &rows, columns);
    table.head(&mut lines, words.families);
    for (day, cells) in review.days.iter().zip(&rows) {
        table.row(&mut lines, Style::new(), cells, &families(day, words));
        let urgency = day.assessment.urgency();
        if urgency > Urgency::SelfCare {
            let text = format!("{}: {}", words.urgency, words.urgency_of(urgency));
            lines.add(table::ALARM, "         ! ", &text);
        }
    }
    lines.gap();
    lines.add(Style::new(), "", words.legend_table);
    lines.add(Style::new(), "", &format!("{} {}", words.measured, review.load));
    for estimate in &review.estimated {
        lines.add(Style::new(), "", &format!("{} {estimate}", words.estimated));
    }
    footer(&mut lines, review);
    text + &lines.text
}

fn cells(day: &DayReview, words: &Words) -> [String; 5] {
    let number = |number: Option<f64>| number.map(|it| words.number(it, 0)).unwrap_or_default();
    [
        iso(day.day),
        done(day, words),
        number(load(day)),
        number(day.balance.map(|balance| balance.form)),
        day.heavy.map_or("–", |heavy| words.chance(heavy)).to_owned(),
    ]
}

/// The families that are likely, possible or worth a check on a day, or why there are none.
pub(super) fn families(day: &DayReview, words: &Words) -> String {
    let texts: Vec<String> = leading(day)
        .iter()
        .map(|it| format!("{} ({})", it.name, it.word.as_deref().unwrap_or(words.worth_a_check)))
        .collect();
    if !texts.is_empty() {
        return texts.join(", ");
    }
    let assessment = &day.assessment;
    let is_ranked =
        assessment.urgency() <= Urgency::Appointment && assessment.outside_scope().is_none();
    match assessment.coverage().state {
        _ if !is_ranked => String::new(),
        CoverageState::Sufficient => words.nothing_stands_out.to_owned(),
        _ => words.too_little.to_owned(),
    }
}

/// The families that a report names, without those that it calls less likely: those would stand in every line.
pub(super) fn leading(day: &DayReview) -> Vec<NamedFamily> {
    let mut named = day.assessment.named_families();
    named.retain(|it| it.level.is_none_or(|level| matches!(level, "likely" | "possible")));
    named
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
