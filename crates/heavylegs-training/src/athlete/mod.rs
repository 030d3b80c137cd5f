//! What the runner says of themselves in `athlete.toml`, and what can be estimated where they don't.

mod error;
mod estimate;
mod fields;
mod profile;
#[cfg(test)]
mod tests;

pub use error::AthleteError;
pub use estimate::{Figure, Origin};

use serde::Serialize;

use crate::read::table::{TableOptions, Units};
use crate::wellness::Scales;
use crate::zone::Zone;

/// What the runner says of themselves. Everything is optional: what is not said is unknown.
///
/// # Units
///
/// The field says them. Days are days since 1970-01-01.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Athlete {
    /// The sex, as far as formulas ask for it.
    pub sex: Option<Sex>,
    /// The year of birth.
    pub birth_year: Option<i16>,
    /// Height.
    pub height_cm: Option<f64>,
    /// Body mass, where no log holds it.
    pub mass_kg: Option<f64>,
    /// Heart rate at rest; see [`resting_heart_rate`](Athlete::resting_heart_rate).
    pub resting_heart_rate_bpm: Option<f64>,
    /// Highest heart rate; see [`maximal_heart_rate`](Athlete::maximal_heart_rate).
    pub maximal_heart_rate_bpm: Option<f64>,
    /// The pace that can be held for about an hour, in seconds a kilometre.
    pub threshold_pace_s_per_km: Option<f64>,
    /// Where the runner lives.
    pub zone: Option<Zone>,
    /// The units of the account that tables are exported from.
    pub units: Option<Units>,
    /// What the scores of logs mean that don't say it.
    pub scales: Scales,
    /// What the training is for at the moment.
    pub phase: Option<Phase>,
    /// The next race.
    pub next_race: Option<Race>,
    /// The shoes.
    pub shoes: Vec<Shoes>,
}

/// The sex, as far as formulas ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// What the training is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Phase {
    /// Much and easy.
    Base,
    /// Harder from week to week.
    Build,
    /// Less before a race.
    Taper,
    /// A race, or several.
    Race,
    /// Rest after a race, an illness or an injury.
    Recovery,
}

/// A race to come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Race {
    /// Its day.
    pub day: i32,
    /// Its distance.
    pub distance_m: Option<f64>,
}

/// A pair of shoes.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Shoes {
    /// What the runner calls them.
    pub name: String,
    /// What the exports call them, where that is something else.
    pub gear: Option<String>,
    /// The mass of one shoe.
    pub mass_g: Option<f64>,
    /// What was run in them before the first file, in metres.
    pub distance_m: Option<f64>,
    /// The day they were bought.
    pub bought_day: Option<i32>,
    /// The day they were first run in.
    pub first_used_day: Option<i32>,
}

impl Athlete {
    /// Reads `athlete.toml`. Every key can be left out.
    ///
    /// | Key | What it is |
    /// |-----|------------|
    /// | `sex` | `female` or `male` |
    /// | `birth_year`, `height_cm`, `mass_kg` | numbers |
    /// | `resting_heart_rate_bpm`, `maximal_heart_rate_bpm` | numbers |
    /// | `threshold_pace` | `"4:30 /km"` or `"7:15 /mi"` |
    /// | `time_zone` | `"Europe/Oslo"` or `"+02:00"` |
    /// | `units` | `metric` or `imperial`: those of the account that tables are exported from |
    /// | `phase` | `base`, `build`, `taper`, `race` or `recovery` |
    /// | `[next_race]` | `date`, `distance_km` |
    /// | `[scales.intervals]`, `[scales.hrv4training]` | the [`Scale`](crate::Scale) of each score: `fatigue = "1-4,high_is_worse"` |
    /// | `[[shoes]]` | `name`, `gear` (their name in exports), `mass_g` (of one), `distance_km` (before the first file), `bought`, `first_used` |
    ///
    /// Dates are written `2024-05-14`, with or without quotes.
    ///
    /// # Errors
    ///
    /// An [`AthleteError`] with every problem at once, each with its line and what to do: what is no TOML, keys that are not known,
    /// values of the wrong kind or outside the plausible.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs_training::Athlete;
    ///
    /// let athlete = Athlete::from_toml("birth_year = 1984\nthreshold_pace = '4:30 /km'")?;
    /// assert_eq!(athlete.threshold_pace_s_per_km, Some(270.0));
    ///
    /// let error = Athlete::from_toml("birthyear = 1984").unwrap_err();
    /// assert_eq!(error.code(), "athlete.unknown_key");
    /// assert!(error.to_string().contains("did you mean `birth_year`?"));
    /// # Ok::<(), heavylegs_training::AthleteError>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, AthleteError> {
        profile::read(text)
    }

    /// Returns what tables don't say and the runner knows.
    #[must_use]
    pub fn table_options(&self) -> TableOptions {
        TableOptions { zone: self.zone.clone(), units: self.units, scales: self.scales.clone() }
    }
}
