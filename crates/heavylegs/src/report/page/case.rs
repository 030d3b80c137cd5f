//! Test cases by their names.

use super::model::{Block, Item, Line, Table};
use super::phrase::{Names, number};
use super::words;
use crate::knowledge::Case;

/// The cases of an entry; its own id goes without saying.
pub(super) fn table(names: &Names<'_>, own: &str, cases: &[Case]) -> Vec<Block> {
    if cases.is_empty() && !names.has_cases() {
        return vec![Block::Outline(vec![Item::leaf(Line::text(words::NO_CASES))])];
    }
    let row = |case: &Case| vec![Line::text(&case.name).into(), expected(names, own, case).into()];
    Table::flat(&[words::CASE, words::EXPECTS], cases.iter().map(row).collect())
}

fn expected(names: &Names<'_>, own: &str, case: &Case) -> Line {
    let causes = |ids: &[String]| Line::joined(ids.iter().map(|id| names.cause(id)), ", ");
    let flag = |id: &String| if id == own { Line::text(words::THIS) } else { names.red_flag(id) };
    let flags = |ids: &[String]| Line::joined(ids.iter().map(flag), " ");
    let advice = |ids: &[String]| Line::joined(ids.iter().map(|id| names.recommendation(id)), ", ");
    let mut parts = Vec::new();
    let mut say = |what: &str, line: Line| {
        if !line.plain().is_empty() {
            parts.push(Line::text(what).and(line));
        }
    };
    say("first: ", case.leads.as_ref().map(|id| names.cause(id)).unwrap_or_default());
    say("among the first three: ", causes(&case.top3));
    let between = case.between.iter().map(|(id, [low, high])| {
        let name =
            if id == "none_of_these" { Line::text("none of these") } else { names.cause(id) };
        let [low, high] = [low, high].map(|share| number(100.0 * share));
        name.then(format!(" {low}–{high}\u{a0}%"))
    });
    say("", Line::joined(between, ", "));
    let urgency = case.urgency.map(|urgency| Line::text(words::short_urgency(urgency)));
    say("urgency: ", urgency.unwrap_or_default());
    let activity = case.activity.map(|activity| Line::text(words::activity(activity)));
    say("running: ", activity.unwrap_or_default());
    say("fires: ", flags(&case.fires));
    say("does not fire: ", flags(&case.not_fires));
    say("waits for an answer: ", flags(&case.pending));
    say("advice: ", advice(&case.recommends));
    say("no advice: ", advice(&case.recommends_not));
    say("coverage: ", case.coverage.as_ref().map(Line::text).unwrap_or_default());
    Line::joined(parts, "; ")
}
