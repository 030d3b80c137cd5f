//! The cases played as interviews: presenting facts first, elicited ones only when they are asked for.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use heavylegs::{
    AnsweredBy, Engine, Evidence, EvidenceError, Finding, Purpose, QuestionOptions, QuestionScreen,
    ScreenKind, StopReason, Urgency,
};
use serde::Serialize;

use crate::cases::Case;
use crate::groups::Target;
use crate::mapping::MappedCase;
use crate::outcome::assess;

/// Within so many ordinary screens the facts are looked for.
const WITHIN: usize = 12;
/// No interview is longer.
const MOST_SCREENS: usize = 80;

/// What a runner of whom the text tells nothing more answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Silent {
    /// "I don't know": what is not told is unknown.
    Unknown,
    /// "No" to yes-or-no questions, as someone who ticks what applies.
    No,
}

/// One case as an interview.
#[derive(Debug, Clone, Serialize)]
pub struct Played {
    /// The case.
    pub id: String,
    /// The observations that only asking tells, and a runner can answer.
    pub elicited: Vec<String>,
    /// Those of them that were asked within the first screens.
    pub reached: Vec<String>,
    /// Those that were asked before the end.
    pub reached_at_the_end: Vec<String>,
    /// Screens of warning signs.
    pub warning_screens: usize,
    /// Other screens.
    pub ordinary_screens: usize,
    /// Why it ended.
    pub ended: Option<StopReason>,
    /// How urgent it is at the end, and with all facts at once.
    pub urgency: [Urgency; 2],
    /// The place of the first right family at the end, and with all facts at once.
    pub family: [Option<usize>; 2],
}

/// Plays a case.
///
/// # Errors
///
/// The evidence does not fit the engine.
pub fn play(
    engine: &Engine,
    case: &Case,
    target: &Target,
    mapped: &MappedCase,
    silent: Silent,
) -> Result<Played, EvidenceError> {
    let truth = &mapped.with_elicited;
    let by_asking = |id: &&str| {
        let known = engine.knowledge().observation(id);
        mapped.presenting.get(id).is_none()
            && known.is_some_and(|o| o.answered_by == AnsweredBy::Myself)
    };
    let elicited: Vec<String> = truth.ids().filter(by_asking).map(str::to_owned).collect();
    let mut known = mapped.presenting.clone();
    let options = QuestionOptions::default().answerable_now(true).about_you(false).at_most(1);
    let mut asked = [BTreeSet::new(), BTreeSet::new()];
    let (mut warning, mut ordinary, mut ended) = (0, 0, None);
    while warning + ordinary < MOST_SCREENS {
        let next = engine.next_questions(&known, &options)?;
        let Some(screen) = next.screens.first().filter(|_| !next.should_stop) else {
            ended = Some(next.stop.reason);
            break;
        };
        let counted = if screen.purpose == Purpose::Causes { &mut ordinary } else { &mut warning };
        *counted += 1;
        let ids = screen.items.iter().map(|item| item.id.clone());
        let early = ordinary <= WITHIN;
        asked.iter_mut().skip(usize::from(!early)).for_each(|asked| asked.extend(ids.clone()));
        answer(engine, screen, truth, silent, &mut known);
    }
    let reached = |asked: &BTreeSet<String>| {
        elicited.iter().filter(|id| asked.contains(*id)).cloned().collect()
    };
    let (end, all) = (assess(engine, case, target, &known)?, assess(engine, case, target, truth)?);
    let [early, late] = &asked;
    Ok(Played {
        id: case.questions.id.clone(),
        reached: reached(early),
        reached_at_the_end: reached(late),
        elicited,
        warning_screens: warning,
        ordinary_screens: ordinary,
        ended,
        urgency: [end.urgency, all.urgency],
        family: [end.family_rank(), all.family_rank()],
    })
}

fn answer(
    engine: &Engine,
    screen: &QuestionScreen,
    truth: &Evidence,
    silent: Silent,
    known: &mut Evidence,
) {
    for item in &screen.items {
        let observation = engine.knowledge().observation(&item.id);
        let yes_no =
            observation.is_some_and(|o| o.levels().is_none_or(heavylegs::Levels::is_yes_no));
        let denies = silent == Silent::No && (yes_no || screen.kind == ScreenKind::GroupMultiple);
        let otherwise = if denies { Finding::absent() } else { Finding::unknown() };
        let _ = known.remove(&item.id);
        known.insert(item.id.clone(), truth.get(&item.id).cloned().unwrap_or(otherwise));
    }
}

/// Writes the cases as a table.
#[must_use]
pub fn table(played: &[Played]) -> String {
    let mut out = String::new();
    let place = |rank: Option<usize>| rank.map_or("-".to_owned(), |rank| rank.to_string());
    let _ = writeln!(
        out,
        "case  elicited  within {WITHIN}  at the end  screens (warning + other)  urgency: end / all facts  family: end / all facts"
    );
    for case in played {
        let [end, all] = case.urgency;
        let [at_end, with_all] = case.family;
        let _ = writeln!(
            out,
            "{:<6}{:>8}{:>11}{:>12}{:>10} + {:<14}{end} / {all}   {} / {}",
            case.id,
            case.elicited.len(),
            case.reached.len(),
            case.reached_at_the_end.len(),
            case.warning_screens,
            case.ordinary_screens,
            place(at_end),
            place(with_all),
        );
        let missed = case.elicited.iter().filter(|id| !case.reached_at_the_end.contains(id));
        let missed: Vec<&str> = missed.map(String::as_str).collect();
        if !missed.is_empty() {
            let _ = writeln!(out, "      never asked: {}", missed.join(", "));
        }
    }
    let sum = |count: fn(&Played) -> usize| played.iter().map(count).sum::<usize>();
    let _ = writeln!(
        out,
        "all   {:>8}{:>11}{:>12}{:>10} + {}",
        sum(|case| case.elicited.len()),
        sum(|case| case.reached.len()),
        sum(|case| case.reached_at_the_end.len()),
        sum(|case| case.warning_screens),
        sum(|case| case.ordinary_screens),
    );
    out
}
