//! A number for each cause, and P(none of these).

use std::sync::Arc;

use arrow_array::builder::Float64Builder;
use arrow_array::{ArrayRef, Float64Array, ListArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field};
use heavylegs::Engine;

use super::{Output, Part, Row};
use crate::options::{FrameOptions, Layout};

pub(super) fn none_fields() -> Vec<Field> {
    vec![Field::new("none_of_these", DataType::Float64, true)]
}

/// P(no cause is at work | evidence).
pub(super) struct None(Float64Builder);

impl None {
    pub(super) fn new(rows: usize) -> Self {
        Self(Float64Builder::with_capacity(rows))
    }
}

impl Part for None {
    fn begin(&mut self, rows: usize) {
        *self = Self::new(rows);
    }

    fn push(&mut self, row: &mut Row<'_, '_>) {
        self.0.append_option(row.is_ranked.then(|| row.scored.none_of_these()));
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        vec![Arc::new(self.0.finish())]
    }
}

/// Which number.
#[derive(Clone, Copy)]
enum Of {
    Posteriors,
    BayesFactors,
}

impl Of {
    /// Adds the numbers of all causes.
    fn extend(self, numbers: &mut Vec<f64>, row: &mut Row<'_, '_>) {
        match self {
            Self::Posteriors => numbers.extend_from_slice(row.scored.probabilities()),
            Self::BayesFactors => numbers.extend(row.scored.bayes_factors()),
        }
    }
}

/// Adds what the options ask for.
pub(super) fn add(output: &mut Output, engine: &Engine, options: &FrameOptions) {
    let causes: Vec<&str> = engine.scored_causes().collect();
    let wanted = [
        (options.posteriors, Of::Posteriors, "p_", "posteriors"),
        (options.bayes_factors, Of::BayesFactors, "bf_", "bayes_factors"),
    ];
    for (layout, of, start, name) in wanted {
        let count = causes.len();
        match layout {
            Some(Layout::Wide) => {
                let field = |id: &&str| Field::new(format!("{start}{id}"), DataType::Float64, true);
                let fields = causes.iter().map(field).collect();
                output.add(fields, move || Box::new(Wide::new(of, count, 0)));
            }
            Some(Layout::List) => {
                let fields = vec![Field::new_list(name, list_item(), true)];
                output.add(fields, move || Box::new(List::new(of, count, 0)));
            }
            Option::None => {}
        }
    }
}

/// A column for each cause. Rows are collected one after the other, which is how they come, and turned into columns at the end:
/// to write to as many places as there are causes for every row takes longer.
struct Wide {
    of: Of,
    causes: usize,
    numbers: Vec<f64>,
    is_ranked: Vec<bool>,
}

impl Wide {
    fn new(of: Of, causes: usize, rows: usize) -> Self {
        let (numbers, is_ranked) = (Vec::with_capacity(causes * rows), Vec::with_capacity(rows));
        Self { of, causes, numbers, is_ranked }
    }
}

impl Part for Wide {
    fn begin(&mut self, rows: usize) {
        self.numbers.clear();
        self.numbers.reserve(self.causes * rows);
        self.is_ranked.reserve(rows);
    }

    fn push(&mut self, row: &mut Row<'_, '_>) {
        self.is_ranked.push(row.is_ranked);
        if row.is_ranked {
            self.of.extend(&mut self.numbers, row);
        } else {
            self.numbers.resize(self.numbers.len() + self.causes, 0.0);
        }
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        let nulls = nulls(std::mem::take(&mut self.is_ranked));
        let column = |cause: usize| {
            let column: Vec<f64> = self
                .numbers
                .chunks_exact(self.causes)
                .filter_map(|row| row.get(cause))
                .copied()
                .collect();
            Arc::new(Float64Array::new(column.into(), nulls.clone())) as ArrayRef
        };
        (0..self.causes).map(column).collect()
    }
}

/// One column of lists: the numbers of a row stay together, as they come.
struct List {
    of: Of,
    causes: usize,
    numbers: Vec<f64>,
    is_ranked: Vec<bool>,
}

impl List {
    fn new(of: Of, causes: usize, rows: usize) -> Self {
        let (numbers, is_ranked) = (Vec::with_capacity(causes * rows), Vec::with_capacity(rows));
        Self { of, causes, numbers, is_ranked }
    }
}

impl Part for List {
    fn begin(&mut self, rows: usize) {
        *self = Self::new(self.of, self.causes, rows);
    }

    fn push(&mut self, row: &mut Row<'_, '_>) {
        self.is_ranked.push(row.is_ranked);
        if row.is_ranked {
            self.of.extend(&mut self.numbers, row);
        }
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        let is_ranked = std::mem::take(&mut self.is_ranked);
        let lengths = is_ranked.iter().map(|ranked| if *ranked { self.causes } else { 0 });
        let offsets = OffsetBuffer::from_lengths(lengths);
        let numbers = Arc::new(Float64Array::from(std::mem::take(&mut self.numbers)));
        let item = Arc::new(list_item());
        vec![Arc::new(ListArray::new(item, offsets, numbers, nulls(is_ranked)))]
    }
}

/// What a list of numbers consists of.
fn list_item() -> Field {
    Field::new_list_field(DataType::Float64, true)
}

/// Null where no causes are ranked.
fn nulls(is_ranked: Vec<bool>) -> Option<NullBuffer> {
    Some(NullBuffer::from(is_ranked)).filter(|nulls| nulls.null_count() > 0)
}
