//! The report as text, for a terminal or a message.

use super::view::{Advice, Contributor, Contributors, Group, Recommendation, View};
use crate::knowledge::Urgency;
use crate::knowledge::report::{ReportWords, Word};

/// Whether the text carries the colours of a terminal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Ansi,
}

/// The columns of a line, unless said otherwise.
pub(super) const WIDTH: usize = 80;
/// No window is narrower.
const NARROWEST: usize = 20;

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const CYAN: &str = "\u{1b}[36m";
const RESET: &str = "\u{1b}[0m";

pub(super) fn render(view: &View<'_>, look: Look, width: usize) -> String {
    let words = view.words;
    let mut page = Page { words, out: String::new(), look, width: width.max(NARROWEST) };
    top(&mut page, view);
    if let Some(text) = &view.outside_scope {
        page.gap();
        page.text("", text);
    }
    unasked(&mut page, view);
    questions(&mut page, view);
    if !view.coverage.is_empty() {
        page.heading(words.say(Word::TitleTooLittle));
        view.coverage.iter().for_each(|line| page.text("", line));
    }
    if let Some(contributors) = &view.contributors {
        possible(&mut page, contributors);
    }
    advice(&mut page, &view.advice);
    for remark in &view.remarks {
        page.gap();
        page.text("", remark);
    }
    if let Some(disclaimer) = view.disclaimer {
        page.gap();
        page.quiet(disclaimer);
        page.quiet(&view.stamp);
    }
    page.out
}

fn top(page: &mut Page<'_>, view: &View<'_>) {
    let colour = match view.urgency {
        Urgency::Emergency => "\u{1b}[1;31m",
        Urgency::SameDay => "\u{1b}[1;33m",
        Urgency::Appointment => "\u{1b}[1;36m",
        Urgency::SelfCare if view.calm => "\u{1b}[1;32m",
        Urgency::SelfCare => BOLD,
    };
    let headline = if view.urgency == Urgency::Emergency {
        view.headline.to_uppercase()
    } else {
        view.headline.to_owned()
    };
    page.styled("", colour, &headline);
    for alert in &view.alerts {
        page.gap();
        page.styled("", BOLD, &alert.action);
        if !alert.more.is_empty() {
            page.text("", &alert.more);
        }
        page.labelled("  ", Word::LabelWhy, &alert.reason);
    }
    if let Some(activity) = view.activity {
        page.gap();
        page.labelled("", Word::LabelRunning, activity);
    }
    if let Some(undo) = view.undo {
        page.gap();
        page.text("", undo);
    }
}

fn unasked(page: &mut Page<'_>, view: &View<'_>) {
    let Some(signs) = &view.unasked else { return };
    page.heading(page.words.say(Word::TitleNotAsked));
    page.text("", page.words.say(Word::UrgencyNotAsked));
    page.text("  ", signs);
}

fn questions(page: &mut Page<'_>, view: &View<'_>) {
    if view.questions.is_empty() {
        return;
    }
    page.heading(page.words.say(Word::TitleQuestions));
    page.text("", page.words.say(Word::UrgencyNotComplete));
    view.questions.iter().for_each(|question| page.text("  ? ", question));
    if view.more_questions > 0 {
        page.text("  ? ", &view.more());
    }
}

fn possible(page: &mut Page<'_>, contributors: &Contributors<'_>) {
    page.heading(contributors.title);
    if contributors.none_first {
        page.text("", &contributors.none_of_these);
    }
    if let Some(lead) = &contributors.lead {
        page.text("", lead);
    }
    contributors.groups.iter().for_each(|group| family(page, group));
    let more = !(contributors.together.is_empty() && contributors.unexplained.is_empty());
    if more || !contributors.none_first {
        page.gap();
    }
    contributors.together.iter().for_each(|line| page.text("", line));
    if !contributors.none_first {
        page.text("", &contributors.none_of_these);
    }
    if !contributors.unexplained.is_empty() {
        let list = contributors.unexplained.join("; ");
        page.labelled("", Word::LabelUnexplained, &list);
    }
}

fn family(page: &mut Page<'_>, group: &Group<'_>) {
    page.gap();
    page.styled("", CYAN, &group.name);
    let mut causes = group.causes.iter();
    if let Some(leader) = causes.next() {
        cause(page, leader, "  ");
    }
    let also = format!("    {} ", page.words.label(Word::LabelAlso));
    causes.for_each(|sibling| cause(page, sibling, &also));
}

fn cause(page: &mut Page<'_>, cause: &Contributor<'_>, lead: &str) {
    let words = cause.likelihood.as_ref().map(|likelihood| match &likelihood.number {
        Some(number) => format!(" ({}, {number})", likelihood.word),
        None => format!(" ({})", likelihood.word),
    });
    let indent = " ".repeat(if lead.trim().is_empty() { 4 } else { 6 });
    page.styled_with(lead, BOLD, &cause.label, words.as_deref().unwrap_or_default());
    if let Some(summary) = cause.summary.as_ref().filter(|_| lead.trim().is_empty()) {
        page.text(&indent, summary);
    }
    reasons(page, &indent, Word::LabelSupports, &cause.supports);
    reasons(page, &indent, Word::LabelOpposes, &cause.opposes);
    if let Some(note) = cause.note.as_ref().filter(|_| lead.trim().is_empty()) {
        page.labelled(&indent, Word::LabelNote, note);
    }
}

fn reasons(page: &mut Page<'_>, indent: &str, what: Word, reasons: &[String]) {
    if !reasons.is_empty() {
        page.labelled(indent, what, &reasons.join("; "));
    }
}

fn advice(page: &mut Page<'_>, advice: &Advice<'_>) {
    if advice.items.is_empty() {
        return;
    }
    page.heading(advice.title);
    for (at, item) in (1..).zip(&advice.items) {
        recommendation(page, at, item);
    }
}

fn recommendation(page: &mut Page<'_>, at: usize, item: &Recommendation) {
    if at > 1 {
        page.gap();
    }
    page.styled(&format!("{at}. "), BOLD, &item.name);
    item.cautions.iter().for_each(|caution| page.text("   ! ", caution));
    item.steps.iter().for_each(|step| page.text("   - ", step));
    let more = [
        (Word::LabelHowMuch, &item.dose),
        (Word::LabelExpect, &item.expect),
        (Word::LabelNote, &item.note),
    ];
    for (what, text) in more {
        if let Some(text) = text {
            page.labelled("   ", what, text);
        }
    }
}

/// Text that grows line by line.
struct Page<'a> {
    words: &'a ReportWords,
    out: String,
    look: Look,
    width: usize,
}

impl Page<'_> {
    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.gap();
        self.styled("", BOLD, text);
        self.line(&"─".repeat(text.chars().count().min(self.width)));
    }

    /// A paragraph; what follows its first line stands below the text, not below the lead.
    fn text(&mut self, lead: &str, text: &str) {
        let hang = hang(lead);
        self.wrapped(lead, &hang, "", text);
    }

    /// A paragraph after a label.
    fn labelled(&mut self, indent: &str, label: Word, text: &str) {
        self.text(&format!("{indent}{} ", self.words.label(label)), text);
    }

    fn quiet(&mut self, text: &str) {
        self.wrapped("", "", DIM, text);
    }

    fn styled(&mut self, lead: &str, style: &str, text: &str) {
        let hang = hang(lead);
        self.wrapped(lead, &hang, style, text);
    }

    /// A label with words behind it; only the label is styled.
    fn styled_with(&mut self, lead: &str, style: &str, label: &str, rest: &str) {
        let lines = wrap(self.width, lead, &hang(lead), &format!("{label}{rest}"));
        for line in lines {
            let line = match (self.look, line.split_once(label)) {
                (Look::Ansi, Some((before, after))) => {
                    format!("{before}{style}{label}{RESET}{after}")
                }
                _ => line,
            };
            self.line(&line);
        }
    }

    fn wrapped(&mut self, lead: &str, hang: &str, style: &str, text: &str) {
        for line in wrap(self.width, lead, hang, text) {
            if self.look == Look::Plain || style.is_empty() {
                self.line(&line);
            } else {
                self.line(&format!("{style}{line}{RESET}"));
            }
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }
}

/// What stands before the further lines of a paragraph: never deeper than a label of a few letters.
fn hang(lead: &str) -> String {
    let start = lead.chars().take_while(|letter| *letter == ' ').count();
    let width = lead.chars().count();
    " ".repeat(if width - start <= 3 { width } else { start + 2 })
}

/// Breaks text at spaces. Letters of a terminal's own language are dropped, so that no text can steer it.
fn wrap(width: usize, lead: &str, hang: &str, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = lead.to_owned();
    let mut empty = true;
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    for word in clean.split([' ']).filter(|word| !word.is_empty()) {
        if !empty && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::replace(&mut line, hang.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line.trim_end().to_owned());
    lines
}
