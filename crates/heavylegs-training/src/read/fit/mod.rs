//! FIT, the binary format of watches.
//!
//! Whatever comes before the first fault is kept: a watch whose battery died leaves a file without an end.

mod checksum;
mod decode;
mod developer;
mod number;
mod part;
mod record;
mod rustyfit;
mod session;
mod split;
mod sport;

use std::io::Read;
use std::mem;
use std::ops::ControlFlow;

use self::decode::{Decode, Fault, Message, Step};
use self::part::Part;
use self::rustyfit::Rustyfit;
use super::{Reading, limits};
use crate::activity::Source;
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// Reads one FIT file, or several that follow each other.
pub(super) fn read(reader: &mut dyn Read) -> Reading {
    read_by(&mut Rustyfit, reader)
}

fn read_by(decoder: &mut dyn Decode, reader: &mut dyn Read) -> Reading {
    let mut head = Vec::with_capacity(8);
    let _ = reader.take(8).read_to_end(&mut head);
    let is_unfinished = unfinished(&mut head);
    let mut file = File::default();
    if is_unfinished {
        file.note(
            "fit.unfinished",
            DiagnosticLevel::Partial,
            "the device never finished the file",
            4,
        );
    }
    decoder.decode(&mut head.as_slice().chain(reader), &mut |step, message, bytes| {
        file.step(step, message, bytes)
    });
    file.reading
}

/// Writes a length without end where the device left none.
fn unfinished(head: &mut [u8]) -> bool {
    match head.get_mut(4..8) {
        Some(length) if *length == [0; 4] => {
            length.fill(0xFF);
            true
        }
        _ => false,
    }
}

/// What was read so far.
#[derive(Debug, Default)]
struct File {
    part: Part,
    parts: u32,
    last_bytes: u64,
    reading: Reading,
}

impl File {
    fn step(&mut self, step: Step, message: &Message, bytes: u64) -> ControlFlow<()> {
        match step {
            Step::Message => self.part.take(message),
            Step::End { is_sound } => {
                if !is_sound {
                    self.note(
                        "fit.checksum",
                        DiagnosticLevel::Note,
                        "the checksum is wrong; bytes may have changed",
                        bytes,
                    );
                }
                self.end_part(false);
            }
            Step::Fault(fault) => self.fault(fault, bytes),
        }
        self.last_bytes = bytes;
        let is_end = matches!(step, Step::End { .. });
        if is_end && (super::is_full(&self.reading) || self.parts as usize >= limits::ACTIVITIES) {
            self.note(
                "read.limit",
                DiagnosticLevel::Partial,
                "more activities or records than a file may hold; the rest is left out",
                bytes,
            );
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn fault(&mut self, fault: Fault, bytes: u64) {
        let lost = if self.part.is_empty() && self.parts == 0 {
            DiagnosticLevel::Unusable
        } else {
            DiagnosticLevel::Partial
        };
        match fault {
            Fault::NotFit if self.parts > 0 => {
                self.note(
                    "fit.trailing_bytes",
                    DiagnosticLevel::Partial,
                    "what follows the file is not FIT",
                    self.last_bytes,
                );
                return;
            }
            Fault::NotFit => self.note("fit.header", lost, "the header is not one of FIT", bytes),
            Fault::Cut => self.note(
                "fit.truncated",
                lost,
                "the file ends too soon; what came before is kept",
                bytes,
            ),
            Fault::Undefined(local) => {
                let message = format!(
                    "message of kind {local} was never defined; what follows can't be read"
                );
                self.note("fit.undefined_message", lost, message, bytes);
            }
        }
        self.end_part(true);
    }

    fn note(
        &mut self,
        code: &'static str,
        level: DiagnosticLevel,
        message: impl Into<String>,
        bytes: u64,
    ) {
        self.reading
            .diagnostics
            .push(Diagnostic::new(code, level, message).at(format!("byte {bytes}")));
    }

    /// Makes activities of what the part held.
    fn end_part(&mut self, is_partial: bool) {
        let part = mem::take(&mut self.part);
        self.parts += 1;
        if part.is_empty() {
            if !is_partial {
                let kind =
                    part.kind.map_or_else(String::new, |kind| format!("; its kind is {kind}"));
                let message = format!("a sound file, but not of an activity{kind}");
                self.reading.diagnostics.push(Diagnostic::new(
                    "fit.not_activity",
                    DiagnosticLevel::Unusable,
                    message,
                ));
            }
            return;
        }
        self.say_what_was_left_out(&part);
        let source = Source {
            format: "fit",
            is_partial: is_partial || part.is_over_limit,
            ..Source::default()
        };
        for mut draft in split::split(part, &source, &mut self.reading.diagnostics) {
            draft.source.part = u32::try_from(self.reading.activities.len()).unwrap_or(u32::MAX);
            let activity = draft.finish(&mut self.reading.diagnostics);
            self.reading.activities.push(activity);
        }
    }

    fn say_what_was_left_out(&mut self, part: &Part) {
        if part.timeless > 0 {
            let message = format!("{} records have no time and were left out", part.timeless);
            self.reading.diagnostics.push(Diagnostic::new(
                "fit.no_time",
                DiagnosticLevel::Note,
                message,
            ));
        }
        if part.is_over_limit {
            let message =
                "more records, laps or heartbeats than a file may hold; the rest is left out";
            self.reading.diagnostics.push(Diagnostic::new(
                "read.limit",
                DiagnosticLevel::Partial,
                message,
            ));
        }
    }
}
