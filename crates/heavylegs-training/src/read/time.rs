//! Dates and times of XML files.

use jiff::fmt::temporal::{Pieces, PiecesOffset};

/// A moment as XML files write it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moment {
    /// Seconds since 1970-01-01 UTC.
    pub(super) epoch_s: f64,
    /// The offset that stands beside it; `Z` says nothing of the runner's clock.
    pub(super) utc_offset_s: Option<i32>,
    /// Whether it says of which time zone it is. Without, it is taken for UTC.
    pub(super) has_zone: bool,
}

/// Reads a moment such as `2025-03-04T17:05:00.250Z`; `None` where there is no date with a time.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let pieces = Pieces::parse(text.trim()).ok()?;
    let civil = pieces.date().to_datetime(pieces.time()?);
    let utc = jiff::tz::Offset::UTC.to_timestamp(civil).ok()?;
    let offset = match pieces.offset() {
        Some(PiecesOffset::Numeric(_)) => pieces.to_numeric_offset(),
        _ => None,
    };
    let offset_s = offset.map(jiff::tz::Offset::seconds);
    let epoch_s = utc.as_duration().as_secs_f64() - f64::from(offset_s.unwrap_or(0));
    Some(Moment { epoch_s, utc_offset_s: offset_s, has_zone: pieces.offset().is_some() })
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn keeps_the_offset_only_where_it_says_something() {
        let cases = [
            ("2024-02-29T00:00:01.5Z", 1_709_164_801.5, None),
            (" 2024-02-29T02:00:01+02:00 ", 1_709_164_801.0, Some(7200)),
            ("2024-02-29T00:00:01", 1_709_164_801.0, None),
        ];
        for (text, epoch_s, offset) in cases {
            let read = moment(text).unwrap();
            assert_eq!(
                (read.epoch_s.to_bits(), read.utc_offset_s),
                (f64::to_bits(epoch_s), offset),
                "{text}"
            );
        }
        assert!(!moment("2024-02-29T00:00:01").unwrap().has_zone);
        for text in ["", "2024-02-29", "2024-02-30T00:00:00Z", "17:05", "T", "2024-13-01T00:00:00Z"]
        {
            assert!(moment(text).is_none(), "{text}");
        }
    }
}
