//! How probable it is that runs were harder than usual.

use std::fmt::{self, Write};

use heavylegs_training::DayReview;

use super::axis::{self, Scale};
use super::{Chart, Plane, from_to};
use crate::date::iso;
use crate::review::words::Words;

/// From here on the report says "likely".
const LIKELY: f64 = 0.5;

pub(super) fn chart(out: &mut String, days: &[DayReview], words: &Words) -> fmt::Result {
    let chart = Chart {
        id: "heavy",
        title: words.chart_heavy,
        text: words.chart_heavy_text,
        summary: summary(days),
        legend: vec![("hl-dot hl-over", "≥ 50\u{a0}%"), ("hl-dot", "< 50\u{a0}%")],
        height: 110.0,
    };
    if days.iter().all(|day| day.heavy.is_none()) {
        return chart.nothing(out, words.no_heavy);
    }
    chart.write(out, days, words, &draw)
}

/// The days on which it was likely.
fn summary(days: &[DayReview]) -> String {
    let likely = days.iter().filter(|day| day.heavy.is_some_and(|heavy| heavy >= LIKELY));
    let likely: Vec<String> = likely.map(|day| iso(day.day)).collect();
    format!(
        "{} ≥ 50 %: {}",
        from_to(days),
        if likely.is_empty() { "–".to_owned() } else { likely.join(", ") }
    )
}

fn draw(out: &mut String, plane: &Plane<'_>) -> fmt::Result {
    let scale = Scale { low: 0.0, high: 100.0, ticks: vec![0.0, 20.0, 50.0, 100.0] };
    axis::numbers(out, plane, &scale, "%", 0)?;
    let bottom = scale.y(plane, 0.0);
    let radius = (plane.day_width() * 0.45).clamp(1.8, 4.0);
    for (at, day) in plane.days.iter().enumerate() {
        let Some(heavy) = day.heavy else { continue };
        let (x, y) = (plane.middle(at), scale.y(plane, 100.0 * heavy));
        let class = if heavy >= LIKELY { "hl-dot hl-over" } else { "hl-dot" };
        writeln!(
            out,
            "<path class=\"hl-stem\" d=\"M{x:.1} {bottom:.1}V{y:.1}\"/>\
             <circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>"
        )?;
    }
    axis::dates(out, plane)
}
