//! One day of a wellness log, in one shape whatever it was read from.

mod scale;

pub use scale::{Log, Scale, Scales};

use serde::Serialize;

use crate::activity::Source;

/// One day of a wellness log, as far as it was filled in.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WellnessDay {
    /// What it was read from.
    pub source: Source,
    /// The day, in days since 1970-01-01, in the runner's own time zone as far as the log knows it. Sleep counts for the day of waking.
    pub day: i32,
    /// Heart rate at rest.
    pub resting_heart_rate_bpm: Option<f64>,
    /// Heart rate variability, with its kind.
    pub variability: Option<Variability>,
    /// Sleep of the last night.
    pub sleep_hours: Option<f64>,
    /// Body mass.
    pub mass_kg: Option<f64>,
    /// What the runner said on a scale.
    pub scores: Vec<Score>,
    /// Marked as ill or injured; `None` where the log does not ask.
    pub is_ill: Option<bool>,
    /// Body parts that were named as sore or hurt, in the words of the log.
    pub hurts: Vec<String>,
}

/// Heart rate variability of one morning or night.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Variability {
    /// What was computed. Kinds are never compared with each other.
    pub kind: VariabilityKind,
    /// In milliseconds.
    pub value_ms: f64,
}

impl Variability {
    /// Returns rMSSD where it is known, else SDNN: a day holds one of the two, always of its own kind.
    pub(crate) fn first_of(rmssd_ms: Option<f64>, sdnn_ms: Option<f64>) -> Option<Self> {
        let of = |kind| move |value_ms| Self { kind, value_ms };
        rmssd_ms.map(of(VariabilityKind::Rmssd)).or(sdnn_ms.map(of(VariabilityKind::Sdnn)))
    }
}

/// How a heart rate variability was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum VariabilityKind {
    /// Root mean square of successive differences.
    Rmssd,
    /// Standard deviation of the intervals.
    Sdnn,
}

/// What a [`Score`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ScoreOf {
    /// How tired.
    Fatigue,
    /// How sore the muscles.
    Soreness,
    /// How well slept.
    SleepQuality,
    /// How stressed.
    Stress,
    /// Mood.
    Mood,
    /// How ready to train.
    Readiness,
    /// How motivated.
    Motivation,
}

/// Which end of a scale is the bad one. It is never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Worse {
    /// Low numbers are bad.
    Low,
    /// High numbers are bad.
    High,
}

/// One answer on a named scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Score {
    /// What it is about.
    pub of: ScoreOf,
    /// The number.
    pub value: f64,
    /// The least of the scale.
    pub least: f64,
    /// The most of the scale.
    pub most: f64,
    /// Which end is bad; `None` where neither the log nor the caller says, and then it is not used.
    pub worse: Option<Worse>,
}
