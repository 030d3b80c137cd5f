//! Why do a runner's legs feel heavy, and what should they do?

mod assess;
mod cases;
mod engine;
mod evidence;
mod infer;
mod knowledge;
mod network;
mod problem;
mod request;
mod tree;
mod validate {
    pub(crate) fn validate(_: &crate::KnowledgeBase, _: &mut crate::tree::fields::Problems) {}
}

pub use assess::*;
pub use engine::{CompiledEvidence, Engine};
pub use evidence::{Evidence, Finding, Origin};
#[cfg(feature = "builtin")]
pub use heavylegs_knowledge::ids;
pub use infer::Workspace;
pub use knowledge::*;
pub use problem::{EvidenceError, KnowledgeError, Problem, Severity};
pub use request::{
    MAX_REQUEST_BYTES, Request, read as read_request, read_evidence, read_request_from, too_large,
};
