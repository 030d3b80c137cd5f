#![doc = include_str!("../README.md")]

mod activity;
mod diagnostic;
mod read;
mod wellness;

pub use activity::{Activity, Channel, Lap, Pause, Record, Records, Source, Sport, Summary};
pub use diagnostic::{Diagnostic, DiagnosticLevel};
pub use read::{Progress, Reading, read_bytes, read_from, read_paths};
pub use wellness::{Score, ScoreOf, Variability, VariabilityKind, WellnessDay, Worse};
