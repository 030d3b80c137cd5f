//! All that can be trusted of one activity, on one clock.

use super::series::{Finding, Series};
use super::time_base::TimeBase;
use super::{Quantity, Reason, cadence, heart_rate, slope, speed};
use crate::activity::{Activity, Channel, Sport};
use crate::metrics::adjusted_speed;

/// A quantity that is known in less of the time than this is not trusted at all.
const ENOUGH: f64 = 0.8;
/// Contact times of running feet, ms.
const CONTACT_MS: (f64, f64) = (100.0, 500.0);
/// Vertical ratios of running, per cent.
const RATIO_PERCENT: (f64, f64) = (2.0, 25.0);

/// The records of one activity with what cannot be trusted taken out, and the reasons.
///
/// All series are on the same clock: each record stands for the seconds before it, pauses left out and gaps capped at three times the
/// usual step (10 s at least, 60 s at most). Speed is the device's, or from the distance where that is better. Height is smoothed over
/// 30 s, and the grade is at most ±0.45. Heart rate is without the first minute.
///
/// [`Cleaned::refill`] uses the memory again: one `Cleaned` is enough for a season.
///
/// ```
/// use heavylegs_training::{Activity, Cleaned, Quantity, Reason};
///
/// let cleaned = Cleaned::of(&Activity::default());
/// assert_eq!(cleaned.heart_rate_bpm().doubt(), Some(Reason::NoRecords));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cleaned {
    pub(crate) base: TimeBase,
    pub(crate) sport: Option<Sport>,
    pub(crate) covered_m: Vec<f64>,
    speed: Series,
    adjusted: Series,
    height: Series,
    heart_rate: Series,
    cadence: Series,
    contact_time: Series,
    vertical_ratio: Series,
    grade: Vec<f64>,
    is_grade_adjusted: bool,
    findings: Vec<Finding>,
    scratch: Vec<f64>,
}

impl Cleaned {
    /// Returns what can be trusted of an activity.
    #[must_use]
    pub fn of(activity: &Activity) -> Self {
        let mut cleaned = Self::default();
        cleaned.refill(activity);
        cleaned
    }

    /// Fills itself with another activity and forgets the last.
    pub fn refill(&mut self, activity: &Activity) {
        let records = &activity.records;
        self.findings.clear();
        self.sport = activity.sport;
        self.base.fill(&records.time_s, &activity.pauses, &mut self.scratch);
        if let Some((seconds, from_s, to_s)) = self.base.lost {
            let (quantity, reason) = (Quantity::Time, Reason::TimeGap);
            self.findings.push(Finding { quantity, reason, seconds, from_s, to_s });
        }
        self.fill_speed(activity);
        self.fill_slope(&records.altitude_m);
        self.fill_cadence(&records.cadence_spm);
        self.fill_heart_rate(&records.heart_rate_bpm);
        let (findings, base) = (&mut self.findings, &self.base);
        for (series, channel, quantity, possible) in [
            (&mut self.contact_time, &records.contact_time_ms, Quantity::ContactTime, CONTACT_MS),
            (
                &mut self.vertical_ratio,
                &records.vertical_ratio_percent,
                Quantity::VerticalRatio,
                RATIO_PERCENT,
            ),
        ] {
            fill_within(series, channel, quantity, possible, base, findings);
            judge(series, quantity, base, findings);
        }
    }

    /// Returns how many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.base.time_s.len()
    }

    /// Returns whether there are no records.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.base.time_s.is_empty()
    }

    /// Returns the running clock of the whole, in seconds: without pauses, gaps capped.
    #[must_use]
    pub fn running_s(&self) -> f64 {
        self.base.total_s()
    }

    /// Returns how many seconds a record stands for.
    #[must_use]
    pub fn weight_s(&self, record: usize) -> Option<f64> {
        self.base.weights_s.get(record).copied()
    }

    /// Returns the speed, m/s.
    #[must_use]
    pub fn speed_m_per_s(&self) -> &Series {
        &self.speed
    }

    /// Returns the speed on the level that costs as much as the speed on the slope, m/s; the plain speed where the height is not known,
    /// and then [`is_grade_adjusted`](Self::is_grade_adjusted) is false.
    #[must_use]
    pub fn adjusted_speed_m_per_s(&self) -> &Series {
        &self.adjusted
    }

    /// Returns whether the hills are taken out of the adjusted speed.
    #[must_use]
    pub fn is_grade_adjusted(&self) -> bool {
        self.is_grade_adjusted
    }

    /// Returns the height above the sea, smoothed over 30 s, m.
    #[must_use]
    pub fn height_m(&self) -> &Series {
        &self.height
    }

    /// Returns the heart rate, beats a minute.
    #[must_use]
    pub fn heart_rate_bpm(&self) -> &Series {
        &self.heart_rate
    }

    /// Returns the steps of both feet a minute.
    #[must_use]
    pub fn cadence_spm(&self) -> &Series {
        &self.cadence
    }

    /// Returns the ground contact time, ms.
    #[must_use]
    pub fn contact_time_ms(&self) -> &Series {
        &self.contact_time
    }

    /// Returns vertical oscillation ÷ step length, per cent.
    #[must_use]
    pub fn vertical_ratio_percent(&self) -> &Series {
        &self.vertical_ratio
    }

    /// Returns the grade at a record, rise ÷ way, where it is known.
    #[must_use]
    pub fn grade(&self, record: usize) -> Option<f64> {
        self.grade.get(record).copied().filter(|grade| !grade.is_nan())
    }

    /// Returns what was taken out or is wrong, one for each quantity and reason.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns `Ok` if it is a run, as the metrics of runs need.
    pub(crate) fn run(&self) -> Result<(), Reason> {
        match self.sport {
            None => Err(Reason::SportUnknown),
            Some(sport) if sport.is_run() => Ok(()),
            Some(_) => Err(Reason::NotARun),
        }
    }

    /// A file without a sport is judged as a run: the limits of running are the narrower ones.
    fn may_be_run(&self) -> bool {
        self.sport.is_none_or(|sport| sport.is_run() || sport == Sport::Walk)
    }

    fn fill_speed(&mut self, activity: &Activity) {
        let is_run = self.may_be_run();
        let (base, scratch) = (&self.base, &mut self.scratch);
        let (records, summary) = (&activity.records, &activity.summary);
        let values = &mut self.speed.values;
        self.speed.doubt = speed::fill(records, summary, base, is_run, values, scratch);
        let findings = &mut self.findings;
        speed::remove_jumps(values, base, is_run, &mut |at| {
            note(findings, base, Quantity::Speed, Reason::SpeedSpike, at, at + 1);
        });
        if self.sport == Some(Sport::Treadmill) {
            self.speed.doubt_all(Reason::Treadmill);
        }
        judge(&mut self.speed, Quantity::Speed, base, findings);
        self.covered_m.clear();
        let mut covered = 0.0;
        let is_trusted = self.speed.doubt.is_none();
        for (at, weight) in base.weights_s.iter().enumerate() {
            let speed = self.speed.values.get(at).copied().unwrap_or(f64::NAN);
            covered += if is_trusted && !speed.is_nan() { speed * weight } else { 0.0 };
            self.covered_m.push(covered);
        }
    }

    fn fill_slope(&mut self, channel: &Channel) {
        let base = &self.base;
        slope::fill_height(channel, base, &mut self.height.values, &mut self.scratch);
        self.height.doubt = if self.sport == Some(Sport::Treadmill) {
            Some(Reason::Treadmill)
        } else if channel.is_empty() {
            Some(Reason::NotRecorded(Quantity::Altitude))
        } else if slope::is_frozen(channel, base) {
            Some(Reason::Frozen(Quantity::Altitude))
        } else {
            None
        };
        judge(&mut self.height, Quantity::Altitude, base, &mut self.findings);
        slope::fill_grade(&self.height.values, &self.covered_m, base, &mut self.grade);
        self.is_grade_adjusted = self.height.doubt.is_none() && self.speed.doubt.is_none();
        if !self.is_grade_adjusted {
            self.grade.fill(f64::NAN);
        }
        self.adjusted.doubt = self.speed.doubt;
        self.adjusted.values.clear();
        let pairs = self.speed.values.iter().zip(&self.grade);
        let is_adjusted = self.is_grade_adjusted;
        self.adjusted.values.extend(pairs.map(|(speed, grade)| {
            if is_adjusted { adjusted_speed(*speed, *grade) } else { *speed }
        }));
    }

    fn fill_cadence(&mut self, channel: &Channel) {
        let (base, findings) = (&self.base, &mut self.findings);
        let (quantity, possible) = (Quantity::Cadence, cadence::POSSIBLE_SPM);
        fill_within(&mut self.cadence, channel, quantity, possible, base, findings);
        judge(&mut self.cadence, quantity, base, findings);
        if let (None, Some(reason)) = (
            self.cadence.doubt,
            cadence::doubt(&self.cadence.values, &self.speed.values, base, &mut self.scratch),
        ) {
            self.cadence.doubt_all(reason);
            note(findings, base, quantity, reason, 0, self.cadence.values.len());
        }
    }

    fn fill_heart_rate(&mut self, channel: &Channel) {
        let (base, findings) = (&self.base, &mut self.findings);
        let (quantity, possible) = (Quantity::HeartRate, heart_rate::POSSIBLE_BPM);
        let series = &mut self.heart_rate;
        fill_within(series, channel, quantity, possible, base, findings);
        let settled = base.clock_s.partition_point(|clock| *clock < heart_rate::SETTLES_S);
        note(findings, base, quantity, Reason::SensorStart, 0, settled);
        forget(&mut series.values, 0, settled);
        self.scratch.clear();
        self.scratch.extend_from_slice(&series.values);
        let (kept, values) = (&self.scratch, &mut series.values);
        heart_rate::frozen(kept, base, heart_rate::FROZEN_S, |from, to| {
            note(findings, base, quantity, Reason::Frozen(quantity), from, to);
            forget(values, from, to);
        });
        heart_rate::locks(kept, &self.cadence.values, &self.speed.values, base, |from, to| {
            note(findings, base, quantity, Reason::CadenceLock, from, to);
            forget(values, from, to);
        });
        judge(series, quantity, base, findings);
    }
}

fn forget(values: &mut [f64], from: usize, to: usize) {
    values.iter_mut().take(to).skip(from).for_each(|value| *value = f64::NAN);
}

/// Takes over what is possible; what is not is noted.
fn fill_within(
    series: &mut Series,
    channel: &Channel,
    quantity: Quantity,
    possible: (f64, f64),
    base: &TimeBase,
    findings: &mut Vec<Finding>,
) {
    series.values.clear();
    series.doubt = channel.is_empty().then_some(Reason::NotRecorded(quantity));
    let values = channel.iter().chain(std::iter::repeat(None));
    for (at, (value, _)) in values.zip(&base.time_s).enumerate() {
        let value = value.map(f64::from);
        let is_possible = value.is_none_or(|value| (possible.0..=possible.1).contains(&value));
        if !is_possible {
            note(findings, base, quantity, Reason::OutOfRange(quantity), at, at + 1);
        }
        series.values.push(value.filter(|_| is_possible).unwrap_or(f64::NAN));
    }
}

/// Adds records `from..to` to the finding of a quantity and reason.
fn note(
    findings: &mut Vec<Finding>,
    base: &TimeBase,
    quantity: Quantity,
    reason: Reason,
    from: usize,
    to: usize,
) {
    let Some(last) = base.time_s.get(from..to).and_then(<[f64]>::last) else { return };
    let first = base.time_s.get(from).copied().unwrap_or(*last);
    let seconds: f64 = base.weights_s.iter().take(to).skip(from).sum();
    match findings.iter_mut().find(|it| it.quantity == quantity && it.reason == reason) {
        Some(found) => {
            found.seconds += seconds;
            found.to_s = *last;
        }
        None => findings.push(Finding { quantity, reason, seconds, from_s: first, to_s: *last }),
    }
}

/// Doubts the whole of a quantity where too much of it is unknown; the reason is the one that took most.
fn judge(series: &mut Series, quantity: Quantity, base: &TimeBase, findings: &mut Vec<Finding>) {
    if base.time_s.is_empty() {
        return series.doubt_all(Reason::NoRecords);
    }
    if series.doubt.is_some() {
        return;
    }
    let is_start = |it: &&Finding| it.reason == Reason::SensorStart;
    let of_it = || findings.iter().filter(|it| it.quantity == quantity);
    // The settling of a sensor is no fault of it, and must not make a short run look like one with drop-outs.
    let start_s: f64 = of_it().filter(is_start).map(|it| it.seconds).sum();
    let known = series.values.iter().zip(&base.weights_s).filter(|(value, _)| !value.is_nan());
    let known_s: f64 = known.map(|(_, weight)| *weight).sum();
    let whole_s = (base.total_s() - start_s).max(0.0);
    if known_s > 0.0 && known_s >= ENOUGH * whole_s {
        return;
    }
    let worst = of_it()
        .filter(|it| !is_start(it) && it.seconds >= 0.5 * (whole_s - known_s))
        .max_by(|a, b| a.seconds.total_cmp(&b.seconds));
    let reason = worst.map_or(Reason::DroppedOut(quantity), |worst| worst.reason);
    series.doubt_all(reason);
    if worst.is_none() {
        let missing = whole_s - known_s;
        let to_s = base.time_s.last().copied().unwrap_or(0.0);
        findings.push(Finding { quantity, reason, seconds: missing, from_s: 0.0, to_s });
    }
}
