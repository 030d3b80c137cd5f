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
    /// Makes room for so many rows.
    fn begin(&mut self, rows: usize);

    /// Takes up one more row.
    fn push(&mut self, row: &mut Row<'_, '_>);

    /// Returns the columns of the rows since it began.
    fn finish(&mut self) -> Vec<ArrayRef>;
}

/// What makes a part.
pub(crate) type MakePart = Box<dyn Fn() -> Box<dyn Part + Send> + Send + Sync>;

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
            output.add(levels::urgency_fields(), || Box::new(levels::Urgencies::new(0)));
        }
        if options.coverage {
            output.add(levels::coverage_fields(), || Box::new(levels::Coverages::new(0)));
        }
        output.add(numbers::none_fields(), || Box::new(numbers::None::new(0)));
        leaders::add(&mut output, options);
        numbers::add(&mut output, engine, options);
        output.add(wrong::fields(), || Box::new(wrong::Wrong::new(0)));
        output
    }

    fn add(
        &mut self,
        fields: Vec<Field>,
        make: impl Fn() -> Box<dyn Part + Send> + Send + Sync + 'static,
    ) {
        self.fields.extend(fields.into_iter().map(FieldRef::new));
        self.parts.push(Box::new(make));
    }
}
