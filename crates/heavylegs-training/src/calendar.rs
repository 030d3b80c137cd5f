//! Days as numbers, and back.

use jiff::Span;
use jiff::civil::Date;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Returns the days since 1970-01-01.
pub(crate) fn day_of(date: Date) -> i32 {
    date.since(EPOCH).map_or(0, |span| span.get_days())
}

/// Returns the date of a day; nothing beyond the calendar, which ends with the year 9999.
pub(crate) fn date_of(day: i32) -> Option<Date> {
    let span = Span::new().try_days(i64::from(day)).ok()?;
    EPOCH.checked_add(span).ok()
}

/// Returns the year of a day.
pub(crate) fn year_of(day: i32) -> Option<i16> {
    date_of(day).map(Date::year)
}

#[cfg(test)]
mod tests {
    use super::{date_of, day_of, year_of};

    #[test]
    fn days_are_dates_and_back() {
        assert_eq!(year_of(20_150), Some(2025));
        for day in [-700_000, -1, 0, 20_150, 2_900_000] {
            assert_eq!(date_of(day).map(day_of), Some(day));
        }
        assert_eq!([i32::MIN, i32::MAX].map(date_of), [None, None]);
    }
}
