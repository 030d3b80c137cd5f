//! One recording of a watch, or one line of an export, in one shape whatever it was read from.

mod channel;
mod records;

pub use channel::Channel;
pub use records::{Record, Records};

use serde::Serialize;

/// One recording, or one line of an export, as far as it could be read.
///
/// Positions are never kept: distances are measured while reading and the coordinates are dropped.
///
/// # Units
///
/// Seconds, metres, metres per second, beats, steps of both feet a minute, watts, degrees Celsius; the field says so. Times of day are
/// seconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Activity {
    /// What it was read from.
    pub source: Source,
    /// What kind of activity it is; `None` where the file does not say.
    pub sport: Option<Sport>,
    /// When it began, UTC; `None` where the device only counted from its own start.
    pub start_s: Option<i64>,
    /// What to add to UTC for the local time of the runner; `None` where the file does not say.
    pub utc_offset_s: Option<i32>,
    /// What the file itself says of the whole.
    pub summary: Summary,
    /// The laps, in the order of the file.
    pub laps: Vec<Lap>,
    /// When the clock was stopped, in seconds since the start.
    pub pauses: Vec<Pause>,
    /// The records, in the order of time; empty for a line of an export.
    pub records: Records,
    /// Times between heartbeats, in seconds, where the device recorded them.
    pub beats_s: Vec<f32>,
}

/// Where an activity was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// The file, as it was named by the caller.
    pub file: String,
    /// The format: `fit`, `tcx`, `gpx`, `strava_csv`, `garmin_csv`, …
    pub format: &'static str,
    /// The line of an export, from 1.
    pub line: Option<u32>,
    /// The place among the activities of one file, from 0: FIT files can be chained.
    pub part: u32,
    /// The device as the file names it, without serial numbers.
    pub device: Option<String>,
    /// Whether the file ended too soon or something in it could not be read.
    pub is_partial: bool,
}

/// The kind of an activity, as far as it matters for legs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Sport {
    /// A run outdoors.
    Run,
    /// A run off the road.
    TrailRun,
    /// A run on a treadmill or indoors: distance and grade are not to be trusted.
    Treadmill,
    /// A walk or a hike.
    Walk,
    /// On a bicycle, indoors or out.
    Ride,
    /// In water.
    Swim,
    /// Weights, circuits, jumps.
    Strength,
    /// Anything else.
    Other,
}

impl Sport {
    /// Returns whether it is running, on whatever ground.
    #[must_use]
    pub fn is_run(self) -> bool {
        matches!(self, Self::Run | Self::TrailRun | Self::Treadmill)
    }
}

/// What a file says of the whole activity. Everything is optional: what is not said is unknown.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// A name someone gave it.
    pub name: Option<String>,
    /// From start to end, pauses included.
    pub elapsed_s: Option<f64>,
    /// With the clock running.
    pub moving_s: Option<f64>,
    /// The distance.
    pub distance_m: Option<f64>,
    /// Metres up.
    pub ascent_m: Option<f64>,
    /// Metres down.
    pub descent_m: Option<f64>,
    /// Mean heart rate.
    pub heart_rate_mean_bpm: Option<f64>,
    /// Highest heart rate.
    pub heart_rate_max_bpm: Option<f64>,
    /// Mean cadence, both feet.
    pub cadence_mean_spm: Option<f64>,
    /// Mean power.
    pub power_mean_w: Option<f64>,
    /// Mean temperature of the device or of the weather service.
    pub temperature_c: Option<f64>,
    /// Whether `temperature_c` is of the air; a watch on the wrist reads several degrees too high.
    pub is_air_temperature: bool,
    /// Perceived exertion, 0 to 10 (CR-10).
    pub exertion_of_10: Option<f64>,
    /// A load that another service computed, in its own unit; never mixed with ours.
    pub foreign_load: Option<f64>,
    /// The shoes, as the export names them.
    pub gear: Option<String>,
    /// Whether it is marked as a race.
    pub is_race: Option<bool>,
}

/// One lap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Lap {
    /// Seconds since the start of the activity.
    pub start_s: f64,
    /// How long it took, pauses left out where the file leaves them out.
    pub duration_s: Option<f64>,
    /// Its distance.
    pub distance_m: Option<f64>,
}

/// A time the clock was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Pause {
    /// Seconds since the start of the activity.
    pub from_s: f64,
    /// Seconds since the start of the activity.
    pub to_s: f64,
}
