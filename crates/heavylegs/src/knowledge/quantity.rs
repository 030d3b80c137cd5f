//! A number, where it comes from and how sure it is.

use serde::Serialize;

use crate::problem::{Problem, did_you_mean};
use crate::tree::fields::{Fields, Problems, number, numbers, text, wrong_kind};
use crate::tree::{Node, Place, Value};

/// How sure a number is. Each class has an uncertainty factor: the true value is thought to lie within the number
/// divided by it and the number times it (on the scale of odds).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NumberClass {
    /// Read in a study: factor 1.25, or that of its interval.
    Measured,
    /// An expert's estimate: factor 2.
    Estimate,
    /// A guess: factor 3.
    Guess,
}

/// A number of the knowledge base with its source.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Quantity {
    /// The number.
    pub value: f64,
    /// The id of its source, or nothing for an estimate or a guess.
    pub source: Option<String>,
    /// How sure it is.
    pub class: NumberClass,
    /// The uncertainty factor, at least 1.
    pub uncertainty: f64,
    /// What its author remarks: the figure of the source, or what was made of it.
    pub note: Option<String>,
    #[serde(skip)]
    pub(crate) place: Place,
}

/// Where the numbers of a row come from and how sure they are.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provenance {
    /// The id of their source, or nothing for estimates and guesses.
    pub source: Option<String>,
    /// How sure they are.
    pub class: NumberClass,
}

/// The scale of frequencies: P(finding | cause).
pub(crate) const FREQUENCIES: [(&str, f64); 7] = [
    ("practically_never", 0.01),
    ("rare", 0.05),
    ("occasional", 0.15),
    ("sometimes", 0.35),
    ("common", 0.60),
    ("usual", 0.80),
    ("almost_always", 0.95),
];

/// The scale of odds ratios.
pub(crate) const ODDS: [(&str, f64); 8] = [
    ("weak", 1.5),
    ("moderate", 2.5),
    ("strong", 5.0),
    ("very_strong", 10.0),
    ("weakly_lowers", 1.0 / 1.5),
    ("moderately_lowers", 1.0 / 2.5),
    ("strongly_lowers", 1.0 / 5.0),
    ("very_strongly_lowers", 1.0 / 10.0),
];

/// What a number inherits from the table around it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Basis<'a> {
    pub(crate) source: Option<&'a str>,
    pub(crate) class: Option<NumberClass>,
}

impl<'a> Basis<'a> {
    /// Reads `source` and `class` of a table; what is not there comes from `outer`.
    pub(crate) fn read(
        fields: &mut Fields<'a>,
        outer: &Basis<'a>,
        problems: &mut Problems,
    ) -> Self {
        let source = fields.borrowed_text("source", problems);
        let class = fields.word("class", &CLASSES, problems);
        let inherited = if source.is_some() { None } else { outer.class };
        Self { source: source.or(outer.source), class: class.or(inherited) }
    }

    /// Returns what the words of the files stand for; nothing where there is no source.
    pub(crate) fn provenance(&self) -> Option<Provenance> {
        let (source, natural) = match self.source? {
            "estimate" => (None, NumberClass::Estimate),
            "guess" => (None, NumberClass::Guess),
            id => (Some(id.to_owned()), NumberClass::Measured),
        };
        Some(Provenance { source, class: self.class.unwrap_or(natural) })
    }
}

pub(crate) const CLASSES: [(&str, NumberClass); 3] = [
    ("measured", NumberClass::Measured),
    ("estimate", NumberClass::Estimate),
    ("guess", NumberClass::Guess),
];

/// The range that a number of one kind must lie in, and its scale of words.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) words: &'static [(&'static str, f64)],
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// Priors, links and base rates.
pub(crate) const PROBABILITY: Scale = Scale { words: &FREQUENCIES, low: 1e-6, high: 0.999 };
/// Odds ratios and likelihood ratios.
pub(crate) const RATIO: Scale = Scale { words: &ODDS, low: 0.01, high: 100.0 };
/// Shares of levels, rows and what lies between none and all.
pub(crate) const SHARE: Scale = Scale { words: &FREQUENCIES, low: 0.0, high: 1.0 };

/// Reads a number, a word of the scale, or the long form `{ value, source, class, interval, note }`.
pub(crate) fn quantity(
    node: &Node,
    path: &str,
    scale: Scale,
    basis: &Basis<'_>,
    problems: &mut Problems,
) -> Option<Quantity> {
    let Value::Table(_) = node.value else {
        let value = plain(node, path, scale, problems)?;
        return Some(finish(value, None, basis, node.place, path, problems));
    };
    let mut fields = Fields::of(node, path, problems)?;
    let basis = Basis::read(&mut fields, basis, problems);
    let remark = fields.text("note", problems);
    let interval = fields.take("interval").map(|node| numbers(node, path, problems));
    let value = fields.need("value", problems).and_then(|node| plain(node, path, scale, problems));
    fields.finish(problems);
    let interval = interval.and_then(|bounds| interval_factor(&bounds, node, path, problems));
    let quantity = finish(value?, interval, &basis, node.place, path, problems);
    Some(Quantity { note: remark, ..quantity })
}

fn plain(node: &Node, path: &str, scale: Scale, problems: &mut Problems) -> Option<f64> {
    let value = match &node.value {
        Value::Number(value) => *value,
        Value::Text(_) => word(node, path, scale, problems)?,
        _ => {
            wrong_kind(node, path, "a number or a word of the scale", problems);
            return None;
        }
    };
    if (scale.low..=scale.high).contains(&value) {
        return Some(value);
    }
    let message = format!("{value} is outside {}..={}", scale.low, scale.high);
    problems.add(Problem::error("knowledge.range", path, message), node.place);
    None
}

fn word(node: &Node, path: &str, scale: Scale, problems: &mut Problems) -> Option<f64> {
    let found = text(node, path, problems)?;
    let value = scale.words.iter().find(|(word, _)| *word == found).map(|(_, value)| *value);
    if value.is_none() {
        let words: Vec<_> = scale.words.iter().map(|(word, _)| *word).collect();
        let message = format!("`{found}` is not on the scale: {}", words.join(", "));
        let problem = Problem::error("knowledge.word", path, message);
        problems.add(problem.advise_maybe(did_you_mean(&found, words)), node.place);
    }
    value
}

fn interval_factor(
    bounds: &[f64],
    node: &Node,
    path: &str,
    problems: &mut Problems,
) -> Option<f64> {
    match *bounds {
        [low, high] if low > 0.0 && high >= low => Some((high / low).sqrt().max(1.0)),
        _ => {
            let message = "an interval is two numbers above 0, the lower first".to_owned();
            problems.add(Problem::error("knowledge.range", path, message), node.place);
            None
        }
    }
}

fn finish(
    value: f64,
    interval: Option<f64>,
    basis: &Basis<'_>,
    place: Place,
    path: &str,
    problems: &mut Problems,
) -> Quantity {
    let provenance = basis.provenance().unwrap_or_else(|| {
        let problem = Problem::error("knowledge.source", path, "a number without a source".into())
            .advise("give `source` at the number or in the table around it: an id of sources, \"estimate\" or \"guess\"");
        problems.add(problem, place);
        Provenance { source: None, class: basis.class.unwrap_or(NumberClass::Guess) }
    });
    let Provenance { source, class } = provenance;
    let uncertainty = interval.unwrap_or(match class {
        NumberClass::Measured => 1.25,
        NumberClass::Estimate => 2.0,
        NumberClass::Guess => 3.0,
    });
    Quantity { value, source, class, uncertainty, note: None, place }
}

/// Reads a number that stands for itself, such as a cut or a setting.
pub(crate) fn setting(
    fields: &mut Fields<'_>,
    key: &'static str,
    default: f64,
    problems: &mut Problems,
) -> f64 {
    let path = fields.sub(key);
    fields.take(key).and_then(|node| number(node, &path, problems)).unwrap_or(default)
}
