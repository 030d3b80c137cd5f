//! Shares, paired differences and their intervals, with + − × ÷ √ only.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// The two-sided 95 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that count.
    pub hits: usize,
    /// All.
    pub of: usize,
}

/// Counts are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "numbers of cases are small")]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}

impl Share {
    /// Counts how many are true.
    pub fn count(items: impl IntoIterator<Item = bool>) -> Self {
        items.into_iter().fold(Self::default(), |share, hit| Self {
            hits: share.hits + usize::from(hit),
            of: share.of + 1,
        })
    }

    /// Returns the share, or nothing of nothing.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| real(self.hits) / real(self.of))
    }

    /// Returns the Wilson 95 % score interval without continuity correction, or nothing of nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// // Newcombe 1998, Stat Med 17:857, method 3: 81 of 263.
    /// let [low, high] = evaluation::Share { hits: 81, of: 263 }.wilson().unwrap();
    /// assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5);
    /// ```
    #[must_use]
    pub fn wilson(self) -> Option<[f64; 2]> {
        let (p, n) = (self.value()?, real(self.of));
        let scale = 1.0 + Z * Z / n;
        let centre = (p + Z * Z / (2.0 * n)) / scale;
        let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt() / scale;
        // At the ends the formula is exact but for rounding.
        let low = if self.hits == 0 { 0.0 } else { centre - half };
        let high = if self.hits == self.of { 1.0 } else { centre + half };
        Some([low, high])
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Share", 4)?;
        fields.serialize_field("hits", &self.hits)?;
        fields.serialize_field("of", &self.of)?;
        fields.serialize_field("share", &self.value())?;
        fields.serialize_field("interval", &self.wilson())?;
        fields.end()
    }
}

/// Two yes-or-no results on the same cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Paired {
    /// Both hit.
    pub both: usize,
    /// Only the first did.
    pub first: usize,
    /// Only the second did.
    pub second: usize,
    /// Neither did.
    pub neither: usize,
}

impl Paired {
    /// Counts pairs.
    pub fn count(pairs: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let mut paired = Self::default();
        for pair in pairs {
            *(match pair {
                (true, true) => &mut paired.both,
                (true, false) => &mut paired.first,
                (false, true) => &mut paired.second,
                (false, false) => &mut paired.neither,
            }) += 1;
        }
        paired
    }

    /// Returns how many cases there are.
    #[must_use]
    pub fn of(self) -> usize {
        self.both + self.first + self.second + self.neither
    }

    fn shares(self) -> [Share; 2] {
        let share = |only: usize| Share { hits: self.both + only, of: self.of() };
        [share(self.first), share(self.second)]
    }

    /// Returns the first share minus the second.
    #[must_use]
    pub fn difference(self) -> Option<f64> {
        (self.of() > 0).then(|| (real(self.first) - real(self.second)) / real(self.of()))
    }

    /// Returns the two-sided p of the exact McNemar test: the sign test on the cases in which the two differ.
    ///
    /// # Examples
    ///
    /// ```
    /// // Bentur 2009 in Fagerland 2013, BMC Med Res Methodol 13:91: 0.070.
    /// let paired = evaluation::Paired { both: 1, first: 1, second: 7, neither: 12 };
    /// assert!((paired.mcnemar() - 0.0703).abs() < 5e-5);
    /// ```
    #[must_use]
    pub fn mcnemar(self) -> f64 {
        let discordant = self.first + self.second;
        // Halving is exact down to 2^-1074, far more cases than anyone has written.
        let mut term = (0..discordant).fold(1.0, |p: f64, _| p / 2.0);
        let mut tail = term;
        for k in 1..=self.first.min(self.second) {
            term *= real(discordant - k + 1) / real(k);
            tail += term;
        }
        (2.0 * tail).min(1.0)
    }

    /// Returns Newcombe's 95 % interval of the difference: method 10, "square and add" with a term for the pairing.
    ///
    /// # Examples
    ///
    /// ```
    /// // Cavo 2012 in the R package contingencytables: -0.0621 (-0.1186 to -0.0046).
    /// let paired = evaluation::Paired { both: 59, first: 6, second: 16, neither: 80 };
    /// let [low, high] = paired.newcombe().unwrap();
    /// assert!((low + 0.1186).abs() < 5e-5 && (high + 0.0046).abs() < 5e-5);
    /// ```
    #[must_use]
    pub fn newcombe(self) -> Option<[f64; 2]> {
        let [first, second] = self.shares();
        let (p1, p2) = (first.value()?, second.value()?);
        let ([l1, u1], [l2, u2]) = (first.wilson()?, second.wilson()?);
        let phi = self.phi();
        let reach = |a: f64, b: f64| (a * a - 2.0 * phi * a * b + b * b).max(0.0).sqrt();
        let difference = p1 - p2;
        Some([difference - reach(p1 - l1, u2 - p2), difference + reach(u1 - p1, p2 - l2)])
    }

    /// The correlation of the two, with Newcombe's correction where it is positive.
    fn phi(self) -> f64 {
        let [a, b, c, d] = [self.both, self.first, self.second, self.neither].map(real);
        let margins = (a + b) * (c + d) * (a + c) * (b + d);
        if margins <= 0.0 {
            return 0.0;
        }
        let cross = a * d - b * c;
        let corrected = if cross > 0.0 { (cross - real(self.of()) / 2.0).max(0.0) } else { cross };
        corrected / margins.sqrt()
    }
}

/// A mean and its 95 % bootstrap interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// The percentile interval.
    pub interval: [f64; 2],
    /// Of how many.
    pub of: usize,
}

const RESAMPLES: usize = 2000;

/// Returns the mean with the percentile interval of 2000 resamples, always the same ones; nothing of nothing.
#[must_use]
pub fn bootstrap_mean(values: &[f64]) -> Option<Mean> {
    let of = values.len();
    let mean = |sum: f64| sum / real(of);
    let size = u64::try_from(of).ok().filter(|size| *size > 0)?;
    let mut state = 0;
    let mut resample = || {
        let draw = |_| {
            let at = usize::try_from(next(&mut state) % size).unwrap_or_default();
            values.get(at).copied().unwrap_or_default()
        };
        mean((0..of).map(draw).sum())
    };
    let mut means: Vec<f64> = (0..RESAMPLES).map(|_| resample()).collect();
    means.sort_by(f64::total_cmp);
    let [low, high] = [RESAMPLES / 40, RESAMPLES - RESAMPLES / 40 - 1];
    let interval = [*means.get(low)?, *means.get(high)?];
    Some(Mean { mean: mean(values.iter().sum()), interval, of })
}

/// `SplitMix64` (Steele, Lea, Flood 2014): a fixed stream, so that a result can be had again.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Paired, Share, bootstrap_mean, next};

    #[track_caller]
    fn close(found: [f64; 2], published: [f64; 2]) {
        let near = |at: usize| (found[at] - published[at]).abs() < 5.1e-5;
        assert!(near(0) && near(1), "{found:?}, published {published:?}");
    }

    /// Newcombe 1998, Stat Med 17:857, table I, method 3.
    #[test]
    fn wilson_is_as_published() {
        for (hits, of, published) in [
            (81, 263, [0.2553, 0.3662]),
            (15, 148, [0.0624, 0.1605]),
            (0, 20, [0.0, 0.1611]),
            (1, 29, [0.0061, 0.1718]),
        ] {
            close(Share { hits, of }.wilson().unwrap(), published);
        }
    }

    #[test]
    fn wilson_mirrors_hits_and_misses() {
        for hits in 0..=13 {
            let [low, high] = Share { hits, of: 13 }.wilson().unwrap();
            let [other_low, other_high] = Share { hits: 13 - hits, of: 13 }.wilson().unwrap();
            close([low, high], [1.0 - other_high, 1.0 - other_low]);
            assert!(low <= Share { hits, of: 13 }.value().unwrap());
        }
        assert_eq!(Share::default().wilson(), None);
    }

    fn paired([both, first, second, neither]: [usize; 4]) -> Paired {
        Paired { both, first, second, neither }
    }

    /// Newcombe 1998, Stat Med 17:2635, method 10 (first), and the tables in Fagerland, Lydersen, Laake 2014.
    #[test]
    fn newcombe_is_as_published() {
        close(paired([36, 12, 2, 0]).newcombe().unwrap(), [0.0569, 0.3404]);
        close(paired([1, 1, 7, 12]).newcombe().unwrap(), [-0.5069, -0.0256]);
        close(paired([59, 6, 16, 80]).newcombe().unwrap(), [-0.1186, -0.0046]);
    }

    #[test]
    fn newcombe_turns_with_its_columns() {
        for table in [[3, 4, 1, 5], [0, 0, 0, 9], [9, 0, 0, 0], [2, 0, 7, 0]] {
            let [both, first, second, neither] = table;
            let [low, high] = paired(table).newcombe().unwrap();
            let turned = paired([both, second, first, neither]).newcombe().unwrap();
            close([-high, -low], turned);
            assert!(low <= paired(table).difference().unwrap());
        }
    }

    /// Fagerland, Lydersen, Laake 2013, BMC Med Res Methodol 13:91: 0.070 and 0.053.
    #[test]
    fn mcnemar_is_as_published() {
        assert!((paired([1, 1, 7, 12]).mcnemar() - 0.0703).abs() < 5e-5);
        assert!((paired([59, 6, 16, 80]).mcnemar() - 0.0525).abs() < 5e-5);
    }

    #[test]
    fn equal_results_are_no_difference() {
        assert!((paired([5, 0, 0, 3]).mcnemar() - 1.0).abs() < 1e-12);
        assert!((paired([5, 3, 3, 3]).mcnemar() - 1.0).abs() < 1e-12);
        let counted = Paired::count([(true, false), (true, true), (false, false), (true, false)]);
        assert_eq!(counted, paired([1, 2, 0, 1]));
    }

    /// The stream of the reference implementation for seed 0.
    #[test]
    fn the_random_stream_is_splitmix() {
        let mut state = 0;
        let first: Vec<u64> = (0..3).map(|_| next(&mut state)).collect();
        assert_eq!(first, [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f]);
    }

    #[test]
    fn a_bootstrap_is_about_as_wide_as_theory() {
        let values: Vec<f64> = (0..400).map(|at| f64::from(at % 2)).collect();
        let found = bootstrap_mean(&values).unwrap();
        let [low, high] = found.interval;
        // 1.96 · 0.5 / √400 = 0.049 to either side.
        assert!((high - low - 0.098).abs() < 0.01, "{found:?}");
        assert!((found.mean - 0.5).abs() < 1e-12);
        assert_eq!(bootstrap_mean(&[]), None);
        close(bootstrap_mean(&[0.25; 3]).unwrap().interval, [0.25, 0.25]);
    }
}
