//! `heavylegs knowledge check`: every problem, every test case, and what there is.

use std::fmt::Write;
use std::path::Path;

use heavylegs::{Engine, KnowledgeBase, NumberClass, Problem, Severity};

use crate::failure::{Failure, warn};
use crate::folder::read_folder;
use crate::input;
use crate::output::Answer;

pub(crate) fn check(folder: Option<&Path>) -> Result<Answer, Failure> {
    let Some(path) = folder else { return Ok(summary("built in", &input::engine(None)?)) };
    let folder = read_folder(path).map_err(Failure::Input)?;
    let (knowledge, problems) = folder.builder().check();
    let (errors, warnings): (Vec<Problem>, Vec<Problem>) =
        problems.into_iter().partition(|problem| problem.severity() == Severity::Error);
    let told = |problem: &Problem| match problem.file() {
        "" => problem.to_string(),
        // Problems name their files inside the folder; a reader wants to open them from here.
        _ => path.join(problem.to_string()).display().to_string(),
    };
    // What is so without the overlay is not for its author to read.
    let known = match folder.overlay {
        Some(_) => {
            let built_in = KnowledgeBase::builtin().to_json();
            KnowledgeBase::builder().json("", &built_in).check().1
        }
        None => Vec::new(),
    };
    let news = warnings.iter().filter(|problem| !known.contains(problem));
    news.for_each(|problem| warn(&told(problem)));
    let Some(knowledge) = knowledge else {
        return Err(Failure::Input(errors.iter().map(told).collect()));
    };
    let engine = Engine::new(knowledge);
    let failed = engine.run_cases();
    if failed.is_empty() {
        Ok(summary(&path.display().to_string(), &engine))
    } else {
        Err(Failure::Input(failed.iter().map(told).collect()))
    }
}

fn summary(name: &str, engine: &Engine) -> Answer {
    let knowledge = engine.knowledge();
    let mut out = String::new();
    // Writing to a String can't fail.
    let _ = write_summary(&mut out, name, knowledge, engine.case_count());
    Answer::Coloured(out)
}

fn write_summary(
    out: &mut String,
    name: &str,
    knowledge: &KnowledgeBase,
    cases: usize,
) -> std::fmt::Result {
    let hash: String = knowledge.hash().chars().take(8).collect();
    writeln!(out, "knowledge {} ({hash}), {name}: no errors", knowledge.version())?;
    let scored = knowledge.causes().iter().filter(|cause| cause.scored).count();
    let for_rules = knowledge.causes().len() - scored;
    line(
        out,
        "causes",
        knowledge.causes().len(),
        &format!("{scored} ranked, {for_rules} for rules only"),
    )?;
    let kinds = ["symptom", "factor", "descriptor", "measurement", "context"].map(|kind| {
        let of_kind = knowledge.observations().iter().filter(|o| o.kind() == kind).count();
        format!("{of_kind} {kind}{}", if of_kind == 1 || kind == "context" { "" } else { "s" })
    });
    line(out, "observations", knowledge.observations().len(), &kinds.join(", "))?;
    line(out, "recommendations", knowledge.recommendations().len(), "")?;
    line(out, "red flags", knowledge.red_flags().len(), "")?;
    line(out, "sources", knowledge.sources().len(), "")?;
    for state in knowledge.language_states() {
        let note = match (state.missing, state.draft) {
            (0, false) => "complete".to_owned(),
            (0, true) => "a draft, nothing is missing".to_owned(),
            (missing, true) => format!("a draft, {missing} are missing"),
            (missing, false) => format!("{missing} are left in English"),
        };
        line(out, &format!("texts, {}", state.language), state.texts, &note)?;
    }
    write_numbers(out, knowledge)?;
    let note = if cases == 0 {
        "the compiled document holds none; check the authored folder"
    } else {
        "all pass"
    };
    line(out, "test cases", cases, note)
}

/// How many numbers rest on a reference, and how many of those were read in it.
fn write_numbers(out: &mut String, knowledge: &KnowledgeBase) -> std::fmt::Result {
    let all = knowledge.quantities();
    let count = |class: NumberClass, sourced: bool| {
        all.iter().filter(|q| q.class == class && q.source.is_some() == sourced).count()
    };
    let measured = count(NumberClass::Measured, true);
    let taken_over = count(NumberClass::Estimate, true) + count(NumberClass::Guess, true);
    let estimates = count(NumberClass::Estimate, false) + count(NumberClass::Measured, false);
    let guesses = count(NumberClass::Guess, false);
    line(
        out,
        "numbers",
        all.len(),
        &format!(
            "{} with a source ({measured} measured, {taken_over} taken over as estimates), {estimates} estimates, \
             {guesses} guesses",
            measured + taken_over
        ),
    )
}

fn line(out: &mut String, what: &str, count: usize, note: &str) -> std::fmt::Result {
    writeln!(out, "{}", format!("  {count:>5} {what:<16} {note}").trim_end())
}
