//! Reading what the user names: never more than the limit, and never without saying where.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use heavylegs::{Engine, MAX_REQUEST_BYTES, Request};

use crate::failure::Failure;
use crate::folder::read_folder;

/// Reads a request from a file, or from standard input.
pub(crate) fn request(path: &Path) -> Result<(String, Request), Failure> {
    let name = name(path);
    let text = text(path).map_err(Failure::one)?;
    let request =
        heavylegs::read_request(&text).map_err(|error| Failure::evidence(&name, &error))?;
    Ok((name, request))
}

/// Returns what messages call a file.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads a text of at most [`MAX_REQUEST_BYTES`].
pub(crate) fn text(path: &Path) -> Result<String, String> {
    let name = name(path);
    let bytes = if is_stdin(path) { limited(io::stdin().lock()) } else { file(path) };
    let bytes = bytes.map_err(|error| unreadable(&name, &error))?;
    if bytes.len() > MAX_REQUEST_BYTES {
        return Err(format!(
            "{name}: larger than {MAX_REQUEST_BYTES} bytes (8 MiB) [file.too_large]\n  help: one file holds the \
             answers of one runner at one moment"
        ));
    }
    // Some editors put a byte order mark before the text.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF".as_slice()).unwrap_or(&bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let at = error.valid_up_to();
            let line = 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
            Err(format!(
                "{name}:{line}: not UTF-8 at byte {at} [file.not_utf8]\n  help: save the file as UTF-8"
            ))
        }
    }
}

fn file(path: &Path) -> io::Result<Vec<u8>> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    limited(File::open(path)?)
}

/// Reads one byte more than allowed, which is enough to see that there is more.
fn limited(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_REQUEST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(crate) fn unreadable(name: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("{name}: no such file or folder [file.not_found]"),
        io::ErrorKind::IsADirectory => format!(
            "{name}: a directory, not a file [file.directory]\n  help: give a file, or - for standard input"
        ),
        io::ErrorKind::NotADirectory => format!("{name}: not a directory [file.not_a_directory]"),
        io::ErrorKind::PermissionDenied => format!("{name}: may not be read [file.not_allowed]"),
        _ => format!("{name}: can't be read: {error} [file.unreadable]"),
    }
}

/// Returns the engine of a folder, or the built-in one.
pub(crate) fn engine(folder: Option<&Path>) -> Result<Engine, Failure> {
    let Some(folder) = folder else { return Ok(Engine::builtin()) };
    let folder = read_folder(folder).map_err(Failure::Input)?;
    let knowledge = folder.builder().build().map_err(|error| Failure::knowledge(&error))?;
    Ok(Engine::new(knowledge))
}
