//! What each run says of itself.

use crate::activity::{Activity, Summary};
use crate::athlete::Athlete;
use crate::metrics::{
    Change, Gait, LateGait, Physiology, Session, Temperature, add_gait_points, cadence_at_easy,
    climb, decoupling, fast_start_ratio, fit_gait_line, mean_height_m, pace_fade,
};
use crate::quality::{Cleaned, Measured, Quantity, Reason};
use crate::threads;

/// The runner's own line of cadence against speed is drawn through the latest points: about twenty runs.
const GAIT_POINTS: usize = 2000;

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
    pub(super) distance_m: f64,
}

/// What one activity gives by itself.
struct Made {
    session: Session,
    run: Option<Alone>,
}

/// A run before it is held against those before it.
struct Alone {
    facts: RunFacts,
    late_cadence: Result<LateGait, Reason>,
    gait_points: Vec<(f64, f64)>,
}

/// Makes sessions and what runs say of themselves, in the order given: each activity by itself on so many threads, and then each run against those
/// before it.
pub(super) fn made(
    kept: &[(usize, Summary)],
    activities: &[Activity],
    runner: &Physiology,
    athlete: &Athlete,
    threads: usize,
) -> (Vec<Session>, Vec<RunFacts>) {
    let (mut sessions, mut runs) = (Vec::with_capacity(kept.len()), Vec::new());
    let work = |cleaned: &mut Cleaned, at: usize| {
        let (index, said) = kept.get(at)?;
        let activity = activities.get(*index)?;
        Some(alone(cleaned, *index, activity, said, runner, athlete))
    };
    let mut take = |made: Option<Made>| {
        let Some(made) = made else { return };
        sessions.push(made.session);
        runs.extend(made.run);
    };
    threads::in_order(kept.len(), threads, Cleaned::default, work, &mut |_| true, &mut take);
    (sessions, against_earlier(runs, threads))
}

fn alone(
    cleaned: &mut Cleaned,
    index: usize,
    activity: &Activity,
    said: &Summary,
    runner: &Physiology,
    athlete: &Athlete,
) -> Made {
    cleaned.refill(activity);
    let zone = athlete.zone.as_ref();
    let offset = zone.zip(activity.start_s).and_then(|(zone, start)| zone.offset_s(start));
    let mut session = Session::of(index, activity, cleaned, runner, offset);
    session.gear.clone_from(&said.gear);
    session.is_race = said.is_race;
    session.exertion_of_10 = said.exertion_of_10;
    if let (true, Some(celsius)) = (said.is_air_temperature, said.temperature_c) {
        session.temperature = Some(Temperature { celsius, is_upper_bound: false });
    }
    let day = session.day.filter(|_| session.is_run()).map(|day| day.day);
    let run = day.map(|day| run_alone(cleaned, day, &session, runner));
    Made { session, run }
}

fn run_alone(run: &Cleaned, day: i32, session: &Session, runner: &Physiology) -> Alone {
    let minutes = session.moving_s.map(|seconds| seconds / 60.0);
    let facts = RunFacts {
        day,
        activity: session.activity,
        drift: decoupling(run),
        fade: pace_fade(run).map(|fade| fade.change),
        cadence_fall: Measured::Unknown(Reason::NoRecords),
        starts_fast: fast_start_ratio(run),
        minutes: minutes.ok_or(Reason::NotRecorded(Quantity::Time)),
        ascent_m_per_km: match climb(run) {
            Measured::Known(ways) => {
                ways.ascent_m_per_km.ok_or(Reason::NotRecorded(Quantity::Altitude)).into()
            }
            Measured::Unknown(reason) => Measured::Unknown(reason),
        },
        height_m: mean_height_m(run),
        cadence_spm: cadence_at_easy(run, runner),
        temperature: session.temperature,
        distance_m: session.distance_m.unwrap_or(0.0),
    };
    let mut gait_points = Vec::new();
    add_gait_points(run, Gait::Cadence, &mut gait_points);
    Alone { facts, late_cadence: LateGait::of(run, Gait::Cadence), gait_points }
}

/// Holds the cadence late in each run against the runner's own line, drawn through the runs before it.
fn against_earlier(runs: Vec<Alone>, threads: usize) -> Vec<RunFacts> {
    let points: Vec<(f64, f64)> = runs.iter().flat_map(|run| run.gait_points.clone()).collect();
    let begin = |begin: &mut usize, run: &Alone| {
        let before = *begin;
        *begin += run.gait_points.len();
        Some(before)
    };
    let begins: Vec<usize> = runs.iter().scan(0, begin).collect();
    let fall = |(): &mut (), at: usize| {
        let (run, begin) = runs.get(at).zip(begins.get(at).copied())?;
        let earlier = points.get(begin.saturating_sub(GAIT_POINTS)..begin)?;
        // The line takes longest, and many runs need none.
        Some(run.late_cadence.and_then(|late| late.change(fit_gait_line(earlier).known().as_ref())))
    };
    let mut falls = Vec::with_capacity(runs.len());
    threads::in_order(runs.len(), threads, || (), fall, &mut |_| true, &mut |fall| {
        falls.push(fall);
    });
    let told = runs.into_iter().zip(falls);
    told.map(|(run, fall)| {
        let cadence_fall = fall.map_or(run.facts.cadence_fall, Measured::from);
        RunFacts { cadence_fall, ..run.facts }
    })
    .collect()
}
