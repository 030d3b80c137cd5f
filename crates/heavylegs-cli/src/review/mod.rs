//! `heavylegs review`: what training files and wellness logs say of a day, of a season, of a squad.

mod chart;
mod day;
mod document;
mod gather;
mod notes;
mod page;
mod season;
mod sheet;
mod squad;
mod squad_document;
mod squad_page;
mod table;
mod words;

use heavylegs::Engine;
use heavylegs_training::{DayReview, DayState, Reading, Review, ReviewOptions};

use crate::args::{ReviewArgs, ReviewFormat};
use crate::date::iso;
use crate::failure::{self, Failure};
use crate::input;
use crate::layout;
use crate::output::Answer;
use gather::Runner;
use words::{Titles, Words, words};

pub use document::{review_schema, squad_schema};

/// The longest table, which is what the training crate reviews at once.
const MOST_DAYS: i32 = 3653;
const TOO_LONG: &str = "--from: more than ten years are too much for one table [review.too_long]\n  help: give --from and --to";

pub(crate) fn review(args: &ReviewArgs) -> Result<Answer, Failure> {
    let engine = input::engine(args.knowledge.folder())?;
    language_is_known(&engine, language(args))?;
    if args.squad {
        return squad::squad(args, &engine);
    }
    let runner = gather::runner(args, &engine)?;
    let (first, last) = days(args, &runner)?;
    let options = options(args, first, last);
    let review = reviewed(&engine, &runner, &options)?;
    if let Some(found) = &runner.found {
        failure::note(&format!("{} says who the runner is", found.display()));
    }
    if args.on.is_none() && !is_range(args) {
        failure::note(&format!("the last day of the data, {}; another one with --on", iso(last)));
    }
    let (_, newest) = runner.span;
    if last > newest {
        failure::note(&after_the_data(newest));
    }
    notes::say(&review.diagnostics, args.verbose);
    Ok(written(args, &engine, &review, &runner.reading))
}

fn options(args: &ReviewArgs, first: i32, last: i32) -> ReviewOptions {
    let threads = args.threads.map_or(0, usize::from);
    ReviewOptions::between(first, last).language(language(args)).threads(threads)
}

/// Reviews a runner; what is wrong can only be in the answers.
fn reviewed(engine: &Engine, runner: &Runner, options: &ReviewOptions) -> Result<Review, Failure> {
    let Runner { reading, athlete, answers, .. } = runner;
    heavylegs_training::review(engine, reading, athlete, &answers.evidence, options).map_err(
        |error| match error.evidence() {
            Some(evidence) => Failure::evidence(&answers.name, evidence),
            None => Failure::one(format!("{error} [{}]", error.code())),
        },
    )
}

fn after_the_data(newest: i32) -> String {
    format!(
        "the newest of the data is of {}: nothing is known of the days after it, which is not rest",
        iso(newest)
    )
}

fn written(args: &ReviewArgs, engine: &Engine, review: &Review, reading: &Reading) -> Answer {
    let (words, columns) = (words(language(args)), layout::columns_of_stdout());
    let titles = Titles::of(engine, language(args));
    match (args.format, is_range(args)) {
        (ReviewFormat::Text, false) => {
            Answer::Coloured(day::text(review, reading, (words, &titles), columns))
        }
        (ReviewFormat::Text, true) => {
            Answer::Coloured(season::text(review, reading, (words, &titles), columns))
        }
        (ReviewFormat::Html, false) => Answer::Exact(page::day(review, reading, (words, &titles))),
        (ReviewFormat::Html, true) => Answer::Exact(page::season(review, words)),
        (ReviewFormat::Json, range) => {
            let language = language(args);
            Answer::Exact(document::review(engine, review, reading, language, !range))
        }
        (ReviewFormat::Csv, _) => Answer::Exact(sheet::csv(review)),
    }
}

fn is_range(args: &ReviewArgs) -> bool {
    args.from.is_some() || args.to.is_some()
}

fn language(args: &ReviewArgs) -> &str {
    args.language.as_deref().unwrap_or("en")
}

/// Says before anything is read that a language is not there; the core would say it of the answers.
fn language_is_known(engine: &Engine, language: &str) -> Result<(), Failure> {
    let languages = engine.knowledge().languages();
    if languages.contains(&language) {
        return Ok(());
    }
    Err(Failure::one(format!(
        "--language: `{language}` is no language of the knowledge [options.language]\n  help: languages: {}",
        languages.join(", ")
    )))
}

/// The days that are asked for, which must be among those there are data of, or shortly after them: a runner asks today.
fn days(args: &ReviewArgs, runner: &Runner) -> Result<(i32, i32), Failure> {
    let (begin, end) = runner.span;
    let (first, last) = match (args.on, is_range(args)) {
        (Some(day), _) => (day, day),
        (None, true) => {
            let first = args.from.unwrap_or(begin);
            (first, args.to.unwrap_or(end.max(first)))
        }
        (None, false) => (end, end),
    };
    let asked = [("--on", args.on), ("--from", args.from), ("--to", args.to)];
    let mut problems: Vec<String> = asked
        .into_iter()
        .filter_map(|(option, day)| Some((option, day?)))
        .filter(|(_, day)| !can_be_asked(*day, runner.span))
        .map(|(option, day)| outside(option, day, runner.span))
        .collect();
    if first > last && problems.is_empty() {
        let (first, last) = (iso(first), iso(last));
        problems.push(format!("--from: {first} is after {last} of --to [review.order]"));
    } else if last.saturating_sub(first) > MOST_DAYS && problems.is_empty() {
        problems.push(TOO_LONG.to_owned());
    }
    if !problems.is_empty() {
        return Err(Failure::Input(problems));
    }
    Ok((first, last))
}

/// Whether a day is among those there are data of or shortly after them.
fn can_be_asked(day: i32, (first, last): (i32, i32)) -> bool {
    (first..=latest(last)).contains(&day)
}

/// The last day that can be asked about.
fn latest(last: i32) -> i32 {
    last.saturating_add(ReviewOptions::MOST_DAYS_AFTER)
}

fn outside(option: &str, day: i32, (first, last): (i32, i32)) -> String {
    let (side, near) =
        if day < first { ("before the first", first) } else { ("too long after the last", last) };
    format!(
        "{option}: {} is {side} day of the data, {} [review.outside]\n  help: give a day from {} to {}, or the files of that day",
        iso(day),
        iso(near),
        iso(first),
        iso(latest(last))
    )
}

/// Everything that is said of a day in a table, whatever it is laid out in.
fn done(day: &DayReview, words: &Words) -> String {
    match (day.state, day.distance_km) {
        (DayState::Trained(_), Some(km)) if km > 0.0 => {
            words.fill(words.ran, &[("km", &words.number(km, 1))])
        }
        (DayState::Trained(_), _) => words.trained.to_owned(),
        (DayState::Rest, _) => words.rest.to_owned(),
        (DayState::Unknown, _) => words.not_known.to_owned(),
    }
}

/// The load of a day: nothing at rest, and not known where a session does not say.
fn load(day: &DayReview) -> Option<f64> {
    match day.state {
        DayState::Trained(load) => load,
        DayState::Rest => Some(0.0),
        DayState::Unknown => None,
    }
}
