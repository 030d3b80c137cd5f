//! What was gathered of a day.

use heavylegs::{Finding, Origin};

use super::{Derived, NotDerived};
use crate::metrics::{Change, Stretch};
use crate::quality::{Measured, Reason};
use crate::texts::{Text, Texts};

/// What was gathered of a day.
pub(crate) struct Sheet {
    pub(crate) day: i32,
    /// The words of the language in which all is written down.
    pub(super) texts: &'static Texts,
    pub(crate) derived: Vec<Derived>,
    pub(crate) not_derived: Vec<NotDerived>,
}

/// What an observation is read from.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The day of the record.
    pub(super) day: i32,
    /// The day on which it held: the age counts from there. Of "the last hard session was three days ago" it is today.
    pub(super) held: i32,
    pub(super) activity: Option<usize>,
    pub(super) origin: Origin,
}

/// How a number is written.
#[derive(Clone, Copy)]
pub(super) enum Show {
    /// As a share of a hundred.
    Percent,
    /// As a whole number; the words say of what.
    Count,
    /// With so many decimals and its unit.
    Plain(usize),
}

impl Sheet {
    pub(super) fn new(day: i32, texts: &'static Texts) -> Self {
        Self { day, texts, derived: Vec::new(), not_derived: Vec::new() }
    }

    /// Something that holds for the day, from the log as a whole.
    pub(super) fn today(&self) -> Place {
        Place::of_log(self.day)
    }

    /// Writes down a finding; `words` say what was found, and the place is added.
    pub(super) fn put(
        &mut self,
        observation: &'static str,
        finding: Finding,
        value: (Option<f64>, &'static str),
        words: &str,
        place: Place,
    ) -> &mut Derived {
        let age = f64::from(self.day.saturating_sub(place.held).max(0));
        let at = self.derived.len();
        self.derived.push(Derived {
            observation,
            finding: finding.origin(place.origin).days_ago(age),
            value: value.0,
            unit: value.1,
            baseline: None,
            threshold: None,
            day: place.day,
            activity: place.activity,
            stretch: None,
            text: self.on_day(words, place.day),
        });
        // It was just pushed.
        &mut self.derived[at]
    }

    /// Writes down a number in the observation's own unit.
    pub(super) fn number(
        &mut self,
        observation: &'static str,
        value: f64,
        unit: &'static str,
        words: &str,
        place: Place,
    ) {
        self.put(observation, Finding::number(value), (Some(value), unit), words, place);
    }

    /// Writes down a number that is measured, or why it is not.
    pub(super) fn measured(
        &mut self,
        observation: &'static str,
        value: Measured<f64>,
        (unit, show, what): (&'static str, Show, Text),
        place: Place,
    ) {
        match value {
            Measured::Known(value) => {
                let slots =
                    [("what", self.texts.say(what)), ("value", &self.written(value, unit, show))];
                let words = self.texts.fill(Text::PatternMeasured, &slots);
                self.number(observation, value, unit, &words, place);
            }
            Measured::Unknown(reason) => self.unknown(observation, reason),
        }
    }

    /// Writes down whether a change counts, present or absent.
    pub(super) fn sign(
        &mut self,
        observation: &'static str,
        change: &Change,
        (unit, show, what): (&'static str, Show, Text),
        place: Place,
    ) {
        let finding = if change.is_over() { Finding::present() } else { Finding::absent() };
        let value = self.written(change.value, unit, show);
        let threshold = self.written(change.threshold, unit, show);
        let slots = [("what", self.texts.say(what)), ("value", &value), ("threshold", &threshold)];
        let words = self.texts.fill(Text::PatternCountsFrom, &slots);
        let text = match change.stretch {
            Some(stretch) => self.in_run(&words, place.day, stretch),
            None => self.on_day(&words, place.day),
        };
        let derived = self.put(observation, finding, (Some(change.value), unit), &words, place);
        derived.baseline = Some(change.baseline);
        derived.threshold = Some(change.threshold);
        derived.stretch = change.stretch;
        derived.text = text;
    }

    pub(super) fn unknown(&mut self, observation: &'static str, reason: Reason) {
        self.not(observation, reason.code(), reason.in_words(self.texts));
    }

    pub(super) fn not(&mut self, observation: &'static str, code: &'static str, text: String) {
        self.not_derived.push(NotDerived { observation, code, text });
    }

    fn on_day(&self, text: &str, day: i32) -> String {
        self.texts.fill(Text::PatternOnDay, &[("text", text), ("day", &self.texts.day(day))])
    }

    fn in_run(&self, text: &str, day: i32, stretch: Stretch) -> String {
        let minute = |seconds: f64| self.texts.number(seconds / 60.0, 0);
        let (day, from, to) = (self.texts.day(day), minute(stretch.from_s), minute(stretch.to_s));
        let slots = [("text", text), ("day", day.as_str()), ("from", &from), ("to", &to)];
        self.texts.fill(Text::PatternInRun, &slots)
    }

    fn written(&self, value: f64, unit: &'static str, show: Show) -> String {
        match show {
            Show::Percent => self.texts.percent(value),
            Show::Count => self.texts.number(value, 0),
            Show::Plain(decimals) if unit.is_empty() || unit == "ratio" => {
                self.texts.number(value, decimals)
            }
            Show::Plain(decimals) => {
                format!("{} {}", self.texts.number(value, decimals), self.texts.unit(unit))
            }
        }
    }
}

impl Place {
    /// What a log as a whole says on a day.
    pub(super) fn of_log(day: i32) -> Self {
        Self { day, held: day, activity: None, origin: Origin::Log }
    }

    /// What one activity of a day says.
    pub(super) fn of_run(day: i32, activity: usize) -> Self {
        Self { day, held: day, activity: Some(activity), origin: Origin::Device }
    }
}
