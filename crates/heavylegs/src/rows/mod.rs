//! Rows of a table: many runners, each with what is known in the same columns.
//!
//! It is the assessment without its words: what a platform needs that scores everyone every night. The columns are looked up once; for each
//! row there is no id to look up and, once the buffers are warm, nothing to allocate. The numbers are those of
//! [`Engine::assess`](crate::Engine::assess), bit for bit. The crate `heavylegs-arrow` reads Arrow tables with it.
//!
//! # Examples
//!
//! ```
//! use heavylegs::rows::{Column, Scorer};
//! use heavylegs::{Engine, Urgency};
//!
//! let engine = Engine::builtin();
//! let ferritin = Column::new(&engine, "ferritin")?;
//! let sitting = Column::new(&engine, "sitting_hours_today")?;
//! let swollen = Column::new(&engine, "one_leg_swollen")?;
//!
//! let mut scorer = Scorer::new(&engine);
//! let scored = scorer.score(&[ferritin.number(14.0)?, sitting.number(3.0)?, swollen.yes_no(false)?]);
//! let low_iron = engine.scored_causes().position(|id| id == "iron_deficiency").unwrap();
//! assert!(scored.probabilities()[low_iron] > 0.3);
//! assert_eq!(scored.floor().0, Urgency::SelfCare);
//! # Ok::<(), heavylegs::rows::CellProblem>(())
//! ```

mod advice;
mod column;
mod scored;
mod scorer;
#[cfg(test)]
mod tests;

pub use column::{Cell, CellProblem, Column};
pub use scored::Scored;
pub use scorer::Scorer;
