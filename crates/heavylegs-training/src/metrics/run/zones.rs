//! Time in zones of heart rate.

use serde::Serialize;

use super::super::Physiology;
use crate::quality::{Cleaned, Measured, Reason};

/// Under this share of the highest heart rate it is easy: about the first ventilatory threshold (77 to 80 %).
pub const EASY_BELOW: f64 = 0.77;
/// From this share on it is hard: about the second threshold.
const HARD_FROM: f64 = 0.87;

/// Seconds in each tenth of the highest heart rate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Zones {
    /// Seconds in 50–60, 60–70, 70–80, 80–90 and 90 % or more.
    pub seconds: [f64; 5],
    /// Seconds under 77 %, those under 50 % too.
    pub easy_s: f64,
    /// Seconds from 87 % on.
    pub hard_s: f64,
    /// Seconds with a trusted heart rate.
    pub known_s: f64,
    /// Seconds of the running clock.
    pub running_s: f64,
}

impl Zones {
    /// Returns the share of the time that was easy.
    #[must_use]
    pub fn easy_share(&self) -> Option<f64> {
        (self.known_s > 0.0).then(|| self.easy_s / self.known_s)
    }

    /// Returns the seconds from 77 up to 80 % of the highest heart rate: the first threshold lies somewhere there, so that nobody can say whether
    /// they were easy.
    #[must_use]
    pub fn border_s(&self) -> f64 {
        let [.., from_80, from_90] = self.seconds;
        (self.known_s - self.easy_s - from_80 - from_90).max(0.0)
    }
}

/// Returns the time in the zones of Edwards (tenths of the highest heart rate), and the easy and hard time.
pub fn zones(run: &Cleaned, runner: &Physiology) -> Measured<Zones> {
    in_zones(run, runner).into()
}

fn in_zones(run: &Cleaned, runner: &Physiology) -> Result<Zones, Reason> {
    let most = runner.maximal()?;
    let heart = run.heart_rate_bpm().trusted()?;
    let mut zones = Zones { running_s: run.running_s(), ..Zones::default() };
    for (heart, weight) in heart.iter().zip(&run.base.weights_s) {
        if heart.is_nan() {
            continue;
        }
        let share = heart / most;
        zones.known_s += weight;
        zones.easy_s += if share < EASY_BELOW { *weight } else { 0.0 };
        zones.hard_s += if share >= HARD_FROM { *weight } else { 0.0 };
        let zone = [0.9, 0.8, 0.7, 0.6, 0.5].iter().position(|from| share >= *from);
        if let Some(slot) = zone.and_then(|down| zones.seconds.get_mut(4 - down)) {
            *slot += weight;
        }
    }
    Ok(zones)
}
