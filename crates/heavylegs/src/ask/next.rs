//! The next questions: red flags first, then who the runner is, then whatever tells most; and whether to go on.

use super::context::Asking;
use super::options::QuestionOptions;
use super::picture::picture;
use super::rank::{self, Ranked, about_you, rank};
use super::safety::{Safety, last, safety};
use super::types::{NextQuestions, Openness, QuestionScreen, StopAdvice, StopReason};
use super::value::open;
use crate::assess::{Assessment, CoverageState, Options, Standing, standing};
use crate::compare::emergency;
use crate::engine::Engine;
use crate::evidence::{Compiled, Evidence, most_findings};
use crate::knowledge::report::Word;
use crate::knowledge::{Texts, Urgency};
use crate::problem::{EvidenceError, Problem};
use crate::report::headline;
use crate::request::Draft;

/// When the best screen tells less than this share of what is open, more answers change little.
const LITTLE: f64 = 0.01;

impl Engine {
    /// Returns what to ask next, and whether to go on.
    ///
    /// Warning signs come first: the universal screen, then what may complete a rule. Then come, as screens, the unknown observations
    /// that apply, ranked by how far their answers are expected to move the causes. What someone could not say belongs into the
    /// evidence as [unknown](crate::Finding::unknown); it is not asked again.
    ///
    /// # Errors
    ///
    /// Those of [`Engine::assess`], and options that name nothing that is there, all at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence, Purpose, QuestionOptions, ScreenKind};
    ///
    /// let engine = Engine::builtin();
    /// let options = QuestionOptions::default().answerable_now(true);
    /// let mut evidence = Evidence::new();
    /// let first = engine.next_questions(&evidence, &options)?.screens.remove(0);
    /// assert_eq!((first.purpose, first.kind), (Purpose::RedFlags, ScreenKind::GroupMultiple));
    /// // None of these: what is not ticked is absent.
    /// for item in &first.items {
    ///     evidence = evidence.absent(&item.id);
    /// }
    /// let next = engine.next_questions(&evidence, &options)?;
    /// assert!(!next.should_stop);
    /// assert_ne!(next.screens[0].id, first.id);
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    pub fn next_questions(
        &self,
        evidence: &Evidence,
        options: &QuestionOptions,
    ) -> Result<NextQuestions, EvidenceError> {
        self.questions_after(evidence, options, Vec::new())
    }

    /// Answers a request in JSON: `{"schema": 1, "evidence": {…}, "options": {"at_most": 1, "answerable_now": true}}`.
    ///
    /// # Errors
    ///
    /// Every problem at once; texts above [`MAX_REQUEST_BYTES`](crate::MAX_REQUEST_BYTES) are refused unread.
    ///
    /// # Examples
    ///
    /// ```
    /// let answer = heavylegs::Engine::builtin().questions_json(r#"{"schema": 1, "evidence": {}}"#)?;
    /// assert!(answer.contains(r#""should_stop":false"#));
    /// assert!(answer.contains(r#""type":"group_multiple""#));
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    pub fn questions_json(&self, text: &str) -> Result<String, EvidenceError> {
        self.questions_draft(Draft::from_json(text)?).map(|answer| answer.to_json())
    }

    /// Answers a request as far as it could be read: what a binding makes of its own mappings.
    ///
    /// # Errors
    ///
    /// Every problem at once: what could not be read, and what is wrong with the rest.
    pub fn questions_draft(&self, draft: Draft) -> Result<NextQuestions, EvidenceError> {
        let (request, problems) = draft.read_questions(most_findings(self.knowledge()));
        self.questions_after(&request.evidence, &request.options, problems)
    }

    /// Answers, unless there are problems already or something adds some.
    fn questions_after(
        &self,
        evidence: &Evidence,
        options: &QuestionOptions,
        mut problems: Vec<Problem>,
    ) -> Result<NextQuestions, EvidenceError> {
        let compiled = self.read_under("evidence", evidence, &mut problems);
        problems.extend(options.problems(self));
        let texts = self.texts(&options.assessment(), &mut problems);
        let (Some(texts), true) = (texts, problems.is_empty()) else {
            return Err(EvidenceError::new(problems));
        };
        Ok(next(&Asking::new(self, texts, options, evidence, &compiled)))
    }
}

/// The next screens, as an assessment says them; none where someone needs help first.
pub(crate) fn screens(
    engine: &Engine,
    texts: &Texts,
    options: &Options,
    evidence: &Evidence,
    compiled: &Compiled,
) -> Vec<QuestionScreen> {
    let options = QuestionOptions::of(options);
    next(&Asking::new(engine, texts, &options, evidence, compiled)).screens
}

fn next(asking: &Asking<'_>) -> NextQuestions {
    let standing = standing(asking.engine, asking.compiled, &asking.assessment, asking.texts);
    let of = &standing.assessment;
    let mut safety = safety(asking, &of.unasked_screen, &of.pending_red_flags);
    // Who is to be seen today, or is not ranked, is asked what may be more urgent, and no more.
    if safety.screens.is_empty() && is_settled(of) && of.urgency < Urgency::Emergency {
        safety.screens = last(asking, of.urgency);
    }
    if let Some(reason) = over(of, &safety) {
        let nothing = Openness { now: 0.0, at_start: 0.0 };
        return answer(
            asking,
            &standing,
            (reason, safety.unanswered),
            safety_only(reason, safety.screens),
            nothing,
        );
    }
    let ranked = rank(asking, &safety.screens);
    let ordinary: Vec<_> =
        about_you(asking).into_iter().chain(rank::screens(asking, &ranked)).collect();
    let mut reason = reason(of, &safety, &ordinary, &ranked);
    let mut screens = merged(safety.screens, safety.first, ordinary);
    if !goes_on(reason) {
        let last = last(asking, of.urgency);
        if !last.is_empty() {
            reason = StopReason::WarningSigns;
            screens.splice(0..0, last);
        }
    }
    let start = standing.posteriors.as_ref().map_or(&[][..], |[_, context]| &context.probabilities);
    let openness = Openness {
        now: open(&ranked.forecasts.now, &ranked.weights),
        at_start: open(start, &ranked.weights),
    };
    let mut next = answer(asking, &standing, (reason, safety.unanswered), screens, openness);
    next.exact &= ranked.forecasts.set_aside.is_empty();
    next.picture = picture(asking, &standing, &ranked);
    next
}

/// Whether causes are not what matters now.
fn is_settled(of: &Assessment) -> bool {
    of.outside_scope.is_some() || of.urgency == Urgency::SameDay
}

/// Whether no ordinary question comes any more, and why.
fn over(of: &Assessment, safety: &Safety) -> Option<StopReason> {
    // An emergency of which something is known ends the conversation at once.
    if of.urgency == Urgency::Emergency {
        return Some(StopReason::Emergency);
    }
    match (is_settled(of), safety.screens.is_empty()) {
        (false, _) => None,
        (true, false) => Some(StopReason::WarningSigns),
        (true, true) if of.outside_scope.is_some() => Some(StopReason::OutsideScope),
        (true, true) => Some(StopReason::SeeSomeoneToday),
    }
}

fn goes_on(reason: StopReason) -> bool {
    matches!(reason, StopReason::WarningSigns | StopReason::MoreToLearn)
}

fn safety_only(reason: StopReason, screens: Vec<QuestionScreen>) -> Vec<QuestionScreen> {
    if reason == StopReason::Emergency { Vec::new() } else { screens }
}

fn reason(
    of: &Assessment,
    safety: &Safety,
    ordinary: &[QuestionScreen],
    ranked: &Ranked,
) -> StopReason {
    if !safety.screens.is_empty() {
        return StopReason::WarningSigns;
    }
    let best = ordinary.iter().map(|screen| screen.value).fold(0.0, f64::max);
    let little = best < LITTLE * open(&ranked.forecasts.now, &ranked.weights);
    let enough = of.coverage.state == CoverageState::Sufficient;
    if ordinary.is_empty() {
        StopReason::NothingToAsk
    } else if enough && little {
        StopReason::LittleToGain
    } else {
        StopReason::MoreToLearn
    }
}

/// Warning signs first, but only so many before the first ordinary question.
fn merged(
    safety: Vec<QuestionScreen>,
    first: usize,
    ordinary: Vec<QuestionScreen>,
) -> Vec<QuestionScreen> {
    let mut safety = safety.into_iter();
    let mut ordinary = ordinary.into_iter();
    let mut screens: Vec<QuestionScreen> = safety.by_ref().take(first).collect();
    screens.extend(ordinary.by_ref().take(1));
    screens.extend(safety);
    screens.extend(ordinary);
    screens
}

fn answer(
    asking: &Asking<'_>,
    standing: &Standing,
    (reason, unanswered): (StopReason, Vec<crate::assess::NamedItem>),
    mut screens: Vec<QuestionScreen>,
    open: Openness,
) -> NextQuestions {
    let of = &standing.assessment;
    screens.truncate(asking.options.at_most);
    let mut text = text(of, reason);
    if !unanswered.is_empty() && reason != StopReason::Emergency {
        let names: Vec<&str> = unanswered.iter().map(|item| item.text.as_str()).collect();
        let answers = of.words.list(&names);
        text = format!("{text} {}", of.words.fill(Word::StopUnanswered, &[("answers", &answers)]));
    }
    NextQuestions {
        schema: 1,
        should_stop: !goes_on(reason),
        stop: StopAdvice { reason, text, unanswered },
        screens,
        urgency: of.urgency,
        activity: of.activity,
        pending_red_flags: of.pending_red_flags.clone(),
        open,
        picture: Vec::new(),
        exact: of.exact,
        knowledge: of.knowledge.clone(),
        engine: of.engine.clone(),
    }
}

fn text(of: &Assessment, reason: StopReason) -> String {
    let word = match reason {
        StopReason::Emergency => return emergency([of, of]).unwrap_or_default(),
        StopReason::SeeSomeoneToday => {
            let now = of.urgency_reasons.first().map(|reason| reason.now.as_str());
            return format!("{}. {}", headline(of, true), now.unwrap_or_default());
        }
        StopReason::OutsideScope => {
            return of.outside_scope.as_ref().map(|scope| scope.text.clone()).unwrap_or_default();
        }
        StopReason::WarningSigns => Word::StopWarningSigns,
        StopReason::MoreToLearn => Word::StopMore,
        StopReason::LittleToGain => Word::StopLittleToGain,
        StopReason::NothingToAsk => Word::StopNothingToAsk,
    };
    of.words.say(word).to_owned()
}
