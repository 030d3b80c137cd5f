//! The command heavylegs.

fn main() -> std::process::ExitCode {
    heavylegs_cli::run()
}
