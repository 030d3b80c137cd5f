//! A run as a FIT file: only the messages and fields that are needed, little-endian.

use super::plan::Kind;
use super::run::{Run, Sample};

/// The format counts seconds from 1989-12-31.
const EPOCH_S: i64 = 631_065_600;

/// Base types of the format.
const ENUM: u8 = 0x00;
const I8: u8 = 0x01;
const U8: u8 = 0x02;
const U16: u8 = 0x84;
const U32: u8 = 0x86;

/// A value of a field.
#[derive(Clone, Copy)]
struct Field(u8, u8, i64);

struct Writer {
    data: Vec<u8>,
    /// The layouts that were written, each with its local number.
    layouts: Vec<(u16, Vec<(u8, u8)>)>,
}

/// Returns the bytes of the file.
pub(super) fn file(run: &Run) -> Vec<u8> {
    let mut writer = Writer { data: Vec::new(), layouts: Vec::new() };
    let start = run.start_s - EPOCH_S;
    let end = start + i64::from(run.length_s());
    let id = [Field(0, ENUM, 4), Field(1, U16, 255), Field(2, U16, 1), Field(4, U32, start)];
    writer.message(0, &id);
    writer.message(21, &[Field(253, U32, start), Field(0, ENUM, 0), Field(1, ENUM, 0)]);
    for sample in &run.samples {
        writer.message(20, &record(sample, start));
    }
    writer.message(21, &[Field(253, U32, end), Field(0, ENUM, 0), Field(1, ENUM, 4)]);
    laps(&mut writer, run, start);
    writer.message(18, &session(run, start, end));
    let whole_ms = i64::from(run.length_s()) * 1000;
    let activity = [
        Field(253, U32, end),
        Field(0, U32, whole_ms),
        Field(1, U16, 1),
        Field(2, ENUM, 0),
        Field(3, ENUM, 26),
        Field(4, ENUM, 1),
        Field(5, U32, end + run.utc_offset_s),
    ];
    writer.message(34, &activity);
    writer.finish()
}

fn record(sample: &Sample, start: i64) -> [Field; 11] {
    let strides = sample.cadence_spm / 2.0;
    let step_mm = sample.speed_m_per_s * 60_000.0 / sample.cadence_spm;
    [
        Field(253, U32, start + i64::from(sample.time_s)),
        Field(5, U32, whole(sample.distance_m * 100.0)),
        Field(6, U16, whole(sample.speed_m_per_s * 1000.0)),
        Field(2, U16, whole((sample.altitude_m + 500.0) * 5.0)),
        Field(3, U8, whole(sample.heart_rate_bpm)),
        Field(4, U8, whole(strides.floor())),
        Field(53, U8, whole((strides - strides.floor()) * 128.0).min(127)),
        Field(13, I8, whole(sample.watch_c)),
        Field(41, U16, whole(sample.contact_ms * 10.0)),
        Field(39, U16, whole(sample.oscillation_mm * 10.0)),
        Field(85, U16, whole(step_mm * 10.0)),
    ]
}

fn laps(writer: &mut Writer, run: &Run, start: i64) {
    let (mut from_s, mut from_m) = (0, 0.0);
    for (at, lap) in (0_i64..).zip(&run.laps) {
        let length_ms = i64::from(lap.end_s - from_s) * 1000;
        let fields = [
            Field(254, U16, at),
            Field(253, U32, start + i64::from(lap.end_s)),
            Field(2, U32, start + i64::from(from_s)),
            Field(7, U32, length_ms),
            Field(8, U32, length_ms),
            Field(9, U32, whole((lap.end_m - from_m) * 100.0)),
            Field(0, ENUM, 9),
            Field(1, ENUM, 1),
        ];
        writer.message(19, &fields);
        (from_s, from_m) = (lap.end_s, lap.end_m);
    }
}

fn session(run: &Run, start: i64, end: i64) -> Vec<Field> {
    let length_ms = i64::from(run.length_s()) * 1000;
    let count = u32::try_from(run.samples.len()).map_or(1.0, f64::from);
    let mean = |of: fn(&Sample) -> f64| run.samples.iter().map(of).sum::<f64>() / count;
    let highest = run.samples.iter().map(|s| s.heart_rate_bpm).fold(0.0, f64::max);
    vec![
        Field(254, U16, 0),
        Field(253, U32, end),
        Field(2, U32, start),
        Field(7, U32, length_ms),
        Field(8, U32, length_ms),
        Field(9, U32, whole(run.distance_m() * 100.0)),
        Field(5, ENUM, 1),
        Field(6, ENUM, 0),
        Field(0, ENUM, 8),
        Field(1, ENUM, 1),
        Field(16, U8, whole(mean(|s| s.heart_rate_bpm))),
        Field(17, U8, whole(highest)),
        Field(18, U8, whole(mean(|s| s.cadence_spm / 2.0))),
        Field(22, U16, whole(run.ascent_m)),
        Field(23, U16, whole(run.descent_m)),
        Field(25, U16, 0),
        Field(26, U16, i64::try_from(run.laps.len()).unwrap_or(0)),
        Field(57, I8, whole(mean(|s| s.watch_c))),
        Field(193, U8, whole(run.exertion) * 10),
    ]
}

/// Returns the nearest whole number.
#[expect(clippy::cast_possible_truncation, reason = "distances and rates of a run are small")]
pub(super) fn whole(number: f64) -> i64 {
    (number + 0.5).floor() as i64
}

impl Writer {
    /// Writes a message, and its layout where it is the first of its kind.
    fn message(&mut self, global: u16, fields: &[Field]) {
        let layout: Vec<(u8, u8)> = fields.iter().map(|field| (field.0, field.1)).collect();
        let known = self.layouts.iter().position(|known| *known == (global, layout.clone()));
        let local = known.unwrap_or_else(|| self.define(global, layout));
        self.data.push(u8::try_from(local).unwrap_or(15));
        for Field(_, kind, value) in fields {
            let bytes = value.to_le_bytes();
            self.data.extend(bytes.iter().take(size(*kind)));
        }
    }

    fn define(&mut self, global: u16, layout: Vec<(u8, u8)>) -> usize {
        let local = self.layouts.len();
        self.data.extend([0x40 | u8::try_from(local).unwrap_or(15), 0, 0]);
        self.data.extend(global.to_le_bytes());
        self.data.push(u8::try_from(layout.len()).unwrap_or(u8::MAX));
        for (number, kind) in &layout {
            self.data.extend([*number, u8::try_from(size(*kind)).unwrap_or(4), *kind]);
        }
        self.layouts.push((global, layout));
        local
    }

    fn finish(self) -> Vec<u8> {
        let mut file = vec![14, 0x20];
        file.extend(2132_u16.to_le_bytes());
        file.extend(u32::try_from(self.data.len()).unwrap_or(u32::MAX).to_le_bytes());
        file.extend(b".FIT");
        file.extend(checksum(&file).to_le_bytes());
        file.extend(&self.data);
        file.extend(checksum(&file).to_le_bytes());
        file
    }
}

fn size(kind: u8) -> usize {
    match kind {
        U32 => 4,
        U16 => 2,
        _ => 1,
    }
}

/// CRC-16 of the format: the polynomial 0xA001, bit by bit.
fn checksum(bytes: &[u8]) -> u16 {
    let step = |crc: u16, _| if crc & 1 == 1 { (crc >> 1) ^ 0xa001 } else { crc >> 1 };
    bytes.iter().fold(0, |crc, byte| (0..8).fold(crc ^ u16::from(*byte), step))
}

/// Returns the name of a run's file.
pub(super) fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Easy => "easy",
        Kind::Strides => "strides",
        Kind::Long => "long",
        Kind::Intervals => "intervals",
        Kind::Tempo => "tempo",
        Kind::WarmUp => "warm-up",
        Kind::Race => "race",
    }
}
