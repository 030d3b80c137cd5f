//! The report as one self-contained page.

use std::fmt::{self, Write};

use super::escape::Escaped;
use super::view::{Advice, Contributor, Contributors, Group, Likelihood, Recommendation, View};
use crate::knowledge::Urgency;
use crate::knowledge::report::{ReportWords, Word};

const STYLE: &str = include_str!("style.css");

pub(super) fn render(view: &View<'_>) -> String {
    let mut page = String::new();
    // Writing to a String can't fail.
    let _ = document(&mut page, view);
    page
}

fn document(out: &mut String, view: &View<'_>) -> fmt::Result {
    let words = view.words;
    let title = match view.urgency {
        Urgency::Emergency => view.headline,
        _ => words.say(Word::TitlePage),
    };
    write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"generator\" content=\"{}\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        Escaped(&words.html_language()),
        Escaped(&view.stamp),
        Escaped(title)
    )?;
    top(out, view)?;
    if let Some(text) = &view.outside_scope {
        section(out, words.say(Word::TitleScope), |out| paragraph(out, "", text))?;
    }
    unasked(out, view)?;
    questions(out, view)?;
    if !view.coverage.is_empty() {
        section(out, words.say(Word::TitleTooLittle), |out| {
            view.coverage.iter().try_for_each(|line| paragraph(out, "", line))
        })?;
    }
    if let Some(contributors) = &view.contributors {
        section(out, contributors.title, |out| possible(out, words, contributors))?;
    }
    advice(out, words, &view.advice)?;
    view.remarks.iter().try_for_each(|remark| paragraph(out, "quiet", remark))?;
    out.write_str("</main>\n")?;
    if let Some(disclaimer) = view.disclaimer {
        out.write_str("<footer>\n")?;
        paragraph(out, "", disclaimer)?;
        paragraph(out, "stamp", &view.stamp)?;
        out.write_str("</footer>\n")?;
    }
    out.write_str("</body>\n</html>\n")
}

fn paragraph(out: &mut String, class: &str, text: &str) -> fmt::Result {
    if class.is_empty() {
        writeln!(out, "<p>{}</p>", Escaped(text))
    } else {
        writeln!(out, "<p class=\"{class}\">{}</p>", Escaped(text))
    }
}

/// A paragraph that begins with a word in bold.
fn labelled(
    out: &mut String,
    words: &ReportWords,
    class: &str,
    label: Word,
    text: &str,
) -> fmt::Result {
    let label = words.label(label);
    writeln!(out, "<p class=\"{class}\"><b>{}</b> {}</p>", Escaped(&label), Escaped(text))
}

fn section(
    out: &mut String,
    title: &str,
    content: impl FnOnce(&mut String) -> fmt::Result,
) -> fmt::Result {
    writeln!(out, "<section>\n<h2>{}</h2>", Escaped(title))?;
    content(out)?;
    out.write_str("</section>\n")
}

fn top(out: &mut String, view: &View<'_>) -> fmt::Result {
    let class = match view.urgency {
        Urgency::Emergency => "emergency",
        Urgency::SameDay => "same-day",
        Urgency::Appointment => "appointment",
        Urgency::SelfCare if view.calm => "self-care",
        Urgency::SelfCare => "open",
    };
    writeln!(out, "<header class=\"top {class}\">\n<h1>{}</h1>", Escaped(view.headline))?;
    for alert in &view.alerts {
        out.write_str("<div class=\"alert\">\n")?;
        paragraph(out, "now", &alert.action)?;
        if !alert.more.is_empty() {
            paragraph(out, "more", &alert.more)?;
        }
        labelled(out, view.words, "why", Word::LabelWhy, &alert.reason)?;
        out.write_str("</div>\n")?;
    }
    if let Some(activity) = view.activity {
        labelled(out, view.words, "running", Word::LabelRunning, activity)?;
    }
    if let Some(undo) = view.undo {
        paragraph(out, "undo", undo)?;
    }
    out.write_str("</header>\n")
}

fn unasked(out: &mut String, view: &View<'_>) -> fmt::Result {
    let Some(signs) = &view.unasked else { return Ok(()) };
    section(out, view.words.say(Word::TitleNotAsked), |out| {
        paragraph(out, "", view.words.say(Word::UrgencyNotAsked))?;
        paragraph(out, "signs", signs)
    })
}

fn questions(out: &mut String, view: &View<'_>) -> fmt::Result {
    if view.questions.is_empty() {
        return Ok(());
    }
    section(out, view.words.say(Word::TitleQuestions), |out| {
        paragraph(out, "", view.words.say(Word::UrgencyNotComplete))?;
        list(out, "questions", &view.questions)?;
        if view.more_questions > 0 {
            paragraph(out, "quiet", &view.more())?;
        }
        Ok(())
    })
}

fn list(out: &mut String, class: &str, items: &[String]) -> fmt::Result {
    writeln!(out, "<ul class=\"{class}\">")?;
    items.iter().try_for_each(|item| writeln!(out, "<li>{}</li>", Escaped(item)))?;
    out.write_str("</ul>\n")
}

fn possible(out: &mut String, words: &ReportWords, contributors: &Contributors<'_>) -> fmt::Result {
    if contributors.none_first {
        paragraph(out, "none", &contributors.none_of_these)?;
    }
    if let Some(lead) = contributors.lead {
        paragraph(out, "lead", lead)?;
    }
    contributors.groups.iter().try_for_each(|group| family(out, words, group))?;
    contributors.together.iter().try_for_each(|line| paragraph(out, "aside", line))?;
    if !contributors.none_first {
        paragraph(out, "aside", &contributors.none_of_these)?;
    }
    if !contributors.unexplained.is_empty() {
        let list = contributors.unexplained.join("; ");
        labelled(out, words, "aside", Word::LabelUnexplained, &list)?;
    }
    Ok(())
}

fn family(out: &mut String, words: &ReportWords, group: &Group<'_>) -> fmt::Result {
    writeln!(out, "<article>\n<h3>{}</h3>", Escaped(&group.name))?;
    let mut causes = group.causes.iter();
    if let Some(leader) = causes.next() {
        out.write_str("<div class=\"cause\">\n")?;
        cause(out, words, leader, true)?;
        out.write_str("</div>\n")?;
    }
    for sibling in causes {
        out.write_str("<div class=\"cause also\">\n")?;
        cause(out, words, sibling, false)?;
        out.write_str("</div>\n")?;
    }
    out.write_str("</article>\n")
}

fn cause(
    out: &mut String,
    words: &ReportWords,
    cause: &Contributor<'_>,
    leads: bool,
) -> fmt::Result {
    out.write_str("<h4>")?;
    if !leads {
        let also = words.say(Word::LabelAlso);
        write!(out, "<span class=\"tag\">{}</span> ", Escaped(also))?;
    }
    writeln!(out, "{}</h4>", Escaped(&cause.label))?;
    if let Some(likelihood) = &cause.likelihood {
        bar(out, likelihood)?;
    }
    if let Some(summary) = cause.summary.as_ref().filter(|_| leads) {
        paragraph(out, "summary", summary)?;
    }
    if !(cause.supports.is_empty() && cause.opposes.is_empty()) {
        out.write_str("<div class=\"reasons\">\n")?;
        reasons(out, "for", words.say(Word::LabelSupports), &cause.supports)?;
        reasons(out, "against", words.say(Word::LabelOpposes), &cause.opposes)?;
        out.write_str("</div>\n")?;
    }
    if let Some(note) = cause.note.as_ref().filter(|_| leads) {
        labelled(out, words, "note", Word::LabelNote, note)?;
    }
    Ok(())
}

/// The word, the range, and the range as a bar; a screen reader hears the words only once.
fn bar(out: &mut String, likelihood: &Likelihood<'_>) -> fmt::Result {
    let [from, to] = likelihood.bar;
    let width = to.saturating_sub(from).max(2);
    let from = from.min(98);
    let (class, word) = (likelihood.class, super::words::sentence(likelihood.word));
    let number = likelihood.number.as_deref().unwrap_or_default();
    let comma = if number.is_empty() { "" } else { ", " };
    writeln!(
        out,
        "<div class=\"likelihood {class}\">\n\
         <p><strong>{}</strong> <span>{}</span></p>\n\
         <svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}{comma}{}\">\
         <rect class=\"track\" width=\"100\" height=\"6\"/>\
         <rect class=\"band\" x=\"{from}\" width=\"{width}\" height=\"6\"/>\
         <path class=\"ticks\" d=\"M20 0v6M50 0v6\"/></svg>\n</div>",
        Escaped(&word),
        Escaped(number),
        Escaped(&word),
        Escaped(number),
    )
}

fn reasons(out: &mut String, class: &str, title: &str, reasons: &[String]) -> fmt::Result {
    if reasons.is_empty() {
        return Ok(());
    }
    writeln!(out, "<div>\n<h5>{}</h5>", Escaped(&super::words::sentence(title)))?;
    list(out, class, reasons)?;
    out.write_str("</div>\n")
}

fn advice(out: &mut String, words: &ReportWords, advice: &Advice<'_>) -> fmt::Result {
    if advice.items.is_empty() {
        return Ok(());
    }
    section(out, advice.title, |out| {
        out.write_str("<ol class=\"advice\">\n")?;
        advice.items.iter().try_for_each(|item| recommendation(out, words, item))?;
        out.write_str("</ol>\n")
    })
}

fn recommendation(out: &mut String, words: &ReportWords, item: &Recommendation) -> fmt::Result {
    writeln!(out, "<li>\n<h3>{}</h3>", Escaped(&item.name))?;
    if let Some(dose) = &item.dose {
        paragraph(out, "dose", dose)?;
    }
    let caution = |text: &String| labelled(out, words, "caution", Word::LabelCareful, text);
    item.cautions.iter().try_for_each(caution)?;
    list(out, "steps", &item.steps)?;
    if let Some(text) = &item.expect {
        labelled(out, words, "when", Word::LabelExpect, text)?;
    }
    if let Some(text) = &item.note {
        labelled(out, words, "note", Word::LabelNote, text)?;
    }
    out.write_str("</li>\n")
}
