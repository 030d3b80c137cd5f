//! The first few causes, families and recommendations.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{Float64Builder, ListBuilder, StringBuilder, StructBuilder};
use arrow_schema::{DataType, Field, Fields};

use super::{Output, Part, Row};
use crate::options::FrameOptions;

/// What is listed.
#[derive(Clone, Copy)]
enum Of {
    Causes,
    Families,
    Recommendations,
}

/// Adds what the options ask for.
pub(super) fn add(output: &mut Output, options: &FrameOptions) {
    let wanted = [
        (options.top_causes, Of::Causes, "causes"),
        (options.top_families, Of::Families, "families"),
        (options.recommendations, Of::Recommendations, "recommendations"),
    ];
    for (most, of, name) in wanted.into_iter().filter(|(most, ..)| *most > 0) {
        let item = Field::new_list_field(DataType::Struct(of.fields()), true);
        let fields = vec![Field::new_list(name, item, true)];
        output.add(fields, move || Box::new(Leaders::new(of, most, 0)));
    }
}

impl Of {
    fn fields(self) -> Fields {
        let words = match self {
            Self::Causes => &["cause"][..],
            Self::Families => &["family", "cause"],
            Self::Recommendations => &["recommendation"],
        };
        let number = match self {
            Self::Causes | Self::Families => "probability",
            Self::Recommendations => "score",
        };
        let words = words.iter().map(|word| Field::new(*word, DataType::Utf8, true));
        words.chain([Field::new(number, DataType::Float64, true)]).collect()
    }
}

struct Leaders {
    of: Of,
    most: usize,
    lists: ListBuilder<StructBuilder>,
}

impl Leaders {
    fn new(of: Of, most: usize, rows: usize) -> Self {
        let items = StructBuilder::from_fields(of.fields(), most * rows);
        Self { of, most, lists: ListBuilder::with_capacity(items, rows) }
    }
}

impl Part for Leaders {
    fn begin(&mut self, rows: usize) {
        *self = Self::new(self.of, self.most, rows);
    }

    fn push(&mut self, row: &mut Row<'_, '_>) {
        if row.is_ranked {
            let items = self.lists.values();
            match self.of {
                Of::Causes => row
                    .scored
                    .leading_causes(self.most)
                    .for_each(|(cause, p)| append(items, &[&cause.id], p)),
                Of::Families => row
                    .scored
                    .leading_families(self.most)
                    .for_each(|(cause, p)| append(items, &[&cause.family, &cause.id], p)),
                Of::Recommendations => row
                    .scored
                    .recommendations(self.most)
                    .for_each(|(advice, score)| append(items, &[&advice.id], score)),
            }
        }
        self.lists.append(row.is_ranked);
    }

    fn finish(&mut self) -> Vec<ArrayRef> {
        vec![Arc::new(self.lists.finish())]
    }
}

fn append(items: &mut StructBuilder, words: &[&str], number: f64) {
    for (at, word) in words.iter().enumerate() {
        if let Some(builder) = items.field_builder::<StringBuilder>(at) {
            builder.append_value(word);
        }
    }
    if let Some(builder) = items.field_builder::<Float64Builder>(words.len()) {
        builder.append_value(number);
    }
    items.append(true);
}
