//! What a page says, before it is laid out. The renderers decide nothing.

use super::words::{Heading, Label};
use crate::knowledge::{NumberClass, Provenance, Quantity};

/// Some entries, and what is said before them.
#[derive(Debug, Clone, Default)]
pub(super) struct Document {
    pub(super) title: String,
    pub(super) lead: Vec<String>,
    pub(super) facts: Vec<Fact>,
    pub(super) sections: Vec<Section>,
    pub(super) entries: Vec<Entry>,
}

/// One part of the knowledge.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) lead: Vec<String>,
    pub(super) facts: Vec<Fact>,
    pub(super) sections: Vec<Section>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Cause,
    Observation,
    Recommendation,
    RedFlag,
    Source,
    /// A source as a number names it: the reference stands on the same page, where it has one.
    Citation,
}

#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) label: Label,
    pub(super) value: Line,
}

#[derive(Debug, Clone)]
pub(super) struct Section {
    pub(super) key: &'static str,
    pub(super) title: String,
    pub(super) lead: Option<String>,
    pub(super) blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
pub(super) enum Block {
    Table(Table),
    Outline(Vec<Item>),
    Sources(Vec<Reference>),
}

/// A line, with lines below it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) line: Line,
    pub(super) parts: Vec<Item>,
}

/// A reference as it stands at the end of an entry.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) id: String,
    pub(super) line: Line,
}

#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) columns: Vec<Label>,
    pub(super) groups: Vec<Group>,
    pub(super) notes: Vec<String>,
}

/// Rows that belong together, perhaps below a line of their own.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) head: Option<Line>,
    pub(super) remark: Option<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone)]
pub(super) enum Cell {
    Line(Line),
    Number(Number),
}

/// A number with where it comes from.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) form: Form,
    pub(super) from: Provenance,
    /// The factor by which it is uncertain; nothing for shares.
    pub(super) uncertainty: Option<f64>,
    pub(super) note: Option<String>,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Percent,
    Times,
    Plain,
}

/// How far a number can be relied on; a reader sees it at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// Read in a reference.
    Measured,
    /// An estimate from a figure of a reference.
    TakenOver,
    Estimate,
    Guess,
}

impl Grade {
    pub(super) const ALL: [Self; 4] =
        [Self::Measured, Self::TakenOver, Self::Estimate, Self::Guess];

    pub(super) fn new(class: NumberClass, has_source: bool) -> Self {
        match (class, has_source) {
            (NumberClass::Measured, true) => Self::Measured,
            (_, true) => Self::TakenOver,
            (NumberClass::Guess, false) => Self::Guess,
            (_, false) => Self::Estimate,
        }
    }
}

impl Number {
    pub(super) fn new(quantity: &Quantity, form: Form) -> Self {
        Self {
            value: quantity.value,
            form,
            from: Provenance { source: quantity.source.clone(), class: quantity.class },
            uncertainty: Some(quantity.uncertainty),
            note: quantity.note.clone(),
        }
    }

    pub(super) fn share(value: f64, from: &Provenance) -> Self {
        let from = from.clone();
        Self { value, form: Form::Percent, from, uncertainty: None, note: None }
    }

    pub(super) fn grade(&self) -> Grade {
        Grade::new(self.from.class, self.from.source.is_some())
    }

    /// The factor of uncertainty, where it is not the one of its class.
    pub(super) fn own_uncertainty(&self) -> Option<f64> {
        let usual = match self.from.class {
            NumberClass::Measured => 1.25,
            NumberClass::Estimate => 2.0,
            NumberClass::Guess => 3.0,
        };
        self.uncertainty.filter(|factor| (factor - usual).abs() > 1e-9)
    }
}

/// Text with links in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::report) struct Line(pub(super) Vec<Span>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Span {
    Text(String),
    /// To an entry of the knowledge.
    To(Kind, String, String),
    /// To an address outside.
    Out(String, String),
    /// An answer: its id and how it is said.
    Level(String, String),
}

impl Line {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self(vec![Span::Text(text.into())])
    }

    pub(super) fn to(kind: Kind, id: &str, text: impl Into<String>) -> Self {
        Self(vec![Span::To(kind, id.to_owned(), text.into())])
    }

    pub(super) fn then(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Text(text.into()));
        self
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Joins lines, with words between them.
    pub(super) fn joined(lines: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut all = Self::default();
        for line in lines {
            if !all.0.is_empty() {
                all = all.then(between);
            }
            all = all.and(line);
        }
        all
    }

    pub(in crate::report) fn plain(&self) -> String {
        self.0.iter().map(Span::words).collect()
    }
}

impl Span {
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::To(_, _, text) | Self::Out(_, text) | Self::Level(_, text) => {
                text
            }
        }
    }
}

impl Item {
    pub(super) fn leaf(line: Line) -> Self {
        Self { line, parts: Vec::new() }
    }
}

impl Section {
    pub(super) fn new(heading: Heading, blocks: Vec<Block>) -> Self {
        let lead = Some(heading.lead).filter(|lead| !lead.is_empty());
        Self {
            key: heading.label.key,
            title: heading.label.title.to_owned(),
            lead: lead.map(str::to_owned),
            blocks,
        }
    }
}

impl Entry {
    /// Adds a section, unless it would be empty.
    pub(super) fn add(&mut self, heading: Heading, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.sections.push(Section::new(heading, blocks));
        }
    }

    pub(super) fn fact(&mut self, label: Label, value: Line) {
        if !value.plain().is_empty() {
            self.facts.push(Fact { label, value });
        }
    }
}

impl Table {
    /// A table without groups; nothing without rows.
    pub(super) fn flat(columns: &[Label], rows: Vec<Vec<Cell>>) -> Vec<Block> {
        Self::grouped(columns, vec![Group { rows, ..Group::default() }])
    }

    /// A table of the groups that have rows; nothing without any.
    pub(super) fn grouped(columns: &[Label], mut groups: Vec<Group>) -> Vec<Block> {
        groups.retain(|group| !group.rows.is_empty());
        if groups.is_empty() {
            return Vec::new();
        }
        vec![Block::Table(Self { columns: columns.to_vec(), groups, notes: Vec::new() })]
    }
}

impl From<Line> for Cell {
    fn from(line: Line) -> Self {
        Self::Line(line)
    }
}

impl From<Number> for Cell {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl Block {
    /// A list; nothing without items.
    pub(super) fn outline(items: Vec<Item>) -> Vec<Self> {
        if items.is_empty() { Vec::new() } else { vec![Self::Outline(items)] }
    }
}
