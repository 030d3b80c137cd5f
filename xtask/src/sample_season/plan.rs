//! What the runner means to do: parts of a run, each with a length and a speed.

use super::causes::{DAYS, LAY_OFF, LOAD_RAMP, RACE_DAY};

/// A part of a run at one speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    pub(super) length_s: u32,
    /// Share of the speed of an hour's race.
    pub(super) share: f64,
}

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Easy,
    Strides,
    Long,
    Intervals,
    Tempo,
    WarmUp,
    Race,
}

/// A run that is planned.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Planned {
    pub(super) kind: Kind,
    /// The second of the local day.
    pub(super) start_s: u32,
    pub(super) parts: Vec<Part>,
}

impl Kind {
    /// Whether it is run in the light pair.
    pub(super) fn is_light(self) -> bool {
        matches!(self, Self::Intervals | Self::Race)
    }

    /// How hard it feels on a good day, of 10.
    pub(super) fn exertion(self) -> f64 {
        match self {
            Self::Easy | Self::WarmUp => 2.6,
            Self::Strides => 3.0,
            Self::Long => 4.0,
            Self::Tempo => 6.3,
            Self::Intervals => 7.3,
            Self::Race => 9.3,
        }
    }
}

const EASY: f64 = 0.74;
const EVENING_S: u32 = 17 * 3600 + 40 * 60;
const MORNING_S: u32 = 9 * 3600 + 10 * 60;

/// Returns how much of a usual week a week holds, in per cent.
fn per_cent(day: usize) -> u32 {
    match day / 7 {
        4 => 125,
        5 => 145,
        6 => 160,
        // A week of rest after the ramp, and the second one back.
        7 | 16 => 80,
        // Back from the lay-off: short runs first.
        15 => 60,
        week if week % 4 == 3 => 92,
        _ => 100,
    }
}

/// Returns the runs of a day.
pub(super) fn runs(day: usize) -> Vec<Planned> {
    if day == RACE_DAY {
        return vec![warm_up(), race()];
    }
    if day >= DAYS || LAY_OFF.contains(&day) || day + 1 == RACE_DAY {
        return Vec::new();
    }
    let minutes = |usual: u32| usual * 60 * per_cent(day) / 100;
    let is_gentle = (109..=115).contains(&day);
    match day % 7 {
        0 if LOAD_RAMP.contains(&day) => vec![steady(Kind::Easy, minutes(32), EVENING_S)],
        1 if is_gentle => vec![steady(Kind::Easy, minutes(40), EVENING_S)],
        1 => vec![intervals(4 + per_cent(day) / 50)],
        2 => vec![steady(Kind::Easy, minutes(42), EVENING_S + 900)],
        3 if is_gentle => Vec::new(),
        3 => vec![tempo(minutes(20))],
        5 => vec![strides(minutes(36))],
        6 => vec![steady(Kind::Long, minutes(78), MORNING_S)],
        _ => Vec::new(),
    }
}

fn part(length_s: u32, share: f64) -> Part {
    Part { length_s, share }
}

fn steady(kind: Kind, length_s: u32, start_s: u32) -> Planned {
    Planned { kind, start_s, parts: vec![part(length_s, EASY)] }
}

fn intervals(times: u32) -> Planned {
    let hard = (0..times).flat_map(|_| [part(180, 1.07), part(120, 0.60)]);
    let parts = std::iter::once(part(720, EASY)).chain(hard).chain([part(480, 0.70)]);
    Planned { kind: Kind::Intervals, start_s: EVENING_S, parts: parts.collect() }
}

fn tempo(length_s: u32) -> Planned {
    let parts = vec![part(720, EASY), part(length_s, 0.96), part(480, 0.70)];
    Planned { kind: Kind::Tempo, start_s: EVENING_S + 300, parts }
}

fn strides(length_s: u32) -> Planned {
    let fast = (0..6).flat_map(|_| [part(20, 1.30), part(70, 0.62)]);
    let parts = std::iter::once(part(length_s, EASY)).chain(fast);
    Planned { kind: Kind::Strides, start_s: MORNING_S + 1200, parts: parts.collect() }
}

fn warm_up() -> Planned {
    let parts =
        vec![part(900, 0.70), part(20, 1.25), part(60, 0.60), part(20, 1.25), part(60, 0.60)];
    Planned { kind: Kind::WarmUp, start_s: MORNING_S, parts }
}

/// Ten kilometres, nearly: the clock stops after the time they take on a good day.
fn race() -> Planned {
    Planned { kind: Kind::Race, start_s: MORNING_S + 2700, parts: vec![part(2480, 1.025)] }
}
