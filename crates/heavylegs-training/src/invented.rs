//! Invented activities and sessions for the tests.

use crate::activity::{Activity, Record, Sport};
use crate::athlete::Sex;
use crate::metrics::{Physiology, Session};
use crate::quality::Cleaned;

/// A run of one record a second; `at` makes the record of a second.
pub(crate) fn run(seconds: u32, at: impl Fn(f64) -> Record) -> Activity {
    let mut activity =
        Activity { sport: Some(Sport::Run), start_s: Some(0), ..Activity::default() };
    activity.utc_offset_s = Some(0);
    for second in 0..=seconds {
        let time_s = f64::from(second);
        activity.records.push(&Record { time_s, ..at(time_s) });
    }
    activity
}

/// A number of single precision, as records hold them; not finite is unknown.
#[expect(clippy::cast_possible_truncation, reason = "numbers of a test")]
pub(crate) fn short(value: f64) -> Option<f32> {
    Some(value as f32).filter(|value| value.is_finite())
}

/// A wave around nothing: sines of the standard library would do, but not with the same bits everywhere.
pub(crate) fn wave(time_s: f64, period_s: f64) -> f64 {
    let part = (time_s / period_s).fract();
    if part < 0.5 { 4.0 * part - 1.0 } else { 3.0 - 4.0 * part }
}

/// An easy run with nothing wrong with it: 3 m/s, 140 beats and 164 steps a minute.
pub(crate) fn easy(time_s: f64) -> Record {
    Record {
        time_s,
        distance_m: Some(3.0 * time_s),
        speed_m_per_s: short(3.0 + 0.05 * wave(time_s, 37.0)),
        altitude_m: short(100.0 + 2.0 * wave(time_s, 600.0)),
        heart_rate_bpm: short(140.0 + (2.0 * wave(time_s, 90.0)).round()),
        cadence_spm: short(164.0 + (2.0 * wave(time_s, 23.0)).round()),
        contact_time_ms: short(250.0 + 3.0 * wave(time_s, 31.0)),
        ..Record::default()
    }
}

/// A runner with everything known.
pub(crate) fn runner() -> Physiology {
    Physiology {
        resting_heart_rate_bpm: Some(50.0),
        maximal_heart_rate_bpm: Some(190.0),
        threshold_speed_m_per_s: Some(3.6),
        sex: Some(Sex::Male),
    }
}

/// An hour of running ten kilometres on a day at noon, with one load of all kinds.
pub(crate) fn session(activity: usize, day: i32, load: f64) -> Session {
    let mut hour = Activity { sport: Some(Sport::Run), ..Activity::default() };
    hour.start_s = Some(i64::from(day) * 86_400 + 43_200);
    hour.utc_offset_s = Some(0);
    hour.summary.elapsed_s = Some(3600.0);
    hour.summary.moving_s = Some(3600.0);
    hour.summary.distance_m = Some(10_000.0);
    let mut session = Session::of(activity, &hour, &Cleaned::of(&hour), &runner(), None);
    session.loads = [Some(load), None, None, None, Some(60.0)];
    session
}
