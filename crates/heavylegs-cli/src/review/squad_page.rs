//! A squad as a page.

use std::fmt::{self, Write};

use heavylegs::Urgency;

use super::page::{Escaped, STYLE};
use super::season;
use super::squad::{Member, Squad};
use super::words::Words;
use crate::date::iso;

pub(super) fn page(squad: &Squad, words: &Words) -> String {
    let title = words.fill(words.squad_title, &[("date", &iso(squad.day))]);
    let mut main = String::new();
    // Writing to a text can't fail.
    let _ = content(&mut main, squad, &title, words);
    let frame = squad.any().map(|assessment| assessment.html_page(&title, STYLE, &main));
    frame.unwrap_or_default()
}

fn content(out: &mut String, squad: &Squad, title: &str, words: &Words) -> fmt::Result {
    writeln!(out, "<h1 class=\"hl-h1\">{}</h1>", Escaped(title))?;
    out.write_str(
        "<div class=\"hl-scroll\" tabindex=\"0\">\n<table class=\"hl-days hl-squad\">\n<thead><tr>",
    )?;
    let heads = [words.name, words.urgency, words.form, words.heavy, words.families, words.changed];
    for head in heads {
        write!(out, "<th scope=\"col\">{}</th>", Escaped(head))?;
    }
    out.write_str("</tr></thead>\n<tbody>\n")?;
    for member in &squad.members {
        row(out, squad, member, words)?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>\n<p class=\"hl-quiet\">{}</p>", words.legend_table)
}

fn row(out: &mut String, squad: &Squad, member: &Member, words: &Words) -> fmt::Result {
    let name = Escaped(&member.name);
    let remarks = squad.remarks(member, words).join("; ");
    let Some(day) = member.day() else {
        return writeln!(
            out,
            "<tr><th scope=\"row\">{name}</th><td></td><td></td><td></td><td></td><td>{}</td></tr>",
            Escaped(&remarks)
        );
    };
    let urgency = day.assessment.urgency();
    let class = if urgency > Urgency::SelfCare { " class=\"hl-urgent\"" } else { "" };
    let cells = [
        words.urgency_of(urgency).to_owned(),
        day.balance.map_or("–".to_owned(), |it| words.number(it.form, 0)),
        day.heavy.map_or("–", |heavy| words.chance(heavy)).to_owned(),
        season::families(day, words),
        remarks,
    ];
    write!(out, "<tr{class}><th scope=\"row\">{name}</th>")?;
    for cell in &cells {
        write!(out, "<td>{}</td>", Escaped(cell))?;
    }
    out.write_str("</tr>\n")
}
