//! The same run from two sources, and which of the two to keep.

use crate::activity::Activity;

/// How far apart the starts may be, s: watches and phones are started one after the other.
const STARTS_WITHIN_S: i64 = 180;
/// The most a wrong time zone can shift a start, s.
const ZONE_MOST_S: i64 = 14 * 3600;
/// Zones are whole quarters of an hour.
const ZONE_STEP_S: i64 = 900;
/// How much durations and distances may differ. Two devices measure one run within a few per cent.
const WITHIN: f64 = 0.04;
/// At a shifted start, both must agree closer than this.
const WITHIN_IF_SHIFTED: f64 = 0.015;

/// Which of two to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The first given.
    First,
    /// The second given.
    Second,
}

/// Returns whether two activities are the same run from two sources.
///
/// Their starts are within three minutes, and duration and distance within 4 %. A start that is off by a whole quarter of an hour (a wrong
/// time zone, at most 14 h) also counts, if duration and distance are both known and within 1.5 %. Without starts nothing is the same.
#[must_use]
pub fn same_run(a: &Activity, b: &Activity) -> bool {
    let (Some(first), Some(second)) = (a.start_s, b.start_s) else { return false };
    let is_kind_other = match (a.sport, b.sport) {
        (Some(x), Some(y)) => x.is_run() != y.is_run(),
        _ => false,
    };
    let apart = first.saturating_sub(second).saturating_abs();
    if is_kind_other || apart > ZONE_MOST_S + STARTS_WITHIN_S {
        return false;
    }
    let durations = durations_agree(a, b);
    let distances = agreement(distance_m(a), distance_m(b));
    if apart <= STARTS_WITHIN_S {
        let is_near = |of: Option<f64>| of.is_none_or(|off| off <= WITHIN);
        return (durations.is_some() || distances.is_some())
            && is_near(durations)
            && is_near(distances);
    }
    let beside = apart % ZONE_STEP_S;
    let is_shift = beside.min(ZONE_STEP_S - beside) <= STARTS_WITHIN_S / 3;
    let is_near = |of: Option<f64>| of.is_some_and(|off| off <= WITHIN_IF_SHIFTED);
    is_shift && is_near(durations) && is_near(distances)
}

/// Returns which of two recordings of one run to keep: the one with records, then with more quantities in them, then with more records,
/// then one that is whole, then the first.
#[must_use]
pub fn keep_of(a: &Activity, b: &Activity) -> Keep {
    let worth = |it: &Activity| {
        let is_recorded = !it.records.is_empty();
        (is_recorded, quantities(it), !it.source.is_partial, it.records.len())
    };
    if worth(b) > worth(a) { Keep::Second } else { Keep::First }
}

fn quantities(activity: &Activity) -> usize {
    let records = &activity.records;
    let channels = [
        &records.distance_m,
        &records.speed_m_per_s,
        &records.altitude_m,
        &records.heart_rate_bpm,
        &records.cadence_spm,
        &records.power_w,
        &records.contact_time_ms,
        &records.vertical_oscillation_mm,
        &records.vertical_ratio_percent,
        &records.step_length_mm,
        &records.temperature_c,
        &records.breaths_per_min,
    ];
    channels.iter().filter(|channel| channel.known() * 2 > records.len()).count()
}

/// Of the sums that both know, the one they agree on best: one source may count pauses and the other not.
fn durations_agree(a: &Activity, b: &Activity) -> Option<f64> {
    let sums = |it: &Activity| {
        let recorded = it.records.time_s.last().copied();
        [it.summary.moving_s, it.summary.elapsed_s, recorded]
    };
    let pairs = sums(a).into_iter().flat_map(|x| sums(b).into_iter().map(move |y| (x, y)));
    pairs.filter_map(|(x, y)| agreement(x, y)).min_by(f64::total_cmp)
}

/// How much two measures differ, as a share of the larger.
fn agreement(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    let (a, b) = (a.filter(|a| *a > 0.0)?, b.filter(|b| *b > 0.0)?);
    Some((a - b).abs() / a.max(b))
}

fn distance_m(activity: &Activity) -> Option<f64> {
    let recorded = || activity.records.distance_m.iter().flatten().last().map(f64::from);
    activity.summary.distance_m.or_else(recorded)
}

#[cfg(test)]
mod tests {
    use super::{Keep, keep_of, same_run};
    use crate::activity::{Activity, Record, Records, Sport, Summary};

    fn run(start_s: i64, seconds: f64, metres: f64) -> Activity {
        let summary =
            Summary { moving_s: Some(seconds), distance_m: Some(metres), ..Summary::default() };
        Activity { start_s: Some(start_s), summary, ..Activity::default() }
    }

    #[test]
    fn two_sources_of_one_run_are_found_also_in_another_zone() {
        let watch = run(1_000_000, 3600.0, 12_000.0);
        assert!(same_run(&watch, &run(1_000_100, 3550.0, 12_300.0)));
        assert!(same_run(&watch, &run(1_000_000 + 7200, 3601.0, 12_010.0)));
        assert!(same_run(&watch, &run(1_000_000 - 19_800, 3601.0, 12_010.0)));
        assert!(!same_run(&watch, &run(1_000_000 + 7200, 3500.0, 12_300.0)), "too far off");
        assert!(!same_run(&watch, &run(1_000_000 + 6700, 3600.0, 12_000.0)), "no zone");
        assert!(!same_run(&watch, &run(1_086_400, 3600.0, 12_000.0)), "the day after");
        assert!(!same_run(&watch, &run(1_000_000, 1800.0, 6_000.0)), "half of it");
    }

    #[test]
    fn nothing_is_the_same_without_starts_or_measures_or_as_another_sport() {
        let watch = run(0, 3600.0, 12_000.0);
        let no_start = Activity { start_s: None, ..watch.clone() };
        assert!(!same_run(&watch, &no_start));
        let bare = Activity { start_s: Some(0), ..Activity::default() };
        assert!(!same_run(&bare, &bare));
        let kind = |sport| Activity { sport: Some(sport), ..watch.clone() };
        assert!(!same_run(&kind(Sport::Run), &kind(Sport::Ride)));
        assert!(same_run(&kind(Sport::Run), &kind(Sport::TrailRun)));
    }

    #[test]
    fn the_richer_recording_is_kept() {
        let line = run(0, 60.0, 180.0);
        let mut records = Records::default();
        records.push(&Record { heart_rate_bpm: Some(120.0), ..Record::default() });
        let watch = Activity { records: records.clone(), ..line.clone() };
        records.push(&Record { heart_rate_bpm: Some(120.0), ..Record::default() });
        let longer = Activity { records, ..line.clone() };
        assert_eq!(keep_of(&line, &watch), Keep::Second);
        assert_eq!(keep_of(&longer, &watch), Keep::First);
        assert_eq!(keep_of(&watch, &watch), Keep::First);
    }
}
