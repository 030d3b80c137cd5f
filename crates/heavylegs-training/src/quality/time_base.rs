//! How many seconds each record stands for.

use crate::activity::Pause;
use crate::stats::median;

/// The shortest time without records that is a gap, and the longest, in seconds. Between them it is three times the usual step, so that
/// recordings with few records are not all gaps. Engineering defaults.
const GAP_S: (f64, f64) = (10.0, 60.0);

/// How the records of an activity divide its running clock.
#[derive(Debug, Clone, Default)]
pub(crate) struct TimeBase {
    /// Seconds since the start.
    pub(crate) time_s: Vec<f64>,
    /// Seconds that end with the record and belong to it: pauses left out, gaps capped.
    pub(crate) weights_s: Vec<f64>,
    /// The running clock at the record: the sum of the weights.
    pub(crate) clock_s: Vec<f64>,
    /// Whether nothing can be said of what happened since the last record: a pause or a gap.
    pub(crate) is_broken: Vec<bool>,
    /// What the caps took, with the first and the last place.
    pub(crate) lost: Option<(f64, f64, f64)>,
    pauses: Vec<(f64, f64)>,
}

impl TimeBase {
    pub(crate) fn fill(&mut self, time_s: &[f64], pauses: &[Pause], scratch: &mut Vec<f64>) {
        self.join_pauses(pauses);
        self.time_s.clear();
        self.time_s.extend_from_slice(time_s);
        self.weights_s.clear();
        self.is_broken.clear();
        self.step_through();
        scratch.clear();
        scratch.extend(self.weights_s.iter().copied().filter(|step| *step > 0.0));
        let usual = median(scratch).unwrap_or(1.0);
        self.cap((3.0 * usual).clamp(GAP_S.0, GAP_S.1));
    }

    /// Returns the running clock of the whole.
    pub(crate) fn total_s(&self) -> f64 {
        self.clock_s.last().copied().unwrap_or(0.0)
    }

    fn join_pauses(&mut self, pauses: &[Pause]) {
        self.pauses.clear();
        let good = pauses.iter().map(|pause| (pause.from_s, pause.to_s));
        self.pauses.extend(good.filter(|(from, to)| from.is_finite() && to > from));
        self.pauses.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.pauses.dedup_by(|next, last| {
            let is_joined = next.0 <= last.1;
            if is_joined {
                last.1 = last.1.max(next.1);
            }
            is_joined
        });
    }

    /// The time since the last record without the pauses in it.
    fn step_through(&mut self) {
        let (mut last, mut first_pause) = (f64::NAN, 0);
        for now in &self.time_s {
            let step = if last.is_nan() { 0.0 } else { (now - last).max(0.0) };
            while self.pauses.get(first_pause).is_some_and(|(_, to)| *to <= last) {
                first_pause += 1;
            }
            let paused: f64 = self
                .pauses
                .iter()
                .skip(first_pause)
                .take_while(|(from, _)| from < now)
                .map(|(from, to)| (to.min(*now) - from.max(last)).max(0.0))
                .sum();
            self.weights_s.push((step - paused).max(0.0));
            self.is_broken.push(paused > 0.0);
            last = *now;
        }
    }

    fn cap(&mut self, most_s: f64) {
        self.lost = None;
        self.clock_s.clear();
        let mut clock = 0.0;
        let steps = self.weights_s.iter_mut().zip(&mut self.is_broken).zip(&self.time_s);
        for ((weight, is_broken), now) in steps {
            if *weight > most_s {
                let (seconds, from, _) = self.lost.unwrap_or((0.0, *now - *weight, 0.0));
                self.lost = Some((seconds + *weight - most_s, from, *now));
                *weight = most_s;
                *is_broken = true;
            }
            clock += *weight;
            self.clock_s.push(clock);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TimeBase;
    use crate::activity::Pause;

    fn base(times: &[f64], pauses: &[(f64, f64)]) -> TimeBase {
        let pauses: Vec<Pause> =
            pauses.iter().map(|(from_s, to_s)| Pause { from_s: *from_s, to_s: *to_s }).collect();
        let mut base = TimeBase::default();
        base.fill(times, &pauses, &mut Vec::new());
        base
    }

    #[test]
    fn pauses_do_not_count_however_they_overlap() {
        let times: Vec<f64> = (0..=100).map(f64::from).collect();
        let base = base(&times, &[(30.5, 40.0), (10.0, 20.0), (15.0, 25.0), (90.0, 90.0)]);
        assert!((base.total_s() - (100.0 - 15.0 - 9.5)).abs() < 1e-9, "{}", base.total_s());
        assert!(base.is_broken[12] && !base.is_broken[27]);
    }

    #[test]
    fn gaps_are_capped_by_the_usual_step() {
        let every_second = base(&[0.0, 1.0, 2.0, 3.0, 1003.0, 1004.0], &[]);
        assert!((every_second.total_s() - 14.0).abs() < 1e-9);
        assert_eq!(every_second.lost, Some((990.0, 3.0, 1003.0)));
        let seldom = base(&[0.0, 15.0, 30.0, 45.0, 70.0], &[]);
        assert!((seldom.total_s() - 70.0).abs() < 1e-9);
        assert_eq!(base(&[], &[]).lost, None);
    }
}
