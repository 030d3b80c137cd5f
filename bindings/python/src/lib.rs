//! The Python package `heavylegs`, the part that is Rust: mappings in, JSON out. The types that users see are made of the
//! JSON in Python; everything else is the core's.

mod engine;
mod errors;
mod evidence;
mod frames;
mod interrupt;
mod knowledge;
mod scalars;
mod simulator;
mod text;
mod training;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _core {
    #[pymodule_export]
    use super::engine::Engine;
    #[pymodule_export]
    use super::evidence::{read_evidence, read_evidence_json};
    #[pymodule_export]
    use super::frames::{assess_frame, frame_schema};
    #[pymodule_export]
    use super::knowledge::KnowledgeBase;
    #[pymodule_export]
    use super::simulator::Simulator;
    #[pymodule_export]
    use super::text::{dump, render};
    #[pymodule_export]
    use super::training::{Athlete, Reading, read_training, review_training};

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name Python gives it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
