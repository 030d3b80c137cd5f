//! Numbers of a run and of a season, each with its formula, unit, source and the conditions under which it is not known.

mod change;
mod heavy;
mod physiology;
mod robust;
mod run;
mod season;

pub use change::{Change, Stretch};
pub(crate) use heavy::BASE_RATE;
pub use heavy::{HeavyDay, heavy_days};
pub use physiology::Physiology;
pub use run::*;
pub use season::*;
