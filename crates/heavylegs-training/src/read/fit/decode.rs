//! What this crate asks of a FIT decoder, so that another one can take its place.

use std::io::Read;
use std::ops::ControlFlow;

/// Gives the messages of a FIT file one after the other. It never panics and asks for no more memory than one message needs.
pub(super) trait Decode {
    /// Reads to the end or to the first fault, and shows each step with the message, if it is one, and the bytes read so far.
    fn decode(
        &mut self,
        reader: &mut dyn Read,
        visit: &mut dyn FnMut(Step, &Message, u64) -> ControlFlow<()>,
    );
}

/// What a step came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A message.
    Message,
    /// The end of one of the files that can follow each other.
    End {
        /// Whether its checksum holds.
        is_sound: bool,
    },
    /// It can't go on.
    Fault(Fault),
}

/// Why a decoder can't go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A header was due and something else came.
    NotFit,
    /// The bytes end inside of something.
    Cut,
    /// Data came whose form was never defined; where the next message begins can't be told.
    Undefined(u8),
}

/// A data message: its global number and its fields, those that are known.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub(super) number: u16,
    pub(super) fields: Vec<(u8, Value)>,
    pub(super) developer_fields: Vec<DeveloperField>,
}

/// A field that an application added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DeveloperField {
    /// Which of the applications of this file.
    pub(super) application: u8,
    /// The number the application gave it.
    pub(super) number: u8,
    pub(super) value: f64,
}

/// The value of a field, not scaled.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Number(f64),
    Numbers(Vec<f64>),
    Text(String),
}

impl Value {
    /// Returns a lone number, or the first of several.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Numbers(numbers) => numbers.first().copied(),
            Self::Text(_) => None,
        }
    }
}

impl Message {
    /// Returns a field as a number.
    pub(super) fn number(&self, field: u8) -> Option<f64> {
        self.value(field)?.number()
    }

    /// Returns a field as text.
    pub(super) fn text(&self, field: u8) -> Option<&str> {
        match self.value(field)? {
            Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// Returns a field.
    pub(super) fn value(&self, field: u8) -> Option<&Value> {
        self.fields.iter().find(|(number, _)| *number == field).map(|(_, value)| value)
    }
}
