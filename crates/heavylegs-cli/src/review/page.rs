//! Pages: a day with where it comes from, and a season in charts.

use std::fmt::{self, Display, Write};

use heavylegs::{Assessment, Urgency};
use heavylegs_training::{Reading, Review};

use super::words::{Titles, Words};
use super::{chart, day, done, load, season};
use crate::date::iso;

/// The rules for what stands below and beside a report.
pub(super) const STYLE: &str = include_str!("page.css");

/// Text that means itself between tags and inside quoted attributes.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|letter| match letter {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            letter if letter.is_control() && letter != '\n' => f.write_str("\u{FFFD}"),
            letter => f.write_char(letter),
        })
    }
}

/// The report of the last day, and below it what it rests on.
pub(super) fn day(
    review: &Review,
    reading: &Reading,
    (words, titles): (&Words, &Titles<'_>),
) -> String {
    let Some(day) = review.days.last() else { return String::new() };
    let mut more = String::new();
    // Writing to a text can't fail.
    let _ = where_from(&mut more, review, day, reading, (words, titles));
    day.assessment.to_html_with(STYLE, &more)
}

fn where_from(
    out: &mut String,
    review: &Review,
    day: &heavylegs_training::DayReview,
    reading: &Reading,
    (words, titles): (&Words, &Titles<'_>),
) -> fmt::Result {
    // Where the knowledge has another language, what the data say is English.
    let list = format!("<ul class=\"hl-from\" lang=\"{}\">", words.html_language);
    writeln!(out, "<section>\n<h2 class=\"hl-h2\">{}</h2>", Escaped(words.from_title))?;
    if day.derived.is_empty() {
        writeln!(out, "<p>{}</p>", Escaped(words.from_nothing))?;
    }
    writeln!(out, "{list}")?;
    for derived in &day.derived {
        write!(out, "<li>{}", Escaped(&derived.text))?;
        if let Some(file) = day::file(derived, reading, words) {
            write!(out, "<br><code>{}</code>", Escaped(&file))?;
        }
        out.write_str("</li>\n")?;
    }
    out.write_str("</ul>\n")?;
    for fact in day::facts(review, day, words) {
        writeln!(out, "<p class=\"hl-fact\">{}</p>", Escaped(&fact))?;
    }
    out.write_str("</section>\n")?;
    if day.not_derived.is_empty() {
        return Ok(());
    }
    writeln!(out, "<details class=\"hl-more\"><summary>{}</summary>", Escaped(words.not_told))?;
    writeln!(out, "{list}")?;
    for not in &day.not_derived {
        let title = Escaped(titles.of_observation(not.observation));
        writeln!(out, "<li>{title}: {}</li>", Escaped(&not.text))?;
    }
    out.write_str("</ul>\n</details>\n")
}

/// The season; at an emergency on its last day that day's report only.
pub(super) fn season(review: &Review, words: &Words) -> String {
    let (Some(first), Some(last)) = (review.days.first(), review.days.last()) else {
        return String::new();
    };
    if last.assessment.urgency() == Urgency::Emergency {
        return last.assessment.to_html();
    }
    let (from, to) = (words.date_of(first.day), words.date_of(last.day));
    let title = words.fill(words.season_title, &[("first", &from), ("last", &to)]);
    let mut main = String::new();
    let _ = content(&mut main, review, &title, words);
    last.assessment.html_page(&title, STYLE, &main)
}

fn content(out: &mut String, review: &Review, title: &str, words: &Words) -> fmt::Result {
    writeln!(out, "<h1 class=\"hl-h1\">{}</h1>", Escaped(title))?;
    if let Some(last) = review.days.last().filter(|it| it.assessment.urgency() > Urgency::SelfCare)
    {
        urgent(out, &last.assessment, words)?;
    }
    chart::charts(out, review, words)?;
    out.write_str("<section>\n")?;
    let facts = [(words.measured, &review.load)].into_iter();
    let facts = facts.chain(review.estimated.iter().map(|text| (words.estimated, text)));
    for (label, text) in facts {
        writeln!(
            out,
            "<p class=\"hl-fact\"><b>{}</b> <span lang=\"{}\">{}</span></p>",
            Escaped(label),
            words.html_language,
            Escaped(text)
        )?;
    }
    out.write_str("</section>\n")?;
    table(out, review, words)
}

/// What should not be overlooked: the first steps of the last day.
fn urgent(out: &mut String, assessment: &Assessment, words: &Words) -> fmt::Result {
    let class = if assessment.urgency() == Urgency::SameDay { "same-day" } else { "appointment" };
    writeln!(out, "<div class=\"hl-top hl-{class}\"><p>{}</p>", Escaped(words.today))?;
    let reasons = assessment.urgency_reasons().iter();
    for reason in reasons.filter(|it| it.urgency == assessment.urgency()) {
        let (now, why) = (Escaped(&reason.now), Escaped(&reason.reason));
        writeln!(out, "<p class=\"hl-now\">{now}</p><p class=\"hl-why\">{why}</p>")?;
    }
    out.write_str("</div>\n")
}

/// What the charts show, for those who read it otherwise.
fn table(out: &mut String, review: &Review, words: &Words) -> fmt::Result {
    writeln!(out, "<details class=\"hl-more\"><summary>{}</summary>", Escaped(words.all_numbers))?;
    out.write_str(
        "<div class=\"hl-scroll\" tabindex=\"0\">\n<table class=\"hl-days\">\n<thead><tr>",
    )?;
    let heads = [
        words.date,
        words.day_done,
        words.load,
        words.fitness,
        words.fatigue,
        words.form,
        words.heavy,
        words.families,
        words.urgency,
    ];
    for head in heads {
        write!(out, "<th scope=\"col\">{}</th>", Escaped(head))?;
    }
    out.write_str("</tr></thead>\n<tbody>\n")?;
    for day in &review.days {
        let number =
            |number: Option<f64>| number.map_or("–".to_owned(), |it| words.number(it, 1));
        let percent = day
            .heavy
            .map_or("–".to_owned(), |heavy| format!("{}\u{a0}%", words.number(100.0 * heavy, 0)));
        let cells = [
            done(day, words),
            number(load(day)),
            number(day.balance.map(|it| it.fitness)),
            number(day.balance.map(|it| it.fatigue)),
            number(day.balance.map(|it| it.form)),
            percent,
            season::families(day, words),
            words.urgency_of(day.assessment.urgency()).to_owned(),
        ];
        write!(out, "<tr><th scope=\"row\">{}</th>", iso(day.day))?;
        for cell in &cells {
            write!(out, "<td>{}</td>", Escaped(cell))?;
        }
        out.write_str("</tr>\n")?;
    }
    out.write_str("</tbody>\n</table>\n</div>\n</details>\n")
}
