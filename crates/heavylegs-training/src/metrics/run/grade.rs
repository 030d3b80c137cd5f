//! What a slope costs.

use crate::quality::STEEPEST;

/// The least factor downhill. The polynomial credits steep descents more than recreational runners feel; an estimate.
const LEAST: f64 = 0.85;

/// Returns the cost of running on a grade (rise ÷ way) ÷ the cost on the level.
///
/// `C(i) = 155.4 i⁵ − 30.4 i⁴ − 43.3 i³ + 46.3 i² + 19.5 i + 3.6` J/kg/m, ÷ 3.6 (Minetti et al. 2002). It was measured between −0.45 and
/// +0.45; steeper grades are taken as these.
///
/// ```
/// use heavylegs_training::grade_factor;
///
/// assert!((grade_factor(0.05) - 1.301).abs() < 5e-4);
/// assert!((grade_factor(-0.10) - 0.598).abs() < 5e-4);
/// ```
#[must_use]
pub fn grade_factor(grade: f64) -> f64 {
    let i = grade.clamp(-STEEPEST, STEEPEST);
    (((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6) / 3.6
}

/// Returns the speed on the level, m/s, that costs as much as `speed_m_per_s` on a grade; downhill at least 0.85 of the speed.
#[must_use]
pub fn adjusted_speed(speed_m_per_s: f64, grade: f64) -> f64 {
    let factor = grade_factor(grade);
    // Not `max`: it would make a factor of an unknown grade.
    speed_m_per_s * if factor < LEAST { LEAST } else { factor }
}

#[cfg(test)]
mod tests {
    use super::{adjusted_speed, grade_factor};

    #[test]
    fn factors_of_the_published_polynomial() {
        let vectors = [
            (-0.20, 0.500),
            (-0.10, 0.598),
            (-0.05, 0.763),
            (0.0, 1.0),
            (0.02, 1.113),
            (0.05, 1.301),
            (0.10, 1.658),
            (0.15, 2.060),
        ];
        for (grade, factor) in vectors {
            assert!(
                (grade_factor(grade) - factor).abs() < 6e-4,
                "{grade}: {}",
                grade_factor(grade)
            );
        }
        for (grade, cost) in [(-0.20, 1.80), (0.45, 19.43), (-0.45, 4.03), (2.0, 19.43)] {
            assert!((grade_factor(grade) * 3.6 - cost).abs() < 0.006, "{grade}");
        }
    }

    #[test]
    fn descents_are_not_credited_without_end() {
        assert!((adjusted_speed(4.0, -0.2) - 3.4).abs() < 1e-12);
        assert!(adjusted_speed(f64::NAN, 0.0).is_nan() && adjusted_speed(3.0, f64::NAN).is_nan());
    }
}
