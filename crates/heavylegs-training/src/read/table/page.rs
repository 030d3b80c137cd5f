//! A table of a known format while it is read.

use std::ops::RangeInclusive;

use super::date::{Moment, Order, Written};
use super::faults::Faults;
use super::number::{Decimal, duration_s};
use super::options::TableOptions;
use super::sheet::{Row, key};
use crate::activity::{Activity, Source};
use crate::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::read::Reading;
use crate::wellness::WellnessDay;

/// A table of a known format: its columns, how its cells are to be read, and what was read so far.
pub(super) struct Page<'a> {
    pub(super) options: &'a TableOptions,
    pub(super) reading: Reading,
    pub(super) headers: Vec<String>,
    keys: Vec<String>,
    file: &'a str,
    format: &'static str,
    decimal: Decimal,
    faults: Faults,
    is_utc_day: bool,
    is_local_start: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(
        file: &'a str,
        format: &'static str,
        header: &Row,
        options: &'a TableOptions,
    ) -> Self {
        let headers = header.headers();
        Self {
            options,
            reading: Reading::default(),
            keys: headers.iter().map(|header| key(header)).collect(),
            headers,
            file,
            format,
            decimal: Decimal::Point,
            faults: Faults::default(),
            is_utc_day: false,
            is_local_start: false,
        }
    }

    /// Returns the first column that is called one of these; the first name that there is decides.
    pub(super) fn column(&self, keys: &[&str]) -> Option<usize> {
        keys.iter().find_map(|key| self.keys.iter().position(|k| k == key))
    }

    /// Returns the last column of this name.
    pub(super) fn last_column(&self, key: &str) -> Option<usize> {
        self.keys.iter().rposition(|k| k == key)
    }

    /// Returns in how many columns a name stands.
    pub(super) fn columns_named(&self, key: &str) -> usize {
        self.keys.iter().filter(|k| *k == key).count()
    }

    /// Looks in these columns for what stands before the decimals; a point without it.
    pub(super) fn find_decimal(&mut self, rows: &[Row], columns: &[Option<usize>]) {
        let cells = rows.iter().flat_map(|row| columns.iter().filter_map(|c| row.text(*c)));
        self.decimal = Decimal::of(cells);
    }

    /// Returns the number of a cell, if it is one within the plausible.
    pub(super) fn number(
        &mut self,
        row: &Row,
        column: Option<usize>,
        range: RangeInclusive<f64>,
    ) -> Option<f64> {
        let cell = row.text(column)?;
        let number = self.decimal.parse(cell).filter(|number| range.contains(number));
        if number.is_none() {
            let (least, most) = range.into_inner();
            self.fault(row, column, &format!("a number from {least} to {most}"));
        }
        number
    }

    /// Returns the seconds of a cell, from the least that is plausible to ten days.
    pub(super) fn duration(&mut self, row: &Row, column: Option<usize>) -> Option<f64> {
        let cell = row.text(column)?;
        let duration = duration_s(cell, self.decimal).filter(|s| (0.0..=864_000.0).contains(s));
        if duration.is_none() {
            self.fault(row, column, "a duration");
        }
        duration.filter(|s| *s > 0.0)
    }

    /// Returns what yes or no a cell says.
    pub(super) fn yes(&mut self, row: &Row, column: Option<usize>) -> Option<bool> {
        match row.text(column)?.to_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => {
                self.fault(row, column, "yes or no");
                None
            }
        }
    }

    /// Counts a cell that is not what was expected.
    pub(super) fn fault(&mut self, row: &Row, column: Option<usize>, expected: &str) {
        if let (Some(at), Some(cell)) = (column, row.text(column)) {
            self.faults.add(at, row.line, cell, expected);
        }
    }

    /// Returns the moments of a column, in the order that the whole column proves.
    ///
    /// `is_iso` says that where the year comes first, nothing but the month comes next.
    pub(super) fn moments(
        &mut self,
        rows: &[Row],
        column: Option<usize>,
        is_iso: bool,
    ) -> Vec<Option<Moment>> {
        let parse = |row: &Row| row.text(column).and_then(Written::parse);
        self.note_dateless(rows, column);
        let order = Order::of(rows.iter().filter_map(parse), is_iso);
        if matches!(order, Order::Unproven | Order::Contradictory)
            && rows.iter().filter_map(parse).any(|date| date.moment(order).is_none())
        {
            self.note_order(rows, column, order);
            return rows.iter().map(|row| parse(row).and_then(|date| date.moment(order))).collect();
        }
        let moment = |row: &Row| {
            let moment = parse(row).and_then(|date| date.moment(order));
            if moment.is_none() {
                self.fault(row, column, "a date");
            }
            moment
        };
        rows.iter().map(moment).collect()
    }

    fn note_dateless(&mut self, rows: &[Row], column: Option<usize>) {
        let mut dateless = rows.iter().filter(|row| row.text(column).is_none());
        if let Some(first) = dateless.next() {
            let message = format!("{} rows have no date and are not read", 1 + dateless.count());
            let place = format!("line {}, column {}", first.line, self.header(column));
            self.tell(Diagnostic::new("csv.no_date", DiagnosticLevel::Partial, message).at(place));
        }
    }

    fn note_order(&mut self, rows: &[Row], column: Option<usize>, order: Order) {
        let first = rows.iter().find_map(|row| row.text(column).map(|cell| (row.line, cell)));
        let (line, cell) = first.unwrap_or((0, ""));
        let why = match order {
            Order::Contradictory => "the column holds dates of both orders",
            _ => "no date of the column has a day after the 12th",
        };
        let message = format!("`{}` can be two dates: {why}", super::faults::shown(cell));
        let place = format!("line {line}, column {}", self.header(column));
        let diagnostic = Diagnostic::new("csv.date_order", DiagnosticLevel::Partial, message);
        self.tell(diagnostic.at(place).advise("write dates as YYYY-MM-DD, or export more days"));
    }

    pub(super) fn header(&self, column: Option<usize>) -> String {
        column.and_then(|at| self.headers.get(at)).cloned().unwrap_or_default()
    }

    /// Returns the day of a moment where the runner lives.
    pub(super) fn day(&mut self, moment: Moment) -> i32 {
        let Some(offset_s) = moment.offset_s else { return moment.day() };
        let utc_s = moment.clock_s - i64::from(offset_s);
        if let Some(there_s) = self.options.zone.as_ref().and_then(|zone| zone.offset_s(utc_s)) {
            return Moment { clock_s: utc_s + i64::from(there_s), offset_s: None }.day();
        }
        // An offset that is not UTC is the runner's own clock.
        self.is_utc_day |= offset_s == 0;
        moment.day()
    }

    /// Sets when an activity began.
    pub(super) fn start(&mut self, activity: &mut Activity, moment: Moment) {
        let zone = self.options.zone.as_ref();
        let utc_s = match (moment.offset_s, zone) {
            (Some(offset_s), _) => Some(moment.clock_s - i64::from(offset_s)),
            (None, Some(zone)) => zone.utc_s(moment.clock_s),
            (None, None) => {
                self.is_local_start = true;
                Some(moment.clock_s)
            }
        };
        let own = moment.offset_s.filter(|offset_s| *offset_s != 0);
        self.is_utc_day |= moment.offset_s == Some(0) && zone.is_none();
        activity.start_s = utc_s;
        activity.utc_offset_s =
            own.or_else(|| zone.zip(utc_s).and_then(|(zone, utc_s)| zone.offset_s(utc_s)));
    }

    pub(super) fn source(&self, row: &Row) -> Source {
        let (file, line) = (self.file.to_owned(), Some(row.line));
        Source { file, format: self.format, line, ..Source::default() }
    }

    pub(super) fn new_activity(&self, row: &Row) -> Activity {
        Activity { source: self.source(row), ..Activity::default() }
    }

    pub(super) fn new_day(&mut self, row: &Row, moment: Moment) -> WellnessDay {
        WellnessDay { source: self.source(row), day: self.day(moment), ..WellnessDay::default() }
    }

    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        self.reading.diagnostics.push(diagnostic);
    }

    /// Returns what was read, with everything that was wrong on the way.
    pub(super) fn finish(mut self) -> Reading {
        let headers = self.headers;
        let header = |at: usize| headers.get(at).cloned().unwrap_or_default();
        self.reading.diagnostics.extend(self.faults.report(header));
        let own_zone = "say where the runner lives: `time_zone` in athlete.toml";
        if self.is_utc_day {
            let message = "the days are those of UTC, not of the runner";
            let note = Diagnostic::new("csv.utc_day", DiagnosticLevel::Note, message);
            self.reading.diagnostics.push(note.advise(own_zone));
        }
        if self.is_local_start {
            let message = "the table has local times without a zone; they are taken for UTC";
            let note = Diagnostic::new("csv.local_time", DiagnosticLevel::Note, message);
            self.reading.diagnostics.push(note.advise(own_zone));
        }
        self.reading
    }
}
