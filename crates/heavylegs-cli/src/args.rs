//! What can be given on the command line.

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  heavylegs assess runner.json
  heavylegs assess runner.json --format html > report.html
  echo '{\"schema\": 1, \"evidence\": {\"side\": \"both_alike\"}}' | heavylegs assess -
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

const KNOWLEDGE_HELP: &str = "\
A folder is either a whole knowledge base (it has a knowledge.toml), or an overlay: files that add to the built-in
knowledge. The ids of an overlay begin with the name of its folder: my_club/causes/my_club_new_track.toml.
docs/knowledge.md explains the files.";

const EXPORT_HELP: &str = "\
Examples:
  heavylegs knowledge export --format json > network.json
  heavylegs knowledge export --format bif --evidence runner.json > network.bif

The export holds the odds of the causes after factors, descriptors and measurements; symptoms are listed as answers,
for the other program to enter. In BIF, symptoms of more than six causes are chains of OR nodes.";

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
    /// Show an entry with its numbers and sources, or a list.
    #[command(
        after_help = "Examples:\n  heavylegs knowledge show observations\n  heavylegs knowledge show ferritin"
    )]
    Show {
        /// The id of an entry, or observations, causes, `red_flags`, recommendations.
        #[arg(value_name = "ID")]
        id: Option<String>,
        #[command(flatten)]
        knowledge: KnowledgeFolder,
    },
    /// Export the compiled network, to check it with another program.
    #[command(after_help = EXPORT_HELP)]
    Export(ExportArgs),
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
