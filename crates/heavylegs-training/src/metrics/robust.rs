//! Regression that a few odd points do not bend.

use crate::stats::median;

/// Residuals beyond this many deviations count less (Huber's usual constant: 95 % efficient for normal errors).
const HUBER: f64 = 1.345;
/// The median absolute deviation of normal errors × this is their standard deviation.
const MAD_TO_DEVIATION: f64 = 1.4826;
const ROUNDS: usize = 12;

/// What is known of the coefficients before any data: a centre and a standard deviation for each; infinite is nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prior<const P: usize> {
    pub(crate) centre: [f64; P],
    pub(crate) deviation: [f64; P],
    /// The least deviation of the residuals: what a device cannot measure better.
    pub(crate) least_noise: f64,
}

/// A fitted linear model.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit<const P: usize> {
    pub(crate) coefficients: [f64; P],
    /// Robust standard deviation of the residuals.
    pub(crate) noise: f64,
    /// Uncertainty of the coefficients, in units of `noise²`.
    inverse: [[f64; P]; P],
}

impl<const P: usize> Fit<P> {
    /// The value expected at a row, and the standard deviation of one new value around it.
    pub(crate) fn expect(&self, row: &[f64; P]) -> (f64, f64) {
        let mut spread = 1.0;
        for (x, line) in row.iter().zip(&self.inverse) {
            spread += x * dot(line, row);
        }
        (dot(&self.coefficients, row), self.noise * spread.max(1.0).sqrt())
    }
}

/// Fits by iterated weights (Huber), with a prior. `None` if the data and the prior do not settle it.
pub(crate) fn robust_fit<const P: usize>(
    rows: &[([f64; P], f64)],
    prior: &Prior<P>,
) -> Option<Fit<P>> {
    let mut noise = f64::INFINITY;
    let mut fit: Option<Fit<P>> = None;
    let mut residuals = Vec::with_capacity(rows.len());
    for _ in 0..ROUNDS {
        let (mut left, mut right) = ([[0.0; P]; P], [0.0; P]);
        for (row, value) in rows {
            let far = fit.map_or(0.0, |fit| (value - dot(&fit.coefficients, row)).abs() / noise);
            let weight = if far > HUBER { HUBER / far } else { 1.0 };
            add_row(&mut left, &mut right, row, *value, weight);
        }
        // In the first round the noise is not known: a third of the widest prior is as good as any and is gone in the next.
        let scale = if noise.is_finite() { noise } else { prior.least_noise * 3.0 };
        let priors = prior.centre.iter().zip(&prior.deviation);
        for (at, (centre, deviation)) in priors.enumerate() {
            let strength = (scale / deviation) * (scale / deviation);
            left[at][at] += strength;
            right[at] += strength * centre;
        }
        let inverse = invert(left)?;
        let mut coefficients = [0.0; P];
        for (slot, line) in coefficients.iter_mut().zip(&inverse) {
            *slot = dot(line, &right);
        }
        residuals.clear();
        residuals.extend(rows.iter().map(|(row, value)| (value - dot(&coefficients, row)).abs()));
        noise = (MAD_TO_DEVIATION * median(&mut residuals)?).max(prior.least_noise);
        fit = Some(Fit { coefficients, noise, inverse });
    }
    fit
}

/// The robust line through points: value at 0 and slope. `None` if all are at one place.
pub(crate) fn robust_line(points: &[(f64, f64)]) -> Option<(f64, f64)> {
    let centre = points.iter().map(|(x, _)| x).sum::<f64>() / crate::stats::count(points.len());
    let rows: Vec<_> = points.iter().map(|(x, y)| ([1.0, x - centre], *y)).collect();
    let prior =
        Prior { centre: [0.0; 2], deviation: [f64::INFINITY; 2], least_noise: f64::MIN_POSITIVE };
    let [middle, slope] = robust_fit(&rows, &prior)?.coefficients;
    Some((middle - slope * centre, slope))
}

fn dot<const P: usize>(a: &[f64; P], b: &[f64; P]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn add_row<const P: usize>(
    left: &mut [[f64; P]; P],
    right: &mut [f64; P],
    row: &[f64; P],
    value: f64,
    weight: f64,
) {
    for ((line, total), x) in left.iter_mut().zip(right).zip(row) {
        for (slot, y) in line.iter_mut().zip(row) {
            *slot += weight * x * y;
        }
        *total += weight * x * value;
    }
}

/// Gauss-Jordan with pivots; small and symmetric. `None` if it has no inverse.
fn invert<const P: usize>(mut left: [[f64; P]; P]) -> Option<[[f64; P]; P]> {
    let mut right = [[0.0; P]; P];
    for (at, line) in right.iter_mut().enumerate() {
        line[at] = 1.0;
    }
    for column in 0..P {
        let pivot =
            (column..P).max_by(|a, b| left[*a][column].abs().total_cmp(&left[*b][column].abs()))?;
        if left[pivot][column].is_nan() || left[pivot][column].abs() < 1e-9 {
            return None;
        }
        left.swap(pivot, column);
        right.swap(pivot, column);
        let by = left[column][column];
        for at in 0..P {
            left[column][at] /= by;
            right[column][at] /= by;
        }
        for other in (0..P).filter(|other| *other != column) {
            let by = left[other][column];
            for at in 0..P {
                left[other][at] -= by * left[column][at];
                right[other][at] -= by * right[column][at];
            }
        }
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::{Prior, robust_fit, robust_line};

    #[test]
    fn a_line_is_found_in_spite_of_a_tenth_of_nonsense() {
        let noise = [0.4, -0.3, 0.1, -0.5, 0.3];
        let points: Vec<(f64, f64)> = (0..50_u8)
            .map(|i| {
                let x = 2.0 + f64::from(i) * 0.04;
                let y = 140.0 + 8.0 * x + noise[usize::from(i) % 5];
                (x, if i % 10 == 9 { 80.0 } else { y })
            })
            .collect();
        let (at_rest, slope) = robust_line(&points).unwrap();
        assert!((at_rest + 3.0 * slope - 164.0).abs() < 0.4, "{at_rest} {slope}");
        assert!((slope - 8.0).abs() < 1.0, "{slope}");
        assert_eq!(robust_line(&[(3.0, 1.0), (3.0, 2.0)]), None);
        assert_eq!(robust_line(&[]), None);
    }

    #[test]
    fn the_prior_speaks_where_the_data_do_not_and_doubt_grows_there() {
        let rows: Vec<_> = (0..20_u8).map(|i| ([1.0, 0.0], 150.0 + f64::from(i % 3))).collect();
        let prior =
            Prior { centre: [0.0, 30.0], deviation: [f64::INFINITY, 20.0], least_noise: 1.0 };
        let fit = robust_fit(&rows, &prior).unwrap();
        assert!((fit.coefficients[1] - 30.0).abs() < 1e-9);
        let (near, doubt_near) = fit.expect(&[1.0, 0.0]);
        let (far, doubt_far) = fit.expect(&[1.0, 1.0]);
        assert!((far - near - 30.0).abs() < 1e-9);
        assert!((doubt_far * doubt_far - doubt_near * doubt_near - 400.0).abs() < 1e-6);
    }
}
