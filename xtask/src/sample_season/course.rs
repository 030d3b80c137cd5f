//! A course that is nowhere: its height above the sea by the distance run.

/// Returns the height in metres; `hills` is 1 for the course as it is and less for a flatter one.
pub(super) fn altitude_m(distance_m: f64, hills: f64) -> f64 {
    140.0 + hills * 14.0 * wave(distance_m / 2300.0) + hills * 5.0 * wave(distance_m / 710.0 + 0.3)
}

/// Two parabolas in place of a sine, which differs between machines: from −1 to 1 and back in 1.
fn wave(turns: f64) -> f64 {
    let t = turns - turns.floor();
    if t < 0.5 { 16.0 * t * (0.5 - t) } else { -16.0 * (t - 0.5) * (1.0 - t) }
}
