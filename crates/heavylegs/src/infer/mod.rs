//! Exact posteriors of all causes (model.md, sections 2 to 4).

pub(crate) mod lanes;
pub(crate) mod odds;
pub(crate) mod plan;
pub(crate) mod query;
mod rows;
pub(crate) mod scale;
pub(crate) mod sweep;
mod workspace;

#[cfg(test)]
mod enumerate;

pub use workspace::{Work, Workspace};
