//! One run, second by second, and what a watch keeps of it.

use super::causes::State;
use super::course::altitude_m;
use super::plan::{Kind, Planned};
use super::random::Random;
use super::runner::{HOUR_M_PER_S, MOST_BPM, REST_BPM};

/// What a watch keeps of one moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) time_s: u32,
    pub(super) distance_m: f64,
    pub(super) speed_m_per_s: f64,
    pub(super) altitude_m: f64,
    pub(super) heart_rate_bpm: f64,
    pub(super) cadence_spm: f64,
    pub(super) watch_c: f64,
    pub(super) contact_ms: f64,
    pub(super) oscillation_mm: f64,
}

/// A lap: the end of a part of the plan, or of a kilometre where the plan has only one part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lap {
    pub(super) end_s: u32,
    pub(super) end_m: f64,
}

/// Which moments a watch keeps.
#[derive(Debug, Clone, Copy)]
pub(super) enum Recording {
    /// Close where the pace changes, far apart where it doesn't.
    Smart,
    EverySecond,
}

/// How a run is recorded, and where it is run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) recording: Recording,
    /// How hilly it is: 1 for the course as it is.
    pub(super) hills: f64,
}

/// A run as it was done.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) kind: Kind,
    /// Seconds since 1970-01-01 UTC.
    pub(super) start_s: i64,
    pub(super) utc_offset_s: i64,
    pub(super) samples: Vec<Sample>,
    pub(super) laps: Vec<Lap>,
    pub(super) ascent_m: f64,
    pub(super) descent_m: f64,
    pub(super) exertion: f64,
    /// Minutes, each counted by how hard it was.
    pub(super) load: f64,
}

/// The body during a run.
struct Moment {
    time_s: u32,
    distance_m: f64,
    speed_m_per_s: f64,
    heart_rate_bpm: f64,
    /// Slow changes of pace: a path, a thought, a bend.
    whim: f64,
}

impl Run {
    pub(super) fn of(
        planned: &Planned,
        state: State,
        (start_s, utc_offset_s): (i64, i64),
        setting: Setting,
        random: &mut Random,
    ) -> Self {
        let mut run = Self::empty(planned.kind, start_s, utc_offset_s);
        let mut now = Moment {
            time_s: 0,
            distance_m: 0.0,
            speed_m_per_s: 1.5,
            heart_rate_bpm: REST_BPM + 32.0 + 3.0 * random.noise(),
            whim: 0.0,
        };
        let mut next_s = 0;
        for part in &planned.parts {
            let end_s = now.time_s + part.length_s;
            while now.time_s < end_s {
                if now.time_s >= next_s {
                    run.samples.push(now.sample(planned.kind, state, setting.hills, random));
                    next_s = now.time_s + setting.recording.pause_s(part.length_s, random);
                }
                run.pass(&mut now, (part.share, setting.hills), state, random);
                if planned.parts.len() == 1 && crosses_kilometre(&now) {
                    run.laps.push(Lap { end_s: now.time_s, end_m: now.distance_m });
                }
            }
            run.laps.push(Lap { end_s: now.time_s, end_m: now.distance_m });
        }
        run.samples.push(now.sample(planned.kind, state, setting.hills, random));
        let more =
            2.0 * state.fatigue + state.sleepy + 0.12 * state.heat_c() + 1.2 * state.detrained;
        run.exertion = (planned.kind.exertion() + more + 0.4 * random.noise()).clamp(1.0, 10.0);
        run
    }

    fn empty(kind: Kind, start_s: i64, utc_offset_s: i64) -> Self {
        let (samples, laps) = (Vec::new(), Vec::new());
        let (ascent_m, descent_m, exertion, load) = (0.0, 0.0, 0.0, 0.0);
        Self { kind, start_s, utc_offset_s, samples, laps, ascent_m, descent_m, exertion, load }
    }

    /// One second.
    fn pass(
        &mut self,
        now: &mut Moment,
        (share, hills): (f64, f64),
        state: State,
        random: &mut Random,
    ) {
        let before_m = altitude_m(now.distance_m, hills);
        let grade = (altitude_m(now.distance_m + 10.0, hills) - before_m) / 10.0;
        let heavy = 0.06 * state.fatigue
            + 0.025 * state.sleepy
            + 0.003 * state.heat_c()
            + 0.05 * state.detrained
            + 0.012 * state.worn;
        now.whim += (0.15 * random.noise() - now.whim) / 30.0;
        let wanted = HOUR_M_PER_S * share * (1.0 - heavy) * (1.0 - 1.8 * grade) + now.whim;
        now.speed_m_per_s += (wanted - now.speed_m_per_s) / 5.0;
        now.distance_m += now.speed_m_per_s;
        now.time_s += 1;
        let climbed_m = altitude_m(now.distance_m, hills) - before_m;
        self.ascent_m += climbed_m.max(0.0);
        self.descent_m -= climbed_m.min(0.0);
        let effort = effort(now, grade, state);
        let target = REST_BPM + (MOST_BPM - REST_BPM) * effort.min(0.985);
        // The heart follows the legs by half a minute.
        now.heart_rate_bpm += (target - now.heart_rate_bpm) / 28.0 + 0.1 * random.noise();
        let reserve = (now.heart_rate_bpm - REST_BPM) / (MOST_BPM - REST_BPM);
        self.load += reserve * reserve * reserve * 2.2 / 60.0;
    }

    pub(super) fn length_s(&self) -> u32 {
        self.samples.last().map_or(0, |sample| sample.time_s)
    }

    pub(super) fn distance_m(&self) -> f64 {
        self.samples.last().map_or(0.0, |sample| sample.distance_m)
    }
}

fn crosses_kilometre(now: &Moment) -> bool {
    let kilometres = |metres: f64| (metres / 1000.0).floor();
    kilometres(now.distance_m) > kilometres(now.distance_m - now.speed_m_per_s)
}

impl Recording {
    /// The seconds to the next moment in a part of that length.
    fn pause_s(self, length_s: u32, random: &mut Random) -> u32 {
        match self {
            Self::EverySecond => 1,
            Self::Smart if length_s < 200 => 4,
            Self::Smart => 7 + u32::from(random.share() > 0.5) + u32::from(random.share() > 0.6),
        }
    }
}

/// Returns what share of the heart's reserve the moment asks for.
fn effort(now: &Moment, grade: f64, state: State) -> f64 {
    let dear = 1.0
        + 2.2 * grade
        + 0.005 * state.heat_c()
        + 0.02 * state.sleepy
        + 0.06 * state.detrained
        + 0.02 * state.fatigue
        + 0.01 * state.worn;
    let hours = f64::from(now.time_s) / 3600.0;
    // The heart drifts upwards with the time, more when it is warm.
    let drift = hours * (0.025 + 0.004 * state.heat_c());
    0.20 + 0.67 * now.speed_m_per_s * dear / HOUR_M_PER_S + drift
}

impl Moment {
    fn sample(&self, kind: Kind, state: State, hills: f64, random: &mut Random) -> Sample {
        let v = self.speed_m_per_s.max(0.5);
        let worn = if kind.is_light() { 0.0 } else { state.worn };
        let tired = state.fatigue;
        // The watch lies on a warm wrist and takes ten minutes to know it.
        let warm_c = 7.0 * (f64::from(self.time_s) / 600.0).min(1.0);
        Sample {
            time_s: self.time_s,
            distance_m: self.distance_m,
            speed_m_per_s: v,
            altitude_m: altitude_m(self.distance_m, hills) + 0.3 * random.noise(),
            heart_rate_bpm: self.heart_rate_bpm.clamp(40.0, MOST_BPM),
            cadence_spm: 144.0 + 7.5 * v - 2.0 * tired + 0.9 * random.noise(),
            watch_c: state.air_c + warm_c,
            contact_ms: 344.0 - 30.0 * v + 9.0 * tired + 11.0 * worn + 2.5 * random.noise(),
            oscillation_mm: 80.0 + 3.0 * v + 3.0 * worn + 1.2 * random.noise(),
        }
    }
}
