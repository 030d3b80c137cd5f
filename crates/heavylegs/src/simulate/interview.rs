//! Interviews played with runners drawn from the model: how many screens it takes, and whether a planted warning sign is found.

use serde::Serialize;

use super::Simulator;
use super::random::{Purpose, Random};
use crate::ask::{QuestionOptions, ScreenKind, StopReason};
use crate::engine::Engine;
use crate::evidence::{Evidence, Finding};
use crate::infer::Workspace;
use crate::knowledge::{
    AnsweredBy, Comparison, Condition, Observation, RedFlag, Role, Test, Urgency,
};

/// After so many screens every interview is over.
const MOST_SCREENS: usize = 60;
/// A form shows so many yes-or-no questions on a screen, as `next_questions` does.
const TICKED: usize = 5;

/// How the next screen is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Strategy {
    /// By [`Engine::next_questions`].
    NextQuestions,
    /// As on a form: in the order of the ids, screens of the same size.
    FixedOrder,
    /// The same screens, in an order of each runner's own.
    RandomOrder,
}

/// What interviews of one strategy come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StrategyResult {
    /// The strategy.
    pub strategy: Strategy,
    /// For each number of screens after the warning signs: the share of runners in whom the family of the leading true cause is
    /// among the first three.
    pub hit_after: Vec<(usize, f64)>,
    /// The screens until the leading true cause is first, where it ever is: the median.
    pub screens_until_first: Option<usize>,
    /// The share of runners in whom it is first at the end.
    pub first_at_the_end: f64,
    /// The mean number of screens until the advice to stop; for a form all of its screens.
    pub screens: f64,
}

/// What interviews come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InterviewReport {
    /// How many runners with a cause that is on were asked.
    pub runners: u64,
    /// The share in whom the family of the leading true cause is among the first three when everything is answered.
    pub hit_with_everything: f64,
    /// The strategies.
    pub strategies: Vec<StrategyResult>,
}

/// How often a planted red flag was found before the interview ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlantedRedFlag {
    /// The rule.
    pub red_flag: String,
    /// How urgent it is.
    pub urgency: Urgency,
    /// In how many runners it was planted.
    pub planted: u64,
    /// In how many it fired before the end, or something as urgent ended the interview first.
    pub found: u64,
}

/// One conversation.
struct Conversation<'a> {
    engine: &'a Engine,
    truth: Evidence,
    known: Evidence,
    options: QuestionOptions,
}

impl Simulator {
    /// Plays interviews with so many runners, by each strategy. Age, sex and other context are known from the start, and the screens of
    /// warning signs are not counted.
    ///
    /// The leading true cause is the one among those that are on that is most probable once everything is answered.
    #[must_use]
    pub fn interviews(&self, runners: u64) -> InterviewReport {
        let strategies = [Strategy::NextQuestions, Strategy::FixedOrder, Strategy::RandomOrder];
        let mut tallies = strategies.map(Tally::new);
        let (mut count, mut hits) = (0, 0_u32);
        for index in 0..runners {
            let runner = self.runner(index);
            let truth = runner.answers();
            let causes: Vec<&str> = runner.causes().collect();
            let Some(target) = Target::new(&self.engine, &truth, &causes) else { continue };
            count += 1;
            hits += u32::from(target.is_hit(&self.engine, &truth));
            for tally in &mut tallies {
                self.play(index, &truth, &target, tally);
            }
        }
        InterviewReport {
            runners: count,
            hit_with_everything: f64::from(hits) / to_f64(count.max(1)),
            strategies: tallies.into_iter().map(|tally| tally.result(count)).collect(),
        }
    }

    fn play(&self, index: u64, truth: &Evidence, target: &Target, tally: &mut Tally) {
        let mut conversation = Conversation::new(&self.engine, truth.clone());
        let mut form = match tally.strategy {
            Strategy::NextQuestions => Vec::new(),
            _ => form(&self.engine),
        };
        if tally.strategy == Strategy::RandomOrder {
            let mut random = Random::new(self.seed, Purpose::Order, 1, index);
            for at in (1..form.len()).rev() {
                form.swap(at, random.below(at + 1));
            }
        }
        let mut path = Path::default();
        let mut form = form.into_iter();
        path.note(target, &self.engine, &conversation.known);
        while path.hits.len() <= MOST_SCREENS {
            let went_on = match tally.strategy {
                Strategy::NextQuestions => conversation.ask_next(&mut path.counts),
                _ => form.next().map(|screen| conversation.ask_all(&screen)).is_some(),
            };
            if !went_on {
                break;
            }
            if std::mem::replace(&mut path.counts, true) {
                path.note(target, &self.engine, &conversation.known);
            }
        }
        tally.add(&path);
    }

    /// Plants each red flag of an emergency or of today in so many runners: the least that fires it and opens its questions, with
    /// everything else as drawn, and plays the interview. What only a laboratory can tell is not planted.
    #[must_use]
    pub fn planted_red_flags(&self, runners: u64) -> Vec<PlantedRedFlag> {
        let flags = self.engine.knowledge().red_flags().iter();
        let urgent = flags.filter(|flag| flag.urgency >= Urgency::SameDay);
        urgent.map(|flag| self.plant(flag, runners)).collect()
    }

    fn plant(&self, flag: &RedFlag, runners: u64) -> PlantedRedFlag {
        let (mut count, mut found) = (0, 0);
        for index in 0..runners {
            let mut planted = Evidence::new();
            let pick = usize::try_from(index).unwrap_or(0);
            satisfy(&self.engine, &flag.when, pick, &mut planted, 0);
            let lab = |id: &str| {
                let observation = self.engine.knowledge().observation(id);
                observation.is_some_and(|o| o.answered_by == AnsweredBy::Lab)
            };
            if planted.ids().any(lab) {
                continue;
            }
            count += 1;
            let truth = self.runner(index).answers().changed_by(&planted);
            let mut conversation = Conversation::new(&self.engine, truth);
            let mut counts = true;
            for _ in 0..MOST_SCREENS {
                if !conversation.ask_next(&mut counts) {
                    break;
                }
            }
            let options = crate::Options::default().stability(false);
            let fired =
                self.engine.assess_with(&conversation.known, &options).is_ok_and(|answer| {
                    let by_it =
                        |r: &crate::UrgencyReason| r.red_flag.as_deref() == Some(flag.id.as_str());
                    answer.urgency() == Urgency::Emergency
                        || answer.urgency_reasons().iter().any(by_it)
                });
            found += u64::from(fired);
        }
        PlantedRedFlag { red_flag: flag.id.clone(), urgency: flag.urgency, planted: count, found }
    }
}

impl<'a> Conversation<'a> {
    /// Context is known from the start.
    fn new(engine: &'a Engine, truth: Evidence) -> Self {
        let is_context = |id: &str| {
            engine.knowledge().observation(id).is_some_and(|o| matches!(o.role, Role::Context(_)))
        };
        let known = truth.iter().filter(|(id, _)| is_context(id));
        let known = known.map(|(id, finding)| (id.to_owned(), finding.clone())).collect();
        let options = QuestionOptions::default().answerable_now(true).about_you(false).at_most(1);
        Self { engine, truth, known, options }
    }

    /// Asks the next screen; says whether one was asked, and whether it counts as an ordinary one.
    fn ask_next(&mut self, counts: &mut bool) -> bool {
        let Ok(next) = self.engine.next_questions(&self.known, &self.options) else { return false };
        let Some(screen) = next.screens.first().filter(|_| !next.should_stop) else { return false };
        *counts = screen.purpose == crate::ask::Purpose::Causes;
        let ticked = screen.kind == ScreenKind::GroupMultiple;
        let ids: Vec<String> = screen.items.iter().map(|item| item.id.clone()).collect();
        for id in ids {
            self.tell(&id, ticked);
        }
        debug_assert!(next.stop.reason != StopReason::NothingToAsk, "there was a screen");
        true
    }

    fn ask_all(&mut self, screen: &[String]) {
        for id in screen {
            if self.truth.get(id).is_some() {
                self.tell(id, true);
            }
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

/// The screens of a form: what a runner can answer now, in the order of the ids.
fn form(engine: &Engine) -> Vec<Vec<String>> {
    let asked = |o: &&Observation| {
        o.answered_by == AnsweredBy::Myself && !matches!(o.role, Role::Context(_))
    };
    let all: Vec<&Observation> = engine.knowledge().observations().iter().filter(asked).collect();
    let (yes_no, others): (Vec<&Observation>, Vec<&Observation>) =
        all.into_iter().partition(|o| o.levels().is_none_or(crate::Levels::is_yes_no));
    let ids = |o: &&Observation| o.id.clone();
    let mut screens: Vec<Vec<String>> =
        yes_no.chunks(TICKED).map(|chunk| chunk.iter().map(ids).collect()).collect();
    screens.extend(others.iter().map(|o| vec![o.id.clone()]));
    screens.sort();
    screens
}

/// The leading true cause of a runner.
struct Target {
    cause: usize,
    family: String,
}

impl Target {
    fn new(engine: &Engine, truth: &Evidence, causes: &[&str]) -> Option<Self> {
        let probabilities = posteriors(engine, truth)?;
        let scored = engine.knowledge().causes().iter().filter(|cause| cause.scored);
        let on = scored.enumerate().filter(|(_, cause)| causes.contains(&cause.id.as_str()));
        let at = |at: usize| probabilities.get(at).copied().unwrap_or(0.0);
        let leading = on.max_by(|(i, _), (j, _)| at(*i).total_cmp(&at(*j)).then(j.cmp(i)));
        leading.map(|(cause, known)| Self { cause, family: known.family.clone() })
    }

    fn is_hit(&self, engine: &Engine, known: &Evidence) -> bool {
        posteriors(engine, known).is_some_and(|p| self.family_is_hit(engine, &p))
    }

    fn family_is_hit(&self, engine: &Engine, probabilities: &[f64]) -> bool {
        let scored = engine.knowledge().causes().iter().filter(|cause| cause.scored);
        let mut best: std::collections::BTreeMap<&str, f64> = std::collections::BTreeMap::new();
        for (cause, p) in scored.zip(probabilities) {
            let slot = best.entry(cause.family.as_str()).or_insert(0.0);
            *slot = slot.max(*p);
        }
        let own = best.get(self.family.as_str()).copied().unwrap_or(0.0);
        best.values().filter(|p| **p > own).count() < 3
    }

    fn is_first(&self, probabilities: &[f64]) -> bool {
        let own = probabilities.get(self.cause).copied().unwrap_or(0.0);
        probabilities.iter().all(|p| *p <= own)
    }
}

fn posteriors(engine: &Engine, known: &Evidence) -> Option<Vec<f64>> {
    let compiled = engine.compile(known).ok()?;
    Some(engine.posteriors_into(&compiled, &mut Workspace::new()).to_vec())
}

/// What an interview looked like after each ordinary screen, from none on.
#[derive(Default)]
struct Path {
    hits: Vec<bool>,
    first: Vec<bool>,
    /// Whether the last screen counts.
    counts: bool,
}

impl Path {
    fn note(&mut self, target: &Target, engine: &Engine, known: &Evidence) {
        self.counts = true;
        let Some(probabilities) = posteriors(engine, known) else { return };
        self.hits.push(target.family_is_hit(engine, &probabilities));
        self.first.push(target.is_first(&probabilities));
    }
}

/// After how many screens the hits are counted.
const AFTER: [usize; 5] = [0, 5, 10, 12, 15];

struct Tally {
    strategy: Strategy,
    hits: [u32; AFTER.len()],
    until_first: Vec<usize>,
    first: u32,
    screens: usize,
}

impl Tally {
    fn new(strategy: Strategy) -> Self {
        Self { strategy, hits: [0; AFTER.len()], until_first: Vec::new(), first: 0, screens: 0 }
    }

    /// An interview that has ended keeps its last picture.
    fn add(&mut self, path: &Path) {
        let last = path.hits.len().saturating_sub(1);
        for (hits, after) in self.hits.iter_mut().zip(AFTER) {
            *hits += u32::from(path.hits.get(after.min(last)).copied().unwrap_or(false));
        }
        self.until_first.extend(path.first.iter().position(|first| *first));
        self.first += u32::from(path.first.last().copied().unwrap_or(false));
        self.screens += last;
    }

    fn result(mut self, count: u64) -> StrategyResult {
        let of = to_f64(count.max(1));
        self.until_first.sort_unstable();
        StrategyResult {
            strategy: self.strategy,
            hit_after: AFTER.into_iter().zip(self.hits.map(|hits| f64::from(hits) / of)).collect(),
            screens_until_first: self.until_first.get(self.until_first.len() / 2).copied(),
            first_at_the_end: f64::from(self.first) / of,
            screens: to_f64(self.screens as u64) / of,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 runners and screens")]
fn to_f64(count: u64) -> f64 {
    count as f64
}

/// Gates behind gates are opened to this depth.
const DEEPEST: usize = 6;

/// Adds the least that makes a condition hold, and what opens its questions; of alternatives the one with the number `pick`.
fn satisfy(engine: &Engine, condition: &Condition, pick: usize, to: &mut Evidence, depth: usize) {
    match condition {
        Condition::All(parts) => {
            for part in parts {
                satisfy(engine, part, pick, to, depth);
            }
        }
        Condition::Any(parts) => {
            if let Some(part) = parts.get(pick % parts.len().max(1)) {
                satisfy(engine, part, pick / parts.len(), to, depth);
            }
        }
        Condition::TwoOf(parts) => {
            for part in parts.iter().take(2) {
                satisfy(engine, part, pick, to, depth);
            }
        }
        Condition::Known { observation, test } => {
            let Some(known) = engine.knowledge().observation(observation) else { return };
            if to.get(observation).is_none() {
                to.insert(observation, passing(known, test));
            }
            if let Some(gate) = known.ask_when.as_ref().filter(|_| depth < DEEPEST) {
                satisfy(engine, gate, pick, to, depth + 1);
            }
        }
    }
}

/// An answer that passes a test.
fn passing(observation: &Observation, test: &Test) -> Finding {
    match test {
        Test::Present => Finding::present(),
        Test::Absent => Finding::absent(),
        Test::Levels(levels) => {
            levels.first().map_or_else(Finding::unknown, |level| Finding::level(level.as_str()))
        }
        Test::Compare(comparison, value) => {
            let range = observation.levels().and_then(|levels| levels.scale.as_ref());
            let [low, high] = range.map_or([*value; 2], |scale| scale.range);
            Finding::number(match comparison {
                Comparison::AtLeast | Comparison::AtMost => *value,
                Comparison::More => 0.5 * (value + high),
                Comparison::Less => 0.5 * (low + value),
            })
        }
    }
}
