//! Runs that were harder than they should have been, from the data alone.

use serde::Serialize;

use super::robust::{Prior, robust_fit};
use super::season::Session;
use crate::quality::{Measured, Reason};

/// The fewest earlier runs to judge a run by.
const FEWEST: usize = 10;
/// The most, and how far back, days: form changes over months.
const MOST: usize = 40;
const BACK_DAYS: i32 = 120;
/// The shortest run that is judged, s, and the most its pace may vary: mean heart rates of intervals say little.
const SHORTEST_S: f64 = 1200.0;
const VARIES_MOST: f64 = 0.15;
/// How many runs are heavy before anything is known: the base rate of a heart rate of 5 beats or more above the usual. An estimate.
pub(crate) const BASE_RATE: f64 = 0.15;
/// How far heavy runs lie above the usual, in deviations: a half normal of this scale. An estimate.
const HEAVY_SCALE: f64 = 2.0;
/// The least deviation of a mean heart rate from day to day, beats a minute; laboratories find 2 to 4.
const LEAST_NOISE_BPM: f64 = 2.0;

/// One run and whether it was harder than it should have been.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HeavyDay {
    /// The place of the session in what was given.
    pub session: usize,
    /// The activity it comes from.
    pub activity: usize,
    /// The runner's own day, days since 1970-01-01.
    pub day: i32,
    /// Mean heart rate, beats a minute.
    pub heart_rate_bpm: f64,
    /// What the runner's own earlier runs let expect at this speed, temperature and duration, beats a minute.
    pub expected_bpm: f64,
    /// How uncertain that is, beats a minute, one standard deviation.
    pub deviation_bpm: f64,
    /// How many deviations above, as a normal score: few runs to compare with make it smaller.
    pub score: f64,
    /// How probable it is that the run was heavy.
    pub probability: f64,
    /// The earlier runs it was compared with.
    pub compared_with: u32,
}

/// Returns for each session whether the heart rate was higher than the runner's own earlier runs let expect, or why that is not known.
///
/// # Method
///
/// Mean heart rate is regressed on mean grade-adjusted speed, temperature, duration and date over the latest 10 to 40 comparable runs of the 120 days
/// before, never on later ones: robust weights (Huber), with a prior of 30 ± 20 beats for each m/s, 6 ± 6 for each 10 °C and 5 ± 5 for
/// each hour and 0 ± 4 for each month of training (estimates), so that a runner who always runs alike is not judged far from there. The residual ÷ its deviation is a t value with
/// n − 2 degrees of freedom, made a normal score (Wallace 1959). The probability is that of a mixture: 15 % of runs are heavy before anything
/// is known, and those lie above by a half normal of 2 deviations.
///
/// Comparable are runs of 20 min or more, not races, whose pace varies by 15 % at most over 30 s and whose heart rate and speed can be
/// trusted; lines of an export are taken as they are. A raised heart rate also comes of heat, illness, thirst or a bad sensor: the number says heavier, not why.
#[must_use]
pub fn heavy_days(sessions: &[Session]) -> Vec<Measured<HeavyDay>> {
    let mut order: Vec<usize> = (0..sessions.len()).collect();
    order.sort_by_key(|at| sessions.get(*at).map(|it| (it.start_s.is_none(), it.start_s, *at)));
    let points: Vec<(usize, Result<Point, Reason>)> = order
        .into_iter()
        .filter_map(|at| sessions.get(at).map(|session| (at, Point::of(session))))
        .collect();
    let mut judged = vec![Measured::Unknown(Reason::NoRecords); sessions.len()];
    let mut earlier: Vec<Point> = Vec::new();
    for (at, point) in points {
        let verdict = point.and_then(|point| {
            let verdict = judge(at, sessions.get(at).map_or(0, |it| it.activity), &point, &earlier);
            earlier.push(point);
            verdict
        });
        if let Some(slot) = judged.get_mut(at) {
            *slot = verdict.into();
        }
    }
    judged
}

#[derive(Debug, Clone, Copy)]
struct Point {
    day: i32,
    heart_rate_bpm: f64,
    speed_m_per_s: f64,
    celsius: Option<f64>,
    hours: f64,
}

impl Point {
    fn of(session: &Session) -> Result<Self, Reason> {
        let day = session.day.ok_or(Reason::StartUnknown)?.day;
        let run = session.steady_run?;
        let seconds = session.moving_s.unwrap_or(0.0);
        if seconds < SHORTEST_S {
            let has_min = super::run::minutes(seconds);
            return Err(Reason::TooShort { has_min, needs_min: 20 });
        }
        if run.variation.is_some_and(|it| it > VARIES_MOST) || session.is_race == Some(true) {
            return Err(Reason::NotSteady);
        }
        Ok(Self {
            day,
            heart_rate_bpm: run.heart_rate_bpm,
            speed_m_per_s: run.adjusted_speed_m_per_s,
            celsius: session.temperature.map(|it| it.celsius),
            hours: seconds / 3600.0,
        })
    }

    /// Against the middle of the runs compared with; a temperature that is not known is taken as theirs.
    fn row(&self, middle: &Middle) -> [f64; 5] {
        let warmer = self.celsius.zip(middle.celsius).map_or(0.0, |(now, usual)| now - usual);
        let faster = self.speed_m_per_s - middle.speed_m_per_s;
        let months = f64::from(self.day.saturating_sub(middle.day)) / 30.0;
        [1.0, faster, warmer / 10.0, self.hours - middle.hours, months]
    }
}

struct Middle {
    /// The day that is judged.
    day: i32,
    speed_m_per_s: f64,
    celsius: Option<f64>,
    hours: f64,
}

fn judge(
    session: usize,
    activity: usize,
    point: &Point,
    earlier: &[Point],
) -> Result<HeavyDay, Reason> {
    let recent: Vec<&Point> = earlier
        .iter()
        .rev()
        .filter(|it| it.day >= point.day.saturating_sub(BACK_DAYS) && it.day < point.day)
        .take(MOST)
        .collect();
    let compared_with = crate::stats::whole(recent.len());
    let too_few = Reason::TooFewRuns { has: compared_with, needs: crate::stats::whole(FEWEST) };
    if recent.len() < FEWEST {
        return Err(too_few);
    }
    let middle_of = |of: &dyn Fn(&Point) -> Option<f64>| {
        let mut known: Vec<f64> = recent.iter().filter_map(|it| of(it)).collect();
        crate::stats::median(&mut known)
    };
    let middle = Middle {
        day: point.day,
        speed_m_per_s: middle_of(&|it| Some(it.speed_m_per_s)).ok_or(too_few)?,
        celsius: middle_of(&|it| it.celsius),
        hours: middle_of(&|it| Some(it.hours)).ok_or(too_few)?,
    };
    let rows: Vec<_> = recent.iter().map(|it| (it.row(&middle), it.heart_rate_bpm)).collect();
    let prior = Prior {
        centre: [0.0, 30.0, 6.0, 5.0, 0.0],
        deviation: [f64::INFINITY, 20.0, 6.0, 5.0, 4.0],
        least_noise: LEAST_NOISE_BPM,
    };
    let fit = robust_fit(&rows, &prior).ok_or(too_few)?;
    let (expected_bpm, deviation_bpm) = fit.expect(&point.row(&middle));
    let t = (point.heart_rate_bpm - expected_bpm) / deviation_bpm;
    let score = normal_score(t, f64::from(compared_with) - 2.0);
    let probability = heavy_probability(score);
    let (day, heart_rate_bpm) = (point.day, point.heart_rate_bpm);
    Ok(HeavyDay {
        session,
        activity,
        day,
        heart_rate_bpm,
        expected_bpm,
        deviation_bpm,
        score,
        probability,
        compared_with,
    })
}

/// The normal score with the same tail as a t value (Wallace 1959; within 0.02 where it matters).
fn normal_score(t: f64, freedom: f64) -> f64 {
    let size = (8.0 * freedom + 1.0) / (8.0 * freedom + 3.0)
        * (freedom * libm::log1p(t * t / freedom)).sqrt();
    size.copysign(t)
}

/// Bayes' rule for a mixture of usual runs (normal) and heavy ones (normal plus half normal); it rises with the score.
fn heavy_probability(score: f64) -> f64 {
    let wide = 1.0 + HEAVY_SCALE * HEAVY_SCALE;
    let below = 0.5 * libm::erfc(-HEAVY_SCALE * score / wide.sqrt() / core::f64::consts::SQRT_2);
    // Beyond six deviations nothing changes, and squares stay small.
    let score = score.clamp(-6.0, 6.0);
    let likelier = 2.0 / wide.sqrt() * libm::exp(0.5 * score * score * (1.0 - 1.0 / wide)) * below;
    let odds = BASE_RATE / (1.0 - BASE_RATE) * likelier;
    odds / (1.0 + odds)
}

#[cfg(test)]
mod tests {
    use super::{heavy_probability, normal_score};

    #[test]
    fn t_values_lose_weight_with_few_runs() {
        // Upper 2.5 % points of t with 8, 20 and 100 degrees of freedom.
        for (t, freedom) in [(2.306, 8.0), (2.086, 20.0), (1.984, 100.0)] {
            let score = normal_score(t, freedom);
            assert!((score - 1.960).abs() < 0.01, "{t} {freedom}: {score}");
        }
        assert!(normal_score(-3.0, 10.0) < -2.0);
    }

    #[test]
    fn the_probability_rises_with_the_score_and_starts_near_the_base_rate() {
        let all: Vec<f64> =
            (-60..=60).map(|tenth| heavy_probability(f64::from(tenth) / 10.0)).collect();
        assert!(all.windows(2).all(|pair| pair[1] >= pair[0]), "{all:?}");
        assert!((0.05..0.10).contains(&heavy_probability(0.0)));
        assert!((0.80..0.90).contains(&heavy_probability(3.0)));
        assert!(all.iter().all(|it| (0.0..=1.0).contains(it)));
    }
}
