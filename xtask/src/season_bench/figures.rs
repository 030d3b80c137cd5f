//! What was measured of ours.

use serde_json::Value;

use crate::spread::Spread;

/// Several rounds with one number of threads.
#[derive(Debug)]
pub(super) struct Figures {
    pub(super) threads: usize,
    pub(super) whole_s: Spread,
    pub(super) read_s: Spread,
    pub(super) review_s: Spread,
    /// Processor time of all threads; it and the peak are nothing where the system does not tell.
    pub(super) cpu_s: Option<Spread>,
    pub(super) review_cpu_s: Option<Spread>,
    pub(super) peak_mib: Option<Spread>,
    pub(super) files: u64,
    pub(super) days: u64,
    pub(super) derived: u64,
}

impl Figures {
    /// Returns the figures of the rounds as the program prints them.
    pub(super) fn of(threads: usize, rounds: &[Value]) -> Result<Self, String> {
        let spread = |name: &str| Spread::of(rounds.iter().map(|round| round[name].as_f64()));
        let need = |name: &str| spread(name).ok_or(format!("no {name} was measured"));
        let count = |name: &str| rounds.first().and_then(|round| round[name].as_u64()).unwrap_or(0);
        let figures = Self {
            threads,
            whole_s: need("whole_s")?,
            read_s: need("read_s")?,
            review_s: need("review_s")?,
            cpu_s: spread("whole_cpu_s"),
            review_cpu_s: spread("review_cpu_s"),
            peak_mib: spread("peak_mib"),
            files: count("files"),
            days: count("days"),
            derived: count("derived"),
        };
        // A season that could not be read would be fast.
        let is_whole = figures.files == u64::try_from(super::FILES).unwrap_or(0)
            && figures.days >= figures.files
            && figures.derived > figures.days
            && count("diagnostics") == 0;
        if is_whole { Ok(figures) } else { Err(format!("not all was read: {figures:?}")) }
    }
}

#[cfg(test)]
mod tests {
    use super::Figures;
    use serde_json::json;

    #[test]
    fn a_season_that_was_not_read_is_no_measurement() {
        let round = |files: usize| {
            let times = json!({
                "whole_s": 1.0, "read_s": 0.5, "review_s": 0.5, "peak_mib": null, "whole_cpu_s": null,
                "files": files, "days": 350, "derived": 3000, "diagnostics": 0,
            });
            Figures::of(1, &[times])
        };
        assert!(round(300).unwrap().peak_mib.is_none());
        assert!(round(299).is_err());
    }
}
