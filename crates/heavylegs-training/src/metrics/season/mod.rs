//! Numbers of the days, weeks and months around a run.

mod balance;
mod calendar;
mod easy;
mod habit;
mod heat;
mod load_choice;
mod longest;
mod session;
mod shoes;
mod week;
mod wellness;

pub use balance::{Averaging, TrainingBalance};
pub use calendar::{DayState, Outing, Season};
pub use habit::DaysSince;
pub use load_choice::{LoadChoice, LoadConversion, LoadKind, choose_load};
pub use session::{Session, SteadyRun};
pub use shoes::ShoeDistance;
pub use week::{Deviation, Monotony};
pub(crate) use wellness::values_by_day;
pub use wellness::{Mornings, resting_heart_rate_change, sleep_change, variability_change};

#[cfg(test)]
mod tests;
