//! The report: times, ratios, how far the answers agree, and the goals.

use std::fmt::Write as _;

use serde_json::Value;

use super::ENGINES;
use super::agreement::{Agreement, compare};
use super::signs::Signs;
use super::times::{Times, Told};
use crate::machine;
use crate::spread::Spread;

/// How many times as long as ours pyAgrum and pgmpy are to take for an assessment.
const GOAL: f64 = 2000.0;

/// The rows of a table: what it says, the engine, and the name of the time. Ours are measured in Rust.
const ROWS: [(&str, Option<&str>, &str); 10] = [
    ("ours, Rust, plan cached", None, "cached_us"),
    ("ours, Rust, planned anew", None, "planned_anew_us"),
    ("ours, Rust, evidence read and planned anew", None, "read_us"),
    ("ours, from Python, the same evidence again", Some("heavylegs"), "us"),
    ("pyAgrum LazyPropagation, whole network", Some("pyagrum"), "us"),
    ("pyAgrum, network cut to what was answered", Some("pyagrum"), "cut_us"),
    ("making that network, for each piece of evidence anew", Some("pyagrum"), "build_us"),
    (
        "pyAgrum, the same with its junction tree kept, one answer changed",
        Some("pyagrum"),
        "kept_us",
    ),
    ("pgmpy VariableElimination, network cut", Some("pgmpy"), "us"),
    ("NumPy, all states at once, network cut", Some("numpy"), "us"),
];

/// Returns the report; an error if an engine says something else.
pub(super) fn of(ours: &Value, theirs: &Value) -> Result<String, String> {
    let mut text = String::from("# Other engines, same network, same evidence\n\n");
    // Writing to a String can't fail.
    let _ = writeln!(text, "`cargo xtask bench --peers`, {}. {}\n", machine::date(), line(theirs));
    let version = ours["knowledge"]["version"].as_str().unwrap_or("?");
    let _ = writeln!(
        text,
        "The built-in knowledge {version}, as `heavylegs knowledge export --format json` gives it; one thread each. \
         Times in µs for all posteriors of one assessment: median (least to most) over the pieces of evidence. \
         Of the others it is the time of the processor; making the network is not in it, but stands beside. A network that is cut holds only \
         the symptoms that were answered and their causes, which must be done for each piece of evidence.\n"
    );
    let six = kind(
        &mut text,
        &ours["six"],
        &theirs["six"],
        "6 present and 6 absent symptoms, and 6 factors or descriptors in the priors",
    )?;
    kind(
        &mut text,
        &ours["few"],
        &theirs["few"],
        "6 present and 6 absent symptoms of at most 16 causes",
    )?;
    signs(&mut text, &Signs::of(&ours["signs"], &theirs["signs"])?);
    text.push_str("## Goals\n\n");
    for (name, ratio) in six {
        let verdict = if ratio.spread.median >= GOAL { "met" } else { "MISSED" };
        let _ = writeln!(text, "- {GOAL} times {name}: {verdict} ({} times)", told(&ratio));
    }
    Ok(text)
}

fn line(theirs: &Value) -> String {
    let versions = theirs["versions"].as_object();
    let versions = versions.into_iter().flatten().filter(|(name, _)| *name != "heavylegs");
    let versions = versions.map(|(name, version)| (name.as_str(), version.as_str().unwrap_or("?")));
    machine::line(&versions.collect::<Vec<_>>())
}

/// Writes the table of one kind of evidence; returns by how much the goals' engines take longer.
fn kind(
    text: &mut String,
    ours: &Value,
    theirs: &Value,
    title: &str,
) -> Result<Vec<(&'static str, Told)>, String> {
    let cached = Times::of_ours(ours, "cached_us")?;
    let planned_anew = Times::of_ours(ours, "planned_anew_us")?;
    let mut goals = Vec::new();
    let _ = writeln!(text, "## {title}\n");
    text.push_str(
        "| | µs | ÷ ours, planned anew | ÷ ours, plan cached | cases |\n|---|---|---|---|---|\n",
    );
    for (name, engine, time) in ROWS {
        let times = match engine {
            Some(engine) if theirs[engine].is_null() => continue,
            Some(engine) => Times::of(&theirs[engine], time)?,
            None => Times::of_ours(ours, time)?,
        };
        let none = || format!("{name}: nothing was measured");
        let took = times.told().ok_or_else(none)?;
        let over = times.over(&planned_anew).ok_or_else(none)?;
        let over_cached = times.over(&cached).ok_or_else(none)?;
        let (us, cases) = (told(&took), took.cases);
        let (anew, kept) = (told(&over), told(&over_cached));
        let _ = writeln!(text, "| {name} | {us} | {anew} | {kept} | {cases} |");
        if matches!((engine, time), (Some("pyagrum" | "pgmpy"), "us")) {
            goals.push((name, over));
        }
    }
    agreements(text, ours, theirs)?;
    Ok(goals)
}

/// Writes how far each engine is from ours.
fn agreements(text: &mut String, ours: &Value, theirs: &Value) -> Result<(), String> {
    text.push_str(
        "\nLargest difference from ours, relative to max(p, 1e-6); 1e-10 is allowed:\n\n",
    );
    for engine in ENGINES.iter().filter(|engine| !theirs[**engine].is_null()) {
        let Agreement { most, posteriors, cases } = compare(ours, &theirs[*engine], engine)?;
        let name = if *engine == "heavylegs" { "ours from Python" } else { engine };
        let _ = writeln!(text, "- {name}: {most:.1e} ({posteriors} posteriors of {cases} cases)");
    }
    text.push('\n');
    Ok(())
}

fn signs(text: &mut String, signs: &Signs) {
    let Signs { cases, fired, rules_us, .. } = signs;
    text.push_str("## The red flags alone\n\n");
    let _ = writeln!(
        text,
        "{cases} pieces of evidence over what red flags test; the same {fired} rules fire. Times by the clock. A whole assessment, here without ranges, also says \
         which rules can still fire and by what answer, ranks the causes and advises.\n"
    );
    text.push_str("| | µs | ÷ our row |\n|---|---|---|\n");
    for (name, us) in [
        ("ours, Rust, a row of a table: rules and posteriors (`Scorer::score`)", rules_us),
        ("ours, Rust, whole assessment", &signs.assess_us),
        ("ours, whole assessment, from Python", &signs.from_python_us),
        ("ZEN from Python, a decision table with a row for each rule", &signs.decision_us),
        ("ZEN from Python, all rules as one compiled expression", &signs.expression_us),
    ] {
        let _ =
            writeln!(text, "| {name} | {} | {} |", spread(us), number(us.median / rules_us.median));
    }
    text.push('\n');
}

fn told(told: &Told) -> String {
    let at_least = if told.is_at_least { "≥ " } else { "" };
    format!("{at_least}{}", spread(&told.spread))
}

fn spread(it: &Spread) -> String {
    let [median, least, most] = [it.median, it.least, it.most].map(number);
    format!("{median} ({least} to {most})")
}

/// Three digits that count.
fn number(value: f64) -> String {
    match value {
        v if v < 10.0 => format!("{v:.2}"),
        v if v < 100.0 => format!("{v:.1}"),
        v if v < 10_000.0 => format!("{v:.0}"),
        v => thousands(v),
    }
}

/// Whole, with a thin space before each three digits.
fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_three_digits_that_count() {
        assert_eq!([1.234, 12.34, 1234.5].map(number), ["1.23", "12.3", "1234"]);
        assert_eq!(number(1_234_567.0), "1\u{202f}234\u{202f}567");
    }
}
