//! Dates, which are days since 1970-01-01 everywhere else.

use jiff::ToSpan;
use jiff::civil::Date;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Reads `2025-04-18`, and nothing else.
pub(crate) fn parse(text: &str) -> Option<i32> {
    let date = text.parse::<Date>().ok().filter(|_| text.len() == 10)?;
    Some(date.since(EPOCH).ok()?.get_days())
}

/// Writes a day as `2025-04-18`; one that no calendar has as its number.
pub(crate) fn iso(day: i32) -> String {
    date(day).map_or_else(|| day.to_string(), |date| date.to_string())
}

/// Returns year, month and day of the month.
pub(crate) fn parts(day: i32) -> Option<(i16, i8, i8)> {
    date(day).map(|date| (date.year(), date.month(), date.day()))
}

fn date(day: i32) -> Option<Date> {
    let span = 0.days().try_days(day).ok()?;
    EPOCH.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_and_written() {
        for (text, day) in [("1970-01-01", 0), ("2025-04-18", 20_196), ("1969-12-31", -1)] {
            assert_eq!((parse(text), iso(day).as_str()), (Some(day), text));
        }
        for text in ["18.04.2025", "2025-4-18", "2025-02-29", "", "2025-04-18T10", "04/18/2025"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(iso(i32::MAX), i32::MAX.to_string());
        assert_eq!(parts(20_196), Some((2025, 4, 18)));
    }
}
