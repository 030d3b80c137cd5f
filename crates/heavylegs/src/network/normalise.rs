//! Factors are normalised: answering one question truthfully does not move the mean posterior (model.md, section 2).

use super::bisect::{falls_through_zero, rounding};

/// Solves Σ s·πm/(πm + (1−π)n) = π for n; a level's multiplier is m/n.
pub(crate) fn normaliser(prior: f64, shares: &[f64], ratios: &[f64]) -> f64 {
    let low = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    let high = ratios.iter().copied().fold(0.0, f64::max);
    if low >= high {
        return low;
    }
    falls_through_zero(low, high, prior * rounding(ratios.len()), |n| {
        let terms = shares.iter().zip(ratios);
        let mean: f64 = terms.map(|(s, m)| s * prior * m / (prior * m + (1.0 - prior) * n)).sum();
        mean - prior
    })
}

/// Damps correlated ratios: the strongest counts in full, each further one by its square root.
///
/// `ratios` must be sorted by strength, strongest first.
pub(crate) fn damped(ratios: impl Iterator<Item = f64>) -> f64 {
    ratios
        .enumerate()
        .fold(1.0, |product, (at, ratio)| product * if at == 0 { ratio } else { ratio.sqrt() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_mean_posterior_is_the_prior(
            prior in 0.001..0.5f64,
            share in 0.01..0.99f64,
            ratio in 0.01..100.0f64,
        ) {
            let (shares, ratios) = ([1.0 - share, share], [1.0, ratio]);
            let n = normaliser(prior, &shares, &ratios);
            let odds = prior / (1.0 - prior);
            let mean: f64 = shares
                .iter()
                .zip(ratios)
                .map(|(s, m)| s * (odds * m / n) / (1.0 + odds * m / n))
                .sum();
            prop_assert!((mean - prior).abs() < 1e-12);
        }
    }

    #[test]
    fn further_ratios_count_by_their_root() {
        assert!((damped([9.0, 4.0, 4.0].into_iter()) - 36.0).abs() < 1e-12);
    }
}
