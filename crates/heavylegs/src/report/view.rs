//! What the report says, in the order in which it is read.

use super::words::{self, Chance};
use crate::assess::{
    Assessment, CauseResult, CoverageState, FamilyResult, NamedItem, Profile, Reason,
    RecommendationResult, StageResult,
};
use crate::evidence::Origin;
use crate::knowledge::report::{ReportWords, Word};
use crate::knowledge::{Activity, Urgency};

/// The most reasons on either side of a cause, recommendations, and further questions that are shown.
const REASONS: usize = 3;
const RECOMMENDATIONS: usize = 4;
const RECOMMENDATIONS_KNOWING_LITTLE: usize = 2;
const QUESTIONS: usize = 8;

/// An answer that moves the odds by less than this is no reason anyone would name.
const LEAST_REASON: f64 = 1.25;
/// Below this a described cause is worth a check "if", not "because".
const LEAST_BECAUSE: f64 = 0.2;
/// Where popular advice and evidence differ is told about what is at least possible.
const LEAST_WITH_NOTE: f64 = 0.2;

/// The report, ready to be laid out.
pub(super) struct View<'a> {
    /// Everything else that is said.
    pub(super) words: &'a ReportWords,
    pub(super) urgency: Urgency,
    pub(super) headline: &'a str,
    /// Whether a first box without urgency may look calm.
    pub(super) calm: bool,
    pub(super) alerts: Vec<Alert>,
    /// How a slip of the finger is put right; only at an emergency, where everything below is left out.
    pub(super) undo: Option<&'a str>,
    pub(super) activity: Option<&'a str>,
    /// Warning signs that nobody asked about.
    pub(super) unasked: Option<String>,
    pub(super) questions: Vec<String>,
    pub(super) more_questions: usize,
    pub(super) outside_scope: Option<String>,
    pub(super) coverage: Vec<String>,
    pub(super) contributors: Option<Contributors<'a>>,
    pub(super) advice: Advice<'a>,
    pub(super) remarks: Vec<String>,
    pub(super) disclaimer: Option<&'a str>,
    pub(super) stamp: String,
}

impl View<'_> {
    /// That there are more questions than are shown.
    pub(super) fn more(&self) -> String {
        self.words.fill(Word::ListMore, &[("count", &self.more_questions.to_string())])
    }
}

/// Why someone should look at it, and what to do.
pub(super) struct Alert {
    /// The first sentence of what to do.
    pub(super) action: String,
    /// The other sentences.
    pub(super) more: String,
    pub(super) reason: String,
}

/// What may play a part.
pub(super) struct Contributors<'a> {
    pub(super) title: &'a str,
    pub(super) lead: Option<&'a str>,
    pub(super) groups: Vec<Group<'a>>,
    pub(super) together: Vec<String>,
    pub(super) none_of_these: String,
    /// Whether that comes first: nothing stands out.
    pub(super) none_first: bool,
    pub(super) unexplained: Vec<String>,
}

/// A family with its causes; the first one leads.
pub(super) struct Group<'a> {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) causes: Vec<Contributor<'a>>,
}

pub(super) struct Contributor<'a> {
    pub(super) label: String,
    /// The word with the range behind it; nothing for a cause that is only described.
    pub(super) likelihood: Option<Likelihood<'a>>,
    pub(super) summary: Option<String>,
    pub(super) supports: Vec<String>,
    pub(super) opposes: Vec<String>,
    pub(super) note: Option<String>,
}

pub(super) struct Likelihood<'a> {
    pub(super) word: &'a str,
    /// The class of its bar.
    pub(super) class: &'static str,
    /// The range, or for professionals the percentage with the range.
    pub(super) number: Option<String>,
    /// Percent from and to, for a bar.
    pub(super) bar: [u8; 2],
}

pub(super) struct Advice<'a> {
    pub(super) title: &'a str,
    pub(super) items: Vec<Recommendation>,
}

pub(super) struct Recommendation {
    pub(super) name: String,
    /// How much and how often, and how much effort it takes.
    pub(super) dose: Option<String>,
    pub(super) steps: Vec<String>,
    pub(super) cautions: Vec<String>,
    /// By when it should help, and what to do if it does not.
    pub(super) expect: Option<String>,
    pub(super) note: Option<String>,
}

/// Decides what is said.
pub(super) fn view(a: &Assessment) -> View<'_> {
    let emergency = a.urgency == Urgency::Emergency;
    let (questions, more_questions) = questions(a);
    let words = &a.words;
    let mut view = View {
        words,
        urgency: a.urgency,
        headline: words::headline(a, questions.is_empty()),
        calm: words::is_calm(a),
        alerts: alerts(a),
        undo: emergency.then(|| words.say(Word::UrgencyByMistake)),
        activity: None,
        unasked: None,
        questions: Vec::new(),
        more_questions: 0,
        outside_scope: None,
        coverage: Vec::new(),
        contributors: None,
        advice: Advice { title: "", items: Vec::new() },
        remarks: Vec::new(),
        disclaimer: None,
        stamp: stamp(a),
    };
    if emergency {
        return view;
    }
    // Whom the knowledge is not written for, it does not send running.
    // And "as planned" is not said before the warning signs were asked about.
    let calm = words::is_calm(a) && !words::not_of_the_legs(a);
    let speaks = calm || a.activity > Activity::AsPlanned;
    view.activity = speaks.then(|| words.say(words::activity(a.activity, a.urgency)));
    view.unasked = unasked(a);
    (view.questions, view.more_questions) = (questions, more_questions);
    view.outside_scope = a.outside_scope.as_ref().map(|scope| scope.text.clone());
    view.remarks = remarks(a);
    view.disclaimer = Some(words.say(match a.outside_scope {
        Some(_) => Word::RemarkDisclaimerShort,
        None => Word::RemarkDisclaimer,
    }));
    let today = a.urgency == Urgency::SameDay;
    if today && a.profile == Profile::Wellness {
        // A harmless contributor or "within two weeks" beside "today" would reassure falsely.
        if !words::not_of_the_legs(a) {
            view.remarks.insert(0, words.say(Word::UrgencyLater).to_owned());
        }
    } else if view.outside_scope.is_none() {
        view.coverage = coverage(a);
        view.contributors =
            (a.coverage.state == CoverageState::Sufficient).then(|| contributors(a));
        if !today {
            view.advice = advice(a);
        }
    }
    view
}

fn unasked(a: &Assessment) -> Option<String> {
    let signs: Vec<&str> = a.unasked_screen.iter().map(|sign| sign.text.as_str()).collect();
    (!signs.is_empty()).then(|| format!("{}.", signs.join("; ")))
}

fn stamp(a: &Assessment) -> String {
    let hash: String = a.knowledge.hash.chars().take(8).collect();
    format!("heavylegs {} · knowledge {} ({hash})", a.engine, a.knowledge.version)
}

/// What to do first. Rules that ask for the same first step are told together.
fn alerts(a: &Assessment) -> Vec<Alert> {
    let mut alerts: Vec<Alert> = Vec::new();
    for reason in &a.urgency_reasons {
        // "An appointment this week" must not stand beside "today", nor anything beside an emergency.
        if a.urgency >= Urgency::SameDay && reason.urgency < a.urgency {
            continue;
        }
        let (action, more) = match reason.now.split_once(". ") {
            Some((first, rest)) => (format!("{first}."), rest),
            None => (reason.now.clone(), ""),
        };
        if let Some(alert) = alerts.iter_mut().find(|alert| alert.action == action) {
            add_once(&mut alert.more, more);
            add_once(&mut alert.reason, &reason.reason);
        } else {
            let (more, reason) = (more.to_owned(), reason.reason.clone());
            alerts.push(Alert { action, more, reason });
        }
    }
    alerts
}

fn add_once(text: &mut String, more: &str) {
    if !text.contains(more) {
        text.push(' ');
        text.push_str(more);
    }
}

/// The questions of all pending red flags, each once, and how many more there are. Those of emergencies are never cut.
fn questions(a: &Assessment) -> (Vec<String>, usize) {
    let mut questions: Vec<&str> = Vec::new();
    let mut at_least = QUESTIONS;
    for pending in &a.pending_red_flags {
        for question in &pending.ask {
            let text = if question.question.is_empty() { &question.id } else { &question.question };
            if !questions.contains(&text.as_str()) {
                questions.push(text);
            }
        }
        if pending.urgency == Urgency::Emergency {
            at_least = at_least.max(questions.len());
        }
    }
    let more = questions.len().saturating_sub(at_least);
    (questions.into_iter().take(at_least).map(str::to_owned).collect(), more)
}

pub(super) fn coverage(a: &Assessment) -> Vec<String> {
    if a.coverage.state == CoverageState::Sufficient {
        return Vec::new();
    }
    let words = &a.words;
    let known = match a.coverage.known {
        0 => words.say(Word::KnownNone).to_owned(),
        1 => words.say(Word::KnownOne).to_owned(),
        many => words.fill(Word::KnownMany, &[("count", &many.to_string())]),
    };
    vec![
        format!("{known} {}", words.say(Word::KnownTooLittle)),
        words.say(Word::KnownWhatHelps).to_owned(),
    ]
}

fn contributors(a: &Assessment) -> Contributors<'_> {
    let words = &a.words;
    let title = match a.urgency {
        Urgency::SameDay | Urgency::Emergency => Word::TitleContributorsLater,
        _ => Word::TitleContributors,
    };
    let none = a.none_of_these.unwrap_or(0.0);
    let groups: Vec<_> = a.families.iter().filter_map(|family| group(a, family)).collect();
    Contributors {
        title: words.say(title),
        lead: lead(a).filter(|_| !groups.is_empty()),
        groups,
        together: together(a),
        none_of_these: none_of_these(words, none),
        none_first: !a.coverage.names_a_leader,
        unexplained: unexplained(a),
    }
}

fn none_of_these(words: &ReportWords, probability: f64) -> String {
    let likely = Chance::of(probability);
    let slots = [("likelihood", likely.word(words))];
    let mut text = words.fill(Word::ContributorsNoneOfThese, &slots);
    if likely >= Chance::Possible {
        text.push(' ');
        text.push_str(words.say(Word::ContributorsNoneIsNormal));
    }
    text
}

fn lead(a: &Assessment) -> Option<&str> {
    let word = if a.urgency >= Urgency::SameDay {
        Word::ContributorsForLater
    } else if !a.coverage.names_a_leader {
        Word::ContributorsNothingStandsOut
    } else if a.first_place_survives.is_some_and(|share| share < 0.6) {
        Word::ContributorsSeveral
    } else {
        return None;
    };
    Some(a.words.say(word))
}

pub(super) fn is_described(a: &Assessment, cause: &CauseResult) -> bool {
    a.profile == Profile::Wellness && cause.label != cause.name
}

/// What a reader gets to see: what is shown at all, and is probable or worth a check.
pub(super) fn is_said(a: &Assessment, cause: &CauseResult) -> bool {
    let professional = a.profile == Profile::Clinical;
    let worth_a_check = cause.care >= Urgency::Appointment && cause.bayes_factor >= 8.0;
    // What is neither possible nor spoken for by any answer is only as common as among all runners.
    let spoken_for = cause.probability >= 0.2 || cause.supports.iter().any(counts);
    let said = spoken_for && cause.probability >= words::LEAST_SAID;
    cause.shown && (professional || worth_a_check || said)
}

fn group<'a>(a: &'a Assessment, family: &FamilyResult) -> Option<Group<'a>> {
    let members = a.causes.iter().filter(|cause| cause.family == family.id && is_said(a, cause));
    let members = members.filter(|cause| !is_told_by_a_stage(a, cause));
    let causes: Vec<_> = members.map(|cause| contributor(a, cause)).collect();
    let (id, name) = (family.id.clone(), family.name.clone());
    (!causes.is_empty()).then_some(Group { id, name, causes })
}

/// Whether a runner already reads of a likely stage of the same thing: "low iron, likely" and then "low iron stores, possible"
/// would contradict each other.
fn is_told_by_a_stage(a: &Assessment, cause: &CauseResult) -> bool {
    let other = |id: &String| {
        let known = a.causes.iter().find(|other| other.id == *id && is_said(a, other));
        known.is_some_and(|o| o.probability >= 0.5 && o.probability > cause.probability)
    };
    let stages = a.stages.iter().filter(|stage| stage.causes.contains(&cause.id));
    a.profile == Profile::Wellness && stages.flat_map(|stage| &stage.causes).any(other)
}

pub(super) fn contributor<'a>(a: &'a Assessment, cause: &CauseResult) -> Contributor<'a> {
    let described = is_described(a, cause);
    let reasons = |all: &[Reason]| {
        all.iter()
            .filter(|one| counts(one))
            .take(REASONS)
            .map(|one| reason(&a.words, one))
            .collect()
    };
    Contributor {
        label: words::sentence(&label(&a.words, cause, described)),
        likelihood: (!described).then(|| likelihood(a, cause)),
        // The summary would name what is only to be described.
        summary: Some(cause.summary.clone()).filter(|text| !described && !text.is_empty()),
        supports: reasons(&cause.supports),
        opposes: reasons(&cause.opposes),
        note: cause.note.clone().filter(|_| !described && has_note(a, cause)),
    }
}

/// "Worth a check because …" names findings that few answers may have hinted at only: then it says "if".
fn label(words: &ReportWords, cause: &CauseResult, described: bool) -> String {
    let because_of = words.found_in(Word::DescribedBecauseOf, &cause.label).is_some();
    let because = words.found_in(Word::DescribedBecause, &cause.label).filter(|_| !because_of);
    match because {
        Some(finding) if described && cause.probability < LEAST_BECAUSE => {
            words.fill(Word::DescribedInCase, &[("finding", finding)])
        }
        _ => cause.label.clone(),
    }
}

/// Whether the note is shown: of what is likely, and of what comes first if it is possible. More would make the report long.
fn has_note(a: &Assessment, cause: &CauseResult) -> bool {
    let first = a.causes.iter().find(|cause| is_said(a, cause));
    let comes_first = first.is_some_and(|first| first.id == cause.id);
    cause.probability >= 0.5 || (comes_first && cause.probability >= LEAST_WITH_NOTE)
}

fn likelihood<'a>(a: &'a Assessment, cause: &CauseResult) -> Likelihood<'a> {
    let words = &a.words;
    let likely = Chance::of(cause.probability);
    let range = cause.range().map(|[low, high]| words::range(cause.probability, low, high));
    let percent = words::percent(cause.probability).to_string();
    let in_words = range.map(|range| words::range_words(words, range));
    let number = match (a.profile, in_words) {
        (Profile::Wellness, range) => range,
        (Profile::Clinical, None) => {
            Some(words.fill(Word::PercentExactly, &[("percent", &percent)]))
        }
        (Profile::Clinical, Some(range)) => {
            let slots = [("percent", percent.as_str()), ("range", &range)];
            Some(words.fill(Word::PercentWithRange, &slots))
        }
    };
    let bar = range.unwrap_or(likely.span());
    Likelihood { word: likely.word(words), class: likely.class(), number, bar }
}

fn counts(reason: &Reason) -> bool {
    let indirect = (reason.alone - 1.0).abs() < 1e-12;
    let factor = if indirect { reason.given_the_rest } else { reason.alone };
    factor.max(1.0 / factor) >= LEAST_REASON
}

fn reason(words: &ReportWords, reason: &Reason) -> String {
    let mut remarks: Vec<String> = Vec::new();
    match reason.origin {
        Origin::Answer => {}
        Origin::Device => remarks.push(words.say(Word::AnswerFromDevice).to_owned()),
        Origin::Log => remarks.push(words.say(Word::AnswerFromLog).to_owned()),
    }
    remarks.extend(reason.days_ago.and_then(|days| age(words, days)));
    if reason.also_explained_by_others {
        remarks.push(words.say(Word::AnswerAlsoExplained).to_owned());
    }
    if remarks.is_empty() {
        reason.text.clone()
    } else {
        format!("{} ({})", reason.text, remarks.join(", "))
    }
}

fn age(words: &ReportWords, days: f64) -> Option<String> {
    match days.round() {
        days if days < 1.0 => None,
        days if days < 2.0 => Some(words.say(Word::AnswerYesterday).to_owned()),
        days => Some(words.fill(Word::AnswerDaysAgo, &[("days", &days.to_string())])),
    }
}

/// Stages of one thing, where a reader sees one of them and together they are clearly more.
fn together(a: &Assessment) -> Vec<String> {
    let stage = |stage: &StageResult| {
        let seen = a.causes.iter().filter(|cause| {
            stage.causes.contains(&cause.id) && is_said(a, cause) && !is_described(a, cause)
        });
        let highest = seen.map(|cause| cause.probability).reduce(f64::max)?;
        let word = Chance::of(stage.probability).word(&a.words);
        let slots = [("name", stage.name.as_str()), ("likelihood", word)];
        (stage.probability >= highest + 0.05)
            .then(|| words::sentence(&a.words.fill(Word::ContributorsAllStages, &slots)))
    };
    a.stages.iter().filter_map(stage).collect()
}

fn unexplained(a: &Assessment) -> Vec<String> {
    let open = a.unexplained.iter().filter(|symptom| symptom.probability >= 0.5);
    open.map(|symptom| symptom.text.clone()).collect()
}

fn advice(a: &Assessment) -> Advice<'_> {
    let enough = a.coverage.state == CoverageState::Sufficient;
    let (title, most) = match (enough, a.coverage.names_a_leader) {
        (true, true) => (Word::TitleAdvice, RECOMMENDATIONS),
        (true, false) => (Word::TitleAdviceToTry, RECOMMENDATIONS_KNOWING_LITTLE),
        (false, _) => (Word::TitleAdviceMeanwhile, RECOMMENDATIONS_KNOWING_LITTLE),
    };
    let items = a.recommendations.iter().take(most).map(|r| recommendation(&a.words, r)).collect();
    Advice { title: a.words.say(title), items }
}

fn recommendation(words: &ReportWords, r: &RecommendationResult) -> Recommendation {
    let effort = words::effort(r.effort).map(|word| words.say(word).to_owned());
    let parts: Vec<String> = r.dose.clone().into_iter().chain(effort).collect();
    let expect: Vec<&str> =
        [&r.better_by, &r.otherwise].into_iter().flatten().map(String::as_str).collect();
    Recommendation {
        name: if r.name.is_empty() { r.id.clone() } else { r.name.clone() },
        dose: (!parts.is_empty()).then(|| parts.join(" · ")),
        steps: r.steps.clone(),
        cautions: r.cautions.clone(),
        expect: (!expect.is_empty()).then(|| expect.join(" ")),
        note: r.note.clone(),
    }
}

fn remarks(a: &Assessment) -> Vec<String> {
    let remark = |word: Word, items: &[NamedItem]| {
        let texts: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
        let list = a.words.list(&texts);
        (!items.is_empty()).then(|| a.words.fill(word, &[("answers", &list)]))
    };
    let remarks = [
        remark(Word::RemarkSetAside, &a.set_aside),
        remark(Word::RemarkExplainedWithout, &a.explained_without),
        remark(Word::RemarkExpired, &a.expired),
        remark(Word::RemarkDoubtful, &a.doubtful),
    ];
    remarks.into_iter().flatten().collect()
}
