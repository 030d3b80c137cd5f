//! What can be given on the command line.

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  heavylegs assess runner.json
  heavylegs assess runner.json --format html > report.html
  echo '{\"schema\": 1, \"evidence\": {\"side\": \"both_alike\"}}' | heavylegs assess -
  heavylegs interview --save me.json
  heavylegs review my-exports
  heavylegs knowledge show iron_deficiency

Exit codes: 0 done, 1 bad input (problems on stderr, nothing on stdout), 2 wrong usage.
This is not a diagnosis and does not replace a doctor.";

const ASSESS_HELP: &str = "\
The file holds what is known about one runner; what is not given is unknown:

  {\"schema\": 1,
   \"evidence\": {\"course_in_run\": \"heavy_then_clears\", \"sitting_hours_today\": 9,
                \"one_leg_swollen\": false, \"ferritin\": {\"value\": 14, \"unit\": \"ug/L\"}},
   \"options\": {\"top\": 5, \"profile\": \"wellness\"}}

`heavylegs knowledge show observations` lists what can be said. Options given here win over those in the file.

Examples:
  heavylegs assess runner.json
  heavylegs assess - --format json < runner.json
  heavylegs assess runner.json --knowledge my-club --profile clinical --top 10";

const INTERVIEW_HELP: &str = "\
Type the number of an answer and press Enter. At every question: ? explains it, < goes back, - is \"I don't know\", ! shows the
report now, q saves and quits. Nothing leaves this computer.

With --save (or else --resume) the file is written after every answer, whole: whatever stops the conversation, it holds what was
answered. It is a file that `heavylegs assess` reads too. Questions go to stderr, the report to stdout.

With --answers nothing is asked of anybody: each question is answered from the file (the form of `heavylegs assess --help`), and
what is not there is \"I don't know\".

Examples:
  heavylegs interview
  heavylegs interview --save me.json
  heavylegs interview --resume me.json --language de
  heavylegs interview --format html > report.html
  heavylegs interview --answers runner.json --evidence-out asked.json";

const REVIEW_HELP: &str = "\
Files are recordings (.fit, .tcx, .gpx, each also .gz) and tables (.csv, .json: exports of Strava, Garmin, intervals.icu, Fitbit,
HRV4Training, Elite HRV, PMSys, or a log of your own); of folders everything below them is read. Nothing leaves this computer.

What the data say becomes evidence, each piece with the file it was read from; what they can't tell is said, and why. An
athlete.toml in or beside the first folder is taken, unless --athlete names another one. --answers is a file as for
`heavylegs assess`; it counts for the last of the days.

Without --from and --to, one day is assessed: that of --on, or the last day there are data of. --on and --to can be up to 14 days after it:
ask today with yesterday's run. Of days without data nothing is known, and what is older counts as long as it is not too old.

--format csv has a line a day, with these columns: date; state (trained, rest, unknown); load, fitness, fatigue, form (as `load` in
JSON says); distance_km; heavy (how probable a run was heavier than usual for this runner, 0 to 1); urgency; activity; coverage; families (those
that the report names, as id:likely, with a space between); evidence (the observations that were told). What is not known is empty, never 0.
--format json is described by docs/schema/training/review.schema.json and squad.schema.json.

With --squad each folder is one athlete: its name is theirs, and it may hold an athlete.toml and an answers.json. The table begins with
whom someone should see; what is sensitive is left out.

Examples:
  heavylegs review exports
  heavylegs review exports --on 2025-04-18 --answers me.json
  heavylegs review exports --from 2025-03-03 --to 2025-07-06 --format html > season.html
  heavylegs review activities.csv --wellness wellness.csv --athlete athlete.toml
  heavylegs review --squad squad/anna squad/ben";

const KNOWLEDGE_HELP: &str = "\
A folder is either a whole knowledge base (it has a knowledge.toml), or an overlay: files that add to the built-in
knowledge. The ids of an overlay begin with the name of its folder: my_club/causes/my_club_new_track.toml.
docs/knowledge.md explains the files.";

const SHOW_HELP: &str = "\
Examples:
  heavylegs knowledge show iron_deficiency
  heavylegs knowledge show observations
  heavylegs knowledge show ferritin --format html > ferritin.html

Beside each number stands what it rests on: measured, an estimate after a source, an estimate or a guess.";

const EXPORT_HELP: &str = "\
Examples:
  heavylegs knowledge export --format json > network.json
  heavylegs knowledge export --format bif --evidence runner.json > network.bif

The export holds the odds of the causes after factors, descriptors and measurements; symptoms are listed as answers,
for the other program to enter. In BIF, symptoms of more than six causes are chains of OR nodes.";

const SIMULATE_HELP: &str = "\
Runners are drawn from the knowledge base itself: causes from their priors, then what such runners would truthfully
answer. So this measures self-consistency only: whether the posteriors mean what they say if the knowledge is right. It
says nothing about real runners.

Printed always: how often causes are on where the posterior says 10 %, 20 %, ...; the Brier score; how many causes
are on; how urgent it is; how common each symptom and level is, beside what the knowledge base says. The same seed gives the
same numbers at any number of threads.

Examples:
  heavylegs knowledge simulate
  heavylegs knowledge simulate --draws 100000 --answered 0.3
  heavylegs knowledge simulate --per-cause 200 --cause iron_deficiency
  heavylegs knowledge simulate --correlated 0.3 --drift --robust --format json
  heavylegs knowledge simulate --knowledge my-club --order factors-first";

/// Why do my legs feel heavy, and what should I do?
///
/// Ranks what can make a runner's legs heavy, says what speaks for and against it, what to do, and when to see a doctor.
/// Works offline; the same input always gives the same answer.
#[derive(Debug, Parser)]
#[command(name = "heavylegs", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Assess one runner from a file of answers.
    #[command(after_help = ASSESS_HELP)]
    Assess(AssessArgs),
    /// Answer a few questions in the terminal, and read what may play a part.
    #[command(after_help = INTERVIEW_HELP)]
    Interview(InterviewArgs),
    /// Review training files and wellness logs: one day, or a season.
    #[command(after_help = REVIEW_HELP)]
    Review(ReviewArgs),
    /// Look into the knowledge base, check it, export it.
    Knowledge {
        #[command(subcommand)]
        command: KnowledgeCommand,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct AssessArgs {
    /// A JSON file of answers, or - for standard input; at most 8 MiB.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFolder,
    /// For runners (wellness), or for professionals: every cause by its name, with percentages (clinical).
    #[arg(long, value_enum)]
    pub(crate) profile: Option<ProfileName>,
    /// The language of the answer, one that the knowledge has [default: en].
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) language: Option<String>,
    /// How many causes are listed [default: 5].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) top: Option<u16>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct InterviewArgs {
    /// Go on from the answers in this file, and keep the new ones there.
    #[arg(long, value_name = "FILE")]
    pub(crate) resume: Option<PathBuf>,
    /// Keep the answers in this file, written after every answer.
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
    /// The language of questions and report, one that the knowledge has [default: en].
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) language: Option<String>,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    /// Answer from this file instead of asking, without a terminal; - for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: Option<PathBuf>,
    /// At the end, write all that was answered to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence_out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFolder,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReviewArgs {
    /// Files and folders of exports; with --squad a folder for each athlete.
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// What the runner says of themselves [default: the athlete.toml in or beside the first folder].
    #[arg(long, value_name = "FILE")]
    pub(crate) athlete: Option<PathBuf>,
    /// A wellness log, read beside the other files; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) wellness: Vec<PathBuf>,
    /// A JSON file of answers for the last of the days, or - for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: Option<PathBuf>,
    /// The day that is assessed [default: the last day there are data of].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<i32>,
    /// The first of the days of a table [default: the first day there are data of].
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "on")]
    pub(crate) from: Option<i32>,
    /// The last of them [default: the last day there are data of].
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "on")]
    pub(crate) to: Option<i32>,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = ReviewFormat::Text)]
    pub(crate) format: ReviewFormat,
    /// The language, one that the knowledge has [default: en].
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) language: Option<String>,
    /// One line for each athlete, whose folder each PATH is.
    #[arg(long, conflicts_with_all = ["athlete", "wellness", "answers", "from", "to"])]
    pub(crate) squad: bool,
    /// How many files are read, and days reviewed, at a time; the result does not depend on it [default: as many as the machine has processors].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// Say everything that was put right, left out or lost, instead of one line for each kind.
    #[arg(long)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFolder,
}

/// A date as days since 1970-01-01.
fn day(text: &str) -> Result<i32, String> {
    crate::date::parse(text).ok_or_else(|| "no date; write it as 2025-04-18".to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReviewFormat {
    /// A report or a table to read.
    Text,
    /// All of it, with exact numbers.
    Json,
    /// One self-contained page.
    Html,
    /// One line a day.
    Csv,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct KnowledgeFolder {
    /// A folder of TOML files: a whole knowledge base (it has a knowledge.toml), or an overlay on the built-in one whose ids
    /// begin with the folder's name.
    #[arg(long = "knowledge", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl KnowledgeFolder {
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum KnowledgeCommand {
    /// Check a folder of TOML files with all its test cases; without one, the built-in knowledge.
    ///
    /// Prints every problem with file and line, then what there is.
    #[command(after_help = KNOWLEDGE_HELP)]
    Check {
        /// The folder.
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Show an entry with its numbers and what each rests on, or a list.
    #[command(after_help = SHOW_HELP)]
    Show(ShowArgs),
    /// Export the compiled network, to check it with another program.
    #[command(after_help = EXPORT_HELP)]
    Export(ExportArgs),
    /// Draw runners from the model and measure how well it recovers them.
    #[command(after_help = SIMULATE_HELP)]
    Simulate(SimulateArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SimulateArgs {
    /// How many runners are drawn.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub(crate) draws: u64,
    /// Answer each question that may be asked with this probability.
    #[arg(long, value_name = "SHARE", default_value_t = 1.0, value_parser = share)]
    pub(crate) answered: f64,
    /// What all draws follow from.
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    pub(crate) seed: u64,
    /// In which order a runner is drawn.
    #[arg(long, value_enum, default_value_t = OrderName::CausesFirst)]
    pub(crate) order: OrderName,
    /// For each scored cause draw N runners in whom it is on, and look whether it is found.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub(crate) per_cause: Option<u64>,
    /// Only for this cause; may be given several times.
    #[arg(long, value_name = "ID", requires = "per_cause")]
    pub(crate) cause: Vec<String>,
    /// Let vague symptoms (base rate 0.2 and above) share an event: any two follow one draw with probability RHO.
    #[arg(long, value_name = "RHO", value_parser = share)]
    pub(crate) correlated: Option<f64>,
    /// Ask every question, whatever opens it: gates are drawn independently of what lies behind them.
    #[arg(long)]
    pub(crate) ungated: bool,
    /// Follow the sum of the posteriors as questions are answered in random order.
    #[arg(long)]
    pub(crate) drift: bool,
    /// Compare the first three families when all priors or all leaks move.
    #[arg(long)]
    pub(crate) robust: bool,
    /// Play interviews with the runners, against forms in a fixed and in a random order, and plant each urgent red flag in N runners.
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "200", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub(crate) interview: Option<u64>,
    /// How many threads work; the numbers do not depend on it [default: as many as the machine has].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFolder,
}

/// A number from 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err("not from 0 to 1".to_owned()) }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum OrderName {
    /// Causes, then factors, descriptors and measurements given those that are on.
    CausesFirst,
    /// The same, with descriptors given those that are off as well: each level as common as the knowledge says.
    SharesKept,
    /// Everything but symptoms by its shares, then causes by the engine's odds: with everything answered, exact by construction.
    FactorsFirst,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TableFormat {
    /// Tables to read.
    Text,
    /// All numbers.
    Json,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ShowArgs {
    /// The id of an entry, or causes, observations, recommendations, `red_flags`, sources.
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
    /// How the page is written.
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub(crate) format: PageFormat,
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFolder,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExportArgs {
    /// How the network is written.
    #[arg(long, value_enum)]
    pub(crate) format: NetworkFormat,
    /// A JSON file of answers, or - for standard input; without it nothing is known.
    #[arg(long, value_name = "FILE")]
    pub(crate) evidence: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) knowledge: KnowledgeFolder,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ReportFormat {
    /// A report to read.
    Text,
    /// The JSON contract, on one line.
    Json,
    /// One self-contained page.
    Html,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PageFormat {
    /// A page of 80 columns, or a list with one line for each entry.
    Text,
    /// What the page says, with exact numbers.
    Json,
    /// One self-contained page.
    Html,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum NetworkFormat {
    /// Odds, leaks and links.
    Json,
    /// The Bayesian Interchange Format.
    Bif,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ProfileName {
    Wellness,
    Clinical,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_fit_together() {
        super::Args::command().debug_assert();
    }
}
