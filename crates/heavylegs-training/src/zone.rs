//! The runner's time zone.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// A time zone by its name, or a fixed offset from UTC.
///
/// The rules of the named zones come with the library: the same file gives the same day on every machine.
///
/// # Examples
///
/// ```
/// use heavylegs_training::Zone;
///
/// let zone = Zone::parse("Europe/Oslo").unwrap();
/// assert_eq!(zone.offset_s(1_562_976_000), Some(7200)); // in July
/// assert_eq!(Zone::parse("+05:30").unwrap().offset_s(0), Some(19800));
/// assert!(Zone::parse("Europe/Olso").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    zone: TimeZone,
}

/// No zone is farther from UTC.
const FARTHEST_S: i32 = 16 * 3600;

impl Zone {
    /// Returns the zone of a name of the IANA database, such as `Europe/Oslo` or `UTC`, or of an offset, such as `+02:00`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match parse_offset_s(text) {
            Some(offset_s) => Self::of_offset_s(offset_s),
            None => TimeZone::get(text).ok().map(|zone| Self { zone }),
        }
    }

    fn of_offset_s(offset_s: i32) -> Option<Self> {
        Offset::from_seconds(offset_s).ok().map(|offset| Self { zone: TimeZone::fixed(offset) })
    }

    /// Returns what to add to UTC at a moment.
    ///
    /// # Units
    ///
    /// Seconds since 1970-01-01 UTC in, seconds out; `None` outside the years −9999 to 9999.
    #[must_use]
    pub fn offset_s(&self, utc_s: i64) -> Option<i32> {
        let moment = Timestamp::from_second(utc_s).ok()?;
        Some(self.zone.to_offset(moment).seconds())
    }

    /// Returns the moment in UTC of a local time, in seconds since 1970-01-01; of a time that the clock shows twice the first.
    pub(crate) fn utc_s(&self, local_s: i64) -> Option<i64> {
        let local = DateTime::constant(1970, 1, 1, 0, 0, 0, 0)
            .checked_add(SignedDuration::from_secs(local_s))
            .ok()?;
        let moment = self.zone.to_ambiguous_timestamp(local).compatible().ok()?;
        Some(moment.as_second())
    }
}

/// Returns the seconds of an offset written `Z`, `+02:00`, `+0200` or `-07`.
pub(crate) fn parse_offset_s(text: &str) -> Option<i32> {
    if text == "Z" || text == "z" {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let digits = rest.replacen(':', "", 1);
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes: i32 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    let offset_s = hours.parse::<i32>().ok()? * 3600 + minutes * 60;
    (minutes < 60 && offset_s <= FARTHEST_S).then_some(sign * offset_s)
}

#[cfg(test)]
mod tests {
    use super::{Zone, parse_offset_s};

    #[test]
    fn offsets_are_read_as_they_are_written() {
        let read = ["Z", "+02:00", "-0730", "+05", "+2", "+02:99", "02:00", "+ab", ""];
        let offsets = [Some(0), Some(7200), Some(-27000), Some(18000)];
        let expected = offsets.into_iter().chain([None; 5]);
        assert!(read.iter().map(|text| parse_offset_s(text)).eq(expected));
    }

    #[test]
    fn local_time_comes_back_summer_and_winter() {
        let oslo = Zone::parse("Europe/Oslo").unwrap();
        for utc_s in (0..400).map(|day| 1_577_836_800 + day * 86_400) {
            let local_s = utc_s + i64::from(oslo.offset_s(utc_s).unwrap());
            assert_eq!(oslo.utc_s(local_s), Some(utc_s));
        }
        assert_eq!(oslo.utc_s(i64::MAX), None);
        assert_eq!(oslo.offset_s(i64::MIN), None);
    }
}
