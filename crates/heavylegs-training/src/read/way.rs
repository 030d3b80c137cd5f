//! Metres along a way of positions. The positions themselves are not kept.

/// Mean radius of the earth in metres (IUGG R1).
const RADIUS_M: f64 = 6_371_008.8;

/// The length of a way so far, and where it ended.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Way {
    last: Option<(f64, f64)>,
    metres: f64,
}

impl Way {
    /// Goes on to a position in degrees and returns the length so far; `None` for a position that is not on the globe.
    pub(super) fn go(&mut self, latitude: f64, longitude: f64) -> Option<f64> {
        let on_globe = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        if !on_globe {
            return None;
        }
        let here = (latitude.to_radians(), longitude.to_radians());
        self.metres += self.last.map_or(0.0, |last| haversine_m(last, here));
        self.last = Some(here);
        Some(self.metres)
    }

    /// Lifts the pen: what is moved until the next position is not counted.
    pub(super) fn lift(&mut self) {
        self.last = None;
    }
}

fn haversine_m(from: (f64, f64), to: (f64, f64)) -> f64 {
    let half_latitude = libm::sin((to.0 - from.0) / 2.0);
    let half_longitude = libm::sin((to.1 - from.1) / 2.0);
    let square = half_latitude * half_latitude
        + libm::cos(from.0) * libm::cos(to.0) * half_longitude * half_longitude;
    2.0 * RADIUS_M * libm::asin(square.min(1.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::Way;

    #[test]
    fn measures_a_quarter_of_the_globe_and_no_jump_of_the_pen() {
        let mut way = Way::default();
        assert!(way.go(0.0, 0.0).unwrap() < 1e-9);
        let quarter = way.go(90.0, 0.0).unwrap();
        assert!((quarter - 10_007_557.0).abs() < 1.0, "{quarter}");
        way.lift();
        assert!((way.go(0.0, 0.0).unwrap() - quarter).abs() < 1e-6);
        assert!(way.go(91.0, 0.0).is_none() && way.go(f64::NAN, 0.0).is_none());
    }
}
