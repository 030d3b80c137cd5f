//! The conversation without a terminal: what is known, what is asked next, and the way back.

use heavylegs::{
    Engine, Evidence, EvidenceError, Finding, NextQuestions, QuestionOptions, QuestionScreen,
    StopReason,
};

/// What a screen was answered with: observations and what is known of them.
pub(super) type Answers = Vec<(String, Finding)>;

/// A conversation. All that is known lies in the evidence, so a saved one goes on as if it had never stopped.
#[derive(Debug)]
pub(super) struct Conversation {
    engine: Engine,
    options: QuestionOptions,
    evidence: Evidence,
    next: NextQuestions,
    /// What was known before each answer, the latest last.
    before: Vec<Evidence>,
    /// The runner goes on though little is to be gained.
    goes_on: bool,
    slip_taken: bool,
}

/// Where the conversation stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum State<'a> {
    /// A screen is to be answered.
    Ask(&'a QuestionScreen),
    /// More questions would tell little; the runner may go on.
    Enough,
    /// Someone needs help now. Nothing is asked any more.
    Emergency {
        /// Whether the last answer can be taken back as a slip.
        way_back: bool,
    },
    /// There is nothing more to ask.
    Over,
}

impl Conversation {
    /// Goes on from what is known.
    pub(super) fn new(
        engine: Engine,
        options: QuestionOptions,
        evidence: Evidence,
    ) -> Result<Self, EvidenceError> {
        // One screen is shown at a time; how many follow tells how long the last round is.
        let options = options.at_most(100);
        let next = engine.next_questions(&evidence, &options)?;
        let before = Vec::new();
        Ok(Self { engine, options, evidence, next, before, goes_on: false, slip_taken: false })
    }

    pub(super) fn state(&self) -> State<'_> {
        let way_back = !self.slip_taken && !self.before.is_empty();
        match (self.next.stop.reason, self.next.screens.first()) {
            (StopReason::Emergency, _) => State::Emergency { way_back },
            (StopReason::LittleToGain, Some(_)) if !self.goes_on => State::Enough,
            // Warning signs may be asked after advice to see someone today; after that nothing is.
            (StopReason::SeeSomeoneToday | StopReason::OutsideScope, _) | (_, None) => State::Over,
            (_, Some(screen)) => State::Ask(screen),
        }
    }

    /// Takes the answers to a screen. What the engine refuses changes nothing.
    pub(super) fn answer(&mut self, answers: Answers) -> Result<(), EvidenceError> {
        let mut evidence = self.evidence.clone();
        for (id, finding) in answers {
            evidence.insert(id, finding);
        }
        self.next = self.engine.next_questions(&evidence, &self.options)?;
        self.before.push(std::mem::replace(&mut self.evidence, evidence));
        Ok(())
    }

    /// Goes back to the screen before; whether there is one. An emergency is left by [`slip`](Self::slip) alone.
    pub(super) fn back(&mut self) -> Result<bool, EvidenceError> {
        if self.is_emergency() {
            return Ok(false);
        }
        self.undo()
    }

    /// Takes back the answer that made it an emergency, once in a conversation; whether it could be.
    pub(super) fn slip(&mut self) -> Result<bool, EvidenceError> {
        if !self.is_emergency() || self.slip_taken {
            return Ok(false);
        }
        self.slip_taken = self.undo()?;
        Ok(self.slip_taken)
    }

    fn undo(&mut self) -> Result<bool, EvidenceError> {
        let Some(evidence) = self.before.last() else { return Ok(false) };
        self.next = self.engine.next_questions(evidence, &self.options)?;
        self.evidence = self.before.pop().unwrap_or_default();
        Ok(true)
    }

    /// Asks on, though little is to be gained.
    pub(super) fn go_on(&mut self) {
        self.goes_on = true;
    }

    pub(super) fn is_emergency(&self) -> bool {
        self.next.stop.reason == StopReason::Emergency
    }

    /// Whether warning signs are still to be asked, so that no answer is complete.
    pub(super) fn is_incomplete(&self) -> bool {
        self.next.stop.reason == StopReason::WarningSigns || !self.next.stop.unanswered.is_empty()
    }

    pub(super) fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(super) fn next(&self) -> &NextQuestions {
        &self.next
    }

    /// How many screens were answered.
    pub(super) fn answered(&self) -> usize {
        self.before.len()
    }
}
