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
    pub(crate) fn error(code: &'static str, path: impl Into<String>, message: String) -> Self {
        Self {
            code,
            severity: Severity::Error,
            file: String::new(),
            line: None,
            path: path.into(),
            message,
            help: None,
        }
    }

    pub(crate) fn warning(code: &'static str, path: impl Into<String>, message: String) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, path, message) }
    }

    pub(crate) fn advise(mut self, help: impl Into<String>) -> Self {
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

            pub(crate) fn one(problem: Problem) -> Self {
                Self { problems: vec![problem] }
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
                    [one] => write!(f, "{}: {one}", $what),
                    many => {
                        write!(f, "{}: {} problems", $what, many.len())?;
                        many.iter().try_for_each(|problem| write!(f, "\n- {problem}"))
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

/// Returns the candidate closest to `word`, if one is close enough to be a slip of the hand.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let limit = (word.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate, limit), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| format!("did you mean `{candidate}`?"))
}

/// The optimal string alignment distance, or `limit + 1` when it is larger.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit || a.len() > 200 {
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
