//! What goes through, and what comes out.

use std::collections::BTreeMap;

/// How a number for each cause is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// A column for each cause.
    Wide,
    /// One column of lists, in the order of [`Engine::scored_causes`](heavylegs::Engine::scored_causes).
    List,
}

/// What goes through, and what comes out. Unless said otherwise: urgency, coverage, the three most probable causes.
///
/// # Examples
///
/// ```
/// use heavylegs_arrow::{FrameOptions, Layout};
///
/// let options = FrameOptions::default()
///     .keep(["athlete", "date"])
///     .posteriors(Some(Layout::Wide))
///     .top_causes(0)
///     .recommendations(3)
///     .unit("ferritin", "ng/mL");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameOptions {
    pub(crate) keep: Vec<String>,
    pub(crate) units: BTreeMap<String, String>,
    pub(crate) posteriors: Option<Layout>,
    pub(crate) bayes_factors: Option<Layout>,
    pub(crate) top_causes: usize,
    pub(crate) top_families: usize,
    pub(crate) recommendations: usize,
    pub(crate) urgency: bool,
    pub(crate) coverage: bool,
    pub(crate) strict: bool,
    pub(crate) threads: usize,
}

impl Default for FrameOptions {
    fn default() -> Self {
        Self {
            keep: Vec::new(),
            units: BTreeMap::new(),
            posteriors: None,
            bayes_factors: None,
            top_causes: 3,
            top_families: 0,
            recommendations: 0,
            urgency: true,
            coverage: true,
            strict: false,
            threads: 0,
        }
    }
}

impl FrameOptions {
    /// Columns that go through as they are, such as athlete and date, and stand first in the result. Every other column has to be an
    /// observation.
    #[must_use]
    pub fn keep<I: Into<String>>(mut self, columns: impl IntoIterator<Item = I>) -> Self {
        self.keep = columns.into_iter().map(Into::into).collect();
        self
    }

    /// Says that the numbers of an observation are in another of its units.
    #[must_use]
    pub fn unit(mut self, observation: &str, unit: &str) -> Self {
        self.units.insert(observation.to_owned(), unit.to_owned());
        self
    }

    /// The posterior probability of every scored cause: columns `p_…`, or the list `posteriors`.
    #[must_use]
    pub fn posteriors(self, layout: Option<Layout>) -> Self {
        Self { posteriors: layout, ..self }
    }

    /// By how much the odds of every scored cause moved from what the context alone gives: columns `bf_…`, or the list
    /// `bayes_factors`.
    #[must_use]
    pub fn bayes_factors(self, layout: Option<Layout>) -> Self {
        Self { bayes_factors: layout, ..self }
    }

    /// The most probable causes, at most so many: the list `causes` of structs `cause`, `probability`.
    #[must_use]
    pub fn top_causes(self, most: usize) -> Self {
        Self { top_causes: most, ..self }
    }

    /// The leading cause of each family, at most so many: the list `families` of structs `family`, `cause`, `probability`.
    #[must_use]
    pub fn top_families(self, most: usize) -> Self {
        Self { top_families: most, ..self }
    }

    /// The most useful recommendations, at most so many: the list `recommendations` of structs `recommendation`, `score`.
    #[must_use]
    pub fn recommendations(self, most: usize) -> Self {
        Self { recommendations: most, ..self }
    }

    /// How urgent it is: the columns `urgency`, `activity`, `red_flags` and `outside_scope`. On unless said otherwise.
    #[must_use]
    pub fn urgency(self, wanted: bool) -> Self {
        Self { urgency: wanted, ..self }
    }

    /// How much is known: the columns `coverage` and `names_a_leader`. On unless said otherwise.
    #[must_use]
    pub fn coverage(self, wanted: bool) -> Self {
        Self { coverage: wanted, ..self }
    }

    /// Makes the first bad value an error, instead of a text in its row.
    #[must_use]
    pub fn strict(self, strict: bool) -> Self {
        Self { strict, ..self }
    }

    /// On so many threads; 0, unless said otherwise: as many as the machine has.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }
}
