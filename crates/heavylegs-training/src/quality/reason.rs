//! Why something is not known, with a stable code.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

/// What a [`Reason`] or a [`Finding`](super::Finding) is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Quantity {
    /// The times of the records.
    Time,
    /// Speed and distance.
    Speed,
    /// Height above the sea, and the grade from it.
    Altitude,
    /// Heart rate.
    HeartRate,
    /// Steps a minute.
    Cadence,
    /// Ground contact time.
    ContactTime,
    /// Vertical oscillation ÷ step length.
    VerticalRatio,
    /// Temperature.
    Temperature,
    /// Perceived exertion.
    Exertion,
    /// Load of training.
    Load,
    /// Heart rate at rest.
    RestingHeartRate,
    /// Heart rate variability.
    Variability,
    /// Hours of sleep.
    Sleep,
    /// Shoes.
    Shoes,
}

impl Quantity {
    fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Speed => "speed",
            Self::Altitude => "altitude",
            Self::HeartRate => "heart rate",
            Self::Cadence => "cadence",
            Self::ContactTime => "ground contact time",
            Self::VerticalRatio => "vertical ratio",
            Self::Temperature => "temperature",
            Self::Exertion => "perceived exertion",
            Self::Load => "load",
            Self::RestingHeartRate => "resting heart rate",
            Self::Variability => "heart rate variability",
            Self::Sleep => "sleep",
            Self::Shoes => "shoes",
        }
    }
}

/// Why a value is not known. Its [`code`](Reason::code) is stable, its `Display` is for people.
///
/// ```
/// use heavylegs_training::{Quantity, Reason};
///
/// let reason = Reason::NotRecorded(Quantity::HeartRate);
/// assert_eq!(reason.code(), "quality.not_recorded");
/// assert_eq!(reason.to_string(), "heart rate was not recorded");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// The activity has no records.
    NoRecords,
    /// No record holds it.
    NotRecorded(Quantity),
    /// It is missing in too much of the time.
    DroppedOut(Quantity),
    /// It is outside what a body or a device can do.
    OutOfRange(Quantity),
    /// It stands still where it cannot.
    Frozen(Quantity),
    /// The first minute, in which sensors settle.
    SensorStart,
    /// An optical sensor followed the steps, not the heart.
    CadenceLock,
    /// A jump of the position.
    SpeedSpike,
    /// The distance is in another unit than metres.
    DistanceUnit,
    /// The speed is in another unit than metres per second, or is a pace.
    SpeedUnit,
    /// Indoors there is no grade, and the distance is not measured.
    Treadmill,
    /// Steps of one foot were taken for steps of both.
    HalfCadence,
    /// The clock ran on without records.
    TimeGap,
    /// The file does not say what sport it is.
    SportUnknown,
    /// It is not a run.
    NotARun,
    /// It is shorter than the metric needs.
    TooShort {
        /// Minutes there are.
        has_min: u32,
        /// Minutes needed.
        needs_min: u32,
    },
    /// The pace changed too much: intervals, stops or a race of two halves.
    NotSteady,
    /// The heart rate fell with the pace: it was slowed on purpose.
    EffortFell,
    /// There was next to nothing at easy speed.
    NothingEasy,
    /// A value of the runner is missing.
    RunnerUnknown(RunnerValue),
    /// There are too few earlier runs to compare with.
    TooFewRuns {
        /// Runs there are.
        has: u32,
        /// Runs needed.
        needs: u32,
    },
    /// There are too few days to compare with.
    TooFewDays {
        /// What is counted.
        of: Quantity,
        /// Days there are.
        has: u32,
        /// Days needed.
        needs: u32,
    },
    /// Some of the days are before the log, after it, or in a hole of it.
    DaysUnknown {
        /// How many.
        days: u32,
    },
    /// Nothing was trained, so there is no ratio.
    NothingTrained,
    /// The start is not known, so neither is the day.
    StartUnknown,
    /// The log does not say whether a long run was a race.
    RaceUnknown,
}

/// A value of the runner that a metric needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RunnerValue {
    /// Heart rate at rest.
    RestingHeartRate,
    /// Highest heart rate.
    MaximalHeartRate,
    /// Speed that can be held for an hour.
    ThresholdSpeed,
    /// Sex, for the constants of a formula.
    Sex,
}

impl RunnerValue {
    fn name(self) -> &'static str {
        match self {
            Self::RestingHeartRate => "resting heart rate",
            Self::MaximalHeartRate => "maximal heart rate",
            Self::ThresholdSpeed => "threshold speed",
            Self::Sex => "sex",
        }
    }
}

impl Reason {
    /// Returns the stable code: `quality.…` for what is wrong with a recording, `metric.…` for what a metric lacks.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoRecords => "quality.no_records",
            Self::NotRecorded(_) => "quality.not_recorded",
            Self::DroppedOut(_) => "quality.dropped_out",
            Self::OutOfRange(_) => "quality.out_of_range",
            Self::Frozen(_) => "quality.frozen",
            Self::SensorStart => "quality.sensor_start",
            Self::CadenceLock => "quality.cadence_lock",
            Self::SpeedSpike => "quality.speed_spike",
            Self::DistanceUnit => "quality.distance_unit",
            Self::SpeedUnit => "quality.speed_unit",
            Self::Treadmill => "quality.treadmill",
            Self::HalfCadence => "quality.half_cadence",
            Self::TimeGap => "quality.time_gap",
            Self::SportUnknown => "metric.sport_unknown",
            Self::NotARun => "metric.not_a_run",
            Self::TooShort { .. } => "metric.too_short",
            Self::NotSteady => "metric.not_steady",
            Self::EffortFell => "metric.effort_fell",
            Self::NothingEasy => "metric.nothing_easy",
            Self::RunnerUnknown(_) => "metric.runner_unknown",
            Self::TooFewRuns { .. } => "metric.too_few_runs",
            Self::TooFewDays { .. } => "metric.too_few_days",
            Self::DaysUnknown { .. } => "metric.days_unknown",
            Self::NothingTrained => "metric.nothing_trained",
            Self::StartUnknown => "metric.start_unknown",
            Self::RaceUnknown => "metric.race_unknown",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRecords => f.write_str("the activity has no records"),
            Self::NotRecorded(what) => write!(f, "{} was not recorded", what.name()),
            Self::DroppedOut(what) => {
                write!(f, "{} is missing in too much of the time", what.name())
            }
            Self::OutOfRange(what) => write!(f, "{} is outside what is possible", what.name()),
            Self::Frozen(what) => write!(f, "{} stands still where it cannot", what.name()),
            Self::SensorStart => f.write_str("the sensor was still settling"),
            Self::CadenceLock => {
                f.write_str("the heart rate sensor followed the steps, not the heart")
            }
            Self::SpeedSpike => f.write_str("the position jumped"),
            Self::DistanceUnit => f.write_str("the distance does not seem to be in metres"),
            Self::SpeedUnit => f.write_str("the speed does not seem to be in metres per second"),
            Self::Treadmill => f.write_str("indoors the distance is not measured"),
            Self::HalfCadence => f.write_str("the cadence seems to count one foot only"),
            Self::TimeGap => f.write_str("the clock ran on without records"),
            Self::SportUnknown => f.write_str("the file does not say what sport it is"),
            Self::NotARun => f.write_str("it is not a run"),
            Self::TooShort { has_min, needs_min } => {
                write!(f, "it has {has_min} minutes and needs {needs_min}")
            }
            Self::NotSteady => f.write_str("the pace changed too much for it"),
            Self::EffortFell => f.write_str("the heart rate fell with the pace"),
            Self::NothingEasy => f.write_str("there was too little at easy speed"),
            Self::RunnerUnknown(value) => write!(f, "the runner's {} is not known", value.name()),
            Self::TooFewRuns { has, needs } => {
                write!(f, "there are {has} earlier runs to compare with and it needs {needs}")
            }
            Self::TooFewDays { of, has, needs } => {
                write!(f, "there are {has} days with {} and it needs {needs}", of.name())
            }
            Self::DaysUnknown { days } => {
                write!(f, "the log does not say what was trained on {days} of the days")
            }
            Self::NothingTrained => f.write_str("nothing was trained to compare with"),
            Self::StartUnknown => f.write_str("the start is not known"),
            Self::RaceUnknown => {
                f.write_str("the log does not say whether a run of that length was a race")
            }
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reason = serializer.serialize_struct("Reason", 2)?;
        reason.serialize_field("code", self.code())?;
        reason.serialize_field("message", &self.to_string())?;
        reason.end()
    }
}
