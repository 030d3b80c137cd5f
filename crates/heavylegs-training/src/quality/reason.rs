//! Why something is not known, with a stable code.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::texts::{Text, Texts};

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
    fn text(self) -> Text {
        match self {
            Self::Time => Text::QuantityTime,
            Self::Speed => Text::QuantitySpeed,
            Self::Altitude => Text::QuantityAltitude,
            Self::HeartRate => Text::QuantityHeartRate,
            Self::Cadence => Text::QuantityCadence,
            Self::ContactTime => Text::QuantityContactTime,
            Self::VerticalRatio => Text::QuantityVerticalRatio,
            Self::Temperature => Text::QuantityTemperature,
            Self::Exertion => Text::QuantityExertion,
            Self::Load => Text::QuantityLoad,
            Self::RestingHeartRate => Text::QuantityRestingHeartRate,
            Self::Variability => Text::QuantityVariability,
            Self::Sleep => Text::QuantitySleep,
            Self::Shoes => Text::QuantityShoes,
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
    /// Too much of the time lies where it is easy to some and not to others.
    AtTheBorder,
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
    fn text(self) -> Text {
        match self {
            Self::RestingHeartRate => Text::QuantityRestingHeartRate,
            Self::MaximalHeartRate => Text::QuantityMaximalHeartRate,
            Self::ThresholdSpeed => Text::QuantityThresholdSpeed,
            Self::Sex => Text::QuantitySex,
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
            Self::AtTheBorder => "metric.at_the_border",
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

impl Reason {
    /// The reason in the words of a language.
    pub(crate) fn in_words(self, texts: &Texts) -> String {
        let of = |text, what: Text| texts.fill(text, &[("what", texts.say(what))]);
        let has = |text, has: u32, needs: u32| {
            texts.fill(text, &[("has", &has.to_string()), ("needs", &needs.to_string())])
        };
        match self {
            Self::NotRecorded(what) => of(Text::ReasonNotRecorded, what.text()),
            Self::DroppedOut(what) => of(Text::ReasonDroppedOut, what.text()),
            Self::OutOfRange(what) => of(Text::ReasonOutOfRange, what.text()),
            Self::Frozen(what) => of(Text::ReasonFrozen, what.text()),
            Self::RunnerUnknown(value) => of(Text::ReasonRunnerUnknown, value.text()),
            Self::TooShort { has_min, needs_min } => has(Text::ReasonTooShort, has_min, needs_min),
            Self::TooFewRuns { has: there, needs } => has(Text::ReasonTooFewRuns, there, needs),
            Self::TooFewDays { of, has, needs } => {
                let (what, has, needs) = (texts.say(of.text()), has.to_string(), needs.to_string());
                let slots = [("what", what), ("has", &has), ("needs", &needs)];
                texts.fill(Text::ReasonTooFewDays, &slots)
            }
            Self::DaysUnknown { days } => {
                texts.fill(Text::ReasonDaysUnknown, &[("days", &days.to_string())])
            }
            plain => texts.say(plain.plain()).to_owned(),
        }
    }

    /// The text of a reason into which nothing is filled in.
    fn plain(self) -> Text {
        match self {
            Self::SensorStart => Text::ReasonSensorStart,
            Self::CadenceLock => Text::ReasonCadenceLock,
            Self::SpeedSpike => Text::ReasonSpeedSpike,
            Self::DistanceUnit => Text::ReasonDistanceUnit,
            Self::SpeedUnit => Text::ReasonSpeedUnit,
            Self::Treadmill => Text::ReasonTreadmill,
            Self::HalfCadence => Text::ReasonHalfCadence,
            Self::TimeGap => Text::ReasonTimeGap,
            Self::SportUnknown => Text::ReasonSportUnknown,
            Self::NotARun => Text::ReasonNotARun,
            Self::NotSteady => Text::ReasonNotSteady,
            Self::EffortFell => Text::ReasonEffortFell,
            Self::NothingEasy => Text::ReasonNothingEasy,
            Self::AtTheBorder => Text::ReasonAtTheBorder,
            Self::NothingTrained => Text::ReasonNothingTrained,
            Self::StartUnknown => Text::ReasonStartUnknown,
            Self::RaceUnknown => Text::ReasonRaceUnknown,
            // Those with something to fill in have been written before.
            Self::NoRecords
            | Self::NotRecorded(_)
            | Self::DroppedOut(_)
            | Self::OutOfRange(_)
            | Self::Frozen(_)
            | Self::TooShort { .. }
            | Self::RunnerUnknown(_)
            | Self::TooFewRuns { .. }
            | Self::TooFewDays { .. }
            | Self::DaysUnknown { .. } => Text::ReasonNoRecords,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Texts::english()))
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
