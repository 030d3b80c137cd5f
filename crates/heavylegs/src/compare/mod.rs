//! Two assessments of one runner, and what makes the difference: what would be, and what has become of it.

mod change;
mod difference;
mod follow_up;
#[cfg(test)]
mod tests;
mod text;
mod tried;
mod what_if;

pub(crate) use text::emergency;

pub use change::{AnswerChange, CauseChange, Change, Difference, FamilyChange};
pub use follow_up::{AdviceState, FollowUp, NextStep};
pub use tried::{Tried, TriedOutcome, TriedResult};
pub use what_if::WhatIf;
