//! The conversation without a terminal: each question is answered from a file, and what is not there is "I don't know".

use heavylegs::{Evidence, EvidenceError, Finding, QuestionScreen};

use super::conversation::{Answers, Conversation, State};
use super::page::Pages;
use super::summary::summary;

/// Answers until it is over; returns what was asked and answered.
pub(super) fn play(
    conversation: &mut Conversation,
    known: &Evidence,
    pages: Pages,
) -> Result<String, EvidenceError> {
    let mut transcript = String::new();
    while let State::Ask(screen) = conversation.state() {
        let answers = answers(screen, known);
        let number = conversation.answered() + 1;
        transcript += &pages.exchange(number, screen, &summary(pages.words, screen, &answers));
        conversation.answer(answers)?;
    }
    Ok(transcript)
}

fn answers(screen: &QuestionScreen, known: &Evidence) -> Answers {
    let finding = |id: &str| known.get(id).cloned().unwrap_or_else(Finding::unknown);
    screen.items.iter().map(|item| (item.id.clone(), finding(&item.id))).collect()
}
