//! A runner who answers truthfully, screen by screen.

use crate::ask::{Purpose, QuestionItem, QuestionOptions, ScreenKind, StopReason};
use crate::engine::Engine;
use crate::evidence::{Evidence, Finding};
use crate::knowledge::Role;

/// One conversation.
pub(super) struct Conversation<'a> {
    engine: &'a Engine,
    truth: Evidence,
    pub(super) known: Evidence,
    options: QuestionOptions,
    /// How many screens were shown.
    pub(super) screens: usize,
    /// Why it ended, once it has.
    pub(super) ended: Option<StopReason>,
}

/// A screen that was answered.
pub(super) struct Shown {
    /// Whether it is an ordinary one: neither warning signs nor who the runner is.
    pub(super) counts: bool,
}

impl<'a> Conversation<'a> {
    /// Context is known from the start.
    pub(super) fn new(engine: &'a Engine, truth: Evidence) -> Self {
        let is_context = |id: &str| {
            engine.knowledge().observation(id).is_some_and(|o| matches!(o.role, Role::Context(_)))
        };
        let known = truth.iter().filter(|(id, _)| is_context(id));
        let known = known.map(|(id, finding)| (id.to_owned(), finding.clone())).collect();
        let options = QuestionOptions::default().answerable_now(true).about_you(false).at_most(1);
        Self { engine, truth, known, options, screens: 0, ended: None }
    }

    /// Asks the next screen and tells the truth; nothing where the conversation has ended.
    pub(super) fn ask_next(&mut self) -> Option<Shown> {
        let next = self.engine.next_questions(&self.known, &self.options).ok()?;
        let Some(screen) = next.screens.first().filter(|_| !next.should_stop) else {
            self.ended = Some(next.stop.reason);
            return None;
        };
        self.screens += 1;
        let ticked = screen.kind == ScreenKind::GroupMultiple;
        for item in &screen.items {
            self.tell(&item.id, ticked);
            self.unsay(item);
        }
        Some(Shown { counts: screen.purpose == Purpose::Causes })
    }

    /// Shows a screen of a form.
    pub(super) fn ask_all(&mut self, screen: &[String]) -> Shown {
        for id in screen {
            if self.truth.get(id).is_some() {
                self.tell(id, true);
            }
        }
        Shown { counts: true }
    }

    /// Where only a number is asked for and the runner knows a level, nobody can tell.
    fn unsay(&mut self, item: &QuestionItem) {
        let Some(levels) = self.engine.knowledge().observation(&item.id).and_then(|o| o.levels())
        else {
            return;
        };
        let offered = |level: &&String| item.choices.iter().any(|choice| choice.id == **level);
        let told = self.known.get(&item.id);
        let by_level = levels.ids.iter().find(|id| told == Some(&Finding::level(id.as_str())));
        if by_level.is_some_and(|level| !levels.is_yes_no() && !offered(&level)) {
            let _ = self.known.remove(&item.id);
            self.known.insert(&item.id, Finding::unknown());
        }
    }

    /// Tells the truth; what the truth does not hold is absent where yes-or-no questions were ticked, else unknown.
    fn tell(&mut self, id: &str, ticked: bool) {
        let yes_no = self.engine.knowledge().observation(id);
        let yes_no = yes_no.is_some_and(|o| o.levels().is_none_or(crate::Levels::is_yes_no));
        let silent = if ticked || yes_no { Finding::absent() } else { Finding::unknown() };
        let finding = self.truth.get(id).cloned().unwrap_or(silent);
        let _ = self.known.remove(id);
        self.known.insert(id, finding);
    }
}
