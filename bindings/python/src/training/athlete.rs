//! What the runner says of themselves.

use pyo3::prelude::*;

use crate::errors;

/// A profile; the class that users see is made of it in Python.
#[pyclass(module = "heavylegs._core", frozen)]
pub(crate) struct Athlete {
    pub(super) athlete: heavylegs_training::Athlete,
    text: String,
}

#[pymethods]
impl Athlete {
    /// Reads TOML. `file` is what errors call it; without `has_lines` nobody wrote its lines, and errors don't name them.
    #[staticmethod]
    fn from_toml(
        py: Python<'_>,
        text: &[u8],
        file: Option<&str>,
        has_lines: bool,
    ) -> PyResult<Self> {
        let text = std::str::from_utf8(text)
            .map_err(|error| errors::athlete_encoding(py, error.valid_up_to(), file))?;
        let athlete = heavylegs_training::Athlete::from_toml(text)
            .map_err(|error| errors::athlete(py, &error, file, has_lines))?;
        Ok(Self { athlete, text: text.to_owned() })
    }

    /// The text it was read from.
    #[getter]
    fn text(&self) -> &str {
        &self.text
    }

    /// Whether both say the same, however they are written.
    #[pyo3(signature = (other, /))]
    fn equals(&self, other: &Self) -> bool {
        self.athlete == other.athlete
    }
}
