//! Keeping the answers: a file is there whole, or as it was before.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use heavylegs::Evidence;
use serde::Serialize;

#[derive(Serialize)]
struct Request<'a> {
    schema: u32,
    evidence: &'a Evidence,
}

/// Returns evidence as a request that `heavylegs assess` reads too, in the order in which it was given.
pub(super) fn request(evidence: &Evidence) -> Result<String, String> {
    let request = serde_json::to_string_pretty(&Request { schema: 1, evidence });
    request
        .map(|text| text + "\n")
        .map_err(|error| format!("the answers can't be written: {error} [file.not_saved]"))
}

/// Writes evidence beside the file, then puts it in its place: whoever stops this at any moment finds no half of it.
pub(super) fn save(path: &Path, evidence: &Evidence) -> Result<(), String> {
    let text = request(evidence)?;
    let beside = beside(path);
    let written = write(&beside, text.as_bytes()).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // Nothing may be left of an attempt; if even that fails, the message still tells.
        let _ = fs::remove_file(&beside);
        not_saved(path, &error)
    })
}

/// Whether answers could be kept there: better known before the first question than after the last.
pub(super) fn check(path: &Path) -> Result<(), String> {
    if path.is_dir() {
        return Err(not_saved(path, &io::ErrorKind::IsADirectory.into()));
    }
    let beside = beside(path);
    let tried = write(&beside, b"").and_then(|()| fs::remove_file(&beside));
    tried.map_err(|error| not_saved(path, &error))
}

fn not_saved(path: &Path, error: &io::Error) -> String {
    let name = path.display();
    format!(
        "{name}: can't be saved: {error} [file.not_saved]\n  help: name a file in a folder that exists and may be written to"
    )
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = options().open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Answers about health are for the runner's eyes.
#[cfg(unix)]
fn options() -> fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.write(true).create(true).truncate(true).mode(0o600);
    options
}

#[cfg(not(unix))]
fn options() -> fs::OpenOptions {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    options
}

/// In the same folder, so that the rename is one step.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use heavylegs::Finding;

    #[test]
    fn what_is_saved_is_read_back() {
        let evidence = Evidence::new()
            .present("tired_all_day")
            .number("sitting_hours_today", 7.25)
            .level("side", "both_alike")
            .with("ferritin", Finding::number_in(14.0, "ng/mL"))
            .with("hair_loss", Finding::unknown());
        let text = request(&evidence).unwrap();
        let back = heavylegs::read_request(&text).unwrap().evidence;
        assert!(evidence.iter().eq(back.iter()), "{text}");
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = std::env::temp_dir().join(format!("heavylegs-save-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("me.json");
        save(&path, &Evidence::new().present("tired_all_day")).unwrap();
        save(&path, &Evidence::new()).unwrap();
        assert!(!fs::read_to_string(&path).unwrap().contains("tired_all_day"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert!(save(&folder.join("nowhere/me.json"), &Evidence::new()).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
