//! Bad input: exit code 1, nothing on stdout, one clear message that names the place, and no panic.

use std::ffi::OsStr;

use crate::support::{Scratch, refused, run, run_with_input, stderr};

/// Assesses a text from a file and from standard input; returns what is said of the file.
#[track_caller]
fn refused_text(name: &str, text: impl AsRef<[u8]>) -> String {
    let scratch = Scratch::new(name);
    let path = scratch.file("runner.json", &text);
    let message = refused(&run([OsStr::new("assess"), path.as_os_str()]));
    assert!(message.contains("runner.json"), "{message}");
    let from_pipe = refused(&run_with_input(["assess", "-"], text.as_ref()));
    assert!(from_pipe.contains("standard input"), "{from_pipe}");
    assert_eq!(message.matches("error: ").count(), 1, "one message: {message}");
    message
}

fn evidence(content: &str) -> String {
    format!("{{\"schema\": 1, \"evidence\": {{{content}}}}}")
}

#[test]
fn an_empty_file() {
    assert!(refused_text("empty", "").contains("the text is empty"));
}

#[test]
fn broken_json() {
    let message = refused_text("broken", "{\"schema\": 1,\n \"evidence\": {\"side\" }}");
    assert!(message.contains("line 2") && message.contains("evidence.syntax"), "{message}");
}

#[test]
fn an_unknown_id() {
    let message = refused_text("id", evidence("\"hair_los\": true"));
    assert!(message.contains("evidence.hair_los: "), "{message}");
    assert!(message.contains("did you mean `hair_loss`?"), "{message}");
}

#[test]
fn a_text_where_a_number_belongs() {
    let message = refused_text("text", evidence("\"sitting_hours_today\": \"nine\""));
    assert!(message.contains("evidence.sitting_hours_today: "), "{message}");
    assert!(message.contains("a number in h"), "{message}");
}

#[test]
fn not_a_number() {
    let message = refused_text("nan", evidence("\"sitting_hours_today\": NaN"));
    assert!(message.contains("line 1 column"), "{message}");
}

#[test]
fn a_number_beyond_all_measure() {
    let message = refused_text("huge", evidence("\"sitting_hours_today\": 1e308"));
    assert!(message.contains("evidence.sitting_hours_today: "), "{message}");
    assert!(message.contains("evidence.range"), "{message}");
    let message = refused_text("infinite", evidence("\"sitting_hours_today\": 1e999"));
    assert!(message.contains("out of range"), "{message}");
}

#[test]
fn a_key_twice() {
    let message =
        refused_text("twice", evidence("\"side\": \"one_leg\", \"side\": \"both_alike\""));
    assert!(message.contains("evidence.side: `side` is given more than once"), "{message}");
    let message = refused_text("twice-top", "{\"schema\": 1, \"evidence\": {}, \"evidence\": {}}");
    assert!(message.contains("`evidence` is given more than once"), "{message}");
}

#[test]
fn two_hundred_thousand_brackets() {
    let brackets = "[".repeat(200_000);
    let message = refused_text("brackets", &brackets);
    assert!(message.contains("recursion limit") && message.len() < 1000, "{message}");
    refused_text("brackets-inside", evidence(&format!("\"side\": {brackets}")));
    let objects = "{\"a\":".repeat(200_000);
    refused_text("objects", objects);
}

#[test]
fn a_hundred_megabytes() {
    let scratch = Scratch::new("large");
    let path = scratch.path("large.json");
    // Sparse: it takes no room on the disk.
    std::fs::File::create(&path).unwrap().set_len(100 << 20).unwrap();
    let message = refused(&run([OsStr::new("assess"), path.as_os_str()]));
    assert!(message.contains("large.json: larger than 8388608 bytes (8 MiB)"), "{message}");
    let many = vec![b' '; (8 << 20) + 2];
    let message = refused(&run_with_input(["assess", "-"], &many));
    assert!(message.contains("standard input: larger than"), "{message}");
}

#[test]
fn just_at_the_limit_is_read() {
    let mut text = evidence("").into_bytes();
    text.resize(8 << 20, b' ');
    assert_eq!(run_with_input(["assess", "-"], &text).status.code(), Some(0));
}

#[test]
fn a_directory_and_a_missing_file() {
    let scratch = Scratch::new("directory");
    let folder = scratch.path("");
    let message = refused(&run([OsStr::new("assess"), folder.as_os_str()]));
    assert!(message.contains("a directory, not a file"), "{message}");
    let missing = scratch.path("nowhere.json");
    let message = refused(&run([OsStr::new("assess"), missing.as_os_str()]));
    assert!(message.contains("nowhere.json: no such file"), "{message}");
}

#[test]
fn invalid_utf8() {
    let message = refused_text("utf8", b"{\"schema\": 1,\n\"evidence\": {\"\xFF\": 1}}");
    assert!(message.contains("runner.json:2: not UTF-8 at byte 28"), "{message}");
}

#[test]
fn all_problems_at_once() {
    let scratch = Scratch::new("many");
    let text = evidence("\"hair_los\": true, \"sitting_hours_today\": 99, \"side\": \"left\"");
    let path = scratch.file("runner.json", text);
    let message = refused(&run([OsStr::new("assess"), path.as_os_str()]));
    assert_eq!(message.matches("error: ").count(), 3, "{message}");
    assert_eq!(message.matches("runner.json: evidence.").count(), 3, "{message}");
}

#[test]
fn what_the_user_wrote_cannot_steer_the_terminal() {
    let message = refused_text("escape", evidence("\"\\u001b[2J\\u0007\": true"));
    assert!(!message.contains('\u{1b}') && !message.contains('\u{7}'), "{message:?}");
}

#[test]
fn knowledge_that_cannot_be_used() {
    let scratch = Scratch::new("knowledge");
    let check = |folder: &std::path::Path| {
        refused(&run([OsStr::new("knowledge"), OsStr::new("check"), folder.as_os_str()]))
    };
    assert!(check(&scratch.path("nowhere")).contains("nowhere: no such file or folder"));
    let empty = scratch.path("empty");
    std::fs::create_dir_all(&empty).unwrap();
    assert!(check(&empty).contains("holds no TOML files"));
    let file = scratch.file("file.toml", "");
    assert!(check(&file).contains("not a directory"));

    scratch.file("acme/causes/acme_track.toml", "family = \"place\"\nhorizon = \"ages\"\n");
    let message = check(&scratch.path("acme"));
    assert!(message.contains("causes/acme_track.toml:2:"), "{message}");
    scratch.file("broken/causes/broken_track.toml", "family = \n");
    assert!(check(&scratch.path("broken")).contains("broken_track.toml:1:"));
    scratch.file("bytes/causes/bytes_track.toml", b"family = \"\xFF\"");
    assert!(check(&scratch.path("bytes")).contains("bytes_track.toml:1: not UTF-8"));
    scratch.file("deep/causes/deep_track.toml", format!("family = {}", "[".repeat(200_000)));
    let message = check(&scratch.path("deep"));
    assert!(message.contains("deep_track.toml") && message.len() < 10_000, "{}", message.len());
}

#[test]
fn wrong_usage_is_another_exit_code() {
    for arguments in [&["assess"][..], &["assess", "a", "--format", "pdf"], &["asess"], &[]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
}
