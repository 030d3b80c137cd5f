#![doc = include_str!("../README.md")]

mod activity;
mod diagnostic;
#[cfg(test)]
mod invented;
mod metrics;
mod quality;
mod read;
mod stats;
mod wellness;

pub use activity::{Activity, Channel, Lap, Pause, Record, Records, Source, Sport, Summary};
pub use diagnostic::{Diagnostic, DiagnosticLevel};
pub use metrics::*;
pub use quality::*;
pub use read::Reading;
pub use wellness::{Score, ScoreOf, Variability, VariabilityKind, WellnessDay, Worse};
