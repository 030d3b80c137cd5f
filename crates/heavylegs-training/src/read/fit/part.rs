//! One FIT file, or one of several that follow each other: what its messages said.

use std::mem;

use super::decode::{Message, Value};
use super::developer::{Application, Applications};
use super::number;
use super::record::{narrow, record};
use super::session::{Session, lap, session, utc_offset_s};
use super::sport::{maker, sport};
use crate::activity::{Lap, Pause, Record, Sport};
use crate::read::limits;

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) sessions: Vec<Session>,
    pub(super) laps: Vec<Lap>,
    pub(super) records: Vec<Record>,
    /// What applications recorded beside each record; empty, or as long as the records.
    pub(super) extras: Vec<Record>,
    pub(super) application: Option<Application>,
    /// Times between heartbeats, each with the time of the record before.
    pub(super) beats: Vec<(f64, f32)>,
    pub(super) pauses: Vec<Pause>,
    pub(super) utc_offset_s: Option<i32>,
    /// The sport, should there be no session to say it.
    pub(super) sport: Option<Sport>,
    /// Records without a time.
    pub(super) timeless: usize,
    /// Whether something was left out because there was too much.
    pub(super) is_over_limit: bool,
    /// The kind of file by its `file_id`: 4 is an activity.
    pub(super) kind: Option<f64>,
    maker: Option<f64>,
    product: Option<f64>,
    product_name: Option<String>,
    applications: Applications,
    stopped: Option<f64>,
}

impl Part {
    /// Takes a message in.
    pub(super) fn take(&mut self, message: &Message) {
        match message.number {
            number::RECORD => self.record(message),
            number::HRV => self.beats(message),
            number::EVENT => self.event(message),
            number::LAP => {
                self.sport = self.sport.or(sport(message, (25, 39)));
                let lap = lap(message);
                self.is_over_limit |= !push(&mut self.laps, lap, limits::LAPS);
            }
            number::SESSION => {
                self.is_over_limit |=
                    !push(&mut self.sessions, Some(session(message)), limits::ACTIVITIES);
            }
            number::SPORT => self.sport = self.sport.or(sport(message, (0, 1))),
            number::ACTIVITY => self.utc_offset_s = utc_offset_s(message),
            number::FILE_ID => self.device(message, 1, 2, 8),
            number::DEVICE_INFO if message.number(0) == Some(0.0) => self.device(message, 2, 4, 27),
            number::DEVELOPER_DATA_ID => self.applications.learn(message),
            _ => {}
        }
    }

    fn record(&mut self, message: &Message) {
        let Some(record) = record(message) else {
            self.timeless += 1;
            return;
        };
        if !push(&mut self.records, Some(record), limits::RECORDS) {
            self.is_over_limit = true;
            return;
        }
        if let Some((application, extra)) = self.applications.record(&message.developer_fields) {
            self.application = Some(application);
            self.extras.resize(self.records.len() - 1, Record::default());
            self.extras.push(extra);
        }
    }

    fn beats(&mut self, message: &Message) {
        let at = self.records.last().map_or(f64::NEG_INFINITY, |record| record.time_s);
        let one;
        let values: &[f64] = match message.value(0) {
            Some(Value::Numbers(values)) => values,
            Some(Value::Number(value)) => {
                one = [*value];
                &one
            }
            _ => return,
        };
        for ms in values {
            self.is_over_limit |=
                !push(&mut self.beats, Some((at, narrow(ms / 1000.0))), limits::BEATS);
        }
    }

    /// The timer (event 0) starts (0) and stops (1, 4, 8, 9); a pause lies between a stop and the next start.
    fn event(&mut self, message: &Message) {
        let (Some(event), Some(kind), Some(time)) =
            (message.number(0), message.number(1), message.number(number::TIMESTAMP))
        else {
            return;
        };
        if event > 0.0 {
            return;
        }
        if kind > 0.0 {
            self.stopped = self.stopped.or(Some(time));
        } else if let Some(from_s) = self.stopped.take() {
            let pause = Pause { from_s, to_s: time };
            self.is_over_limit |= !push(&mut self.pauses, Some(pause), limits::LAPS);
        }
    }

    fn device(&mut self, message: &Message, maker: u8, product: u8, name: u8) {
        if message.number == number::FILE_ID {
            self.kind = message.number(0);
        }
        self.maker = self.maker.or(message.number(maker));
        self.product = self.product.or(message.number(product));
        let name = message.text(name).map(|text| text.chars().take(100).collect());
        self.product_name = mem::take(&mut self.product_name).or(name);
    }

    /// Names the device: its own name, or its maker with the number of the product.
    pub(super) fn device_name(&self) -> Option<String> {
        let maker = self.maker.and_then(maker);
        match (maker, self.product_name.as_deref(), self.product) {
            (_, Some(name), _) => Some(name.to_owned()),
            (Some(maker), None, Some(product)) => Some(format!("{maker} product {product}")),
            (Some(maker), None, None) => Some(maker.to_owned()),
            (None, None, _) => None,
        }
    }

    /// Returns whether nothing of an activity was found.
    pub(super) fn is_empty(&self) -> bool {
        self.sessions.is_empty() && self.records.is_empty()
    }
}

/// Adds what there is unless there is too much already; returns whether there was room.
fn push<T>(to: &mut Vec<T>, value: Option<T>, most: usize) -> bool {
    let has_room = to.len() < most;
    if has_room {
        to.extend(value);
    }
    has_room
}
