//! Runs of an hour, recorded every second: a season to measure the reader by.

use super::causes::State;
use super::plan::{Kind, Part, Planned};
use super::random::Random;
use super::run::{Recording, Run, Setting};
use super::{fit, season};

const HOUR_S: u32 = 3600;
const SEED: u64 = 43;
/// Flat enough for an even run to be steady on the level it is worth.
const SETTING: Setting = Setting { recording: Recording::EverySecond, hills: 0.3 };
const NOON_S: i64 = 12 * 3600;
const UTC_OFFSET_S: i64 = 3600;

/// The runner of the files.
pub(crate) const ATHLETE: &str = "\
sex = \"female\"
resting_heart_rate_bpm = 49
maximal_heart_rate_bpm = 186
threshold_pace = \"4:13 /km\"
time_zone = \"+01:00\"
";

/// Returns `count` files with their names: six days of seven are run on.
pub(crate) fn hours(count: usize) -> impl Iterator<Item = (String, Vec<u8>)> {
    let mut random = Random::new(SEED);
    (0..).filter(|day| day % 7 != 0).take(count).map(move |day| {
        let kind = kind(day);
        let planned = Planned { kind, start_s: 0, parts: parts(kind) };
        let state = State { air_c: 12.0, ..State::default() };
        let start = (season::days(day) * 86_400 + NOON_S, UTC_OFFSET_S);
        let mut run = Run::of(&planned, state, start, SETTING, &mut random);
        for sample in &mut run.samples {
            // No heart beats as evenly as the simulated one; the reader takes minutes at one rate for a sensor that hangs.
            sample.heart_rate_bpm += random.noise();
        }
        (format!("{}-{}.fit", season::date(day), fit::name(kind)), fit::file(&run))
    })
}

fn kind(day: usize) -> Kind {
    match day % 7 {
        2 => Kind::Intervals,
        4 => Kind::Tempo,
        _ => Kind::Easy,
    }
}

/// An hour of it.
fn parts(kind: Kind) -> Vec<Part> {
    let part = |length_s, share| Part { length_s, share };
    match kind {
        Kind::Intervals => {
            let hard = (0..8).flat_map(|_| [part(180, 1.04), part(120, 0.62)]);
            std::iter::once(part(720, 0.74)).chain(hard).chain([part(480, 0.70)]).collect()
        }
        Kind::Tempo => vec![part(900, 0.74), part(1500, 0.94), part(1200, 0.72)],
        _ => vec![part(HOUR_S, 0.74)],
    }
}

#[cfg(test)]
mod tests {
    use super::{HOUR_S, Kind, hours, kind, parts};

    #[test]
    fn every_file_is_an_hour_of_seconds() {
        for day in 0..7 {
            let whole: u32 = parts(kind(day)).iter().map(|part| part.length_s).sum();
            assert_eq!(whole, HOUR_S, "{day}");
        }
        assert_eq!([1, 2, 4].map(kind), [Kind::Easy, Kind::Intervals, Kind::Tempo]);
        let files: Vec<_> = hours(8).collect();
        assert_eq!(files[0].0, "2025-03-04-easy.fit");
        assert_eq!(files[6].0, "2025-03-11-easy.fit");
        // 3601 records of 11 fields, more than 20 bytes each.
        assert!(files.iter().all(|(_, bytes)| bytes.len() > 3601 * 20), "{}", files[0].1.len());
    }
}
