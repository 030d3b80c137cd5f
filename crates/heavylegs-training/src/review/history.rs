//! All that is known of a runner, in a shape in which any day can be asked about.

use std::collections::BTreeMap;

use crate::activity::{Activity, Summary};
use crate::athlete::{Athlete, Origin};
use crate::calendar::year_of;
use crate::metrics::{
    Change, Gait, HeavyDay, Physiology, Season, Session, Temperature, add_gait_points,
    cadence_at_easy, climb, decoupling, fast_start_ratio, fit_gait_line, heavy_days,
    late_gait_change, mean_height_m, pace_fade,
};
use crate::quality::{Cleaned, Keep, Measured, Quantity, Reason, keep_of, same_run};
use crate::read::Reading;
use crate::wellness::WellnessDay;

/// The runner's own line of cadence against speed is drawn through the latest points: about twenty runs.
const GAIT_POINTS: usize = 2000;
/// The same run from two sources begins within a day, whatever a zone does to it.
const SAME_WITHIN_S: i64 = 15 * 3600;

/// All that is known of a runner.
pub(crate) struct History<'a> {
    pub(crate) athlete: &'a Athlete,
    pub(crate) wellness: &'a [WellnessDay],
    pub(crate) season: Season,
    /// Whether what the runner said on scales is evidence as well.
    pub(crate) scores: bool,
    /// What was estimated of the runner, in words.
    pub(crate) estimated: Vec<String>,
    /// The runs, by day and then in order.
    runs: Vec<RunFacts>,
    heavy: BTreeMap<usize, Measured<HeavyDay>>,
}

/// What one run says of itself.
pub(crate) struct RunFacts {
    pub(crate) day: i32,
    pub(crate) activity: usize,
    pub(crate) drift: Measured<Change>,
    pub(crate) fade: Measured<Change>,
    pub(crate) cadence_fall: Measured<Change>,
    pub(crate) starts_fast: Measured<f64>,
    pub(crate) minutes: Result<f64, Reason>,
    pub(crate) ascent_m_per_km: Measured<f64>,
    pub(crate) height_m: Measured<f64>,
    pub(crate) cadence_spm: Measured<f64>,
    pub(crate) temperature: Option<Temperature>,
    distance_m: f64,
}

impl<'a> History<'a> {
    /// Cleans every activity once and keeps what the days need. `until` is the last day that will be asked about.
    pub(crate) fn new(
        reading: &'a Reading,
        athlete: &'a Athlete,
        until: Option<i32>,
        scores: bool,
    ) -> Self {
        let activities = &reading.activities;
        let kept = without_twins(activities);
        let (runner, estimated) = physiology(athlete, reading);
        let mut maker =
            Maker { runner: &runner, athlete, points: Vec::new(), cleaned: Cleaned::default() };
        let mut sessions = Vec::new();
        let mut runs = Vec::new();
        for (index, twin) in &kept {
            let Some(activity) = activities.get(*index) else { continue };
            let (session, facts) = maker.make(*index, activity, twin);
            runs.extend(facts);
            sessions.push(session);
        }
        runs.sort_by_key(|run| run.day);
        let vouched = vouched(&sessions, &reading.days, until);
        let season = Season::of(sessions, &vouched);
        let heavy = heavy_days(season.sessions());
        let heavy = season.sessions().iter().map(|it| it.activity).zip(heavy).collect();
        Self { athlete, wellness: &reading.days, season, scores, estimated, runs, heavy }
    }

    /// The longest run of the last day with one, up to `day` and at most so many days before.
    pub(crate) fn last_run(&self, day: i32, back: i32) -> Option<&RunFacts> {
        let upto = self.runs.partition_point(|run| run.day <= day);
        let runs = self.runs.get(..upto)?;
        let last =
            runs.last().map(|run| run.day).filter(|last| day.saturating_sub(*last) <= back)?;
        let of_the_day = runs.iter().rev().take_while(|run| run.day == last);
        of_the_day.max_by(|a, b| a.distance_m.total_cmp(&b.distance_m))
    }

    pub(crate) fn heavy(&self, activity: usize) -> Measured<HeavyDay> {
        self.heavy.get(&activity).copied().unwrap_or(Measured::Unknown(Reason::NoRecords))
    }
}

/// The activities that are kept, each with what its dropped twin adds.
fn without_twins(activities: &[Activity]) -> Vec<(usize, Summary)> {
    let mut order: Vec<usize> = (0..activities.len()).collect();
    let start = |at: &usize| activities.get(*at).and_then(|it| it.start_s);
    order.sort_by_key(|at| (start(at).is_none(), start(at), *at));
    let mut kept: Vec<(usize, Summary)> = Vec::new();
    for at in order {
        let Some(activity) = activities.get(at) else { continue };
        let near = |(other, _): &&mut (usize, Summary)| {
            let apart = start(&at).zip(start(other)).map(|(a, b)| a.saturating_sub(b));
            apart.is_some_and(|apart| apart <= SAME_WITHIN_S)
        };
        let is_twin = |(other, _): &&mut (usize, Summary)| {
            activities.get(*other).is_some_and(|other| same_run(other, activity))
        };
        let twin = kept.iter_mut().rev().take_while(near).find(is_twin);
        match twin {
            None => kept.push((at, activity.summary.clone())),
            Some((first, summary)) => {
                let other = activities.get(*first);
                let is_second = other.is_some_and(|it| keep_of(it, activity) == Keep::Second);
                let (better, worse) = if is_second {
                    (activity.summary.clone(), std::mem::take(summary))
                } else {
                    (std::mem::take(summary), activity.summary.clone())
                };
                *first = if is_second { at } else { *first };
                *summary = joined(better, worse);
            }
        }
    }
    kept
}

/// What one recording of a run says, and the other where it says nothing.
fn joined(better: Summary, worse: Summary) -> Summary {
    let air = worse.is_air_temperature && !better.is_air_temperature;
    Summary {
        name: better.name.or(worse.name),
        exertion_of_10: better.exertion_of_10.or(worse.exertion_of_10),
        gear: better.gear.or(worse.gear),
        is_race: better.is_race.or(worse.is_race),
        temperature_c: if air {
            worse.temperature_c
        } else {
            better.temperature_c.or(worse.temperature_c)
        },
        is_air_temperature: better.is_air_temperature || worse.is_air_temperature,
        ..better
    }
}

/// The days since the last file on which the wellness log was kept: a log that is kept has no run to hide. Two weeks at most.
fn vouched(sessions: &[Session], days: &[WellnessDay], until: Option<i32>) -> Vec<(i32, i32)> {
    let last = sessions.iter().filter_map(|it| it.day).map(|it| it.day).max();
    let (Some(last), Some(until)) = (last, until) else { return Vec::new() };
    let kept = |day: i32| days.iter().any(|it| it.day == day);
    let end = (last.saturating_add(1)..=until.min(last.saturating_add(13)))
        .take_while(|day| kept(*day))
        .last();
    end.map(|end| (last.saturating_add(1), end)).into_iter().collect()
}

fn physiology(athlete: &Athlete, reading: &Reading) -> (Physiology, Vec<String>) {
    let mut estimated = Vec::new();
    let latest = reading.activities.iter().filter_map(|it| it.start_s).max();
    let latest = latest
        .and_then(|start| i32::try_from(start / 86_400).ok())
        .and_then(year_of)
        .unwrap_or(1970);
    let mut figure = |name: &str, figure: Option<crate::athlete::Figure>| {
        let figure = figure?;
        if let Origin::Estimated { how } = &figure.origin {
            estimated.push(format!("{name} {:.0} a minute: {how}", figure.value));
        }
        Some(figure.value)
    };
    let most = athlete.maximal_heart_rate(&reading.activities, latest);
    let rest = athlete.resting_heart_rate(&reading.days);
    let runner = Physiology {
        maximal_heart_rate_bpm: figure("highest heart rate", most),
        resting_heart_rate_bpm: figure("heart rate at rest", rest),
        threshold_speed_m_per_s: athlete.threshold_pace_s_per_km.map(|pace| 1000.0 / pace),
        sex: athlete.sex,
    };
    (runner, estimated)
}

/// Makes sessions and what runs say of themselves, in the order of time; the buffers are kept from one to the next.
struct Maker<'a> {
    runner: &'a Physiology,
    athlete: &'a Athlete,
    points: Vec<(f64, f64)>,
    cleaned: Cleaned,
}

impl Maker<'_> {
    fn make(
        &mut self,
        index: usize,
        activity: &Activity,
        said: &Summary,
    ) -> (Session, Option<RunFacts>) {
        self.cleaned.refill(activity);
        let zone = self.athlete.zone.as_ref();
        let offset = zone.zip(activity.start_s).and_then(|(zone, start)| zone.offset_s(start));
        let mut session = Session::of(index, activity, &self.cleaned, self.runner, offset);
        session.gear.clone_from(&said.gear);
        session.is_race = said.is_race;
        session.exertion_of_10 = said.exertion_of_10;
        if let (true, Some(celsius)) = (said.is_air_temperature, said.temperature_c) {
            session.temperature = Some(Temperature { celsius, is_upper_bound: false });
        }
        let facts =
            session.day.filter(|_| session.is_run()).map(|day| self.facts(day.day, &session));
        (session, facts)
    }

    fn facts(&mut self, day: i32, session: &Session) -> RunFacts {
        let run = &self.cleaned;
        let line = fit_gait_line(&self.points).known();
        let ways = climb(run);
        let minutes = session.moving_s.map(|seconds| seconds / 60.0);
        let facts = RunFacts {
            day,
            activity: session.activity,
            drift: decoupling(run),
            fade: pace_fade(run).map(|fade| fade.change),
            cadence_fall: late_gait_change(run, Gait::Cadence, line.as_ref()),
            starts_fast: fast_start_ratio(run),
            minutes: minutes.ok_or(Reason::NotRecorded(Quantity::Time)),
            ascent_m_per_km: match ways {
                Measured::Known(ways) => {
                    ways.ascent_m_per_km.ok_or(Reason::NotRecorded(Quantity::Altitude)).into()
                }
                Measured::Unknown(reason) => Measured::Unknown(reason),
            },
            height_m: mean_height_m(run),
            cadence_spm: cadence_at_easy(run, self.runner),
            temperature: session.temperature,
            distance_m: session.distance_m.unwrap_or(0.0),
        };
        add_gait_points(&self.cleaned, Gait::Cadence, &mut self.points);
        let old = self.points.len().saturating_sub(GAIT_POINTS);
        self.points.drain(..old);
        facts
    }
}
