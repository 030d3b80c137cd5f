//! tmp
#![allow(dead_code, missing_docs, unused, clippy::allow_attributes, clippy::allow_attributes_without_reason)]
mod problem; mod tree; mod knowledge; mod network; mod evidence; mod infer;
mod validate;
pub use problem::*; pub use knowledge::*; pub use evidence::{Evidence, Finding, Origin}; pub use infer::Workspace;
