//! Why the command stops: what is said, and with which exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use heavylegs::{EvidenceError, KnowledgeError, Problem};

use crate::output::printable;

/// How many problems of evidence are printed.
const MOST_SHOWN: usize = 50;

/// Why the command stops.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Bad input: every problem, each naming its place.
    Input(Vec<String>),
    /// Wrong usage that the arguments alone do not show.
    Usage(String),
    /// The answer could not be written.
    Output(io::Error),
}

impl Failure {
    pub(crate) fn one(message: String) -> Self {
        Self::Input(vec![message])
    }

    /// The problems of evidence from a file; the first ones, where there are very many.
    pub(crate) fn evidence(file: &str, error: &EvidenceError) -> Self {
        let problems = error.problems().iter();
        let shown = problems.clone().take(MOST_SHOWN).map(|problem| format!("{file}: {problem}"));
        let more = problems.len().saturating_sub(MOST_SHOWN);
        let rest = (more > 0).then(|| format!("{file}: and {more} more"));
        Self::Input(shown.chain(rest).collect())
    }

    /// The problems of knowledge; they name their files.
    pub(crate) fn knowledge(error: &KnowledgeError) -> Self {
        Self::Input(error.problems().iter().map(Problem::to_string).collect())
    }

    /// Says why on stderr. Whoever closed the pipe has read enough: that is no failure.
    pub(crate) fn report(&self) -> ExitCode {
        let mut stderr = anstream::stderr().lock();
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                return ExitCode::SUCCESS;
            }
            Self::Output(error) => {
                say(&mut stderr, &format!("the answer can't be written: {error}"));
            }
            Self::Usage(message) => {
                say(&mut stderr, message);
                return ExitCode::from(2);
            }
            Self::Input(messages) => {
                for message in messages {
                    say(&mut stderr, message);
                }
            }
        }
        ExitCode::FAILURE
    }
}

fn say(stderr: &mut impl Write, message: &str) {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    // If even stderr is gone, the exit code still says it.
    let _ = writeln!(stderr, "{style}error:{style:#} {}", printable(message));
}

/// Prints what is good to know, which stops nothing.
pub(crate) fn note(message: &str) {
    let style = Style::new().bold();
    let _ = writeln!(anstream::stderr(), "{style}note:{style:#} {}", printable(message));
}

/// Prints a warning, which stops nothing.
pub(crate) fn warn(message: &str) {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
    let _ = writeln!(anstream::stderr(), "{style}warning:{style:#} {}", printable(message));
}
