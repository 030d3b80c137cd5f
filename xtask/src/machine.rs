//! What a measurement was made with: nothing that tells one machine from another of its kind.

use crate::shell::program;

/// Returns the date of today, as in the names of records.
pub(crate) fn date() -> String {
    jiff::Timestamp::now().to_string().chars().take(10).collect()
}

/// Returns the load average of the last minute. Where more wants to run than there are cores, only ratios within one run and
/// processor time can be compared with another day's.
pub(crate) fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().next().unwrap_or("?").to_owned()
}

/// Returns the processor, the load, and the versions of heavylegs, of Rust, and of what else was used.
pub(crate) fn line(versions: &[(&str, &str)]) -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("unknown processor", |it| it.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = program("rustc").args(["--version"]).finish().printed;
    let rustc = rustc.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let others = versions.iter().map(|(name, version)| format!(", {name} {version}"));
    let (heavylegs, load, others) = (env!("CARGO_PKG_VERSION"), load(), others.collect::<String>());
    format!("{model}, {cores} cores, load average {load}; heavylegs {heavylegs}, {rustc}{others}.")
}
