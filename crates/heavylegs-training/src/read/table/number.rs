//! Numbers as people and machines write them.

/// What stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decimal {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
    /// The cells don't say, or contradict each other: each cell must prove it by itself.
    Undecided,
}

impl Decimal {
    /// Returns what the cells prove: `7,00` has a decimal comma, `4,808` can be either.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let (mut points, mut commas) = (false, false);
        for cell in cells.filter(|cell| is_plain(cell)) {
            match proof(cell) {
                Self::Point => points = true,
                Self::Comma => commas = true,
                Self::Undecided => {}
            }
        }
        match (points, commas) {
            (true, false) => Self::Point,
            (false, true) => Self::Comma,
            _ => Self::Undecided,
        }
    }

    /// Returns the number, or `None` where it is none or could be two.
    pub(super) fn parse(self, cell: &str) -> Option<f64> {
        let cell = cell.trim();
        let (group, decimal) = match self {
            Self::Point => (',', '.'),
            Self::Comma => ('.', ','),
            Self::Undecided if !cell.contains([',', '.']) => (',', '.'),
            Self::Undecided if is_plain(cell) => match proof(cell) {
                Self::Undecided => return None,
                proven => return proven.parse(cell),
            },
            Self::Undecided => return None,
        };
        let (whole, decimals) = cell.split_once(decimal).unwrap_or((cell, ""));
        if decimals.contains([group, decimal]) || !is_grouped(whole, group) {
            return None;
        }
        let starts_well = whole.is_empty() || whole.starts_with(['-', '+']) || is_digit(whole);
        let plain = format!("{}.{decimals}", whole.replace(group, ""));
        let number = plain.parse::<f64>().ok().filter(|number| number.is_finite());
        // Whole numbers with an exponent, `1E7`, have it before the point that was put in.
        let number =
            number.or_else(|| cell.parse::<f64>().ok().filter(|number| number.is_finite()));
        number.filter(|_| starts_well)
    }
}

fn is_digit(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

/// Returns whether it is made of digits and separators.
fn is_plain(cell: &str) -> bool {
    let cell = cell.trim().trim_start_matches(['-', '+']);
    is_digit(cell) && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.')
}

/// Returns what one cell of digits and separators proves.
fn proof(cell: &str) -> Decimal {
    let cell = cell.trim().trim_start_matches(['-', '+']);
    let Some((last, separator)) = cell.char_indices().rev().find(|(_, c)| matches!(c, ',' | '.'))
    else {
        return Decimal::Undecided;
    };
    let as_decimal = if separator == ',' { Decimal::Comma } else { Decimal::Point };
    let as_group = if separator == ',' { Decimal::Point } else { Decimal::Comma };
    let (before, after) = (cell.get(..last).unwrap_or(""), cell.get(last + 1..).unwrap_or(""));
    if before.contains(separator) {
        return as_group;
    }
    let can_group = after.len() == 3 && before.len() <= 3 && !before.starts_with('0');
    if can_group && !before.contains([',', '.']) { Decimal::Undecided } else { as_decimal }
}

/// Returns whether the separators, if any, stand before every third digit from the right.
fn is_grouped(whole: &str, group: char) -> bool {
    let mut parts = whole.trim_start_matches(['-', '+']).split(group);
    let first = parts.next().unwrap_or("").len();
    let mut others = parts.map(str::len).peekable();
    others.peek().is_none() || ((1..=3).contains(&first) && others.all(|length| length == 3))
}

/// Returns the seconds of `1:02:03`, `31:24`, `02:15.3` or of a plain number of seconds.
pub(super) fn duration_s(cell: &str, decimal: Decimal) -> Option<f64> {
    let parts: Vec<&str> = cell.trim().split(':').take(4).collect();
    let (seconds, larger) = parts.split_last()?;
    if larger.is_empty() {
        return decimal.parse(seconds).filter(|seconds| *seconds >= 0.0);
    }
    let units: &[f64] = match larger.len() {
        1 => &[60.0],
        2 => &[3600.0, 60.0],
        _ => return None,
    };
    // Tenths of a second never stand behind a separator of thousands.
    let seconds = Decimal::Point.parse(&seconds.replace(',', "."))?;
    let whole = |text: &str| text.parse::<u32>().ok().map(f64::from);
    let larger = larger.iter().zip(units).map(|(text, unit)| whole(text).map(|n| n * unit));
    let larger_s = larger.sum::<Option<f64>>()?;
    (0.0..60.0).contains(&seconds).then_some(larger_s + seconds)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Decimal, duration_s};

    #[test]
    fn a_file_proves_its_decimal_mark() {
        let of = |cells: &[&str]| Decimal::of(cells.iter().copied());
        assert_eq!(of(&["4,808", "7,00"]), Decimal::Comma);
        assert_eq!(of(&["4,808", "5.48"]), Decimal::Point);
        assert_eq!(of(&["4,808", "12", "--", "a,b"]), Decimal::Undecided);
        assert_eq!(of(&["7,00", "5.48"]), Decimal::Undecided);
        assert_eq!(of(&["1,234,567"]), Decimal::Point);
        assert_eq!(of(&["1.234,567"]), Decimal::Comma);
        assert_eq!(of(&["0,150"]), Decimal::Comma);
    }

    #[test]
    fn numbers_are_read_with_the_mark_of_the_file() {
        let read = |decimal: Decimal, text| decimal.parse(text);
        assert_eq!(read(Decimal::Point, "4,808"), Some(4808.0));
        assert_eq!(read(Decimal::Comma, "4,808"), Some(4.808));
        assert_eq!(read(Decimal::Comma, "1.234,5"), Some(1234.5));
        assert_eq!(read(Decimal::Comma, "-4"), Some(-4.0));
        assert_eq!(read(Decimal::Point, "1.0E7"), Some(1e7));
        assert_eq!(read(Decimal::Undecided, "4,808"), None);
        assert_eq!(read(Decimal::Undecided, "12,5"), Some(12.5));
        for wrong in ["", ".", "1,23", "1..2", "NaN", "inf", "infinity", "1 2", "0x10", "1,2345"] {
            assert_eq!(read(Decimal::Point, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn durations_are_seconds() {
        let read = |text| duration_s(text, Decimal::Point);
        assert_eq!(read("00:31:24"), Some(1884.0));
        assert_eq!(read("00:02:15.5"), Some(135.5));
        assert_eq!(duration_s("00:02:15,5", Decimal::Comma), Some(135.5));
        assert_eq!(read("5:44"), Some(344.0));
        assert_eq!(read("1,884.5"), Some(1884.5));
        for wrong in ["1:2:3:4", "1:99", "-1:00", "", ":", "--", "a:10"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_comes_back(number in -1e7..1e7_f64) {
            let text = format!("{number:.2}");
            let expected: f64 = text.parse().unwrap();
            prop_assert_eq!(Decimal::Point.parse(&text), Some(expected));
            prop_assert_eq!(Decimal::Comma.parse(&text.replace('.', ",")), Some(expected));
        }

        #[test]
        fn any_text_is_a_finite_number_or_none(text in "[0-9.,:eE+ -]{0,12}") {
            for decimal in [Decimal::Point, Decimal::Comma, Decimal::Undecided] {
                prop_assert!(decimal.parse(&text).is_none_or(f64::is_finite));
                prop_assert!(duration_s(&text, decimal).is_none_or(|s| s.is_finite() && s >= 0.0));
            }
        }
    }
}
