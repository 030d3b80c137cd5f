//! What a season needs to know of one activity.

use serde::Serialize;

use super::super::Physiology;
use super::super::run::{
    Temperature, Zones, banister_load, banister_per_minute, climb, edwards_load, exertion_load,
    moving_time, pace_load, pace_load_of, steady_means, temperature, zones,
};
use super::load_choice::LoadKind;
use crate::activity::{Activity, Sport};
use crate::quality::{Cleaned, LocalDay, Measured, Quantity, Reason, local_day};

/// The distance of the file is taken if it is within this of the records' own.
const SAME_DISTANCE: f64 = 0.10;

/// What a season needs to know of one activity. A season holds these, not the recordings.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Session {
    /// The place of the activity in what the caller gave.
    pub activity: usize,
    /// The runner's own day.
    pub day: Option<LocalDay>,
    /// When it began, seconds since 1970-01-01 UTC.
    pub start_s: Option<i64>,
    /// From start to end, s.
    pub elapsed_s: Option<f64>,
    /// With the clock running, s.
    pub moving_s: Option<f64>,
    /// The sport.
    pub sport: Option<Sport>,
    /// The distance, m; not of a treadmill.
    pub distance_m: Option<f64>,
    /// Metres up.
    pub ascent_m: Option<f64>,
    /// Metres down.
    pub descent_m: Option<f64>,
    /// The temperature.
    pub temperature: Option<Temperature>,
    /// Time in zones of heart rate.
    pub zones: Option<Zones>,
    /// Means of a run with a trusted heart rate and speed, or why there are none.
    #[serde(skip)]
    pub steady_run: Result<SteadyRun, Reason>,
    /// Perceived exertion, 0 to 10.
    pub exertion_of_10: Option<f64>,
    /// Whether it is marked as a race.
    pub is_race: Option<bool>,
    /// The shoes.
    pub gear: Option<String>,
    /// The load by each formula, in the order of [`LoadKind::ALL`].
    pub loads: [Option<f64>; 5],
}

/// Means of one run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SteadyRun {
    /// Mean heart rate, beats a minute.
    pub heart_rate_bpm: f64,
    /// Mean grade-adjusted speed, m/s.
    pub adjusted_speed_m_per_s: f64,
    /// How much the speed varies over 30 s, standard deviation ÷ mean; `None` for a line of an export.
    pub variation: Option<f64>,
}

impl Session {
    /// Returns what a season needs of an activity and what was cleaned of it.
    ///
    /// `home_utc_offset_s` is for files without a time zone, see [`local_day`]. A line of an export, without records, is taken by its sums:
    /// its heart rate load is that of its mean heart rate, which is a little low, and its speed has the hills in it.
    #[must_use]
    pub fn of(
        index: usize,
        activity: &Activity,
        cleaned: &Cleaned,
        runner: &Physiology,
        home_utc_offset_s: Option<i32>,
    ) -> Self {
        let summary = &activity.summary;
        let ways = climb(cleaned).known();
        let moving_s = summary.moving_s.or_else(|| recorded_s(cleaned)).or(summary.elapsed_s);
        let distance_m = distance_m(activity, cleaned);
        let last_s = activity.records.time_s.last().copied();
        Self {
            activity: index,
            day: local_day(activity, home_utc_offset_s).known(),
            start_s: activity.start_s,
            elapsed_s: summary.elapsed_s.or(last_s).or(moving_s),
            moving_s: moving_s.filter(|seconds| *seconds > 0.0),
            sport: activity.sport,
            distance_m,
            ascent_m: ways.map(|it| it.ascent_m).or(summary.ascent_m),
            descent_m: ways.map(|it| it.descent_m).or(summary.descent_m),
            temperature: temperature(activity).known(),
            zones: zones(cleaned, runner).known(),
            steady_run: steady_run(activity, cleaned, moving_s, distance_m),
            exertion_of_10: summary.exertion_of_10.filter(|it| *it > 0.0 && *it <= 10.0),
            is_race: summary.is_race,
            gear: summary.gear.clone(),
            loads: loads(activity, cleaned, runner, moving_s, distance_m),
        }
    }

    /// Returns whether it is a run.
    #[must_use]
    pub fn is_run(&self) -> bool {
        self.sport.is_some_and(Sport::is_run)
    }

    /// Whether it is a run or the file does not say what it is.
    pub(crate) fn may_be_run(&self) -> bool {
        self.sport.is_none_or(Sport::is_run)
    }

    /// The metres run: none of another sport, unknown of an unknown one.
    pub(crate) fn run_m(&self) -> Option<f64> {
        let sport = self.sport?;
        if sport.is_run() { self.distance_m } else { Some(0.0) }
    }

    /// Returns the load by a formula, where it is known.
    #[must_use]
    pub fn load(&self, kind: LoadKind) -> Option<f64> {
        self.loads.get(kind.place()).copied().flatten()
    }
}

fn steady_run(
    activity: &Activity,
    cleaned: &Cleaned,
    moving_s: Option<f64>,
    distance_m: Option<f64>,
) -> Result<SteadyRun, Reason> {
    if !cleaned.is_empty() {
        return steady_means(cleaned).map(|(speed, heart, variation)| SteadyRun {
            heart_rate_bpm: heart,
            adjusted_speed_m_per_s: speed,
            variation: Some(variation),
        });
    }
    cleaned.run()?;
    let heart = activity.summary.heart_rate_mean_bpm.filter(|bpm| (40.0..=220.0).contains(bpm));
    let speed = distance_m.zip(moving_s).map(|(metres, seconds)| metres / seconds);
    let speed = speed.filter(|speed| (0.5..=8.0).contains(speed));
    Ok(SteadyRun {
        heart_rate_bpm: heart.ok_or(Reason::NotRecorded(Quantity::HeartRate))?,
        adjusted_speed_m_per_s: speed.ok_or(Reason::NotRecorded(Quantity::Speed))?,
        variation: None,
    })
}

fn recorded_s(cleaned: &Cleaned) -> Option<f64> {
    Some(moving_time(cleaned)).filter(|seconds| *seconds > 0.0)
}

fn distance_m(activity: &Activity, cleaned: &Cleaned) -> Option<f64> {
    if activity.sport == Some(Sport::Treadmill) {
        return None;
    }
    let said = activity.summary.distance_m.filter(|metres| *metres > 0.0);
    let is_recorded = cleaned.speed_m_per_s().doubt().is_none();
    let covered = cleaned.covered_m.last().copied().filter(|metres| is_recorded && *metres > 0.0);
    match (said, covered) {
        (Some(said), Some(covered)) if (said - covered).abs() > SAME_DISTANCE * said => {
            Some(covered)
        }
        (said, covered) => said.or(covered),
    }
}

fn loads(
    activity: &Activity,
    cleaned: &Cleaned,
    runner: &Physiology,
    moving_s: Option<f64>,
    distance_m: Option<f64>,
) -> [Option<f64>; 5] {
    let by_records = [
        banister_load(cleaned, runner),
        pace_load(cleaned, runner),
        exertion_load(activity),
        edwards_load(cleaned, runner),
        Measured::Known(moving_s.unwrap_or(0.0) / 60.0),
    ];
    let mut loads = by_records.map(|load| load.known().filter(|load| *load > 0.0));
    if cleaned.is_empty() {
        loads[0] = by_mean_heart_rate(activity, runner, moving_s);
        loads[1] = by_mean_speed(activity, runner, moving_s, distance_m);
    }
    loads
}

fn by_mean_heart_rate(
    activity: &Activity,
    runner: &Physiology,
    moving_s: Option<f64>,
) -> Option<f64> {
    let (rest, most) = runner.reserve().ok()?;
    let mean = activity.summary.heart_rate_mean_bpm.filter(|bpm| (40.0..=220.0).contains(bpm))?;
    let minute = banister_per_minute((mean - rest) / (most - rest), runner.sex().ok()?);
    Some(moving_s? / 60.0 * minute)
}

fn by_mean_speed(
    activity: &Activity,
    runner: &Physiology,
    moving_s: Option<f64>,
    distance_m: Option<f64>,
) -> Option<f64> {
    let threshold =
        runner.threshold_speed().ok().filter(|_| activity.sport.is_some_and(Sport::is_run))?;
    let seconds = moving_s.filter(|seconds| *seconds > 0.0)?;
    let speed = Some(distance_m? / seconds).filter(|speed| (0.5..=8.0).contains(speed))?;
    Some(pace_load_of(seconds / 3600.0, speed, threshold))
}
