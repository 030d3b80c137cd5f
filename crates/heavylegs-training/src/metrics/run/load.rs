//! The load of one session, by four formulas. They have different units: they are never added to each other.

use super::super::Physiology;
use super::window::{moving_mean, moving_s};
use super::zones::zones;
use crate::activity::Activity;
use crate::athlete::Sex;
use crate::quality::{Cleaned, Measured, Quantity, Reason};

/// Returns Banister's load of one minute at a share `x` of the heart rate reserve: `x · k · e^(b·x)`.
///
/// Men k = 0.64, b = 1.92; women k = 0.86, b = 1.67 (Morton, Banister). Some pages print 0.64 for both; that is wrong.
///
/// ```
/// use heavylegs_training::{Sex, banister_per_minute};
///
/// assert!((60.0 * banister_per_minute(0.74, Sex::Male) - 117.7).abs() < 0.1);
/// ```
#[must_use]
pub fn banister_per_minute(share_of_reserve: f64, sex: Sex) -> f64 {
    let x = share_of_reserve.clamp(0.0, 1.0);
    let (k, b) = match sex {
        Sex::Male => (0.64, 1.92),
        Sex::Female => (0.86, 1.67),
    };
    x * k * libm::exp(b * x)
}

/// Returns Banister's load (TRIMP) of a session: the sum over its minutes. Any sport.
///
/// Time without a trusted heart rate (a fifth at most) counts as the mean of the rest. Not valid under medicines that slow the heart.
pub fn banister_load(session: &Cleaned, runner: &Physiology) -> Measured<f64> {
    banister(session, runner).into()
}

fn banister(session: &Cleaned, runner: &Physiology) -> Result<f64, Reason> {
    let (rest, most) = runner.reserve()?;
    let sex = runner.sex()?;
    let heart = session.heart_rate_bpm().trusted()?;
    let (mut load, mut known_s) = (0.0, 0.0);
    for (heart, weight) in heart.iter().zip(&session.base.weights_s) {
        if !heart.is_nan() {
            let x = (heart - rest) / (most - rest);
            load += weight / 60.0 * banister_per_minute(x, sex);
            known_s += weight;
        }
    }
    whole(load, known_s, session)
}

/// Returns Edwards' load: minutes in 50–60, 60–70, 70–80, 80–90 and 90–100 % of the highest heart rate × 1 to 5. Any sport.
pub fn edwards_load(session: &Cleaned, runner: &Physiology) -> Measured<f64> {
    let found = zones(session, runner)
        .into_result()
        .and_then(|zones| whole(edwards_of(&zones.seconds), zones.known_s, session));
    found.into()
}

fn edwards_of(seconds: &[f64; 5]) -> f64 {
    let each = seconds.iter().zip([1.0, 2.0, 3.0, 4.0, 5.0]);
    each.map(|(seconds, points)| seconds / 60.0 * points).sum()
}

/// The load of the whole session from that of the time that is known.
fn whole(load: f64, known_s: f64, session: &Cleaned) -> Result<f64, Reason> {
    if known_s > 0.0 {
        Ok(load * session.running_s() / known_s)
    } else {
        Err(Reason::DroppedOut(Quantity::HeartRate))
    }
}

/// Returns the session-RPE load (Foster): exertion of 0 to 10 × minutes.
///
/// An exertion of 0 is no answer: nobody trains at rest.
pub fn exertion_load(activity: &Activity) -> Measured<f64> {
    let summary = &activity.summary;
    let recorded = || activity.records.time_s.last().copied();
    let seconds = summary.moving_s.or(summary.elapsed_s).or_else(recorded);
    let exertion = summary.exertion_of_10.filter(|it| *it > 0.0 && *it <= 10.0);
    match (exertion, seconds.filter(|seconds| *seconds > 0.0)) {
        (Some(exertion), Some(seconds)) => Measured::Known(exertion * seconds / 60.0),
        (None, _) => Measured::Unknown(Reason::NotRecorded(Quantity::Exertion)),
        (_, None) => Measured::Unknown(Reason::NotRecorded(Quantity::Time)),
    }
}

/// Returns the load by pace (rTSS) of `hours` at a mean grade-adjusted speed: `hours · (v ÷ v_threshold)² · 100`.
///
/// ```
/// use heavylegs_training::pace_load_of;
///
/// assert_eq!(pace_load_of(1.0, 3.5, 3.5), 100.0);
/// ```
#[must_use]
pub fn pace_load_of(hours: f64, speed_m_per_s: f64, threshold_m_per_s: f64) -> f64 {
    let intensity = speed_m_per_s / threshold_m_per_s;
    hours * intensity * intensity * 100.0
}

/// Returns the load by pace (rTSS, practitioners) of a run: one hour at threshold speed is 100. Standing does not count.
pub fn pace_load(run: &Cleaned, runner: &Physiology) -> Measured<f64> {
    let found = run.run().and_then(|()| {
        let threshold = runner.threshold_speed()?;
        let speed = run.adjusted_speed_m_per_s().trusted()?;
        let all = 0..run.len();
        let mean = moving_mean(run, speed, &all).ok_or(Reason::DroppedOut(Quantity::Speed))?;
        Ok(pace_load_of(moving_s(run, &all) / 3600.0, mean, threshold))
    });
    found.into()
}

#[cfg(test)]
mod tests {
    use super::{banister_per_minute, edwards_of, exertion_load};
    use crate::activity::{Activity, Summary};
    use crate::athlete::Sex;
    use crate::quality::Measured;

    #[test]
    fn an_hour_at_74_per_cent_of_the_reserve() {
        let hour = |sex| 60.0 * banister_per_minute(0.740, sex);
        assert!((hour(Sex::Male) - 117.7).abs() < 0.1, "{}", hour(Sex::Male));
        assert!((hour(Sex::Female) - 131.4).abs() < 0.1, "{}", hour(Sex::Female));
        assert!((banister_per_minute(1.0, Sex::Female) - 4.57).abs() < 0.01);
    }

    #[test]
    fn minutes_in_zones_count_one_to_five() {
        assert!((edwards_of(&[600.0, 1800.0, 900.0, 300.0, 0.0]) - 135.0).abs() < 1e-9);
    }

    #[test]
    fn an_exertion_of_nothing_is_no_answer() {
        let of = |exertion_of_10, moving_s| {
            let summary = Summary { moving_s, exertion_of_10, ..Summary::default() };
            exertion_load(&Activity { summary, ..Activity::default() })
        };
        assert_eq!(of(Some(6.0), Some(3000.0)), Measured::Known(300.0));
        assert!(!of(Some(0.0), Some(3000.0)).is_known());
        assert!(!of(None, Some(3000.0)).is_known());
        assert!(!of(Some(6.0), None).is_known());
    }
}
