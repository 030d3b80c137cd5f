//! How much a file may ask of the reader. Real files stay far below; what goes beyond is cut with a diagnostic, and what came before is kept.

/// Bytes of one file, after decompression. A day's run with everything on is about 10 MB as FIT and 100 MB as XML.
pub(crate) const BYTES: u64 = 512 << 20;

/// Records of one file: 23 days at one a second.
pub(super) const RECORDS: usize = 2_000_000;

/// Laps, pauses and sessions of one file, each.
pub(super) const LAPS: usize = 20_000;

/// Times between heartbeats in one file: four days at 180 a minute.
#[cfg(feature = "fit")]
pub(super) const BEATS: usize = 1_000_000;

/// Activities of one file.
pub(super) const ACTIVITIES: usize = 1_000;

/// Bytes of one piece of XML: a tag, a text, a comment.
pub(super) const XML_TOKEN_BYTES: usize = 1 << 20;

/// Elements within each other. TCX needs ten.
pub(super) const XML_DEPTH: usize = 64;

/// Bytes of one text, names for example.
pub(super) const TEXT_BYTES: usize = 1 << 12;

/// Seconds without a record after which what follows is taken for a wrong clock, not for the same activity.
pub(super) const GAP_S: f64 = 48.0 * 3600.0;

/// Bytes of a table, which is held in memory as a whole: twenty years of an export are about 10 MB.
pub(super) const TABLE_BYTES: u64 = 64 << 20;
