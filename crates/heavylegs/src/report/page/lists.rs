//! The documents: one entry, all entries of a kind, and the index of all.

use super::model::{Block, Document, Entry, Fact, Grade, Item, Line, Number, Section, Table};
use super::phrase::{Names, count};
use super::{advice, cause, model::Form, observation, source, words};
use crate::knowledge::{Cause, Urgency};

/// Every entry of that id: an id means one thing in its section, but two sections may share it.
pub(super) fn of_id(names: &Names<'_>, id: &str) -> Vec<Entry> {
    let knowledge = names.knowledge;
    [
        knowledge.cause(id).map(|entry| cause::entry(names, entry)),
        knowledge.observation(id).map(|entry| observation::entry(names, entry)),
        knowledge.recommendation(id).map(|entry| advice::recommendation(names, entry)),
        knowledge.red_flag(id).map(|entry| advice::red_flag(names, entry)),
        knowledge.sources().get(id).map(|entry| source::entry(names, id, entry)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// All entries of a kind, by the name of its section in the files.
pub(super) fn of_section(names: &Names<'_>, section: &str) -> Option<Document> {
    let knowledge = names.knowledge;
    let (title, entries): (&str, Vec<Entry>) = match section {
        "causes" => {
            let causes = knowledge.causes().iter();
            (words::CAUSES, causes.map(|entry| cause::entry(names, entry)).collect())
        }
        "observations" => {
            let observations = knowledge.observations().iter();
            let entries = observations.map(|entry| observation::entry(names, entry)).collect();
            (words::OBSERVATIONS, entries)
        }
        "recommendations" => {
            let all = knowledge.recommendations().iter();
            let entries = all.map(|entry| advice::recommendation(names, entry)).collect();
            (words::RECOMMENDATIONS_PAGE, entries)
        }
        "red_flags" => {
            let all = knowledge.red_flags().iter();
            (words::RED_FLAGS, all.map(|entry| advice::red_flag(names, entry)).collect())
        }
        "sources" => {
            let all = knowledge.sources().iter();
            (words::SOURCES_PAGE, all.map(|(id, entry)| source::entry(names, id, entry)).collect())
        }
        _ => return None,
    };
    let sections = contents(names, section, &entries).into_iter().collect();
    Some(Document { title: title.to_owned(), entries, sections, ..Document::default() })
}

/// The links at the top of a long page, in groups.
fn contents(names: &Names<'_>, section: &str, entries: &[Entry]) -> Option<Section> {
    let of = |group: &dyn Fn(&Entry) -> bool| -> Vec<Item> {
        let mut entries: Vec<&Entry> = entries.iter().filter(|entry| group(entry)).collect();
        entries.sort_by_key(|entry| entry.name.to_lowercase());
        let line = |entry: &Entry| Line::to(entry.kind, &entry.id, entry.name.clone());
        entries.into_iter().map(|entry| Item::leaf(line(entry))).collect()
    };
    let grouped = |title: &str, parts: Vec<Item>| {
        let line = Line::text(format!("{title}: {}", parts.len()));
        (!parts.is_empty()).then_some(Item { line, parts })
    };
    let items: Vec<Item> = match section {
        "observations" => ["symptom", "factor", "descriptor", "measurement", "context"]
            .into_iter()
            .filter_map(|kind| {
                let is = |entry: &Entry| {
                    names.knowledge.observation(&entry.id).is_some_and(|o| o.kind() == kind)
                };
                grouped(words::observation_kind(kind).0, of(&is))
            })
            .collect(),
        "red_flags" => {
            [Urgency::Emergency, Urgency::SameDay, Urgency::Appointment, Urgency::SelfCare]
                .into_iter()
                .filter_map(|urgency| {
                    let is = |entry: &Entry| {
                        names.knowledge.red_flag(&entry.id).is_some_and(|f| f.urgency == urgency)
                    };
                    grouped(&super::super::words::sentence(words::short_urgency(urgency)), of(&is))
                })
                .collect()
        }
        "recommendations" => of(&|_| true),
        _ => return None,
    };
    Some(Section::new(words::CONTENTS, vec![Block::Outline(items)]))
}

/// The front page.
pub(super) fn index(names: &Names<'_>) -> Document {
    let knowledge = names.knowledge;
    let all = knowledge.quantities();
    let facts = [
        (words::VERSION, knowledge.version().to_owned()),
        (words::HASH, knowledge.hash().to_owned()),
        (words::NUMBERS, Names::tally(&all)),
    ];
    let mut sections = vec![legend()];
    sections.extend(knowledge.families().iter().filter_map(|id| family(names, id)));
    sections.extend(screen(names));
    sections.extend(scope(names));
    Document {
        title: words::KNOWLEDGE.to_owned(),
        lead: vec![words::KNOWLEDGE_LEAD.to_owned()],
        facts: facts.map(|(label, text)| Fact { label, value: Line::text(text) }).into(),
        sections,
        entries: Vec::new(),
    }
}

fn legend() -> Section {
    let row = |grade: Grade| {
        let label = format!("{} {}", words::grade_sign(grade), words::grade(grade));
        let label = if grade == Grade::TakenOver { label + " …" } else { label };
        vec![Line::text(label).into(), Line::text(words::grade_meaning(grade)).into()]
    };
    let rows = Grade::ALL.map(row).into();
    Section::new(words::LEGEND, Table::flat(&[words::GRADE, words::MEANING], rows))
}

fn family(names: &Names<'_>, id: &str) -> Option<Section> {
    let causes = names.causes_of(id);
    let numbers: Vec<_> = causes.iter().flat_map(|cause| cause.quantities()).collect();
    let rows: Vec<_> = causes.iter().map(|cause| row(names, cause)).collect();
    let columns = [words::CAUSE, words::SHARE, words::CARE, words::SOURCED];
    let blocks = Table::flat(&columns, rows);
    let heading = words::Heading { label: words::FAMILY, lead: "" };
    let mut section = Section::new(heading, blocks);
    section.title = format!("{} ({})", names.family(id), causes.len());
    section.lead = Some(format!("Numbers: {}.", Names::tally(&numbers)));
    (!causes.is_empty()).then_some(section)
}

fn row(names: &Names<'_>, cause: &Cause) -> Vec<super::model::Cell> {
    let numbers = cause.quantities();
    let own = if cause.scored { cause.care } else { Urgency::SelfCare };
    let care = names.urgency_by_rule(cause).map_or(own, |rule| rule.max(own));
    let care = Line::text(words::short_urgency(care));
    if !cause.scored {
        let rules = Line::text(words::RULES_ONLY);
        let none = Line::default();
        return vec![names.cause(&cause.id).into(), rules.into(), care.into(), none.into()];
    }
    let sourced = count(&numbers, Grade::Measured) + count(&numbers, Grade::TakenOver);
    vec![
        names.cause(&cause.id).into(),
        Number::new(&cause.prior, Form::Percent).into(),
        care.into(),
        Line::text(words::of_all(sourced, numbers.len())).into(),
    ]
}

fn screen(names: &Names<'_>) -> Vec<Section> {
    let screens = names.knowledge.screens().iter().filter(|screen| screen.universal);
    let section = |screen: &crate::knowledge::Screen| {
        let items = screen.observations.iter().map(|id| Item::leaf(names.observation(id)));
        let mut section = Section::new(words::SCREEN, Block::outline(items.collect()));
        section.lead = names.texts.screens.get(&screen.id).cloned();
        section
    };
    screens.map(section).collect()
}

fn scope(names: &Names<'_>) -> Option<Section> {
    let items: Vec<Item> = names
        .knowledge
        .scope()
        .iter()
        .map(|rule| {
            let text = names.texts.scope.get(&rule.id);
            let said = text.map(|text| Item::leaf(Line::text(format!("“{text}”"))));
            Item { line: names.condition(&rule.when), parts: said.into_iter().collect() }
        })
        .collect();
    (!items.is_empty()).then(|| Section::new(words::SCOPE, Block::outline(items)))
}
