//! What can be known: symptoms, factors, descriptors, measurements and context.

use super::condition::{Condition, condition};
use super::quantity::{Basis, PROBABILITY, Provenance, Quantity, SHARE, quantity};
use crate::problem::Problem;
use crate::tree::Place;
use crate::tree::fields::{Fields, Problems, inside, number, numbers};
use crate::tree::{Node, Value};

/// Anything that can be known about a runner. Its id has one role in the whole knowledge base.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Observation {
    /// The id.
    pub id: String,
    /// What kind of observation it is, with what belongs to the kind.
    pub role: Role,
    /// How long an answer stays valid, in hours; nothing: for ever.
    pub valid_for_hours: Option<f64>,
    /// Mood, periods, pregnancy, alcohol, medicines: can be left out of a coach's view.
    pub sensitive: bool,
    /// Who can answer it.
    pub answered_by: AnsweredBy,
    /// When it makes sense to ask; nothing: always.
    pub ask_when: Option<Condition>,
    /// When an answer says too little to count.
    pub doubtful: Option<Doubtful>,
    pub(crate) place: Place,
}

/// When an answer is true, but says too little to count: a normal ferritin right after hard exercise.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Doubtful {
    /// The levels that are doubted; the others stand.
    pub levels: Vec<String>,
    /// When they are.
    pub when: Condition,
}

/// Who can answer an observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AnsweredBy {
    /// The runner, now.
    Myself,
    /// A watch or a log.
    Device,
    /// A test in a laboratory.
    Lab,
}

/// The five kinds of observations.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Role {
    /// A sensation or finding.
    Symptom(Symptom),
    /// An exposure.
    Factor(Factor),
    /// One answer of an exclusive set.
    Descriptor(Descriptor),
    /// A number from a test.
    Measurement(Measurement),
    /// What only selects.
    Context(Context),
}

/// A sensation or finding: present, absent, unknown, or a likelihood pair.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Symptom {
    /// The share of complaining runners who report it; nothing for a symptom that only red flags use.
    pub base: Option<Quantity>,
}

/// An exposure: yes or no, or one of its levels.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Factor {
    /// The levels with their shares.
    pub levels: Levels,
}

/// An exclusive set of answers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Descriptor {
    /// The levels; their shares are the base row.
    pub levels: Levels,
    /// For each horizon (hours, days, weeks, months) the row of a cause that writes none.
    pub default_rows: Option<[Vec<f64>; 4]>,
    /// Where the default rows come from.
    pub default_rows_from: Option<Provenance>,
}

/// A number from a test, cut into bands.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Measurement {
    /// The bands with their shares.
    pub levels: Levels,
}

/// What only selects: sex, age, phases.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Context {
    /// The levels; shares where they matter.
    pub levels: Levels,
}

/// The levels of an observation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Levels {
    /// The ids of the levels, in order.
    pub ids: Vec<String>,
    /// How common each is among complaining runners; empty where not given.
    pub shares: Vec<f64>,
    /// Where the shares come from.
    pub shares_from: Option<Provenance>,
    /// The index of the reference level.
    pub reference: usize,
    /// What makes a number a level, for observations that are numbers.
    pub scale: Option<NumberScale>,
}

/// How a number becomes a level.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NumberScale {
    /// The unit of `cuts` and `range`.
    pub unit: String,
    /// Other units.
    pub units: Vec<Unit>,
    /// The lowest and the highest plausible number.
    pub range: [f64; 2],
    /// The cuts between the levels; a level includes its lower bound.
    pub cuts: Vec<f64>,
}

/// Another unit: a number in it times `scale` plus `offset` is in the observation's own unit.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Unit {
    /// The name, as in `ng/mL`.
    pub name: String,
    /// The factor.
    pub scale: f64,
    /// What is added after scaling.
    pub offset: f64,
}

impl Levels {
    /// Returns whether the answer is yes or no.
    #[must_use]
    pub fn is_yes_no(&self) -> bool {
        self.ids == ["absent", "present"]
    }

    /// Returns the index of a level.
    #[must_use]
    pub fn index(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|level| level == id)
    }

    /// Returns the lowest number of a level and the number below which all its numbers lie.
    pub(crate) fn bounds(&self, level: usize) -> Option<[f64; 2]> {
        let scale = self.scale.as_ref()?;
        let low = if level == 0 { scale.range[0] } else { *scale.cuts.get(level - 1)? };
        Some([low, scale.cuts.get(level).copied().unwrap_or(f64::INFINITY)])
    }

    pub(crate) fn level_of(&self, number: f64) -> Option<usize> {
        self.scale.as_ref().map(|scale| scale.cuts.partition_point(|cut| *cut <= number))
    }
}

impl Observation {
    /// Returns the kind as a word: `symptom`, `factor`, `descriptor`, `measurement` or `context`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.role {
            Role::Symptom(_) => "symptom",
            Role::Factor(_) => "factor",
            Role::Descriptor(_) => "descriptor",
            Role::Measurement(_) => "measurement",
            Role::Context(_) => "context",
        }
    }

    /// Returns whether it says how long it has lasted: the descriptor that has a row for every cause.
    pub(crate) fn is_duration(&self) -> bool {
        matches!(&self.role, Role::Descriptor(descriptor) if descriptor.default_rows.is_some())
    }

    /// Returns the levels; nothing for a symptom.
    #[must_use]
    pub fn levels(&self) -> Option<&Levels> {
        match &self.role {
            Role::Symptom(_) => None,
            Role::Factor(Factor { levels })
            | Role::Descriptor(Descriptor { levels, .. })
            | Role::Measurement(Measurement { levels })
            | Role::Context(Context { levels }) => Some(levels),
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Symptom,
    Factor,
    Descriptor,
    Measurement,
    Context,
}

const KINDS: [(&str, Kind); 5] = [
    ("symptom", Kind::Symptom),
    ("factor", Kind::Factor),
    ("descriptor", Kind::Descriptor),
    ("measurement", Kind::Measurement),
    ("context", Kind::Context),
];

const ANSWERED_BY: [(&str, AnsweredBy); 3] =
    [("self", AnsweredBy::Myself), ("device", AnsweredBy::Device), ("lab", AnsweredBy::Lab)];

pub(crate) fn observation(id: &str, node: &Node, problems: &mut Problems) -> Option<Observation> {
    let mut fields = Fields::entry(node, "observations", id, problems)?;
    let kind = if fields.need("kind", problems).is_some() {
        fields.word("kind", &KINDS, problems)
    } else {
        None
    };
    let basis = Basis::read(&mut fields, &Basis::default(), problems);
    let valid_for_hours = fields.number("valid_for_hours", problems);
    let sensitive = fields.flag("sensitive", false, problems);
    let answered_by = fields.word("answered_by", &ANSWERED_BY, problems);
    let ask_path = fields.sub("ask_when");
    let ask_when = fields.take("ask_when").and_then(|node| condition(node, &ask_path, problems));
    let doubtful = doubtful(&mut fields, problems);
    let role = kind.and_then(|kind| role(kind, &mut fields, &basis, problems));
    let place = fields.place;
    fields.finish(problems);
    Some(Observation {
        id: id.to_owned(),
        role: role?,
        valid_for_hours,
        sensitive,
        answered_by: answered_by.unwrap_or(AnsweredBy::Myself),
        ask_when,
        doubtful,
        place,
    })
}

fn doubtful(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<Doubtful> {
    let path = fields.sub("doubtful");
    let node = fields.take("doubtful")?;
    let mut table = Fields::of(node, &path, problems)?;
    let levels = table.texts("levels", problems);
    let when = table.need("when", problems);
    let when = when.and_then(|node| condition(node, &inside(&path, "when"), problems));
    table.finish(problems);
    Some(Doubtful { levels, when: when? })
}

fn role(
    kind: Kind,
    fields: &mut Fields<'_>,
    basis: &Basis<'_>,
    problems: &mut Problems,
) -> Option<Role> {
    Some(match kind {
        Kind::Symptom => {
            let path = fields.sub("base");
            let base = fields.take("base");
            let base = base.and_then(|node| quantity(node, &path, PROBABILITY, basis, problems));
            Role::Symptom(Symptom { base })
        }
        Kind::Factor => Role::Factor(Factor { levels: levels(fields, basis, problems)? }),
        Kind::Descriptor => {
            let levels = levels(fields, basis, problems)?;
            let (default_rows, from) = default_rows(fields, &levels, problems).unzip();
            Role::Descriptor(Descriptor { levels, default_rows, default_rows_from: from.flatten() })
        }
        Kind::Measurement => {
            Role::Measurement(Measurement { levels: levels(fields, basis, problems)? })
        }
        Kind::Context => Role::Context(Context { levels: levels(fields, basis, problems)? }),
    })
}

fn levels(fields: &mut Fields<'_>, basis: &Basis<'_>, problems: &mut Problems) -> Option<Levels> {
    let share_path = fields.sub("share");
    let share = fields.take("share");
    let share = share.and_then(|node| quantity(node, &share_path, SHARE, basis, problems));
    let mut ids = fields.texts("levels", problems);
    let shares_path = fields.sub("shares");
    let shares_node = fields.take("shares");
    let mut shares =
        shares_node.map(|node| numbers(node, &shares_path, problems)).unwrap_or_default();
    let mut shares_from = basis.provenance().filter(|_| !shares.is_empty());
    if ids.is_empty() {
        ids = vec!["absent".to_owned(), "present".to_owned()];
        if let Some(share) = share {
            shares = vec![1.0 - share.value, share.value];
            shares_from = Some(Provenance { source: share.source, class: share.class });
        }
    }
    let place = fields.place;
    let mut error = |code, message: String| {
        problems.add(Problem::error(code, fields.path.as_str(), message), place);
    };
    if ids.len() < 2 || ids.len() > 32 {
        error("knowledge.levels", "an observation has 2 to 32 levels".into());
        return None;
    }
    if !shares.is_empty() && shares.len() != ids.len() {
        error("knowledge.levels", format!("{} levels, but {} shares", ids.len(), shares.len()));
        shares.clear();
    }
    if shares.iter().any(|share| !(0.0..=1.0).contains(share)) {
        error("knowledge.range", "a share is outside 0..=1".into());
    }
    if !shares.is_empty() && basis.source.is_none() {
        error("knowledge.source", "shares without a source".into());
    }
    let reference = fields.text("reference", problems);
    let reference = reference.map_or(Some(0), |id| ids.iter().position(|level| *level == id));
    if reference.is_none() {
        let message = "`reference` is none of the levels".to_owned();
        problems
            .add(Problem::error("knowledge.unknown_level", fields.path.as_str(), message), place);
    }
    let scale = number_scale(fields, ids.len(), problems);
    Some(Levels { ids, shares, shares_from, reference: reference.unwrap_or(0), scale })
}

fn number_scale(
    fields: &mut Fields<'_>,
    levels: usize,
    problems: &mut Problems,
) -> Option<NumberScale> {
    let unit = fields.text("unit", problems);
    let units = units(fields, problems);
    let mut list = |key| {
        let path = fields.sub(key);
        fields.take(key).map(|node| numbers(node, &path, problems)).unwrap_or_default()
    };
    let (range, cuts) = (list("range"), list("cuts"));
    if unit.is_none() && range.is_empty() && cuts.is_empty() {
        return None;
    }
    let mut error = |message: String| {
        let problem = Problem::error("knowledge.levels", fields.path.as_str(), message);
        problems.add(problem, fields.place);
    };
    let mut names: Vec<String> = units.iter().map(|u: &Unit| u.name.to_lowercase()).collect();
    names.extend(unit.as_ref().map(|unit| unit.to_lowercase()));
    names.sort_unstable();
    if names.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
        error("two units that differ by capital letters alone are read as one".into());
    }
    if cuts.len() + 1 != levels {
        error(format!("{levels} levels need {} cuts, found {}", levels - 1, cuts.len()));
    }
    if !cuts.is_sorted_by(|a, b| a < b) {
        error("the cuts must rise".into());
    }
    let &[low, high] = range.as_slice() else {
        error("a number needs `range`: the lowest and the highest plausible one".into());
        return None;
    };
    if low >= high || cuts.iter().any(|cut| !(low < *cut && *cut < high)) {
        error("the cuts must lie within the range".into());
    }
    Some(NumberScale { unit: unit.unwrap_or_default(), units, range: [low, high], cuts })
}

fn units(fields: &mut Fields<'_>, problems: &mut Problems) -> Vec<Unit> {
    let path = fields.sub("units");
    let Some(node) = fields.take("units") else { return Vec::new() };
    let Some(table) = Fields::of(node, &path, problems) else { return Vec::new() };
    let mut found = Vec::new();
    for (name, node) in table.rest() {
        let path = inside(&path, name);
        let (scale, offset) = match node.value {
            Value::Table(_) => {
                let Some(mut unit) = Fields::of(node, &path, problems) else { continue };
                let pair = (unit.number("scale", problems), unit.number("offset", problems));
                unit.finish(problems);
                pair
            }
            _ => (number(node, &path, problems), None),
        };
        if let Some(scale) = scale {
            found.push(Unit { name: name.to_owned(), scale, offset: offset.unwrap_or(0.0) });
        }
    }
    found
}

fn default_rows(
    fields: &mut Fields<'_>,
    levels: &Levels,
    problems: &mut Problems,
) -> Option<([Vec<f64>; 4], Option<Provenance>)> {
    let path = fields.sub("default_rows");
    let node = fields.take("default_rows")?;
    let mut table = Fields::of(node, &path, problems)?;
    let basis = Basis::read(&mut table, &Basis::default(), problems);
    let mut rows: [Vec<f64>; 4] = Default::default();
    for (row, key) in rows.iter_mut().zip(["hours", "days", "weeks", "months"]) {
        let path = table.sub(key);
        *row = table.need(key, problems).map(|n| numbers(n, &path, problems)).unwrap_or_default();
        if row.len() != levels.ids.len() {
            let message = format!("{} levels, but {} numbers", levels.ids.len(), row.len());
            problems.add(Problem::error("knowledge.levels", path, message), table.place);
        }
    }
    if basis.source.is_none() {
        let message = "default rows without a source".to_owned();
        problems.add(Problem::error("knowledge.source", path, message), table.place);
    }
    table.finish(problems);
    Some((rows, basis.provenance()))
}
