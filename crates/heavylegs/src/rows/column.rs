//! From the value of a cell to an answer.

use std::error::Error;
use std::fmt;

use crate::engine::Engine;
use crate::evidence::{
    Answer, Given, Item, Origin, levels_named, numbered, read_given, unknown_id,
};
use crate::knowledge::{Observation, Role};
use crate::network::ObservationIndex;
use crate::problem::Problem;

/// A column of a table: an observation of a knowledge base, looked up once.
#[derive(Debug, Clone)]
pub struct Column {
    at: ObservationIndex,
    observation: Observation,
    unit: Option<String>,
}

/// What one cell says: an answer, or nothing where it leaves the observation unknown.
///
/// It belongs to the knowledge base of its [`Column`]; scored with another one it means something else or nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cell {
    pub(super) item: Option<Item>,
}

/// What is wrong with a column or a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem(Box<Problem>);

impl CellProblem {
    /// Returns the problem; its path is the id of the column.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0
    }
}

impl fmt::Display for CellProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for CellProblem {}

impl From<Box<Problem>> for CellProblem {
    fn from(problem: Box<Problem>) -> Self {
        Self(problem)
    }
}

impl Cell {
    /// Returns a cell that leaves its observation unknown.
    #[must_use]
    pub fn unknown() -> Self {
        Self::default()
    }

    /// Returns whether it leaves its observation unknown.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.item.is_none()
    }
}

impl Column {
    /// Looks up an observation by its id.
    ///
    /// # Errors
    ///
    /// `evidence.unknown_id`, with a suggestion, for an id that is no observation.
    pub fn new(engine: &Engine, id: &str) -> Result<Self, CellProblem> {
        let observations = &engine.knowledge().observations;
        let found = observations.binary_search_by(|observation| observation.id.as_str().cmp(id));
        let found = found.ok().and_then(|at| Some((at, observations.get(at)?.clone())));
        match found.and_then(|(at, it)| Some((ObservationIndex::try_from(at).ok()?, it))) {
            Some((at, observation)) => Ok(Self { at, observation, unit: None }),
            None => Err(Box::new(unknown_id(id, id.to_owned(), engine.knowledge(), true)).into()),
        }
    }

    /// The same column with its numbers in another unit of the observation, such as `ng/mL`.
    ///
    /// # Errors
    ///
    /// `evidence.unit` for a unit that the observation does not have, `evidence.kind` if it is no number.
    pub fn in_unit(mut self, unit: &str) -> Result<Self, CellProblem> {
        let given = Given::Number { value: 1.0, unit: Some(unit.to_owned()) };
        match self.read(&given) {
            // What is out of range was read in a unit that is known.
            Err(problem) if problem.problem().code() != "evidence.range" => Err(problem),
            _ => {
                self.unit = Some(unit.to_owned());
                Ok(self)
            }
        }
    }

    /// Returns the id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.observation.id
    }

    /// Returns the observation that the cells of the column are about.
    #[must_use]
    pub fn observation(&self) -> &Observation {
        &self.observation
    }

    /// Returns whether a cell is answered by yes or no.
    #[must_use]
    pub fn is_yes_no(&self) -> bool {
        self.observation.levels().is_none_or(crate::knowledge::Levels::is_yes_no)
    }

    /// Returns the cell of a yes or a no.
    ///
    /// # Errors
    ///
    /// `evidence.unknown_level` where the observation is not answered by yes or no.
    pub fn yes_no(&self, yes: bool) -> Result<Cell, CellProblem> {
        self.read(if yes { &Given::Present } else { &Given::Absent })
    }

    /// Returns the cell of a number in the unit of the column. Where the answer is yes or no, 1 is yes and 0 is no: so
    /// tables write them that have no type for it.
    ///
    /// # Errors
    ///
    /// `evidence.not_finite`, `evidence.range` for an implausible number, `evidence.kind` where the answer is no number.
    #[expect(clippy::float_cmp, reason = "only these two numbers mean yes and no")]
    pub fn number(&self, number: f64) -> Result<Cell, CellProblem> {
        if self.is_yes_no() && (number == 0.0 || number == 1.0) {
            return self.yes_no(number == 1.0);
        }
        let Some(levels) = self.observation.levels() else {
            return self.read(&Given::Number { value: number, unit: None });
        };
        let unit = self.unit.as_deref();
        Ok(self.cell(Some(numbered(number, unit, &self.observation, levels, self.id())?)))
    }

    /// Returns the cell of a level's name, or of the words `present`, `absent` and `unknown`.
    ///
    /// # Errors
    ///
    /// `evidence.unknown_level` with the levels there are and a suggestion; `evidence.kind` for a symptom.
    pub fn level(&self, name: &str) -> Result<Cell, CellProblem> {
        let levels = match (name, self.observation.levels()) {
            ("unknown", _) => return Ok(Cell::unknown()),
            ("present", _) => return self.yes_no(true),
            ("absent", _) => return self.yes_no(false),
            (_, Some(levels)) => levels,
            (_, None) => return self.read(&Given::Levels(vec![name.to_owned()])),
        };
        Ok(self.cell(levels_named(&[name], &self.observation, levels, self.id())?))
    }

    /// Returns the cell of what a sensor says of a symptom: P(reading | symptom) and P(reading | no symptom).
    ///
    /// # Errors
    ///
    /// `evidence.likelihood` unless both are finite, at least 0 and not both 0; `evidence.kind` for what is no symptom.
    pub fn likelihood(&self, if_present: f64, if_absent: f64) -> Result<Cell, CellProblem> {
        self.read(&Given::Likelihood(if_present, if_absent))
    }

    fn read(&self, given: &Given) -> Result<Cell, CellProblem> {
        Ok(self.cell(read_given(given, &self.observation, self.id())?))
    }

    fn cell(&self, answer: Option<Answer>) -> Cell {
        let observation = self.at;
        let item = |answer| Item { observation, answer, origin: Origin::Answer, days_ago: None };
        Cell { item: answer.map(item) }
    }

    /// Where its observation stands among all: cells in this order need no sorting.
    #[must_use]
    pub fn position(&self) -> usize {
        usize::from(self.at)
    }

    /// Whether it is a symptom: only that takes a likelihood.
    #[must_use]
    pub fn is_symptom(&self) -> bool {
        matches!(self.observation.role, Role::Symptom(_))
    }
}
