//! Training files and seasons: paths in, JSON and plain lists out.

mod athlete;
mod day;
mod reading;
mod review;

pub(crate) use athlete::Athlete;
pub(crate) use reading::{Reading, read_training};
pub(crate) use review::review_training;
