//! The rows of `prior_when`: they must average to the prior, whatever is known.

use super::{Check, place};
use crate::evidence::Answer;
use crate::knowledge::{Cause, Condition, KnowledgeBase, Levels, Stratum, Test};
use crate::network::{ObservationIndex, Rule, Truth};
use crate::problem::Problem;

/// More combinations of answers than this are not gone through.
const MOST_WORLDS: usize = 20_000;
const MOST_TESTED: usize = 8;

pub(super) fn check(check: &mut Check<'_>) {
    let knowledge = check.knowledge;
    for cause in knowledge.causes.iter().filter(|c| c.scored && !c.prior_when.is_empty()) {
        let sound = symptoms(check, cause) & multipliers(check, cause);
        if let Some(table) = Table::of(knowledge, cause).filter(|_| sound) {
            averages(check, cause, &table);
        }
    }
}

/// A row can't test symptoms. Returns whether none does.
fn symptoms(check: &mut Check<'_>, cause: &Cause) -> bool {
    let mut sound = true;
    for (at, row) in cause.prior_when.iter().enumerate() {
        let path = format!("causes.{}.prior_when[{at}].if", cause.id);
        row.when.each_observation(&mut |id, test| {
            let found = check.knowledge.observation(id);
            if found.is_some_and(|observation| observation.levels().is_none()) {
                sound = false;
                let place = place::of_test(check.tree, &path, id, test);
                let problem = Problem::error(
                    "knowledge.prior_symptom",
                    format!("{path}.{id}"),
                    format!("a prior can't depend on the symptom `{id}`"),
                );
                check.report_at(problem.advise("link the symptom to the cause instead"), place);
            }
        });
    }
    sound
}

/// What a row tests is no multiplier of the same cause.
fn multipliers(check: &mut Check<'_>, cause: &Cause) -> bool {
    let tested: Vec<&str> =
        cause.prior_when.iter().flat_map(|row| row.when.observations()).collect();
    let sections = [
        ("factors", &cause.factors),
        ("descriptors", &cause.descriptors),
        ("measurements", &cause.measurements),
    ];
    let mut sound = true;
    for (section, tables) in sections {
        for table in tables.iter().filter(|table| tested.contains(&table.observation.as_str())) {
            sound = false;
            let id = &table.observation;
            let path = format!("causes.{}.{section}.{id}", cause.id);
            let message =
                format!("`{id}` is tested by `prior_when`, so it moves this cause in no other way");
            let problem = Problem::error("knowledge.prior_multiplier", path, message);
            check.report(problem.advise("keep either the rows or the multiplier"));
        }
    }
    sound
}

/// What the rows of a cause test, and the rows compiled.
struct Table<'a> {
    variables: Vec<Variable<'a>>,
    rows: Vec<(Rule, f64)>,
    prior: f64,
}

struct Variable<'a> {
    id: &'a str,
    index: ObservationIndex,
    levels: &'a Levels,
    /// For each stratum its level; empty where the reference population does not say.
    strata: Vec<Option<usize>>,
}

/// For one subset of the variables being known: what the rows average to.
#[derive(Clone, Copy, Default)]
struct Average {
    sum: f64,
    total: f64,
    decided: bool,
}

impl<'a> Table<'a> {
    fn of(knowledge: &'a KnowledgeBase, cause: &'a Cause) -> Option<Self> {
        let mut ids: Vec<&str> =
            cause.prior_when.iter().flat_map(|row| row.when.observations()).collect();
        ids.sort_unstable();
        ids.dedup();
        let variables = ids.into_iter().map(|id| variable(knowledge, id));
        let rows = cause.prior_when.iter().map(|r| (Rule::new(&r.when, knowledge), r.is.value));
        Some(Self {
            variables: variables.collect::<Option<_>>()?,
            rows: rows.collect(),
            prior: cause.prior.value,
        })
    }

    /// The number of combinations of answers, unknown ones among them.
    fn worlds(&self) -> usize {
        self.variables.iter().fold(1, |n, v| n.saturating_mul(v.levels.ids.len() + 1))
    }

    /// The levels of the variables in one combination; unknown ones are nothing.
    fn world(&self, mut number: usize) -> Vec<Option<usize>> {
        let digit = |variable: &Variable<'_>| {
            let radix = variable.levels.ids.len() + 1;
            let digit = number % radix;
            number /= radix;
            digit.checked_sub(1)
        };
        self.variables.iter().map(digit).collect()
    }

    /// The first row that holds.
    fn row(&self, world: &[Option<usize>]) -> Option<usize> {
        let known = self.variables.iter().zip(world);
        let answers: Vec<(ObservationIndex, Answer)> = known
            .filter_map(|(variable, level)| {
                Some((variable.index, Answer::Levels { bits: 1 << (*level)?, number: None }))
            })
            .collect();
        let answer = |index| answers.iter().find(|(i, _)| *i == index).map(|(_, answer)| answer);
        self.rows.iter().position(|(rule, _)| rule.truth(&answer) == Truth::Holds)
    }

    /// How common a combination is: jointly by the strata, the rest independently by its shares.
    fn share(&self, world: &[Option<usize>], strata: &[Stratum]) -> f64 {
        let known = || self.variables.iter().zip(world).filter_map(|(v, l)| Some((v, (*l)?)));
        let alone = known().filter(|(v, _)| v.strata.is_empty());
        let alone = alone.map(|(v, level)| v.levels.shares.get(level).copied().unwrap_or(0.0));
        let fits = |at: usize| {
            known().all(|(v, level)| v.strata.is_empty() || v.strata.get(at) == Some(&Some(level)))
        };
        let joint: f64 = if known().all(|(v, _)| v.strata.is_empty()) {
            1.0
        } else {
            strata.iter().enumerate().filter(|(at, _)| fits(*at)).map(|(_, s)| s.share).sum()
        };
        alone.product::<f64>() * joint
    }
}

fn variable<'a>(knowledge: &'a KnowledgeBase, id: &'a str) -> Option<Variable<'a>> {
    let at = knowledge.observations.binary_search_by(|o| o.id.as_str().cmp(id)).ok()?;
    let levels = knowledge.observations.get(at)?.levels()?;
    let strata = knowledge.population.iter().map(|stratum| stated(&stratum.is, id, levels));
    let mut strata: Vec<_> = strata.collect();
    if strata.iter().all(Option::is_none) {
        strata.clear();
    }
    Some(Variable { id, index: ObservationIndex::try_from(at).ok()?, levels, strata })
}

/// The level of an observation in a stratum.
pub(crate) fn stated(condition: &Condition, id: &str, levels: &Levels) -> Option<usize> {
    match condition {
        Condition::All(parts) => parts.iter().find_map(|part| stated(part, id, levels)),
        Condition::Known { observation, test } if observation == id => match test {
            Test::Present => levels.index("present"),
            Test::Absent => levels.index("absent"),
            Test::Levels(names) => levels.index(names.first()?),
            Test::Compare(..) => None,
        },
        _ => None,
    }
}

fn averages(check: &mut Check<'_>, cause: &Cause, table: &Table<'_>) {
    let path = format!("causes.{}.prior_when", cause.id);
    if table.worlds() > MOST_WORLDS || table.variables.len() > MOST_TESTED {
        let message =
            format!("{} observations are tested: too many to average over", table.variables.len());
        check.report(Problem::warning("knowledge.prior_unchecked", path, message));
        return;
    }
    let mut seen = vec![false; table.rows.len()];
    let mut subsets = vec![Average::default(); 1 << table.variables.len()];
    for number in 0..table.worlds() {
        let world = table.world(number);
        let row = table.row(&world);
        if let Some(seen) = row.and_then(|row| seen.get_mut(row)) {
            *seen = true;
        }
        let share = table.share(&world, &check.knowledge.population);
        let value = row.and_then(|row| table.rows.get(row)).map_or(table.prior, |(_, is)| *is);
        if let Some(average) = subsets.get_mut(mask(&world)).filter(|_| share > 0.0) {
            average.sum += share * value;
            average.total += share;
            average.decided |= row.is_some();
        }
    }
    for (mask, average) in subsets.iter().enumerate().skip(1) {
        if let Some(problem) = off(table, mask, *average, &path) {
            check.report(problem);
        }
    }
    for at in seen.iter().enumerate().filter(|(_, seen)| !**seen).map(|(at, _)| at) {
        let message =
            "this row never decides: one before it always does, or it can't hold".to_owned();
        check.report(Problem::warning(
            "knowledge.prior_unreachable",
            format!("{path}[{at}]"),
            message,
        ));
    }
}

/// Which variables are known, as bits.
fn mask(world: &[Option<usize>]) -> usize {
    world.iter().rev().fold(0, |mask, level| mask << 1 | usize::from(level.is_some()))
}

fn off(table: &Table<'_>, mask: usize, average: Average, path: &str) -> Option<Problem> {
    let known = table.variables.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
    let variables: Vec<&Variable<'_>> = known.map(|(_, variable)| variable).collect();
    let names = variables.iter().map(|v| format!("`{}`", v.id)).collect::<Vec<_>>().join(", ");
    let weightless = |v: &&&Variable<'_>| v.strata.is_empty() && v.levels.shares.is_empty();
    if let Some(variable) = variables.iter().find(weightless) {
        let message = format!(
            "`{}` has no shares and is not in the reference population, so the rows can't be averaged",
            variable.id
        );
        // Said once, not for every subset.
        return (variables.len() == 1)
            .then(|| Problem::warning("knowledge.prior_unchecked", path, message));
    }
    if average.total <= 0.0 {
        return None;
    }
    if !average.decided {
        let message = format!("no row for when only {names} is known");
        let problem = Problem::error("knowledge.prior_row_missing", path, message);
        return Some(problem.advise("every subset of the observations tested needs its row"));
    }
    let mean = average.sum / average.total;
    let shift = mean / table.prior - 1.0;
    (shift.abs() > 0.05).then(|| {
        let message = format!(
            "with {names} known the rows average to {mean:.5} over the reference population; the prior is {} ({:+.1} %)",
            table.prior, 100.0 * shift
        );
        Problem::error("knowledge.prior_average", path, message)
            .advise("change the rows, the prior or the population until they agree within 5 %")
    })
}
