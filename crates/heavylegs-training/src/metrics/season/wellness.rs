//! Mornings against the runner's own baseline.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::Change;
use crate::quality::{Measured, Quantity, Reason};
use crate::stats::{mean_and_deviation, whole};
use crate::wellness::{VariabilityKind, WellnessDay};

/// Days of the baseline, which end where the last seven begin, and the fewest with a value. The count is an engineering default.
const BASELINE_DAYS: i32 = 60;
const BASELINE_FEWEST: u32 = 21;
/// Days of the rolling mean, and the fewest with a value (Plews 2014: three a week are enough).
const WEEK_DAYS: i32 = 7;
const WEEK_FEWEST: u32 = 3;
/// The days in a row that make it lasting.
const LASTING_DAYS: i32 = 3;
/// Beats above the baseline that count.
const RESTING_BPM: f64 = 5.0;
/// The smallest change worth a word, in deviations of the baseline (a convention).
const SMALLEST: f64 = 0.5;
/// Hours a night that count; an estimate.
const SLEEP_HOURS: f64 = 1.0;

/// The last seven days against the sixty before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Mornings {
    /// The change; more is worse.
    pub change: Change,
    /// Standard deviation of the baseline's days (n − 1), in the unit of the baseline.
    pub deviation: f64,
    /// How many of the latest measured days of the seven, in a row, are worse than the baseline by more than one deviation.
    pub days_beyond: u32,
    /// Days with a value among the last seven.
    pub days_now: u32,
    /// Days with a value among the sixty before.
    pub days_before: u32,
    /// The latest of the seven days with a value, in days since 1970-01-01: so old is what they say.
    pub latest_day: i32,
}

/// Which end is the bad one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bad {
    High,
    Low,
}

/// Returns the mean resting heart rate of the last seven days against the 60 days before, beats a minute; it counts from 5.
///
/// Short overload raises it moderately, longer overload does not (a meta-analysis of studies, Bosquet 2008). Needs values on 3 of the 7 and
/// 21 of the 60 days; otherwise it says how many there are. Values outside 25 to 120 are ignored, 0 too: it stands for nothing measured.
pub fn resting_heart_rate_change(days: &[WellnessDay], day: i32) -> Measured<Mornings> {
    resting_change(&resting_by_day(days), day)
}

/// Resting heart rates, beats a minute; without those that can't be.
pub(crate) fn resting_by_day(days: &[WellnessDay]) -> BTreeMap<i32, f64> {
    values_by_day(days, |it| it.resting_heart_rate_bpm.filter(|bpm| (25.0..=120.0).contains(bpm)))
}

/// [`resting_heart_rate_change`] of values by day.
pub(crate) fn resting_change(values: &BTreeMap<i32, f64>, day: i32) -> Measured<Mornings> {
    compare(values, day, Quantity::RestingHeartRate, Bad::High, RESTING_BPM).into()
}

/// Returns how far the rolling mean of ln RMSSD is below the baseline, in its standard deviations; it counts from 0.5 (the smallest worthwhile
/// change, a convention). `baseline` and `now` are ln ms.
///
/// The value is the least of the last three days, so that it is over the threshold only if all three are. Single days say next to nothing (Plews
/// 2014). High variability is no evidence against fatigue: it can rise in overreaching. SDNN is not RMSSD and is not used.
pub fn variability_change(days: &[WellnessDay], day: i32) -> Measured<Mornings> {
    low_variability(&variability_by_day(days), day)
}

/// ln RMSSD, of ms; without those that can't be.
pub(crate) fn variability_by_day(days: &[WellnessDay]) -> BTreeMap<i32, f64> {
    values_by_day(days, |it| {
        let found = it.variability.filter(|it| it.kind == VariabilityKind::Rmssd)?;
        (1.0..=400.0).contains(&found.value_ms).then(|| libm::log(found.value_ms))
    })
}

/// [`variability_change`] of values by day.
pub(crate) fn low_variability(values: &BTreeMap<i32, f64>, day: i32) -> Measured<Mornings> {
    let each = (0..LASTING_DAYS).map(|back| {
        let day = day.saturating_sub(back);
        let mut week = compare(values, day, Quantity::Variability, Bad::Low, SMALLEST)?;
        week.change.value /= week.deviation.max(f64::EPSILON);
        Ok(week)
    });
    let all: Result<Vec<Mornings>, Reason> = each.collect();
    let least = |all: Vec<Mornings>| {
        let latest_day = all.first()?.latest_day;
        let least = all.into_iter().min_by(|a, b| a.change.value.total_cmp(&b.change.value));
        least.map(|it| Mornings { latest_day, ..it })
    };
    all.and_then(|all| least(all).ok_or(Reason::NothingTrained)).into()
}

/// Returns how much less the runner slept over the last seven nights than usual, hours a night; it counts from one (an estimate).
pub fn sleep_change(days: &[WellnessDay], day: i32) -> Measured<Mornings> {
    let values =
        values_by_day(days, |it| it.sleep_hours.filter(|hours| *hours > 0.5 && *hours <= 20.0));
    compare(&values, day, Quantity::Sleep, Bad::Low, SLEEP_HOURS).into()
}

/// The values by day, from the one source that has most of them: two watches measure two things.
pub(crate) fn values_by_day(
    days: &[WellnessDay],
    value: impl Fn(&WellnessDay) -> Option<f64>,
) -> BTreeMap<i32, f64> {
    let mut sources: BTreeMap<(&str, Option<&str>), BTreeMap<i32, f64>> = BTreeMap::new();
    for day in days {
        if let Some(value) = value(day) {
            let source = (day.source.format, day.source.device.as_deref());
            sources.entry(source).or_default().entry(day.day).or_insert(value);
        }
    }
    // Of equals the first by name: `max_by_key` would take the last.
    sources.into_values().rev().max_by_key(BTreeMap::len).unwrap_or_default()
}

fn compare(
    values: &BTreeMap<i32, f64>,
    day: i32,
    of: Quantity,
    bad: Bad,
    threshold: f64,
) -> Result<Mornings, Reason> {
    let first = day.saturating_sub(WEEK_DAYS - 1);
    let week = known(values, first, day, of, WEEK_FEWEST)?;
    let latest_day = values.range(first..=day).next_back().map_or(day, |(latest, _)| *latest);
    let (from, to) = (first.saturating_sub(BASELINE_DAYS), first.saturating_sub(1));
    let before = known(values, from, to, of, BASELINE_FEWEST)?;
    let none = Reason::TooFewDays { of, has: 0, needs: BASELINE_FEWEST };
    let (now, _) = mean_and_deviation(&week, false).ok_or(none)?;
    let (baseline, deviation) = mean_and_deviation(&before, true).ok_or(none)?;
    let worse = |value: f64| if bad == Bad::High { value - baseline } else { baseline - value };
    let beyond = week.iter().rev().take_while(|value| worse(**value) > deviation);
    Ok(Mornings {
        change: Change { value: worse(now), baseline, now, threshold, stretch: None },
        deviation,
        days_beyond: whole(beyond.count()),
        days_now: whole(week.len()),
        days_before: whole(before.len()),
        latest_day,
    })
}

fn known(
    values: &BTreeMap<i32, f64>,
    from: i32,
    to: i32,
    of: Quantity,
    needs: u32,
) -> Result<Vec<f64>, Reason> {
    let known: Vec<f64> = values.range(from..=to).map(|(_, value)| *value).collect();
    let has = whole(known.len());
    if has >= needs { Ok(known) } else { Err(Reason::TooFewDays { of, has, needs }) }
}
