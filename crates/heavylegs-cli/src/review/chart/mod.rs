//! A season in charts: plain SVG in a page, drawn twice, for a wide and for a narrow window, so that letters are never too small.

mod axis;
mod balance;
mod families;
mod heavy;
mod loads;

use std::fmt::{self, Write};

use heavylegs_training::{DayReview, Review};

use super::page::Escaped;
use super::words::Words;
use crate::date::iso;

/// The widths of the two drawings, in pixels.
const WIDTHS: [(&str, f64); 2] = [("wide", 700.0), ("narrow", 320.0)];
/// What is left of the days, for the numbers of the axis, and right of them.
const LEFT: f64 = 40.0;
const RIGHT: f64 = 6.0;
/// What is above, for the unit, and below, for the dates.
const TOP: f64 = 22.0;
const BOTTOM: f64 = 22.0;

/// Days drawn from left to right.
struct Plane<'a> {
    days: &'a [DayReview],
    words: &'a Words,
    /// Which of the two drawings it is.
    name: &'static str,
    width: f64,
    /// Of the days themselves, without what is above and below.
    height: f64,
}

/// One chart: what is said around it.
struct Chart<'a> {
    id: &'static str,
    title: &'a str,
    text: &'a str,
    /// What a reader who does not see it should know of these data.
    summary: String,
    /// Classes and words.
    legend: Vec<(&'static str, &'a str)>,
    height: f64,
}

pub(super) fn charts(out: &mut String, review: &Review, words: &Words) -> fmt::Result {
    let days = review.days.as_slice();
    loads::chart(out, days, words)?;
    balance::chart(out, days, words)?;
    heavy::chart(out, days, words)?;
    families::chart(out, days, words)
}

impl Chart<'_> {
    fn write(
        &self,
        out: &mut String,
        days: &[DayReview],
        words: &Words,
        draw: &dyn Fn(&mut String, &Plane<'_>) -> fmt::Result,
    ) -> fmt::Result {
        writeln!(out, "<figure>\n<h2 class=\"hl-h2\">{}</h2>", Escaped(self.title))?;
        self.legend(out)?;
        for (name, width) in WIDTHS {
            let plane = Plane { days, words, name, width, height: self.height };
            let id = format!("{}-{name}", self.id);
            let height = TOP + self.height + BOTTOM;
            writeln!(
                out,
                "<svg class=\"hl-chart hl-{name}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\n\
                 <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{} {}</desc>",
                Escaped(self.title),
                Escaped(self.text),
                Escaped(&self.summary)
            )?;
            draw(out, &plane)?;
            out.write_str("</svg>\n")?;
        }
        writeln!(out, "<figcaption>{}</figcaption>\n</figure>", Escaped(self.text))
    }

    fn legend(&self, out: &mut String) -> fmt::Result {
        if self.legend.is_empty() {
            return Ok(());
        }
        out.write_str("<div class=\"hl-legend\">")?;
        for (class, text) in &self.legend {
            out.write_str("<span><svg viewBox=\"0 0 18 12\" aria-hidden=\"true\">")?;
            swatch(out, class)?;
            write!(out, "</svg>{}</span>", Escaped(text))?;
        }
        out.write_str("</div>\n")
    }

    /// In place of a chart of nothing.
    fn nothing(&self, out: &mut String, text: &str) -> fmt::Result {
        writeln!(
            out,
            "<figure>\n<h2 class=\"hl-h2\">{}</h2>\n<p class=\"hl-quiet\">{}</p>\n</figure>",
            Escaped(self.title),
            Escaped(text)
        )
    }
}

/// What a class looks like: a line, a dot, or a field.
fn swatch(out: &mut String, class: &str) -> fmt::Result {
    match class {
        "hl-fitness" | "hl-fatigue" | "hl-form" => {
            write!(out, "<path class=\"{class}\" fill=\"none\" d=\"M1 6H17\"/>")
        }
        "hl-dot" | "hl-dot hl-over" => {
            write!(out, "<circle class=\"{class}\" cx=\"9\" cy=\"6\" r=\"4\"/>")
        }
        "hl-hatch" => {
            out.write_str("<path class=\"hl-hatch\" fill=\"none\" d=\"M0 12 12 0M6 12 18 0M12 12 18 6M0 6 6 0\"/>")
        }
        _ => write!(out, "<rect class=\"{class}\" width=\"17\" height=\"11\" x=\"0.5\" y=\"0.5\"/>"),
    }
}

impl Plane<'_> {
    /// How wide a day is.
    fn day_width(&self) -> f64 {
        (self.width - LEFT - RIGHT) / count(self.days.len().max(1))
    }

    /// Where the day at a place begins.
    fn x(&self, at: usize) -> f64 {
        LEFT + count(at) * self.day_width()
    }

    /// Where its middle is.
    fn middle(&self, at: usize) -> f64 {
        self.x(at) + self.day_width() / 2.0
    }

    /// Fields over days in a row that are alike.
    fn runs(&self, is: &dyn Fn(&DayReview) -> bool) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (at, _) in self.days.iter().enumerate().filter(|(_, day)| is(day)) {
            match runs.last_mut().filter(|(_, end)| *end == at) {
                Some((_, end)) => *end = at + 1,
                None => runs.push((at, at + 1)),
            }
        }
        runs
    }

    /// Hatches days that are not known: they are not zero.
    fn hatch(&self, out: &mut String, id: &str, is: &dyn Fn(&DayReview) -> bool) -> fmt::Result {
        let runs = self.runs(is);
        if runs.is_empty() {
            return Ok(());
        }
        let id = format!("{id}-{}", self.name);
        writeln!(
            out,
            "<pattern id=\"{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <path class=\"hl-hatch\" fill=\"none\" d=\"M-1 1 1 -1M0 6 6 0M5 7 7 5\"/></pattern>"
        )?;
        for (from, to) in runs {
            let (x, width) = (self.x(from), self.x(to) - self.x(from));
            let height = self.height;
            writeln!(
                out,
                "<rect x=\"{x:.1}\" y=\"{TOP}\" width=\"{width:.1}\" height=\"{height}\" fill=\"url(#{id})\"/>"
            )?;
        }
        Ok(())
    }
}

/// The first and the last of some days, in words for a summary.
fn from_to(days: &[DayReview]) -> String {
    let (first, last) = (days.first(), days.last());
    let ends =
        first.zip(last).map(|(first, last)| format!("{} – {}.", iso(first.day), iso(last.day)));
    ends.unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "a review has far fewer than 2^53 days")]
fn count(number: usize) -> f64 {
    number as f64
}
