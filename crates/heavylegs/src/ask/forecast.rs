//! What each answer to a question would do: how likely it is, and where it would move the causes.

use crate::engine::Engine;
use crate::evidence::{Answer, Compiled, Item, Origin};
use crate::infer::Workspace;
use crate::infer::lanes::{LANES, Lanes, MOST_OPEN};
use crate::infer::odds::odds_with;
use crate::infer::query::{Query, symptom_node};
use crate::infer::scale::Scaled;
use crate::network::ObservationIndex;

use super::candidate::{doubts_something, possible};

/// The multiply-adds that all forecasts of one call may use together: well below a second.
const WORK: u64 = 1 << 28;

/// The forecasts of all answers to a list of questions.
pub(crate) struct Forecasts {
    /// The posteriors now.
    pub(crate) now: Vec<f64>,
    /// The symptoms that were set aside to keep the work bounded.
    pub(crate) set_aside: Vec<ObservationIndex>,
    pub(crate) questions: Vec<Forecast>,
}

/// The answers to one question.
#[derive(Debug)]
pub(crate) struct Forecast {
    pub(crate) observation: ObservationIndex,
    pub(crate) answers: Vec<AnswerForecast>,
}

/// One answer: P(answer | evidence), and the posteriors with it.
#[derive(Debug)]
pub(crate) struct AnswerForecast {
    pub(crate) answer: Answer,
    pub(crate) chance: f64,
    pub(crate) probabilities: Vec<f64>,
}

/// An answer whose posteriors are to be worked out.
struct Task {
    question: usize,
    answer: Answer,
    /// How common the answer is before symptoms; nothing for a symptom.
    share: Option<f64>,
    /// P(the answer | no linked cause is on), for an absent symptom.
    silent: f64,
    /// The causes it acts on: their odds before symptoms, and what it multiplies the weight of "on" by.
    changes: Vec<(usize, f64, f64)>,
}

/// What an answer comes to: P(answer and evidence) against P(evidence), and the posteriors with it.
struct Outcome {
    ratio: f64,
    probabilities: Vec<f64>,
}

/// Works out the forecasts of the questions that move a cause.
pub(crate) fn forecast(
    engine: &Engine,
    compiled: &Compiled,
    asked: &[ObservationIndex],
) -> Forecasts {
    let mut forecaster = Forecaster::new(engine, compiled, asked.len() as u64);
    let tasks: Vec<Task> =
        (0..).zip(asked).flat_map(|(at, observation)| forecaster.tasks(at, *observation)).collect();
    let outcomes = forecaster.outcomes(&tasks);
    let mut questions: Vec<Forecast> = asked
        .iter()
        .map(|observation| Forecast { observation: *observation, answers: Vec::new() })
        .collect();
    for (task, outcome) in tasks.into_iter().zip(outcomes) {
        let Some(question) = questions.get_mut(task.question) else { continue };
        let chance = task.share.map_or(outcome.ratio, |share| share * outcome.ratio);
        question.answers.push(AnswerForecast {
            answer: task.answer,
            chance,
            probabilities: outcome.probabilities,
        });
    }
    for question in &mut questions {
        complete(question, &forecaster.now);
    }
    questions.retain(|question| question.answers.len() > 1);
    Forecasts {
        set_aside: forecaster.workspace.set_aside().to_vec(),
        now: forecaster.now,
        questions,
    }
}

/// Adds "present" to a symptom of which "absent" is known, and makes the chances of other answers sum to 1.
fn complete(question: &mut Forecast, now: &[f64]) {
    if let [AnswerForecast { answer: Answer::Absent, chance, probabilities }] =
        question.answers.as_slice()
    {
        // P(absent) is at most 1 − leak, so there is always something left for "present".
        let (absent, present) = (*chance, 1.0 - chance);
        if present <= 0.0 {
            return;
        }
        // P(i) is the mean over both answers.
        let other =
            |(now, with): (&f64, &f64)| (now + (now - with) * absent / present).clamp(0.0, 1.0);
        let probabilities = now.iter().zip(probabilities).map(other).collect();
        let present = AnswerForecast { answer: Answer::Present, chance: present, probabilities };
        question.answers.insert(0, present);
        return;
    }
    let sum: f64 = question.answers.iter().map(|answer| answer.chance).sum();
    question.answers.iter_mut().for_each(|answer| answer.chance /= sum);
}

struct Forecaster<'a> {
    engine: &'a Engine,
    compiled: &'a Compiled,
    workspace: Workspace,
    query: Query,
    now: Vec<f64>,
    /// For each cause the product over the absent symptoms of 1 − q.
    silent: Vec<f64>,
    /// For each cause its step in the plan.
    steps: Vec<Option<usize>>,
}

impl<'a> Forecaster<'a> {
    fn new(engine: &'a Engine, compiled: &'a Compiled, questions: u64) -> Self {
        let (network, settings) = (engine.network(), engine.knowledge().settings());
        let mut workspace = Workspace::new();
        let mut query = Query::default();
        let items = sweepable(engine, compiled);
        query.fill(network, settings, &items, None, &mut workspace.odds_scratch);
        // A question has three answers or so.
        let limit = (WORK / (3 * questions + 1)).min(settings.max_multiply_adds);
        workspace.answer(network, settings, &query, limit);
        let mut silent = vec![1.0; network.causes.len()];
        for symptom in &query.absent {
            for link in symptom_node(network, *symptom).map_or(&[][..], |node| &node.links) {
                if let Some(factor) = silent.get_mut(usize::from(link.cause)) {
                    *factor *= 1.0 - link.q.value;
                }
            }
        }
        let mut steps = vec![None; network.causes.len()];
        for (at, step) in workspace.steps().iter().enumerate() {
            if let Some(slot) = steps.get_mut(usize::from(step.cause)) {
                *slot = Some(at);
            }
        }
        let now = workspace.probabilities().to_vec();
        Self { engine, compiled, workspace, query, now, silent, steps }
    }

    /// The answers of a question that are to be worked out: for a symptom "absent" alone.
    fn tasks(&mut self, question: usize, observation: ObservationIndex) -> Vec<Task> {
        if let Some(node) = symptom_node(self.engine.network(), observation) {
            let odds = |cause: usize| self.query.odds.get(cause).copied().unwrap_or(0.0);
            let changes: Vec<_> = node
                .links
                .iter()
                .map(|link| (usize::from(link.cause), 1.0 - link.q.value))
                .map(|(cause, silent)| (cause, odds(cause), silent))
                .collect();
            let silent = 1.0 - node.leak.value;
            let task = Task { question, answer: Answer::Absent, share: None, silent, changes };
            return if task.changes.is_empty() { Vec::new() } else { vec![task] };
        }
        let possible = possible(self.engine.knowledge(), observation);
        let task = |(answer, share)| Task {
            question,
            answer,
            share: Some(share),
            silent: 1.0,
            changes: self.changes(observation, answer),
        };
        let tasks: Vec<Task> = possible.into_iter().map(task).collect();
        if tasks.iter().all(|task| task.changes.is_empty()) { Vec::new() } else { tasks }
    }

    /// The causes that an answer acts on, and the odds that they would have before symptoms.
    fn changes(&mut self, observation: ObservationIndex, answer: Answer) -> Vec<(usize, f64, f64)> {
        let (network, settings) = (self.engine.network(), self.engine.knowledge().settings());
        let item = Item { observation, answer, origin: Origin::Answer, days_ago: None };
        let mut changes = Vec::new();
        if doubts_something(network, observation) {
            let odds = self.odds_of_all(item);
            let both = self.query.odds.iter().zip(&odds).enumerate();
            changes.extend(
                both.filter(|(_, (a, b))| a.to_bits() != b.to_bits())
                    .map(|(at, (_, odds))| (at, *odds, 1.0)),
            );
            return changes;
        }
        let scratch = &mut self.workspace.odds_scratch;
        odds_with(network, settings, &self.compiled.items, &item, scratch, &mut |cause, odds| {
            changes.push((cause, odds, 1.0));
        });
        changes
    }

    /// The odds of all causes with one more answer, where it makes others say too little or may say too little itself.
    fn odds_of_all(&self, item: Item) -> Vec<f64> {
        let mut compiled = self.compiled.clone();
        compiled.items.append(&mut compiled.doubtful);
        compiled.items.push(item);
        compiled.items.sort_by_key(|item| item.observation);
        let (network, settings) = (self.engine.network(), self.engine.knowledge().settings());
        compiled.set_doubtful_aside(network);
        let mut query = Query::default();
        let mut workspace = Workspace::new();
        query.fill(network, settings, &compiled.items, None, &mut workspace.odds_scratch);
        query.odds
    }

    fn outcomes(&self, tasks: &[Task]) -> Vec<Outcome> {
        let mut outcomes: Vec<Outcome> = tasks.iter().map(|task| self.apart(task)).collect();
        let Some((plan, open)) = self.workspace.planned() else { return outcomes };
        let swept = |task: &Task| {
            task.changes
                .iter()
                .any(|(cause, _, _)| self.steps.get(*cause).is_some_and(Option::is_some))
        };
        let coupled: Vec<usize> =
            tasks.iter().enumerate().filter(|(_, task)| swept(task)).map(|(at, _)| at).collect();
        let mut lanes = Lanes::default();
        lanes.load(plan);
        let weight = |cause: usize| {
            let odds = self.query.odds.get(cause).copied().unwrap_or(0.0);
            odds * self.silent.get(cause).copied().unwrap_or(1.0)
        };
        let before: Vec<f64> =
            plan.steps.iter().map(|step| weight(usize::from(step.cause))).collect();
        // The first lane is left as it is now: all totals are set against it.
        for group in coupled.chunks(LANES - 1) {
            lanes.odds.clear();
            lanes.odds.extend(before.iter().map(|odds| [*odds; LANES]));
            for (lane, task) in group.iter().enumerate() {
                for (cause, odds, silent) in tasks.get(*task).map_or(&[][..], |task| &task.changes)
                {
                    let step = self.steps.get(*cause).copied().flatten();
                    let slot = step.and_then(|step| lanes.odds.get_mut(step)?.get_mut(lane + 1));
                    if let Some(slot) = slot {
                        *slot = odds * self.silent.get(*cause).copied().unwrap_or(1.0) * silent;
                    }
                }
            }
            lanes.run(plan, open);
            for (lane, task) in group.iter().enumerate() {
                if let Some(outcome) = outcomes.get_mut(*task) {
                    self.join(&lanes, lane + 1, outcome);
                }
            }
        }
        outcomes
    }

    /// What an answer does to causes that no open symptom ties to others, and to its own normalisation.
    fn apart(&self, task: &Task) -> Outcome {
        let mut outcome = Outcome { ratio: task.silent, probabilities: self.now.clone() };
        for (cause, odds, silent) in &task.changes {
            let before = self.query.odds.get(*cause).copied().unwrap_or(0.0);
            let absent = self.silent.get(*cause).copied().unwrap_or(1.0);
            outcome.ratio *= (1.0 + before) / (1.0 + odds);
            if self.steps.get(*cause).copied().flatten().is_none() {
                let weight = odds * absent * silent;
                outcome.ratio *= (1.0 + weight) / (1.0 + before * absent);
                if let Some(slot) = outcome.probabilities.get_mut(*cause) {
                    *slot = weight / (1.0 + weight);
                }
            }
        }
        outcome
    }

    /// Takes over what a pass says of the causes that open symptoms tie together.
    fn join(&self, lanes: &Lanes, lane: usize, outcome: &mut Outcome) {
        let [now, ..] = lanes.total;
        outcome.ratio *= lanes.total.get(lane).map_or(1.0, |total: &Scaled| total.over(now));
        for (step, odds) in self.workspace.steps().iter().zip(&lanes.posterior_odds) {
            let odds = odds.get(lane).copied().unwrap_or(0.0);
            if let Some(slot) = outcome.probabilities.get_mut(usize::from(step.cause)) {
                *slot = odds / (1.0 + odds);
            }
        }
    }
}

/// The answers that are swept: the vaguest open symptoms beyond what the lanes hold are left out.
fn sweepable(engine: &Engine, compiled: &Compiled) -> Vec<Item> {
    let mut items = compiled.items.clone();
    let base =
        |item: &Item| symptom_node(engine.network(), item.observation).map_or(0.0, |n| n.base);
    let is_open = |item: &Item| matches!(item.answer, Answer::Present | Answer::Likelihood(..));
    while items.iter().filter(|item| is_open(item)).count() > MOST_OPEN {
        let open = items.iter().enumerate().filter(|(_, item)| is_open(item));
        let vaguest = open.max_by(|(i, a), (j, b)| base(a).total_cmp(&base(b)).then(i.cmp(j)));
        let Some((at, _)) = vaguest else { break };
        items.remove(at);
    }
    items
}
