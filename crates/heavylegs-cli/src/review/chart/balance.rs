//! Fitness, fatigue and form as lines, which break where they are not known.

use std::fmt::{self, Write};

use heavylegs_training::{Balance, DayReview};

use super::axis::{self, Scale};
use super::{Chart, Plane, from_to};
use crate::date::iso;
use crate::review::words::Words;

/// What is drawn: a class and a part.
type Line = (&'static str, fn(&Balance) -> f64);

const LINES: [Line; 3] =
    [("hl-fitness", |it| it.fitness), ("hl-fatigue", |it| it.fatigue), ("hl-form", |it| it.form)];

pub(super) fn chart(out: &mut String, days: &[DayReview], words: &Words) -> fmt::Result {
    let names = [words.fitness, words.fatigue, words.form];
    let mut legend: Vec<(&str, &str)> =
        LINES.iter().zip(names).map(|((class, _), name)| (*class, name)).collect();
    if days.iter().any(|day| day.balance.is_none()) {
        legend.push(("hl-hatch", words.unknown_day));
    }
    let chart = Chart {
        id: "balance",
        title: words.chart_balance,
        text: words.chart_balance_text,
        summary: summary(days, words),
        legend,
        height: 150.0,
    };
    if days.iter().all(|day| day.balance.is_none()) {
        return chart.nothing(out, words.no_balances);
    }
    chart.write(out, days, words, &draw)
}

/// The lowest form.
fn summary(days: &[DayReview], words: &Words) -> String {
    let known = days.iter().filter_map(|day| Some((day.day, day.balance?.form)));
    let lowest = known.min_by(|a, b| a.1.total_cmp(&b.1));
    let lowest = lowest.map(|(day, form)| {
        format!(" {} min {} ({}).", words.form, words.number(form, 0), iso(day))
    });
    from_to(days) + &lowest.unwrap_or_default()
}

fn draw(out: &mut String, plane: &Plane<'_>) -> fmt::Result {
    let known = plane.days.iter().filter_map(|day| day.balance);
    let scale = Scale::of(known.flat_map(|it| [it.fitness, it.fatigue, it.form]));
    axis::numbers(out, plane, &scale, plane.words.points, 0)?;
    plane.hatch(out, "hatch-balance", &|day| day.balance.is_none())?;
    for (class, part) in LINES {
        let mut path = String::new();
        let mut is_open = false;
        for (at, day) in plane.days.iter().enumerate() {
            if let Some(balance) = &day.balance {
                let letter = if is_open { 'L' } else { 'M' };
                let y = scale.y(plane, part(balance));
                write!(path, "{letter}{:.1} {y:.1}", plane.middle(at))?;
            }
            is_open = day.balance.is_some();
        }
        writeln!(out, "<path class=\"{class}\" fill=\"none\" d=\"{path}\"/>")?;
    }
    axis::dates(out, plane)
}
