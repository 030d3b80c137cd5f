//! What speaks for and against each cause, and what explains each symptom (model.md, section 5).

use super::options::Options;
use super::phrase;
use super::session::{Posteriors, Session, is_open};
use super::types::{Reason, Share, SymptomResult};
use crate::evidence::{Answer, Item};
use crate::infer::query::symptom_node;
use crate::network::CauseIndex;

/// The answers with their effect on every cause.
pub(super) struct Explanation {
    entries: Vec<Entry>,
}

struct Entry {
    item: Item,
    /// For each cause the Bayes factor of this answer alone, and given the rest.
    factors: Vec<(f64, f64)>,
}

/// Works out both Bayes factors of every answer for every cause.
pub(super) fn explain(
    session: &mut Session<'_>,
    all: &Posteriors,
    context: &Posteriors,
) -> Explanation {
    let components = session.components();
    let items = session.items.clone();
    let mut entries = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let touched = session.touched(item);
        if touched.is_empty() || session.about(item).is_context {
            continue;
        }
        let is_context: Vec<bool> =
            items.iter().map(|item| session.about(item).is_context).collect();
        let alone =
            session.with(|other, _| other == at || is_context.get(other).copied().unwrap_or(false));
        let rest = session.with(|other, _| other != at);
        let reached = reached(&components, &touched);
        let factors = (0..all.odds.len()).map(|cause| {
            let direct = touched.iter().any(|touched| usize::from(*touched) == cause);
            let by_itself = if direct { ratio(&alone.odds, &context.odds, cause) } else { 1.0 };
            let tied = reached.get(cause).copied().unwrap_or(false);
            let given_the_rest = if tied { ratio(&all.odds, &rest.odds, cause) } else { 1.0 };
            (by_itself, given_the_rest)
        });
        entries.push(Entry { item: *item, factors: factors.collect() });
    }
    Explanation { entries }
}

/// The causes to which a path leads from those touched: without one a Bayes factor is exactly 1.
fn reached(components: &[usize], touched: &[CauseIndex]) -> Vec<bool> {
    let numbers: Vec<usize> =
        touched.iter().filter_map(|cause| components.get(usize::from(*cause)).copied()).collect();
    components.iter().map(|number| numbers.contains(number)).collect()
}

fn ratio(above: &[f64], below: &[f64], cause: usize) -> f64 {
    match (above.get(cause), below.get(cause)) {
        (Some(above), Some(below)) if *below > 0.0 => above / below,
        _ => 1.0,
    }
}

/// An indirect effect smaller than this is not listed.
const INDIRECT: f64 = 1.25;

impl Explanation {
    /// Returns what speaks for a cause and what makes it less likely, each strongest first.
    pub(super) fn reasons(
        &self,
        session: &Session<'_>,
        cause: usize,
        redact: bool,
    ) -> (Vec<Reason>, Vec<Reason>) {
        let knowledge = session.engine.knowledge();
        let (mut supports, mut opposes) = (Vec::new(), Vec::new());
        for entry in &self.entries {
            let observation = phrase::observation(knowledge, entry.item.observation);
            if redact && observation.is_some_and(|o| o.sensitive) {
                continue;
            }
            let Some((alone, given_the_rest)) = entry.factors.get(cause).copied() else { continue };
            let indirect = (alone - 1.0).abs() < 1e-12;
            let deciding = if indirect { given_the_rest } else { alone };
            if indirect && deciding.max(1.0 / deciding) < INDIRECT {
                continue;
            }
            let apart = (alone / given_the_rest).max(given_the_rest / alone);
            let reason = Reason {
                observation: phrase::id(knowledge, entry.item.observation),
                text: phrase::answer(knowledge, session.texts, &entry.item),
                alone,
                given_the_rest,
                also_explained_by_others: apart > 2.0,
                origin: entry.item.origin,
                days_ago: entry.item.days_ago,
            };
            if deciding > 1.0 { supports.push(reason) } else { opposes.push(reason) }
        }
        supports.sort_by(|a, b| b.alone.total_cmp(&a.alone));
        opposes.sort_by(|a, b| a.alone.total_cmp(&b.alone));
        (supports, opposes)
    }
}

/// For each present symptom: P(only its leak fired | E), and for each cause P(its link fired | E).
pub(super) fn symptoms(
    session: &mut Session<'_>,
    all: &Posteriors,
    options: &Options,
) -> Vec<SymptomResult> {
    let items = session.items.clone();
    let open = items.iter().enumerate().filter(|(_, item)| is_open(item));
    open.filter_map(|(at, item)| symptom(session, at, item, all, options)).collect()
}

fn symptom(
    session: &mut Session<'_>,
    at: usize,
    item: &Item,
    all: &Posteriors,
    options: &Options,
) -> Option<SymptomResult> {
    let engine = session.engine;
    let node = symptom_node(engine.network(), item.observation)?;
    let observation = phrase::observation(engine.knowledge(), item.observation)?;
    if node.links.is_empty() || (options.redact_sensitive && observation.sensitive) {
        return None;
    }
    // P(reading | explained): 1 for a plain "present".
    let reading = if let Answer::Likelihood(a, _) = item.answer { a } else { 1.0 };
    let leak = node.leak.value;
    let absent = session.replaced(at, Answer::Absent);
    let probability = reading * leak / (1.0 - leak) * absent_weight(node, all, &absent);
    let removed = session.with(|other, _| other != at);
    let mut explained_by: Vec<Share> = node
        .links
        .iter()
        .filter_map(|link| {
            let on = removed.probabilities.get(usize::from(link.cause))?;
            let fired = reading * link.q.value * on * removed.total.over(all.total);
            let cause = engine.network().causes.get(usize::from(link.cause))?;
            let cause = engine.knowledge().causes().get(cause.knowledge)?;
            if !options.shows(cause) {
                return None;
            }
            Some(Share { cause: cause.id.clone(), probability: fired.min(1.0) })
        })
        .collect();
    explained_by.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    explained_by.truncate(5);
    Some(SymptomResult {
        observation: observation.id.clone(),
        text: phrase::answer(engine.knowledge(), session.texts, item),
        probability: probability.min(1.0),
        explained_by,
    })
}

/// P(evidence with the symptom absent) over P(evidence).
fn absent_weight(node: &crate::network::SymptomNode, all: &Posteriors, absent: &Posteriors) -> f64 {
    // The weights of the sweep leave out the leak of an absent symptom, which does not depend on the causes.
    (1.0 - node.leak.value) * absent.total.over(all.total)
}
