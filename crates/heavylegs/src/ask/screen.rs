//! Questions that are shown together.

use super::context::{Asking, is_yes_no};
use super::types::{Choice, NumberQuestion, Purpose, QuestionItem, QuestionScreen, ScreenKind};
use crate::evidence::Answer;
use crate::knowledge::report::Word;
use crate::knowledge::{Observation, ObservationText};
use crate::network::ObservationIndex;

/// A screen for one observation: yes or no, a choice, or a number.
pub(super) fn single(
    asking: &Asking<'_>,
    at: ObservationIndex,
    purpose: Purpose,
    reason: String,
) -> Option<QuestionScreen> {
    let observation = asking.observation(at)?;
    let item = item(asking, observation, false);
    let kind = match observation.levels() {
        Some(levels) if levels.scale.is_some() => ScreenKind::Number,
        Some(levels) if !levels.is_yes_no() => ScreenKind::GroupSingle,
        _ => ScreenKind::Single,
    };
    Some(QuestionScreen {
        id: observation.id.clone(),
        kind,
        purpose,
        text: item.question.clone(),
        help: item.help.clone(),
        reason,
        value: 0.0,
        items: vec![item],
        none: None,
    })
}

/// A screen to tick; of one item alone, a question of its own.
pub(super) fn tick_any(
    asking: &Asking<'_>,
    id: Option<&str>,
    members: &[ObservationIndex],
    text: &str,
    (purpose, reason): (Purpose, String),
) -> Option<QuestionScreen> {
    if let ([only], None) = (members, id) {
        return single(asking, *only, purpose, reason);
    }
    let items: Vec<QuestionItem> = members
        .iter()
        .filter_map(|at| asking.observation(*at))
        .map(|observation| item(asking, observation, true))
        .collect();
    let first = items.first()?.id.clone();
    Some(QuestionScreen {
        id: id.map_or(first, str::to_owned),
        kind: ScreenKind::GroupMultiple,
        purpose,
        text: text.to_owned(),
        help: None,
        reason,
        value: 0.0,
        items,
        none: Some(asking.texts.report.say(Word::QuestionNone).to_owned()),
    })
}

fn item(asking: &Asking<'_>, observation: &Observation, ticked: bool) -> QuestionItem {
    let text = asking.texts.observations.get(&observation.id).cloned().unwrap_or_default();
    // Knowledge without texts is asked by its ids.
    let or_id = |text: &str| if text.is_empty() { observation.id.clone() } else { text.to_owned() };
    let phrase = text.present.clone().filter(|_| ticked);
    QuestionItem {
        id: observation.id.clone(),
        name: phrase.unwrap_or_else(|| or_id(&text.title)),
        question: or_id(&text.question),
        help: text.help.clone(),
        sensitive: observation.sensitive,
        choices: choices(asking, observation, &text),
        number: number(observation),
    }
}

fn choices(asking: &Asking<'_>, observation: &Observation, text: &ObservationText) -> Vec<Choice> {
    let words = &asking.texts.report;
    let choice = |id: &str, label: &str| Choice { id: id.to_owned(), label: label.to_owned() };
    let mut choices = match observation.levels().filter(|_| !is_yes_no(observation)) {
        // A rule needs the number itself. Offered the levels again, someone would be asked for ever.
        Some(_) if is_level_known(asking, observation) => Vec::new(),
        None => vec![
            choice("present", words.say(Word::QuestionYes)),
            choice("absent", words.say(Word::QuestionNo)),
        ],
        Some(levels) => {
            let label = |id: &String| choice(id, text.levels.get(id).map_or(id, String::as_str));
            levels.ids.iter().map(label).collect()
        }
    };
    choices.push(choice("unknown", words.say(Word::QuestionUnknown)));
    choices
}

/// Whether the level of a number was told, and not the number.
fn is_level_known(asking: &Asking<'_>, observation: &Observation) -> bool {
    let answer = asking.index(&observation.id).and_then(|at| asking.compiled.answer(at));
    matches!(answer, Some(Answer::Levels { number: None, .. }))
}

fn number(observation: &Observation) -> Option<NumberQuestion> {
    let scale = observation.levels()?.scale.as_ref()?;
    let [low, high] = scale.range;
    Some(NumberQuestion {
        unit: scale.unit.clone(),
        units: scale.units.iter().map(|unit| unit.name.clone()).collect(),
        low,
        high,
    })
}
