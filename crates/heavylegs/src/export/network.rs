//! The compiled network in ids instead of indices.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::{CompiledEvidence, Engine};
use crate::infer::query::Query;
use crate::network::{CauseIndex, Effects, ObservationIndex, SymptomNode};

/// A network for one piece of evidence, before any symptom is known.
#[derive(Serialize)]
pub(super) struct NetworkView<'a> {
    schema: u32,
    knowledge: Stamp<'a>,
    pub(super) causes: BTreeMap<&'a str, CauseView>,
    pub(super) symptoms: BTreeMap<&'a str, SymptomView<'a>>,
    pub(super) answers: BTreeMap<&'a str, AnswerView>,
}

#[derive(Serialize)]
struct Stamp<'a> {
    version: &'a str,
    hash: &'a str,
}

#[derive(Serialize)]
pub(super) struct CauseView {
    odds: f64,
    pub(super) probability: f64,
}

#[derive(Serialize)]
pub(super) struct SymptomView<'a> {
    pub(super) leak: f64,
    pub(super) links: BTreeMap<&'a str, f64>,
}

/// What is known of a symptom, as a request would say it.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum AnswerView {
    Present,
    Absent,
    Likelihood([f64; 2]),
}

pub(super) fn json(engine: &Engine, evidence: &CompiledEvidence) -> String {
    // These types have nothing that JSON can't hold: the numbers are finite.
    serde_json::to_string_pretty(&view(engine, &evidence.query))
        .map(|t| t + "\n")
        .unwrap_or_default()
}

pub(super) fn view<'a>(engine: &'a Engine, query: &Query) -> NetworkView<'a> {
    let knowledge = engine.knowledge();
    let ids: Vec<&str> = engine.scored_causes().collect();
    let causes = ids.iter().zip(&query.odds);
    let symptoms = knowledge.observations().iter().zip(&engine.network().effects);
    NetworkView {
        schema: 1,
        knowledge: Stamp { version: knowledge.version(), hash: knowledge.hash() },
        causes: causes
            .map(|(id, odds)| (*id, CauseView { odds: *odds, probability: odds / (1.0 + odds) }))
            .collect(),
        symptoms: symptoms
            .filter_map(|(observation, effects)| match effects {
                Effects::Symptom(node) if !node.links.is_empty() => {
                    Some((observation.id.as_str(), symptom(node, &ids)))
                }
                _ => None,
            })
            .collect(),
        answers: answers(engine, query),
    }
}

fn symptom<'a>(node: &SymptomNode, ids: &[&'a str]) -> SymptomView<'a> {
    let id = |cause: CauseIndex| ids.get(usize::from(cause)).copied().unwrap_or_default();
    let links = node.links.iter().map(|link| (id(link.cause), link.q.value));
    SymptomView { leak: node.leak.value, links: links.collect() }
}

fn answers<'a>(engine: &'a Engine, query: &Query) -> BTreeMap<&'a str, AnswerView> {
    let id = |at: ObservationIndex| {
        engine.knowledge().observations().get(usize::from(at)).map_or("", |o| o.id.as_str())
    };
    let open = query.open.iter().map(|open| {
        let answer = if open.if_absent <= 0.0 {
            AnswerView::Present
        } else {
            AnswerView::Likelihood([open.if_present, open.if_absent])
        };
        (id(open.symptom), answer)
    });
    open.chain(query.absent.iter().map(|at| (id(*at), AnswerView::Absent))).collect()
}
