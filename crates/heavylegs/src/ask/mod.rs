//! What to ask next: red flags first, then whatever tells most.

mod candidate;
mod context;
mod forecast;
mod next;
mod options;
mod picture;
mod rank;
mod reason;
mod safety;
mod screen;
#[cfg(test)]
mod tests;
mod types;
mod value;
mod ways;

pub(crate) use next::screens;
pub use options::QuestionOptions;
pub use types::{
    Choice, NextQuestions, NumberQuestion, Openness, PictureAnswer, PictureChange, Purpose,
    QuestionItem, QuestionScreen, ScreenKind, StopAdvice, StopReason,
};
