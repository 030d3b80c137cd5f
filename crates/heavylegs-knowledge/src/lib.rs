//! The built-in knowledge base of heavylegs, as data.
//!
//! `data/**.toml` is authored (see `docs/knowledge.md`); `knowledge.json` is compiled from it by `cargo xtask knowledge`, with
//! sorted keys and without test cases. Its SHA-256 is the content hash that every assessment carries. The numbers are
//! experts' estimates unless their source says otherwise: see `sources` in the document.

/// The canonical knowledge base.
pub const KNOWLEDGE_JSON: &str = include_str!("../knowledge.json");

#[expect(clippy::doc_markdown, reason = "the titles are written for runners")]
pub mod ids;
