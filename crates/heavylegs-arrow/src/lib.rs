//! Assesses Arrow record batches: a million athlete-days at a time, with the answers of [`heavylegs`], bit for bit.
//!
//! Each column is named by the id of an observation; null is unknown. A [`FrameScorer`] looks the columns up once, then turns
//! batches of answers into batches of results, on as many threads as there are: at any number of threads the same bits.
//!
//! ```
//! use std::sync::Arc;
//!
//! use arrow_array::{ArrayRef, BooleanArray, Float64Array, RecordBatch, StringArray};
//! use heavylegs::Engine;
//! use heavylegs_arrow::{FrameOptions, FrameScorer};
//!
//! let batch = RecordBatch::try_from_iter([
//!     ("athlete", Arc::new(StringArray::from(vec!["ada", "ben"])) as ArrayRef),
//!     ("ferritin", Arc::new(Float64Array::from(vec![Some(14.0), None]))),
//!     ("sitting_hours_today", Arc::new(Float64Array::from(vec![3.0, 9.0]))),
//!     ("course_in_run", Arc::new(StringArray::from(vec![None, Some("heavy_then_clears")]))),
//!     ("one_leg_swollen", Arc::new(BooleanArray::from(vec![false, false]))),
//! ])?;
//! let options = FrameOptions::default().keep(["athlete"]).top_causes(2);
//! let scorer = FrameScorer::new(&Engine::builtin(), &batch.schema(), &options)?;
//! let results = scorer.score(&[batch])?;
//! let columns: Vec<&str> =
//!     results[0].schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
//! assert_eq!(columns[..4], ["athlete", "urgency", "activity", "red_flags"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a cell can be
//!
//! | observation | cell |
//! |---|---|
//! | symptom, yes/no factor | Boolean; a number column with 0 and 1; the words `present`, `absent`, `unknown`; for a symptom also a struct of two numbers, P(reading \| symptom) and P(reading \| no symptom) |
//! | number (factor, measurement, context) | any integer, float or decimal in its own unit or one named by [`FrameOptions::unit`]; the name of a level |
//! | levels | the name of a level: `Utf8`, `LargeUtf8`, `Utf8View`, or a dictionary of them |
//!
//! A cell holds what is true of that row's moment: how old an answer is does not show in a table.
//!
//! # What is wrong
//!
//! Columns that don't fit are an [`EvidenceError`](heavylegs::EvidenceError) that names them all: `frame.unknown_column`, `frame.type`, `frame.twice`,
//! `frame.no_column`, `frame.name_taken`. A bad value stops nothing: its row gets a text in the column `error`, no scores, and the urgency that
//! the red flags among its other cells ask for. With [`FrameOptions::strict`] the first one is an error, `frame.value`.

mod ahead;
mod chunk;
mod cut;
mod frame;
mod input;
mod options;
mod output;
mod stream;
mod threads;

pub use frame::FrameScorer;
pub use options::{FrameOptions, Layout};
pub use stream::Frames;
