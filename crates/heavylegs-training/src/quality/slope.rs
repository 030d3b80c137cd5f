//! Height and grade: smoothed first, for a step of one metre in one second is no hill.

use super::time_base::TimeBase;
use crate::activity::Channel;
use crate::stats::smooth;

/// Half of the window over which the height is smoothed, s: 30 s in all.
const SMOOTH_HALF_S: f64 = 15.0;
/// The shortest way over which a grade is told, m.
const SHORTEST_M: f64 = 10.0;
/// Grades the cost of running was measured on (Minetti 2002).
pub(crate) const STEEPEST: f64 = 0.45;

/// Fills in the smoothed height.
pub(crate) fn fill_height(
    channel: &Channel,
    base: &TimeBase,
    height: &mut Vec<f64>,
    scratch: &mut Vec<f64>,
) {
    scratch.clear();
    let values = channel.iter().chain(std::iter::repeat(None));
    scratch.extend(values.zip(&base.time_s).map(|(value, _)| value.map_or(f64::NAN, f64::from)));
    smooth(scratch, &base.weights_s, &base.clock_s, SMOOTH_HALF_S, height);
}

/// Returns whether the height never changes, over ten minutes or more: no ground is that flat, a sensor is.
pub(crate) fn is_frozen(channel: &Channel, base: &TimeBase) -> bool {
    let mut known = channel.iter().flatten();
    let first = known.next();
    let is_same = first.is_some_and(|first| known.all(|next| next.to_bits() == first.to_bits()));
    is_same && base.total_s() >= 600.0
}

/// Fills in the grade (rise ÷ way) over 15 s before and after each record, at most ±0.45.
pub(crate) fn fill_grade(height: &[f64], covered_m: &[f64], base: &TimeBase, grade: &mut Vec<f64>) {
    grade.clear();
    let (mut before, mut after) = (0, 0);
    for now in &base.clock_s {
        while base.clock_s.get(before).is_some_and(|then| *then < now - SMOOTH_HALF_S) {
            before += 1;
        }
        while base.clock_s.get(after + 1).is_some_and(|then| *then <= now + SMOOTH_HALF_S) {
            after += 1;
        }
        let between = |of: &[f64]| Some(of.get(after)? - of.get(before)?);
        let (rise, way) = (between(height), between(covered_m).unwrap_or(0.0));
        let told = rise.filter(|_| way >= SHORTEST_M).map_or(f64::NAN, |rise| rise / way);
        grade.push(told.clamp(-STEEPEST, STEEPEST));
    }
}

#[cfg(test)]
mod tests {
    use super::{fill_grade, fill_height};
    use crate::activity::Channel;
    use crate::quality::time_base::TimeBase;

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "heights of a test")]
    fn a_steady_hill_has_its_grade_and_a_cliff_is_clamped() {
        let times: Vec<f64> = (0..300).map(f64::from).collect();
        let mut base = TimeBase::default();
        base.fill(&times, &[], &mut Vec::new());
        let covered: Vec<f64> = times.iter().map(|t| 3.0 * t).collect();
        let (mut height, mut grade) = (Vec::new(), Vec::new());
        for (slope, expected) in [(0.06, 0.06), (-0.1, -0.1), (2.0, 0.45)] {
            let mut channel = Channel::default();
            for (at, way) in covered.iter().enumerate() {
                channel.set(at, Some((100.0 + slope * way) as f32));
            }
            fill_height(&channel, &base, &mut height, &mut Vec::new());
            fill_grade(&height, &covered, &base, &mut grade);
            assert!((grade[150] - expected).abs() < 1e-4, "{slope}: {}", grade[150]);
        }
    }
}
