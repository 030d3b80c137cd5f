//! A value, or why there is none.

use serde::Serialize;

use super::Reason;

/// A value that can be trusted, or the reason why there is none. It is never a guess and never a zero in place of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[must_use]
pub enum Measured<T> {
    /// The value.
    Known(T),
    /// Why there is none.
    Unknown(Reason),
}

impl<T> Measured<T> {
    /// Returns the value, where it is known.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// Returns why there is no value, where there is none.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Self::Known(_) => None,
            Self::Unknown(reason) => Some(*reason),
        }
    }

    /// Returns whether there is a value.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Known(_))
    }

    /// Returns what becomes of the value; a reason stays.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Measured<U> {
        self.into_result().map(change).into()
    }

    /// Returns the value as `Ok` and the reason as `Err`, for `?`.
    ///
    /// # Errors
    ///
    /// The [`Reason`] why there is no value.
    pub fn into_result(self) -> Result<T, Reason> {
        match self {
            Self::Known(value) => Ok(value),
            Self::Unknown(reason) => Err(reason),
        }
    }
}

impl<T> From<Result<T, Reason>> for Measured<T> {
    fn from(result: Result<T, Reason>) -> Self {
        result.map_or_else(Self::Unknown, Self::Known)
    }
}
