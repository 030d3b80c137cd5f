//! The report a runner can read.

use heavylegs::Assessment;

// A stand-in until `Assessment` has its `Display`: then `assessment.to_string()`.
pub(crate) fn text(assessment: &Assessment) -> String {
    assessment.to_json()
}
