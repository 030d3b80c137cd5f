//! Many files and whole folders, on several threads.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::door::read_counted;
use super::meter::Meter;
use super::table::TableOptions;
use super::{Reading, limits};
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// How far [`read_paths`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Files read.
    pub files: usize,
    /// Files there are to read.
    pub of: usize,
    /// Bytes read, as they lie on the disk.
    pub bytes: u64,
}

/// How files and folders are read.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// How many files are read at a time, 0 for as many as there are processors. The result does not depend on it.
    pub threads: usize,
    /// What the runner knows and a table does not say.
    pub tables: TableOptions,
}

impl ReadOptions {
    /// Reads so many files at a time.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// Reads tables with this knowledge.
    #[must_use]
    pub fn tables(self, tables: TableOptions) -> Self {
        Self { tables, ..self }
    }
}

/// Reads files and folders, folders with all that lies below them.
///
/// Files come in the order given, those of a folder sorted by name; hidden files (a dot before the name), files that are no recordings or
/// tables by their names, and links to folders are passed over. Each is read on its own: one that can't be opened or read is said in [`Reading::diagnostics`] and the others are read all the same.
pub fn read_paths<P: AsRef<Path>>(
    paths: &[P],
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress),
) -> Reading {
    read_paths_while(paths, options, &mut |now| {
        progress(now);
        true
    })
}

/// Reads like [`read_paths`] as long as `go_on` says so, which is asked after each file. What was read until then is returned.
///
/// For programs whose users may cancel: no further file is begun, and those that were begun are read to their end.
pub fn read_paths_while<P: AsRef<Path>>(
    paths: &[P],
    options: &ReadOptions,
    go_on: &mut dyn FnMut(Progress) -> bool,
) -> Reading {
    let mut found = Vec::new();
    for path in paths {
        find(path.as_ref(), &mut found);
    }
    let mut readings: Vec<Option<Reading>> = Vec::new();
    readings.resize_with(found.len(), || None);
    let mut now = Progress { files: 0, of: found.len(), bytes: 0 };
    each(&found, options, &mut |at, reading, bytes| {
        (now.files, now.bytes) = (now.files + 1, now.bytes + bytes);
        if let Some(slot) = readings.get_mut(at) {
            *slot = Some(reading);
        }
        go_on(now)
    });
    let mut all = Reading::default();
    for reading in readings.into_iter().flatten() {
        all.activities.extend(reading.activities);
        all.days.extend(reading.days);
        all.diagnostics.extend(reading.diagnostics);
    }
    all
}

/// A file to read, or why a path is none.
type Found = Result<PathBuf, Diagnostic>;

/// Finds the files of a path the caller named.
fn find(path: &Path, found: &mut Vec<Found>) {
    match fs::metadata(path) {
        Ok(kind) if kind.is_dir() => find_in(path, found),
        Ok(kind) if kind.is_file() => found.push(Ok(path.to_owned())),
        Ok(_) => found.push(Err(failed(path, "read.not_a_file", "neither a file nor a folder"))),
        Err(error) => found.push(Err(failed(path, "read.not_opened", &error.to_string()))),
    }
}

/// Finds the files of a folder and of the folders below, sorted by name. Links to folders are not followed, so that none leads in a circle.
fn find_in(folder: &Path, found: &mut Vec<Found>) {
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        let kind = fs::symlink_metadata(&path);
        let is_folder = path == folder || kind.as_ref().is_ok_and(fs::Metadata::is_dir);
        if !is_folder {
            let is_file = fs::metadata(&path).is_ok_and(|kind| kind.is_file());
            found.extend((is_file && may_be_read(&path)).then_some(Ok(path)));
            continue;
        }
        match fs::read_dir(&path) {
            Ok(entries) => {
                let mut inside: Vec<_> = entries
                    .flatten()
                    .map(|entry| entry.path())
                    .filter(|path| !is_hidden(path))
                    .collect();
                inside.sort();
                open.extend(inside.into_iter().rev());
            }
            Err(error) => found.push(Err(failed(&path, "read.not_opened", &error.to_string()))),
        }
    }
}

/// Whether the name ends as those of recordings and tables do: a folder of exports holds pictures and notes as well.
fn may_be_read(path: &Path) -> bool {
    const ENDINGS: [&str; 6] = ["fit", "tcx", "gpx", "gz", "csv", "json"];
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Reads every file and shows the result, in whatever order they are done, until `done` says that it is enough.
fn each(found: &[Found], options: &ReadOptions, done: &mut dyn FnMut(usize, Reading, u64) -> bool) {
    let processors = || thread::available_parallelism().map_or(1, usize::from);
    let wanted = if options.threads == 0 { processors() } else { options.threads };
    let threads = wanted.min(found.len());
    if threads <= 1 {
        for (at, file) in found.iter().enumerate() {
            let (reading, bytes) = read_found(file, &options.tables);
            if !done(at, reading, bytes) {
                return;
            }
        }
        return;
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (next, sender) = (&next, sender.clone());
            scope.spawn(move || {
                while let Some((at, file)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    found.get(at).map(|file| (at, file))
                } {
                    let (reading, bytes) = read_found(file, &options.tables);
                    if sender.send((at, reading, bytes)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        // Where this ends early, the receiver is dropped, and each thread ends when it has nobody to send to.
        for (at, reading, bytes) in receiver {
            if !done(at, reading, bytes) {
                break;
            }
        }
    });
}

fn read_found(file: &Found, tables: &TableOptions) -> (Reading, u64) {
    let failure = match file {
        Ok(path) => match File::open(path) {
            Ok(file) => return read_file(path, &file, tables),
            Err(error) => failed(path, "read.not_opened", &error.to_string()),
        },
        Err(failure) => failure.clone(),
    };
    (Reading { diagnostics: vec![failure], ..Reading::default() }, 0)
}

fn read_file(path: &Path, file: &File, tables: &TableOptions) -> (Reading, u64) {
    let name = path.display().to_string();
    let length = file.metadata().map_or(u64::MAX, |metadata| metadata.len());
    let mut meter = Meter::new(BufReader::new(file), limits::BYTES);
    let mut reading = read_counted(&name, &mut meter, tables);
    if meter.count() > length {
        let note = Diagnostic::new(
            "read.changed",
            DiagnosticLevel::Note,
            "the file grew while it was read",
        );
        reading.diagnostics.push(note.in_file(&name).advise("read it again when it is written"));
    }
    (reading, meter.count())
}

fn failed(path: &Path, code: &'static str, message: &str) -> Diagnostic {
    Diagnostic::new(code, DiagnosticLevel::Unusable, message).in_file(&path.display().to_string())
}
