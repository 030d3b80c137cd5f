//! From scored rows to the columns of the result.

mod leaders;
mod levels;
mod numbers;
mod wrong;

use arrow_array::ArrayRef;
use arrow_schema::{Field, FieldRef};
use heavylegs::Engine;
use heavylegs::rows::Scored;

use crate::options::FrameOptions;

/// A row, and what may be said of it.
pub(crate) struct Row<'a, 's> {
    pub(crate) scored: &'a mut Scored<'s>,
    /// Whether causes are ranked: nothing was wrong, and the runner is inside the scope.
    pub(crate) is_ranked: bool,
    /// What was wrong with its values.
    pub(crate) wrong: Option<&'a str>,
}

/// Some columns of the result, filled row by row.
pub(crate) trait Part {
    /// Takes up one more row.
    fn push(&mut self, row: &mut Row<'_, '_>);

    /// Returns the columns and begins anew.
    fn finish(&mut self) -> Vec<ArrayRef>;
}

/// What makes parts: one for each thread and chunk.
pub(crate) type MakePart = Box<dyn Fn(usize) -> Box<dyn Part> + Send + Sync>;

/// The columns of the result.
pub(crate) struct Output {
    pub(crate) fields: Vec<FieldRef>,
    pub(crate) parts: Vec<MakePart>,
}

impl Output {
    /// The columns that the options ask for, in their order.
    pub(crate) fn new(engine: &Engine, options: &FrameOptions) -> Self {
        let mut output = Self { fields: Vec::new(), parts: Vec::new() };
        if options.urgency {
            output.add(levels::urgency_fields(), |rows| Box::new(levels::Urgencies::new(rows)));
        }
        if options.coverage {
            output.add(levels::coverage_fields(), |rows| Box::new(levels::Coverages::new(rows)));
        }
        output.add(numbers::none_fields(), |rows| Box::new(numbers::None::new(rows)));
        leaders::add(&mut output, options);
        numbers::add(&mut output, engine, options);
        output.add(wrong::fields(), |rows| Box::new(wrong::Wrong::new(rows)));
        output
    }

    fn add(
        &mut self,
        fields: Vec<Field>,
        make: impl Fn(usize) -> Box<dyn Part> + Send + Sync + 'static,
    ) {
        self.fields.extend(fields.into_iter().map(FieldRef::new));
        self.parts.push(Box::new(make));
    }
}
