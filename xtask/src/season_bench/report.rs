//! The report: figures, ratios, and what they were measured with.

use std::fmt::Write as _;

use super::figures::Figures;
use super::peer::{Agreement, Peer};
use super::{FILES, ROUNDS};
use crate::machine;
use crate::spread::Spread;

/// The goals, of two threads.
const GOAL_S: f64 = 3.0;
const GOAL_MIB: f64 = 200.0;
const GOAL_RATIO: f64 = 50.0;

/// Times of the script for the whole season.
#[expect(clippy::struct_field_names, reason = "the unit of a number stands in its name")]
struct Script {
    read_s: f64,
    compute_s: f64,
    whole_s: f64,
    cpu_s: f64,
}

impl Script {
    fn of(peer: &Peer, scale: f64) -> Self {
        let [read_s, compute_s, cpu_s] =
            [peer.read_s, peer.compute_s, peer.cpu_s].map(|it| it * scale);
        Self { read_s, compute_s, whole_s: read_s + compute_s, cpu_s }
    }
}

/// Returns the report.
pub(super) fn of(bytes: usize, ours: &[Figures], peer: &Peer, agreement: &Agreement) -> String {
    let date = machine::date();
    let mut text = format!("# A season: {FILES} FIT files of an hour, a record a second\n\n");
    // Writing to a String can't fail.
    let _ = writeln!(text, "`cargo xtask season-bench`, {date}. {}\n", of_machine(peer));
    let megabytes = bytes / 1_000_000;
    let _ = writeln!(
        text,
        "{megabytes} MB made from code. Ours: {ROUNDS} processes each, median (least to most). The days are also judged by the knowledge base.\n"
    );
    let scale = count(FILES) / peer.count;
    let scaled = Script::of(peer, scale);
    table(&mut text, ours, &scaled);
    script(&mut text, peer, scale);
    agreed(&mut text, agreement);
    goals(&mut text, ours, &scaled);
    text
}

/// Times of the script are those of all files.
fn table(text: &mut String, ours: &[Figures], script: &Script) {
    text.push_str("| | reading, s | metrics and review, s | whole, s | processor, s | peak, MiB | script ÷ ours, whole | processor |\n");
    text.push_str("|---|---|---|---|---|---|---|---|\n");
    for figures in ours {
        let [read, review, whole] =
            [figures.read_s, figures.review_s, figures.whole_s].map(|it| seconds(&it));
        let told = |spread: Option<Spread>| spread.as_ref().map_or("?".to_owned(), seconds);
        let (cpu, peak) = (told(figures.cpu_s), figures.peak_mib.map_or(f64::NAN, |it| it.most));
        let ratio = script.whole_s / figures.whole_s.median;
        let cpu_ratio = figures.cpu_s.map_or(f64::NAN, |it| script.cpu_s / it.median);
        let name = if figures.threads == 1 { "1 thread" } else { "2 threads" };
        let _ = writeln!(
            text,
            "| ours, {name} | {read} | {review} | {whole} | {cpu} | {peak:.0} | {ratio:.0} | {cpu_ratio:.0} |"
        );
    }
    let Script { read_s, compute_s, whole_s, cpu_s } = script;
    let _ = writeln!(
        text,
        "| script | {read_s:.1} | {compute_s:.1} | {whole_s:.1} | {cpu_s:.1} | | 1 | 1 |"
    );
    if let Some(one) = ours.first() {
        let Figures { files, days, derived, .. } = one;
        let review = one.review_cpu_s.as_ref().map_or("?".to_owned(), seconds);
        let _ = writeln!(
            text,
            "\n{files} files, {days} days, {derived} pieces of evidence; of the processor time of one thread, metrics and review took {review} s.\n"
        );
    }
}

fn script(text: &mut String, peer: &Peer, scale: f64) {
    let (files, took, peak) = (peer.count, peer.read_s + peer.compute_s, peer.peak_mib);
    let scaled = if scale > 1.0 {
        format!("its times in the table are multiplied by {scale:.1}")
    } else {
        "nothing is scaled".to_owned()
    };
    let _ = writeln!(
        text,
        "The script (`benches/peers/season.py`, one process) read {files:.0} files once, in {took:.1} s and {peak:.0} MiB; {scaled}. \
         It computes the metrics of load, decoupling, pace and cadence, and judges no causes.\n"
    );
}

fn agreed(text: &mut String, agreement: &Agreement) {
    let Agreement { decoupling, pace_fade, load, balance } = agreement;
    let balance =
        balance.map_or(String::new(), |it| format!(", fitness and fatigue {:.4} %", 100.0 * it));
    let _ = writeln!(
        text,
        "Script and ours differ at most by: decoupling {decoupling:.5}, pace fade {pace_fade:.5}, load {:.4} %{balance}.\n",
        100.0 * load
    );
}

fn goals(text: &mut String, ours: &[Figures], script: &Script) {
    let Some(figures) = ours.last() else { return };
    let verdict = |is_met: bool| if is_met { "met" } else { "MISSED" };
    let whole_s = figures.whole_s.median;
    let ratio = script.whole_s / whole_s;
    let _ = writeln!(
        text,
        "- {GOAL_S} s on two cores: {} ({whole_s:.2} s)",
        verdict(whole_s <= GOAL_S)
    );
    if let Some(peak) = figures.peak_mib.map(|it| it.most) {
        let _ = writeln!(text, "- {GOAL_MIB} MiB: {} ({peak:.0} MiB)", verdict(peak <= GOAL_MIB));
    }
    let _ = writeln!(
        text,
        "- {GOAL_RATIO} times the script: {} ({ratio:.0} times)",
        verdict(ratio >= GOAL_RATIO)
    );
}

fn seconds(spread: &Spread) -> String {
    format!("{:.2} ({:.2} to {:.2})", spread.median, spread.least, spread.most)
}

fn of_machine(peer: &Peer) -> String {
    let versions = ["python", "fitdecode", "pandas", "numpy"];
    machine::line(&versions.map(|name| (name, peer.version(name))))
}

#[expect(clippy::cast_precision_loss, reason = "hundreds")]
fn count(of: usize) -> f64 {
    of as f64
}
