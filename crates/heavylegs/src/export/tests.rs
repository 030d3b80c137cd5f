//! The exports hold what inference uses, recomputed from their own texts.

use std::collections::BTreeMap;

use serde_json::Value;

use super::bif::MOST_PARENTS;
use crate::{Engine, Evidence, Finding, Workspace};

fn evidence() -> Evidence {
    Evidence::new()
        .level("sex", "female")
        .number("sitting_hours_today", 9.0)
        .level("course_in_run", "heavy_then_clears")
        .present("no_spring")
        .absent("muscles_tender")
        .with("tired_all_day", Finding::likelihood(0.8, 0.2))
}

fn exported() -> (Engine, Value, Bif) {
    let engine = Engine::builtin();
    let compiled = engine.compile(&evidence()).unwrap();
    let json = serde_json::from_str(&engine.network_json(&compiled)).unwrap();
    let bif = read(&engine.network_bif(&compiled));
    (engine, json, bif)
}

/// A reader of the little BIF we write: node → parents and, per column, P(no) and P(yes).
type Bif = BTreeMap<String, (Vec<String>, Vec<[f64; 2]>)>;

fn read(text: &str) -> Bif {
    let mut nodes = Bif::new();
    let mut name = String::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("probability ( ") {
            let head = rest.split_once(" )").unwrap().0;
            let (node, parents) = head.split_once(" | ").unwrap_or((head, ""));
            let parents = parents.split(", ").filter(|p| !p.is_empty()).map(str::to_owned);
            name = node.to_owned();
            let before = nodes.insert(name.clone(), (parents.collect(), Vec::new()));
            assert!(before.is_none(), "{name} twice");
        } else if line.starts_with("  (") || line.starts_with("  table") {
            let numbers = line.rsplit_once(')').map_or(line, |(_, rest)| rest);
            let numbers = numbers.trim().trim_start_matches("table").trim_end_matches(';');
            let pair: Vec<f64> = numbers.split(',').map(|n| n.trim().parse().unwrap()).collect();
            nodes.get_mut(&name).unwrap().1.push([pair[0], pair[1]]);
        }
    }
    nodes
}

#[test]
fn the_odds_are_those_of_inference() {
    let (engine, json, _) = exported();
    let known = evidence();
    // Without symptoms the odds are the posteriors.
    let before = Evidence { entries: known.entries.iter().take(3).cloned().collect() };
    let compiled = engine.compile(&before).unwrap();
    let mut workspace = Workspace::new();
    let posteriors = engine.posteriors_into(&compiled, &mut workspace);
    assert!(!posteriors.is_empty());
    for (id, posterior) in engine.scored_causes().zip(posteriors) {
        let probability = json["causes"][id]["probability"].as_f64().unwrap();
        assert!((probability - posterior).abs() < 1e-15, "{id}: {probability} {posterior}");
    }
    assert_eq!(json["answers"]["no_spring"], "present");
    assert_eq!(json["answers"]["muscles_tender"], "absent");
    assert_eq!(json["answers"]["tired_all_day"]["likelihood"], serde_json::json!([1.0, 0.25]));
    assert_eq!(json["answers"].as_object().unwrap().len(), 3);
}

#[test]
fn links_and_leaks_give_the_authored_rates() {
    let (engine, json, _) = exported();
    for cause in engine.knowledge().causes().iter().filter(|cause| cause.scored) {
        for link in &cause.symptoms {
            let symptom = &json["symptoms"][&link.to];
            let (leak, q) =
                (symptom["leak"].as_f64().unwrap(), symptom["links"][&cause.id].as_f64().unwrap());
            let given = 1.0 - (1.0 - leak) * (1.0 - q);
            assert!((given - link.strength.value).abs() < 1e-12, "{} {}", cause.id, link.to);
        }
    }
}

#[test]
fn every_column_is_the_noisy_or_of_its_parents() {
    let (_, json, bif) = exported();
    let symptoms = json["symptoms"].as_object().unwrap();
    let chains = bif.keys().filter(|name| name.starts_with("OR_")).count();
    assert!(chains > 0, "long symptoms are split: {chains}");
    assert_eq!(bif.len(), symptoms.len() + json["causes"].as_object().unwrap().len() + chains);
    for (name, (parents, columns)) in &bif {
        assert!(parents.len() <= MOST_PARENTS && columns.len() == 1 << parents.len(), "{name}");
        for [no, yes] in columns {
            assert!((no + yes - 1.0).abs() < 1e-15 && *no >= 0.0 && *yes >= 0.0, "{name}");
        }
    }
    for (cause, node) in json["causes"].as_object().unwrap() {
        let probability = node["probability"].as_f64().unwrap();
        assert_eq!(bif[cause].1[0][1].to_bits(), probability.to_bits());
    }
    for (id, symptom) in symptoms {
        let links = symptom["links"].as_object().unwrap();
        let leak = symptom["leak"].as_f64().unwrap();
        // Every single cause, all of them, and none.
        let singles = links.keys().map(|cause| vec![cause.as_str()]);
        let all = std::iter::once(links.keys().map(String::as_str).collect());
        for on in singles.chain(all).chain([Vec::new()]) {
            let mut expected = 1.0 - leak;
            for cause in &on {
                expected *= 1.0 - links[*cause].as_f64().unwrap();
            }
            let found = absent(&bif, id, &on);
            assert!((found - expected).abs() < 1e-14, "{id} {on:?}: {found} {expected}");
        }
    }
}

/// P(node = no | exactly these causes are on), summing over the OR nodes before it.
fn absent(bif: &Bif, node: &str, on: &[&str]) -> f64 {
    let (parents, columns) = &bif[node];
    let chance = |parent: &String| {
        if parent.starts_with("OR_") {
            1.0 - absent(bif, parent, on)
        } else {
            f64::from(u8::from(on.contains(&parent.as_str())))
        }
    };
    let chances: Vec<f64> = parents.iter().map(chance).collect();
    let weighted = columns.iter().enumerate().map(|(column, [no, _])| {
        let weight: f64 = chances
            .iter()
            .rev()
            .enumerate()
            .map(|(bit, yes)| if column >> bit & 1 == 1 { *yes } else { 1.0 - yes })
            .product();
        weight * no
    });
    weighted.sum()
}

#[test]
fn names_and_numbers_are_what_every_reader_takes() {
    let engine = Engine::builtin();
    let text = engine.network_bif(&engine.compile(&evidence()).unwrap());
    assert!(text.contains("property \"answer no_spring = yes\" ;"));
    assert!(text.contains("property \"answer muscles_tender = no\" ;"));
    assert!(text.contains("likelihood 1.0000000000000000e0 2.5000000000000000e-1"));
    for name in read(&text).keys() {
        let mut letters = name.chars();
        let first = letters.next().unwrap();
        assert!(first.is_ascii_alphabetic() || first == '_', "{name}");
        assert!(letters.all(|c| c.is_ascii_alphanumeric() || c == '_'), "{name}");
    }
}
