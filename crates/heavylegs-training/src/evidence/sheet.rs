//! What was gathered of a day.

use heavylegs::{Finding, Origin};

use super::{Derived, NotDerived};
use crate::calendar::date_of;
use crate::metrics::{Change, Stretch};
use crate::quality::{Measured, Reason};

/// What was gathered of a day.
pub(crate) struct Sheet {
    pub(crate) day: i32,
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
    pub(super) fn new(day: i32) -> Self {
        Self { day, derived: Vec::new(), not_derived: Vec::new() }
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
            text: format!("{words} ({})", day_text(place.day)),
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
        (unit, show, what): (&'static str, Show, &str),
        place: Place,
    ) {
        match value {
            Measured::Known(value) => {
                let words = format!("{what} {}", show.write(value, unit));
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
        (unit, show, what): (&'static str, Show, &str),
        place: Place,
    ) {
        let finding = if change.is_over() { Finding::present() } else { Finding::absent() };
        let (value, from) = (show.write(change.value, unit), show.write(change.threshold, unit));
        let words = format!("{what} {value}; it counts from {from}");
        let derived = self.put(observation, finding, (Some(change.value), unit), &words, place);
        derived.baseline = Some(change.baseline);
        derived.threshold = Some(change.threshold);
        derived.stretch = change.stretch;
        if let Some(stretch) = change.stretch {
            derived.text = format!("{words} ({}, {})", day_text(place.day), minutes(stretch));
        }
    }

    pub(super) fn unknown(&mut self, observation: &'static str, reason: Reason) {
        self.not(observation, reason.code(), reason.to_string());
    }

    pub(super) fn not(&mut self, observation: &'static str, code: &'static str, text: String) {
        self.not_derived.push(NotDerived { observation, code, text });
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

impl Show {
    pub(super) fn write(self, value: f64, unit: &str) -> String {
        match self {
            Self::Percent => format!("{:.0} %", 100.0 * value),
            Self::Count => format!("{value:.0}"),
            Self::Plain(decimals) if unit.is_empty() || unit == "ratio" => {
                format!("{value:.decimals$}")
            }
            Self::Plain(decimals) => format!("{value:.decimals$} {unit}"),
        }
    }
}

fn minutes(stretch: Stretch) -> String {
    format!("minutes {:.0} to {:.0}", stretch.from_s / 60.0, stretch.to_s / 60.0)
}

/// Writes a day as `12 Oct 2025`.
pub(super) fn day_text(day: i32) -> String {
    let date = date_of(day);
    date.map_or_else(|| format!("day {day}"), |date| date.strftime("%-d %b %Y").to_string())
}
