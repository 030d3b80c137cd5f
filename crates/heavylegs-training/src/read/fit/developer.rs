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

/// An application whose fields are known: Stryd's from the descriptions in recorded files, `RunScribe`'s from the source of its data field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Application {
    /// Stryd's data fields for watches, both generations.
    Stryd,
    /// The data fields of `RunScribe`'s foot pods.
    RunScribe,
}

/// Stryd's first and second generation.
const STRYD: [u128; 2] =
    [0x660a_581e_5301_460c_8f2f_034c_8b6d_c90f, 0x18fb_2cf0_1a4b_430d_ad66_988c_8474_21f4];

/// `RunScribe`'s data field, as released and as a beta.
const RUNSCRIBE: [u128; 2] =
    [0xaee3_c518_b4bf_11e7_abc4_cec2_78b6_b50a, 0x1841_a964_b8a1_11e7_abc4_cec2_78b6_b50a];

impl Application {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Stryd => "Stryd",
            Self::RunScribe => "RunScribe",
        }
    }

    fn find(id: u128) -> Option<Self> {
        let stryd = STRYD.contains(&id).then_some(Self::Stryd);
        stryd.or(RUNSCRIBE.contains(&id).then_some(Self::RunScribe))
    }

    /// Puts a field where it belongs; fields without a place are left.
    fn put(self, number: u8, value: f64, record: &mut Record) {
        match (self, number) {
            (Self::Stryd, 0) => record.power_w = Some(narrow(value)),
            (Self::Stryd, 2) => record.cadence_spm = Some(narrow(value)),
            // Both write zero for what was not measured. RunScribe's 17 is both feet; 5 and 11 are the left and the right alone.
            (Self::Stryd, 3) | (Self::RunScribe, 17) if value > 0.0 => {
                record.contact_time_ms = Some(narrow(value));
            }
            (Self::Stryd, 4) if value > 0.0 => {
                record.vertical_oscillation_mm = Some(narrow(value * 10.0));
            }
            (Self::RunScribe, 18) if value > 0.0 => record.power_w = Some(narrow(value)),
            (Self::Stryd | Self::RunScribe, _) => {}
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
        if let Some((Application::RunScribe, record)) = &mut read {
            both_feet(fields, record);
        }
        read
    }
}

/// Joins the contact times that `RunScribe` gives for each foot, left (5) and right (11).
fn both_feet(fields: &[DeveloperField], record: &mut Record) {
    let foot = |number| fields.iter().find(|field| field.number == number && field.value > 0.0);
    if let (Some(left), Some(right)) = (foot(5), foot(11)) {
        let both = left.value + right.value;
        record.contact_time_ms = Some(narrow(both / 2.0));
        record.contact_balance_left_percent = Some(narrow(100.0 * left.value / both));
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
    use super::{Application, Applications, DeveloperField, Message, RUNSCRIBE, STRYD, Value};

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
    fn joins_the_feet_of_runscribe() {
        let mut applications = Applications::default();
        applications.learn(&announce(2.0, RUNSCRIBE[0]));
        let fields = [(18, 290.0), (11, 240.0), (5, 260.0), (2, 7.0)]
            .map(|(number, value)| DeveloperField { application: 2, number, value });
        let (_, record) = applications.record(&fields).unwrap();
        assert_eq!((record.power_w, record.contact_time_ms), (Some(290.0), Some(250.0)));
        assert_eq!(record.contact_balance_left_percent, Some(52.0));
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
