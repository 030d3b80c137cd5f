//! Dated reports of measurements under `benches/record/`.

use std::process::ExitCode;

use crate::machine;
use crate::shell::root;

/// Measures and prints the report; if it is told to, writes it into `benches/record/<name>-<date>.md` too.
pub(crate) fn print(
    name: &str,
    is_recorded: bool,
    measure: impl FnOnce() -> Result<String, String>,
) -> ExitCode {
    let file = root().join(format!("benches/record/{name}-{}.md", machine::date()));
    let written = measure().and_then(|text| {
        print!("{text}");
        if is_recorded {
            std::fs::write(&file, text).map_err(|it| format!("{}: {it}", file.display()))
        } else {
            Ok(())
        }
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{}", message.trim_end());
            ExitCode::FAILURE
        }
    }
}
