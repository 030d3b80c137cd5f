//! From files to activities and wellness days, whatever the format.

pub(crate) mod table;

use crate::activity::Activity;
use crate::diagnostic::Diagnostic;
use crate::wellness::WellnessDay;

/// What was read from a file or a folder: everything that could be, and what could not.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Reading {
    /// The activities, in the order of the files.
    pub activities: Vec<Activity>,
    /// The days of wellness logs, in the order of the files; a day can stand in several.
    pub days: Vec<WellnessDay>,
    /// What was put right, left out or lost, and where.
    pub diagnostics: Vec<Diagnostic>,
}
