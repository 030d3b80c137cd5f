//! What the runner reads: a screen, its help, what was noted, and how sure the picture is.

use anstyle::{AnsiColor, Style};
use heavylegs::{
    Activity, Finding, NextQuestions, NumberQuestion, PictureChange, Purpose, QuestionItem,
    QuestionScreen, ScreenKind, StopReason, Urgency,
};

use super::reply::{LETTERS, Misread};
use super::summary::summary;
use super::words::{Words, fill};
use crate::layout::Lines;

const PLAIN: Style = Style::new();
const QUIET: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();
const NOTED: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));

/// From here on a cause is called likely, and possible, as in the report.
const LIKELY: f64 = 0.5;
const POSSIBLE: f64 = 0.2;

/// Puts together what is read, in the runner's language and as wide as the window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages {
    pub(super) words: &'static Words,
    pub(super) columns: usize,
}

impl Pages {
    fn lines(self) -> Lines {
        Lines::new(self.columns)
    }

    pub(super) fn start(self, kept: &str) -> String {
        let mut lines = self.lines();
        lines.gap().add(STRONG, "", self.words.title).gap();
        lines.add(PLAIN, "", self.words.intro).gap();
        lines.add(PLAIN, "", self.words.emergency_first).gap();
        lines.add(QUIET, "", kept).gap();
        self.keys(&mut lines);
        lines.text
    }

    fn keys(self, lines: &mut Lines) {
        lines.add(QUIET, "", self.words.keys_title);
        for [key, does] in self.words.keys {
            lines.add(QUIET, &format!("  {key}  "), does);
        }
    }

    /// A screen: how far we are, what is asked and why, the choices, and what to type.
    pub(super) fn screen(
        self,
        number: usize,
        screen: &QuestionScreen,
        next: &NextQuestions,
    ) -> String {
        let words = self.words;
        let mut lines = self.lines();
        let heading = fill(words.question, &[("number", &number.to_string())]);
        let rule = self.columns.saturating_sub(heading.chars().count() + 1);
        lines.gap().add(QUIET, "", &format!("{heading} {}", "─".repeat(rule)));
        // Before the first answer there is nothing to say, unless answers came from a file.
        let something = number > 1 || !next.picture.is_empty();
        if let Some(so_far) = self.so_far(screen, next).filter(|_| something) {
            lines.add(QUIET, "", so_far.as_str());
        }
        lines.gap().add(STRONG, "", &screen.text);
        // A later list of warning signs gives its reason in its question.
        let list_of_signs =
            screen.purpose == Purpose::RedFlags && screen.kind == ScreenKind::GroupMultiple;
        if number == 1 || !list_of_signs {
            lines.add(QUIET, "", &screen.reason);
        }
        lines.gap();
        self.choices(&mut lines, screen);
        lines.text
    }

    /// A question and what was answered, for a transcript.
    pub(super) fn exchange(self, number: usize, screen: &QuestionScreen, answer: &str) -> String {
        let mut lines = self.lines();
        lines.add(STRONG, &format!("{number:>2}  "), &screen.text);
        lines.add(QUIET, "    ", &screen.reason).add(NOTED, "    → ", answer);
        lines.text
    }

    /// How sure the picture is, in words: a number would look surer than it is. A question about a warning sign stands alone.
    fn so_far(self, screen: &QuestionScreen, next: &NextQuestions) -> Option<String> {
        let words = self.words;
        if let Some(left) = last_round(screen, next) {
            return Some(fill(words.last_round, &[("count", &left.to_string())]));
        }
        let text = match next.picture.first() {
            // As in the report: what leaves running alone is not of the legs.
            _ if next.urgency >= Urgency::SameDay && next.activity == Activity::AsPlanned => {
                words.talk_today
            }
            _ if next.urgency >= Urgency::SameDay => words.today,
            _ if screen.purpose == Purpose::RedFlags => return None,
            None if is_calm(next) => words.no_signs,
            None => words.too_early,
            Some(leader) => return Some(self.picture(leader, screen, next)),
        };
        Some(text.to_owned())
    }

    /// What leads so far, and how much the answer to this screen may change: by a hundredth of what is open, the conversation ends.
    fn picture(
        self,
        leader: &PictureChange,
        screen: &QuestionScreen,
        next: &NextQuestions,
    ) -> String {
        let words = self.words;
        let [lead, open] = [leader.probability, screen.value / next.open.now];
        let lead = match lead {
            lead if lead >= LIKELY => words.likely,
            lead if lead >= POSSIBLE => words.possible,
            _ => words.nothing_yet,
        };
        let open = match open {
            open if open >= 0.03 => words.much_open,
            open if open >= 0.015 || screen.purpose != Purpose::Causes => words.some_open,
            _ => words.little_open,
        };
        format!("{} {open}", fill(lead, &[("cause", &leader.name)]))
    }

    fn choices(self, lines: &mut Lines, screen: &QuestionScreen) {
        let words = self.words;
        if screen.kind == ScreenKind::GroupMultiple {
            for (at, item) in (1..).zip(&screen.items) {
                lines.add(PLAIN, &format!("{at:>3}  "), &item.name);
            }
            lines.add(PLAIN, "  0  ", screen.none.as_deref().unwrap_or(words.no));
            lines.gap().add(QUIET, "", self.how(screen));
            return;
        }
        let Some(item) = screen.items.first() else { return };
        match (&item.number, screen.kind) {
            (Some(number), ScreenKind::Number) => self.number(lines, item, number),
            _ => self.picks(lines, screen, item),
        }
    }

    fn picks(self, lines: &mut Lines, screen: &QuestionScreen, item: &QuestionItem) {
        for (at, label) in (1..).zip(told(item)) {
            lines.add(PLAIN, &format!("{at:>3}  "), label);
        }
        lines.add(PLAIN, "  -  ", self.words.dont_know).gap();
        lines.add(QUIET, "", self.how(screen));
    }

    /// What can be typed.
    fn how(self, screen: &QuestionScreen) -> &'static str {
        match screen.kind {
            ScreenKind::GroupMultiple => self.words.how_tick,
            ScreenKind::Single => self.words.how_yes_no,
            _ => self.words.how_pick,
        }
    }

    fn number(self, lines: &mut Lines, item: &QuestionItem, number: &NumberQuestion) {
        let labels: Vec<&str> = told(item).collect();
        let how = if labels.is_empty() { self.words.how_number } else { self.words.how_number_or };
        lines.add(PLAIN, "", &self.ranged(how, number));
        for (letter, label) in LETTERS.chars().zip(labels) {
            lines.add(PLAIN, &format!("  {letter}  "), label);
        }
        lines.add(PLAIN, "  -  ", self.words.dont_know);
    }

    /// A text with the range of a number and its unit.
    fn ranged(self, text: &str, number: &NumberQuestion) -> String {
        let unit = self.words.unit(&number.unit);
        let (low, high) = (number.low.to_string(), number.high.to_string());
        fill(text, &[("low", &low), ("high", &high), ("unit", &unit)])
    }

    /// Explains a screen, or one of its lines.
    pub(super) fn help(self, screen: &QuestionScreen, line: Option<usize>) -> String {
        let mut lines = self.lines();
        lines.gap();
        let ticked = screen.kind == ScreenKind::GroupMultiple;
        let mut explained = false;
        if let Some(help) = screen.help.as_ref().filter(|_| line.is_none()) {
            lines.add(PLAIN, "", help);
            explained = true;
        }
        let items = screen.items.iter().enumerate();
        for (at, item) in items.filter(|(at, _)| ticked && line.is_none_or(|line| line == *at)) {
            lines.add(PLAIN, &format!("{:>3}  ", at + 1), &item.question);
            if let Some(help) = &item.help {
                lines.add(PLAIN, "     ", help);
            }
            explained = true;
        }
        let number = screen.items.first().and_then(|item| item.number.as_ref());
        if let Some((example, number)) =
            number.and_then(|number| Some((number.units.first()?, number)))
        {
            let units = number.units.join(", ");
            let example = format!("{} {example}", number.low);
            let values = [("units", units.as_str()), ("example", example.as_str())];
            lines.add(PLAIN, "", &fill(self.words.also_in, &values));
        }
        if !explained {
            let sign = screen.purpose == Purpose::RedFlags;
            let text = if sign { self.words.no_help_sign } else { self.words.no_help };
            lines.add(PLAIN, "", text);
        }
        lines.gap().add(QUIET, "", &format!("{}: {}", self.words.why, screen.reason));
        lines.gap().add(QUIET, "", self.words.keys_short);
        lines.text
    }

    /// What was understood, so that a mistyped number is seen.
    pub(super) fn noted(self, screen: &QuestionScreen, given: &[(String, Finding)]) -> String {
        let mut lines = self.lines();
        lines.add(NOTED, "→ ", &summary(self.words, screen, given));
        lines.text
    }

    /// Why a line was no answer, and what would be one.
    pub(super) fn misread(self, screen: &QuestionScreen, misread: &Misread) -> String {
        let words = self.words;
        let number = screen.items.first().and_then(|item| item.number.as_ref());
        let text = match misread {
            Misread::Empty => words.empty.to_owned(),
            Misread::NoSuchLine(text) => fill(words.no_such_line, &[("text", text)]),
            Misread::NoneAndSome => words.none_and_some.to_owned(),
            Misread::OnlyOne => words.only_one.to_owned(),
            Misread::NoNumber(text) => {
                let text = fill(words.no_number, &[("text", text)]);
                let how =
                    number.map_or(String::new(), |number| self.ranged(words.how_number, number));
                format!("{text} {how}")
            }
            Misread::NoSuchUnit(text) => {
                let unit = number.map_or(String::new(), |number| words.unit(&number.unit));
                fill(words.no_such_unit, &[("text", text), ("unit", &unit)])
            }
            Misread::OutOfRange => {
                number.map_or(String::new(), |number| self.ranged(words.out_of_range, number))
            }
        };
        let mut lines = self.lines();
        lines.add(PLAIN, "", &text);
        // What is wrong with a number says its range already.
        if screen.kind != ScreenKind::Number {
            lines.add(QUIET, "", self.how(screen));
        }
        lines.add(QUIET, "", words.keys_short);
        lines.text
    }

    pub(super) fn say(self, text: &str) -> String {
        let mut lines = self.lines();
        lines.add(PLAIN, "", text);
        lines.text
    }
}

/// How many screens are left of the last round, in which urgent rules are asked about of which nothing is known.
fn last_round(screen: &QuestionScreen, next: &NextQuestions) -> Option<usize> {
    let last = next.stop.reason == StopReason::WarningSigns
        && next.urgency < Urgency::SameDay
        && next.pending_red_flags.is_empty()
        && screen.purpose == Purpose::RedFlags;
    let left = next.screens.iter().filter(|screen| screen.purpose == Purpose::RedFlags);
    last.then(|| left.count())
}

/// Whether the warning signs that could be asked were, and none is there.
fn is_calm(next: &NextQuestions) -> bool {
    let asked = next.stop.reason != StopReason::WarningSigns && next.stop.unanswered.is_empty();
    asked && next.urgency == Urgency::SelfCare
}

/// What can be told, without "I don't know".
fn told(item: &QuestionItem) -> impl Iterator<Item = &str> {
    let known = item.choices.iter().filter(|choice| choice.id != "unknown");
    known.map(|choice| choice.label.as_str())
}
