//! The families that were named, over time, each in a lane of its own.

use std::fmt::{self, Write};

use heavylegs::NamedFamily;
use heavylegs_training::DayReview;

use super::{Chart, LEFT, Plane, RIGHT, TOP, axis, count, from_to};
use crate::review::page::Escaped;
use crate::review::season::leading;
use crate::review::words::Words;

/// A lane with its name above it.
const LANE: f64 = 38.0;
const NAME: f64 = 16.0;
const FIELD: f64 = 15.0;

struct Lane {
    id: String,
    name: String,
    /// The days it was named on, by the word it had.
    days: Vec<(usize, Option<&'static str>)>,
}

pub(super) fn chart(out: &mut String, days: &[DayReview], words: &Words) -> fmt::Result {
    let lanes = lanes(days);
    let [possible, likely] = words.levels();
    let has = |level: Option<&str>| {
        lanes.iter().flat_map(|lane| &lane.days).any(|(_, known)| *known == level)
    };
    let legend = [
        ("hl-cell hl-likely", likely, Some("likely")),
        ("hl-cell hl-possible", possible, Some("possible")),
        ("hl-cell hl-check", words.worth_a_check, None),
    ];
    let legend = legend.into_iter().filter(|(.., level)| has(*level));
    let chart = Chart {
        id: "families",
        title: words.chart_families,
        text: words.chart_families_text,
        summary: summary(days, &lanes),
        legend: legend.map(|(class, text, _)| (class, text)).collect(),
        height: LANE * count(lanes.len()) - NAME / 2.0,
    };
    if lanes.is_empty() {
        return chart.nothing(out, words.no_families);
    }
    chart.write(out, days, words, &|out, plane| draw(out, plane, &lanes))
}

/// The families, those that were named most first.
fn lanes(days: &[DayReview]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    for (at, day) in days.iter().enumerate() {
        for NamedFamily { id, name, level, .. } in leading(day) {
            match lanes.iter_mut().find(|lane| lane.id == id) {
                Some(lane) => lane.days.push((at, level)),
                None => lanes.push(Lane { id, name, days: vec![(at, level)] }),
            }
        }
    }
    lanes.sort_by(|a, b| b.days.len().cmp(&a.days.len()).then_with(|| a.id.cmp(&b.id)));
    lanes
}

fn summary(days: &[DayReview], lanes: &[Lane]) -> String {
    let all = lanes.iter().map(|lane| format!("{}: {}/{}", lane.name, lane.days.len(), days.len()));
    format!("{} {}.", from_to(days), all.collect::<Vec<_>>().join(", "))
}

fn draw(out: &mut String, plane: &Plane<'_>, lanes: &[Lane]) -> fmt::Result {
    let width = plane.width - LEFT - RIGHT;
    for (row, lane) in lanes.iter().enumerate() {
        let top = TOP + count(row) * LANE - NAME / 2.0;
        let y = top + 5.0;
        writeln!(
            out,
            "<text class=\"hl-row\" x=\"{LEFT}\" y=\"{top:.1}\">{}</text>\
             <rect class=\"hl-lane\" x=\"{LEFT}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{FIELD}\" rx=\"2\"/>",
            Escaped(&lane.name)
        )?;
        for (from, to, level) in runs(&lane.days) {
            let (x, width) = (plane.x(from), plane.x(to) - plane.x(from));
            let level = level.unwrap_or("check");
            writeln!(
                out,
                "<rect class=\"hl-cell hl-{level}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{FIELD}\"/>"
            )?;
        }
    }
    axis::dates(out, plane)
}

/// Days in a row with the same word, as first and end.
fn runs(days: &[(usize, Option<&'static str>)]) -> Vec<(usize, usize, Option<&'static str>)> {
    let mut runs: Vec<(usize, usize, Option<&'static str>)> = Vec::new();
    for (at, level) in days {
        match runs.last_mut().filter(|(_, end, same)| end == at && same == level) {
            Some((_, end, _)) => *end = at + 1,
            None => runs.push((*at, at + 1, *level)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn days_in_a_row_are_one_field() {
        let (likely, possible) = (Some("likely"), Some("possible"));
        let days = [(1, likely), (2, likely), (3, possible), (5, possible)];
        assert_eq!(runs(&days), [(1, 3, likely), (3, 4, possible), (5, 6, possible)]);
    }
}
