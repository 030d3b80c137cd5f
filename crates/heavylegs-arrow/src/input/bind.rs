//! Which column is which observation.

use std::collections::BTreeSet;

use arrow_schema::{DataType, Schema};
use heavylegs::rows::{CellProblem, Column};
use heavylegs::{Engine, Problem};

use super::number::is_number;
use crate::options::FrameOptions;

/// What the columns of a schema are.
#[derive(Debug)]
pub(crate) struct Bound {
    /// The observations, in the order in which a scorer wants them, each with its place in the schema.
    pub(crate) columns: Vec<(usize, Column)>,
    /// The places of the columns that go through.
    pub(crate) kept: Vec<usize>,
}

/// Looks every column up; what does not fit joins the problems.
pub(crate) fn bind(
    engine: &Engine,
    schema: &Schema,
    options: &FrameOptions,
    problems: &mut Vec<Problem>,
) -> Bound {
    twice(schema.fields().iter().map(|field| field.name()), "there are two columns", problems);
    twice(options.keep.iter(), "`keep` names twice", problems);
    let kept = options.keep.iter().filter_map(|name| place(schema, name, problems)).collect();
    let mut columns = Vec::new();
    for (at, field) in schema.fields().iter().enumerate() {
        if options.keep.contains(field.name()) {
            continue;
        }
        match column(engine, field.name(), field.data_type(), options) {
            Ok(column) => columns.push((at, column)),
            Err(problem) => problems.push(*problem),
        }
    }
    for id in options.units.keys() {
        if columns.iter().all(|(_, column)| column.id() != id) {
            place(schema, id, problems);
        }
    }
    columns.sort_by_key(|(_, column)| column.position());
    Bound { columns, kept }
}

fn column(
    engine: &Engine,
    name: &str,
    kind: &DataType,
    options: &FrameOptions,
) -> Result<Column, Box<Problem>> {
    let column = Column::new(engine, name).map_err(|it| Box::new(unknown_column(&it)))?;
    let column = match options.units.get(name) {
        Some(unit) => column.in_unit(unit).map_err(|it| Box::new(it.problem().clone()))?,
        None => column,
    };
    match expected(&column, kind) {
        None => Ok(column),
        Some(expected) => {
            let message = format!("the column `{name}` is {kind}, but takes {expected}");
            Err(Problem::error("frame.type", format!("columns.{name}"), message)
                .advise("cast the column, or name it in `keep` to pass it through")
                .into())
        }
    }
}

fn unknown_column(problem: &CellProblem) -> Problem {
    let name = problem.problem().path();
    let message = format!("the column `{name}` is no observation");
    let help = problem.problem().help().unwrap_or_default();
    Problem::error("frame.unknown_column", format!("columns.{name}"), message)
        .advise(format!("{help} (or name it in `keep` to pass it through)"))
}

/// What a column takes, if it does not take this type.
fn expected(column: &Column, kind: &DataType) -> Option<String> {
    let words = is_text(kind);
    let scale = column.observation().levels().and_then(|levels| levels.scale.as_ref());
    let fits = match kind {
        DataType::Null => true,
        DataType::Dictionary(_, values) => return expected(column, values),
        DataType::Boolean => column.is_yes_no(),
        DataType::Struct(fields) => {
            let numbers = fields.iter().all(|field| is_number(field.data_type()));
            column.is_symptom() && fields.len() == 2 && numbers
        }
        kind if is_number(kind) => column.is_yes_no() || scale.is_some(),
        _ => words,
    };
    let expected = || {
        if column.is_symptom() {
            "yes or no, or a struct of two numbers, P(reading | yes) and P(reading | no)".to_owned()
        } else if column.is_yes_no() {
            "yes or no".to_owned()
        } else if let Some(scale) = scale {
            format!("numbers in {} or the names of levels", scale.unit)
        } else {
            "the names of levels".to_owned()
        }
    };
    (!fits).then(expected)
}

fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

fn place(schema: &Schema, name: &str, problems: &mut Vec<Problem>) -> Option<usize> {
    let found = schema.index_of(name).ok();
    if found.is_none() {
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let message = format!("there is no column `{name}`");
        problems.push(
            Problem::error("frame.no_column", format!("columns.{name}"), message)
                .advise(format!("columns: {}", names.join(", "))),
        );
    }
    found
}

fn twice<'a>(names: impl Iterator<Item = &'a String>, found: &str, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for name in names.filter(|name| !seen.insert(*name)) {
        let problem =
            Problem::error("frame.twice", format!("columns.{name}"), format!("{found} `{name}`"));
        problems.push(problem.advise("rename or drop one of them"));
    }
}
