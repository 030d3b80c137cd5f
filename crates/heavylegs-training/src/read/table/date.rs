//! Dates and times of day as exports write them. What can be read in two ways is proven by the whole column, or not read.

use jiff::civil::Date;

use crate::calendar::day_of;

use crate::zone::parse_offset_s;

/// A moment as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Seconds since 1970-01-01 on the clock it was written by.
    pub(super) clock_s: i64,
    /// What that clock is ahead of UTC; `None` where it is not written.
    pub(super) offset_s: Option<i32>,
}

impl Moment {
    /// Returns the day on its own clock, in days since 1970-01-01.
    pub(super) fn day(self) -> i32 {
        i32::try_from(self.clock_s.div_euclid(86_400)).unwrap_or(i32::MAX)
    }
}

/// Where the day stands in dates that are three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The month comes first of the two.
    MonthFirst,
    /// The day comes first of the two.
    DayFirst,
    /// No day after the 12th says which.
    Unproven,
    /// Some dates need one order, some the other.
    Contradictory,
}

/// A date with the two numbers beside its year in the order they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    year: i16,
    first: i8,
    second: i8,
    kind: Kind,
    second_of_day: i64,
    offset_s: Option<i32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `2024-05-31`: the month first, unless the column proves otherwise.
    YearFirst,
    /// `31.05.2024` or `5/31/2024`
    YearLast,
    /// `May 31, 2024`: month, then day.
    Named,
}

impl Written {
    /// Reads a date, with or without a time of day and an offset; `None` where it is none.
    pub(super) fn parse(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        if cell.len() > 60 {
            return None;
        }
        let is_named = cell.chars().any(|c| c.is_alphabetic() && !"TZapmAPM".contains(c))
            || cell.starts_with(char::is_alphabetic);
        if is_named { named(cell) } else { numeric(cell) }
    }

    /// Returns the moment, if it is one in the order of the column.
    pub(super) fn moment(self, order: Order) -> Option<Moment> {
        let (month, day) = match (self.kind, order) {
            (Kind::Named, _) | (_, Order::MonthFirst) => (self.first, self.second),
            (_, Order::DayFirst) => (self.second, self.first),
            (_, Order::Unproven | Order::Contradictory) => return None,
        };
        let date = Date::new(self.year, month, day).ok()?;
        let clock_s = i64::from(day_of(date)) * 86_400 + self.second_of_day;
        Some(Moment { clock_s, offset_s: self.offset_s })
    }
}

impl Order {
    /// Returns the order that the dates of a whole column prove.
    ///
    /// `is_iso` says that nothing else than year, month, day is to be expected where the year comes first.
    pub(super) fn of(dates: impl Iterator<Item = Written>, is_iso: bool) -> Self {
        let (mut day_first, mut month_first, mut all_iso) = (false, false, true);
        for date in dates.filter(|date| date.kind != Kind::Named) {
            day_first |= date.first > 12;
            month_first |= date.second > 12;
            all_iso &= date.kind == Kind::YearFirst;
        }
        match (day_first, month_first) {
            // One slip of the hand among dates in the common order is a wrong cell, not another order.
            (_, true) if all_iso => Self::MonthFirst,
            (true, true) => Self::Contradictory,
            (true, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            (false, false) if all_iso && is_iso => Self::MonthFirst,
            (false, false) => Self::Unproven,
        }
    }
}

/// Reads `2024-05-31T06:30:00Z`, `2024-05-31 06:30 +0200`, `31.05.2024`, `5/31/2024 6:30 AM`.
fn numeric(cell: &str) -> Option<Written> {
    let end = cell.find([' ', 'T', '\u{a0}']).unwrap_or(cell.len());
    let (date, time) = cell.split_at_checked(end)?;
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    let mut parts = date.trim_end_matches(',').split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !matches!(separator, '-' | '.' | '/') {
        return None;
    }
    let (kind, year, first, second) =
        if a.len() == 4 { (Kind::YearFirst, a, b, c) } else { (Kind::YearLast, c, a, b) };
    let (second_of_day, offset_s) = time_of_day(time.trim_start_matches('T'))?;
    let (year, first, second) = (parse_year(year)?, parse_small(first)?, parse_small(second)?);
    Some(Written { year, first, second, kind, second_of_day, offset_s })
}

/// Reads `Jul 7, 2018, 5:04:11 PM`, `7 Jul 2018, 17:04:11` and `Fr, 25 Mai 2012 20:31`.
fn named(cell: &str) -> Option<Written> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '.');
    let mut words = cell.split(is_between).filter(|word| !word.is_empty()).peekable();
    let is_weekday = |word: &&str| month(word).is_none() && word.chars().all(char::is_alphabetic);
    words.next_if(is_weekday);
    let (a, b, year) = (words.next()?, words.next()?, words.next()?);
    let (first, second) = match month(a) {
        Some(month) => (month, parse_small(b)?),
        None => (month(b)?, parse_small(a)?),
    };
    let rest: Vec<&str> = words.collect();
    let (second_of_day, offset_s) = time_of_day(&rest.join(" "))?;
    let year = parse_year(year)?;
    Some(Written { year, first, second, kind: Kind::Named, second_of_day, offset_s })
}

/// The first three letters of the months in English, and in German where they differ.
const MONTHS: [(&str, i8); 16] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("mär", 3),
    ("apr", 4),
    ("may", 5),
    ("mai", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
];

fn month(word: &str) -> Option<i8> {
    let letters: String = word.to_lowercase().chars().take(3).collect();
    MONTHS.iter().find(|(name, _)| *name == letters).map(|(_, month)| *month)
}

/// Returns the second of the day and the offset, both as far as they are written.
fn time_of_day(text: &str) -> Option<(i64, Option<i32>)> {
    let text = text.trim();
    let end =
        text.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(text.len());
    let (clock, rest) = text.split_at_checked(end)?;
    let rest: String = rest.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    let (is_afternoon, offset_s) = match rest.to_lowercase().as_str() {
        "" => (None, None),
        "am" => (Some(false), None),
        "pm" => (Some(true), None),
        _ => (None, Some(parse_offset_s(&rest)?)),
    };
    if clock.is_empty() {
        return (rest.is_empty()).then_some((0, None));
    }
    let mut parts = clock.split(':');
    let hour = parse_small(parts.next()?)?;
    let minute = parse_small(parts.next()?)?;
    let second = parts.next().map_or(Some(0), |s| parse_small(s.split('.').next().unwrap_or(s)))?;
    let hour = match is_afternoon {
        None => hour,
        Some(pm) if (1..=12).contains(&hour) => hour % 12 + if pm { 12 } else { 0 },
        Some(_) => return None,
    };
    // A leap second is counted as the one before.
    let second = if second == 60 { 59 } else { second };
    let is_time = (0..24).contains(&hour) && minute < 60 && second < 60 && parts.next().is_none();
    is_time.then(|| (i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second), offset_s))
}

fn parse_year(text: &str) -> Option<i16> {
    text.parse::<i16>().ok().filter(|year| text.len() == 4 && (1900..=2200).contains(year))
}

fn parse_small(text: &str) -> Option<i8> {
    let is_small = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse::<i8>().ok().filter(|_| is_small)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Moment, Order, Written};

    fn read(cell: &str, order: Order) -> Option<(i64, Option<i32>)> {
        let moment = Written::parse(cell)?.moment(order)?;
        Some((moment.clock_s, moment.offset_s))
    }

    #[test]
    fn the_ways_exports_write_a_moment_are_read() {
        // 2018-07-07 17:04:11 is 1530983051 (date -u -d).
        for cell in [
            "Jul 7, 2018, 5:04:11 PM",
            "Jul 7, 2018, 5:04:11\u{202f}PM",
            "7 Jul 2018, 17:04:11",
            "2018-07-07 17:04:11",
            "2018-07-07T17:04:11.123",
            "Sa, 7 Juli 2018 17:04:11",
        ] {
            assert_eq!(read(cell, Order::MonthFirst), Some((1_530_983_051, None)), "{cell}");
        }
        let utc = Some((1_530_983_051, Some(0)));
        assert_eq!(read("2018-07-07T17:04:11Z", Order::MonthFirst), utc);
        assert_eq!(read("2018-07-07 17:04:11 +0000", Order::MonthFirst), utc);
        assert_eq!(read("7/7/2018 12:00:05 a. m.", Order::DayFirst), Some((1_530_921_605, None)));
        assert_eq!(read("Fr, 25 Mai 2012 20:31", Order::Unproven), Some((1_337_977_860, None)));
        for wrong in
            ["", "--", "2018-13-07", "2018-02-30", "7/7/18", "2018-07-07 25:00", "May", "2018"]
        {
            assert_eq!(read(wrong, Order::MonthFirst), None, "{wrong}");
        }
    }

    #[test]
    fn the_whole_column_proves_where_the_day_stands() {
        let of = |cells: &[&str], is_iso| {
            Order::of(cells.iter().filter_map(|c| Written::parse(c)), is_iso)
        };
        assert_eq!(of(&["2017-01-08", "2017-27-07"], true), Order::DayFirst);
        assert_eq!(of(&["2017-01-08", "2017-02-08"], false), Order::Unproven);
        assert_eq!(of(&["2017-01-08", "2017-02-08"], true), Order::MonthFirst);
        assert_eq!(of(&["2017-07-27", "2017-27-07"], true), Order::MonthFirst);
        assert_eq!(of(&["3/4/2024", "3/14/2024"], true), Order::MonthFirst);
        assert_eq!(of(&["3/4/2024", "14.3.2024"], true), Order::DayFirst);
        assert_eq!(of(&["3/4/2024"], true), Order::Unproven);
        assert_eq!(of(&["3/14/2024", "14/3/2024"], true), Order::Contradictory);
    }

    #[test]
    fn days_are_counted_from_1970() {
        let day = |clock_s| Moment { clock_s, offset_s: None }.day();
        assert_eq!((day(0), day(86_399), day(86_400), day(-1)), (0, 0, 1, -1));
    }

    proptest! {
        #[test]
        fn any_text_is_a_moment_or_none(cell in "\\PC{0,30}|[0-9TZ:./ apm+-]{0,25}") {
            let _ = read(&cell, Order::DayFirst);
        }
    }
}
