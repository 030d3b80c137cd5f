//! The cells of a column of one batch.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_schema::DataType;
use heavylegs::rows::{Cell, CellProblem, Column};

use super::number::numbers;

/// What a cell says, by its row.
pub(crate) type Read<'a> = Box<dyn Fn(usize) -> Result<Cell, CellProblem> + 'a>;

/// Returns how the cells of a column are read, whose type was found to fit.
pub(crate) fn reader<'a>(column: &'a Column, array: &'a dyn Array) -> Read<'a> {
    let values = values(column, array);
    match array.logical_nulls().filter(|nulls| nulls.null_count() > 0) {
        Some(nulls) => {
            Box::new(move |row| if nulls.is_null(row) { Ok(Cell::unknown()) } else { values(row) })
        }
        None => values,
    }
}

fn values<'a>(column: &'a Column, array: &'a dyn Array) -> Read<'a> {
    match array.data_type() {
        DataType::Boolean => {
            let array = array.as_boolean();
            Box::new(move |row| column.yes_no(array.value(row)))
        }
        DataType::Utf8 => {
            let array = array.as_string::<i32>();
            Box::new(move |row| column.level(array.value(row)))
        }
        DataType::LargeUtf8 => {
            let array = array.as_string::<i64>();
            Box::new(move |row| column.level(array.value(row)))
        }
        DataType::Utf8View => {
            let array = array.as_string_view();
            Box::new(move |row| column.level(array.value(row)))
        }
        DataType::Dictionary(..) => dictionary(column, array),
        DataType::Struct(_) => pairs(column, array),
        _ => match numbers(array) {
            Some(numbers) => Box::new(move |row| column.number(numbers(row))),
            None => Box::new(|_| Ok(Cell::unknown())),
        },
    }
}

/// Each value of a dictionary is read once, unless there are more values than rows: a chunk has the dictionary of the whole batch.
fn dictionary<'a>(column: &'a Column, array: &'a dyn Array) -> Read<'a> {
    let dictionary = array.as_any_dictionary();
    // There is nothing but nulls then, and `normalized_keys` would panic.
    if dictionary.values().is_empty() {
        return Box::new(|_| Ok(Cell::unknown()));
    }
    let value = reader(column, dictionary.values());
    let keys = dictionary.normalized_keys();
    if dictionary.values().len() > keys.len() {
        return Box::new(move |row| {
            keys.get(row).map_or_else(|| Ok(Cell::unknown()), |key| value(*key))
        });
    }
    let cells: Vec<_> = (0..dictionary.values().len()).map(value).collect();
    Box::new(move |row| {
        let cell = keys.get(row).and_then(|key| cells.get(*key));
        cell.cloned().unwrap_or_else(|| Ok(Cell::unknown()))
    })
}

/// Likelihoods: a pair with one number missing is a slip, not an unknown.
fn pairs<'a>(column: &'a Column, array: &'a dyn Array) -> Read<'a> {
    let [first, second] = [0, 1].map(|at| {
        let numbers = array
            .as_struct()
            .columns()
            .get(at)
            .map(|child| (numbers(child.as_ref()), child.logical_nulls()));
        let (numbers, nulls) = numbers.unwrap_or_default();
        move |row| {
            let is_null = nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
            numbers.as_ref().filter(|_| !is_null).map(|numbers| numbers(row))
        }
    });
    Box::new(move |row| match (first(row), second(row)) {
        (None, None) => Ok(Cell::unknown()),
        (a, b) => column.likelihood(a.unwrap_or(f64::NAN), b.unwrap_or(f64::NAN)),
    })
}
