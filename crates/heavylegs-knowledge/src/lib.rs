//! The built-in knowledge base of heavylegs, as data.
//!
//! `data/**.toml` is authored (see `docs/knowledge.md`); `knowledge.json` and `texts.<language>.json` are compiled from it by `cargo
//! xtask knowledge`, with sorted keys and without test cases. The numbers are experts' estimates unless their source says otherwise:
//! see `sources` in the document.

/// The canonical knowledge base, without texts.
pub const KNOWLEDGE_JSON: &str = include_str!("../knowledge.json");

pub use files::{HASH, TEXTS_JSON};

mod files;
#[expect(clippy::doc_markdown, reason = "the titles are written for runners")]
pub mod ids;
