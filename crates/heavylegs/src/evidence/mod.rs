//! What is known about one runner at one moment.

mod compile;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use compile::{
    Compiled, Item, compile, levels_named, most_findings, numbered, read_given, unknown_id,
};
pub(crate) use read::{MOST_ENTRIES, MOST_FINDINGS, read, too_many};

use serde::{Deserialize, Serialize};

/// What is known about one runner at one moment. What is not given is unknown, which is neither absent nor zero.
///
/// The order of the entries does not matter. Nothing is checked here: [`Engine::compile`](crate::Engine::compile) reports
/// every unknown id, wrong kind, unit and range at once.
///
/// It serialises to what stands under `evidence` in a request: [`read_evidence`](crate::read_evidence) gives the same evidence
/// back. Numbers that JSON can't hold, infinite ones and NaN, are an error there.
///
/// # Examples
///
/// ```
/// use heavylegs::{Evidence, Finding, Origin};
///
/// let evidence = Evidence::new()
///     .level("course_in_run", "heavy_then_clears")
///     .number("sitting_hours_today", 9.0)
///     .absent("one_leg_swollen")
///     .with("cadence_spm", Finding::number(158.0).origin(Origin::Device).days_ago(1.0));
/// assert_eq!(evidence.len(), 4);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    pub(crate) entries: Vec<(String, Finding)>,
}

/// One thing that is known, where it comes from and how old it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub(crate) given: Given,
    pub(crate) origin: Origin,
    pub(crate) days_ago: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Given {
    Present,
    Absent,
    Unknown,
    Levels(Vec<String>),
    Number { value: f64, unit: Option<String> },
    Likelihood(f64, f64),
}

/// Where a finding comes from.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Origin {
    /// The runner answered a question.
    #[default]
    Answer,
    /// A device measured it.
    Device,
    /// It was read from a log.
    Log,
}

/// What is known of an observation, in indices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Answer {
    Present,
    Absent,
    /// P(reading | present) and P(reading | absent), divided by the larger of the two.
    Likelihood(f64, f64),
    /// Bits of the levels it can be; the number, where one was given.
    Levels {
        bits: u32,
        number: Option<f64>,
    },
}

impl Finding {
    fn of(given: Given) -> Self {
        Self { given, origin: Origin::Answer, days_ago: None }
    }

    /// A finding that is present, or a "yes".
    #[must_use]
    pub fn present() -> Self {
        Self::of(Given::Present)
    }

    /// A finding that was asked for and denied, or a "no".
    #[must_use]
    pub fn absent() -> Self {
        Self::of(Given::Absent)
    }

    /// A level of an observation that has levels, or of a number in words.
    ///
    /// The words `present`, `absent` and `unknown` mean what they mean in JSON: they are those answers, not levels.
    #[must_use]
    pub fn level(level: impl Into<String>) -> Self {
        Self::of(read::word_given(level.into()))
    }

    /// Several levels of a descriptor, for a runner who knows that it is one of them.
    #[must_use]
    pub fn levels<L: Into<String>>(levels: impl IntoIterator<Item = L>) -> Self {
        Self::of(Given::Levels(levels.into_iter().map(Into::into).collect()))
    }

    /// A number in the observation's own unit.
    #[must_use]
    pub fn number(value: f64) -> Self {
        Self::of(Given::Number { value, unit: None })
    }

    /// A number in a unit that the observation knows.
    ///
    /// # Units
    ///
    /// `unit` is written as in the knowledge base: `ug/L`, `ng/mL`, `h`, `min`.
    #[must_use]
    pub fn number_in(value: f64, unit: impl Into<String>) -> Self {
        Self::of(Given::Number { value, unit: Some(unit.into()) })
    }

    /// A reading of an unsure sensor: P(reading | symptom present) and P(reading | symptom absent). Only the ratio counts.
    #[must_use]
    pub fn likelihood(if_present: f64, if_absent: f64) -> Self {
        Self::of(Given::Likelihood(if_present, if_absent))
    }

    /// Nothing: it takes a finding away where one evidence changes another.
    #[must_use]
    pub fn unknown() -> Self {
        Self::of(Given::Unknown)
    }

    /// Says where it comes from.
    #[must_use]
    pub fn origin(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// Says how old it is, in days.
    #[must_use]
    pub fn days_ago(self, days: f64) -> Self {
        Self { days_ago: Some(days), ..self }
    }

    /// Returns where it comes from.
    #[must_use]
    pub fn is_from(&self) -> Origin {
        self.origin
    }

    /// Returns how old it is, in days, where that is known.
    #[must_use]
    pub fn age_days(&self) -> Option<f64> {
        self.days_ago
    }
}

impl Evidence {
    /// Returns evidence of nothing: everything is unknown.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    #[must_use]
    pub fn with(mut self, id: impl Into<String>, finding: Finding) -> Self {
        self.insert(id, finding);
        self
    }

    /// Adds a finding in place.
    pub fn insert(&mut self, id: impl Into<String>, finding: Finding) {
        self.entries.push((id.into(), finding));
    }

    /// Adds that something is present, or a "yes".
    #[must_use]
    pub fn present(self, id: impl Into<String>) -> Self {
        self.with(id, Finding::present())
    }

    /// Adds that something was asked for and denied, or a "no".
    #[must_use]
    pub fn absent(self, id: impl Into<String>) -> Self {
        self.with(id, Finding::absent())
    }

    /// Adds a level; the words `present`, `absent` and `unknown` are those answers.
    #[must_use]
    pub fn level(self, id: impl Into<String>, level: impl Into<String>) -> Self {
        self.with(id, Finding::level(level))
    }

    /// Adds a number in the observation's own unit.
    #[must_use]
    pub fn number(self, id: impl Into<String>, value: f64) -> Self {
        self.with(id, Finding::number(value))
    }

    /// Returns the finding of an id; the first one, where several were given.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Finding> {
        self.iter().find(|(known, _)| *known == id).map(|(_, finding)| finding)
    }

    /// Takes out everything that was given for an id; returns the first finding.
    pub fn remove(&mut self, id: &str) -> Option<Finding> {
        let first = self.get(id).cloned();
        self.entries.retain(|(known, _)| known != id);
        first
    }

    /// Returns the evidence with the findings of `changes` in place of its own; one that says "unknown" takes the finding away.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Evidence, Finding};
    ///
    /// let evidence = Evidence::new().number("sleep_hours_last_night", 5.0).present("tired_all_day");
    /// let changes = Evidence::new().number("sleep_hours_last_night", 8.0).level("tired_all_day", "unknown");
    /// assert_eq!(evidence.changed_by(&changes), Evidence::new().number("sleep_hours_last_night", 8.0));
    /// ```
    #[must_use]
    pub fn changed_by(&self, changes: &Self) -> Self {
        let replaced: std::collections::BTreeSet<&str> = changes.ids().collect();
        let kept = self.entries.iter().filter(|(id, _)| !replaced.contains(id.as_str()));
        let known = changes.entries.iter().filter(|(_, finding)| finding.given != Given::Unknown);
        Self { entries: kept.chain(known).cloned().collect() }
    }

    /// Returns the entries, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Finding)> + '_ {
        self.entries.iter().map(|(id, finding)| (id.as_str(), finding))
    }

    /// Returns the ids of the entries, in the order in which they were given: also of those whose answer is "unknown", and twice
    /// what was given twice.
    pub fn ids(&self) -> impl Iterator<Item = &str> + '_ {
        self.entries.iter().map(|(id, _)| id.as_str())
    }

    /// Returns how many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The order of entries does not matter; that of several findings of one id does.
impl PartialEq for Evidence {
    fn eq(&self, other: &Self) -> bool {
        let sorted = |evidence: &'_ Self| -> Vec<(String, Finding)> {
            let mut entries = evidence.entries.clone();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            entries
        };
        self.len() == other.len() && sorted(self) == sorted(other)
    }
}

impl<S: Into<String>> FromIterator<(S, Finding)> for Evidence {
    fn from_iter<I: IntoIterator<Item = (S, Finding)>>(findings: I) -> Self {
        let entries = findings.into_iter().map(|(id, finding)| (id.into(), finding));
        Self { entries: entries.collect() }
    }
}

impl Extend<(String, Finding)> for Evidence {
    fn extend<I: IntoIterator<Item = (String, Finding)>>(&mut self, findings: I) {
        self.entries.extend(findings);
    }
}

impl IntoIterator for Evidence {
    type Item = (String, Finding);
    type IntoIter = std::vec::IntoIter<(String, Finding)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl Answer {
    /// Returns whether a test would show it: everything but an exact "unknown".
    pub(crate) fn from_likelihood(if_present: f64, if_absent: f64) -> Option<Self> {
        let most = if_present.max(if_absent);
        let (a, b) = (if_present / most, if_absent / most);
        if a.to_bits() == b.to_bits() {
            None
        } else if b == 0.0 {
            Some(Self::Present)
        } else if a == 0.0 {
            Some(Self::Absent)
        } else {
            Some(Self::Likelihood(a, b))
        }
    }
}
