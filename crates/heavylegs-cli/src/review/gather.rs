//! Reading what the user names: files and folders of exports, a profile, answers.

use std::path::{Path, PathBuf};

use heavylegs::{Engine, Evidence};
use heavylegs_training::{
    Activity, Athlete, Diagnostic, DiagnosticLevel, Measured, ReadOptions, Reading, local_day,
    read_paths,
};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::ReviewArgs;
use crate::failure::Failure;
use crate::input;

const PROFILE: &str = "athlete.toml";

/// One runner with everything that was read of them.
pub(super) struct Runner {
    pub(super) reading: Reading,
    pub(super) athlete: Athlete,
    pub(super) answers: Answers,
    /// The first and the last day there are data of.
    pub(super) span: (i32, i32),
    /// The profile that was taken without being named.
    pub(super) found: Option<PathBuf>,
}

/// What the runner says, and the file it stands in.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) name: String,
    pub(super) evidence: Evidence,
}

/// Where the parts of a runner lie.
pub(super) struct Files<'a> {
    pub(super) paths: Vec<&'a Path>,
    pub(super) athlete: Option<PathBuf>,
    pub(super) answers: Option<PathBuf>,
}

/// Reads the runner of the arguments.
pub(super) fn runner(args: &ReviewArgs, engine: &Engine) -> Result<Runner, Failure> {
    let found = args.paths.first().and_then(|path| profile_near(path));
    let found = found.filter(|_| args.athlete.is_none());
    let files = Files {
        paths: args.paths.iter().chain(&args.wellness).map(PathBuf::as_path).collect(),
        athlete: args.athlete.clone().or_else(|| found.clone()),
        answers: args.answers.clone(),
    };
    let runner = read(&files, args, engine).map_err(|trouble| match trouble {
        Trouble::Wrong(problems) | Trouble::Nothing(problems) => Failure::Input(problems),
    })?;
    Ok(Runner { found, ..runner })
}

/// Why there is no runner to review; each problem names its place.
pub(super) enum Trouble {
    /// Something that was named can't be used.
    Wrong(Vec<String>),
    /// All was read, and there is nothing in it to review.
    Nothing(Vec<String>),
}

/// Reads everything, and reports what is wrong with any of it.
pub(super) fn read(
    files: &Files<'_>,
    args: &ReviewArgs,
    engine: &Engine,
) -> Result<Runner, Trouble> {
    let mut problems: Vec<String> = files.paths.iter().filter_map(|path| missing(path)).collect();
    let athlete = athlete(files.athlete.as_deref(), &mut problems);
    let answers = answers(files.answers.as_deref(), engine, &mut problems);
    if !problems.is_empty() {
        return Err(Trouble::Wrong(problems));
    }
    let threads = args.threads.map_or(0, usize::from);
    let options = ReadOptions::default().threads(threads).tables(athlete.table_options());
    let mut reading = with_bar(&files.paths, &options);
    // The answers lie beside the exports and are no export.
    reading.diagnostics.retain(|it| files.answers.as_deref() != Some(Path::new(&it.file)));
    let span = usable_span(files, &reading, &athlete).map_err(Trouble::Nothing)?;
    Ok(Runner { reading, athlete, answers, span, found: None })
}

/// The profile in a folder, or beside a folder or file.
fn profile_near(path: &Path) -> Option<PathBuf> {
    let inside = path.is_dir().then(|| path.join(PROFILE));
    // What is named by one word lies in the folder one stands in, which is not looked at: it was not named.
    let beside = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let beside = beside.map(|parent| parent.join(PROFILE));
    [inside, beside].into_iter().flatten().find(|path| path.is_file())
}

/// A path that was named is to be there; what is wrong within a folder stops nothing.
fn missing(path: &Path) -> Option<String> {
    let found = std::fs::metadata(path).and_then(|kind| {
        if kind.is_dir() {
            std::fs::read_dir(path).map(|_| ())
        } else {
            std::fs::File::open(path).map(|_| ())
        }
    });
    found.err().map(|error| input::unreadable(&path.display().to_string(), &error))
}

fn athlete(path: Option<&Path>, problems: &mut Vec<String>) -> Athlete {
    let Some(path) = path else { return Athlete::default() };
    let name = input::name(path);
    let text = match input::text(path) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return Athlete::default();
        }
    };
    Athlete::from_toml(&text).unwrap_or_else(|error| {
        problems.extend(error.diagnostics().iter().map(|it| said_of(&name, it)));
        Athlete::default()
    })
}

fn answers(path: Option<&Path>, engine: &Engine, problems: &mut Vec<String>) -> Answers {
    let Some(path) = path else {
        return Answers { name: "the data".to_owned(), ..Answers::default() };
    };
    let read = input::request(path).and_then(|(name, request)| {
        let checked = engine.compile(&request.evidence);
        checked.map_err(|error| Failure::evidence(&name, &error))?;
        Ok(Answers { name, evidence: request.evidence })
    });
    read.unwrap_or_else(|failure| {
        if let Failure::Input(more) = failure {
            problems.extend(more);
        }
        Answers::default()
    })
}

/// A problem with its file, and what to do on a line of its own.
fn said_of(file: &str, problem: &Diagnostic) -> String {
    let place =
        if problem.place.is_empty() { String::new() } else { format!("{}: ", problem.place) };
    let help = problem.help.as_ref().map(|help| format!("\n  help: {help}")).unwrap_or_default();
    format!("{file}: {place}{} [{}]{help}", problem.message, problem.code)
}

fn with_bar(paths: &[&Path], options: &ReadOptions) -> Reading {
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} files");
    let bar =
        ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let reading = read_paths(paths, options, &mut |progress| {
        bar.set_length(progress.of as u64);
        bar.set_position(progress.files as u64);
    });
    bar.finish_and_clear();
    reading
}

/// The days there are data of, or why there is nothing to review.
fn usable_span(
    files: &Files<'_>,
    reading: &Reading,
    athlete: &Athlete,
) -> Result<(i32, i32), Vec<String>> {
    let named: Vec<String> = files.paths.iter().map(|path| path.display().to_string()).collect();
    let named = named.join(", ");
    let days: Vec<i32> = reading
        .activities
        .iter()
        .filter_map(|activity| day_of(activity, athlete))
        .chain(reading.days.iter().map(|day| day.day))
        .collect();
    let unusable = reading.diagnostics.iter().filter(|it| it.level == DiagnosticLevel::Unusable);
    let unusable: Vec<String> = unusable.map(|it| said_of(&it.file, it)).take(MOST_SHOWN).collect();
    let no_run = !reading.activities.is_empty() && reading.activities.iter().all(is_no_run);
    let problem = match days.iter().min().zip(days.iter().max()) {
        Some(span) if !no_run => return Ok((*span.0, *span.1)),
        _ if no_run => format!(
            "{named}: no run among its activities ({} in all) [review.no_runs]\n  help: add the files of runs; other sports count beside them",
            reading.activities.len()
        ),
        _ if reading.activities.is_empty() => format!(
            "{named}: nothing that can be read [review.no_data]\n  help: give recordings (.fit, .tcx, .gpx) or tables (.csv, .json), or a folder with them"
        ),
        _ => format!(
            "{named}: no activity says on which day it was [review.no_days]\n  help: export them again with their dates"
        ),
    };
    Err(unusable.into_iter().chain([problem]).collect())
}

/// So many files that can't be read are named where nothing can be.
const MOST_SHOWN: usize = 10;

fn is_no_run(activity: &Activity) -> bool {
    activity.sport.is_some_and(|sport| !sport.is_run())
}

fn day_of(activity: &Activity, athlete: &Athlete) -> Option<i32> {
    let zone = athlete.zone.as_ref().zip(activity.start_s);
    let home_s = zone.and_then(|(zone, start_s)| zone.offset_s(start_s));
    match local_day(activity, home_s) {
        Measured::Known(found) => Some(found.day),
        Measured::Unknown(_) => None,
    }
}
