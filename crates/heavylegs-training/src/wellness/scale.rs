//! Which numbers a log's scores go from and to, and which end is the bad one.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::{Score, ScoreOf, Worse};

/// A scale by its ends and by which of them is bad. It is written `1-5,low_is_worse`.
///
/// # Examples
///
/// ```
/// use heavylegs_training::{Scale, Worse};
///
/// let scale = Scale::parse("1-5,low_is_worse").unwrap();
/// assert_eq!((scale.least, scale.most, scale.worse), (1.0, 5.0, Some(Worse::Low)));
/// assert_eq!(scale.to_string(), "1-5,low_is_worse");
/// assert_eq!(Scale::parse("1-5").unwrap().worse, None);
/// assert!(Scale::parse("5").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Scale {
    /// The least of it.
    pub least: f64,
    /// The most of it.
    pub most: f64,
    /// Which end is bad; `None` where nobody said.
    pub worse: Option<Worse>,
}

impl Scale {
    pub(crate) const fn new(least: f64, most: f64, worse: Option<Worse>) -> Self {
        Self { least, most, worse }
    }

    /// Returns the scale that is written as two whole numbers and, after a comma, `low_is_worse` or `high_is_worse`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (ends, worse) = match text.split_once(',') {
            Some((ends, worse)) => (ends, Some(parse_worse(worse.trim())?)),
            None => (text, None),
        };
        let (least, most) = ends.split_once(['-', '–'])?;
        let end = |text: &str| text.trim().parse::<u16>().ok().map(f64::from);
        let scale = Self::new(end(least)?, end(most)?, worse);
        (scale.least < scale.most).then_some(scale)
    }

    /// Returns an answer on this scale.
    pub(crate) fn score(self, of: ScoreOf, value: f64) -> Score {
        Score { of, value, least: self.least, most: self.most, worse: self.worse }
    }
}

fn parse_worse(text: &str) -> Option<Worse> {
    match text {
        "low_is_worse" => Some(Worse::Low),
        "high_is_worse" => Some(Worse::High),
        _ => None,
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.least, self.most)?;
        match self.worse {
            Some(Worse::Low) => f.write_str(",low_is_worse"),
            Some(Worse::High) => f.write_str(",high_is_worse"),
            None => Ok(()),
        }
    }
}

/// The scales of the logs that don't say themselves: what the runner knows of the app and the file does not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scales {
    known: BTreeMap<(Log, ScoreOf), Scale>,
}

/// A wellness log whose files don't say what its scores mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Log {
    /// The wellness export of intervals.icu: its scores go from 1 to 4.
    Intervals,
    /// The measurements of HRV4Training: neither ends nor direction are in the file.
    Hrv4training,
}

impl Log {
    /// Every one.
    pub(crate) const ALL: [Self; 2] = [Self::Intervals, Self::Hrv4training];

    /// Returns its name in `athlete.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Intervals => "intervals",
            Self::Hrv4training => "hrv4training",
        }
    }
}

impl Scales {
    /// Sets the scale of one question of a log.
    pub fn set(&mut self, log: Log, of: ScoreOf, scale: Scale) {
        self.known.insert((log, of), scale);
    }

    /// Returns the scale of one question of a log, where it was set.
    #[must_use]
    pub fn get(&self, log: Log, of: ScoreOf) -> Option<Scale> {
        self.known.get(&(log, of)).copied()
    }
}

impl ScoreOf {
    /// Every one.
    pub(crate) const ALL: [Self; 7] = [
        Self::Fatigue,
        Self::Soreness,
        Self::SleepQuality,
        Self::Stress,
        Self::Mood,
        Self::Readiness,
        Self::Motivation,
    ];

    /// Returns its name in `athlete.toml` and in our own tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fatigue => "fatigue",
            Self::Soreness => "soreness",
            Self::SleepQuality => "sleep_quality",
            Self::Stress => "stress",
            Self::Mood => "mood",
            Self::Readiness => "readiness",
            Self::Motivation => "motivation",
        }
    }

    /// Returns what a name of [`name`](Self::name) stands for.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.name() == name)
    }
}
