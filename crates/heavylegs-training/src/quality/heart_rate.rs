//! Heart rate: without the first minute, frozen stretches, and stretches in which an optical sensor followed the steps.

use super::time_base::TimeBase;

/// What a heart can do on a run, beats a minute.
pub(crate) const POSSIBLE_BPM: (f64, f64) = (40.0, 220.0);
/// How long sensors settle, s. The usual advice is 60 to 90 s; chest straps need less.
pub(crate) const SETTLES_S: f64 = 60.0;
/// As long as this a heart does not beat at one rate, s.
pub(crate) const FROZEN_S: f64 = 180.0;

const LOCK_BPM: f64 = 3.0;
const LOCK_LONGER_THAN_S: f64 = 60.0;
/// How much the speed must vary, highest less lowest ÷ mean.
const SPEED_VARIES: f64 = 0.10;
/// How much the cadence must vary (standard deviation), and how closely the heart rate must follow (correlation). The nearness alone is
/// met for minutes by a runner whose heart rate happens to be near the cadence: in a set of 62 real runs about half had such a stretch,
/// with correlations around 0, against 0.8 and more where the pace changed and the sensor followed.
const CADENCE_VARIES_SPM: f64 = 1.5;
const FOLLOWS: f64 = 0.7;

/// Calls `found` with each stretch of records in which the heart rate follows the cadence, or its half.
pub(crate) fn locks(
    heart_rate: &[f64],
    cadence: &[f64],
    speed: &[f64],
    base: &TimeBase,
    mut found: impl FnMut(usize, usize),
) {
    for part in [1.0, 0.5] {
        let mut stretch: Option<(usize, Lock)> = None;
        let both = heart_rate.iter().zip(cadence).map(|(heart, steps)| (*heart, steps * part));
        for (at, (heart, steps)) in both.enumerate() {
            if (heart - steps).abs() <= LOCK_BPM {
                let (_, lock) = stretch.get_or_insert_with(|| (at, Lock::default()));
                let weight = base.weights_s.get(at).copied().unwrap_or(0.0);
                lock.add(heart, steps, speed.get(at).copied().unwrap_or(f64::NAN), weight);
            } else if let Some((from, _)) = stretch.take().filter(|(_, lock)| lock.is_one()) {
                found(from, at);
            }
        }
        if let Some((from, _)) = stretch.filter(|(_, lock)| lock.is_one()) {
            found(from, heart_rate.len());
        }
    }
}

/// Sums of one stretch in which heart rate and steps are near each other.
#[derive(Debug, Clone, Copy)]
struct Lock {
    seconds: f64,
    count: f64,
    heart: f64,
    steps: f64,
    heart_squares: f64,
    step_squares: f64,
    products: f64,
    slowest: f64,
    fastest: f64,
    speeds: (f64, f64),
}

impl Default for Lock {
    fn default() -> Self {
        Self {
            seconds: 0.0,
            count: 0.0,
            heart: 0.0,
            steps: 0.0,
            heart_squares: 0.0,
            step_squares: 0.0,
            products: 0.0,
            slowest: f64::INFINITY,
            fastest: 0.0,
            speeds: (0.0, 0.0),
        }
    }
}

impl Lock {
    fn add(&mut self, heart: f64, steps: f64, speed: f64, weight: f64) {
        // Around a fixed number, so that squares of like numbers do not cancel.
        let (heart, steps) = (heart - 150.0, steps - 150.0);
        self.seconds += weight;
        self.count += 1.0;
        self.heart += heart;
        self.steps += steps;
        self.heart_squares += heart * heart;
        self.step_squares += steps * steps;
        self.products += heart * steps;
        if !speed.is_nan() {
            self.slowest = self.slowest.min(speed);
            self.fastest = self.fastest.max(speed);
            self.speeds = (self.speeds.0 + speed, self.speeds.1 + 1.0);
        }
    }

    fn is_one(&self) -> bool {
        let mean = self.speeds.0 / self.speeds.1.max(1.0);
        let over = |sum: f64, squares: f64| (squares - sum * sum / self.count).max(0.0);
        let (heart, steps) =
            (over(self.heart, self.heart_squares), over(self.steps, self.step_squares));
        let together = self.products - self.heart * self.steps / self.count;
        self.seconds > LOCK_LONGER_THAN_S
            && self.fastest - self.slowest >= SPEED_VARIES * mean
            && (steps / self.count).sqrt() >= CADENCE_VARIES_SPM
            && together >= FOLLOWS * (heart * steps).sqrt()
            && heart > 0.0
    }
}

/// Calls `found` with each stretch in which a value stays exactly the same for longer than `seconds`.
pub(crate) fn frozen(
    values: &[f64],
    base: &TimeBase,
    seconds: f64,
    mut found: impl FnMut(usize, usize),
) {
    let mut from = 0;
    let clock = |at: usize| base.clock_s.get(at).copied().unwrap_or(0.0);
    for at in 1..=values.len() {
        let is_same = match (values.get(at), values.get(from)) {
            (Some(now), Some(then)) => now.to_bits() == then.to_bits(),
            _ => false,
        };
        if !is_same {
            let is_value = values.get(from).is_some_and(|value| !value.is_nan());
            if is_value && clock(at - 1) - clock(from) > seconds {
                found(from, at);
            }
            from = at;
        }
    }
}
