//! What was wrong with a row.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::StringBuilder;
use arrow_schema::{DataType, Field};

use super::{Part, Row};

pub(super) fn fields() -> Vec<Field> {
    vec![Field::new("error", DataType::Utf8, true)]
}

pub(super) struct Wrong(StringBuilder);

impl Wrong {
    pub(super) fn new(rows: usize) -> Self {
        Self(StringBuilder::with_capacity(rows, 0))
    }
}

impl Part for Wrong {
    fn begin(&mut self, rows: usize) {
        *self = Self::new(rows);
    }

    fn push(&mut self, row: &mut Row<'_, '_>) {
        self.0.append_option(row.wrong);
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        vec![Arc::new(self.0.finish())]
    }
}
