//! Kilometres of shoes.

use serde::Serialize;

use super::Season;
use crate::quality::{Measured, Quantity, Reason};

/// A pair that first appears this long after the log begins was new then.
const NEW_AFTER_DAYS: i32 = 30;

/// How far a pair of shoes went.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ShoeDistance {
    /// The shoes, as the export names them.
    pub gear: String,
    /// Kilometres up to and with the day.
    pub km: f64,
    /// Runs in them.
    pub runs: u32,
    /// Whether it can be more: the pair is as old as the log, or a run in it has no distance.
    pub is_at_least: bool,
}

impl Season {
    /// Returns the kilometres of a pair of shoes up to and with a day.
    pub fn shoe_distance(&self, gear: &str, day: i32) -> Measured<ShoeDistance> {
        let runs: Vec<_> =
            self.sessions_of(i32::MIN, day).filter(|it| it.gear.as_deref() == Some(gear)).collect();
        let first = runs.first().and_then(|it| it.day);
        let (Some(first), Some((log_begins, _))) = (first, self.span()) else {
            return Measured::Unknown(Reason::NotRecorded(Quantity::Shoes));
        };
        let metres: f64 = runs.iter().filter_map(|it| it.distance_m).sum();
        let is_old = first.day.saturating_sub(log_begins) < NEW_AFTER_DAYS;
        Measured::Known(ShoeDistance {
            gear: gear.to_owned(),
            km: metres / 1000.0,
            runs: crate::stats::whole(runs.len()),
            is_at_least: is_old || runs.iter().any(|it| it.distance_m.is_none()),
        })
    }

    /// Returns the shoes of the last run up to and with a day that names any.
    #[must_use]
    pub fn shoes_worn_last(&self, day: i32) -> Option<&str> {
        self.sessions_of(i32::MIN, day).filter_map(|it| it.gear.as_deref()).last()
    }
}
