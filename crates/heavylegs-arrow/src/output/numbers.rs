//! A number for each cause, and P(none of these).

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{Float64Builder, ListBuilder};
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
    /// Calls `take` with the number of every cause.
    fn each(self, row: &mut Row<'_, '_>, take: &mut dyn FnMut(usize, f64)) {
        match self {
            Self::Posteriors => {
                row.scored.probabilities().iter().enumerate().for_each(|(at, p)| take(at, *p));
            }
            Self::BayesFactors => {
                row.scored.bayes_factors().enumerate().for_each(|(at, factor)| take(at, factor));
            }
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
                output.add(fields, move |rows| Box::new(Wide::new(of, count, rows)));
            }
            Some(Layout::List) => {
                let item = Field::new_list_field(DataType::Float64, true);
                let fields = vec![Field::new_list(name, item, true)];
                output.add(fields, move |rows| Box::new(List::new(of, count, rows)));
            }
            Option::None => {}
        }
    }
}

/// A column for each cause.
struct Wide {
    of: Of,
    columns: Vec<Float64Builder>,
}

impl Wide {
    fn new(of: Of, causes: usize, rows: usize) -> Self {
        let column = |_| Float64Builder::with_capacity(rows);
        Self { of, columns: (0..causes).map(column).collect() }
    }
}

impl Part for Wide {
    fn push(&mut self, row: &mut Row<'_, '_>) {
        if !row.is_ranked {
            self.columns.iter_mut().for_each(Float64Builder::append_null);
            return;
        }
        let columns = &mut self.columns;
        self.of.each(row, &mut |at, number| {
            if let Some(column) = columns.get_mut(at) {
                column.append_value(number);
            }
        });
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        self.columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef).collect()
    }
}

/// One column of lists.
struct List {
    of: Of,
    lists: ListBuilder<Float64Builder>,
}

impl List {
    fn new(of: Of, causes: usize, rows: usize) -> Self {
        let values = Float64Builder::with_capacity(causes * rows);
        Self { of, lists: ListBuilder::with_capacity(values, rows) }
    }
}

impl Part for List {
    fn push(&mut self, row: &mut Row<'_, '_>) {
        if row.is_ranked {
            let values = self.lists.values();
            self.of.each(row, &mut |_, number| values.append_value(number));
        }
        self.lists.append(row.is_ranked);
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        vec![Arc::new(self.lists.finish())]
    }
}
