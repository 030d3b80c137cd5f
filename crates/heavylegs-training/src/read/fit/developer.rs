//! Fields that applications add, known by the id of the application and the number of the field, never by name: names are translated
//! and used twice.

use super::decode::{DeveloperField, Message, Value};
use super::record::narrow;
use crate::activity::Record;

/// The applications of a file, by the index the file gives them.
#[derive(Debug, Default)]
pub(super) struct Applications {
    known: Vec<(u8, Application)>,
}

/// An application whose fields are known. What they mean was read off their own descriptions in recorded files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Application {
    /// Stryd's data fields for watches, both generations.
    Stryd,
}

/// Stryd's first and second generation.
const STRYD: [u128; 2] =
    [0x660a_581e_5301_460c_8f2f_034c_8b6d_c90f, 0x18fb_2cf0_1a4b_430d_ad66_988c_8474_21f4];

impl Application {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Stryd => "Stryd",
        }
    }

    fn find(id: u128) -> Option<Self> {
        STRYD.contains(&id).then_some(Self::Stryd)
    }

    /// Puts a field where it belongs; fields without a place are left.
    fn put(self, number: u8, value: f64, record: &mut Record) {
        match (self, number) {
            (Self::Stryd, 0) => record.power_w = Some(narrow(value)),
            (Self::Stryd, 2) => record.cadence_spm = Some(narrow(value)),
            // A foot on the ground for no time, or a body that does not rise, is one that was not measured.
            (Self::Stryd, 3) if value > 0.0 => record.contact_time_ms = Some(narrow(value)),
            (Self::Stryd, 4) if value > 0.0 => {
                record.vertical_oscillation_mm = Some(narrow(value * 10.0));
            }
            (Self::Stryd, _) => {}
        }
    }
}

impl Applications {
    /// Learns from a `developer_data_id` message which application an index stands for.
    pub(super) fn learn(&mut self, message: &Message) {
        let Some(index) = message.number(3).and_then(byte) else { return };
        self.known.retain(|(known, _)| *known != index);
        let id = match message.value(1) {
            Some(Value::Numbers(bytes)) if bytes.len() == 16 => id(bytes),
            _ => return,
        };
        self.known.extend(Application::find(id).map(|application| (index, application)));
    }

    /// Reads the fields of a record that a known application added.
    pub(super) fn record(&self, fields: &[DeveloperField]) -> Option<(Application, Record)> {
        let mut read = None;
        for field in fields {
            let application = self.known.iter().find(|(index, _)| *index == field.application);
            let Some((_, application)) = application else { continue };
            let (_, record) = read.get_or_insert((*application, Record::default()));
            application.put(field.number, field.value, record);
        }
        read
    }
}

fn id(bytes: &[f64]) -> u128 {
    bytes.iter().fold(0, |id, value| (id << 8) | byte(*value).map_or(0, u128::from))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to fit")]
pub(super) fn byte(number: f64) -> Option<u8> {
    (0.0..=255.0).contains(&number).then_some(number as u8)
}

#[cfg(test)]
mod tests {
    use super::{Application, Applications, DeveloperField, Message, STRYD, Value};

    fn announce(index: f64, id: u128) -> Message {
        let bytes = id.to_be_bytes().map(f64::from).to_vec();
        Message {
            number: 207,
            fields: vec![(1, Value::Numbers(bytes)), (3, Value::Number(index))],
            ..Message::default()
        }
    }

    #[test]
    fn knows_stryd_by_its_ids_and_scales_centimetres() {
        for id in STRYD {
            let mut applications = Applications::default();
            applications.learn(&announce(1.0, id));
            let fields = [(0, 301.0), (2, 83.0), (3, 250.0), (4, 7.75), (9, 11.5)]
                .map(|(number, value)| DeveloperField { application: 1, number, value });
            let (application, record) = applications.record(&fields).unwrap();
            assert_eq!(
                (application, record.power_w, record.cadence_spm),
                (Application::Stryd, Some(301.0), Some(83.0))
            );
            assert_eq!(
                (record.contact_time_ms, record.vertical_oscillation_mm),
                (Some(250.0), Some(77.5))
            );
        }
    }

    #[test]
    fn leaves_what_it_does_not_know() {
        let mut applications = Applications::default();
        applications.learn(&announce(0.0, 7));
        let field = DeveloperField { application: 0, number: 0, value: 1.0 };
        assert!(applications.record(&[field]).is_none());
        applications.learn(&announce(0.0, STRYD[0]));
        assert!(applications.record(&[field]).is_some());
        applications.learn(&announce(0.0, 7));
        assert!(applications.record(&[field]).is_none());
    }
}
