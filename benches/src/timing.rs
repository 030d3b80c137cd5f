//! Times of calls.

use std::time::Instant;

use serde::Serialize;

/// A time: median, least and most of several rounds.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Spread {
    /// The middle one.
    pub median: f64,
    /// The smallest.
    pub least: f64,
    /// The largest.
    pub most: f64,
}

impl Spread {
    /// Returns the spread of one value.
    #[must_use]
    pub fn one(value: f64) -> Self {
        Self { median: value, least: value, most: value }
    }

    /// Returns the spread of at least one value.
    #[must_use]
    pub fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        Some(Self { median: *values.get(values.len() / 2)?, least, most })
    }
}

/// Returns the time of one call in microseconds, over so many rounds of `repeats` calls each; one round before them warms up.
///
/// # Panics
///
/// If there are no rounds.
#[must_use]
#[expect(clippy::unwrap_used, reason = "no rounds are no measurement")]
pub fn per_call_us(rounds: usize, repeats: u32, mut call: impl FnMut()) -> Spread {
    let mut round = || {
        let start = Instant::now();
        (0..repeats).for_each(|_| call());
        start.elapsed().as_secs_f64() * 1e6 / f64::from(repeats)
    };
    round();
    Spread::of((0..rounds).map(|_| round()).collect()).unwrap()
}

/// Returns the processor time of all threads so far, in seconds, which does not grow while the machine does something else. Linux tells it, in
/// hundredths; elsewhere it is unknown.
#[must_use]
pub fn cpu_s() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut ticks = after_name.split_whitespace().skip(11).map(str::parse::<f64>);
    Some((ticks.next()?.ok()? + ticks.next()?.ok()?) / 100.0)
}
