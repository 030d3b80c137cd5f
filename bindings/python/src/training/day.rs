//! Days since 1970-01-01 and moments as ISO 8601.

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

/// Returns a day as `2025-03-04`; nothing outside the years that Python's dates have.
pub(super) fn iso(day: i32) -> Option<String> {
    let date = Date::constant(1970, 1, 1).checked_add(day.days()).ok()?;
    (date.year() > 0).then(|| date.to_string())
}

/// Returns a moment as `2025-03-04T07:00:00+01:00`, in UTC where the offset is not known.
pub(super) fn moment(utc_s: i64, offset_s: Option<i32>) -> Option<String> {
    // Python's dates have offsets below a day.
    let offset = offset_s.filter(|offset_s| offset_s.abs() < 86_400).unwrap_or(0);
    let offset = Offset::from_seconds(offset).ok()?;
    let moment = Timestamp::from_second(utc_s).ok()?;
    let is_in_range = (1..=9999).contains(&offset.to_datetime(moment).year());
    is_in_range.then(|| moment.display_with_offset(offset).to_string())
}
