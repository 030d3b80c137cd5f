//! Why do a runner's legs feel heavy, and what should they do?
//!
//! ```
//! use heavylegs::{Engine, Evidence};
//!
//! let engine = Engine::builtin();
//! let evidence = Evidence::new()
//!     .level("course_in_run", "heavy_then_clears")
//!     .number("sitting_hours_today", 9.0)
//!     .level("side", "both_alike")
//!     .absent("one_leg_swollen");
//! let assessment = engine.assess(&evidence)?;
//! let leader = assessment.causes().next().unwrap();
//! assert_eq!(leader.id(), "prolonged_sitting");
//! assert!(leader.probability() > 0.4);
//! # Ok::<(), heavylegs::EvidenceError>(())
//! ```
//!
//! # The nouns
//!
//! - A [`KnowledgeBase`] holds [`Cause`]s, [`Observation`]s (symptoms, factors, descriptors, measurements, context), [`Recommendation`]s and
//!   [`RedFlag`]s. It is data with a version and a hash of its own. [`KnowledgeBase::builder`] adds an app's own entries.
//! - An [`Engine`] is a knowledge base compiled for inference: immutable, `Send + Sync`, cheap to clone.
//! - [`Evidence`] is what is known about one runner at one moment. What is not given is *unknown*, neither absent nor zero.
//! - An [`Assessment`] is the answer: urgency first, then possible contributors with their reasons and ranges, what to do, and how much is known. Its
//!   `Display` is a report a runner can read.
//!
//! Checking evidence ([`Engine::compile`]) is the only step that can fail, and it reports every [`Problem`] at once.
//! [`Engine::posteriors_into`] is inference alone, for hot paths. [`Engine::assess_json`] is the same contract for every language.
//!
//! # Features
//!
//! - `builtin` (default): the built-in knowledge base, [`Engine::builtin`] and the constants of its ids in [`ids`].
//!
//! # What it does not do
//!
//! No I/O, no clock, no randomness (but what [`simulate`] draws from a seed), no logging, no network. It gives general information, not a diagnosis. The model is explained in
//! `docs/model.md` of the repository, the format of the knowledge in `docs/knowledge.md`.

mod ask;
mod assess;
mod cases;
mod compare;
mod engine;
mod evidence;
mod export;
mod infer;
mod knowledge;
mod network;
mod problem;
mod report;
mod request;
pub mod rows;
pub mod simulate;
mod tree;
mod validate;
mod words;

pub use ask::*;
pub use assess::*;
pub use compare::{
    AdviceState, AnswerChange, CauseChange, Change, Difference, FamilyChange, FollowUp, NextStep,
    Tried, TriedOutcome, TriedResult, WhatIf,
};
pub use engine::{CompiledEvidence, Engine};
pub use evidence::{Evidence, Finding, Origin};
#[cfg(feature = "builtin")]
pub use heavylegs_knowledge::ids;
pub use infer::Workspace;
pub use knowledge::*;
pub use problem::{EvidenceError, KnowledgeError, Problem, ReadError, Severity, problem_codes};
pub use report::{
    KnowledgePage, NamedFamily, assessment_schema, follow_up_request_schema, follow_up_schema,
    questions_request_schema, questions_schema, request_schema, schemas, what_if_request_schema,
    what_if_schema,
};
pub use request::{
    Draft, MAX_REQUEST_BYTES, Request, read as read_request, read_evidence, too_large,
};
