//! What was measured, as tables to read.

use std::fmt::{self, Write};

use heavylegs::simulate::{
    Calibration, CauseRecovery, Drift, InterviewReport, Order, PlantedRedFlag, Recovery,
    Robustness, Strategy, UrgencyMix,
};

use super::Measured;

/// Causes found less often than this are listed by themselves.
const SELDOM_FOUND: f64 = 0.6;
/// So many of the symptoms and levels that stray furthest are listed.
const MOST_STRAY: usize = 8;
/// So many of the red flags that fire are listed.
const MOST_FLAGS: usize = 6;
/// A stray share differs by at least this many standard deviations.
const CLEARLY: f64 = 4.0;

pub(super) fn text(measured: &Measured) -> String {
    let mut out = String::new();
    // Writing to a String can't fail.
    let _ = write_all(&mut out, measured);
    out
}

fn write_all(out: &mut String, measured: &Measured) -> fmt::Result {
    let hash: String = measured.knowledge.hash.chars().take(8).collect();
    writeln!(
        out,
        "{} runners drawn from knowledge {} ({hash}), seed {}, {}.",
        measured.calibration.runners,
        measured.knowledge.version,
        measured.seed,
        match measured.order {
            Order::CausesFirst => "causes first",
            Order::SharesKept => "causes first, shares kept",
            Order::FactorsFirst => "factors first",
        }
    )?;
    writeln!(out, "This measures self-consistency only; it says nothing about real runners.")?;
    title(out, "Calibration")?;
    calibration(out, &measured.calibration)?;
    population(out, &measured.calibration)?;
    if let Some(correlated) = &measured.correlated {
        title(
            out,
            &format!("Calibration where vague symptoms share an event (rho {})", correlated.rho),
        )?;
        writeln!(out, "vague: {}", correlated.symptoms.join(", "))?;
        calibration(out, &correlated.calibration)?;
        too_sure(out, &measured.calibration, &correlated.calibration)?;
    }
    if let Some(measured) = &measured.drift {
        drift(out, measured)?;
    }
    if let Some(measured) = &measured.robustness {
        robustness(out, measured)?;
    }
    if let Some(measured) = &measured.recovery {
        recovery(out, measured)?;
    }
    if let Some(measured) = &measured.interview {
        interview(out, measured)?;
    }
    if let Some(measured) = &measured.planted_red_flags {
        planted(out, measured)?;
    }
    Ok(())
}

fn interview(out: &mut String, measured: &InterviewReport) -> fmt::Result {
    title(out, &format!("Interviews with {} runners in whom a cause is on", measured.runners))?;
    writeln!(
        out,
        "The share in whom the family of the leading true cause is among the first three, after so many screens;"
    )?;
    writeln!(
        out,
        "with all questions answered it is {}, with blood tests and a watch as well {}.",
        percent(measured.hit_with_all_questions),
        percent(measured.hit_with_everything)
    )?;
    for result in &measured.strategies {
        let name = match result.strategy {
            Strategy::NextQuestions => "next questions",
            Strategy::FixedOrder => "fixed order",
            Strategy::RandomOrder => "random order",
            _ => "other",
        };
        let hits =
            result.hit_after.iter().map(|(after, hit)| format!("{after}: {}", percent(*hit)));
        let hits = hits.collect::<Vec<_>>().join("   ");
        let until =
            result.screens_until_first.map_or("-".to_owned(), |screens| screens.to_string());
        writeln!(
            out,
            "  {name:<15} {hits}   first after {until} (at the end {}), {:.1} screens, {:.1} with warning signs",
            percent(result.first_at_the_end),
            result.ordinary_screens,
            result.all_screens
        )?;
    }
    Ok(())
}

fn planted(out: &mut String, measured: &[PlantedRedFlag]) -> fmt::Result {
    title(out, "Planted red flags: found before the interview ended")?;
    let told = || measured.iter().filter(|flag| flag.planted > 0);
    let found = told().filter(|flag| flag.found == flag.planted).count();
    writeln!(out, "{found} of {} rules in every runner.", told().count())?;
    let others = measured.len() - told().count();
    if others > 0 {
        writeln!(out, "{others} more need a laboratory or a watch and were not planted.")?;
    }
    for flag in measured.iter().filter(|flag| flag.found < flag.planted) {
        writeln!(
            out,
            "  {:<45} {} of {} ({})",
            flag.red_flag, flag.found, flag.planted, flag.urgency
        )?;
        for (id, times) in &flag.not_asked {
            writeln!(out, "      not asked: {id} ({times})")?;
        }
    }
    Ok(())
}

fn title(out: &mut String, text: &str) -> fmt::Result {
    let style = anstyle::Style::new().bold();
    writeln!(out, "\n{style}{text}{style:#}")
}

/// A share in per cent.
fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

fn calibration(out: &mut String, measured: &Calibration) -> fmt::Result {
    writeln!(out, "  posterior      predictions   predicted  observed  difference  (noise)")?;
    for row in measured.rows.iter().filter(|row| row.count > 0) {
        writeln!(
            out,
            "  {:>4.2} to {:<4.2}  {:>12}   {:>9.4} {:>9.4}  {:>+10.4}  ({:.4})",
            row.from, row.below, row.count, row.predicted, row.observed, row.difference, row.noise
        )?;
    }
    writeln!(
        out,
        "Mean distance of observed from predicted: {:.4}. Brier score {:.5} ({:.5} if every posterior meant what it\n\
         says); of the priors alone {:.5}; skill {:.3}.",
        measured.miscalibration,
        measured.brier,
        measured.brier_expected,
        measured.brier_of_priors,
        measured.skill
    )?;
    writeln!(
        out,
        "None of the causes is on in {}; the posteriors say {}.",
        percent(measured.none_on),
        percent(measured.none_predicted)
    )
}

fn population(out: &mut String, measured: &Calibration) -> fmt::Result {
    let answered = measured.answered;
    writeln!(
        out,
        "Questions answered: {:.1} on average, {} to {}. Symptoms were set aside for {} of the runners.",
        answered.mean,
        answered.least,
        answered.most,
        percent(measured.inexact)
    )?;
    writeln!(
        out,
        "Causes on: {:.3} on average. Sum of the posteriors {:.3}, of the priors {:.3}, of the priors in the reference\n\
         population {:.3}.",
        measured.causes_on, measured.posterior_sum, measured.prior_sum, measured.population_sum
    )?;
    urgency(out, "Urgency", measured.urgency)?;
    urgency(out, "By rules alone", measured.by_rules)?;
    urgency(out, "By the care level of the causes that are on", measured.care_on)?;
    let fired = measured.red_flags.iter().take(MOST_FLAGS);
    let fired: Vec<String> =
        fired.map(|flag| format!("{} {}", flag.red_flag, percent(flag.share))).collect();
    if !fired.is_empty() {
        writeln!(out, "Red flags that fire most: {}.", fired.join(", "))?;
    }
    writeln!(out, "Signs that only red flags use are not drawn, so no rule over them fires.")?;
    let symptoms = measured.symptoms.iter().map(|s| (s.symptom.clone(), s.base, s.drawn, s.noise));
    stray(out, "Symptoms", "base rate", symptoms.collect())?;
    let levels = measured.levels.iter();
    let levels =
        levels.map(|l| (format!("{}: {}", l.observation, l.level), l.share, l.drawn, l.noise));
    stray(out, "Levels", "share", levels.collect())
}

fn urgency(out: &mut String, what: &str, mix: UrgencyMix) -> fmt::Result {
    writeln!(
        out,
        "{what}: self-care {}, appointment {}, same day {}, emergency {}.",
        percent(mix.self_care),
        percent(mix.appointment),
        percent(mix.same_day),
        percent(mix.emergency)
    )
}

/// Lists what is drawn clearly more or less often than the knowledge base says, the relatively furthest first.
fn stray(out: &mut String, what: &str, of: &str, all: Vec<(String, f64, f64, f64)>) -> fmt::Result {
    let count = all.len();
    let off: f64 = all.iter().map(|(_, expected, drawn, _)| (drawn - expected).abs()).sum();
    let mut stray = all;
    stray.retain(|(_, expected, drawn, noise)| (drawn - expected).abs() > CLEARLY * noise);
    let far = |(_, expected, drawn, _): &(String, f64, f64, f64)| {
        (drawn / expected).max(expected / drawn)
    };
    stray.sort_by(|a, b| far(b).total_cmp(&far(a)));
    #[expect(
        clippy::cast_precision_loss,
        reason = "a knowledge base has far fewer than 2^53 entries"
    )]
    let mean = if count == 0 { 0.0 } else { off / count as f64 };
    writeln!(
        out,
        "{what}: drawn shares differ from the {of} by {mean:.4} on average; {} of {count} by more than chance.",
        stray.len()
    )?;
    for (name, expected, drawn, _) in stray.iter().take(MOST_STRAY) {
        writeln!(out, "  {name:<52} {of} {expected:.3}, drawn {drawn:.3}")?;
    }
    Ok(())
}

fn too_sure(out: &mut String, usual: &Calibration, together: &Calibration) -> fmt::Result {
    writeln!(
        out,
        "The Brier score rises by {:.5} over that of independent symptoms, to {:+.5} over what the posteriors promise.",
        together.brier - usual.brier,
        together.brier - together.brier_expected
    )
}

fn drift(out: &mut String, measured: &Drift) -> fmt::Result {
    title(out, "Drift: the sum of the posteriors as questions are answered in random order")?;
    for step in &measured.steps {
        let asked = step.asked.map_or("all".to_owned(), |asked| asked.to_string());
        writeln!(
            out,
            "  {asked:>4} answers ({:>5.1})   sum {:.3}   {:+.1} %",
            step.answered,
            step.mean_sum,
            100.0 * (step.ratio - 1.0)
        )?;
    }
    writeln!(
        out,
        "Prior sum {:.3}; {:.3} causes are on. The sum should stay within 20 % of the prior sum.",
        measured.prior_sum, measured.causes_on
    )
}

fn robustness(out: &mut String, measured: &Robustness) -> fmt::Result {
    title(out, "Robustness: the first three families when numbers move")?;
    for moved in &measured.moves {
        writeln!(
            out,
            "  {:<16} Jaccard index {:.3}; the first family stays first in {}",
            moved.moved,
            moved.jaccard,
            percent(moved.first_stays)
        )?;
    }
    writeln!(out, "Mean Jaccard index {:.3}.", measured.jaccard)
}

fn recovery(out: &mut String, measured: &Recovery) -> fmt::Result {
    title(
        out,
        &format!("Recovery: {} runners for each cause, in whom it is on", measured.runners_each),
    )?;
    writeln!(
        out,
        "Found: among the first three causes, or five times as probable as with only the context (sex, age, ...) known."
    )?;
    writeln!(
        out,
        "But for true rivals: the same, where causes ahead of it that are on as well do not count against it."
    )?;
    writeln!(
        out,
        "  {:<36} prior   found   but for  first  family in 3  posterior  ahead of it",
        "cause"
    )?;
    for cause in &measured.causes {
        recovered(out, cause)?;
    }
    writeln!(
        out,
        "Mean over {}: found {} ({} but for true rivals), first {}, family among the first three {}.",
        counted(measured.causes.len()),
        percent(measured.found),
        percent(measured.found_but_for_true_rivals),
        percent(measured.first),
        percent(measured.family_in_top_3)
    )?;
    let seldom = measured.causes.iter().filter(|cause| cause.found < SELDOM_FOUND);
    let seldom: Vec<String> =
        seldom.map(|cause| format!("{} ({})", cause.cause, percent(cause.found))).collect();
    if !seldom.is_empty() {
        writeln!(out, "Found in less than 60 %: {}.", seldom.join(", "))?;
    }
    Ok(())
}

fn recovered(out: &mut String, cause: &CauseRecovery) -> fmt::Result {
    let ahead: Vec<String> =
        cause.ahead.iter().map(|ahead| format!("{} {:.2}", ahead.cause, ahead.share)).collect();
    writeln!(
        out,
        "  {:<36} {:<7.4} {:<7.3} {:<8.3} {:<6.3} {:<12.3} {:<10.3} {}",
        cause.cause,
        cause.prior,
        cause.found,
        cause.found_but_for_true_rivals,
        cause.first,
        cause.family_in_top_3,
        cause.mean_posterior,
        ahead.join(", ")
    )
}

fn counted(causes: usize) -> String {
    if causes == 1 { "one cause".to_owned() } else { format!("{causes} causes") }
}
