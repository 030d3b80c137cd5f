//! A difference in words: calm, in the words of the knowledge, and never a reason to answer otherwise than it is.

use super::change::AnswerChange;
use super::difference::Compared;
use crate::assess::{Assessment, CauseResult, Profile};
use crate::knowledge::Urgency;
use crate::knowledge::report::{ReportWords, Word};
use crate::report::{headline, said, sentence};

/// The words for a cause that fell, rose or stayed, and for one that now comes first.
pub(super) struct Moves {
    pub(super) falls: Word,
    pub(super) rises: Word,
    pub(super) stays: Word,
    pub(super) leads: Word,
}

const WHAT_IF: Moves = Moves {
    falls: Word::WhatIfFalls,
    rises: Word::WhatIfRises,
    stays: Word::WhatIfStays,
    leads: Word::WhatIfLeads,
};

/// What other answers would do.
pub(super) fn what_if(compared: &Compared, profile: Profile) -> String {
    let Compared { before, after, difference, .. } = compared;
    let words = &after.words;
    if let Some(now) = emergency([after, before]) {
        return now;
    }
    if difference.answers.is_empty() {
        return words.say(Word::WhatIfNothingChanged).to_owned();
    }
    let changes = changes(words, &difference.answers);
    let moved = moved(compared, profile, &WHAT_IF, &[("changes", &changes)]);
    let mut lines = if moved.is_empty() {
        vec![words.fill(Word::WhatIfNothingShown, &[("changes", &changes)])]
    } else {
        moved
    };
    let urgent = difference.urgency;
    if urgent.after > urgent.before {
        let headline = headline_of(after);
        lines.push(words.fill(Word::WhatIfMoreUrgent, &[("headline", headline)]));
    } else if urgent.after < urgent.before {
        lines.push(words.say(Word::WhatIfLessUrgent).to_owned());
    }
    lines.push(words.say(Word::WhatIfAsItIs).to_owned());
    together(&lines)
}

/// At an emergency on any side: nothing but what to do now, and how a slip is put right.
pub(crate) fn emergency(sides: [&Assessment; 2]) -> Option<String> {
    let side = sides.into_iter().find(|side| side.urgency == Urgency::Emergency)?;
    let urgent = side.urgency_reasons.iter().filter(|why| why.urgency == Urgency::Emergency);
    let mut lines = vec![format!("{}.", headline_of(side))];
    for reason in urgent {
        if !lines.contains(&reason.now) {
            lines.push(reason.now.clone());
        }
    }
    lines.push(side.words.say(Word::UrgencyByMistake).to_owned());
    Some(together(&lines))
}

/// What becomes of the cause that the difference is about, and which one comes first instead.
pub(super) fn moved(
    compared: &Compared,
    profile: Profile,
    moves: &Moves,
    more: &[(&str, &str)],
) -> Vec<String> {
    let Compared { after, about: Some(about), .. } = compared else { return Vec::new() };
    let words = &after.words;
    let percent = |probability: f64| said(words, profile, probability);
    let mut lines = Vec::new();
    if let [Some(then), Some(now)] = about.probability {
        let (was, is) = (percent(then), percent(now));
        let word = match () {
            () if was == is => moves.stays,
            () if now < then => moves.falls,
            () => moves.rises,
        };
        let cause = about.name.as_str();
        let mut slots = vec![("cause", cause), ("before", was.as_str()), ("after", is.as_str())];
        slots.extend_from_slice(more);
        lines.push(words.fill(word, &slots));
    }
    let first = after.causes.iter().find(|cause| is_named(cause));
    if let Some(first) = first.filter(|first| first.id != about.id && after.coverage.names_a_leader)
    {
        let is = percent(first.probability);
        lines.push(words.fill(moves.leads, &[("cause", &first.name), ("after", &is)]));
    }
    lines
}

fn is_named(cause: &CauseResult) -> bool {
    cause.shown && cause.label == cause.name
}

/// "with “…” and without “…”".
fn changes(words: &ReportWords, answers: &[AnswerChange]) -> String {
    let said = answers.iter().filter_map(|answer| match (&answer.before, &answer.after) {
        (_, Some(after)) => Some(words.fill(Word::WhatIfWith, &[("answer", after)])),
        (Some(before), None) => Some(words.fill(Word::WhatIfWithout, &[("answer", before)])),
        (None, None) => None,
    });
    let said: Vec<String> = said.collect();
    words.list(&said.iter().map(String::as_str).collect::<Vec<_>>())
}

pub(super) fn headline_of(side: &Assessment) -> &str {
    headline(side, side.pending_red_flags.is_empty())
}

/// Sentences one after the other, each with a capital first letter.
pub(super) fn together(lines: &[String]) -> String {
    lines.iter().map(|line| sentence(line)).collect::<Vec<_>>().join(" ")
}
