//! Conversations in a real terminal: a pseudo-terminal at which a runner types.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;
use expectrl::{ControlCode, Eof, Expect, Session};
use serde_json::Value;

use crate::support::{Scratch, heavylegs};

/// Long enough for a machine that does much else besides.
const PATIENCE: Duration = Duration::from_mins(2);

/// Someone at a terminal.
struct Runner {
    session: OsSession,
}

impl Runner {
    /// Starts a conversation in a window of so many columns; nothing where there are no terminals.
    fn new(columns: u16, arguments: &[&str]) -> Option<Self> {
        let interview = heavylegs(["interview"].iter().chain(arguments));
        // The command waits until the window has its width, so that nothing depends on who is quicker.
        let mut command = Command::new("sh");
        command
            .args(["-c", "read -r go && exec \"$0\" \"$@\""])
            .arg(interview.get_program())
            .args(interview.get_args())
            .env("NO_COLOR", "1");
        let mut session = match Session::spawn(command) {
            Ok(session) => session,
            Err(error) => {
                eprintln!("skipped: no pseudo-terminal here ({error})");
                return None;
            }
        };
        session.set_expect_timeout(Some(PATIENCE));
        session.get_process_mut().set_window_size(columns, 50).unwrap();
        session.send_line("go").unwrap();
        Some(Self { session })
    }

    /// What was said up to the next prompt.
    #[track_caller]
    fn hears(&mut self) -> String {
        let captures = self.session.expect("\n> ").unwrap();
        String::from_utf8_lossy(captures.before()).into_owned()
    }

    fn types(&mut self, line: &str) {
        self.session.send_line(line).unwrap();
    }

    #[track_caller]
    fn answers(&mut self, line: &str) -> String {
        self.types(line);
        self.hears()
    }

    /// Answers all screens as someone with nothing much, until the report is offered; returns what was said.
    #[track_caller]
    fn answers_calmly(&mut self, mut said: String) -> String {
        let mut all = said.clone();
        for _ in 0..60 {
            let answer = match said.as_str() {
                text if text.contains("Press Enter for the report") => return all,
                text if text.contains("  0  none of these") => "0",
                text if text.contains("or y or n") => "n",
                text if text.contains("Type one number") => "1",
                _ => "-",
            };
            said = self.answers(answer);
            all = all + "\n" + &said;
        }
        panic!("60 screens and no end: {all}");
    }

    /// What was said until the command ended, and how it ended.
    #[track_caller]
    fn leaves(mut self) -> (String, WaitStatus) {
        let captures = self.session.expect(Eof).unwrap();
        let said = String::from_utf8_lossy(captures.as_bytes()).into_owned();
        (said, self.session.get_process().wait().unwrap())
    }
}

#[track_caller]
fn is_done(status: WaitStatus) {
    assert!(matches!(status, WaitStatus::Exited(_, 0)), "{status:?}");
}

fn evidence(path: &Path) -> serde_json::Map<String, Value> {
    let saved: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(saved["schema"], 1);
    saved["evidence"].as_object().unwrap().clone()
}

/// Only the file itself: nothing half-written beside it.
fn is_alone(folder: &Path) {
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
}

#[test]
fn a_conversation_from_the_first_question_to_the_report() {
    let scratch = Scratch::new("talk");
    let file = scratch.path("asked.json");
    let arguments = ["--evidence-out", file.to_str().unwrap()];
    let Some(mut runner) = Runner::new(80, &arguments) else { return };
    let first = runner.hears();
    assert!(first.contains("not a diagnosis") && first.contains("Question 1 "), "{first}");
    let all = runner.answers_calmly(first);
    assert!(all.contains("So far: no warning signs"), "{all}");
    runner.types("");
    let (report, status) = runner.leaves();
    assert!(report.contains("No warning signs in your answers"), "{report}");
    assert!(report.contains("This is not a diagnosis"), "{report}");
    is_done(status);
    assert_eq!(evidence(&file)["chest_pain_now"], false);
}

#[test]
fn going_back_not_knowing_and_help() {
    let scratch = Scratch::new("back");
    let file = scratch.path("me.json");
    let Some(mut runner) = Runner::new(80, &["--save", file.to_str().unwrap()]) else { return };
    runner.hears();
    assert!(runner.answers("<").contains("nothing before it"));
    assert!(runner.answers("?1").contains("Why this is asked"));
    assert!(runner.answers("0 1").contains("0 means none of these"));
    assert!(runner.answers("").contains("Question 1 "));
    assert!(runner.answers("0").contains("Question 2 "));
    assert_eq!(evidence(&file)["chest_pain_now"], false);
    assert!(runner.answers("<").contains("Question 1 "));
    assert!(evidence(&file).is_empty(), "what was taken back is not kept");
    let second = runner.answers("0");
    assert!(second.contains("Question 2 "), "{second}");
    assert!(runner.answers("-").contains("I don't know"));
    assert!(evidence(&file).values().any(Value::is_null));
    runner.types("!");
    let (report, status) = runner.leaves();
    assert!(report.contains("This is not a diagnosis"), "{report}");
    is_done(status);
}

#[test]
fn a_saved_conversation_goes_on_where_it_was() {
    let scratch = Scratch::new("resume");
    let file = scratch.path("me.json");
    let name = file.to_str().unwrap();
    let Some(mut runner) = Runner::new(80, &[]) else { return };
    runner.hears();
    runner.answers("0");
    let third = runner.answers("38");
    let asked = runner.answers("q");
    assert!(asked.contains("type a name for the file"), "{asked}");
    runner.types(name);
    let (said, status) = runner.leaves();
    assert!(said.contains("--resume") && !said.contains("This is not a diagnosis"), "{said}");
    is_done(status);
    assert_eq!(evidence(&file)["age_years"], 38.0);
    let mut runner = Runner::new(80, &["--resume", name]).unwrap();
    let again = runner.hears();
    let question = |text: &str| {
        let screen = text.split_once("Question ").unwrap().1;
        screen.split_once("\r\n\r\n").unwrap().1.to_owned()
    };
    assert_eq!(question(&again), question(&third), "the same question");
    runner.types("q");
    is_done(runner.leaves().1);
    is_alone(file.parent().unwrap());
}

/// Whether this process ignores SIGINT, and with it every program that it starts.
fn ignores_ctrl_c() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let bits = ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
    bits.is_some_and(|bits| bits & 2 != 0)
}

#[test]
fn ctrl_c_leaves_the_last_answers_and_nothing_half_written() {
    let scratch = Scratch::new("interrupt");
    let file = scratch.path("me.json");
    if ignores_ctrl_c() {
        eprintln!(
            "skipped: Ctrl-C is ignored by whatever is started in the background of a script"
        );
        return;
    }
    let Some(mut runner) = Runner::new(80, &["--save", file.to_str().unwrap()]) else { return };
    runner.hears();
    runner.answers("0");
    runner.session.send("1").unwrap();
    runner.session.send(ControlCode::EndOfText).unwrap();
    let (_, status) = runner.leaves();
    assert!(matches!(status, WaitStatus::Signaled(..)), "{status:?}");
    let kept = evidence(&file);
    assert!(kept.values().all(|value| *value == false) && kept.len() > 10, "{kept:?}");
    is_alone(file.parent().unwrap());
}

#[test]
fn the_end_of_input_is_leaving() {
    let Some(mut runner) = Runner::new(80, &[]) else { return };
    runner.hears();
    runner.session.send(ControlCode::EndOfTransmission).unwrap();
    let (said, status) = runner.leaves();
    assert!(said.contains("no all-clear"), "{said}");
    is_done(status);
}

#[test]
fn an_emergency_ends_it_and_a_slip_is_taken_back_once() {
    let Some(mut runner) = Runner::new(80, &[]) else { return };
    runner.hears();
    let told = runner.answers("1");
    assert!(told.contains("Call your emergency number now.") && !told.contains("Question 2"));
    assert!(runner.answers("slip").contains("Question 1 "));
    runner.types("1");
    let (told, status) = runner.leaves();
    assert_eq!(told.matches("Call your emergency number now.").count(), 1, "{told}");
    assert!(!told.contains("slip"), "{told}");
    is_done(status);
}

#[test]
fn a_narrow_window_holds_every_line() {
    let Some(mut runner) = Runner::new(40, &["--language", "en"]) else { return };
    let first = runner.hears();
    let mut all = runner.answers_calmly(first);
    runner.types("");
    let (report, status) = runner.leaves();
    all = all + "\n" + &report;
    for line in all.lines() {
        assert!(line.trim_end_matches('\r').chars().count() <= 40, "{line}");
    }
    is_done(status);
}
