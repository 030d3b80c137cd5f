//! References, and what rests on them.

use std::collections::BTreeSet;

use super::model::{Block, Cell, Entry, Item, Kind, Line, Reference, Span};
use super::phrase::Names;
use super::words;
use crate::knowledge::{Observation, Quantity, Role, Source};

/// Adds the references of all that an entry names, and of `more`, each once.
pub(super) fn add(entry: &mut Entry, names: &Names<'_>, more: &[String]) {
    let mut ids = cited(entry);
    ids.extend(more.iter().cloned());
    let known = ids.iter().filter_map(|id| Some((id, names.knowledge.sources().get(id)?)));
    let reference = |(id, source): (&String, &Source)| Reference {
        id: id.clone(),
        line: Line::to(Kind::Source, id, id)
            .then(format!(": {} ", source.citation))
            .and(address(source))
            .then(format!(" ({})", words::source_status(&source.status))),
    };
    let references: Vec<_> = known.map(reference).collect();
    let blocks = if references.is_empty() { Vec::new() } else { vec![Block::Sources(references)] };
    entry.add(words::SOURCES, blocks);
}

/// The ids of the sources that the numbers and the facts of an entry name.
fn cited(entry: &Entry) -> BTreeSet<String> {
    let spans = entry.facts.iter().flat_map(|fact| &fact.value.0);
    let named = spans.filter_map(|span| match span {
        Span::To(Kind::Citation, id, _) => Some(id.clone()),
        _ => None,
    });
    let tables = entry.sections.iter().flat_map(|section| &section.blocks);
    let groups = tables.flat_map(|block| match block {
        Block::Table(table) => table.groups.as_slice(),
        _ => &[],
    });
    let cells = groups.flat_map(|group| group.rows.iter().flatten());
    let numbers = cells.filter_map(|cell| match cell {
        Cell::Number(number) => number.from.source.clone(),
        Cell::Line(_) => None,
    });
    named.chain(numbers).collect()
}

/// Where it can be read. Only addresses of the web become links.
fn address(source: &Source) -> Line {
    let url = match (&source.doi, &source.url) {
        (Some(doi), _) => {
            let url = format!("https://doi.org/{doi}");
            return Line(vec![Span::Out(url.clone(), url)]);
        }
        (None, Some(url)) => url.clone(),
        (None, None) => return Line::default(),
    };
    if ["https://", "http://"].iter().any(|start| url.starts_with(start)) {
        Line(vec![Span::Out(url.clone(), url)])
    } else {
        Line::text(url)
    }
}

pub(super) fn entry(names: &Names<'_>, id: &str, source: &Source) -> Entry {
    let mut entry = Entry {
        kind: Kind::Source,
        id: id.to_owned(),
        name: id.to_owned(),
        lead: vec![source.citation.clone()],
        facts: Vec::new(),
        sections: Vec::new(),
    };
    entry.fact(words::ADDRESS, address(source));
    entry.fact(words::STATUS, Line::text(words::source_status(&source.status)));
    let used = used_by(names, id);
    let items: Vec<_> = used.into_iter().map(Item::leaf).collect();
    entry.add(words::USED_BY, Block::outline(items));
    entry
}

fn used_by(names: &Names<'_>, id: &str) -> Vec<Line> {
    let mut used = Vec::new();
    for cause in names.knowledge.causes() {
        let count = resting(&cause.quantities(), id);
        if count > 0 {
            let numbers = if count == 1 { "number" } else { "numbers" };
            used.push(names.cause(&cause.id).then(format!(": {count} {numbers}")));
        } else if cause.sources.iter().any(|source| source == id) {
            used.push(names.cause(&cause.id).then(format!(": {}", words::UNUSED_SOURCE)));
        }
    }
    let observations = names.knowledge.observations().iter();
    let observations = observations.filter(|o| from(o).contains(&id));
    used.extend(observations.map(|o| names.observation(&o.id).then(": how common it is")));
    let advice = names.knowledge.recommendations().iter();
    let advice = advice.filter(|entry| entry.sources.iter().any(|source| source == id));
    used.extend(advice.map(|entry| names.recommendation(&entry.id)));
    let flags = names.knowledge.red_flags().iter();
    let flags = flags.filter(|flag| flag.sources.iter().any(|source| source == id));
    used.extend(flags.map(|flag| names.red_flag(&flag.id)));
    used
}

fn resting(numbers: &[&Quantity], id: &str) -> usize {
    numbers.iter().filter(|number| number.source.as_deref() == Some(id)).count()
}

/// The sources of the numbers of an observation.
fn from(observation: &Observation) -> Vec<&str> {
    let base = match &observation.role {
        Role::Symptom(symptom) => symptom.base.as_ref().and_then(|base| base.source.as_deref()),
        _ => None,
    };
    let rows = match &observation.role {
        Role::Descriptor(descriptor) => descriptor.default_rows_from.as_ref(),
        _ => None,
    };
    let shares = observation.levels().and_then(|levels| levels.shares_from.as_ref());
    let rows = [shares, rows].into_iter().flatten().filter_map(|from| from.source.as_deref());
    base.into_iter().chain(rows).collect()
}
