//! The terminal: what is said goes to stderr, so that stdout holds the report alone.

use std::io::{self, BufRead, IsTerminal, Write};

use super::play::Talk;

pub(super) struct Terminal;

impl Terminal {
    /// The terminal, where there is one to read from and to write to.
    pub(super) fn open() -> Option<Self> {
        (io::stdin().is_terminal() && io::stderr().is_terminal()).then_some(Self)
    }
}

impl Talk for Terminal {
    fn say(&mut self, text: &str) {
        let mut stderr = anstream::stderr().lock();
        // Where nothing can be said any more, nothing is heard either, and that ends the conversation.
        let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }

    /// A whole line, with the editing of the terminal: no mode is switched, so Ctrl-C at any moment leaves it as it was.
    fn hear(&mut self) -> Option<String> {
        self.say("> ");
        let mut line = Vec::new();
        let read = io::stdin().lock().read_until(b'\n', &mut line).unwrap_or(0);
        if read == 0 {
            // The cursor still stands behind the prompt.
            self.say("\n");
            return None;
        }
        Some(String::from_utf8_lossy(&line).into_owned())
    }
}
