//! Answers in words.

use crate::evidence::{Answer, Item};
use crate::knowledge::report::{ReportWords, Word};
use crate::knowledge::{KnowledgeBase, Observation, Texts};
use crate::network::ObservationIndex;

pub(crate) fn observation(knowledge: &KnowledgeBase, at: ObservationIndex) -> Option<&Observation> {
    knowledge.observations.get(usize::from(at))
}

/// Returns the id of an observation.
pub(crate) fn id(knowledge: &KnowledgeBase, at: ObservationIndex) -> String {
    observation(knowledge, at).map(|o| o.id.clone()).unwrap_or_default()
}

/// Returns an answer as a phrase that can stand by itself.
pub(crate) fn answer(knowledge: &KnowledgeBase, texts: &Texts, item: &Item) -> String {
    of(knowledge, texts, item.observation, &item.answer)
}

/// Returns what an answer to an observation would be in words.
pub(crate) fn of(
    knowledge: &KnowledgeBase,
    texts: &Texts,
    at: ObservationIndex,
    answer: &Answer,
) -> String {
    let Some(observation) = observation(knowledge, at) else { return String::new() };
    let words = &texts.report;
    let Some(texts) = texts.observations.get(&observation.id) else {
        return plain(words, observation, answer);
    };
    let phrase = match *answer {
        Answer::Present => texts.present.clone(),
        Answer::Absent => texts.absent.clone(),
        Answer::Likelihood(a, b) => {
            let likely = if a > b { &texts.present } else { &texts.absent };
            likely.as_ref().map(|phrase| words.fill(Word::AnswerProbably, &[("answer", phrase)]))
        }
        Answer::Levels { bits, .. } => observation.levels().map(|levels| {
            let named = levels.ids.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
            let phrases = named.map(|(_, id)| match id.as_str() {
                "present" if levels.is_yes_no() => texts.present.as_deref().unwrap_or(id),
                "absent" if levels.is_yes_no() => texts.absent.as_deref().unwrap_or(id),
                _ => texts.levels.get(id).map_or(id.as_str(), String::as_str),
            });
            words.either(&phrases.collect::<Vec<_>>())
        }),
    };
    phrase.unwrap_or_else(|| plain(words, observation, answer))
}

/// The answer by its ids, for knowledge without texts.
fn plain(words: &ReportWords, observation: &Observation, answer: &Answer) -> String {
    let id = &observation.id;
    match *answer {
        Answer::Present => format!("{id}: present"),
        Answer::Absent => format!("{id}: absent"),
        Answer::Likelihood(a, b) => format!("{id}: {}", if a > b { "likely" } else { "unlikely" }),
        Answer::Levels { bits, .. } => {
            let ids = observation.levels().map_or(&[][..], |levels| &levels.ids);
            let chosen = ids.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
            let levels: Vec<&str> = chosen.map(|(_, level)| level.as_str()).collect();
            format!("{id}: {}", words.either(&levels))
        }
    }
}
