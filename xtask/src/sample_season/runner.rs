//! The body between the runs: what load, rest and short nights leave behind.

use super::causes::{EVERYDAY_KM, HEAT, LAY_OFF, LIGHT_KM, SHORT_SLEEP, State, WORN_KM};
use super::random::Random;

/// A runner who never was: 41 years, heart rates of 49 at rest and 186 at most.
#[derive(Debug)]
pub(super) struct Runner {
    /// What the body is used to, in load a day.
    used_to: f64,
    /// What was done lately, in load a day.
    lately: f64,
    /// The load of today so far.
    today: f64,
    days_off: u32,
    detrained: f64,
    sleepy: f64,
    /// The kilometres on the everyday pair.
    pub(super) everyday_km: f64,
    /// The kilometres on the light pair.
    pub(super) light_km: f64,
    /// How long the last night was.
    pub(super) slept_h: f64,
}

pub(super) const REST_BPM: f64 = 49.0;
pub(super) const MOST_BPM: f64 = 186.0;
/// The speed of an hour's race, in metres a second.
pub(super) const HOUR_M_PER_S: f64 = 3.95;

impl Runner {
    pub(super) fn new() -> Self {
        Self {
            used_to: 26.0,
            lately: 26.0,
            today: 0.0,
            days_off: 0,
            detrained: 0.0,
            sleepy: 0.0,
            everyday_km: EVERYDAY_KM,
            light_km: LIGHT_KM,
            slept_h: 7.4,
        }
    }

    /// Wakes up: returns the state of the day.
    pub(super) fn wake(&mut self, day: usize, random: &mut Random) -> State {
        let short_h = if SHORT_SLEEP.contains(&day) { 1.9 } else { 0.0 };
        self.slept_h = (7.4 + 0.4 * random.noise() - short_h).clamp(3.5, 9.5);
        self.sleepy = (0.7 * self.sleepy + 0.2 * (7.2 - self.slept_h)).clamp(0.0, 1.0);
        let heat_c = if HEAT.contains(&day) { 10.0 } else { 0.0 };
        let day_of_season = u32::try_from(day).map_or(0.0, f64::from);
        State {
            fatigue: ((self.lately / self.used_to - 1.05) / 0.6).clamp(0.0, 1.0),
            sleepy: self.sleepy,
            detrained: self.detrained,
            worn: ((self.everyday_km - WORN_KM) / 25.0).clamp(0.0, 1.0),
            air_c: 5.0 + 0.11 * day_of_season + heat_c + 1.8 * random.noise(),
        }
    }

    /// Takes in what a run asked for: minutes, each counted by how hard it was.
    pub(super) fn load(&mut self, load: f64) {
        self.today += load;
    }

    /// Goes to bed.
    pub(super) fn sleep(&mut self, day: usize) {
        self.lately += (self.today - self.lately) / 7.0;
        self.used_to += (self.today - self.used_to) / 42.0;
        // A lay-off must not make the usual look like much.
        self.used_to = self.used_to.max(18.0);
        self.days_off = if self.today > 0.0 { 0 } else { self.days_off + 1 };
        let is_losing = LAY_OFF.contains(&day) && self.days_off > 3;
        self.detrained += if is_losing { 0.12 } else { -0.06 };
        self.detrained = self.detrained.clamp(0.0, 1.0);
        self.today = 0.0;
    }
}
