//! A document for programs: what the page says, with exact numbers.

use serde_json::{Map, Value, json};

use super::model::{
    Block, Cell, Document, Entry, Fact, Group, Item, Line, Number, Section, Span, Table,
};
use super::phrase::formed;
use super::words;
use crate::knowledge::{KnowledgeBase, NumberClass};

pub(super) fn render(document: &Document, knowledge: [&str; 2]) -> String {
    let [version, hash] = knowledge;
    let mut all = json!({
        "schema": 1,
        "language": words::LANGUAGE,
        "knowledge": { "version": version, "hash": hash },
        "entries": document.entries.iter().map(entry).collect::<Vec<_>>(),
    });
    if let Value::Object(all) = &mut all
        && !document.title.is_empty()
    {
        all.insert("title".into(), document.title.clone().into());
        all.insert("lead".into(), json!(document.lead));
        all.insert("facts".into(), facts(&document.facts));
        all.insert("sections".into(), document.sections.iter().map(section).collect());
    }
    // A `Value` has no keys but texts, so it can always be written.
    serde_json::to_string_pretty(&all).map(|text| text + "\n").unwrap_or_default()
}

/// What a page says of the knowledge it comes from.
pub(super) fn stamp(knowledge: &KnowledgeBase) -> [String; 2] {
    [knowledge.version().to_owned(), knowledge.hash().to_owned()]
}

fn entry(entry: &Entry) -> Value {
    json!({
        "kind": words::kind(entry.kind).key,
        "id": entry.id,
        "name": entry.name,
        "lead": entry.lead,
        "facts": facts(&entry.facts),
        "sections": entry.sections.iter().map(section).collect::<Vec<_>>(),
    })
}

fn facts(facts: &[Fact]) -> Value {
    facts
        .iter()
        .map(|fact| (fact.label.key.to_owned(), line(&fact.value)))
        .collect::<Map<_, _>>()
        .into()
}

fn section(section: &Section) -> Value {
    let mut all = json!({ "section": section.key, "title": section.title });
    if let Value::Object(all) = &mut all {
        if let Some(lead) = &section.lead {
            all.insert("lead".into(), lead.clone().into());
        }
        for block in &section.blocks {
            let (key, value) = self::block(block);
            all.insert(key.into(), value);
        }
    }
    all
}

fn block(block: &Block) -> (&'static str, Value) {
    match block {
        Block::Table(table) => ("rows", rows(table)),
        Block::Outline(items) => ("items", items.iter().map(item).collect()),
        Block::Sources(references) => {
            let source =
                |one: &super::model::Reference| json!({ "id": one.id, "text": one.line.plain() });
            ("sources", references.iter().map(source).collect())
        }
    }
}

fn item(item: &Item) -> Value {
    if item.parts.is_empty() {
        return line(&item.line);
    }
    let parts: Vec<Value> = item.parts.iter().map(self::item).collect();
    json!({ "text": line(&item.line), "parts": parts })
}

fn rows(table: &Table) -> Value {
    table.groups.iter().flat_map(|group| group_rows(table, group)).collect()
}

/// Rows by the names of their columns; those of a group say to what they belong.
fn group_rows(table: &Table, group: &Group) -> Vec<Value> {
    let row = |cells: &Vec<Cell>| {
        let cells = table.columns.iter().zip(cells);
        let mut row: Map<String, Value> =
            cells.map(|(column, cell)| (column.key.to_owned(), self::cell(cell))).collect();
        row.extend(group.head.iter().map(|head| ("of".to_owned(), line(head))));
        row.extend(group.remark.iter().map(|text| ("remark".to_owned(), text.clone().into())));
        Value::Object(row)
    };
    group.rows.iter().map(row).collect()
}

fn cell(cell: &Cell) -> Value {
    match cell {
        Cell::Line(line) => self::line(line),
        Cell::Number(number) => self::number(number),
    }
}

fn number(number: &Number) -> Value {
    let class = match number.from.class {
        NumberClass::Measured => "measured",
        NumberClass::Estimate => "estimate",
        NumberClass::Guess => "guess",
    };
    let mut all = json!({
        "value": number.value,
        "class": class,
        "source": number.from.source,
        "text": formed(number.value, number.form),
    });
    if let Value::Object(all) = &mut all {
        all.extend(number.uncertainty.map(|factor| ("uncertainty".to_owned(), factor.into())));
        all.extend(number.note.iter().map(|note| ("note".to_owned(), note.clone().into())));
    }
    all
}

/// A text; with the ids that it names, where it names some.
fn line(line: &Line) -> Value {
    let named = line.0.iter().filter_map(|span| match span {
        Span::To(kind, id, _) => Some(json!({ "kind": words::kind(*kind).key, "id": id })),
        Span::Level(id, _) => Some(json!({ "kind": "level", "id": id })),
        Span::Text(_) | Span::Out(..) => None,
    });
    let named: Vec<Value> = named.collect();
    let text = line.plain();
    if named.is_empty() { text.into() } else { json!({ "text": text, "names": named }) }
}
