//! Sets of answers: drawn at random, or found from a condition. Evaluates conditions without the engine's code.

use std::collections::BTreeMap;

use heavylegs::{
    Comparison, Condition, Evidence, Finding, KnowledgeBase, Levels, Observation, Test,
};

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Present.
    Yes,
    /// Asked and denied.
    No,
    /// A level.
    Level(String),
    /// A number in the observation's own unit.
    Number(f64),
    /// A reading of an unsure sensor.
    Likelihood(f64, f64),
}

/// What one runner answered, by the id of the observation.
pub type Answers = BTreeMap<String, Answer>;

impl Answer {
    /// Returns the answer that a word in a table stands for.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            "present" => Self::Yes,
            "absent" => Self::No,
            word => word.parse().map_or_else(|_| Self::Level(word.to_owned()), Self::Number),
        }
    }

    /// Returns it as the engine takes it.
    #[must_use]
    pub fn finding(&self) -> Finding {
        match self {
            Self::Yes => Finding::present(),
            Self::No => Finding::absent(),
            Self::Level(level) => Finding::level(level),
            Self::Number(number) => Finding::number(*number),
            Self::Likelihood(a, b) => Finding::likelihood(*a, *b),
        }
    }

    /// Returns whether this answer passes a test.
    #[must_use]
    pub fn passes(&self, test: &Test, levels: Option<&Levels>) -> bool {
        let among = |names: &[String]| match (self, levels) {
            (Self::Yes, _) => names.iter().any(|name| name == "present"),
            (Self::No, _) => names.iter().any(|name| name == "absent"),
            (Self::Level(level), _) => names.contains(level),
            (Self::Number(number), Some(levels)) => {
                level_of(*number, levels).is_some_and(|level| names.contains(level))
            }
            _ => false,
        };
        match test {
            Test::Present => *self == Self::Yes,
            Test::Absent => *self == Self::No,
            Test::Levels(names) => among(names),
            Test::Compare(comparison, value) => match (self, levels) {
                (Self::Number(number), _) => compares(*comparison, *number, *value),
                (Self::Level(level), Some(levels)) => ends(level, levels)
                    .is_some_and(|ends| ends.iter().all(|end| compares(*comparison, *end, *value))),
                _ => false,
            },
            _ => false,
        }
    }
}

fn compares(comparison: Comparison, number: f64, value: f64) -> bool {
    match comparison {
        Comparison::Less => number < value,
        Comparison::AtMost => number <= value,
        Comparison::More => number > value,
        _ => number >= value,
    }
}

fn level_of(number: f64, levels: &Levels) -> Option<&String> {
    let cuts = &levels.scale.as_ref()?.cuts;
    levels.ids.get(cuts.iter().filter(|cut| **cut <= number).count())
}

/// The lowest number of a level and one just below its end.
fn ends(level: &str, levels: &Levels) -> Option<[f64; 2]> {
    let scale = levels.scale.as_ref()?;
    let at = levels.index(level)?;
    let low = at.checked_sub(1).map_or(Some(scale.range[0]), |at| scale.cuts.get(at).copied())?;
    let high = scale.cuts.get(at).map_or(f64::INFINITY, |cut| cut.next_down());
    Some([low, high])
}

/// Returns the answers as evidence.
#[must_use]
pub fn evidence(answers: &Answers) -> Evidence {
    answers.iter().fold(Evidence::new(), |all, (id, answer)| all.with(id, answer.finding()))
}

/// Returns the answers as the JSON of a request.
#[must_use]
pub fn as_json(answers: &Answers) -> String {
    let evidence = serde_json::to_string(&evidence(answers)).unwrap_or_default();
    format!(r#"{{"schema": 1, "evidence": {evidence}}}"#)
}

/// Returns whether a condition holds, from its definition.
#[must_use]
pub fn holds(knowledge: &KnowledgeBase, condition: &Condition, answers: &Answers) -> bool {
    let count =
        |parts: &[Condition]| parts.iter().filter(|part| holds(knowledge, part, answers)).count();
    match condition {
        Condition::All(parts) => count(parts) == parts.len(),
        Condition::Any(parts) => count(parts) > 0,
        Condition::TwoOf(parts) => count(parts) > 1,
        Condition::Known { observation, test } => answers.get(observation).is_some_and(|answer| {
            answer.passes(test, knowledge.observation(observation).and_then(Observation::levels))
        }),
        _ => false,
    }
}

/// Returns every answer that a runner can give: yes and no, or each level and a number in each.
#[must_use]
pub fn possible(observation: &Observation) -> Vec<Answer> {
    let Some(levels) = observation.levels().filter(|levels| !levels.is_yes_no()) else {
        return vec![Answer::Yes, Answer::No];
    };
    let mut answers: Vec<Answer> = levels.ids.iter().cloned().map(Answer::Level).collect();
    if let Some(scale) = &levels.scale {
        let mut ends = vec![scale.range[0]];
        ends.extend(&scale.cuts);
        ends.push(scale.range[1]);
        answers.extend(ends.windows(2).map(|pair| Answer::Number(f64::midpoint(pair[0], pair[1]))));
    }
    answers
}

/// Returns the smallest sets of answers that make a condition hold: none of them can be done without.
#[must_use]
pub fn minimal_sets(knowledge: &KnowledgeBase, condition: &Condition) -> Vec<Answers> {
    let mut sets = ways(knowledge, condition);
    sets.retain(|set| holds(knowledge, condition, set));
    let all = sets.clone();
    let within = |small: &Answers, set: &Answers| {
        small.len() < set.len() && small.iter().all(|(id, answer)| set.get(id) == Some(answer))
    };
    sets.retain(|set| !all.iter().any(|small| within(small, set)));
    let mut once: Vec<Answers> = Vec::new();
    for set in sets {
        if !once.contains(&set) {
            once.push(set);
        }
    }
    once
}

fn ways(knowledge: &KnowledgeBase, condition: &Condition) -> Vec<Answers> {
    let product = |parts: &[&Condition]| {
        parts.iter().fold(vec![Answers::new()], |sets, part| {
            let more = ways(knowledge, part);
            let pairs = sets.iter().flat_map(|a| more.iter().map(move |b| (a, b)));
            pairs.flat_map(|(a, b)| merged(a, b)).collect()
        })
    };
    match condition {
        Condition::All(parts) => product(&parts.iter().collect::<Vec<_>>()),
        Condition::Any(parts) => parts.iter().flat_map(|part| ways(knowledge, part)).collect(),
        Condition::TwoOf(parts) => {
            let pairs = (0..parts.len()).flat_map(|b| (0..b).map(move |a| [&parts[a], &parts[b]]));
            pairs.flat_map(|pair| product(&pair)).collect()
        }
        Condition::Known { observation, test } => {
            let answers = passing(knowledge, observation, test).into_iter();
            answers.map(|answer| Answers::from([(observation.clone(), answer)])).collect()
        }
        _ => Vec::new(),
    }
}

/// Both together; where they differ about one observation, each of the two in turn.
fn merged(a: &Answers, b: &Answers) -> Vec<Answers> {
    let over = |a: &Answers, b: &Answers| {
        let mut both = a.clone();
        both.extend(b.iter().map(|(id, answer)| (id.clone(), answer.clone())));
        both
    };
    let (one, other) = (over(a, b), over(b, a));
    if one == other { vec![one] } else { vec![one, other] }
}

/// The answers that pass a test; of numbers the nearest, and one far off.
fn passing(knowledge: &KnowledgeBase, id: &str, test: &Test) -> Vec<Answer> {
    let Some(observation) = knowledge.observation(id) else { return Vec::new() };
    let levels = observation.levels();
    let Test::Compare(_, value) = test else {
        let mut answers = possible(observation);
        answers.retain(|a| !matches!(a, Answer::Number(_)) && a.passes(test, levels));
        return answers;
    };
    let range = levels.and_then(|levels| levels.scale.as_ref()).map(|scale| scale.range);
    let mut numbers = vec![*value, value.next_down(), value.next_up()];
    numbers.extend(range.into_iter().flatten().map(|end| f64::midpoint(end, *value)));
    numbers.retain(|n| range.is_none_or(|[low, high]| (low..=high).contains(n)));
    let mut answers: Vec<Answer> = numbers.into_iter().map(Answer::Number).collect();
    answers.retain(|answer| answer.passes(test, levels));
    let far = answers.pop();
    answers.into_iter().take(1).chain(far).collect()
}

/// Returns the answers by which no red flag and no rule of scope comes nearer, observation by observation.
#[must_use]
pub fn harmless(knowledge: &KnowledgeBase) -> Vec<(String, Vec<Answer>)> {
    let mut tests: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
    let rules = knowledge.red_flags().iter().map(|flag| &flag.when);
    for condition in rules.chain(knowledge.scope().iter().map(|scope| &scope.when)) {
        condition.each_observation(&mut |id, test| tests.entry(id).or_default().push(test));
    }
    let harmless = knowledge.observations().iter().map(|observation| {
        let mut answers = possible(observation);
        let tests = tests.get(observation.id.as_str()).map_or(&[][..], Vec::as_slice);
        let passes = |a: &Answer| tests.iter().any(|test| a.passes(test, observation.levels()));
        answers.retain(|answer| !passes(answer));
        (observation.id.clone(), answers)
    });
    harmless.filter(|(_, answers)| !answers.is_empty()).collect()
}

/// Random numbers that are the same in every run (`SplitMix64`).
#[derive(Debug, Clone)]
pub struct Draws(
    /// The state.
    pub u64,
);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    /// Returns one of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// Returns some of several, in random order.
    pub fn some<'a, T>(&mut self, of: &'a [T], most: usize) -> Vec<&'a T> {
        let mut all: Vec<&T> = of.iter().collect();
        for at in 0..all.len().min(most) {
            let other = at + self.below(all.len() - at);
            all.swap(at, other);
        }
        all.truncate(most);
        all
    }

    /// Returns random answers, likelihoods among them.
    pub fn any(&mut self, knowledge: &KnowledgeBase, most: usize) -> Answers {
        let chosen = self.some(knowledge.observations(), most).into_iter();
        chosen
            .map(|observation| {
                let unsure = observation.levels().is_none() && self.below(7) == 0;
                let answer = if unsure {
                    let [a, b] = [1 + self.below(99), 1 + self.below(99)].map(percent);
                    Answer::Likelihood(a, b)
                } else {
                    self.one(&possible(observation)).cloned().unwrap_or(Answer::No)
                };
                (observation.id.clone(), answer)
            })
            .collect()
    }

    /// Returns random answers by which no red flag comes nearer.
    pub fn harmless(&mut self, harmless: &[(String, Vec<Answer>)], most: usize) -> Answers {
        let chosen = self.some(harmless, most).into_iter();
        chosen.filter_map(|(id, answers)| Some((id.clone(), self.one(answers)?.clone()))).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "below 100")]
fn percent(n: usize) -> f64 {
    n as f64 / 100.0
}
