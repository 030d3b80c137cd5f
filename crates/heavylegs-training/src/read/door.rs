//! The front door: bytes of any kind in, what could be read out.

use std::io::{BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

use super::kind::{HEAD, Kind, kind};
use super::meter::{Meter, Stop};
use super::table::TableOptions;
use super::{Reading, gpx, limits, table, tcx};
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// Reads an activity file or an export that lies in memory: FIT, TCX, GPX or a table, also compressed by gzip.
///
/// The format is told from the content; `name` is only repeated in what is returned. Never fails: what can't be read is said in
/// [`Reading::diagnostics`], and what could be read before it is kept.
///
/// ```
/// let gpx = r#"<gpx creator="example"><trk><type>running</type><trkseg>
///   <trkpt lat="0" lon="0"><time>2026-03-01T07:00:00Z</time></trkpt>
///   <trkpt lat="0" lon="0.001"><time>2026-03-01T07:00:30Z</time></trkpt>
/// </trkseg></trk></gpx>"#;
/// let reading = heavylegs_training::read_bytes("morning.gpx", gpx.as_bytes());
/// let run = &reading.activities[0];
/// assert_eq!(run.start_s, Some(1_772_348_400));
/// assert_eq!(run.records.distance_m.get(1).map(f32::round), Some(111.0));
/// ```
#[must_use]
pub fn read_bytes(name: &str, bytes: &[u8]) -> Reading {
    read_from(name, bytes)
}

/// Reads an activity file or an export from a reader, as [`read_bytes`] does, in memory that does not grow with the file.
///
/// What it takes is bounded: 512 MB after decompression, two million records, XML within XML to a depth of 64. Where a file asks for more,
/// what came before is kept with a diagnostic.
#[must_use]
pub fn read_from(name: &str, reader: impl BufRead) -> Reading {
    let mut meter = Meter::new(reader, limits::BYTES);
    read_counted(name, &mut meter, &TableOptions::default())
}

/// Reads from a meter, which the caller can ask how many bytes there were.
pub(super) fn read_counted(
    name: &str,
    meter: &mut Meter<impl Read>,
    options: &TableOptions,
) -> Reading {
    let head = head(meter);
    let mut reading = match kind(&head) {
        Kind::Gzip => inflate(name, Cursor::new(head).chain(&mut *meter), options),
        kind => read_plain(name, kind, head, meter, options),
    };
    reading.diagnostics.extend(meter.stop().map(why));
    let is_stopped = meter.stop().is_some();
    for activity in &mut reading.activities {
        name.clone_into(&mut activity.source.file);
        activity.source.is_partial |= is_stopped;
    }
    let is_nothing = reading.activities.is_empty() && reading.days.is_empty();
    for diagnostic in &mut reading.diagnostics {
        let is_lost = is_nothing && diagnostic.level == DiagnosticLevel::Partial;
        diagnostic.level = if is_lost { DiagnosticLevel::Unusable } else { diagnostic.level };
    }
    reading.diagnostics.iter_mut().for_each(|diagnostic| name.clone_into(&mut diagnostic.file));
    reading
}

/// Reads what a gzip file holds. Only one layer: a file that is compressed twice is not one of ours.
fn inflate(name: &str, compressed: impl Read, options: &TableOptions) -> Reading {
    let mut meter = Meter::new(MultiGzDecoder::new(BufReader::new(compressed)), limits::BYTES);
    let head = head(&mut meter);
    let mut reading = match kind(&head) {
        Kind::Empty if meter.stop().is_some() => Reading::default(),
        kind => read_plain(name, kind, head, &mut meter, options),
    };
    let is_stopped = meter.stop().is_some();
    reading.activities.iter_mut().for_each(|activity| activity.source.is_partial |= is_stopped);
    let level = if reading.activities.is_empty() {
        DiagnosticLevel::Unusable
    } else {
        DiagnosticLevel::Partial
    };
    reading.diagnostics.extend(meter.stop().map(|stop| {
        match stop {
            Stop::Limit => why(stop),
            Stop::Failed(error) => Diagnostic::new(
                "gzip.corrupt",
                level,
                format!("can't be decompressed further: {error}"),
            )
            .at(format!("byte {} after decompression", meter.count())),
        }
    }));
    reading
}

fn why(stop: &Stop) -> Diagnostic {
    match stop {
        Stop::Limit => Diagnostic::new(
            "read.limit",
            DiagnosticLevel::Partial,
            "more bytes than a file may have; the rest is left out",
        )
        .at(format!("byte {}", limits::BYTES)),
        Stop::Failed(error) => Diagnostic::new(
            "read.failed",
            DiagnosticLevel::Partial,
            format!("reading stopped: {error}"),
        ),
    }
}

/// Tells whether an XML file is in UTF-8: its first line says so or says nothing.
fn says_utf8(head: &[u8]) -> bool {
    let end = head.windows(2).position(|window| window == b"?>").unwrap_or(0);
    let declaration =
        String::from_utf8_lossy(head.get(..end).unwrap_or_default()).to_ascii_lowercase();
    !declaration.contains("encoding") || declaration.contains("utf-8")
}

/// Puts a question mark for every letter that is not ASCII, where the file is in an older encoding: numbers and tags are all that counts.
struct Ascii<R> {
    inner: R,
    is_on: bool,
}

impl<R: Read> Read for Ascii<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if self.is_on {
            let others = buffer.iter_mut().take(count).filter(|byte| !byte.is_ascii());
            others.for_each(|byte| *byte = b'?');
        }
        Ok(count)
    }
}

/// Takes the first bytes, from which the format is told.
fn head(reader: &mut impl Read) -> Vec<u8> {
    let mut head = Vec::with_capacity(HEAD);
    // The reader is a meter and does not fail.
    let _ = reader.take(HEAD as u64).read_to_end(&mut head);
    head
}

fn read_plain(
    name: &str,
    kind: Kind,
    head: Vec<u8>,
    rest: &mut impl Read,
    options: &TableOptions,
) -> Reading {
    let skip = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let blanks = head
        .get(skip..)
        .unwrap_or_default()
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    let is_xml = matches!(kind, Kind::Tcx | Kind::Gpx);
    let is_utf8 = !is_xml || says_utf8(&head);
    let mut whole = Cursor::new(head);
    whole.set_position(if is_xml { (skip + blanks) as u64 } else { 0 });
    let mut whole = Ascii { inner: whole.chain(rest), is_on: !is_utf8 };
    match kind {
        Kind::Empty => unusable("read.empty", "the file is empty"),
        Kind::Fit => fit(&mut whole),
        Kind::Tcx => tcx::read(&mut BufReader::with_capacity(1 << 16, whole)),
        Kind::Gpx => gpx::read(&mut BufReader::with_capacity(1 << 16, whole)),
        Kind::Xml => unusable("read.unknown_format", "XML, but neither TCX nor GPX"),
        Kind::Gzip | Kind::Binary => {
            unusable("read.unknown_format", "neither FIT, TCX, GPX nor text")
        }
        Kind::Text => read_text(name, &mut whole, options),
    }
}

fn read_text(name: &str, reader: &mut impl Read, options: &TableOptions) -> Reading {
    let mut bytes = Vec::new();
    let _ = reader.take(limits::TABLE_BYTES + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > limits::TABLE_BYTES {
        return unusable("read.limit", "more text than a table may have");
    }
    table::read(name, &bytes, options)
}

#[cfg(feature = "fit")]
fn fit(reader: &mut dyn Read) -> Reading {
    super::fit::read(reader)
}

#[cfg(not(feature = "fit"))]
fn fit(_: &mut dyn Read) -> Reading {
    unusable("read.unknown_format", "FIT, which this build does not read")
}

fn unusable(code: &'static str, message: &str) -> Reading {
    Reading {
        diagnostics: vec![Diagnostic::new(code, DiagnosticLevel::Unusable, message)],
        ..Reading::default()
    }
}
