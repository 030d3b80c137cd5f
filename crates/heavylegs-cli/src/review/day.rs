//! One day as text: the report, and where it comes from.

use anstyle::Style;
use heavylegs::Urgency;
use heavylegs_training::{DayReview, Derived, Reading, Review};

use super::words::{Titles, Words};
use super::{done, load};
use crate::layout::Lines;

/// The report of the last day, and below it what it rests on; at an emergency the report only.
pub(super) fn text(
    review: &Review,
    reading: &Reading,
    (words, titles): (&Words, &Titles<'_>),
    columns: usize,
) -> String {
    let Some(day) = review.days.last() else { return String::new() };
    let report = day.assessment.to_ansi_within(columns);
    if day.assessment.urgency() == Urgency::Emergency {
        return report;
    }
    let mut lines = Lines::new(columns);
    where_from(&mut lines, review, day, reading, (words, titles));
    report + &lines.text
}

fn where_from(
    lines: &mut Lines,
    review: &Review,
    day: &DayReview,
    reading: &Reading,
    (words, titles): (&Words, &Titles<'_>),
) {
    let plain = Style::new();
    title(lines, words.from_title);
    if day.derived.is_empty() {
        lines.add(plain, "", words.from_nothing);
    }
    for derived in &day.derived {
        lines.add(plain, "- ", &derived.text);
        if let Some(file) = file(derived, reading, words) {
            lines.add(plain.dimmed(), "    ", &file);
        }
    }
    lines.gap();
    for text in facts(review, day, words) {
        lines.add(plain, "", &text);
    }
    if !day.not_derived.is_empty() {
        title(lines, words.not_told);
        for not in &day.not_derived {
            let title = titles.of_observation(not.observation);
            lines.add(plain, "- ", &format!("{title}: {} [{}]", not.text, not.code));
        }
    }
}

/// How the day was, how its load was measured, and what was estimated.
pub(super) fn facts(review: &Review, day: &DayReview, words: &Words) -> Vec<String> {
    let one = |number: f64| words.number(number, 1);
    let load = load(day).map_or_else(|| words.not_known.to_owned(), one);
    let mut facts = vec![words.fill(words.state, &[("done", &done(day, words)), ("load", &load)])];
    facts.push(match &day.balance {
        None => words.no_balance.to_owned(),
        Some(balance) => words.fill(
            words.balance,
            &[
                ("fitness", &one(balance.fitness)),
                ("fatigue", &one(balance.fatigue)),
                ("form", &one(balance.form)),
            ],
        ),
    });
    let labelled = |label: &str, text: &str| format!("{label} {text}");
    let texts = [(words.heavy_run, &day.heavy_text), (words.measured, &review.load)];
    let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
    facts.extend(texts.map(|(label, text)| labelled(label, text)));
    facts.extend(review.estimated.iter().map(|text| labelled(words.estimated, text)));
    facts
}

/// The file of what was told from one activity, with its line or part.
pub(super) fn file(derived: &Derived, reading: &Reading, words: &Words) -> Option<String> {
    let source = &reading.activities.get(derived.activity?)?.source;
    if source.file.is_empty() {
        return None;
    }
    Some(match source.line {
        Some(line) => {
            words.fill(words.line, &[("file", &source.file), ("line", &line.to_string())])
        }
        None => source.file.clone(),
    })
}

pub(super) fn title(lines: &mut Lines, text: &str) {
    lines.gap().add(Style::new().bold(), "", text);
    lines.add(Style::new(), "", &"─".repeat(text.chars().count()));
}
