//! From two pieces of evidence to what is different.

use std::collections::BTreeMap;

use super::change::{AnswerChange, CauseChange, Change, Difference, FamilyChange};
use crate::assess::{Assessment, CauseResult, Options, assess, phrase};
use crate::engine::Engine;
use crate::evidence::{Answer, Compiled, Evidence};
use crate::infer::Workspace;
use crate::infer::query::Query;
use crate::knowledge::{Texts, Urgency};
use crate::network::ObservationIndex;

/// The multiply-adds that the differences of single answers may use together: well below a second.
const SINGLE_WORK: u64 = 1 << 28;

/// Two pieces of evidence that were read without a problem.
pub(super) struct Pair<'a> {
    pub(super) engine: &'a Engine,
    pub(super) options: &'a Options,
    pub(super) texts: &'a Texts,
    pub(super) before: &'a Evidence,
    pub(super) after: &'a Evidence,
    pub(super) read: [Compiled; 2],
}

/// Both assessments, and what is different.
pub(super) struct Compared {
    pub(super) before: Assessment,
    pub(super) after: Assessment,
    pub(super) difference: Difference,
    pub(super) about: Option<About>,
}

/// The cause that the difference is about, with its probabilities before and after, as far as they are shown.
pub(super) struct About {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) probability: [Option<f64>; 2],
}

impl Pair<'_> {
    pub(super) fn compare(&self) -> Compared {
        // All causes are compared, whatever the options list.
        let all = self.options.clone().top(usize::MAX);
        let [before, after] =
            self.read.each_ref().map(|read| assess(self.engine, read, &all, self.texts));
        let told = told(&before, &after);
        let sides = [&before, &after].map(|side| if told { &*side.causes } else { &[] });
        let about = about(sides);
        let difference = self.difference([&before, &after], sides, about.as_ref());
        let mut compared = Compared { before, after, difference, about };
        compared.before.causes.truncate(self.options.top);
        compared.after.causes.truncate(self.options.top);
        compared
    }

    fn difference(
        &self,
        [before, after]: [&Assessment; 2],
        sides: [&[CauseResult]; 2],
        about: Option<&About>,
    ) -> Difference {
        let told = told(before, after);
        let none = |side: &Assessment| side.none_of_these.filter(|_| told);
        let mut causes = causes(sides);
        causes.truncate(self.options.top);
        Difference {
            answers: self.answers(about),
            urgency: Change { before: before.urgency, after: after.urgency },
            activity: Change { before: before.activity, after: after.activity },
            causes,
            families: families([before, after], told),
            none_of_these: Change { before: none(before), after: none(after) },
            about: about.map(|about| about.id.clone()),
        }
    }

    /// The answers that are different, each with what it does by itself.
    fn answers(&self, about: Option<&About>) -> Vec<AnswerChange> {
        let [before, after] = &self.read;
        let differs = |at: &ObservationIndex| before.answer(*at) != after.answer(*at);
        let redacted = |at: &ObservationIndex| {
            self.options.redact_sensitive
                && phrase::observation(self.engine.knowledge(), *at).is_some_and(|o| o.sensitive)
        };
        let count = self.engine.knowledge().observations().len();
        let all = (0..count).filter_map(|at| ObservationIndex::try_from(at).ok());
        let changed: Vec<_> = all.filter(|at| differs(at) && !redacted(at)).collect();
        let mut singles = about.and_then(|about| Singles::new(self, &about.id, changed.len()));
        let change = |at: ObservationIndex| AnswerChange {
            observation: phrase::id(self.engine.knowledge(), at),
            before: before.answer(at).map(|answer| self.said(at, answer)),
            after: after.answer(at).map(|answer| self.said(at, answer)),
            difference: singles.as_mut().and_then(|singles| singles.difference(at)),
        };
        changed.into_iter().map(change).collect()
    }

    fn said(&self, at: ObservationIndex, answer: &Answer) -> String {
        phrase::of(self.engine.knowledge(), self.texts, at, answer)
    }
}

/// At an emergency nothing but what to do now is told.
fn told(before: &Assessment, after: &Assessment) -> bool {
    before.urgency.max(after.urgency) < Urgency::Emergency
}

/// The first cause that is shown by its name, before or else after.
fn about(sides: [&[CauseResult]; 2]) -> Option<About> {
    let named = |cause: &&CauseResult| cause.shown && cause.label == cause.name;
    let first = sides.into_iter().find_map(|side| side.iter().find(named))?;
    let shown = |side: &[CauseResult]| {
        let cause = side.iter().find(|cause| cause.id == first.id && cause.shown);
        cause.map(|cause| cause.probability)
    };
    Some(About { id: first.id.clone(), name: first.name.clone(), probability: sides.map(shown) })
}

/// The causes whose probability is different and that are shown on a side at least, the greatest difference first.
fn causes([before, after]: [&[CauseResult]; 2]) -> Vec<CauseChange> {
    let earlier: BTreeMap<&str, &CauseResult> =
        before.iter().map(|cause| (cause.id.as_str(), cause)).collect();
    let change = |after: &CauseResult| {
        let before = earlier.get(after.id.as_str())?;
        let by = after.probability - before.probability;
        let seen = before.shown || after.shown;
        (by != 0.0 && seen).then(|| (by.abs(), cause(before, after)))
    };
    let mut changes: Vec<_> = after.iter().filter_map(change).collect();
    changes.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.id.cmp(&other.id)));
    changes.into_iter().map(|(_, change)| change).collect()
}

fn cause(before: &CauseResult, after: &CauseResult) -> CauseChange {
    let told = |side: &CauseResult| side.shown.then_some(side.probability);
    CauseChange {
        id: after.id.clone(),
        name: after.name.clone(),
        label: after.label.clone(),
        family: after.family.clone(),
        shown: before.shown && after.shown,
        before: told(before),
        after: told(after),
    }
}

fn families(sides: [&Assessment; 2], told: bool) -> Vec<FamilyChange> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for family in sides.iter().flat_map(|side| &side.families) {
        names.insert(&family.id, &family.name);
    }
    let leaders = |family: &str| {
        sides.map(|side| {
            let mut members = side.causes.iter().filter(|cause| cause.family == family);
            members.next().filter(|cause| cause.shown && told)
        })
    };
    let change = |(id, name): (&&str, &&str)| {
        let leaders = leaders(id);
        let [before, after] = leaders.map(|leader| leader.map(|cause| cause.probability));
        let [first, then] = leaders.map(|leader| leader.map(|cause| cause.id.clone()));
        let change = FamilyChange {
            id: (*id).to_owned(),
            name: (*name).to_owned(),
            leader: Change { before: first, after: then },
            probability: Change { before, after },
        };
        (change.leader.before != change.leader.after || before != after).then_some(change)
    };
    let mut changes: Vec<_> = names.iter().filter_map(change).collect();
    let by = |change: &FamilyChange| {
        let Change { before, after } = change.probability;
        (after.unwrap_or(0.0) - before.unwrap_or(0.0)).abs()
    };
    changes.sort_by(|a, b| by(b).total_cmp(&by(a)).then_with(|| a.id.cmp(&b.id)));
    changes
}

/// What single answers do to one cause.
struct Singles<'a> {
    pair: &'a Pair<'a>,
    cause: usize,
    limit: u64,
    workspace: Workspace,
    query: Query,
    /// Its probability before.
    before: f64,
}

impl<'a> Singles<'a> {
    fn new(pair: &'a Pair<'a>, about: &str, count: usize) -> Option<Self> {
        let settings = pair.engine.knowledge().settings();
        let mut singles = Self {
            pair,
            cause: pair.engine.scored_causes().position(|id| id == about)?,
            limit: (SINGLE_WORK / (count as u64 + 1)).min(settings.max_multiply_adds),
            workspace: Workspace::new(),
            query: Query::default(),
            before: 0.0,
        };
        let [before, _] = &pair.read;
        singles.before = singles.probability(before)?;
        Some(singles)
    }

    /// By how much the answer to one observation moves the probability, with all others as before.
    fn difference(&mut self, at: ObservationIndex) -> Option<f64> {
        let id = phrase::id(self.pair.engine.knowledge(), at);
        let mut evidence = self.pair.before.clone();
        let _ = evidence.remove(&id);
        if let Some(finding) = self.pair.after.get(&id) {
            evidence.insert(id, finding.clone());
        }
        let read = self.pair.engine.read(&evidence).ok()?;
        Some(self.probability(&read)? - self.before)
    }

    fn probability(&mut self, read: &Compiled) -> Option<f64> {
        let (network, settings) =
            (self.pair.engine.network(), self.pair.engine.knowledge().settings());
        let scratch = &mut self.workspace.odds_scratch;
        self.query.fill(network, settings, &read.items, None, scratch);
        self.workspace.answer(network, settings, &self.query, self.limit);
        self.workspace.probabilities().get(self.cause).copied()
    }
}
