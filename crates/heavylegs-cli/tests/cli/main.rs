//! The command as a user runs it.

mod bad_input;
mod good_input;
#[cfg(test)]
mod interview;
#[cfg(test)]
mod review;
#[cfg(test)]
mod simulate;
#[cfg(test)]
mod support;
#[cfg(test)]
#[cfg(unix)]
mod terminal;
