//! How well does the knowledge base answer real cases?
//!
//! `cargo xtask evaluate` reads cases, a blind mapping of their facts to observations and a table of group labels, and prints shares
//! with intervals beside two baselines. What is measured and why is in `docs/evaluation.md`.

mod baseline;
mod cases;
mod command;
mod groups;
mod interview;
mod lagged;
mod mapping;
mod measures;
mod outcome;
mod report;
mod statistics;
mod template;
mod triage;
mod vocabulary;

pub use baseline::{Constant, best_constant, naive_bayes};
pub use cases::{Case, Fact, Questions, Reference, Stage, read_cases, read_questions};
pub use command::{Arguments, Done, run};
pub use groups::{Groups, Target};
pub use interview::{Played, Silent, play, table};
pub use lagged::{Lagged, lagged, lagged_table};
pub use mapping::{MappedCase, read_mapping};
pub use measures::{Comparison, Coverage, Measures, compare, coverage, measure};
pub use outcome::{Outcome, assess, rank_of};
pub use report::{Report, Results, Slice, evaluate};
pub use statistics::{Mean, Paired, Share, bootstrap_mean};
pub use template::template;
pub use triage::{TriageMeasures, urgency_named, urgency_word};
pub use vocabulary::vocabulary;
