//! Writing the answer.

use std::io::Write;

use crate::failure::Failure;

/// An answer and whether it carries the colours of a terminal, which are taken out where there is none.
#[derive(Debug)]
pub(crate) enum Answer {
    Coloured(String),
    /// Data: written byte for byte.
    Exact(String),
}

/// Writes the answer to stdout.
pub(crate) fn write(answer: &Answer) -> Result<(), Failure> {
    let written = match answer {
        Answer::Coloured(text) => {
            let mut stdout = anstream::stdout().lock();
            stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())
        }
        Answer::Exact(text) => {
            let mut stdout = std::io::stdout().lock();
            stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())
        }
    };
    written.map_err(Failure::Output)
}

/// Text from a file, without the letters that could steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    let safe = |letter: char| letter == '\n' || !letter.is_control();
    text.chars().map(|letter| if safe(letter) { letter } else { '\u{FFFD}' }).collect()
}
