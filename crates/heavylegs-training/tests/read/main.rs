//! The readers, on files made here and on files of real watches.
#![cfg(feature = "fit")]
#![expect(clippy::unwrap_used, reason = "a test that can't go on shall stop")]

mod folders;
mod made;
mod made_files;
mod real_files;
