//! The report as a document, as a fragment for a notebook, and single causes of it as cards.

use std::fmt::{self, Write};

use super::card::Card;
use super::escape::Escaped;
use super::frame::{Frame, Place};
use super::view::{Advice, Contributor, Contributors, Group, Likelihood, Recommendation, View};
use crate::knowledge::Urgency;
use crate::knowledge::report::{ReportWords, Word};

const STYLE: &str = include_str!("style.css");

/// What someone else adds to a page; both texts are HTML and CSS already.
#[derive(Clone, Copy, Default)]
pub(super) struct More<'a> {
    pub(super) style: &'a str,
    pub(super) content: &'a str,
    /// The title of a page that shows this instead of the report.
    pub(super) title: Option<&'a str>,
}

pub(super) fn render(view: &View<'_>, place: Place) -> String {
    render_with(view, place, &More::default())
}

pub(super) fn render_with(view: &View<'_>, place: Place, more: &More<'_>) -> String {
    let mut page = Page { out: String::new(), words: view.words, place, more: *more };
    // Writing to a String can't fail.
    let _ = match place {
        Place::Document => page.document(view),
        Place::Fragment => page.fragment(view),
    };
    page.out
}

pub(super) fn render_card(words: &ReportWords, card: &Card<'_>) -> String {
    let (place, more) = (Place::Fragment, More::default());
    let mut page = Page { out: String::new(), words, place, more };
    let _ = page.card(card);
    page.out
}

struct Page<'a> {
    out: String,
    words: &'a ReportWords,
    place: Place,
    more: More<'a>,
}

impl Page<'_> {
    fn document(&mut self, view: &View<'_>) -> fmt::Result {
        let title = match (view.urgency, self.more.title) {
            (_, Some(title)) => title,
            (Urgency::Emergency, None) => view.headline,
            _ => self.words.say(Word::TitlePage),
        };
        let generator = format!("<meta name=\"generator\" content=\"{}\">\n", Escaped(&view.stamp));
        let language = self.words.html_language();
        let styles = [STYLE, self.more.style];
        let frame = Frame { styles: &styles, ..frame(&language, "hl-report") };
        frame.open_document(&mut self.out, title, &generator)?;
        self.report(view)?;
        self.place.close(&mut self.out)
    }

    fn fragment(&mut self, view: &View<'_>) -> fmt::Result {
        let language = self.words.html_language();
        frame(&language, "hl-report").open_fragment(&mut self.out)?;
        self.report(view)?;
        self.place.close(&mut self.out)
    }

    fn card(&mut self, card: &Card<'_>) -> fmt::Result {
        let language = self.words.html_language();
        frame(&language, "hl-report hl-card").open_fragment(&mut self.out)?;
        match card {
            Card::First(view) => self.top(view)?,
            Card::Cause(group, remarks) => self.family(group, remarks)?,
            Card::Withheld(texts) => {
                self.out.write_str("<div class=\"hl-family\">\n")?;
                texts.iter().try_for_each(|text| self.paragraph("quiet", text))?;
                self.out.write_str("</div>\n")?;
            }
        }
        self.place.close(&mut self.out)
    }

    fn report(&mut self, view: &View<'_>) -> fmt::Result {
        let (main, footer) = (self.place.main(), self.place.footer());
        writeln!(self.out, "<{main} class=\"hl-column\">")?;
        match self.more.title {
            Some(_) => self.out.write_str(self.more.content)?,
            None => self.said(view)?,
        }
        writeln!(self.out, "</{main}>")?;
        if let Some(disclaimer) = view.disclaimer {
            writeln!(self.out, "<{footer} class=\"hl-column hl-foot\">")?;
            self.paragraph("", disclaimer)?;
            self.paragraph("stamp", &view.stamp)?;
            writeln!(self.out, "</{footer}>")?;
        }
        Ok(())
    }

    fn said(&mut self, view: &View<'_>) -> fmt::Result {
        self.top(view)?;
        if let Some(text) = &view.outside_scope {
            self.section(self.words.say(Word::TitleScope), |page| page.paragraph("", text))?;
        }
        self.unasked(view)?;
        self.questions(view)?;
        if !view.coverage.is_empty() {
            self.section(self.words.say(Word::TitleTooLittle), |page| {
                view.coverage.iter().try_for_each(|line| page.paragraph("", line))
            })?;
        }
        if let Some(contributors) = &view.contributors {
            self.section(contributors.title, |page| page.possible(contributors))?;
        }
        self.advice(&view.advice)?;
        view.remarks.iter().try_for_each(|remark| self.paragraph("quiet", remark))?;
        if view.urgency == Urgency::Emergency {
            return Ok(());
        }
        self.out.write_str(self.more.content)
    }

    fn paragraph(&mut self, class: &str, text: &str) -> fmt::Result {
        if class.is_empty() {
            writeln!(self.out, "<p>{}</p>", Escaped(text))
        } else {
            writeln!(self.out, "<p class=\"hl-{class}\">{}</p>", Escaped(text))
        }
    }

    /// A paragraph that begins with a word in bold.
    fn labelled(&mut self, class: &str, label: Word, text: &str) -> fmt::Result {
        let label = self.words.label(label);
        let (label, text) = (Escaped(&label), Escaped(text));
        writeln!(self.out, "<p class=\"hl-{class}\"><b>{label}</b> {text}</p>")
    }

    fn heading(&mut self, level: usize, text: &str) -> fmt::Result {
        self.place.heading(&mut self.out, level, Escaped(text))
    }

    fn section(
        &mut self,
        title: &str,
        content: impl FnOnce(&mut Self) -> fmt::Result,
    ) -> fmt::Result {
        self.out.write_str("<section>\n")?;
        self.heading(2, title)?;
        content(self)?;
        self.out.write_str("</section>\n")
    }

    fn top(&mut self, view: &View<'_>) -> fmt::Result {
        let class = match view.urgency {
            Urgency::Emergency => "emergency",
            Urgency::SameDay => "same-day",
            Urgency::Appointment => "appointment",
            Urgency::SelfCare if view.calm => "self-care",
            Urgency::SelfCare => "open",
        };
        writeln!(self.out, "<div class=\"hl-top hl-{class}\">")?;
        self.heading(1, view.headline)?;
        for alert in &view.alerts {
            self.out.write_str("<div class=\"hl-alert\">\n")?;
            self.paragraph("now", &alert.action)?;
            if !alert.more.is_empty() {
                self.paragraph("more", &alert.more)?;
            }
            self.labelled("why", Word::LabelWhy, &alert.reason)?;
            self.out.write_str("</div>\n")?;
        }
        if let Some(activity) = view.activity {
            self.labelled("running", Word::LabelRunning, activity)?;
        }
        if let Some(undo) = view.undo {
            self.paragraph("undo", undo)?;
        }
        self.out.write_str("</div>\n")
    }

    fn unasked(&mut self, view: &View<'_>) -> fmt::Result {
        let Some(signs) = &view.unasked else { return Ok(()) };
        self.section(self.words.say(Word::TitleNotAsked), |page| {
            page.paragraph("", page.words.say(Word::UrgencyNotAsked))?;
            page.paragraph("signs", signs)
        })
    }

    fn questions(&mut self, view: &View<'_>) -> fmt::Result {
        if view.questions.is_empty() {
            return Ok(());
        }
        self.section(self.words.say(Word::TitleQuestions), |page| {
            page.paragraph("", page.words.say(Word::UrgencyNotComplete))?;
            page.list("questions", &view.questions)?;
            if view.more_questions > 0 {
                page.paragraph("quiet", &view.more())?;
            }
            Ok(())
        })
    }

    fn list(&mut self, class: &str, items: &[String]) -> fmt::Result {
        writeln!(self.out, "<ul class=\"hl-{class}\">")?;
        items.iter().try_for_each(|item| writeln!(self.out, "<li>{}</li>", Escaped(item)))?;
        self.out.write_str("</ul>\n")
    }

    fn possible(&mut self, contributors: &Contributors<'_>) -> fmt::Result {
        if contributors.none_first {
            self.paragraph("none", &contributors.none_of_these)?;
        }
        if let Some(lead) = contributors.lead {
            self.paragraph("lead", lead)?;
        }
        contributors.groups.iter().try_for_each(|group| self.family(group, &[]))?;
        contributors.together.iter().try_for_each(|line| self.paragraph("aside", line))?;
        if !contributors.none_first {
            self.paragraph("aside", &contributors.none_of_these)?;
        }
        if !contributors.unexplained.is_empty() {
            let list = contributors.unexplained.join("; ");
            self.labelled("aside", Word::LabelUnexplained, &list)?;
        }
        Ok(())
    }

    fn family(&mut self, group: &Group<'_>, remarks: &[String]) -> fmt::Result {
        self.out.write_str("<article class=\"hl-family\">\n")?;
        self.heading(3, &group.name)?;
        for (at, cause) in group.causes.iter().enumerate() {
            let class = if at == 0 { "hl-cause" } else { "hl-cause hl-also" };
            writeln!(self.out, "<div class=\"{class}\">")?;
            self.cause(cause, at == 0)?;
            self.out.write_str("</div>\n")?;
        }
        remarks.iter().try_for_each(|remark| self.paragraph("aside", remark))?;
        self.out.write_str("</article>\n")
    }

    fn cause(&mut self, cause: &Contributor<'_>, leads: bool) -> fmt::Result {
        let mut title = Escaped(&cause.label).to_string();
        if !leads {
            let also = self.words.say(Word::LabelAlso);
            title = format!("<span class=\"hl-tag\">{}</span> {title}", Escaped(also));
        }
        self.place.heading(&mut self.out, 4, title)?;
        if let Some(likelihood) = &cause.likelihood {
            self.bar(likelihood)?;
        }
        if let Some(summary) = cause.summary.as_ref().filter(|_| leads) {
            self.paragraph("summary", summary)?;
        }
        if !(cause.supports.is_empty() && cause.opposes.is_empty()) {
            self.out.write_str("<div class=\"hl-reasons\">\n")?;
            self.reasons("for", Word::LabelSupports, &cause.supports)?;
            self.reasons("against", Word::LabelOpposes, &cause.opposes)?;
            self.out.write_str("</div>\n")?;
        }
        if let Some(note) = cause.note.as_ref().filter(|_| leads) {
            self.labelled("note", Word::LabelNote, note)?;
        }
        Ok(())
    }

    /// The word, the range, and the range as a bar; a screen reader hears the words only once.
    ///
    /// What the bar says of its look itself is for readers that take the stylesheet away.
    fn bar(&mut self, likelihood: &Likelihood<'_>) -> fmt::Result {
        let [from, to] = likelihood.bar;
        let width = to.saturating_sub(from).max(2);
        let from = from.min(98);
        let (class, word) = (likelihood.class, super::words::sentence(likelihood.word));
        let number = likelihood.number.as_deref().unwrap_or_default();
        let comma = if number.is_empty() { "" } else { ", " };
        writeln!(
            self.out,
            "<div class=\"hl-likelihood hl-{class}\">\n\
             <p><strong>{}</strong> <span>{}</span></p>\n\
             <svg viewBox=\"0 0 100 6\" width=\"100%\" height=\"9\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}{comma}{}\">\
             <rect class=\"hl-track\" width=\"100\" height=\"6\" fill=\"#888\" fill-opacity=\"0.25\"/>\
             <rect class=\"hl-band\" x=\"{from}\" width=\"{width}\" height=\"6\" fill=\"#2a9187\"/>\
             <path class=\"hl-ticks\" d=\"M20 0v6M50 0v6\"/></svg>\n</div>",
            Escaped(&word),
            Escaped(number),
            Escaped(&word),
            Escaped(number),
        )
    }

    fn reasons(&mut self, class: &str, title: Word, reasons: &[String]) -> fmt::Result {
        if reasons.is_empty() {
            return Ok(());
        }
        self.out.write_str("<div>\n")?;
        self.heading(5, &super::words::sentence(self.words.say(title)))?;
        self.list(class, reasons)?;
        self.out.write_str("</div>\n")
    }

    fn advice(&mut self, advice: &Advice<'_>) -> fmt::Result {
        if advice.items.is_empty() {
            return Ok(());
        }
        self.section(advice.title, |page| {
            page.out.write_str("<ol class=\"hl-advice\">\n")?;
            advice.items.iter().try_for_each(|item| page.recommendation(item))?;
            page.out.write_str("</ol>\n")
        })
    }

    fn recommendation(&mut self, item: &Recommendation) -> fmt::Result {
        self.out.write_str("<li>\n")?;
        self.heading(3, &item.name)?;
        if let Some(dose) = &item.dose {
            self.paragraph("dose", dose)?;
        }
        item.cautions.iter().try_for_each(|c| self.labelled("caution", Word::LabelCareful, c))?;
        self.list("steps", &item.steps)?;
        if let Some(text) = &item.expect {
            self.labelled("when", Word::LabelExpect, text)?;
        }
        if let Some(text) = &item.note {
            self.labelled("note", Word::LabelNote, text)?;
        }
        self.out.write_str("</li>\n")
    }
}

fn frame<'a>(language: &'a str, class: &'a str) -> Frame<'a> {
    Frame { language, class, styles: &[STYLE] }
}
