//! Rows as a platform has them in the morning: twelve columns of every athlete, all of them known, no two rows alike.

use heavylegs::Engine;
use heavylegs::rows::{Cell, Column};

use crate::Random;

/// A column and what stands in it.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A number between two bounds.
    Number(f64, f64),
    /// One of these levels.
    Level(&'static [&'static str]),
    /// Yes with this probability.
    YesNo(f64),
}

/// The twelve columns: what a watch and a profile know, and what was asked in the morning.
pub const COLUMNS: [(&str, Kind); 12] = [
    ("sex", Kind::Level(&["female", "male"])),
    ("age_years", Kind::Number(18.0, 75.0)),
    ("sleep_hours_last_night", Kind::Number(4.5, 9.0)),
    ("week_load_ratio", Kind::Number(0.4, 2.0)),
    ("days_since_hard_session", Kind::Number(0.0, 6.0)),
    ("course_in_run", Kind::Level(&["heavy_then_clears", "builds_up_late", "heavy_throughout"])),
    ("sitting_hours_today", Kind::Number(1.0, 12.0)),
    ("heart_rate_high_for_pace", Kind::YesNo(0.3)),
    ("resting_heart_rate_up", Kind::YesNo(0.25)),
    ("muscles_tender", Kind::YesNo(0.4)),
    ("tired_all_day", Kind::YesNo(0.3)),
    ("no_spring", Kind::YesNo(0.4)),
];

/// What stands in one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A level.
    Level(&'static str),
    /// Yes or no.
    YesNo(bool),
}

/// Returns the values of a row; each row has its own.
#[must_use]
pub fn night(row: u64) -> [Value; 12] {
    let mut random = Random::new(row.wrapping_mul(0x2545_F491_4F6C_DD1D));
    COLUMNS.map(|(_, kind)| match kind {
        Kind::Number(low, high) => Value::Number(low + random.unit() * (high - low)),
        Kind::Level(levels) => Value::Level(levels[random.below(levels.len())]),
        Kind::YesNo(probability) => Value::YesNo(random.unit() < probability),
    })
}

/// Returns the cells of so many rows.
///
/// # Panics
///
/// If the knowledge base has not these columns.
#[must_use]
#[expect(clippy::panic, reason = "a measurement whose input is broken must stop")]
pub fn cells(engine: &Engine, rows: u64) -> Vec<[Cell; 12]> {
    let columns =
        COLUMNS.map(|(id, _)| Column::new(engine, id).unwrap_or_else(|it| panic!("{it}")));
    let cell = |column: &Column, value: Value| {
        let cell = match value {
            Value::Number(number) => column.number(number),
            Value::Level(level) => column.level(level),
            Value::YesNo(yes) => column.yes_no(yes),
        };
        cell.unwrap_or_else(|it| panic!("{it}"))
    };
    let row = |row| {
        let mut columns = columns.iter();
        night(row).map(|value| columns.next().map_or_else(Cell::unknown, |it| cell(it, value)))
    };
    (0..rows).map(row).collect()
}
