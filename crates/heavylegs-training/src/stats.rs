//! Small statistics over slices in which NaN is unknown.

/// Returns the mean of the known values, each by its weight.
pub(crate) fn weighted_mean(pairs: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (value, weight) in pairs.filter(|(value, _)| !value.is_nan()) {
        sum += value * weight;
        weights += weight;
    }
    (weights > 0.0).then(|| sum / weights)
}

/// Returns the median; reorders the values.
pub(crate) fn median(values: &mut [f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let (is_even, middle) = (values.len().is_multiple_of(2), values.len() / 2);
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let upper = *upper;
    if !is_even {
        return Some(upper);
    }
    let lower = below.iter().copied().max_by(f64::total_cmp).unwrap_or(upper);
    Some(f64::midpoint(lower, upper))
}

/// Returns the count, as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "fewer than 2^52")]
pub(crate) fn count(of: usize) -> f64 {
    of as f64
}

/// Returns a count of days or runs for a message.
pub(crate) fn whole(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Returns mean and standard deviation; the deviation of a sample divides by n - 1.
pub(crate) fn mean_and_deviation(values: &[f64], is_sample: bool) -> Option<(f64, f64)> {
    let divisor = values.len().checked_sub(usize::from(is_sample)).filter(|left| *left > 0)?;
    let mean = values.iter().sum::<f64>() / count(values.len());
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some((mean, (squares / count(divisor)).sqrt()))
}

/// Writes the mean over a window of `half_s` before and after each moment of a clock that never falls; unknown values do not count.
pub(crate) fn smooth(
    values: &[f64],
    weights: &[f64],
    clock_s: &[f64],
    half_s: f64,
    out: &mut Vec<f64>,
) {
    out.clear();
    let (mut sum, mut weight) = (0.0, 0.0);
    let mut window = 0..0;
    let known = |at: usize| match (values.get(at), weights.get(at)) {
        (Some(value), Some(weight)) if !value.is_nan() => (value * weight, *weight),
        _ => (0.0, 0.0),
    };
    for now in clock_s.iter().take(values.len()) {
        while clock_s.get(window.end).is_some_and(|then| *then <= now + half_s) {
            let (more, by) = known(window.end);
            (sum, weight, window.end) = (sum + more, weight + by, window.end + 1);
        }
        while clock_s.get(window.start).is_some_and(|then| *then < now - half_s) {
            let (less, by) = known(window.start);
            (sum, weight, window.start) = (sum - less, weight - by, window.start + 1);
        }
        // What is left of a sum after taking out all it held is rounding, not a weight.
        out.push(if weight > 1e-6 { sum / weight } else { f64::NAN });
    }
}

#[cfg(test)]
mod tests {
    use super::{mean_and_deviation, median, smooth};

    #[test]
    fn median_of_none_odd_and_even() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    #[test]
    fn deviations_of_a_population_and_a_sample() {
        let loads = [0.0, 300.0, 240.0, 420.0, 0.0, 360.0, 600.0];
        let (mean, population) = mean_and_deviation(&loads, false).unwrap();
        let (_, sample) = mean_and_deviation(&loads, true).unwrap();
        assert!((mean / population - 1.355).abs() < 5e-4, "{}", mean / population);
        assert!((mean / sample - 1.254).abs() < 5e-4, "{}", mean / sample);
        assert_eq!(mean_and_deviation(&[1.0], true), None);
    }

    #[test]
    fn smoothing_agrees_with_the_plain_definition_and_skips_the_unknown() {
        let values: Vec<f64> =
            (0..50_u8).map(|i| if i % 7 == 3 { f64::NAN } else { f64::from(i % 11) }).collect();
        let weights = vec![1.0; 50];
        let clock: Vec<f64> = (0..50_u8).map(|i| f64::from(i) * 1.5).collect();
        let mut out = Vec::new();
        smooth(&values, &weights, &clock, 4.0, &mut out);
        for (at, got) in out.iter().enumerate() {
            let near: Vec<f64> = (0..50)
                .filter(|j| (clock[*j] - clock[at]).abs() <= 4.0 && !values[*j].is_nan())
                .map(|j| values[j])
                .collect();
            let mean = near.iter().sum::<f64>() / super::count(near.len());
            assert!((got - mean).abs() < 1e-9, "{at}: {got} {mean}");
        }
    }
}
