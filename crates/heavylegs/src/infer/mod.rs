//! Exact posteriors of all causes (model.md, sections 2 to 4).

mod cursor;
pub(crate) mod lanes;
pub(crate) mod odds;
pub(crate) mod plan;
pub(crate) mod query;
mod ratios;
mod rows;
mod runs;
pub(crate) mod scale;
pub(crate) mod sweep;
mod table;
mod workspace;

#[cfg(test)]
mod enumerate;

pub use workspace::{Work, Workspace};
