//! From metrics to evidence: what each observation was read from, and what can't be told.

mod load;
mod morning;
mod run;
mod runner;
mod sheet;

use heavylegs::Finding;
use serde::Serialize;

use crate::metrics::Stretch;
pub(crate) use sheet::Sheet;

use crate::review::History;

/// One observation that was told from training data, with where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Derived {
    /// The observation of the knowledge base.
    pub observation: &'static str,
    /// What goes into the evidence: with its origin and its age.
    #[serde(skip)]
    pub finding: Finding,
    /// The number it was read from, in `unit`; nothing for what is no number.
    pub value: Option<f64>,
    /// The unit of the value, the baseline and the threshold.
    pub unit: &'static str,
    /// The runner's own usual value, where it was held against one.
    pub baseline: Option<f64>,
    /// From where on it counts as present, for what is present or absent.
    pub threshold: Option<f64>,
    /// The day of the record, in days since 1970-01-01: of how long ago a session was, the day of the session.
    pub day: i32,
    /// The place of the activity in the reading, where it was one.
    pub activity: Option<usize>,
    /// The part of the activity, where it was not the whole.
    pub stretch: Option<Stretch>,
    /// All that in words: `heart rate drifted 9 % against pace; it counts from 5 % (12 Oct 2025, minutes 30 to 90)`.
    pub text: String,
}

/// One observation that training data could tell, and why these don't.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NotDerived {
    /// The observation of the knowledge base.
    pub observation: &'static str,
    /// A stable code: `metric.too_short`, `quality.cadence_lock`.
    pub code: &'static str,
    /// Why, in words.
    pub text: String,
}

/// Tells what the data say on a day.
pub(crate) fn gather(history: &History<'_>, day: i32) -> Sheet {
    let mut sheet = Sheet::new(day, history.texts);
    runner::gather(history, &mut sheet);
    run::gather(history, &mut sheet);
    load::gather(history, &mut sheet);
    morning::gather(history, &mut sheet);
    sheet
}
