//! Urgency and coverage.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{BooleanBuilder, ListBuilder, StringBuilder};
use arrow_schema::{DataType, Field};
use heavylegs::CoverageState;

use super::{Part, Row};

/// The longest of these words takes about so many bytes.
const BYTES: usize = 12;

pub(super) fn urgency_fields() -> Vec<Field> {
    let text = |name: &str, nullable| Field::new(name, DataType::Utf8, nullable);
    let flag = Field::new_list_field(DataType::Utf8, true);
    vec![
        text("urgency", false),
        text("activity", false),
        Field::new_list("red_flags", flag, false),
        text("outside_scope", true),
    ]
}

pub(super) struct Urgencies {
    urgency: StringBuilder,
    activity: StringBuilder,
    red_flags: ListBuilder<StringBuilder>,
    outside_scope: StringBuilder,
}

impl Urgencies {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            urgency: StringBuilder::with_capacity(rows, BYTES * rows),
            activity: StringBuilder::with_capacity(rows, BYTES * rows),
            red_flags: ListBuilder::with_capacity(StringBuilder::new(), rows),
            outside_scope: StringBuilder::with_capacity(rows, 0),
        }
    }
}

impl Part for Urgencies {
    fn begin(&mut self, rows: usize) {
        *self = Self::new(rows);
    }

    fn push(&mut self, row: &mut Row<'_, '_>) {
        // Red flags count whatever else is wrong with a row; causes only if nothing is.
        let (urgency, activity) =
            if row.is_ranked { row.scored.urgency() } else { row.scored.floor() };
        self.urgency.append_value(urgency.as_str());
        self.activity.append_value(activity.as_str());
        for flag in row.scored.red_flags() {
            self.red_flags.values().append_value(&flag.id);
        }
        self.red_flags.append(true);
        self.outside_scope.append_option(row.scored.outside_scope());
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        vec![
            Arc::new(self.urgency.finish()),
            Arc::new(self.activity.finish()),
            Arc::new(self.red_flags.finish()),
            Arc::new(self.outside_scope.finish()),
        ]
    }
}

pub(super) fn coverage_fields() -> Vec<Field> {
    vec![
        Field::new("coverage", DataType::Utf8, true),
        Field::new("names_a_leader", DataType::Boolean, true),
    ]
}

pub(super) struct Coverages {
    state: StringBuilder,
    names_a_leader: BooleanBuilder,
}

impl Coverages {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            state: StringBuilder::with_capacity(rows, BYTES * rows),
            names_a_leader: BooleanBuilder::with_capacity(rows),
        }
    }
}

impl Part for Coverages {
    fn begin(&mut self, rows: usize) {
        *self = Self::new(rows);
    }

    fn push(&mut self, row: &mut Row<'_, '_>) {
        let coverage = row.is_ranked.then(|| row.scored.coverage());
        self.state.append_option(coverage.as_ref().map(|coverage| match coverage.state {
            CoverageState::Sufficient => "sufficient",
            _ => "insufficient",
        }));
        self.names_a_leader.append_option(coverage.map(|coverage| coverage.names_a_leader));
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        vec![Arc::new(self.state.finish()), Arc::new(self.names_a_leader.finish())]
    }
}
