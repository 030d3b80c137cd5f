//! `heavylegs interview`.

mod conversation;
mod page;
mod play;
mod reply;
mod save;
mod script;
mod summary;
mod terminal;
#[cfg(test)]
mod tests;
mod words;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use heavylegs::{Assessment, Engine, Evidence, Options, QuestionOptions};

use crate::args::{InterviewArgs, ReportFormat};
use crate::assess::written;
use crate::failure::Failure;
use crate::input;
use crate::layout;
use crate::output::Answer;
use conversation::Conversation;
use page::Pages;
use play::{Ending, Play};
use terminal::Terminal;
use words::{fill, words};

const NO_TERMINAL: &str = "an interview needs a terminal to ask in [usage.no_terminal]\n  help: give the answers in a file with \
                           --answers FILE, or assess a file of answers with `heavylegs assess FILE`";

pub(crate) fn interview(args: &InterviewArgs) -> Result<Answer, Failure> {
    let no_terminal = || Err(Failure::Usage(NO_TERMINAL.to_owned()));
    let terminal = Terminal::open();
    if terminal.is_none() && args.answers.is_none() {
        return no_terminal();
    }
    let files = Files::read(args)?;
    let mut conversation = files.conversation(args)?;
    match (&files.answers, terminal) {
        (Some(known), _) => scripted(args, &files, &mut conversation, known),
        (None, Some(terminal)) => spoken(args, &files, &mut conversation, terminal),
        (None, None) => no_terminal(),
    }
}

/// What is read before the first question.
struct Files {
    engine: Engine,
    answers: Option<Evidence>,
    resumed: Option<Evidence>,
    /// Where the answers are kept.
    kept: Option<PathBuf>,
}

impl Files {
    /// Reads all files, and reports what is wrong with any of them.
    fn read(args: &InterviewArgs) -> Result<Self, Failure> {
        let engine = input::engine(args.knowledge.folder())?;
        let mut problems = Vec::new();
        let mut evidence = |path: &Option<PathBuf>| {
            let path = path.as_deref()?;
            evidence(&engine, path).map_err(|more| problems.extend(more)).ok()
        };
        let (answers, resumed) = (evidence(&args.answers), evidence(&args.resume));
        let resumed_file = args.resume.as_ref().filter(|path| path.as_os_str() != "-");
        let kept = args.save.as_ref().or(resumed_file);
        problems.extend(kept.and_then(|path| save::check(path).err()));
        problems.extend(args.save.as_deref().filter(|path| is_taken(path, args)).map(taken));
        problems.extend(args.evidence_out.as_ref().and_then(|path| save::check(path).err()));
        if problems.is_empty() {
            Ok(Self { answers, resumed, kept: kept.cloned(), engine })
        } else {
            Err(Failure::Input(problems))
        }
    }

    fn conversation(&self, args: &InterviewArgs) -> Result<Conversation, Failure> {
        let options = QuestionOptions::default().answerable_now(true).language(language(args));
        let evidence = self.resumed.clone().unwrap_or_default();
        Conversation::new(self.engine.clone(), options, evidence)
            .map_err(|error| Failure::evidence("heavylegs interview", &error))
    }
}

/// The evidence of a file that fits the knowledge.
fn evidence(engine: &Engine, path: &Path) -> Result<Evidence, Vec<String>> {
    let problems = |failure| match failure {
        Failure::Input(problems) => problems,
        other => vec![format!("{other:?}")],
    };
    let (name, request) = input::request(path).map_err(problems)?;
    let checked = engine.compile(&request.evidence);
    checked.map_err(|error| problems(Failure::evidence(&name, &error)))?;
    Ok(request.evidence)
}

/// Whether a file of earlier answers would be lost.
fn is_taken(path: &Path, args: &InterviewArgs) -> bool {
    path.exists() && args.resume.as_deref() != Some(path)
}

fn taken(path: &Path) -> String {
    let name = path.display();
    format!(
        "{name}: is there already [file.taken]\n  help: go on from it with --resume {name}, or give --save another name"
    )
}

fn scripted(
    args: &InterviewArgs,
    files: &Files,
    conversation: &mut Conversation,
    known: &Evidence,
) -> Result<Answer, Failure> {
    let pages = pages(args, layout::columns_of_stdout());
    let transcript = script::play(conversation, known, pages)
        .map_err(|error| Failure::evidence("heavylegs interview", &error))?;
    if let Some(file) = &files.kept {
        save::save(file, conversation.evidence()).map_err(Failure::one)?;
    }
    hand_over(args, conversation)?;
    let assessment = assessment(args, conversation)?;
    Ok(match written(&assessment, args.format, pages.columns) {
        Answer::Coloured(report) => Answer::Coloured(format!("{transcript}\n{report}")),
        exact @ Answer::Exact(_) => exact,
    })
}

fn spoken(
    args: &InterviewArgs,
    files: &Files,
    conversation: &mut Conversation,
    mut terminal: Terminal,
) -> Result<Answer, Failure> {
    let pages = pages(args, layout::columns());
    play::Talk::say(&mut terminal, &pages.start(&kept(files, args, pages)));
    let emergency = |conversation: &Conversation| {
        assessment(args, conversation).map(|told| told.to_ansi_within(pages.columns))
    };
    let (talk, file, emergency) = (&mut terminal, files.kept.clone(), &emergency);
    let ending = Play { conversation, talk, pages, file, emergency }.run()?;
    hand_over(args, conversation)?;
    // What was told on this very terminal is not told again.
    let told = ending == Ending::Told && io::stdout().is_terminal();
    if ending == Ending::Left || (told && matches!(args.format, ReportFormat::Text)) {
        return Ok(Answer::Exact(String::new()));
    }
    let assessment = assessment(args, conversation)?;
    Ok(match written(&assessment, args.format, pages.columns) {
        Answer::Coloured(report) => Answer::Coloured(format!("\n{report}")),
        exact @ Answer::Exact(_) => exact,
    })
}

/// Where the answers are kept, in words, and how many are there already.
fn kept(files: &Files, args: &InterviewArgs, pages: Pages) -> String {
    let kept = match &files.kept {
        Some(file) => fill(pages.words.kept_in, &[("file", &file.display().to_string())]),
        None => pages.words.kept.to_owned(),
    };
    let (Some(resumed), Some(from)) = (&files.resumed, &args.resume) else { return kept };
    let values = [("file", input::name(from)), ("count", resumed.len().to_string())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    format!("{} {kept}", fill(pages.words.resumed, &values))
}

fn hand_over(args: &InterviewArgs, conversation: &Conversation) -> Result<(), Failure> {
    let Some(path) = &args.evidence_out else { return Ok(()) };
    save::save(path, conversation.evidence()).map_err(Failure::one)
}

fn assessment(args: &InterviewArgs, conversation: &Conversation) -> Result<Assessment, Failure> {
    let options = Options::default().language(language(args));
    conversation
        .engine()
        .assess_with(conversation.evidence(), &options)
        .map_err(|error| Failure::evidence("heavylegs interview", &error))
}

fn language(args: &InterviewArgs) -> &str {
    args.language.as_deref().unwrap_or("en")
}

fn pages(args: &InterviewArgs, columns: usize) -> Pages {
    Pages { words: words(language(args)), columns }
}
