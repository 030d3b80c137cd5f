//! What the runner writes down in the morning.

use super::causes::State;
use super::random::Random;

/// The header of the log: our own table of days, each scale named.
pub(super) const HEADER: &str = "date,resting_heart_rate_bpm,rmssd_ms,sleep_hours,\
    \"fatigue[1-5,low_is_worse]\",\"soreness[1-5,low_is_worse]\",\"sleep_quality[1-5,low_is_worse]\"\n";

/// Returns the row of a day; some mornings are forgotten.
pub(super) fn row(
    date: &str,
    state: State,
    slept_h: f64,
    was_hard: bool,
    random: &mut Random,
) -> Option<String> {
    let noise: Vec<f64> = (0..6).map(|_| random.noise()).collect();
    let [rest, rmssd, slept, tired, sore, quality] = noise.as_slice() else { return None };
    let strain = state.fatigue + 0.6 * state.sleepy + 0.03 * state.heat_c();
    let resting_bpm = 49.0 + 4.0 * strain + 2.0 * state.detrained + 1.2 * rest;
    let rmssd_ms = 64.0 * (1.0 - 0.28 * strain) + 5.0 * rmssd;
    let hard = if was_hard { 0.6 } else { 0.0 };
    let fatigue =
        4.2 - 1.8 * state.fatigue - 1.3 * state.sleepy - 0.05 * state.heat_c() + 0.35 * tired;
    let soreness = 4.3 - 1.5 * state.fatigue - 0.9 * state.worn - hard + 0.35 * sore;
    let answer = |mood: f64| (mood + 0.5).floor().clamp(1.0, 5.0);
    let row = format!(
        "{date},{resting_bpm:.0},{rmssd_ms:.0},{:.1},{},{},{}\n",
        slept_h + 0.1 * slept,
        answer(fatigue),
        answer(soreness),
        answer(1.0 + 0.42 * slept_h + 0.3 * quality),
    );
    (random.share() > 0.07).then_some(row)
}
