//! The axes: dates below, numbers to the left.

use std::fmt::{self, Write};

use super::{LEFT, Plane, RIGHT, TOP};
use crate::date::parts;

/// How much room a date takes.
const LABEL_WIDTH: f64 = 56.0;
/// The most numbers of an axis.
const MOST_NUMBERS: f64 = 4.0;

/// A range of numbers and the round ones among them.
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) ticks: Vec<f64>,
}

impl Scale {
    /// A scale that holds 0 and all numbers, with ends that are round.
    pub(super) fn of(numbers: impl Iterator<Item = f64>) -> Self {
        let (low, high) = numbers
            .filter(|it| it.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), it| (low.min(it), high.max(it)));
        let step = step((high - low).max(1.0));
        let (first, last) = ((low / step).floor(), (high / step).ceil().max(1.0));
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= last {
            ticks.push(at * step);
            at += 1.0;
        }
        Self { low: first * step, high: last * step, ticks }
    }

    /// Where a number is, from the top.
    pub(super) fn y(&self, plane: &Plane<'_>, number: f64) -> f64 {
        TOP + plane.height * (self.high - number) / (self.high - self.low)
    }
}

/// The least of 1, 2, 5, 10, 20, … that leaves few numbers.
fn step(span: f64) -> f64 {
    let mut ten = 1.0;
    loop {
        for step in [1.0, 2.0, 5.0] {
            if span / (step * ten) <= MOST_NUMBERS {
                return step * ten;
            }
        }
        ten *= 10.0;
    }
}

/// Lines and numbers, and above them what they are.
pub(super) fn numbers(
    out: &mut String,
    plane: &Plane<'_>,
    scale: &Scale,
    unit: &str,
    decimals: usize,
) -> fmt::Result {
    let right = plane.width - RIGHT;
    writeln!(out, "<text x=\"0\" y=\"11\">{}</text>", super::Escaped(unit))?;
    for tick in &scale.ticks {
        let y = scale.y(plane, *tick);
        let class = if *tick == 0.0 { "hl-axis" } else { "hl-grid" };
        let text = plane.words.number(*tick, decimals);
        writeln!(
            out,
            "<path class=\"{class}\" d=\"M{LEFT} {y:.1}H{right}\"/>\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{text}</text>",
            LEFT - 6.0,
            y + 4.0
        )?;
    }
    Ok(())
}

/// Dates below, as many as there is room for.
pub(super) fn dates(out: &mut String, plane: &Plane<'_>) -> fmt::Result {
    let bottom = TOP + plane.height;
    let most = ((plane.width - LEFT - RIGHT) / LABEL_WIDTH).floor();
    let mut said_year = None;
    for at in places(plane, most) {
        let Some((year, month, day)) = plane.days.get(at).and_then(|it| parts(it.day)) else {
            continue;
        };
        let month = usize::try_from(month - 1).unwrap_or(0);
        let month = plane.words.months.get(month).copied().unwrap_or_default();
        let text = match said_year {
            Some(said) if said == year => format!("{day} {month}"),
            _ => format!("{day} {month} {}", year.rem_euclid(10_000)),
        };
        let text =
            if plane.words.html_language == "de" { text.replacen(' ', ". ", 1) } else { text };
        said_year = Some(year);
        let x = plane.middle(at);
        // The first and the last date stay within the drawing.
        let (x, anchor) = if x < LEFT + 30.0 {
            (x - 4.0, "start")
        } else if x > plane.width - 30.0 {
            (plane.width, "end")
        } else {
            (x, "middle")
        };
        writeln!(
            out,
            "<path class=\"hl-axis\" d=\"M{:.1} {bottom}v4\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{text}</text>",
            plane.middle(at),
            bottom + 17.0
        )?;
    }
    Ok(())
}

/// The days with a date: each, or Mondays, or firsts of months, or of years.
fn places(plane: &Plane<'_>, most: f64) -> Vec<usize> {
    // 1970-01-01 was a Thursday.
    let weeks = |day: i32| (day + 3).div_euclid(7);
    let every_weeks = |step: i32| {
        move |day: i32| (day + 3).rem_euclid(7) == 0 && weeks(day).rem_euclid(step) == 0
    };
    let every_months = |step: i8| {
        move |day: i32| {
            parts(day).is_some_and(|(_, month, of)| of == 1 && (month - 1).rem_euclid(step) == 0)
        }
    };
    let every_years = |step: i16| {
        move |day: i32| {
            parts(day).is_some_and(|(year, month, of)| {
                (month, of) == (1, 1) && year.rem_euclid(step) == 0
            })
        }
    };
    let rules: [Box<dyn Fn(i32) -> bool>; 10] = [
        Box::new(|_| true),
        Box::new(every_weeks(1)),
        Box::new(every_weeks(2)),
        Box::new(every_months(1)),
        Box::new(every_months(2)),
        Box::new(every_months(3)),
        Box::new(every_months(6)),
        Box::new(every_years(1)),
        Box::new(every_years(5)),
        Box::new(every_years(20)),
    ];
    let found = |rule: &dyn Fn(i32) -> bool| -> Vec<usize> {
        let days = plane.days.iter().enumerate();
        days.filter(|(_, day)| rule(day.day)).map(|(at, _)| at).collect()
    };
    let fits = |places: &Vec<usize>| !places.is_empty() && super::count(places.len()) <= most;
    let first = || vec![0];
    rules.iter().map(|rule| found(rule)).find(fits).unwrap_or_else(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_hold_everything() {
        let scale = Scale::of([3.0, 182.0].into_iter());
        assert_eq!(scale.ticks, [0.0, 50.0, 100.0, 150.0, 200.0]);
        let scale = Scale::of([-31.0, 70.0].into_iter());
        assert!(scale.low <= -31.0 && scale.high >= 70.0 && scale.ticks.contains(&0.0));
        let scale = Scale::of(std::iter::empty());
        assert!(scale.high > scale.low && scale.ticks.len() >= 2);
        let scale = Scale::of([f64::INFINITY, 1e300].into_iter());
        assert!(scale.ticks.len() <= 6 && scale.high >= 1e300);
    }
}
