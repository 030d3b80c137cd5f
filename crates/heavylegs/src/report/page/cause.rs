//! The page of a cause.

use std::collections::BTreeSet;

use super::model::{Block, Cell, Entry, Form, Group, Item, Kind, Line, Number, Table};
use super::phrase::{Names, number};
use super::{case, source, words};
use crate::knowledge::{
    Cause, CautionWhen, Disclosure, Horizon, LevelTable, Levels, Link, Observation, PriorRow,
    Quantity, Role,
};

/// The sign of rows that take the place of factors.
const MARK: &str = " *";

pub(super) fn entry(names: &Names<'_>, cause: &Cause) -> Entry {
    let text = names.texts.causes.get(&cause.id);
    let mut entry = Entry {
        kind: Kind::Cause,
        id: cause.id.clone(),
        name: names.cause_name(&cause.id),
        lead: text.map(|text| text.summary.clone()).into_iter().collect(),
        facts: Vec::new(),
        sections: Vec::new(),
    };
    if let Some(note) = text.and_then(|text| text.note.as_ref()) {
        entry.fact(words::GOOD_TO_KNOW, Line::text(note));
    }
    facts(&mut entry, names, cause);
    entry.add(words::PRIOR, prior(names, cause));
    let factors = groups(names, &cause.factors, Form::Times, true);
    entry.add(words::FACTORS, Table::grouped(&[words::ANSWER, words::ODDS_RATIO], factors));
    entry.add(words::SYMPTOMS, symptoms(names, cause));
    let columns = [words::ANSWER, words::WITH_IT, words::AMONG_ALL];
    entry.add(words::DESCRIPTORS, Table::grouped(&columns, descriptors(names, cause)));
    let results = groups(names, &cause.measurements, Form::Times, false);
    entry.add(
        words::MEASUREMENTS,
        Table::grouped(&[words::RESULT, words::LIKELIHOOD_RATIO], results),
    );
    entry.add(words::RECOMMENDATIONS, helps(names, cause));
    entry.add(words::CAUTIONS_OF_CAUSE, cautions(names, cause));
    entry.add(words::RULES, rules(names, cause));
    entry.add(words::CASES, case::table(names, &cause.id, &cause.cases));
    source::add(&mut entry, names, &cause.sources);
    entry
}

fn facts(entry: &mut Entry, names: &Names<'_>, cause: &Cause) {
    entry.fact(words::FAMILY, Line::text(names.family(&cause.family)));
    entry.fact(words::LASTS, Line::text(words::horizon(cause.horizon)));
    entry.fact(words::CARE, Line::text(care(names, cause)));
    if cause.scored {
        entry.fact(words::ACTIVITY, Line::text(words::activity(cause.activity)));
    }
    let described = names.texts.causes.get(&cause.id).and_then(|text| text.described.as_ref());
    let shown = match (cause.disclosure, described) {
        (Disclosure::Described, Some(text)) => format!("“{text}”"),
        (disclosure, _) => words::disclosure(disclosure).to_owned(),
    };
    entry.fact(words::SHOWN, Line::text(shown));
    if !cause.scored {
        entry.fact(words::RANKING, Line::text(words::NEVER_RANKED));
    } else if cause.rule_leads {
        entry.fact(words::RANKING, Line::text(words::RULE_LEADS));
    }
    if cause.sensitive {
        entry.fact(words::SENSITIVE, Line::text(words::SENSITIVE_WORDS));
    }
    if let Some(stage) = &cause.stage_of {
        entry.fact(words::STAGE, stage_of(names, cause, stage));
    }
    let related = cause.related_causes.iter().map(|id| names.cause(id));
    entry.fact(words::RELATED, Line::joined(related, ", "));
    if cause.scored {
        entry.fact(words::NUMBERS, Line::text(Names::tally(&cause.quantities())));
    }
}

/// How soon someone should look at it: by its probability, and by its rules where they ask for more.
fn care(names: &Names<'_>, cause: &Cause) -> String {
    let own = cause.scored.then_some(cause.care);
    let rule = names.urgency_by_rule(cause).filter(|urgency| Some(*urgency) > own);
    let rule = rule.map(|urgency| words::by_rule(words::urgency(urgency)));
    let parts = [own.map(|urgency| words::urgency(urgency).to_owned()), rule];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn stage_of(names: &Names<'_>, cause: &Cause, stage: &str) -> Line {
    let name = names.texts.stages.get(stage).map_or(stage, String::as_str);
    let others = names.knowledge.causes().iter();
    let others = others.filter(|other| other.stage_of.as_deref() == Some(stage));
    let others = others.filter(|other| other.id != cause.id).map(|other| names.cause(&other.id));
    let others: Vec<Line> = others.collect();
    let lead = if others.is_empty() { name.to_owned() } else { format!("{name}, with ") };
    Line::text(lead).and(Line::joined(others, ", "))
}

/// The share among all, and the rows that take its place.
fn prior(names: &Names<'_>, cause: &Cause) -> Vec<Block> {
    if !cause.scored {
        return Vec::new();
    }
    let everyone =
        vec![Line::text(words::EVERYONE).into(), Number::new(&cause.prior, Form::Percent).into()];
    let row = |row: &PriorRow| {
        let mark = if row.replaces.is_empty() { "" } else { MARK };
        let who = names.condition(&row.when);
        let who = if mark.is_empty() { who } else { who.then(mark) };
        vec![who.into(), Number::new(&row.is, Form::Percent).into()]
    };
    let rows = std::iter::once(everyone).chain(cause.prior_when.iter().map(row)).collect();
    let mut blocks = Table::flat(&[words::WHO, words::SHARE], rows);
    if let Some(Block::Table(table)) = blocks.first_mut() {
        table.notes = replaced(names, cause);
    }
    blocks
}

/// What the marked rows take the place of, each set of factors once.
fn replaced(names: &Names<'_>, cause: &Cause) -> Vec<String> {
    let sets: BTreeSet<&[String]> =
        cause.prior_when.iter().map(|row| row.replaces.as_slice()).collect();
    let sets = sets.into_iter().filter(|set| !set.is_empty());
    sets.map(|set| {
        let titles: Vec<String> = set.iter().map(|id| names.title(id)).collect();
        format!("* While such a row holds, these no longer count: {}.", titles.join(", "))
    })
    .collect()
}

/// The numbers of tables, the highest first; each table below the name of its observation.
fn groups(names: &Names<'_>, tables: &[LevelTable], form: Form, compared: bool) -> Vec<Group> {
    let mut groups: Vec<(f64, Group)> = Vec::new();
    for table in tables {
        let mut rows: Vec<_> = table.levels.iter().collect();
        rows.sort_by_key(|(level, _)| place(names, table, level));
        let row = |(level, quantity): &(String, Quantity)| {
            let answer = names.level(&table.observation, level);
            vec![answer.into(), Number::new(quantity, form).into()]
        };
        let strength =
            |(_, quantity): &(String, Quantity)| quantity.value.max(1.0 / quantity.value);
        let strongest = table.levels.iter().map(strength).fold(0.0, f64::max);
        groups.push((
            strongest,
            Group {
                head: Some(names.observation(&table.observation)),
                remark: remark(names, table, compared),
                rows: rows.into_iter().map(row).collect(),
            },
        ));
    }
    groups.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The place of a level among those of its observation.
pub(super) fn place(names: &Names<'_>, table: &LevelTable, level: &str) -> Option<usize> {
    let levels = names.knowledge.observation(&table.observation).and_then(Observation::levels);
    levels.and_then(|levels| levels.index(level))
}

/// What a factor is compared with, its pathway, and what its author remarks.
fn remark(names: &Names<'_>, table: &LevelTable, compared: bool) -> Option<String> {
    let levels = names.knowledge.observation(&table.observation).and_then(Observation::levels);
    let reference = levels.and_then(|levels| levels.ids.get(levels.reference));
    let compared = reference.filter(|_| compared);
    let parts = [
        compared.map(|level| format!("compared with: {}", names.answer(&table.observation, level))),
        table.pathway.as_ref().map(|pathway| format!("pathway: {}", pathway.replace('_', " "))),
        table.note.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn symptoms(names: &Names<'_>, cause: &Cause) -> Vec<Block> {
    let row = |link: &&Link| {
        let base = names.knowledge.observation(&link.to).and_then(|observation| {
            let Role::Symptom(symptom) = &observation.role else { return None };
            symptom.base.as_ref().map(|base| Number::new(base, Form::Percent))
        });
        let sign = Line::to(Kind::Observation, &link.to, names.answer(&link.to, "present"));
        let base = base.map_or_else(|| Cell::from(Line::default()), Cell::from);
        vec![sign.into(), Number::new(&link.strength, Form::Percent).into(), base]
    };
    let rows = falling(&cause.symptoms).iter().map(row).collect();
    Table::flat(&[words::SIGN, words::WITH_IT, words::AMONG_ALL], rows)
}

/// Links, the strongest first.
pub(super) fn falling(links: &[Link]) -> Vec<&Link> {
    let mut links: Vec<&Link> = links.iter().collect();
    links.sort_by(|a, b| {
        b.strength.value.total_cmp(&a.strength.value).then_with(|| a.to.cmp(&b.to))
    });
    links
}

/// All answers of the descriptors of a cause; the ones without a number share the rest.
fn descriptors(names: &Names<'_>, cause: &Cause) -> Vec<Group> {
    let group = |table: &LevelTable| {
        let levels = names.knowledge.observation(&table.observation).and_then(Observation::levels);
        let row = |(at, level): (usize, &String)| {
            let with = table.levels.iter().find(|(id, _)| id == level);
            let with = with.map_or_else(
                || Cell::from(Line::text(words::SHARES_THE_REST)),
                |(_, quantity)| Number::new(quantity, Form::Percent).into(),
            );
            let answer = names.level(&table.observation, level);
            vec![
                answer.into(),
                with,
                levels.map_or_else(|| Line::default().into(), |l| share(l, at)),
            ]
        };
        let rows = levels.map(|levels| levels.ids.iter().enumerate().map(row).collect());
        Group {
            head: Some(names.observation(&table.observation)),
            remark: table.note.clone(),
            rows: rows.unwrap_or_default(),
        }
    };
    cause.descriptors.iter().map(group).chain(default_rows(names, cause)).collect()
}

/// The rows that hold for the cause because it writes none of its own.
fn default_rows(names: &Names<'_>, cause: &Cause) -> Vec<Group> {
    let own = |id: &str| cause.descriptors.iter().any(|table| table.observation == id);
    let others = names.knowledge.observations().iter().filter(|o| cause.scored && !own(&o.id));
    others.filter_map(|observation| default_row(names, cause, observation)).collect()
}

fn default_row(names: &Names<'_>, cause: &Cause, observation: &Observation) -> Option<Group> {
    let Role::Descriptor(descriptor) = &observation.role else { return None };
    let [hours, days, weeks, months] = descriptor.default_rows.as_ref()?;
    let from = descriptor.default_rows_from.as_ref()?;
    let shares = match cause.horizon {
        Horizon::Hours => hours,
        Horizon::Days => days,
        Horizon::Weeks => weeks,
        Horizon::Months => months,
    };
    let row = |(at, (level, with)): (usize, (&String, &f64))| {
        let answer = names.level(&observation.id, level);
        vec![answer.into(), Number::share(*with, from).into(), share(&descriptor.levels, at)]
    };
    Some(Group {
        head: Some(names.observation(&observation.id)),
        remark: Some(words::as_any_that_lasts(cause.horizon)),
        rows: descriptor.levels.ids.iter().zip(shares).enumerate().map(row).collect(),
    })
}

/// How common a level is among complaining runners.
pub(super) fn share(levels: &Levels, at: usize) -> Cell {
    match (levels.shares.get(at), &levels.shares_from) {
        (Some(share), Some(from)) => Number::share(*share, from).into(),
        _ => Line::default().into(),
    }
}

fn helps(names: &Names<'_>, cause: &Cause) -> Vec<Block> {
    let row = |link: &&Link| {
        vec![names.recommendation(&link.to).into(), Number::new(&link.strength, Form::Plain).into()]
    };
    let rows = falling(&cause.recommendations).iter().map(row).collect();
    Table::flat(&[words::ADVICE, words::HELPS], rows)
}

/// The advice that is left out, or gets a remark, where this cause is likely.
fn cautions(names: &Names<'_>, cause: &Cause) -> Vec<Block> {
    let mut items = Vec::new();
    for entry in names.knowledge.recommendations() {
        for caution in &entry.cautions {
            let CautionWhen::Likely { cause: about, above } = &caution.when else { continue };
            if *about == cause.id {
                let effect = if caution.removes { "left out" } else { "comes with a remark" };
                let above = number(100.0 * above);
                let line = names.recommendation(&entry.id);
                items.push(Item::leaf(line.then(format!(": {effect} above {above}\u{a0}%"))));
            }
        }
    }
    Block::outline(items)
}

fn rules(names: &Names<'_>, cause: &Cause) -> Vec<Block> {
    let flags = names.knowledge.red_flags().iter().filter(|flag| flag.raises.contains(&cause.id));
    let mut flags: Vec<_> = flags.collect();
    flags.sort_by_key(|flag| std::cmp::Reverse(flag.urgency));
    let row = |flag: &&crate::knowledge::RedFlag| {
        vec![names.red_flag(&flag.id).into(), Line::text(words::short_urgency(flag.urgency)).into()]
    };
    Table::flat(&[words::RULE, words::URGENCY], flags.iter().map(row).collect())
}
