//! The developer's commands.

mod knowledge;

fn main() -> std::process::ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("knowledge") => knowledge::run(),
        _ => std::process::ExitCode::from(2),
    }
}
