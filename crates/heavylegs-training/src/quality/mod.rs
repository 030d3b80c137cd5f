//! What of a recording can be trusted, and why the rest cannot.

mod cadence;
mod cleaned;
mod heart_rate;
mod local_day;
mod measured;
mod reason;
mod same_run;
mod series;
mod slope;
mod speed;
mod time_base;

pub use cleaned::Cleaned;
pub use local_day::{DaySource, LocalDay, local_day, sort_by_start};
pub use measured::Measured;
pub use reason::{Quantity, Reason, RunnerValue};
pub use same_run::{Keep, keep_of, same_run};
pub use series::{Finding, Series};
pub(crate) use slope::STEEPEST;

#[cfg(test)]
mod tests;
