//! In which ways a rule can still fire, and the fewest questions whose "no" closes them all.

use super::context::{Asking, is_yes_no};
use crate::assess::triage::can_still_hold;
use crate::knowledge::{Role, Urgency};
use crate::network::{ObservationIndex, Rule, Truth};

/// Gates behind gates are followed to this depth.
const DEEPEST: usize = 6;
/// A question with several answers is a screen of its own: it counts as much as so many lines to tick.
const SINGLE_COUNTS: usize = 6;

/// One way in which a rule can still fire: the observations that are not settled and would all have to say so. Sorted.
type Way = Vec<ObservationIndex>;

/// The fewest questions, found greedily, that close every way in which a rule more urgent than `known` can still fire, if the answers
/// are the harmless ones. Ways that nobody can be asked about are left out.
///
/// A rule over three things is closed by one "no", so asking for all three would be asking too much; and a question that opens others
/// closes all of them.
pub(super) fn closing(asking: &Asking<'_>, known: Urgency) -> Vec<ObservationIndex> {
    let rules = asking.knowledge().red_flags().iter().zip(&asking.engine.network().red_flags);
    let urgent = rules.filter(|(flag, _)| flag.urgency > known);
    let mut open: Vec<Way> = urgent
        .flat_map(|(_, rule)| ways(asking, rule, 0))
        .map(|way| askable(asking, &way))
        .collect();
    open.sort_unstable();
    open.dedup();
    open.retain(|way| !way.is_empty());
    let mut chosen = Vec::new();
    while let Some(best) = closes_most(asking, &open) {
        open.retain(|way| !way.contains(&best));
        chosen.push(best);
    }
    chosen
}

/// What can be asked now. Who the runner is was asked at the beginning.
///
/// A line to tick needs no question before it: "chills or vomiting in the heat" is as quickly denied as "how warm was it" is answered.
/// What depends on who the runner is does need it.
fn askable(asking: &Asking<'_>, way: &Way) -> Way {
    let is_context = |at: &ObservationIndex| {
        asking.observation(*at).is_some_and(|o| matches!(o.role, Role::Context(_)))
    };
    let depends = way.iter().any(is_context);
    let stands_alone = |at: ObservationIndex| {
        !depends && asking.is_open(at) && asking.observation(at).is_some_and(is_yes_no)
    };
    let can_be =
        |at: &ObservationIndex| !is_context(at) && (asking.applies(*at) || stands_alone(*at));
    way.iter().copied().filter(can_be).collect()
}

/// The observation that closes most ways for what it costs to ask; the first of equals.
fn closes_most(asking: &Asking<'_>, open: &[Way]) -> Option<ObservationIndex> {
    let mut members: Vec<ObservationIndex> = open.iter().flatten().copied().collect();
    members.sort_unstable();
    let runs = members.chunk_by(|a, b| a == b);
    let closed = runs.filter_map(|run| {
        let at = *run.first()?;
        let ticked = asking.observation(at).is_some_and(is_yes_no);
        Some((run.len() * if ticked { SINGLE_COUNTS } else { 1 }, at))
    });
    closed.max_by_key(|(closes, at)| (*closes, std::cmp::Reverse(*at))).map(|(_, at)| at)
}

/// The ways in which a rule can still fire: one that is empty where it holds, none where it can't any more.
fn ways(asking: &Asking<'_>, rule: &Rule, depth: usize) -> Vec<Way> {
    let each = |parts: &[Rule]| -> Vec<Vec<Way>> {
        parts.iter().map(|part| ways(asking, part, depth)).collect()
    };
    match rule {
        Rule::All(parts) => each(parts).iter().fold(vec![Way::new()], |all, part| both(&all, part)),
        Rule::Any(parts) => each(parts).concat(),
        Rule::TwoOf(parts) => {
            let parts = each(parts);
            let pairs = (0..parts.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
            let pair = |(i, j): (usize, usize)| Some(both(parts.get(i)?, parts.get(j)?));
            pairs.filter_map(pair).flatten().collect()
        }
        Rule::Symptom(at, _) | Rule::Levels(at, _) | Rule::Compare(at, ..) => {
            if rule.truth(&|at| asking.compiled.answer(at)) == Truth::Holds {
                vec![Way::new()]
            } else if can_still_hold(asking.engine, asking.compiled, rule, *at) {
                both(&[vec![*at]], &opened(asking, *at, depth))
            } else {
                Vec::new()
            }
        }
    }
}

/// The ways in which the question about an observation can still be opened.
fn opened(asking: &Asking<'_>, at: ObservationIndex, depth: usize) -> Vec<Way> {
    let gate = asking.engine.network().ask_when.get(usize::from(at)).and_then(Option::as_ref);
    match gate {
        Some(_) if depth >= DEEPEST => Vec::new(),
        Some(gate) => ways(asking, gate, depth + 1),
        None => vec![Way::new()],
    }
}

/// One of the first and one of the second, together.
fn both(first: &[Way], second: &[Way]) -> Vec<Way> {
    let joined = |(one, other): (&Way, &Way)| {
        let mut way = [one.as_slice(), other].concat();
        way.sort_unstable();
        way.dedup();
        way
    };
    first.iter().flat_map(|one| second.iter().map(move |other| (one, other))).map(joined).collect()
}
