//! Warning signs: the universal screen first, then whatever may complete a rule.

use super::context::{Asking, is_yes_no};
use super::screen::{single, tick_any};
use super::types::{Purpose, QuestionScreen};
use super::ways::closing;
use crate::assess::triage::on_universal_screen;
use crate::assess::{NamedItem, PendingRedFlag, pending};
use crate::evidence::Compiled;
use crate::knowledge::report::Word;
use crate::knowledge::{Role, Urgency};
use crate::network::ObservationIndex;

/// Before the first ordinary question there are at most so many screens of warning signs.
const MOST_FIRST: usize = 4;
/// A screen to tick that is longer is not read.
const MOST_TICKED: usize = 10;

/// The screens of warning signs, and how many of them may stand before the first ordinary question.
pub(super) struct Safety {
    pub(super) screens: Vec<QuestionScreen>,
    pub(super) first: usize,
    /// What was asked and nobody could tell, or is not to be asked.
    pub(super) unanswered: Vec<NamedItem>,
}

pub(super) fn safety(
    asking: &Asking<'_>,
    unasked: &[NamedItem],
    red_flags: &[PendingRedFlag],
) -> Safety {
    let mut screens: Vec<QuestionScreen> = universal(asking, unasked).into_iter().collect();
    let asked = to_ask(asking, red_flags);
    let (wanted, others): (Vec<_>, Vec<_>) = asked
        .into_iter()
        .partition(|at| asking.observation(*at).is_some_and(|o| asking.is_wanted(o)));
    let first = if wanted.is_empty() || !unasked.is_empty() {
        MOST_FIRST
    } else {
        MOST_FIRST.saturating_sub(shown(asking))
    };
    screens.extend(red_flag_screens(asking, &wanted));
    let mut unanswered: Vec<NamedItem> =
        others.iter().filter_map(|at| named(asking, *at)).collect();
    let left_out = |sign: &&NamedItem| {
        asking.knowledge().observation(&sign.observation).is_some_and(|o| !asking.is_wanted(o))
    };
    unanswered.extend(unasked.iter().filter(left_out).cloned());
    Safety { screens, first, unanswered }
}

/// The universal screen, as long as nothing on it is known.
fn universal(asking: &Asking<'_>, unasked: &[NamedItem]) -> Option<QuestionScreen> {
    let screen = asking.knowledge().screens().iter().find(|screen| screen.universal)?;
    let members: Vec<ObservationIndex> = unasked
        .iter()
        .filter_map(|sign| asking.index(&sign.observation))
        .filter(|at| asking.applies(*at))
        .collect();
    let text = asking.texts.screens.get(&screen.id).map_or(screen.id.as_str(), String::as_str);
    let reason = asking.texts.report.say(Word::QuestionWarningSignsFirst).to_owned();
    tick_any(asking, Some(&screen.id), &members, text, (Purpose::RedFlags, reason))
}

/// The observations that may complete a rule, those of the most urgent rules first.
fn to_ask(asking: &Asking<'_>, red_flags: &[PendingRedFlag]) -> Vec<ObservationIndex> {
    let mut asked: Vec<ObservationIndex> = Vec::new();
    for at in red_flags.iter().flat_map(|flag| &flag.ask).filter_map(|ask| asking.index(&ask.id)) {
        if !asked.contains(&at) {
            asked.push(at);
        }
    }
    asked
}

/// Those with yes and no together, to tick; then the others, one by one.
fn red_flag_screens(asking: &Asking<'_>, asked: &[ObservationIndex]) -> Vec<QuestionScreen> {
    let words = &asking.texts.report;
    let reason = || words.say(Word::QuestionMayChangeWhatToDo).to_owned();
    let (ticked, others) = apart(asking, asked);
    let text = words.say(Word::QuestionWarningSigns);
    let lists = ticked
        .chunks(MOST_TICKED)
        .filter_map(|members| tick_any(asking, None, members, text, (Purpose::RedFlags, reason())));
    let singles = others.iter().filter_map(|at| single(asking, *at, Purpose::RedFlags, reason()));
    lists.chain(singles).collect()
}

/// Before an end: what closes every way in which a rule that is more urgent than what is known may still fire. It may tell little of
/// causes and still matter most.
pub(super) fn last(asking: &Asking<'_>, known: Urgency) -> Vec<QuestionScreen> {
    let matter = closing(asking, known.max(Urgency::Appointment));
    red_flag_screens(asking, &matter)
}

fn apart(
    asking: &Asking<'_>,
    asked: &[ObservationIndex],
) -> (Vec<ObservationIndex>, Vec<ObservationIndex>) {
    asked.iter().partition(|at| asking.observation(**at).is_some_and(is_yes_no))
}

fn named(asking: &Asking<'_>, at: ObservationIndex) -> Option<NamedItem> {
    let observation =
        asking.observation(at).filter(|o| asking.options.sensitive || !o.sensitive)?;
    let text = asking.texts.observations.get(&observation.id);
    let text = text.map_or(observation.id.as_str(), |text| text.title.as_str()).to_owned();
    Some(NamedItem { observation: observation.id.clone(), text })
}

/// How many screens of warning signs were shown so far, as long as nothing else was asked; 0 once something was.
///
/// Nothing is kept from call to call, so the conversation is played again over what is known: the universal screen, what it left open,
/// and so on.
fn shown(asking: &Asking<'_>) -> usize {
    let mut known = Compiled::default();
    let is_context = |at: ObservationIndex| {
        asking.observation(at).is_some_and(|o| matches!(o.role, Role::Context(_)))
    };
    let universal: Vec<ObservationIndex> = on_universal_screen(asking.knowledge()).collect();
    let first = asking.compiled.items.iter();
    let first =
        first.filter(|item| is_context(item.observation) || universal.contains(&item.observation));
    known.items.extend(first.copied());
    let mut screens = 1;
    for _ in 0..MOST_FIRST {
        let red_flags = pending(asking.engine, &known, &asking.assessment, asking.texts);
        let mut told = to_ask(asking, &red_flags);
        told.retain(|at| known.position(*at).is_none() && asking.compiled.position(*at).is_some());
        if told.is_empty() {
            break;
        }
        let (ticked, others) = apart(asking, &told);
        screens += ticked.len().div_ceil(MOST_TICKED) + others.len();
        let items = asking.compiled.items.iter();
        known.items.extend(items.filter(|item| told.contains(&item.observation)).copied());
        known.items.sort_by_key(|item| item.observation);
    }
    if known.items.len() < asking.compiled.items.len() { 0 } else { screens }
}
