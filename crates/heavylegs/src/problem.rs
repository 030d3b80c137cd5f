//! What is wrong with an input, where, and what to do about it.

use std::fmt;

use serde::Serialize;

/// How bad a [`Problem`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// Worth a look; the input can be used.
    Warning,
    /// The input can't be used.
    Error,
}

/// One thing that is wrong with an input: a stable code, the place, a message and what to do.
///
/// # Examples
///
/// ```
/// use heavylegs::{Engine, Evidence};
///
/// let wrong = Evidence::new().present("hair_los");
/// let error = Engine::builtin().assess(&wrong).unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!(problem.code(), "evidence.unknown_id");
/// assert_eq!(problem.path(), "evidence.hair_los");
/// assert!(problem.help().unwrap().contains("hair_loss"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Problem {
    code: &'static str,
    severity: Severity,
    #[serde(skip_serializing_if = "String::is_empty")]
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    path: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

impl Problem {
    /// Returns an error for a crate that reads evidence from elsewhere: its stable code, the place, what was found and what was
    /// expected. Messages that nobody could read are cut.
    #[must_use]
    pub fn error(code: &'static str, path: impl Into<String>, message: String) -> Self {
        Self {
            code,
            severity: Severity::Error,
            file: String::new(),
            line: None,
            path: shortened(path.into()),
            message: shortened(message),
            help: None,
        }
    }

    pub(crate) fn warning(code: &'static str, path: impl Into<String>, message: String) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, path, message) }
    }

    /// The same problem with what to do about it.
    #[must_use]
    pub fn advise(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn advise_maybe(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    pub(crate) fn in_file(mut self, file: &str, line: Option<u32>) -> Self {
        file.clone_into(&mut self.file);
        self.line = line;
        self
    }

    /// The same problem of evidence that stands under another name than `evidence`.
    pub(crate) fn under(mut self, name: &str) -> Self {
        if let Some(rest) = self.path.strip_prefix("evidence")
            && (rest.is_empty() || rest.starts_with('.'))
        {
            self.path = format!("{name}{rest}");
        }
        self
    }

    /// Returns the stable code, such as `evidence.unknown_id`; [`problem_codes`] lists them all.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Returns whether the input can still be used.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns the file the problem is in, or an empty text where there is none.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the line, counted from 1, where it is known.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.line
    }

    /// Returns the place inside the input, such as `evidence.ferritin.unit`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns what was found and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

/// The most bytes of a message: a text of the user can be as long as the request.
const LONGEST_MESSAGE: usize = 2000;

/// Cuts a text that nobody could read.
fn shortened(mut text: String) -> String {
    if text.len() > LONGEST_MESSAGE {
        let end = (0..=LONGEST_MESSAGE).rev().find(|at| text.is_char_boundary(*at));
        text.truncate(end.unwrap_or(0));
        text.push('…');
    }
    text
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}:", self.file)?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            f.write_str(" ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{} [{}]", self.message, self.code)?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// How many problems an error shows; its list holds all.
const MOST_SHOWN: usize = 50;

/// Declares an error type that carries every problem of one phase.
macro_rules! error_of_problems {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            problems: Vec<Problem>,
        }

        impl $name {
            pub(crate) fn new(problems: Vec<Problem>) -> Self {
                Self { problems }
            }

            /// Returns every problem that was found, never none.
            #[must_use]
            pub fn problems(&self) -> &[Problem] {
                &self.problems
            }

            /// Returns the code of the first problem.
            #[must_use]
            pub fn code(&self) -> &'static str {
                self.problems.first().map_or("", Problem::code)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.problems.as_slice() {
                    [one] => write!(f, "the {} can't be used: {one}", $what),
                    many => {
                        write!(f, "{}: {} problems", $what, many.len())?;
                        let shown = many.iter().take(MOST_SHOWN);
                        shown.clone().try_for_each(|problem| write!(f, "\n- {problem}"))?;
                        match many.len() - shown.len() {
                            0 => Ok(()),
                            more => write!(f, "\n- and {more} more"),
                        }
                    }
                }
            }
        }

        impl std::error::Error for $name {}
    };
}

error_of_problems!(
    /// A knowledge base that can't be used, with every problem at once.
    KnowledgeError,
    "knowledge"
);
error_of_problems!(
    /// Evidence that can't be used, with every problem at once.
    EvidenceError,
    "evidence"
);

impl EvidenceError {
    /// Returns an error of these problems; there has to be one.
    #[must_use]
    pub fn of(problems: Vec<Problem>) -> Self {
        Self::new(problems)
    }

    pub(crate) fn one(problem: Problem) -> Self {
        Self::new(vec![problem])
    }
}

error_of_problems!(
    /// A text that can't be read back as what it should be, such as an assessment that was stored.
    ReadError,
    "text"
);

/// Longer words are no slips of the hand.
const LONGEST_WORD: usize = 200;

/// Returns the candidate closest to `word`, if one is close enough to be a slip of the hand.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let length = word.chars().take(LONGEST_WORD + 1).count();
    if length > LONGEST_WORD {
        return None;
    }
    let limit = (length / 3).clamp(1, 4);
    let mut candidates: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let apart = distance(word, candidate, limit);
            // A part of a longer id is a good guess too, but a worse one than a slip of the hand.
            let part = length >= LEAST_PART && candidate.contains(word);
            let rank =
                if apart <= limit { Some(apart) } else { part.then_some(limit + candidate.len()) };
            rank.map(|rank| (rank, candidate))
        })
        .collect();
    candidates.sort_unstable();
    candidates.first().map(|(_, candidate)| format!("did you mean `{candidate}`?"))
}

/// A word shorter than this is a part of too many ids.
const LEAST_PART: usize = 4;

/// The optimal string alignment distance, or `limit + 1` when it is larger.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

/// Returns every code that a [`Problem`] can have, sorted, each with what it means.
///
/// # Examples
///
/// ```
/// let codes = heavylegs::problem_codes();
/// assert!(codes.iter().any(|(code, _)| *code == "evidence.unknown_id"));
/// ```
#[must_use]
pub fn problem_codes() -> &'static [(&'static str, &'static str)] {
    &CODES
}

const CODES: [(&str, &str); 69] = [
    ("evidence.kind", "an answer of a kind that the observation does not take"),
    ("evidence.likelihood", "a likelihood pair that is no pair of numbers from 0 on, not both 0"),
    ("evidence.not_finite", "a number that is infinite or not a number"),
    ("evidence.options", "an option of a request that is not known or of the wrong kind"),
    ("evidence.range", "a number or an age outside what is plausible"),
    ("evidence.schema", "a request without a schema version that this library reads"),
    ("evidence.shape", "a finding that is not written as one"),
    ("evidence.syntax", "a text that is no JSON"),
    ("evidence.too_large", "a text larger than a request may be"),
    ("evidence.too_many", "a table or list of a request with more entries than are looked at"),
    ("evidence.twice", "an observation or a key that is given more than once"),
    ("evidence.unit", "a unit that the observation does not know"),
    ("evidence.unknown_id", "an id that is no observation"),
    ("evidence.unknown_level", "a level that the observation does not have"),
    ("evidence.unknown_recommendation", "an id that is no recommendation"),
    ("knowledge.alike", "two causes that nothing tells apart"),
    ("knowledge.bands", "a measurement's shares times ratios don't sum to about 1"),
    ("knowledge.care", "a cause that raises to an emergency, which only rules do"),
    ("knowledge.case", "a test case that fails"),
    ("knowledge.case_evidence", "a test case whose evidence is none"),
    ("knowledge.cases", "a cause with fewer than two test cases"),
    (
        "knowledge.clamp",
        "a descriptor row that the clamp bends: the mean moves by more than a tenth",
    ),
    (
        "knowledge.condition",
        "a condition that can't be read, or that tests an observation in a way it can't be answered",
    ),
    ("knowledge.defined_twice", "an entry, a key or a name that is defined more than once"),
    ("knowledge.draft", "a language that is still being translated"),
    ("knowledge.explains_too_much", "the links of a symptom explain more than its base rate"),
    ("knowledge.file", "a file in a place that belongs to no section"),
    ("knowledge.id", "an id that is not snake_case, or is a reserved word"),
    ("knowledge.ill_determined", "a leak that the base rate hardly determines: too many links"),
    ("knowledge.implied_rate", "links and leak imply another base rate than the one authored"),
    ("knowledge.kind", "an id used for another kind of thing than it stands for"),
    ("knowledge.levels", "levels, cuts and shares of an observation that don't fit together"),
    ("knowledge.link_below_leak", "a link not above the leak of its symptom"),
    ("knowledge.no_base", "a symptom that causes link to, without a base rate"),
    ("knowledge.no_shares", "an observation that moves a cause, without shares of its levels"),
    ("knowledge.overlay_general", "an overlay that sets what holds for the whole knowledge base"),
    ("knowledge.overlay_missing", "an overlay that overrides something that is not there"),
    ("knowledge.overlay_prefix", "an overlay that defines an id without its prefix"),
    (
        "knowledge.overlay_red_flag",
        "an overlay that replaces a red flag, or an observation that one depends on",
    ),
    (
        "knowledge.prior_average",
        "prior rows that don't average to the prior over the reference population",
    ),
    (
        "knowledge.prior_multiplier",
        "an observation that both chooses the prior and multiplies the odds of a cause",
    ),
    (
        "knowledge.prior_row_missing",
        "a subset of the observations tested by `prior_when` without a row",
    ),
    ("knowledge.prior_symptom", "a prior row that tests a symptom"),
    (
        "knowledge.prior_unchecked",
        "prior rows that can't be averaged: no shares, or too many combinations",
    ),
    ("knowledge.prior_unreachable", "a prior row that never decides"),
    ("knowledge.range", "a number outside its range"),
    ("knowledge.reference", "an odds ratio other than 1 for the reference level"),
    ("knowledge.replaces", "a prior row that replaces what is no factor of its cause"),
    (
        "knowledge.row",
        "a descriptor row that does not sum to 1, or leaves nothing for its other levels",
    ),
    (
        "knowledge.row_explains_too_much",
        "a descriptor row that explains more of a level than occurs",
    ),
    ("knowledge.shape", "a field that is missing or of the wrong kind"),
    ("knowledge.shares", "shares that don't sum to 1"),
    ("knowledge.size", "more entries than there are indices"),
    ("knowledge.source", "a number without a source"),
    ("knowledge.syntax", "a text that is no TOML or JSON"),
    (
        "knowledge.text_differs",
        "a text that fills in something else than it must, or a translation with other steps",
    ),
    ("knowledge.text_missing", "an entry without a text, or a translation without an entry"),
    ("knowledge.text_same", "a translation that is the same text as in English"),
    ("knowledge.text_surplus", "a text of a translation that is not there in English"),
    ("knowledge.unknown_id", "an id that stands for nothing"),
    ("knowledge.unknown_key", "a key that is not known here"),
    ("knowledge.unknown_level", "a level that the observation does not have"),
    ("knowledge.unknown_tested", "a condition on what is not known"),
    ("knowledge.unscored", "a cause without a probability where one is needed"),
    ("knowledge.unused", "an entry that nothing refers to"),
    ("knowledge.word", "a word that is not on its scale"),
    ("knowledge.wording", "a text that promises or names too much"),
    ("read.shape", "a stored answer that lacks something, or holds something of the wrong kind"),
    ("read.syntax", "a stored answer that is no JSON"),
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Texts in the sources that look like codes, but are paths or file names.
    const NO_CODES: [&str; 6] = [
        "knowledge.drafts",
        "knowledge.families",
        "knowledge.json",
        "knowledge.scope",
        "knowledge.screens",
        "knowledge.toml",
    ];

    #[test]
    fn an_error_shows_the_first_problems_and_counts_the_rest() {
        let problem = Problem::error("evidence.shape", "a", "wrong".to_owned());
        let error = EvidenceError::new(vec![problem; 1000]);
        let text = error.to_string();
        assert_eq!((error.problems().len(), text.lines().count()), (1000, 52));
        assert!(text.ends_with("\n- and 950 more"), "{text}");
    }

    #[test]
    fn a_guess_is_a_slip_or_a_longer_word_and_nothing_else() {
        // Seven changes away, which is as far as the longer word of that length would be.
        assert_eq!(did_you_mean("athlete", ["limps"]), None);
        let ids = ["ferritin", "runner_level", "hba1c"];
        assert_eq!(did_you_mean("feritin", ids), Some("did you mean `ferritin`?".to_owned()));
        assert_eq!(did_you_mean("runner", ids), Some("did you mean `runner_level`?".to_owned()));
    }

    #[test]
    fn words_too_long_for_a_slip_get_no_guess() {
        assert!(did_you_mean(&"a".repeat(200), ["a".repeat(199).as_str()]).is_some());
        assert!(did_you_mean(&"a".repeat(201), ["a".repeat(200).as_str()]).is_none());
    }

    #[test]
    fn the_catalogue_is_sorted_and_nothing_stands_twice() {
        assert!(CODES.is_sorted_by(|(a, _), (b, _)| a < b));
    }

    #[test]
    fn every_code_of_the_sources_is_in_the_catalogue() {
        let mut codes = Vec::new();
        scan(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut codes);
        assert!(codes.len() > 50, "only {} codes were found", codes.len());
        let unlisted = codes.iter().filter(|code| {
            let known = CODES.iter().any(|(listed, _)| listed == code);
            !known && !NO_CODES.contains(&code.as_str())
        });
        assert_eq!(unlisted.collect::<Vec<_>>(), Vec::<&String>::new());
    }

    /// Collects what looks like a code in the sources, without comments and tests.
    fn scan(folder: &Path, codes: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let tests = path.file_stem().is_some_and(|name| name == "tests");
            if path.is_dir() && !tests {
                scan(&path, codes);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !tests {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
                codes.extend(
                    lines
                        .flat_map(|line| line.split('"'))
                        .filter(|t| is_code(t))
                        .map(str::to_owned),
                );
            }
        }
    }

    fn is_code(text: &str) -> bool {
        text.split_once('.').is_some_and(|(phase, rest)| {
            ["knowledge", "evidence", "read", "request"].contains(&phase)
                && !rest.is_empty()
                && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        })
    }
}
