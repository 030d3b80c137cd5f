//! The page of an observation.

use super::cause::{place, share};
use super::model::{Block, Cell, Entry, Form, Group, Item, Kind, Line, Number, Table};
use super::phrase::{Names, number, tests};
use super::words::Label;
use super::{source, words};
use crate::knowledge::{Cause, Descriptor, LevelTable, Levels, Observation, Quantity, Role};

pub(super) fn entry(names: &Names<'_>, observation: &Observation) -> Entry {
    let id = observation.id.as_str();
    let text = names.texts.observations.get(id);
    let mut entry = Entry {
        kind: Kind::Observation,
        id: id.to_owned(),
        name: names.title(id),
        lead: text.map(|text| text.question.clone()).into_iter().collect(),
        facts: Vec::new(),
        sections: Vec::new(),
    };
    if let Some(help) = text.and_then(|text| text.help.as_ref()) {
        entry.fact(words::HELP, Line::text(help));
    }
    facts(&mut entry, names, observation);
    answers(&mut entry, names, observation);
    bears_on(&mut entry, names, id);
    let flags = names.knowledge.red_flags().iter().filter(|flag| tests(&flag.when, id));
    let row = |flag: &crate::knowledge::RedFlag| {
        vec![names.red_flag(&flag.id).into(), Line::text(words::short_urgency(flag.urgency)).into()]
    };
    entry.add(
        words::TESTED_BY,
        Table::flat(&[words::RULE, words::URGENCY], flags.map(row).collect()),
    );
    let others = names.knowledge.observations().iter();
    let others = others.filter(|o| o.ask_when.as_ref().is_some_and(|when| tests(when, id)));
    let others = others.map(|o| Item::leaf(names.observation(&o.id))).collect();
    entry.add(words::DECIDES, Block::outline(others));
    entry.add(words::SCREENS, screens(names, id));
    source::add(&mut entry, names, &[]);
    entry
}

fn facts(entry: &mut Entry, names: &Names<'_>, observation: &Observation) {
    entry.fact(words::ANSWER_KIND, Line::text(words::observation_kind(observation.kind()).1));
    if let Some(scale) = observation.levels().and_then(|levels| levels.scale.as_ref()) {
        let [low, high] = scale.range.map(number);
        let mut text = format!("{low} to {high} {}", scale.unit).trim_end().to_owned();
        let units: Vec<&str> = scale.units.iter().map(|unit| unit.name.as_str()).collect();
        if !units.is_empty() {
            text = format!("{text}; also in {}", units.join(", "));
        }
        entry.fact(words::UNIT, Line::text(text));
    }
    entry.fact(words::AS_DATA, Line::text(as_data(observation)));
    entry.fact(words::ANSWERED_BY, Line::text(words::answered_by(observation.answered_by)));
    if let Some(hours) = observation.valid_for_hours {
        let valid = if hours < 96.0 {
            format!("{} hours", number(hours))
        } else {
            format!("{} days", number(hours / 24.0))
        };
        entry.fact(words::VALID, Line::text(valid));
    }
    if observation.sensitive {
        entry.fact(words::SENSITIVE, Line::text(words::SENSITIVE_WORDS));
    }
    if let Some(when) = &observation.ask_when {
        entry.fact(words::ASKED_WHEN, names.condition(when));
    }
    if let Some(doubtful) = &observation.doubtful {
        let levels = doubtful.levels.iter().map(|level| names.level(&observation.id, level));
        entry.fact(words::DOUBTED, Line::joined(levels, ", "));
        entry.fact(words::DOUBTED_WHEN, names.condition(&doubtful.when));
    }
}

fn answers(entry: &mut Entry, names: &Names<'_>, observation: &Observation) {
    if let Role::Symptom(symptom) = &observation.role {
        let row = symptom.base.as_ref().map(|base| {
            let phrase = names.level(&observation.id, "present");
            vec![phrase.into(), Number::new(base, Form::Percent).into()]
        });
        let rows = row.into_iter().collect();
        entry.add(words::BASE, Table::flat(&[words::ANSWER, words::SHARE], rows));
    }
    let Some(levels) = observation.levels() else { return };
    let mut columns = vec![words::ANSWER];
    columns.extend(levels.scale.as_ref().map(|_| words::RANGE));
    let known = !levels.shares.is_empty();
    columns.extend(known.then_some(words::SHARE));
    let row = |(at, level): (usize, &String)| {
        let phrase = names.level(&observation.id, level);
        let compared = matches!(observation.role, Role::Factor(_)) && at == levels.reference;
        let phrase = if compared { phrase.then(words::REFERENCE) } else { phrase };
        let mut cells: Vec<Cell> = vec![phrase.into()];
        cells.extend(levels.scale.as_ref().map(|_| Cell::from(Line::text(bounds(levels, at)))));
        cells.extend(known.then(|| share(levels, at)));
        cells
    };
    let rows = levels.ids.iter().enumerate().map(row).collect();
    let heading = if known { words::ANSWERS } else { words::PLAIN_ANSWERS };
    entry.add(heading, Table::flat(&columns, rows));
    if let Role::Descriptor(descriptor) = &observation.role {
        entry.add(words::DEFAULT_ROWS, default_rows(names, &observation.id, descriptor));
    }
}

/// The answers as evidence names them.
fn as_data(observation: &Observation) -> String {
    match observation.levels().filter(|levels| !levels.is_yes_no()) {
        None => "true, false".to_owned(),
        Some(levels) => {
            let named: Vec<String> = levels.ids.iter().map(|id| format!("\"{id}\"")).collect();
            let number = levels.scale.as_ref().map_or("", |_| "a number, ");
            format!("{number}{}", named.join(", "))
        }
    }
}

/// The numbers that a level stands for.
fn bounds(levels: &Levels, at: usize) -> String {
    match levels.bounds(at) {
        None => String::new(),
        Some([_, high]) if at == 0 => format!("below {}", number(high)),
        Some([low, high]) if high.is_infinite() => format!("{} and more", number(low)),
        Some([low, high]) => format!("{} to below {}", number(low), number(high)),
    }
}

fn default_rows(names: &Names<'_>, id: &str, descriptor: &Descriptor) -> Vec<Block> {
    let (Some(rows), Some(from)) = (&descriptor.default_rows, &descriptor.default_rows_from) else {
        return Vec::new();
    };
    let group = |(horizon, shares): (&str, &Vec<f64>)| {
        let row = |(level, share): (&String, &f64)| {
            vec![names.level(id, level).into(), Number::share(*share, from).into()]
        };
        let rows = descriptor.levels.ids.iter().zip(shares).map(row).collect();
        Group { head: Some(Line::text(format!("a cause of {horizon}"))), remark: None, rows }
    };
    let horizons = ["hours", "days", "weeks", "months"];
    Table::grouped(
        &[words::ANSWER, words::SHARE],
        horizons.into_iter().zip(rows).map(group).collect(),
    )
}

/// What it does to the causes: numbers, and priors that it chooses.
fn bears_on(entry: &mut Entry, names: &Names<'_>, id: &str) {
    let causes = names.knowledge.causes();
    let links = causes.iter().flat_map(|cause| {
        let links = cause.symptoms.iter().filter(|link| link.to == id);
        links.map(|link| (cause.id.as_str(), &link.strength))
    });
    entry.add(words::BEARS_ON, linked(names, links, words::WITH_IT, Form::Percent));
    entry.add(words::BEARS_ON, Table::grouped(&[words::ANSWER, words::EFFECT], tables(names, id)));
    let chooses = |cause: &&Cause| cause.prior_when.iter().any(|row| tests(&row.when, id));
    let chosen = causes.iter().filter(chooses).map(|cause| Item::leaf(names.cause(&cause.id)));
    entry.add(words::CHOOSES, Block::outline(chosen.collect()));
}

/// A table of causes with one number each, the highest first.
pub(super) fn linked<'a>(
    names: &Names<'_>,
    links: impl Iterator<Item = (&'a str, &'a Quantity)>,
    column: Label,
    form: Form,
) -> Vec<Block> {
    let mut links: Vec<_> = links.collect();
    links.sort_by(|(a, x), (b, y)| y.value.total_cmp(&x.value).then_with(|| a.cmp(b)));
    let row = |(cause, strength): (&str, &Quantity)| {
        vec![names.cause(cause).into(), Number::new(strength, form).into()]
    };
    Table::flat(&[words::CAUSE, column], links.into_iter().map(row).collect())
}

fn tables(names: &Names<'_>, id: &str) -> Vec<Group> {
    let mut groups = Vec::new();
    for cause in names.knowledge.causes() {
        let of = [
            (&cause.factors, Form::Times),
            (&cause.descriptors, Form::Percent),
            (&cause.measurements, Form::Times),
        ];
        for (tables, form) in of {
            let table = tables.iter().find(|table| table.observation == id);
            groups.extend(table.map(|table| levels(names, cause, table, form)));
        }
    }
    groups
}

fn levels(names: &Names<'_>, cause: &Cause, table: &LevelTable, form: Form) -> Group {
    let mut rows: Vec<_> = table.levels.iter().collect();
    rows.sort_by_key(|(level, _)| place(names, table, level));
    let row = |(level, quantity): &(String, Quantity)| {
        let answer = names.level(&table.observation, level);
        vec![answer.into(), Number::new(quantity, form).into()]
    };
    Group {
        head: Some(names.cause(&cause.id)),
        remark: table.note.clone(),
        rows: rows.into_iter().map(row).collect(),
    }
}

fn screens(names: &Names<'_>, id: &str) -> Vec<Block> {
    let screens = names.knowledge.screens().iter();
    let screens = screens.filter(|screen| screen.observations.iter().any(|other| other == id));
    let item = |screen: &crate::knowledge::Screen| {
        let question = names.texts.screens.get(&screen.id).unwrap_or(&screen.id);
        Item::leaf(Line::text(question))
    };
    Block::outline(screens.map(item).collect())
}
