//! From evidence to the answer.

mod accessors;
pub(crate) mod coverage;
mod explain;
mod options;
pub(crate) mod phrase;
mod read;
pub(crate) mod recommend;
mod session;
mod stability;
pub(crate) mod triage;
mod types;

pub use options::{Options, Profile};
pub use types::{
    Assessment, CauseResult, Coverage, CoverageState, FamilyResult, KnowledgeStamp, NamedItem,
    OutsideScope, PendingRedFlag, Question, Reason, RecommendationResult, Share, StageResult,
    SymptomResult, UrgencyReason,
};

use std::collections::BTreeMap;

use crate::engine::Engine;
use crate::evidence::{Compiled, Item};
use crate::knowledge::report::Word;
use crate::knowledge::{Cause, Disclosure, Texts, Urgency};
use crate::network::{CauseIndex, ObservationIndex, Truth};
use coverage::Outcome;
use session::Session;
pub(crate) use session::{Posteriors, derived_limit};
use stability::Stability;
use triage::{Candidate, Triage};

/// Below this a medical cause is not shown to a runner, unless the answers speak clearly for it.
const LEAST_SHOWN: f64 = 0.05;
const CLEARLY: f64 = 8.0;

/// The id that stands in a coach's view for a rule over something private.
pub(crate) const PRIVATE: &str = "private";

/// Makes the assessment: rules first, then causes, then advice.
pub(crate) fn assess(
    engine: &Engine,
    compiled: &Compiled,
    options: &Options,
    texts: &Texts,
) -> Assessment {
    let asked = Asked { engine, options, texts };
    let triage = triage::triage(&asked, compiled);
    let mut assessment = frame(&asked, compiled, triage);
    assessment.outside_scope = outside_scope(&asked, compiled);
    if assessment.outside_scope.is_none() {
        rank(&asked, compiled, &mut assessment);
    }
    hide(engine, options, &mut assessment);
    assessment
}

/// What is asked with which knowledge, and in which language it is answered.
#[derive(Clone, Copy)]
struct Asked<'a> {
    engine: &'a Engine,
    options: &'a Options,
    texts: &'a Texts,
}

/// Everything that does not depend on a score.
fn frame(asked: &Asked<'_>, compiled: &Compiled, triage: Triage) -> Assessment {
    let knowledge = asked.engine.knowledge();
    Assessment {
        schema: 1,
        urgency: triage.floor,
        urgency_floor: triage.floor,
        urgency_reasons: triage.reasons,
        pending_red_flags: triage.pending,
        unasked_screen: triage.unasked_screen,
        activity: triage.activity,
        outside_scope: None,
        families: Vec::new(),
        causes: Vec::new(),
        stages: Vec::new(),
        none_of_these: None,
        unexplained: Vec::new(),
        recommendations: Vec::new(),
        coverage: Coverage {
            state: CoverageState::Insufficient,
            known: 0,
            of: 0,
            names_a_leader: false,
        },
        first_place_survives: None,
        exact: true,
        set_aside: Vec::new(),
        explained_without: Vec::new(),
        expired: named(asked, &compiled.expired),
        questions: Vec::new(),
        doubtful: named(asked, &compiled.doubtful),
        profile: asked.options.profile,
        language: asked.options.language.clone(),
        knowledge: KnowledgeStamp {
            version: knowledge.version().to_owned(),
            hash: knowledge.hash().to_owned(),
        },
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        words: asked.texts.report.clone(),
    }
}

fn named(asked: &Asked<'_>, items: &[Item]) -> Vec<NamedItem> {
    let knowledge = asked.engine.knowledge();
    let sensitive = |item: &&Item| {
        phrase::observation(knowledge, item.observation).is_some_and(|o| o.sensitive)
    };
    let kept = items.iter().filter(|item| !(asked.options.redact_sensitive && sensitive(item)));
    kept.map(|item| NamedItem {
        observation: phrase::id(knowledge, item.observation),
        text: phrase::answer(knowledge, asked.texts, item),
    })
    .collect()
}

fn outside_scope(asked: &Asked<'_>, compiled: &Compiled) -> Option<OutsideScope> {
    let Asked { engine, options, texts } = *asked;
    let rules = engine.knowledge().scope().iter().zip(&engine.network().scope);
    let mut holding =
        rules.filter(|(_, rule)| rule.truth(&|at| compiled.answer(at)) == Truth::Holds);
    holding.next().map(|(scope, rule)| {
        if options.redact_sensitive && triage::tests_something_sensitive(engine, rule) {
            let text = texts.report.say(Word::PrivateScope).to_owned();
            return OutsideScope { id: PRIVATE.to_owned(), text };
        }
        OutsideScope {
            id: scope.id.clone(),
            text: texts.scope.get(&scope.id).cloned().unwrap_or_default(),
        }
    })
}

/// How things stand before anything is explained: rules, coverage, posteriors and urgency.
pub(crate) struct Standing {
    /// Without causes, advice and explanations.
    pub(crate) assessment: Assessment,
    /// The posteriors with all answers and with the context alone; nothing outside the scope.
    pub(crate) posteriors: Option<[Posteriors; 2]>,
    /// Whether no cause is to be shown to a runner.
    pub(crate) withheld: bool,
}

/// Works out how things stand: what an interview needs to know before its next question.
pub(crate) fn standing(
    engine: &Engine,
    compiled: &Compiled,
    options: &Options,
    texts: &Texts,
) -> Standing {
    let asked = Asked { engine, options, texts };
    let mut assessment = frame(&asked, compiled, triage::triage(&asked, compiled));
    assessment.outside_scope = outside_scope(&asked, compiled);
    if assessment.outside_scope.is_some() {
        return Standing { assessment, posteriors: None, withheld: true };
    }
    let mut session = Session::new(engine, compiled, texts);
    let posteriors = stand(&asked, compiled, &mut session, &mut assessment);
    hide(engine, options, &mut assessment);
    let withheld = withholds(options, &assessment);
    Standing { assessment, posteriors: Some(posteriors), withheld }
}

/// The red flags that one more answer may fire.
pub(crate) fn pending(
    engine: &Engine,
    compiled: &Compiled,
    options: &Options,
    texts: &Texts,
) -> Vec<PendingRedFlag> {
    triage::triage(&Asked { engine, options, texts }, compiled).pending
}

/// Works out the posteriors, and what follows for coverage and urgency.
fn stand(
    asked: &Asked<'_>,
    compiled: &Compiled,
    session: &mut Session<'_>,
    assessment: &mut Assessment,
) -> [Posteriors; 2] {
    let main = session.main();
    let is_context: Vec<bool> =
        session.items.iter().map(|item| session.about(item).is_context).collect();
    let context = session.with(|at, _| is_context.get(at).copied().unwrap_or(false));
    let outcome = Outcome {
        probabilities: &main.probabilities,
        odds: &main.odds,
        odds_before: &context.odds,
        none: main.none,
    };
    assessment.coverage = coverage::coverage(asked.engine.network(), &session.items, outcome);
    assessment.none_of_these = Some(main.none);
    assessment.exact = main.set_aside.is_empty();
    assessment.set_aside = set_aside(asked, compiled, &main.set_aside);
    let untimed = session.without_duration(&main);
    raise(asked, &main, &context, &untimed, assessment);
    [main, context]
}

/// What a runner's report withholds, an app's list must not tell either.
fn withholds(options: &Options, assessment: &Assessment) -> bool {
    options.profile == Profile::Wellness
        && (assessment.urgency >= Urgency::SameDay
            || assessment.coverage.state == CoverageState::Insufficient)
}

/// Whether a reader is to see a cause: everyday ones always, medical ones if they are probable or clearly spoken for.
pub(crate) fn is_shown(cause: &Cause, probability: f64, bayes_factor: f64) -> bool {
    let everyday = cause.care < Urgency::Appointment;
    everyday || probability >= LEAST_SHOWN || bayes_factor >= CLEARLY
}

/// Ranks the causes and fills in all that follows from them.
fn rank(asked: &Asked<'_>, compiled: &Compiled, assessment: &mut Assessment) {
    let Asked { engine, options, texts } = *asked;
    let mut session = Session::new(engine, compiled, texts);
    let [main, context] = stand(asked, compiled, &mut session, assessment);
    assessment.coverage.of = coverage::bearing(engine.network());
    assessment.recommendations = recommend::recommend(
        asked,
        compiled,
        &options.advised(engine, &main.probabilities),
        assessment.urgency,
        assessment.activity,
    );

    let derived = session.derived_main();
    assessment.explained_without = set_aside(asked, compiled, &derived.set_aside);
    let explanation = explain::explain(&mut session, &derived, &context);
    let stability = options.stability.then(|| stability::stability(&mut session, &derived, &main));
    assessment.first_place_survives = stability.as_ref().map(|s| s.first_place_survives);
    assessment.stages = stages(&mut session, &derived, options);
    assessment.unexplained = explain::symptoms(&mut session, &derived, options);

    let withheld = withholds(options, assessment);
    let view = View {
        engine,
        options,
        texts,
        main: &main,
        context: &context,
        stability: stability.as_ref(),
        withheld,
    };
    let order = view.order();
    if order.first().copied() != stability::leader(&main.probabilities) {
        // The leader is not shown here; whoever comes next must not pass for it.
        assessment.coverage.names_a_leader = false;
        assessment.first_place_survives = None;
    }
    let listed = order.iter().take(options.top);
    assessment.causes = listed
        .filter_map(|at| {
            let (supports, opposes) = explanation.reasons(&session, *at, options.redact_sensitive);
            view.cause(*at, supports, opposes)
        })
        .collect();
    assessment.families = view.families(&order);
}

fn set_aside(
    asked: &Asked<'_>,
    compiled: &Compiled,
    symptoms: &[ObservationIndex],
) -> Vec<NamedItem> {
    let items: Vec<Item> = symptoms
        .iter()
        .filter_map(|at| compiled.position(*at).and_then(|at| compiled.items.get(at)).copied())
        .collect();
    named(asked, &items)
}

/// How urgent it is as in an assessment: the floor of the rules, raised by the posteriors.
///
/// `prior` holds the posteriors with only the context known, `untimed` those without the duration.
pub(crate) fn urgency(
    engine: &Engine,
    compiled: &Compiled,
    floor: Urgency,
    [probabilities, prior, untimed]: [&[f64]; 3],
    enough: bool,
) -> Urgency {
    let in_scope = engine
        .network()
        .scope
        .iter()
        .all(|rule| rule.truth(&|at| compiled.answer(at)) != Truth::Holds);
    let candidates = candidates(engine, probabilities, prior, untimed);
    let raise = in_scope.then(|| triage::from_posteriors(&candidates, enough));
    raise.flatten().map_or(floor, |raise| floor.max(raise.urgency))
}

/// The scored causes as urgency sees them.
pub(crate) fn candidates<'a>(
    engine: &'a Engine,
    probabilities: &'a [f64],
    prior: &'a [f64],
    untimed: &'a [f64],
) -> impl Iterator<Item = Candidate<'a>> + Clone {
    let scored = engine.knowledge().causes().iter().filter(|cause| cause.scored);
    scored.zip(probabilities.iter().zip(prior).zip(untimed)).map(
        |(cause, ((probability, prior), untimed))| Candidate {
            cause,
            probability: *probability,
            prior: *prior,
            untimed: *untimed,
        },
    )
}

/// Raises the urgency by the posteriors; it never falls below the floor.
fn raise(
    asked: &Asked<'_>,
    main: &Posteriors,
    context: &Posteriors,
    untimed: &Posteriors,
    assessment: &mut Assessment,
) {
    let candidates = candidates(
        asked.engine,
        &main.probabilities,
        &context.probabilities,
        &untimed.probabilities,
    );
    let enough = assessment.coverage.state == CoverageState::Sufficient;
    let Some(raise) = triage::from_posteriors(&candidates, enough) else { return };
    let urgency = raise.urgency;
    if urgency <= assessment.urgency_floor && raise.activity <= assessment.activity {
        return;
    }
    assessment.urgency = assessment.urgency_floor.max(urgency);
    assessment.activity = assessment.activity.max(raise.activity);
    let causes = raise.causes(&candidates);
    let words = &asked.texts.report;
    let see_doctor = match urgency {
        Urgency::SameDay => Word::UrgencySeeDoctorToday,
        _ => Word::UrgencySeeDoctorSoon,
    };
    assessment.urgency_reasons.push(UrgencyReason {
        red_flag: None,
        causes: causes.iter().map(|cause| cause.id.clone()).collect(),
        urgency,
        activity: raise.activity,
        reason: words.say(Word::UrgencyTogether).to_owned(),
        now: rule_that_leads(asked, urgency, &causes)
            .unwrap_or_else(|| words.say(see_doctor).to_owned()),
        sources: Vec::new(),
    });
    assessment.urgency_reasons.sort_by_key(|reason| std::cmp::Reverse(reason.urgency));
}

/// What a rule about a raised cause says to do, where the rule leads and not the cause.
fn rule_that_leads(asked: &Asked<'_>, urgency: Urgency, causes: &[&Cause]) -> Option<String> {
    let mut leading = causes.iter().filter(|cause| cause.rule_leads);
    let cause = leading.next()?;
    let mut rules = asked
        .engine
        .knowledge()
        .red_flags()
        .iter()
        .filter(|flag| flag.urgency == urgency && flag.raises.contains(&cause.id));
    let text = asked.texts.red_flags.get(&rules.next()?.id)?;
    Some(text.now.clone())
}

/// Takes the causes that are not to be shown out of reasons and recommendations.
fn hide(engine: &Engine, options: &Options, assessment: &mut Assessment) {
    let shows = |id: &String| engine.knowledge().cause(id).is_none_or(|cause| options.shows(cause));
    for reason in &mut assessment.urgency_reasons {
        reason.causes.retain(shows);
    }
    for recommendation in &mut assessment.recommendations {
        recommendation.helps_against.retain(shows);
    }
}

fn stages(session: &mut Session<'_>, all: &Posteriors, options: &Options) -> Vec<StageResult> {
    let (engine, texts) = (session.engine, session.texts);
    let mut groups: BTreeMap<&str, Vec<(CauseIndex, &Cause)>> = BTreeMap::new();
    let scored = engine.knowledge().causes().iter().filter(|cause| cause.scored);
    for (index, cause) in (0..).zip(scored) {
        if let Some(stage) = &cause.stage_of {
            groups.entry(stage).or_default().push((index, cause));
        }
    }
    let stage = |(id, members): (&str, Vec<(CauseIndex, &Cause)>)| {
        let indices: Vec<CauseIndex> = members.iter().map(|(index, _)| *index).collect();
        let off = session.without_causes(&indices);
        StageResult {
            id: id.to_owned(),
            name: texts.stages.get(id).cloned().unwrap_or_else(|| id.to_owned()),
            probability: (1.0 - off.total.over(all.total)).max(0.0),
            causes: members.iter().map(|(_, cause)| cause.id.clone()).collect(),
        }
    };
    // A stage with a member that is not shown would tell of it.
    groups.retain(|_, members| members.iter().all(|(_, cause)| options.shows(cause)));
    groups.into_iter().map(stage).collect()
}

/// What is needed to show a cause.
struct View<'a> {
    engine: &'a Engine,
    options: &'a Options,
    texts: &'a Texts,
    main: &'a Posteriors,
    context: &'a Posteriors,
    stability: Option<&'a Stability>,
    /// Whether no cause is to be shown to a runner at all.
    withheld: bool,
}

impl View<'_> {
    /// The causes that may be listed, most probable first.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.main.probabilities.len()).collect();
        order.retain(|at| self.knowledge(*at).is_some_and(|cause| self.options.shows(cause)));
        let probability = |at: &usize| self.main.probabilities.get(*at).copied().unwrap_or(0.0);
        order.sort_by(|a, b| probability(b).total_cmp(&probability(a)).then(a.cmp(b)));
        order
    }

    fn knowledge(&self, at: usize) -> Option<&Cause> {
        let node = self.engine.network().causes.get(at)?;
        self.engine.knowledge().causes().get(node.knowledge)
    }

    fn range(&self, at: usize) -> (Option<f64>, Option<f64>) {
        match self.stability.and_then(|stability| stability.ranges.get(at)) {
            Some([low, high]) => (Some(*low), Some(*high)),
            None => (None, None),
        }
    }

    fn cause(&self, at: usize, supports: Vec<Reason>, opposes: Vec<Reason>) -> Option<CauseResult> {
        let cause = self.knowledge(at)?;
        let text = self.texts.causes.get(&cause.id).cloned().unwrap_or_default();
        let probability = *self.main.probabilities.get(at)?;
        let bayes_factor = self.main.odds.get(at)? / self.context.odds.get(at)?;
        let name = if text.name.is_empty() { cause.id.clone() } else { text.name };
        let described =
            self.options.profile == Profile::Wellness && cause.disclosure == Disclosure::Described;
        let label = text.described.filter(|_| described).unwrap_or_else(|| name.clone());
        let (low, high) = self.range(at);
        Some(CauseResult {
            id: cause.id.clone(),
            name,
            family: cause.family.clone(),
            probability,
            prior: *self.context.probabilities.get(at)?,
            low,
            high,
            bayes_factor,
            care: cause.care,
            disclosure: cause.disclosure,
            shown: !self.withheld && is_shown(cause, probability, bayes_factor),
            label,
            summary: text.summary,
            note: text.note,
            related: cause.related_causes.clone(),
            sources: cause.sources.clone(),
            supports,
            opposes,
        })
    }

    fn families(&self, order: &[usize]) -> Vec<FamilyResult> {
        let mut families: Vec<FamilyResult> = Vec::new();
        for at in order {
            let Some(cause) = self.knowledge(*at) else { continue };
            if let Some(family) = families.iter_mut().find(|family| family.id == cause.family) {
                family.causes.push(cause.id.clone());
                continue;
            }
            let (low, high) = self.range(*at);
            families.push(FamilyResult {
                id: cause.family.clone(),
                name: self.texts.families.get(&cause.family).unwrap_or(&cause.family).clone(),
                probability: self.main.probabilities.get(*at).copied().unwrap_or(0.0),
                low,
                high,
                causes: vec![cause.id.clone()],
            });
        }
        families
    }
}
