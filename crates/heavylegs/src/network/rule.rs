//! Conditions, compiled to indices and levels.

use super::ObservationIndex;
use crate::evidence::Answer;
use crate::knowledge::{Comparison, Condition, KnowledgeBase, Role, Test};

/// A compiled condition.
#[derive(Debug, Clone)]
pub(crate) enum Rule {
    All(Vec<Rule>),
    Any(Vec<Rule>),
    TwoOf(Vec<Rule>),
    /// A symptom asked and affirmed, or asked and denied.
    Symptom(ObservationIndex, bool),
    /// One of these levels, as bits.
    Levels(ObservationIndex, u32),
    /// A number, and the levels whose numbers all compare like this, as bits.
    Compare(ObservationIndex, Comparison, f64, u32),
}

/// What a rule says about what is known, the least certain first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    /// It is not known to hold.
    Open,
    /// A likelihood makes it nearly hold.
    Nearly,
    /// It holds, whatever else may be learned.
    Holds,
}

impl Rule {
    /// Compiles a condition. What can't be compiled is a problem that the validator has reported: it never holds.
    pub(crate) fn new(condition: &Condition, knowledge: &KnowledgeBase) -> Self {
        let all =
            |parts: &[Condition]| parts.iter().map(|part| Self::new(part, knowledge)).collect();
        match condition {
            Condition::All(parts) => Self::All(all(parts)),
            Condition::Any(parts) => Self::Any(all(parts)),
            Condition::TwoOf(parts) => Self::TwoOf(all(parts)),
            Condition::Known { observation, test } => {
                Self::test(observation, test, knowledge).unwrap_or(Self::Any(Vec::new()))
            }
        }
    }

    fn test(id: &str, test: &Test, knowledge: &KnowledgeBase) -> Option<Self> {
        let at = knowledge.observations.binary_search_by(|o| o.id.as_str().cmp(id)).ok()?;
        let index = ObservationIndex::try_from(at).ok()?;
        let observation = knowledge.observations.get(at)?;
        let Some(levels) = observation.levels() else {
            return match (test, &observation.role) {
                (Test::Present, Role::Symptom(_)) => Some(Self::Symptom(index, true)),
                (Test::Absent, Role::Symptom(_)) => Some(Self::Symptom(index, false)),
                _ => None,
            };
        };
        let bits = |names: &[&str]| {
            names.iter().try_fold(0, |bits, name| Some(bits | 1 << levels.index(name)?))
        };
        match test {
            Test::Present => Some(Self::Levels(index, bits(&["present"])?)),
            Test::Absent => Some(Self::Levels(index, bits(&["absent"])?)),
            Test::Levels(names) => {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                Some(Self::Levels(index, bits(&names)?))
            }
            Test::Compare(comparison, value) => {
                levels.scale.as_ref()?;
                let inside = (0..levels.ids.len()).filter(|level| {
                    levels.bounds(*level).is_some_and(|bounds| whole(*comparison, *value, bounds))
                });
                let bits = inside.fold(0, |bits, level| bits | 1 << level);
                Some(Self::Compare(index, *comparison, *value, bits))
            }
        }
    }

    /// Evaluates the rule; `answer` returns what is known of an observation.
    pub(crate) fn truth<'a>(
        &self,
        answer: &impl Fn(ObservationIndex) -> Option<&'a Answer>,
    ) -> Truth {
        let all = |parts: &[Rule]| {
            let mut least = Truth::Holds;
            for part in parts {
                least = least.min(part.truth(answer));
                if least == Truth::Open {
                    break;
                }
            }
            least
        };
        let any = |parts: &[Rule]| {
            let mut most = Truth::Open;
            for part in parts {
                most = most.max(part.truth(answer));
                if most == Truth::Holds {
                    break;
                }
            }
            most
        };
        let two_of = |parts: &[Rule]| {
            let count = |least: Truth| parts.iter().filter(|p| p.truth(answer) >= least).count();
            match (count(Truth::Holds), count(Truth::Nearly)) {
                (2.., _) => Truth::Holds,
                (_, 2..) => Truth::Nearly,
                _ => Truth::Open,
            }
        };
        let known = |index: ObservationIndex, test: &dyn Fn(&Answer) -> Truth| {
            answer(index).map_or(Truth::Open, test)
        };
        let holds = |holds: bool| if holds { Truth::Holds } else { Truth::Open };
        match self {
            Self::All(parts) => all(parts),
            Self::Any(parts) => any(parts),
            Self::TwoOf(parts) => two_of(parts),
            Self::Symptom(index, wanted) => known(*index, &|answer| match *answer {
                Answer::Present => holds(*wanted),
                Answer::Absent => holds(!*wanted),
                Answer::Likelihood(a, b) if *wanted && a >= 100.0 * b => Truth::Nearly,
                _ => Truth::Open,
            }),
            Self::Levels(index, bits) => known(*index, &|answer| match *answer {
                Answer::Levels { bits: known, .. } => holds(known & !bits == 0),
                _ => Truth::Open,
            }),
            Self::Compare(index, comparison, value, bits) => {
                known(*index, &|answer| match *answer {
                    Answer::Levels { number: Some(number), .. } => {
                        holds(compares(*comparison, number, *value))
                    }
                    Answer::Levels { bits: known, .. } => holds(known & !bits == 0),
                    _ => Truth::Open,
                })
            }
        }
    }

    /// The observations that the rule tests, each as often as it does.
    pub(crate) fn observations(&self) -> Vec<ObservationIndex> {
        let mut observations = Vec::new();
        self.each_observation(&mut |observation| observations.push(observation));
        observations
    }

    /// Observations of which one is known whenever the rule holds: as few as can be, and none that nearly everyone answers if there
    /// are others.
    pub(crate) fn witnesses(
        &self,
        is_common: &dyn Fn(ObservationIndex) -> bool,
    ) -> Vec<ObservationIndex> {
        let cost = |set: &Vec<ObservationIndex>| {
            let common = set.iter().filter(|at| is_common(**at)).count();
            (common, set.len())
        };
        match self {
            Self::All(parts) => {
                let sets = parts.iter().map(|part| part.witnesses(is_common));
                sets.min_by_key(cost).unwrap_or_default()
            }
            Self::Any(parts) | Self::TwoOf(parts) => {
                parts.iter().flat_map(|part| part.witnesses(is_common)).collect()
            }
            Self::Symptom(at, _) | Self::Levels(at, _) | Self::Compare(at, ..) => vec![*at],
        }
    }

    /// Adds the numbers that the rule compares an observation with.
    pub(crate) fn compared(&self, at: ObservationIndex, numbers: &mut Vec<f64>) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::TwoOf(parts) => {
                for part in parts {
                    part.compared(at, numbers);
                }
            }
            Self::Compare(observation, _, value, _) if *observation == at => numbers.push(*value),
            _ => {}
        }
    }

    /// Calls `visit` with every observation that the rule tests.
    pub(crate) fn each_observation(&self, visit: &mut dyn FnMut(ObservationIndex)) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::TwoOf(parts) => {
                for part in parts {
                    part.each_observation(visit);
                }
            }
            Self::Symptom(index, _) | Self::Levels(index, _) | Self::Compare(index, ..) => {
                visit(*index);
            }
        }
    }
}

fn compares(comparison: Comparison, number: f64, value: f64) -> bool {
    match comparison {
        Comparison::Less => number < value,
        Comparison::AtMost => number <= value,
        Comparison::More => number > value,
        Comparison::AtLeast => number >= value,
    }
}

/// Returns whether every number of a level (lower bound included, upper not) compares like this.
fn whole(comparison: Comparison, value: f64, [low, below]: [f64; 2]) -> bool {
    match comparison {
        Comparison::Less | Comparison::AtMost => below <= value,
        Comparison::More => low > value,
        Comparison::AtLeast => low >= value,
    }
}
