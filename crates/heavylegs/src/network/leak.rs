//! The leak of a symptom: how often it is reported when no modelled cause is at work (model.md, section 3).

use super::bisect::{falls_through_zero, rounding};

/// The links of one symptom: for each cause its prior and P(symptom | this cause and no other modelled one).
pub(crate) type Links<'a> = &'a [(f64, f64)];

/// Why there is no leak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum NoLeak {
    /// Without any leak the causes already explain this share.
    ExplainsTooMuch { explained: f64 },
    /// The base rate asks for a leak above this link.
    LinkBelowLeak { lowest_link: f64 },
}

/// A leak and how steeply the implied base rate answers to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Leak {
    pub(crate) value: f64,
    pub(crate) slope: f64,
}

const LOWEST: f64 = 1e-6;

/// Returns the probability that a link fires: 1 − (1−λ)(1−q) = p.
pub(crate) fn activation(p: f64, leak: f64) -> f64 {
    (p - leak) / (1.0 - leak)
}

/// The share of complaining runners who report the symptom, implied by a leak.
pub(crate) fn implied(links: Links<'_>, leak: f64) -> f64 {
    let silent = links.iter().map(|&(prior, p)| 1.0 - prior * activation(p, leak));
    1.0 - (1.0 - leak) * silent.product::<f64>()
}

/// Solves 1−b = (1−λ) Π(1−π q) for the smallest λ in [1e-6, lowest link).
pub(crate) fn solve(links: Links<'_>, base: f64) -> Result<Leak, NoLeak> {
    let lowest_link = links.iter().map(|&(_, p)| p).fold(1.0, f64::min);
    let below = lowest_link * (1.0 - 1e-12);
    let top = peak(links, below);
    let at_none = implied(links, 0.0);
    let noise = rounding(6 * links.len());
    let value = if at_none <= base && base <= implied(links, top) {
        falls_through_zero(LOWEST, top, noise, |leak| base - implied(links, leak))
    } else if implied(links, below) < base && base < at_none {
        falls_through_zero(top, below, noise, |leak| implied(links, leak) - base)
    } else if base < at_none {
        return Err(NoLeak::ExplainsTooMuch { explained: at_none });
    } else {
        return Err(NoLeak::LinkBelowLeak { lowest_link });
    };
    if value >= below {
        return Err(NoLeak::LinkBelowLeak { lowest_link });
    }
    Ok(Leak { value, slope: slope(links, value) })
}

/// Where the implied rate is highest: it rises to at most one peak and then falls.
fn peak(links: Links<'_>, below: f64) -> f64 {
    // 1 − Σ (r−1)/(r−λ) only falls in λ; its zero is the peak.
    let ratio = |&(prior, p): &(f64, f64)| (1.0 - prior * p) / (1.0 - prior);
    let ratios: Vec<f64> = links.iter().map(ratio).collect();
    let rises = |leak: f64| 1.0 - ratios.iter().map(|r| (r - 1.0) / (r - leak)).sum::<f64>();
    falls_through_zero(LOWEST, below, rounding(links.len()), rises)
}

/// dP/dλ at a leak.
fn slope(links: Links<'_>, leak: f64) -> f64 {
    let part = |&(prior, p): &(f64, f64)| (1.0 - prior) / (1.0 - prior * p - (1.0 - prior) * leak);
    let others: f64 = links.iter().map(|_| 1.0).sum::<f64>() - 1.0;
    let log_slope = others / (1.0 - leak) - links.iter().map(part).sum::<f64>();
    -(1.0 - implied(links, leak)) * log_slope
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_symptom_without_links_leaks_its_base_rate() {
        let leak = solve(&[], 0.3).unwrap();
        assert!((leak.value - 0.3).abs() < 1e-12, "{leak:?}");
    }

    #[test]
    fn links_that_explain_too_much_are_refused() {
        let refused = solve(&[(0.5, 0.9), (0.5, 0.9)], 0.2);
        assert!(matches!(refused, Err(NoLeak::ExplainsTooMuch { .. })), "{refused:?}");
    }

    #[test]
    fn a_link_below_the_leak_is_refused() {
        let refused = solve(&[(0.1, 0.05)], 0.4);
        assert_eq!(refused, Err(NoLeak::LinkBelowLeak { lowest_link: 0.05 }));
    }

    proptest! {
        #[test]
        fn the_leak_gives_back_the_base_rate(
            links in prop::collection::vec((0.001..0.4f64, 0.01..0.99f64), 0..8),
            base in 0.001..0.9f64,
        ) {
            if let Ok(leak) = solve(&links, base) {
                prop_assert!((implied(&links, leak.value) - base).abs() < 1e-6);
                prop_assert!(leak.value >= 0.5e-6);
                prop_assert!(links.iter().all(|&(_, p)| p > leak.value));
            }
        }
    }
}
