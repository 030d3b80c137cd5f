//! Session, lap and activity messages.

use super::decode::Message;
use super::number::TIMESTAMP;
use super::sport::sport;
use crate::activity::{Lap, Sport, Summary};
use crate::read::limits;

/// A session: one sport of a file that can hold several.
#[derive(Debug, Default)]
pub(super) struct Session {
    pub(super) start: Option<f64>,
    pub(super) sport: Option<Sport>,
    pub(super) summary: Summary,
}

/// Reads a session.
pub(super) fn session(message: &Message) -> Session {
    let number = |field| message.number(field);
    let positive = |field| number(field).filter(|value| *value > 0.0);
    let fraction = number(92).map_or(0.0, |fraction| fraction / 128.0);
    let summary = Summary {
        name: message.text(110).map(|text| text.chars().take(limits::TEXT_BYTES / 4).collect()),
        elapsed_s: number(7).map(|ms| ms / 1000.0),
        moving_s: number(8).map(|ms| ms / 1000.0),
        distance_m: number(9).map(|cm| cm / 100.0),
        ascent_m: number(22),
        descent_m: number(23),
        heart_rate_mean_bpm: positive(16),
        heart_rate_max_bpm: positive(17),
        cadence_mean_spm: number(18).map(|cadence| cadence + fraction),
        power_mean_w: number(20),
        temperature_c: number(57),
        exertion_of_10: number(193).map(|tenths| tenths / 10.0),
        foreign_load: number(168).map(|load| load / 65536.0),
        ..Summary::default()
    };
    Session { start: number(2), sport: sport(message, (5, 6)), summary }
}

/// Reads a lap; `None` where it has no time.
pub(super) fn lap(message: &Message) -> Option<Lap> {
    let start_s = message.number(2).or_else(|| message.number(TIMESTAMP))?;
    let duration_s = message.number(8).or_else(|| message.number(7)).map(|ms| ms / 1000.0);
    Some(Lap { start_s, duration_s, distance_m: message.number(9).map(|cm| cm / 100.0) })
}

/// Reads the offset of the local clock from an activity message. Clocks differ from UTC by whole quarters of an hour, devices write the
/// two a few seconds apart; anything else is a clock that was not set.
pub(super) fn utc_offset_s(message: &Message) -> Option<i32> {
    let behind = message.number(5)? - message.number(TIMESTAMP)?;
    let rounded = (behind / 900.0).round() * 900.0;
    let is_offset = rounded.abs() <= 14.0 * 3600.0 && (behind - rounded).abs() <= 120.0;
    #[expect(clippy::cast_possible_truncation, reason = "less than a day")]
    is_offset.then_some(rounded as i32)
}

#[cfg(test)]
mod tests {
    use super::{Message, utc_offset_s};
    use crate::read::fit::decode::Value;

    #[test]
    fn believes_only_offsets_that_exist() {
        let at = |utc: f64, local: f64| {
            let fields = vec![(253, Value::Number(utc)), (5, Value::Number(local))];
            utc_offset_s(&Message { number: 34, fields, ..Message::default() })
        };
        assert_eq!(at(1e9, 1e9 + 19_800.0), Some(19_800));
        assert_eq!(at(1e9, 1e9 - 14_390.0), Some(-14_400));
        assert_eq!(at(1e9, 1e9 + 400.0), None);
        assert_eq!(at(16_444_673.0, 698_067_663.0), None);
    }
}
