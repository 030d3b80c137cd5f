//! The conversation with a runner, over anything that can say a text and hear a line.

use std::path::{Path, PathBuf};

use heavylegs::{QuestionScreen, Urgency};

use super::conversation::{Answers, Conversation, State};
use super::page::Pages;
use super::reply::{self, Misread, Reply};
use super::save::save;
use super::words::fill;
use crate::failure::Failure;

/// Who is talked to.
pub(super) trait Talk {
    fn say(&mut self, text: &str);
    /// The next line; nothing when there will be none.
    fn hear(&mut self) -> Option<String>;
}

/// How a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The report is due.
    Report,
    /// What to do now was told already.
    Told,
    /// The runner left, for now.
    Left,
}

/// One conversation: with whom, how it is put, and where the answers are kept.
pub(super) struct Play<'a, T> {
    pub(super) conversation: &'a mut Conversation,
    pub(super) talk: &'a mut T,
    pub(super) pages: Pages,
    pub(super) file: Option<PathBuf>,
    /// What is read at an emergency.
    pub(super) emergency: &'a dyn Fn(&Conversation) -> Result<String, Failure>,
}

impl<T: Talk> Play<'_, T> {
    /// Talks until it is over.
    pub(super) fn run(&mut self) -> Result<Ending, Failure> {
        loop {
            let ending = match self.conversation.state() {
                State::Ask(screen) => {
                    let screen = screen.clone();
                    self.ask(&screen)?
                }
                State::Enough => self.enough()?,
                State::Emergency { way_back } => self.emergency(way_back)?,
                State::Over => Some(Ending::Report),
            };
            if let Some(ending) = ending {
                return Ok(ending);
            }
        }
    }

    fn ask(&mut self, screen: &QuestionScreen) -> Result<Option<Ending>, Failure> {
        let number = self.conversation.answered() + 1;
        let page = self.pages.screen(number, screen, self.conversation.next());
        self.talk.say(&page);
        // What is no answer is explained, and the same screen waits on.
        loop {
            let Some(line) = self.talk.hear() else { return Ok(Some(self.quit())) };
            match reply::read(screen, &line) {
                // The question may have left the window by now.
                Err(Misread::Empty) => {
                    self.say(self.pages.words.empty);
                    self.talk.say(&page);
                }
                Err(misread) => self.talk.say(&self.pages.misread(screen, &misread)),
                Ok(Reply::Help(line)) => self.talk.say(&self.pages.help(screen, line)),
                Ok(Reply::Answer(answers)) => {
                    if self.take(screen, answers) {
                        return Ok(None);
                    }
                }
                Ok(Reply::Back) => {
                    if self.back()? {
                        return Ok(None);
                    }
                }
                Ok(Reply::Report) => return Ok(Some(self.report_early())),
                Ok(Reply::Quit) => return Ok(Some(self.quit())),
            }
        }
    }

    /// Takes an answer and keeps it; what the engine refuses is told, and the screen waits on.
    fn take(&mut self, screen: &QuestionScreen, answers: Answers) -> bool {
        let noted = self.pages.noted(screen, &answers);
        if let Err(error) = self.conversation.answer(answers) {
            for problem in error.problems() {
                self.say(problem.message());
            }
            return false;
        }
        self.talk.say(&noted);
        self.keep();
        true
    }

    fn back(&mut self) -> Result<bool, Failure> {
        let went =
            self.conversation.back().map_err(|error| Failure::evidence("answers", &error))?;
        if went {
            self.keep();
        } else {
            self.say(self.pages.words.no_way_back);
        }
        Ok(went)
    }

    /// The runner ends it: that is no reason to take silence for an all-clear.
    fn report_early(&mut self) -> Ending {
        if self.conversation.is_incomplete() {
            self.say(self.pages.words.incomplete);
        }
        Ending::Report
    }

    /// More would change little: the runner decides.
    fn enough(&mut self) -> Result<Option<Ending>, Failure> {
        let words = self.pages.words;
        let advice = &self.conversation.next().stop.text;
        let text = format!("\n{}{}", self.pages.say(advice), self.pages.say(words.enough));
        self.talk.say(&text);
        loop {
            let Some(line) = self.talk.hear() else { return Ok(Some(self.quit())) };
            match line.trim() {
                "" | "!" => return Ok(Some(Ending::Report)),
                "+" => {
                    self.conversation.go_on();
                    return Ok(None);
                }
                "<" => return if self.back()? { Ok(None) } else { continue },
                "q" => return Ok(Some(self.quit())),
                _ => self.say(words.enough),
            }
        }
    }

    /// Nothing but what to do now, and one way back.
    fn emergency(&mut self, way_back: bool) -> Result<Option<Ending>, Failure> {
        let words = self.pages.words;
        let text = (self.emergency)(self.conversation)?;
        // The text ends with the advice to correct a slip; what is added says how.
        self.talk.say(&format!("\n{text}"));
        if !way_back {
            self.say(words.slip_over);
            return Ok(Some(Ending::Told));
        }
        let slip = fill(words.slip, &[("word", words.slip_word)]);
        self.say(&slip);
        let line = self.talk.hear().unwrap_or_default();
        if line.trim().to_lowercase() != words.slip_word {
            return Ok(Some(Ending::Told));
        }
        self.conversation.slip().map_err(|error| Failure::evidence("answers", &error))?;
        self.keep();
        Ok(None)
    }

    /// Keeps the answers and leaves. What must be done today is told all the same.
    fn quit(&mut self) -> Ending {
        let words = self.pages.words;
        let kept = match self.file.clone() {
            Some(file) => self.keep().then_some(file),
            None if self.conversation.answered() == 0 => None,
            None => self.keep_under_a_name(),
        };
        let text = match kept {
            Some(file) => fill(words.saved, &[("file", &file.display().to_string())]),
            None => words.not_saved.to_owned(),
        };
        self.say(&text);
        if self.conversation.next().urgency >= Urgency::SameDay {
            return Ending::Report;
        }
        if self.conversation.is_incomplete() {
            self.say(words.incomplete);
        }
        Ending::Left
    }

    /// Asks for a name until the answers are kept under one, or the runner wants none.
    fn keep_under_a_name(&mut self) -> Option<PathBuf> {
        loop {
            self.talk.say("\n");
            self.say(self.pages.words.name_file);
            let name = self.talk.hear()?.trim().to_owned();
            if name.is_empty() {
                return None;
            }
            if Path::new(&name).exists() {
                self.say(&fill(self.pages.words.there_already, &[("file", &name)]));
                continue;
            }
            self.file = Some(PathBuf::from(&name));
            if self.keep() {
                return self.file.clone();
            }
        }
    }

    /// Keeps the answers, where they are to be kept; whether they are. A full disk ends no conversation.
    fn keep(&mut self) -> bool {
        let Some(file) = &self.file else { return false };
        match save(file, self.conversation.evidence()) {
            Ok(()) => true,
            Err(problem) => {
                self.say(&problem);
                false
            }
        }
    }

    fn say(&mut self, text: &str) {
        let text = self.pages.say(text);
        self.talk.say(&text);
    }
}
