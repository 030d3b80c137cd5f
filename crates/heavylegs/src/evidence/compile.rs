//! From ids to indices, reporting everything that is wrong at once.

use super::{Answer, Evidence, Finding, Given, Origin, too_many};
use crate::knowledge::{KnowledgeBase, Levels, NumberScale, Observation, Role};
use crate::network::{Network, ObservationIndex, Truth};
use crate::problem::{Problem, did_you_mean};

/// Evidence in indices, checked against a knowledge base.
#[derive(Debug, Clone, Default)]
pub(crate) struct Compiled {
    /// Sorted by observation.
    pub(crate) items: Vec<Item>,
    /// What is too old to count.
    pub(crate) expired: Vec<Item>,
    /// What says too little to count for causes; rules still see it.
    pub(crate) doubtful: Vec<Item>,
}

/// A known answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    pub(crate) observation: ObservationIndex,
    pub(crate) answer: Answer,
    pub(crate) origin: Origin,
    pub(crate) days_ago: Option<f64>,
}

impl Compiled {
    pub(crate) fn position(&self, observation: ObservationIndex) -> Option<usize> {
        self.items.binary_search_by_key(&observation, |item| item.observation).ok()
    }

    /// What is known of an observation, whether it counts for causes or not.
    pub(crate) fn answer(&self, observation: ObservationIndex) -> Option<&Answer> {
        let doubted = || self.doubtful.iter().find(|item| item.observation == observation);
        let item = self.position(observation).and_then(|at| self.items.get(at)).or_else(doubted);
        item.map(|item| &item.answer)
    }

    /// Takes out what says too little. All doubts are judged by all answers, so their order does not matter.
    pub(crate) fn set_doubtful_aside(&mut self, network: &Network) {
        self.doubtful.clear();
        if network.doubts.is_empty() {
            return;
        }
        for at in 0..self.items.len() {
            // What is doubted stays among the answers until all are judged.
            self.doubtful.extend(self.items.get(at).filter(|item| self.doubts(network, item)));
        }
        if !self.doubtful.is_empty() {
            let doubtful = &self.doubtful;
            self.items.retain(|item| doubtful.iter().all(|d| d.observation != item.observation));
        }
    }

    fn doubts(&self, network: &Network, item: &Item) -> bool {
        let mut doubts = network.doubts.iter().filter(|d| d.observation == item.observation);
        doubts.any(|doubt| {
            let inside =
                matches!(item.answer, Answer::Levels { bits, .. } if bits & !doubt.levels == 0);
            inside && doubt.when.truth(&|at| self.answer(at)) == Truth::Holds
        })
    }
}

/// How many unknown ids come with a guess: to look for one takes long, and a reader needs a few.
const MOST_GUESSES: usize = 20;

/// The most findings that are looked at; more can't be the answers of one runner.
pub(crate) fn most_findings(knowledge: &KnowledgeBase) -> usize {
    4 * knowledge.observations.len() + 100
}

/// Checks evidence against a knowledge base.
pub(crate) fn compile(
    evidence: &Evidence,
    knowledge: &KnowledgeBase,
) -> Result<Compiled, Vec<Problem>> {
    let most = most_findings(knowledge);
    if evidence.len() > most {
        return Err(vec![too_many("evidence", evidence.len(), most)]);
    }
    let mut problems = Vec::new();
    let mut guesses = 0..MOST_GUESSES;
    let mut compiled = Compiled::default();
    for (id, finding) in &evidence.entries {
        let path = format!("evidence.{id}");
        let found = knowledge.observations.binary_search_by(|o| o.id.as_str().cmp(id));
        let Some((at, observation)) =
            found.ok().and_then(|at| Some((at, knowledge.observations.get(at)?)))
        else {
            problems.push(unknown_id(id, path, knowledge, guesses.next().is_some()));
            continue;
        };
        let age = age(finding, observation, &path, &mut problems);
        let answer = answer(finding, observation, &path, &mut problems);
        let (Some(answer), Ok(index)) = (answer, ObservationIndex::try_from(at)) else { continue };
        let item =
            Item { observation: index, answer, origin: finding.origin, days_ago: finding.days_ago };
        if age { compiled.items.push(item) } else { compiled.expired.push(item) }
    }
    problems.extend(twice(evidence));
    compiled.items.sort_by_key(|item| item.observation);
    compiled.expired.sort_by_key(|item| item.observation);
    if problems.is_empty() { Ok(compiled) } else { Err(problems) }
}

pub(crate) fn unknown_id(
    id: &str,
    path: String,
    knowledge: &KnowledgeBase,
    guess: bool,
) -> Problem {
    let ids = knowledge.observations.iter().map(|o| o.id.as_str());
    let problem = Problem::error("evidence.unknown_id", path, format!("`{id}` is no observation"));
    let kind = if knowledge.cause(id).is_some() {
        Some(format!("`{id}` is a cause; evidence names what was observed"))
    } else {
        None
    };
    problem
        .advise("`heavylegs knowledge show observations` lists the ids")
        .advise_maybe(if guess { did_you_mean(id, ids) } else { None })
        .advise_maybe(kind)
}

fn twice(evidence: &Evidence) -> Vec<Problem> {
    let mut ids: Vec<&str> = evidence.entries.iter().map(|(id, _)| id.as_str()).collect();
    ids.sort_unstable();
    let pairs = ids.windows(2).filter_map(|pair| match pair {
        [a, b] if a == b => Some(*a),
        _ => None,
    });
    let mut doubled: Vec<&str> = pairs.collect();
    doubled.dedup();
    let problem = |id: &str| {
        Problem::error(
            "evidence.twice",
            format!("evidence.{id}"),
            format!("`{id}` is given more than once"),
        )
        .advise("keep the answer that is true")
    };
    doubled.into_iter().map(problem).collect()
}

/// Returns whether a finding is recent enough to count.
fn age(
    finding: &Finding,
    observation: &Observation,
    path: &str,
    problems: &mut Vec<Problem>,
) -> bool {
    let Some(days) = finding.days_ago else { return true };
    if !days.is_finite() || days < 0.0 {
        let message = format!("`days_ago` is {days}; it is a number of days, 0 or more");
        problems.push(Problem::error("evidence.range", format!("{path}.days_ago"), message));
        return true;
    }
    observation.valid_for_hours.is_none_or(|hours| days * 24.0 <= hours)
}

fn answer(
    finding: &Finding,
    observation: &Observation,
    path: &str,
    problems: &mut Vec<Problem>,
) -> Option<Answer> {
    read_given(&finding.given, observation, path).unwrap_or_else(|problem| {
        problems.push(*problem);
        None
    })
}

/// From what is given to an answer; nothing where it leaves the observation unknown.
pub(crate) fn read_given(
    given: &Given,
    observation: &Observation,
    path: &str,
) -> Result<Option<Answer>, Box<Problem>> {
    match (given, &observation.role) {
        (Given::Unknown, _) => Ok(None),
        (Given::Present, Role::Symptom(_)) => Ok(Some(Answer::Present)),
        (Given::Absent, Role::Symptom(_)) => Ok(Some(Answer::Absent)),
        (Given::Likelihood(a, b), Role::Symptom(_)) => likelihood(*a, *b, path),
        (given, Role::Symptom(_)) => Err(symptom_kind(given, path).into()),
        (given, _) => match observation.levels() {
            Some(levels) => of_levels(given, observation, levels, path),
            None => Ok(None),
        },
    }
}

fn likelihood(a: f64, b: f64, path: &str) -> Result<Option<Answer>, Box<Problem>> {
    let fine = a.is_finite() && b.is_finite() && a >= 0.0 && b >= 0.0 && a + b > 0.0;
    if fine {
        return Ok(Answer::from_likelihood(a, b));
    }
    let message =
        format!("a likelihood is two numbers, 0 or more and not both 0; found {a} and {b}");
    Err(Problem::error("evidence.likelihood", path, message)
        .advise("P(this reading if present) and P(this reading if absent)")
        .into())
}

fn symptom_kind(given: &Given, path: &str) -> Problem {
    let problem = |message: String| {
        Problem::error("evidence.kind", path, message)
            .advise("answer with true, false, null, or {\"likelihood\": [a, b]}")
    };
    match given {
        Given::Number { value, .. } if !value.is_finite() => not_finite(*value, path),
        Given::Number { .. } => problem("a symptom is present or absent, not a number".into()),
        Given::Levels(levels) => {
            problem(format!("a symptom has no levels; found `{}`", levels.join("`, `")))
        }
        _ => problem("a symptom is present or absent".into()),
    }
}

fn not_finite(value: f64, path: &str) -> Problem {
    Problem::error("evidence.not_finite", path, format!("{value} is not a finite number"))
        .advise("leave out what is not known, or give null")
}

fn of_levels(
    given: &Given,
    observation: &Observation,
    levels: &Levels,
    path: &str,
) -> Result<Option<Answer>, Box<Problem>> {
    match given {
        Given::Present => levels_named(&["present"], observation, levels, path),
        Given::Absent => levels_named(&["absent"], observation, levels, path),
        Given::Levels(names) => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            levels_named(&names, observation, levels, path)
        }
        Given::Number { value, unit } => {
            numbered(*value, unit.as_deref(), observation, levels, path).map(Some)
        }
        Given::Likelihood(..) => {
            let message =
                format!("only symptoms take a likelihood; this is a {}", observation.kind());
            Err(Problem::error("evidence.kind", path, message).advise(choices(levels)).into())
        }
        Given::Unknown => Ok(None),
    }
}

fn choices(levels: &Levels) -> String {
    let names = levels.ids.join(", ");
    match &levels.scale {
        Some(scale) => format!("a number in {}, or one of: {names}", scale.unit),
        None if levels.is_yes_no() => "answer with true, false or null".to_owned(),
        None => format!("one of: {names}"),
    }
}

pub(crate) fn levels_named(
    names: &[&str],
    observation: &Observation,
    levels: &Levels,
    path: &str,
) -> Result<Option<Answer>, Box<Problem>> {
    let mut bits = 0;
    for name in names {
        let Some(level) = levels.index(name) else {
            let message = match *name {
                "present" | "absent" => {
                    "this is not answered by yes or no, but has levels".to_owned()
                }
                _ => format!("`{name}` is none of its levels"),
            };
            let number = levels.scale.is_some() && name.trim().parse::<f64>().is_ok();
            let guess = if number {
                Some("a number stands without quotes:".to_owned())
            } else {
                did_you_mean(name, levels.ids.iter().map(String::as_str))
            };
            return Err(Problem::error("evidence.unknown_level", path, message)
                .advise(choices(levels))
                .advise_maybe(guess.map(|guess| format!("{guess} {}", choices(levels))))
                .into());
        };
        bits |= 1_u32 << level;
    }
    let descriptor = matches!(observation.role, Role::Descriptor(_));
    if names.is_empty() || (bits.count_ones() > 1 && !descriptor) {
        let message = format!("a {} has one level; found {}", observation.kind(), names.len());
        return Err(Problem::error("evidence.kind", path, message).advise(choices(levels)).into());
    }
    let all = bits.count_ones() as usize == levels.ids.len();
    Ok((!all).then_some(Answer::Levels { bits, number: None }))
}

pub(crate) fn numbered(
    value: f64,
    unit: Option<&str>,
    observation: &Observation,
    levels: &Levels,
    path: &str,
) -> Result<Answer, Box<Problem>> {
    if !value.is_finite() {
        return Err(not_finite(value, path).into());
    }
    let Some(scale) = &levels.scale else {
        let message = format!("this {} is not a number", observation.kind());
        return Err(Problem::error("evidence.kind", path, message).advise(choices(levels)).into());
    };
    let number = convert(value, unit, scale, path)?;
    let [low, high] = scale.range;
    if !(low..=high).contains(&number) {
        let message =
            format!("{} {} is outside the plausible {low} to {high}", plain(number), scale.unit);
        let units: Vec<_> = scale.units.iter().map(|unit| unit.name.as_str()).collect();
        let help = if units.is_empty() {
            "look for a slip of the hand".to_owned()
        } else {
            format!("look for a slip or another unit (also known: {})", units.join(", "))
        };
        return Err(Problem::error("evidence.range", path, message).advise(help).into());
    }
    let bits = levels.level_of(number).map_or(0, |level| 1 << level);
    Ok(Answer::Levels { bits, number: Some(number) })
}

fn convert(
    value: f64,
    unit: Option<&str>,
    scale: &NumberScale,
    path: &str,
) -> Result<f64, Box<Problem>> {
    let Some(name) = unit.filter(|name| *name != scale.unit) else { return Ok(value) };
    // Laboratories write "ng/ml" as well as "ng/mL"; no two units of one observation differ by case alone.
    let same = |known: &str| known.eq_ignore_ascii_case(name);
    if same(&scale.unit) {
        return Ok(value);
    }
    if let Some(unit) = scale.units.iter().find(|unit| same(&unit.name)) {
        return Ok(value * unit.scale + unit.offset);
    }
    let others = scale.units.iter().map(|unit| unit.name.as_str());
    let names = std::iter::once(scale.unit.as_str()).chain(others);
    let list = names.clone().collect::<Vec<_>>().join(", ");
    let guess = did_you_mean(name, names).map(|guess| format!("{guess} known units: {list}"));
    let message = format!("`{name}` is no unit of this observation");
    Err(Problem::error("evidence.unit", format!("{path}.unit"), message)
        .advise(format!("known units: {list}"))
        .advise_maybe(guess)
        .into())
}

/// A number as someone would write it, not with three hundred digits.
fn plain(number: f64) -> String {
    if number.abs() < 1e15 { number.to_string() } else { format!("{number:e}") }
}
