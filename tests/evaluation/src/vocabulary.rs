//! The observations as a mapper may see them: questions and answers, and not what they bear on.

use heavylegs::{KnowledgeBase, Levels, Observation, ObservationText};

const HEAD: &str = "\
# The words for the evidence of a mapping: what is asked, and how it can be answered. Which causes an answer bears on is left
# out on purpose: a mapper stays blind.
";

/// Returns all observations with their questions and answers, and nothing of what they bear on.
#[must_use]
pub fn vocabulary(knowledge: &KnowledgeBase) -> String {
    let texts = knowledge.texts("en");
    let entries = knowledge.observations().iter().map(|observation| {
        let text = texts.and_then(|texts| texts.observations.get(&observation.id));
        entry(observation, &text.cloned().unwrap_or_default())
    });
    std::iter::once(HEAD.to_owned()).chain(entries).collect()
}

fn entry(observation: &Observation, text: &ObservationText) -> String {
    let mut lines = vec![format!("{}: {}", observation.id, text.title), text.question.clone()];
    lines.extend(text.help.clone());
    match observation.levels().filter(|levels| !levels.is_yes_no()) {
        None => lines.extend([
            format!("= true: {}", text.present.as_deref().unwrap_or_default()),
            format!("= false: {}", text.absent.as_deref().unwrap_or_default()),
        ]),
        Some(levels) => lines.extend(answers(levels, text)),
    }
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    lines.fold(String::from("\n"), |entry, line| entry + &line + "\n")
}

fn answers(levels: &Levels, text: &ObservationText) -> Vec<String> {
    let number = levels.scale.as_ref().map(|scale| {
        let others = scale.units.iter().map(|unit| unit.name.as_str());
        let units: Vec<&str> = std::iter::once(scale.unit.as_str()).chain(others).collect();
        let [low, high] = scale.range;
        format!("= a number in {} ({low} to {high} {}), or", units.join(", "), scale.unit)
    });
    let words = levels.ids.iter().map(|id| {
        let phrase = text.levels.get(id).map_or("", String::as_str);
        format!("= \"{id}\": {phrase}")
    });
    number.into_iter().chain(words).collect()
}
