//! The command line.

use std::path::{Path, PathBuf};

use clap::Parser;
use heavylegs::{Engine, KnowledgeBase};

use crate::cases::{Questions, read_cases, read_questions};
use crate::groups::Groups;
use crate::interview::{Played, Silent, play, table};
use crate::lagged::{lagged, lagged_table};
use crate::mapping::read_mapping;
use crate::report::evaluate;
use crate::template::template;
use crate::vocabulary::vocabulary;

/// Measures the knowledge base against real cases; docs/evaluation.md says what and how
#[derive(Debug, Parser)]
#[command(name = "evaluate", bin_name = "cargo xtask evaluate")]
pub struct Arguments {
    /// The cases, one JSON object a line; ../shared/cases/open.jsonl beside the checkout unless given
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
    /// The mapping of facts to observations; named after the cases, tests/evaluation/open.mapping.toml for open.jsonl, unless given
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// The causes of each group label; tests/evaluation/groups.toml unless given
    #[arg(long, value_name = "FILE")]
    groups: Option<PathBuf>,
    /// Another knowledge base, as `heavylegs knowledge export` writes it
    #[arg(long, value_name = "FILE")]
    knowledge: Option<PathBuf>,
    /// Writes an empty mapping with the questions alone, for a mapper who stays blind
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Prints the observations for a mapper: questions and answers, not what they bear on
    #[arg(long)]
    vocabulary: bool,
    /// Plays the cases as interviews instead: presenting facts first, others only when asked; what is not told is unknown, or denied
    #[arg(long, value_name = "ANSWER", value_enum)]
    interview: Option<SilentName>,
    /// Holds training data against what people report the next morning instead: a folder with one folder a person, as PMData has them
    #[arg(long, value_name = "FOLDER")]
    pmdata: Option<PathBuf>,
    /// The results as JSON, case by case
    #[arg(long)]
    json: bool,
    /// Case by case too
    #[arg(long)]
    verbose: bool,
}

/// What someone answers of whom the text tells nothing more.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum SilentName {
    /// "I don't know"
    Unknown,
    /// "No" to yes-or-no questions
    No,
}

/// How the command ended well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// With results to be printed.
    Results(String),
    /// There are no cases here: as a step that is skipped.
    Skipped(String),
}

/// Runs the command.
///
/// # Errors
///
/// What is wrong with the files, every place of a file at once.
pub fn run(arguments: &Arguments) -> Result<Done, Vec<String>> {
    if arguments.vocabulary {
        let engine = engine(arguments.knowledge.as_deref())?;
        return Ok(Done::Results(vocabulary(engine.knowledge())));
    }
    if let Some(folder) = &arguments.pmdata {
        let engine = engine(arguments.knowledge.as_deref())?;
        let found = lagged(&engine, folder).map_err(|problem| vec![problem])?;
        return if arguments.json {
            as_json(&found)
        } else {
            Ok(Done::Results(lagged_table(&found)))
        };
    }
    let path = arguments.cases.clone().unwrap_or_else(beside_the_checkout);
    if arguments.cases.is_none() && !path.exists() {
        let reason = format!("skipped: no cases in {}; give --cases FILE", path.display());
        return Ok(Done::Skipped(reason));
    }
    let text = read(&path)?;
    if let Some(target) = &arguments.template {
        return write_template(&path, &text, target);
    }
    let cases = read_cases(&text).map_err(|problems| in_file(&path, &problems))?;
    let engine = engine(arguments.knowledge.as_deref())?;

    let at = arguments.groups.clone().unwrap_or_else(|| here().join("groups.toml"));
    let groups =
        Groups::read(&read(&at)?, engine.knowledge()).map_err(|problems| in_file(&at, &problems));
    let targets = groups.and_then(|groups| {
        let targets =
            groups.targets(&cases, &engine).map_err(|problems| in_file(&at, &problems))?;
        Ok((targets, groups.notes(engine.knowledge())))
    });

    let at = arguments.mapping.clone().unwrap_or_else(|| mapping_of(&path));
    let questions: Vec<&Questions> = cases.iter().map(|case| &case.questions).collect();
    let mapped = mapping(&at).and_then(|text| {
        read_mapping(&text, &questions, &engine).map_err(|problems| in_file(&at, &problems))
    });
    let (targets, mapped) = both(targets, mapped)?;
    let (targets, notes) = targets;

    if let Some(name) = arguments.interview {
        let silent = match name {
            SilentName::Unknown => Silent::Unknown,
            SilentName::No => Silent::No,
        };
        let each = cases.iter().zip(&targets).zip(&mapped);
        let played: Result<Vec<Played>, _> = each
            .map(|((case, target), mapped)| play(&engine, case, target, mapped, silent))
            .collect();
        let played = played.map_err(|error| vec![error.to_string()])?;
        if arguments.json {
            return as_json(&played);
        }
        return Ok(Done::Results(table(&played)));
    }
    let report = evaluate(&engine, &cases, &mapped, &targets, notes)
        .map_err(|error| vec![error.to_string()])?;
    if arguments.json {
        return as_json(&report);
    }
    Ok(Done::Results(report.text(arguments.verbose)))
}

fn as_json(results: &impl serde::Serialize) -> Result<Done, Vec<String>> {
    let json = serde_json::to_string_pretty(results);
    json.map(|json| Done::Results(json + "\n")).map_err(|error| vec![error.to_string()])
}

/// What is wrong with one file must not hide what is wrong with the other.
fn both<A, B>(a: Result<A, Vec<String>>, b: Result<B, Vec<String>>) -> Result<(A, B), Vec<String>> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(problems), Ok(_)) | (Ok(_), Err(problems)) => Err(problems),
        (Err(mut problems), Err(more)) => {
            problems.extend(more);
            Err(problems)
        }
    }
}

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The cases are not part of the repository.
fn beside_the_checkout() -> PathBuf {
    let around = here().ancestors().nth(3).map(Path::to_owned).unwrap_or_default();
    around.join("shared/cases/open.jsonl")
}

fn mapping_of(cases: &Path) -> PathBuf {
    let name = cases.file_stem().unwrap_or_default().to_string_lossy();
    here().join(format!("{name}.mapping.toml"))
}

fn read(path: &Path) -> Result<String, Vec<String>> {
    std::fs::read_to_string(path).map_err(|error| vec![format!("{}: {error}", path.display())])
}

fn mapping(path: &Path) -> Result<String, Vec<String>> {
    if path.exists() {
        return read(path);
    }
    Err(vec![format!(
        "{}: there is no mapping yet; `cargo xtask evaluate --template FILE` writes an empty one",
        path.display()
    )])
}

fn in_file(path: &Path, problems: &[String]) -> Vec<String> {
    problems.iter().map(|problem| format!("{}: {problem}", path.display())).collect()
}

fn engine(path: Option<&Path>) -> Result<Engine, Vec<String>> {
    let Some(path) = path else { return Ok(Engine::builtin()) };
    let knowledge = KnowledgeBase::from_json(&read(path)?);
    knowledge.map(Engine::new).map_err(|error| vec![format!("{}: {error}", path.display())])
}

fn write_template(cases: &Path, text: &str, target: &Path) -> Result<Done, Vec<String>> {
    let questions = read_questions(text).map_err(|problems| in_file(cases, &problems))?;
    let shown = target.display();
    // A mapping is hours of work.
    let file = std::fs::File::create_new(target);
    let written = file
        .and_then(|mut file| std::io::Write::write_all(&mut file, template(&questions).as_bytes()));
    written.map_err(|error| vec![format!("{shown}: {error}")])?;
    let facts: usize = questions.iter().map(|case| case.evidence().count()).sum();
    Ok(Done::Results(format!("{shown}: {} cases, {facts} facts to be mapped\n", questions.len())))
}
