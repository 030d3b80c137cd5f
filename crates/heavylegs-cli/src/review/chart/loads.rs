//! The load of each day as bars; days that are not known are hatched.

use std::fmt::{self, Write};

use heavylegs_training::DayReview;

use super::axis::{self, Scale};
use super::{Chart, Plane, TOP, from_to};
use crate::date::iso;
use crate::review::load;
use crate::review::words::Words;

pub(super) fn chart(out: &mut String, days: &[DayReview], words: &Words) -> fmt::Result {
    let is_hatched = days.iter().any(|day| load(day).is_none());
    let hatched = is_hatched.then_some(("hl-hatch", words.unknown_day));
    let chart = Chart {
        id: "loads",
        title: words.chart_load,
        text: words.chart_load_text,
        summary: summary(days, words),
        legend: [("hl-bar", words.load)].into_iter().chain(hatched).collect(),
        height: 120.0,
    };
    chart.write(out, days, words, &draw)
}

/// The highest load and how many days are not known.
fn summary(days: &[DayReview], words: &Words) -> String {
    let known = days.iter().filter_map(|day| Some((day.day, load(day)?)));
    let highest = known.max_by(|a, b| a.1.total_cmp(&b.1));
    let highest =
        highest.map(|(day, load)| format!(" max {} ({}).", words.number(load, 0), iso(day)));
    let unknown = days.iter().filter(|day| load(day).is_none()).count();
    format!("{}{} {}: {unknown}.", from_to(days), highest.unwrap_or_default(), words.unknown_day)
}

fn draw(out: &mut String, plane: &Plane<'_>) -> fmt::Result {
    let scale = Scale::of(plane.days.iter().filter_map(load));
    axis::numbers(out, plane, &scale, plane.words.points, 0)?;
    plane.hatch(out, "hatch-load", &|day| load(day).is_none())?;
    // Bars need a gap between them only where there is room for one.
    let gap = if plane.day_width() > 4.0 { 1.0 } else { plane.day_width() * 0.15 };
    for (at, day) in plane.days.iter().enumerate() {
        let Some(load) = load(day).filter(|load| *load > 0.0) else { continue };
        let (y, width) = (scale.y(plane, load), plane.day_width() - gap);
        writeln!(
            out,
            "<rect class=\"hl-bar\" x=\"{:.2}\" y=\"{y:.1}\" width=\"{width:.2}\" height=\"{:.1}\"/>",
            plane.x(at) + gap / 2.0,
            TOP + plane.height - y
        )?;
    }
    axis::dates(out, plane)
}
