//! Steps, contact times and bounce, against what the runner's own history expects at the speed.

use std::ops::Range;

use serde::Serialize;

use super::super::robust::robust_line;
use super::super::{Change, Physiology, Stretch};
use super::window::{RUNS_M_PER_S, by_clock, long_enough, stretch};
use super::zones::EASY_BELOW;
use crate::quality::{Cleaned, Measured, Reason, Series};
use crate::stats::weighted_mean;

/// The steepest ground that counts as flat.
const FLAT: f64 = 0.03;
/// The length of a span that gives one point of the history, s.
const SPAN_S: f64 = 30.0;
/// The fewest spans for a line: about half an hour on the flat.
const FEWEST_SPANS: usize = 60;
/// Speeds that differ by less need no line to be compared.
const SAME_SPEED: f64 = 0.03;
/// Easy, against the speed that can be held for an hour; an estimate.
const EASY_OF_THRESHOLD: f64 = 0.85;

/// A quantity of gait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gait {
    /// Steps of both feet a minute.
    Cadence,
    /// Ground contact time, ms.
    ContactTime,
    /// Vertical oscillation ÷ step length, per cent.
    VerticalRatio,
}

impl Gait {
    fn series(self, run: &Cleaned) -> &Series {
        match self {
            Self::Cadence => run.cadence_spm(),
            Self::ContactTime => run.contact_time_ms(),
            Self::VerticalRatio => run.vertical_ratio_percent(),
        }
    }
}

/// What the runner's own history expects at a speed: `at_rest + per_m_per_s · v`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GaitLine {
    /// The value at no speed; of no meaning by itself.
    pub at_rest: f64,
    /// The change for each metre per second.
    pub per_m_per_s: f64,
    /// Spans of 30 s it comes from.
    pub spans: u32,
}

/// Adds one point (speed m/s, value) for each 30 s on the flat to the history of a gait quantity.
pub fn add_gait_points(run: &Cleaned, gait: Gait, points: &mut Vec<(f64, f64)>) {
    let (Ok(()), Ok(values)) = (run.run(), gait.series(run).trusted()) else { return };
    let (mut speed_sum, mut value_sum, mut seconds) = (0.0, 0.0, 0.0);
    for (value, speed, weight) in flat(run, values, &(0..run.len())) {
        speed_sum += speed * weight;
        value_sum += value * weight;
        seconds += weight;
        if seconds >= SPAN_S {
            points.push((speed_sum / seconds, value_sum / seconds));
            (speed_sum, value_sum, seconds) = (0.0, 0.0, 0.0);
        }
    }
}

/// Returns the line through the points of a history, robust against outliers (Huber). Needs 60 points, half an hour on the flat.
pub fn fit_gait_line(points: &[(f64, f64)]) -> Measured<GaitLine> {
    let spans = crate::stats::whole(points.len());
    let needs = crate::stats::whole(FEWEST_SPANS);
    let line = robust_line(points).filter(|_| points.len() >= FEWEST_SPANS);
    line.map(|(at_rest, per_m_per_s)| GaitLine { at_rest, per_m_per_s, spans })
        .ok_or(Reason::TooFewRuns { has: spans, needs })
        .into()
}

/// Returns the mean cadence at easy effort on the flat, steps of both feet a minute.
///
/// Easy is under 77 % of the highest heart rate, or under 85 % of the threshold speed where the heart rate cannot tell. Needs five minutes of
/// it. Under 156 is low (an estimate from inexperienced runners).
pub fn cadence_at_easy(run: &Cleaned, runner: &Physiology) -> Measured<f64> {
    easy(run, runner).into()
}

fn easy(run: &Cleaned, runner: &Physiology) -> Result<f64, Reason> {
    run.run()?;
    let values = run.cadence_spm().trusted()?;
    let speed = run.adjusted_speed_m_per_s().trusted()?;
    let (mut sum, mut seconds) = (0.0, 0.0);
    let limit = match (runner.maximal(), run.heart_rate_bpm().trusted()) {
        (Ok(most), Ok(heart)) => (heart, EASY_BELOW * most),
        (most, heart) => {
            let needs = heart.err().or(most.err()).unwrap_or(Reason::NothingEasy);
            (speed, EASY_OF_THRESHOLD * runner.threshold_speed().map_err(|_| needs)?)
        }
    };
    let weights = values.iter().zip(limit.0).zip(speed).zip(&run.base.weights_s);
    for (((value, effort), speed), weight) in weights {
        if *effort < limit.1 && *speed >= RUNS_M_PER_S && !value.is_nan() {
            sum += value * weight;
            seconds += weight;
        }
    }
    if seconds >= 300.0 { Ok(sum / seconds) } else { Err(Reason::NothingEasy) }
}

/// Returns how a gait quantity changed from the fifth of the run after the warm-up (ten minutes) to its last fifth, with the change that the
/// speed explains taken out by the runner's own line; slowing down is no decay.
///
/// Signed so that more is worse: cadence, the share it fell (counts from 0.02, strongly from 0.04); contact time, the share it rose (0.04);
/// vertical ratio, the points it rose (0.6). All estimates. Without a line it is known only if the two speeds are within 3 %. Needs 30 min.
pub fn late_gait_change(run: &Cleaned, gait: Gait, line: Option<&GaitLine>) -> Measured<Change> {
    late_change(run, gait, line).into()
}

fn late_change(run: &Cleaned, gait: Gait, line: Option<&GaitLine>) -> Result<Change, Reason> {
    LateGait::of(run, gait)?.change(line)
}

/// A gait quantity after the warm-up and at the end of a run, with the speeds: what a line is then held against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LateGait {
    gait: Gait,
    speed: f64,
    baseline: f64,
    late_speed: f64,
    now: f64,
    stretch: Option<Stretch>,
}

impl LateGait {
    pub(crate) fn of(run: &Cleaned, gait: Gait) -> Result<Self, Reason> {
        long_enough(run, 30)?;
        let values = gait.series(run).trusted()?;
        let fifth = run.running_s() / 5.0;
        let late = by_clock(run, 4.0 * fifth, f64::INFINITY);
        let means = |part: &Range<usize>| {
            let speed =
                weighted_mean(flat(run, values, part).map(|(_, speed, weight)| (speed, weight)));
            let value =
                weighted_mean(flat(run, values, part).map(|(value, _, weight)| (value, weight)));
            speed.zip(value).ok_or(Reason::NotSteady)
        };
        let (speed, baseline) = means(&by_clock(run, 600.0, 600.0 + fifth))?;
        let (late_speed, now) = means(&late)?;
        Ok(Self { gait, speed, baseline, late_speed, now, stretch: stretch(run, &late) })
    }

    pub(crate) fn change(&self, line: Option<&GaitLine>) -> Result<Change, Reason> {
        let Self { gait, speed, baseline, late_speed, now, stretch } = *self;
        let is_same_speed = (late_speed - speed).abs() <= SAME_SPEED * speed;
        let slope = match line {
            Some(line) => line.per_m_per_s,
            None if is_same_speed => 0.0,
            None => return Err(Reason::TooFewRuns { has: 0, needs: 1 }),
        };
        let rise = (now - baseline) - slope * (late_speed - speed);
        let (value, threshold) = match gait {
            Gait::Cadence => (-rise / baseline, 0.02),
            Gait::ContactTime => (rise / baseline, 0.04),
            Gait::VerticalRatio => (rise, 0.6),
        };
        Ok(Change { value, baseline, now: baseline + rise, threshold, stretch })
    }
}

/// Values, speeds and weights of the records of a part that are run on the flat; ground of unknown grade counts as flat.
fn flat<'a>(
    run: &'a Cleaned,
    values: &'a [f64],
    part: &Range<usize>,
) -> impl Iterator<Item = (f64, f64, f64)> + 'a {
    let speeds = run.speed_m_per_s().trusted().unwrap_or_default();
    let (from, to) = (part.start, part.end);
    let all = values.iter().zip(speeds).zip(&run.base.weights_s).enumerate().take(to).skip(from);
    all.filter(|(at, ((value, speed), _))| {
        !value.is_nan()
            && **speed >= RUNS_M_PER_S
            && run.grade(*at).is_none_or(|grade| grade.abs() <= FLAT)
    })
    .map(|(_, ((value, speed), weight))| (*value, *speed, *weight))
}
