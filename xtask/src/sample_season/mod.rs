//! A season of a runner who never was, with known reasons for heavy legs hidden in it.
//!
//! Simulated by rules of its own, which know nothing of the knowledge base: what is found in the files must be found by its traces.

mod causes;
mod course;
mod fit;
mod hours;
mod plan;
mod random;
mod run;
mod runner;
mod season;
mod tcx;
#[cfg(test)]
mod tests;
mod wellness;

pub(crate) use hours::{ATHLETE, hours};

use std::path::Path;
use std::process::ExitCode;

/// Writes the files of the season into a folder, which must not hold anything else.
pub(crate) fn write(folder: &Path) -> ExitCode {
    let files = season::files();
    let result = std::fs::create_dir_all(folder).and_then(|()| {
        files.iter().try_for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes))
    });
    let bytes: usize = files.values().map(Vec::len).sum();
    match result {
        Ok(()) => {
            println!("{} files, {} kB, in {}", files.len(), bytes / 1000, folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("can't write into {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}
