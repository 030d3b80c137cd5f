//! The decoder of the crate `rustyfit`, in its streaming mode.
//!
//! Its own check of checksums would end a file early, so they are added up here; its expansion of components is not needed.

use std::cell::Cell;
use std::convert::Infallible;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use rustyfit::profile::typedef::FitBaseType as Base;
use rustyfit::{
    Decoder, DecoderError as Error, DecoderEvent as Event, StreamingIterator as _, proto,
};

use super::checksum::Checksum;
use super::decode::{Decode, DeveloperField, Fault, Message, Step, Value};
use super::number;

/// Reads by `rustyfit`.
#[derive(Debug, Default)]
pub(super) struct Rustyfit;

/// What went through an [`Input`].
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    bytes: u64,
    checksum: Checksum,
}

struct Input<'a> {
    inner: BufReader<&'a mut dyn Read>,
    tally: &'a Cell<Tally>,
}

impl embedded_io::ErrorType for Input<'_> {
    type Error = Infallible;
}

impl embedded_io::Read for Input<'_> {
    /// The reader below never fails: it is a [`Meter`](crate::read::meter::Meter).
    #[inline]
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Infallible> {
        let count = self.inner.read(buffer).unwrap_or(0).min(buffer.len());
        let mut tally = self.tally.get();
        tally.checksum.add(buffer.get(..count).unwrap_or_default());
        tally.bytes += count as u64;
        self.tally.set(tally);
        Ok(count)
    }
}

impl Decode for Rustyfit {
    fn decode(
        &mut self,
        reader: &mut dyn Read,
        visit: &mut dyn FnMut(Step, &Message, u64) -> ControlFlow<()>,
    ) {
        let tally = Cell::new(Tally::default());
        let input = Input { inner: BufReader::with_capacity(1 << 16, reader), tally: &tally };
        let mut decoder = Decoder::builder().checksum(false).expand_components(false).build();
        let mut stream = decoder.stream(input);
        let mut message = Message::default();
        while let Some(event) = stream.next() {
            let step = match event {
                Ok(Event::FileHeader(_) | Event::MessageDefinition(_)) => continue,
                Ok(Event::Message(read)) => {
                    copy(read, &mut message);
                    Step::Message
                }
                Ok(Event::Crc(_)) => Step::End { is_sound: take_checksum(&tally) == 0 },
                Err(error) => Step::Fault(fault(&error)),
            };
            let flow = visit(step, &message, tally.get().bytes);
            if flow.is_break() || matches!(step, Step::Fault(_)) {
                return;
            }
        }
    }
}

fn take_checksum(tally: &Cell<Tally>) -> u16 {
    let mut now = tally.get();
    let sum = now.checksum.take();
    tally.set(now);
    sum
}

fn fault(error: &Error<Infallible>) -> Fault {
    match error {
        Error::NotFITFile => Fault::NotFit,
        Error::MissingMessageDefinition { local_mesg_num } => Fault::Undefined(*local_mesg_num),
        Error::UnexpectedEof | Error::ChecksumMismatch { .. } | Error::Io { .. } => Fault::Cut,
    }
}

/// Copies the known fields of a message that someone will look at.
fn copy(read: &proto::Message, into: &mut Message) {
    into.number = read.num.0;
    into.fields.clear();
    into.developer_fields.clear();
    if !number::WANTED.contains(&into.number) {
        return;
    }
    let fields = read.fields.iter();
    into.fields.extend(
        fields.filter_map(|field| Some((field.num, value(&field.value, field.base_type)?))),
    );
    let developer = read.developer_fields.iter().filter_map(|field| {
        let value = lone(&field.value, Base::FLOAT64)?;
        Some(DeveloperField { application: field.developer_data_index, number: field.num, value })
    });
    into.developer_fields.extend(developer);
}

fn value(value: &proto::Value, base: Base) -> Option<Value> {
    if let Some(number) = lone(value, base) {
        return Some(Value::Number(number));
    }
    match value {
        proto::Value::String(text) => Some(Value::Text(text.to_string())),
        proto::Value::ArrayString(texts) => texts.first().map(|text| Value::Text(text.to_string())),
        proto::Value::ArrayUint8(numbers) => {
            Some(Value::Numbers(numbers.iter().map(|number| f64::from(*number)).collect()))
        }
        proto::Value::ArrayUint16(numbers) => {
            let known = numbers.iter().filter(|number| **number != u16::MAX);
            Some(Value::Numbers(known.map(|number| f64::from(*number)).collect()))
        }
        _ => None,
    }
}

/// Returns a number that is not the one its type keeps for "unknown".
fn lone(value: &proto::Value, base: Base) -> Option<f64> {
    let zero_is_unknown = [Base::UINT8Z, Base::UINT16Z, Base::UINT32Z].contains(&base);
    let number = match *value {
        proto::Value::Uint8(number) if number != u8::MAX => f64::from(number),
        proto::Value::Uint16(number) if number != u16::MAX => f64::from(number),
        proto::Value::Uint32(number) if number != u32::MAX => f64::from(number),
        proto::Value::Int8(number) if number != i8::MAX => f64::from(number),
        proto::Value::Int16(number) if number != i16::MAX => f64::from(number),
        proto::Value::Int32(number) if number != i32::MAX => f64::from(number),
        proto::Value::Float32(number) if number.is_finite() => f64::from(number),
        proto::Value::Float64(number) if number.is_finite() => number,
        _ => return None,
    };
    (number.abs() > 0.0 || !zero_is_unknown).then_some(number)
}
