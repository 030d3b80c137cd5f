//! The results as text.

use std::fmt::Write;

use crate::measures::{Comparison, Coverage, Difference, Measures};
use crate::statistics::{Mean, Share};
use crate::triage::{TriageMeasures, urgency_word};

use super::{CaseLine, Report, Results};

impl Report {
    /// Returns the results as text, case by case too if wanted.
    #[must_use]
    pub fn text(&self, verbose: bool) -> String {
        let [version, hash] = &self.knowledge;
        let hash = hash.get(..12).unwrap_or(hash);
        let mut out = format!("knowledge {version} ({hash})\n");
        out.extend(self.notes.iter().map(|note| format!("note: {note}\n")));
        out += "\nfacts that can be expressed\n";
        out += &coverage("all", &self.fact_coverage);
        for (name, found) in &self.fact_coverage_by_slice {
            out += &coverage(name, found);
        }
        for results in &self.results {
            out += &of_results(results, verbose);
        }
        out += "\nIntervals: Wilson 95 %; differences: Newcombe 95 %, exact McNemar; reciprocal rank: bootstrap 95 %.\n";
        out
    }
}

fn coverage(name: &str, found: &Coverage) -> String {
    let presenting = row(&format!("  {name}, presenting"), found.presenting);
    presenting + &row(&format!("  {name}, presenting and elicited"), found.all)
}

fn of_results(results: &Results, verbose: bool) -> String {
    let mut out = format!("\n=== {} ===\n", results.evidence);
    for slice in &results.slices {
        let Measures { cases, .. } = slice.measures;
        out.extend(["\n", &slice.name, &format!(": {cases} cases\n")]);
        out += &measures(&slice.measures);
        out += &triage(&slice.measures.triage);
        out += &row("  too low, and no warning sign left open", slice.measures.too_low_and_closed);
        out.extend(slice.comparisons.iter().map(comparison));
    }
    if verbose {
        out += "\ncase        rank: family cause action naive · leader · urgency (reference)\n";
        out.extend(results.cases.iter().map(case));
    }
    out
}

fn measures(found: &Measures) -> String {
    [
        row("  causes ranked", found.ranked),
        row("  leader named", found.names_a_leader),
        row("  reference is in the knowledge", found.reference_can_be_ranked),
        row("  family hit@1", found.family_first),
        row("  family hit@3 (primary)", found.family_three),
        mean("  family mean reciprocal rank", found.family_reciprocal_rank),
        row("  cause hit@1", found.cause_first),
        row("  cause hit@3", found.cause_three),
        mean("  cause mean reciprocal rank", found.cause_reciprocal_rank),
        row("  right action first", found.action_first),
        row("  right action in first three", found.action_three),
    ]
    .concat()
}

fn triage(found: &TriageMeasures) -> String {
    let sizes = |[one, two, three]: [usize; 3]| {
        format!("    by 1, 2, 3 levels                              {one}, {two}, {three}\n")
    };
    let mut out = [
        row("  triage: same level", found.accuracy),
        row("  triage: safe, strict", found.safety_strict),
        row("  triage: safe, Gilbert (laxer)", found.safety_gilbert),
        row("  triage: too low", found.under),
        sizes(found.under_by),
        row("  triage: too high", found.over),
        sizes(found.over_by),
        row("  too high among the errors", found.inclination_to_over_triage),
        row("  emergency sensitivity", found.emergency_sensitivity),
        row("  emergency specificity", found.emergency_specificity),
    ]
    .concat();
    for (level, share) in &found.accuracy_by_level {
        out += &row(&format!("  same level where {level}"), *share);
    }
    out
}

fn comparison(found: &Comparison) -> String {
    let mut out = format!("  against {}", found.baseline);
    if let Some(constant) = &found.answers {
        let _ = write!(out, " ({}; {})", constant.first, constant.three.join(", "));
    }
    out += "\n";
    out += &row("    its hit@1", found.family_first);
    out += &difference("    difference", &found.first);
    out += &row("    its hit@3", found.family_three);
    out + &difference("    difference", &found.three)
}

fn row(name: &str, share: Share) -> String {
    let Share { hits, of } = share;
    let (Some(value), Some([low, high])) = (share.value(), share.wilson()) else {
        return format!("{name:<46} {:>8}\n", "–");
    };
    let [value, low, high] = [value, low, high].map(|x| 100.0 * x);
    let count = format!("{hits}/{of}");
    format!("{name:<46} {count:>8} {value:>5.0} % ({low:.0} to {high:.0})\n")
}

fn mean(name: &str, mean: Option<Mean>) -> String {
    let Some(Mean { mean, interval: [low, high], of }) = mean else {
        return format!("{name:<46} {:>8}\n", "–");
    };
    let count = format!("n {of}");
    format!("{name:<46} {count:>8}  {mean:.2}  ({low:.2} to {high:.2})\n")
}

fn difference(name: &str, found: &Difference) -> String {
    let (Some(difference), Some([low, high])) = (found.value, found.interval) else {
        return format!("{name:<46} {:>8}\n", "–");
    };
    let [difference, low, high] = [difference, low, high].map(|x| 100.0 * x);
    let count = format!("+{} −{}", found.table.first, found.table.second);
    format!(
        "{name:<46} {count:>8} {difference:>+5.0}   ({low:+.0} to {high:+.0}), p = {:.3}\n",
        found.p
    )
}

fn case(line: &CaseLine) -> String {
    let rank = |rank: Option<usize>| rank.map_or("–".to_owned(), |rank| rank.to_string());
    let urgency = urgency_word(line.urgency);
    let right = urgency_word(line.reference_urgency);
    let mark = match line.urgency.cmp(&line.reference_urgency) {
        std::cmp::Ordering::Less => "TOO LOW",
        std::cmp::Ordering::Equal => "as the reference",
        std::cmp::Ordering::Greater => "too high",
    };
    let leader = line.leader.as_deref().unwrap_or("nothing ranked");
    let unnamed = if line.names_a_leader { "" } else { " (not named)" };
    format!(
        "{:<11} {:>12} {:>5} {:>6} {:>5} · {leader}{unnamed} · {urgency} ({right}: {mark}) · {}, {}\n",
        line.id,
        rank(line.family_rank),
        rank(line.cause_rank),
        rank(line.action_rank),
        rank(line.naive_family_rank),
        line.stratum,
        line.fit,
    )
}
