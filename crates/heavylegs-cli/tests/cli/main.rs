//! The command as a user runs it.

mod bad_input;
mod good_input;
#[cfg(test)]
mod simulate;
#[cfg(test)]
mod support;
