#![doc = include_str!("../README.md")]

mod activity;
mod athlete;
mod calendar;
mod diagnostic;
mod evidence;
#[cfg(test)]
mod invented;
mod metrics;
mod nearest;
mod quality;
mod read;
mod review;
mod stats;
mod texts;
mod threads;
mod wellness;
mod zone;

pub use activity::{Activity, Channel, Lap, Pause, Record, Records, Source, Sport, Summary};
pub use athlete::{Athlete, AthleteError, Figure, Origin, Phase, Race, Sex, Shoes};
pub use diagnostic::{Diagnostic, DiagnosticLevel};
pub use evidence::{Derived, NotDerived};
pub use metrics::*;
pub use quality::*;
pub use read::table::{TableOptions, Units, read as read_table};
pub use read::{
    Progress, ReadOptions, Reading, read_bytes, read_from, read_paths, read_paths_while,
};
pub use review::{Balance, DayReview, Review, ReviewError, ReviewOptions, review, review_while};
pub use wellness::{
    Log, Scale, Scales, Score, ScoreOf, Variability, VariabilityKind, WellnessDay, Worse,
};
pub use zone::Zone;
