//! `heavylegs knowledge`.

mod check;
mod list;
mod page;
mod show;
mod simulate;

use std::path::Path;

pub(crate) use check::check;
pub(crate) use show::show;
pub(crate) use simulate::simulate;

use crate::args::{ExportArgs, NetworkFormat};
use crate::failure::Failure;
use crate::input;
use crate::output::Answer;

pub(crate) fn export(args: &ExportArgs) -> Result<Answer, Failure> {
    let engine = input::engine(args.knowledge.folder())?;
    let (name, evidence) = match &args.evidence {
        Some(path) => input::request(path).map(|(name, request)| (name, request.evidence))?,
        None => (String::new(), heavylegs::Evidence::new()),
    };
    let compiled = engine.compile(&evidence).map_err(|error| Failure::evidence(&name, &error))?;
    Ok(Answer::Exact(match args.format {
        NetworkFormat::Json => engine.network_json(&compiled),
        NetworkFormat::Bif => engine.network_bif(&compiled),
    }))
}

/// Reads the knowledge of a folder, or takes the built-in one.
fn knowledge(folder: Option<&Path>) -> Result<heavylegs::KnowledgeBase, Failure> {
    input::engine(folder).map(|engine| engine.knowledge().clone())
}
