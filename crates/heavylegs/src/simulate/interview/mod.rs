//! Interviews played with runners drawn from the model: how many screens it takes, and whether a planted warning sign is found.

mod conversation;
mod form;
mod plant;
mod target;

use std::ops::Range;

use serde::Serialize;

use super::study::Study;
use crate::engine::Engine;
use crate::evidence::Evidence;
use crate::knowledge::AnsweredBy;
use conversation::Conversation;
use form::screens_of;
pub use plant::PlantedRedFlag;
use target::{Target, posteriors};

/// After so many screens every interview is over.
const MOST_SCREENS: usize = 60;

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

const STRATEGIES: [Strategy; 3] =
    [Strategy::NextQuestions, Strategy::FixedOrder, Strategy::RandomOrder];

/// What interviews of one strategy come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StrategyResult {
    /// The strategy.
    pub strategy: Strategy,
    /// For each number of ordinary screens: the share of runners in whom the family of the leading true cause is among the first three.
    pub hit_after: Vec<(usize, f64)>,
    /// The ordinary screens until the leading true cause is first, where it ever is: the median.
    pub screens_until_first: Option<usize>,
    /// The share of runners in whom it is first at the end.
    pub first_at_the_end: f64,
    /// The mean number of ordinary screens until the advice to stop; for a form all of its screens, up to the limit.
    pub ordinary_screens: f64,
    /// The mean number of all screens until then, warning signs included.
    pub all_screens: f64,
}

/// What interviews come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InterviewReport {
    /// How many runners with a cause that is on were asked.
    pub runners: u64,
    /// The share in whom the family of the leading true cause is among the first three when everything is answered, blood tests and
    /// what a watch measures included.
    pub hit_with_everything: f64,
    /// The same with every question answered that a runner can answer now: all that any interview could ask.
    pub hit_with_all_questions: f64,
    /// The strategies.
    pub strategies: Vec<StrategyResult>,
}

impl Study<'_> {
    /// Plays interviews with the runners, by each strategy. Age, sex and other context are known from the start, and screens of
    /// warning signs are not ordinary ones.
    ///
    /// The leading true cause is the one among those that are on that is most probable once everything is answered.
    #[must_use]
    pub fn interviews(&self) -> InterviewReport {
        let chunks = self.in_chunks(|indices, _| self.play_all(indices));
        let mut sum = Sum::default();
        for chunk in chunks {
            sum.add(chunk);
        }
        InterviewReport {
            runners: sum.runners,
            hit_with_everything: to_f64(sum.hits) / to_f64(sum.runners.max(1)),
            hit_with_all_questions: to_f64(sum.hits_told) / to_f64(sum.runners.max(1)),
            strategies: STRATEGIES
                .into_iter()
                .zip(sum.tallies)
                .map(|(strategy, tally)| tally.result(strategy, sum.runners))
                .collect(),
        }
    }

    fn play_all(&self, indices: Range<u64>) -> Sum {
        let engine = &self.simulator.engine;
        let mut sum = Sum::default();
        for index in indices {
            let runner = self.simulator.runner(index);
            let truth = runner.answers();
            let causes: Vec<&str> = runner.causes().collect();
            let Some(target) = Target::new(engine, &truth, &causes) else { continue };
            sum.runners += 1;
            sum.hits += u64::from(target.is_hit(engine, &truth));
            sum.hits_told += u64::from(target.is_hit(engine, &told(engine, &truth)));
            for (strategy, tally) in STRATEGIES.into_iter().zip(&mut sum.tallies) {
                tally.add(&self.play(index, &truth, &target, strategy));
            }
        }
        sum
    }

    fn play(&self, index: u64, truth: &Evidence, target: &Target, strategy: Strategy) -> Path {
        let engine = &self.simulator.engine;
        let mut conversation = Conversation::new(engine, truth.clone());
        let mut form = screens_of(self.simulator, strategy, index).into_iter();
        let mut path = Path::default();
        path.note(target, engine, &conversation.known);
        while conversation.screens < MOST_SCREENS {
            let shown = match strategy {
                Strategy::NextQuestions => conversation.ask_next(),
                _ => form.next().map(|screen| conversation.ask_all(&screen)),
            };
            match shown {
                None => break,
                Some(shown) if shown.counts => path.note(target, engine, &conversation.known),
                // What warning signs tell belongs to the screen before.
                Some(_) => path.amend(target, engine, &conversation.known),
            }
        }
        path.screens = conversation.screens;
        path
    }
}

/// What a runner can tell without a laboratory or a watch.
fn told(engine: &Engine, truth: &Evidence) -> Evidence {
    let tells = |id: &str| {
        let observation = engine.knowledge().observation(id);
        observation.is_some_and(|o| o.answered_by == AnsweredBy::Myself)
    };
    let told = truth.iter().filter(|(id, _)| tells(id));
    told.map(|(id, finding)| (id.to_owned(), finding.clone())).collect()
}

/// What an interview looked like after each ordinary screen, from none on.
#[derive(Default)]
struct Path {
    hits: Vec<bool>,
    first: Vec<bool>,
    screens: usize,
}

impl Path {
    fn note(&mut self, target: &Target, engine: &Engine, known: &Evidence) {
        let Some(probabilities) = posteriors(engine, known) else { return };
        self.hits.push(target.family_is_hit(engine, &probabilities));
        self.first.push(target.is_first(&probabilities));
    }

    fn amend(&mut self, target: &Target, engine: &Engine, known: &Evidence) {
        self.hits.pop();
        self.first.pop();
        self.note(target, engine, known);
    }
}

/// After how many screens the hits are counted.
const AFTER: [usize; 5] = [0, 5, 10, 12, 15];

/// The interviews of some runners.
#[derive(Default)]
struct Sum {
    runners: u64,
    hits: u64,
    hits_told: u64,
    tallies: [Tally; STRATEGIES.len()],
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.runners += other.runners;
        self.hits += other.hits;
        self.hits_told += other.hits_told;
        for (tally, more) in self.tallies.iter_mut().zip(other.tallies) {
            tally.join(more);
        }
    }
}

#[derive(Default)]
struct Tally {
    hits: [u64; AFTER.len()],
    until_first: Vec<usize>,
    first: u64,
    ordinary: usize,
    all: usize,
}

impl Tally {
    /// An interview that has ended keeps its last picture.
    fn add(&mut self, path: &Path) {
        let last = path.hits.len().saturating_sub(1);
        for (hits, after) in self.hits.iter_mut().zip(AFTER) {
            *hits += u64::from(path.hits.get(after.min(last)).copied().unwrap_or(false));
        }
        self.until_first.extend(path.first.iter().position(|first| *first));
        self.first += u64::from(path.first.last().copied().unwrap_or(false));
        self.ordinary += last;
        self.all += path.screens;
    }

    fn join(&mut self, other: Self) {
        for (hits, more) in self.hits.iter_mut().zip(other.hits) {
            *hits += more;
        }
        self.until_first.extend(other.until_first);
        self.first += other.first;
        self.ordinary += other.ordinary;
        self.all += other.all;
    }

    fn result(mut self, strategy: Strategy, runners: u64) -> StrategyResult {
        let share = |count: u64| to_f64(count) / to_f64(runners.max(1));
        self.until_first.sort_unstable();
        StrategyResult {
            strategy,
            hit_after: AFTER.into_iter().zip(self.hits.map(share)).collect(),
            screens_until_first: self.until_first.get(self.until_first.len() / 2).copied(),
            first_at_the_end: share(self.first),
            ordinary_screens: share(self.ordinary as u64),
            all_screens: share(self.all as u64),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 runners and screens")]
fn to_f64(count: u64) -> f64 {
    count as f64
}
