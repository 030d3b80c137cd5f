//! How the pace goes over a run: a fast start, a fade, a wall. All on grade-adjusted speed, with the standing left out.

use serde::Serialize;

use super::super::{Change, Stretch};
use super::window::{by_way, long_enough, moving_mean, steady, stretch, way_m};
use crate::quality::{Cleaned, Measured, Reason};

/// The most the pace may vary over pieces of 30 s for a fade to be one; intervals vary more. An engineering default.
const VARIES_MOST: f64 = 0.20;
/// From where on a fade counts; from twice as much it is strong. An estimate.
const FADE: f64 = 0.05;
/// The heart rate of the last third ÷ the first under which the runner slowed on purpose. An estimate.
const HELD: f64 = 0.97;
/// The shortest run in which a wall is looked for, min: stores last for about 90.
const WALL_MIN: u32 = 75;
/// Slowdowns that told wall from no wall in marathons: one kilometre and five.
const WALL_1_KM: f64 = 0.11;
const WALL_5_KM: f64 = 0.073;

/// Returns the speed of the first 15 % of the way ÷ the speed of the whole; over 1 is a fast start.
///
/// From 1.05 it is called fast for a long run or a race, from 1.08 for an easy one (estimates). Needs ten minutes.
pub fn fast_start_ratio(run: &Cleaned) -> Measured<f64> {
    fast_start(run).into()
}

fn fast_start(run: &Cleaned) -> Result<f64, Reason> {
    let speed = long_enough(run, 10)?;
    let mean = |part| moving_mean(run, speed, &part).ok_or(Reason::NotSteady);
    Ok(mean(by_way(run, 0.0, 0.15 * way_m(run)))? / mean(0..run.len())?)
}

/// How the pace faded, and whether the effort was held.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PaceFade {
    /// The fall of the speed (m/s) from the first third of the way to the last, as a share.
    pub change: Change,
    /// Heart rate of the last third ÷ the first; `None` where it is not known, and then neither is the effort.
    pub heart_rate_ratio: Option<f64>,
}

/// Returns how much the speed falls from the first third of the way to the last.
///
/// `1 − v_last ÷ v_first`; it counts from 0.05, strongly from 0.10 (estimates). Unknown under 20 min, for intervals, and where the heart rate
/// fell with it: then the runner slowed on purpose.
pub fn pace_fade(run: &Cleaned) -> Measured<PaceFade> {
    fade(run).into()
}

fn fade(run: &Cleaned) -> Result<PaceFade, Reason> {
    let speed = long_enough(run, 20)?;
    steady(run, speed, &(0..run.len()), VARIES_MOST)?;
    let way = way_m(run);
    let first = by_way(run, 0.0, way / 3.0);
    let last = by_way(run, way * 2.0 / 3.0, f64::INFINITY);
    let mean = |values, part| moving_mean(run, values, part);
    let baseline = mean(speed, &first).ok_or(Reason::NotSteady)?;
    let now = mean(speed, &last).ok_or(Reason::NotSteady)?;
    let value = 1.0 - now / baseline;
    let heart = run.heart_rate_bpm().trusted().ok();
    let heart_rate_ratio = heart.and_then(|heart| Some(mean(heart, &last)? / mean(heart, &first)?));
    if value >= FADE && heart_rate_ratio.is_some_and(|ratio| ratio < HELD) {
        return Err(Reason::EffortFell);
    }
    let change = Change { value, baseline, now, threshold: FADE, stretch: stretch(run, &last) };
    Ok(PaceFade { change, heart_rate_ratio })
}

/// The slowest kilometre and the slowest five against the rest of the run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WallTest {
    /// How much longer the slowest kilometre took than the rest, as a share.
    pub slowest_km: f64,
    /// How much longer the slowest five in a row took than the rest, as a share; `None` under ten kilometres.
    pub slowest_5_km: Option<f64>,
    /// Whether either is as slow as in marathons that hit the wall.
    pub is_wall: bool,
    /// Where the slowest kilometre is.
    pub stretch: Option<Stretch>,
}

/// Returns the slowest kilometre and the slowest five against the rest.
///
/// From 11 % and 7.3 % it is a wall: in marathons these found every runner who told of one, and also four in ten of those who told of none
/// (specificity 0.6). Unknown under 75 min.
pub fn wall_test(run: &Cleaned) -> Measured<WallTest> {
    wall(run).into()
}

fn wall(run: &Cleaned) -> Result<WallTest, Reason> {
    let speed = long_enough(run, WALL_MIN)?;
    let mut paces = Vec::new();
    let mut from_m = 0.0;
    while from_m + 1000.0 <= way_m(run) {
        let mean = moving_mean(run, speed, &by_way(run, from_m, from_m + 1000.0));
        // A kilometre without a trusted speed says nothing; the rest stands.
        paces.push(mean.map_or(f64::NAN, |mean| 1000.0 / mean));
        from_m += 1000.0;
    }
    let (at, slowest_km) = slowest(&paces, 1).ok_or(Reason::NotSteady)?;
    let slowest_5_km = slowest(&paces, 5).map(|(_, slowdown)| slowdown);
    let from_m = crate::stats::count(at) * 1000.0;
    let is_wall = slowest_km >= WALL_1_KM || slowest_5_km.is_some_and(|slow| slow >= WALL_5_KM);
    let stretch = stretch(run, &by_way(run, from_m, from_m + 1000.0));
    Ok(WallTest { slowest_km, slowest_5_km, is_wall, stretch })
}

/// The slowest `kilometres` in a row: where, and how much slower than the rest.
fn slowest(paces: &[f64], kilometres: usize) -> Option<(usize, f64)> {
    if paces.len() < 2 * kilometres {
        return None;
    }
    let all: f64 = paces.iter().filter(|pace| !pace.is_nan()).sum();
    let known = paces.iter().filter(|pace| !pace.is_nan()).count();
    let rest = crate::stats::count(known.checked_sub(kilometres).filter(|rest| *rest > 0)?);
    let slowdowns = paces.windows(kilometres).map(|window| {
        let these: f64 = window.iter().sum();
        these / crate::stats::count(kilometres) / ((all - these) / rest) - 1.0
    });
    slowdowns.enumerate().filter(|(_, it)| !it.is_nan()).max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::slowest;

    #[test]
    fn one_slow_kilometre_is_set_against_the_rest() {
        let mut paces = vec![300.0; 12];
        paces[7] = 360.0;
        let (at, slowdown) = slowest(&paces, 1).unwrap();
        assert_eq!(at, 7);
        assert!((slowdown - 0.2).abs() < 1e-12);
        let (_, five) = slowest(&paces, 5).unwrap();
        assert!((five - (1560.0 / 5.0 / 300.0 - 1.0)).abs() < 1e-12);
        assert_eq!(slowest(&paces[..9], 5), None);
    }
}
