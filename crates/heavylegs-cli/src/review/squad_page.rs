//! A squad as a page.

use std::fmt::{self, Write};

use heavylegs::Urgency;

use super::page::{Escaped, STYLE};
use super::season;
use super::squad::{Member, Squad};
use super::words::Words;

pub(super) fn page(squad: &Squad, words: &Words) -> String {
    let title = words.fill(words.squad_title, &[("date", &words.date_of(squad.day))]);
    let mut main = String::new();
    // Writing to a text can't fail.
    let _ = content(&mut main, squad, &title, words);
    let frame = squad.any().map(|assessment| assessment.html_page(&title, STYLE, &main));
    frame.unwrap_or_default()
}

/// The heads of the columns.
fn heads(words: &Words) -> [&'static str; 6] {
    [words.name, words.urgency, words.form, words.heavy, words.families, words.changed]
}

fn content(out: &mut String, squad: &Squad, title: &str, words: &Words) -> fmt::Result {
    writeln!(out, "<h1 class=\"hl-h1\">{}</h1>", Escaped(title))?;
    out.write_str("<table class=\"hl-days hl-squad\">\n<thead><tr>")?;
    for head in heads(words) {
        write!(out, "<th scope=\"col\">{}</th>", Escaped(head))?;
    }
    out.write_str("</tr></thead>\n<tbody>\n")?;
    for member in &squad.members {
        row(out, squad, member, words)?;
    }
    let legend = Escaped(words.legend_table);
    writeln!(out, "</tbody>\n</table>\n<p class=\"hl-quiet\">{legend}</p>")
}

fn row(out: &mut String, squad: &Squad, member: &Member, words: &Words) -> fmt::Result {
    let dash = || "–".to_owned();
    let cells = match member.day() {
        None => std::array::from_fn(|_| dash()),
        Some(day) => [
            words.urgency_of(day.assessment.urgency()).to_owned(),
            day.balance.map_or_else(dash, |it| words.number(it.form, 0)),
            day.heavy.map_or_else(dash, |heavy| words.chance(heavy).to_owned()),
            season::families(day, words),
        ],
    };
    let is_urgent = member.day().is_some_and(|it| it.assessment.urgency() > Urgency::SelfCare);
    let class = if is_urgent { " class=\"hl-urgent\"" } else { "" };
    write!(out, "<tr{class}><th scope=\"row\">{}</th>", Escaped(&member.name))?;
    // A narrow window has no line of heads: each cell carries its own.
    for (head, cell) in heads(words).into_iter().skip(1).zip(&cells) {
        write!(out, "<td data-head=\"{}\">{}</td>", Escaped(head), Escaped(cell))?;
    }
    write!(out, "<td data-head=\"{}\">", Escaped(words.changed))?;
    for remark in squad.remarks(member, words) {
        write!(out, "<p>{}</p>", Escaped(&remark))?;
    }
    out.write_str("</td></tr>\n")
}
