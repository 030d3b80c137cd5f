//! A record message.

use super::decode::Message;
use crate::activity::Record;

/// Reads a record; `None` where it has no time. Cadence is that of one leg, time is that of the file.
pub(super) fn record(message: &Message) -> Option<Record> {
    let mut record = Record::default();
    let mut time = None;
    let (mut speed, mut altitude, mut breaths) = (None, None, None);
    let mut fraction = 0.0;
    for (field, value) in &message.fields {
        let Some(number) = value.number() else { continue };
        match field {
            253 => time = Some(number),
            2 => altitude = Some(narrow(number / 5.0 - 500.0)),
            3 => record.heart_rate_bpm = measured(number),
            4 => record.cadence_spm = Some(narrow(number)),
            5 => record.distance_m = Some(number / 100.0),
            6 => speed = Some(narrow(number / 1000.0)),
            7 => record.power_w = Some(narrow(number)),
            13 => record.temperature_c = Some(narrow(number)),
            39 => record.vertical_oscillation_mm = measured(number / 10.0),
            41 => record.contact_time_ms = measured(number / 10.0),
            53 => fraction = number / 128.0,
            73 => record.speed_m_per_s = Some(narrow(number / 1000.0)),
            78 => record.altitude_m = Some(narrow(number / 5.0 - 500.0)),
            83 => record.vertical_ratio_percent = measured(number / 100.0),
            84 => record.contact_balance_left_percent = measured(number / 100.0),
            85 => record.step_length_mm = measured(number / 10.0),
            99 => breaths = measured(number),
            108 => record.breaths_per_min = measured(number / 100.0),
            _ => {}
        }
    }
    record.time_s = time?;
    record.cadence_spm = record.cadence_spm.map(|cadence| cadence + narrow(fraction));
    record.speed_m_per_s = record.speed_m_per_s.or(speed);
    record.altitude_m = record.altitude_m.or(altitude);
    record.breaths_per_min = record.breaths_per_min.or(breaths);
    Some(record)
}

/// A heart, a step or a breath of nothing is one that was not measured.
fn measured(number: f64) -> Option<f32> {
    (number > 0.0).then(|| narrow(number))
}

#[expect(clippy::cast_possible_truncation, reason = "sensors give fewer digits than this keeps")]
pub(super) fn narrow(number: f64) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::{Message, record};
    use crate::activity::Record;
    use crate::read::fit::decode::Value;

    #[test]
    fn scales_every_field() {
        let fields = [
            (253, 1e9),
            (2, 2600.0),
            (3, 150.0),
            (4, 82.0),
            (53, 64.0),
            (5, 123_456.0),
            (6, 3210.0),
            (7, 250.0),
            (13, -4.0),
            (39, 81.0),
            (41, 2435.0),
            (83, 752.0),
            (84, 4950.0),
            (85, 11_230.0),
            (99, 40.0),
        ];
        let fields = fields.map(|(field, number)| (field, Value::Number(number))).to_vec();
        let read = record(&Message { number: 20, fields, ..Message::default() }).unwrap();
        let expected = Record {
            time_s: 1e9,
            distance_m: Some(1234.56),
            speed_m_per_s: Some(3.21),
            altitude_m: Some(20.0),
            heart_rate_bpm: Some(150.0),
            cadence_spm: Some(82.5),
            power_w: Some(250.0),
            contact_time_ms: Some(243.5),
            contact_balance_left_percent: Some(49.5),
            vertical_oscillation_mm: Some(8.1),
            vertical_ratio_percent: Some(7.52),
            step_length_mm: Some(1123.0),
            temperature_c: Some(-4.0),
            breaths_per_min: Some(40.0),
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn believes_the_finer_field_and_no_heart_of_zero() {
        let fields = [(253, 7.0), (73, 3500.0), (6, 1.0), (3, 0.0), (108, 3950.0), (99, 1.0)];
        let fields = fields.map(|(field, number)| (field, Value::Number(number))).to_vec();
        let read = record(&Message { number: 20, fields, ..Message::default() }).unwrap();
        assert_eq!((read.speed_m_per_s, read.heart_rate_bpm), (Some(3.5), None));
        assert_eq!(read.breaths_per_min, Some(39.5));
        assert!(record(&Message::default()).is_none());
    }
}
