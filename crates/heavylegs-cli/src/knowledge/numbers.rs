//! Numbers and conditions in words.

use heavylegs::{
    Comparison, Condition, KnowledgeBase, LevelTable, Link, NumberClass, Quantity, Role, Test,
};

/// Every number of a knowledge base that has a source of its own.
pub(super) fn quantities(knowledge: &KnowledgeBase) -> Vec<&Quantity> {
    let bases = knowledge.observations().iter().filter_map(|observation| match &observation.role {
        Role::Symptom(symptom) => symptom.base.as_ref(),
        _ => None,
    });
    let mut all: Vec<&Quantity> = bases.collect();
    for cause in knowledge.causes() {
        all.push(&cause.prior);
        all.extend(cause.prior_when.iter().map(|row| &row.is));
        let tables = [&cause.factors, &cause.descriptors, &cause.measurements];
        let levels = tables.into_iter().flatten().flat_map(|table: &LevelTable| &table.levels);
        all.extend(levels.map(|(_, quantity)| quantity));
        let links = [&cause.symptoms, &cause.recommendations];
        all.extend(links.into_iter().flatten().map(|link: &Link| &link.strength));
    }
    all
}

/// A number with where it comes from: "0.25 [beatrix2022]".
pub(super) fn quantity(quantity: &Quantity) -> String {
    let class = match quantity.class {
        NumberClass::Estimate => "estimate",
        NumberClass::Guess => "guess",
        _ => "",
    };
    let source = match (&quantity.source, class) {
        (Some(source), "") => source.clone(),
        (Some(source), class) => format!("{source}, {class}"),
        (None, class) => class.to_owned(),
    };
    format!("{} [{source}]", number(quantity.value))
}

/// A number as a reader wants it: four significant digits at most.
pub(super) fn number(value: f64) -> String {
    let rounded: f64 = format!("{value:.3e}").parse().unwrap_or(value);
    rounded.to_string()
}

/// A condition as a sentence: "ferritin < 30 and (sex is female or …)".
pub(super) fn condition(condition: &Condition) -> String {
    match condition {
        Condition::All(parts) => joined(parts, " and "),
        Condition::Any(parts) => joined(parts, " or "),
        Condition::TwoOf(parts) => format!("two of: {}", joined(parts, ", ")),
        Condition::Known { observation, test } => format!("{observation} {}", words(test)),
        _ => "…".to_owned(),
    }
}

fn joined(parts: &[Condition], between: &str) -> String {
    let part = |part: &Condition| match part {
        Condition::Known { .. } => condition(part),
        _ if parts.len() == 1 => condition(part),
        _ => format!("({})", condition(part)),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(between)
}

fn words(test: &Test) -> String {
    match test {
        Test::Present => "present".to_owned(),
        Test::Absent => "denied".to_owned(),
        Test::Levels(levels) => format!("is {}", levels.join(" or ")),
        Test::Compare(comparison, value) => {
            let sign = match comparison {
                Comparison::Less => "<",
                Comparison::AtMost => "<=",
                Comparison::More => ">",
                _ => ">=",
            };
            format!("{sign} {value}")
        }
        _ => "…".to_owned(),
    }
}
