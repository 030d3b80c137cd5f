//! Metres up and down.

use serde::Serialize;

use super::window::way_m;
use crate::quality::{Cleaned, Measured, Reason};

/// A turn of the height counts once it is this high, m: less is the noise of the sensor. An engineering default.
const TURN_M: f64 = 3.0;

/// Metres up and down, and metres up for each kilometre.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Climb {
    /// Metres up.
    pub ascent_m: f64,
    /// Metres down.
    pub descent_m: f64,
    /// Metres up for each kilometre; `None` where the distance is not known.
    pub ascent_m_per_km: Option<f64>,
}

/// Returns the metres up and down: the height is smoothed over 30 s, and a turn counts once it is 3 m.
pub fn climb(run: &Cleaned) -> Measured<Climb> {
    let found = run.height_m().trusted().and_then(|heights| {
        let (ascent_m, descent_m) = up_and_down(heights).ok_or(Reason::NoRecords)?;
        let is_way = run.speed_m_per_s().doubt().is_none() && way_m(run) >= 500.0;
        let ascent_m_per_km = is_way.then(|| ascent_m / (way_m(run) / 1000.0));
        Ok(Climb { ascent_m, descent_m, ascent_m_per_km })
    });
    found.into()
}

fn up_and_down(heights: &[f64]) -> Option<(f64, f64)> {
    let mut known = heights.iter().copied().filter(|height| !height.is_nan());
    // On the way up or down each metre counts at once, so this is the last extreme when the way turns.
    let mut counted = known.next()?;
    let (mut up, mut down) = (0.0, 0.0);
    let mut direction = 0.0;
    for height in known {
        let step = height - counted;
        if step * direction > 0.0 || step.abs() >= TURN_M {
            if step > 0.0 {
                up += step;
            } else {
                down -= step;
            }
            counted = height;
            direction = step.signum();
        }
    }
    Some((up, down))
}

#[cfg(test)]
mod tests {
    use super::up_and_down;

    #[test]
    fn hills_count_in_full_and_noise_does_not() {
        let hill: Vec<f64> = (0..=100).chain((0..100).rev()).map(f64::from).collect();
        assert_eq!(up_and_down(&hill), Some((100.0, 100.0)));
        let noise: Vec<f64> = (0..1000).map(|i| f64::from(i % 3)).collect();
        assert_eq!(up_and_down(&noise), Some((0.0, 0.0)));
        assert_eq!(up_and_down(&[f64::NAN]), None);
    }
}
