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
pub use wellness::{Mornings, resting_heart_rate_change, sleep_change, variability_change};
pub(crate) use wellness::{
    low_variability, resting_by_day, resting_change, values_by_day, variability_by_day,
};

#[cfg(test)]
mod tests;
