//! Files and folders on a disk: order, failures, links and threads.

use std::fs;
use std::path::{Path, PathBuf};

use crate::made;
use heavylegs_training::{Progress, ReadOptions, Reading, read_paths, read_paths_while};

/// A folder of its own that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("heavylegs-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("below")).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn fill(folder: &Path) {
    fs::write(folder.join("b.tcx"), made::tcx(20)).unwrap();
    fs::write(folder.join("below/a.fit"), made::fit(10)).unwrap();
    fs::write(folder.join("c.gpx"), made::gpx(30)).unwrap();
    fs::write(folder.join("a-power.fit"), made::fit_with_stryd(12, true)).unwrap();
    fs::write(folder.join("d-compressed.fit"), made::fit_with_compressed_times(14)).unwrap();
    fs::write(folder.join("empty.fit"), "").unwrap();
    fs::write(folder.join(".hidden"), "x").unwrap();
}

fn read(folder: &Path, threads: usize) -> (Reading, Vec<Progress>) {
    let mut seen = Vec::new();
    let reading =
        read_paths(&[folder], &ReadOptions::default().threads(threads), &mut |progress| {
            seen.push(progress);
        });
    (reading, seen)
}

#[test]
fn reading_ends_when_it_is_told_to() {
    let folder = Folder::new("while");
    fill(&folder.0);
    for threads in [1, 3] {
        let options = ReadOptions::default().threads(threads);
        let mut asked = 0;
        let some = read_paths_while(&[&folder.0], &options, &mut |_| {
            asked += 1;
            asked < 2
        });
        assert_eq!((asked, some.activities.len() + some.diagnostics.len() > 0), (2, true));
        assert!(some.activities.len() <= 2, "what was read after that is left out");
    }
}

#[test]
fn the_order_is_that_of_the_names_whatever_the_threads() {
    let folder = Folder::new("order");
    fill(&folder.0);
    let (one, seen) = read(&folder.0, 1);
    let lengths: Vec<_> = one.activities.iter().map(|run| run.records.len()).collect();
    assert_eq!(lengths, [12, 20, 10, 30, 15]);
    assert_eq!(
        one.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(),
        ["fit.developer_fields", "read.empty"]
    );
    let last = seen.last().unwrap();
    assert_eq!((seen.len(), last.files, last.of), (6, 6, 6));
    assert!(last.bytes > 1000 && seen.is_sorted_by_key(|progress| progress.bytes));
    for threads in [0, 2, 5] {
        assert_eq!(read(&folder.0, threads).0, one, "{threads} threads");
    }
}

#[test]
fn what_is_not_there_is_said_and_the_rest_is_read() {
    let folder = Folder::new("missing");
    let run = folder.0.join("run.fit");
    fs::write(&run, made::fit(10)).unwrap();
    let reading = read_paths(
        &[folder.0.join("nothing"), run],
        &ReadOptions::default().threads(2),
        &mut |_| {},
    );
    assert_eq!((reading.activities.len(), reading.diagnostics.len()), (1, 1));
    assert_eq!(reading.diagnostics[0].code, "read.not_opened");
    assert!(reading.diagnostics[0].file.ends_with("nothing"));
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_not_followed_and_pipes_not_opened() {
    let folder = Folder::new("links");
    fill(&folder.0);
    std::os::unix::fs::symlink(&folder.0, folder.0.join("below/again")).unwrap();
    std::os::unix::fs::symlink(folder.0.join("c.gpx"), folder.0.join("z-link.gpx")).unwrap();
    assert_eq!(read(&folder.0, 1).0.activities.len(), 6);
    let reading = read_paths(&["/dev/zero"], &ReadOptions::default().threads(1), &mut |_| {});
    assert_eq!(reading.diagnostics[0].code, "read.not_a_file");
}
