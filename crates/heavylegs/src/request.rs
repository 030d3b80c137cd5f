//! The JSON contract: one request, one answer, no state.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::ask::QuestionOptions;
use crate::assess::{Options, Profile};
use crate::compare::Tried;
use crate::evidence::{Evidence, MOST_ENTRIES, MOST_FINDINGS, read as read_findings, too_many};
use crate::problem::{EvidenceError, Problem, did_you_mean};
use crate::tree::{Node, Text, Value, parse_json};

/// The largest request that is read, in bytes: 8 MiB.
pub const MAX_REQUEST_BYTES: usize = 8 << 20;

/// A request that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The evidence.
    pub evidence: Evidence,
    /// The options.
    pub options: Options,
}

/// A question what would be with other answers.
#[derive(Debug, Default)]
pub(crate) struct WhatIfRequest {
    pub(crate) evidence: Evidence,
    pub(crate) changes: Evidence,
    pub(crate) options: Options,
}

/// A question what has become of it.
#[derive(Debug, Default)]
pub(crate) struct FollowUpRequest {
    pub(crate) previous: Evidence,
    pub(crate) evidence: Evidence,
    pub(crate) tried: Vec<Tried>,
    pub(crate) options: Options,
}

/// A question what to ask next.
#[derive(Debug, Default)]
pub(crate) struct QuestionsRequest {
    pub(crate) evidence: Evidence,
    pub(crate) options: QuestionOptions,
}

/// Reads a request: `{"schema": 1, "evidence": {…}, "options": {…}}`.
///
/// # Errors
///
/// Every problem at once; a text above [`MAX_REQUEST_BYTES`] is refused unread.
pub fn read(text: &str) -> Result<Request, EvidenceError> {
    let draft = Draft::from_json(text)?;
    let (request, problems) = draft.read(MOST_FINDINGS);
    checked(request, problems)
}

/// A request that is not checked yet.
///
/// [`Engine::assess_draft`](crate::Engine::assess_draft) reports what can't be read together with what is wrong with the rest,
/// so that all problems come at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    tree: Node,
}

impl Draft {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// The text is no JSON, or above [`MAX_REQUEST_BYTES`].
    pub fn from_json(text: &str) -> Result<Self, EvidenceError> {
        if text.len() > MAX_REQUEST_BYTES {
            return Err(too_large());
        }
        let tree = parse_json(text).map_err(|error| EvidenceError::one(syntax(text, &error)))?;
        Ok(Self { tree })
    }

    /// Reads any serde format: what a binding hands over as a mapping of its own language.
    ///
    /// # Errors
    ///
    /// The source holds what JSON can't hold.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Draft, Engine};
    ///
    /// let mapping = serde_json::json!({"schema": 1, "evidence": {"side": "both_alike"}});
    /// let assessment = Engine::builtin().assess_draft(Draft::from_serde(mapping)?)?;
    /// assert!(assessment.exact());
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    pub fn from_serde<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Self, EvidenceError> {
        tree_of(source).map(|tree| Self { tree })
    }

    /// Reads the request as far as it can be read, with at most so many findings, and says what is wrong with the rest.
    pub(crate) fn read(self, most_findings: usize) -> (Request, Vec<Problem>) {
        let mut problems = Vec::new();
        let request = request(&self.tree, most_findings, &mut problems);
        (request, problems)
    }

    pub(crate) fn read_what_if(self, most_findings: usize) -> (WhatIfRequest, Vec<Problem>) {
        let mut problems = Vec::new();
        let request = what_if(&self.tree, most_findings, &mut problems);
        (request, problems)
    }

    pub(crate) fn read_questions(self, most_findings: usize) -> (QuestionsRequest, Vec<Problem>) {
        let mut problems = Vec::new();
        let request = questions(&self.tree, most_findings, &mut problems);
        (request, problems)
    }

    pub(crate) fn read_follow_up(self, most_findings: usize) -> (FollowUpRequest, Vec<Problem>) {
        let mut problems = Vec::new();
        let request = follow_up(&self.tree, most_findings, &mut problems);
        (request, problems)
    }
}

/// Reads the findings alone, from any serde format: what a binding hands over as a mapping of its own language.
///
/// # Errors
///
/// Every problem at once.
///
/// # Examples
///
/// ```
/// let mapping = serde_json::json!({"side": "both_alike", "sitting_hours_today": 9});
/// let evidence = heavylegs::read_evidence(mapping)?;
/// assert_eq!(evidence.len(), 2);
/// # Ok::<(), heavylegs::EvidenceError>(())
/// ```
pub fn read_evidence<'de, D: serde::Deserializer<'de>>(
    source: D,
) -> Result<Evidence, EvidenceError> {
    let tree = tree_of(source)?;
    let mut problems = Vec::new();
    checked(read_findings(&tree, MOST_FINDINGS, &mut problems), problems)
}

fn tree_of<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Node, EvidenceError> {
    Node::deserialize(source).map_err(|error| {
        EvidenceError::one(Problem::error("evidence.syntax", "evidence", error.to_string()))
    })
}

fn checked<T>(value: T, problems: Vec<Problem>) -> Result<T, EvidenceError> {
    if problems.is_empty() { Ok(value) } else { Err(EvidenceError::new(problems)) }
}

/// The error for a request that is too large to be read.
#[must_use]
pub fn too_large() -> EvidenceError {
    let message = format!("the text is larger than {MAX_REQUEST_BYTES} bytes (8 MiB)");
    let problem = Problem::error("evidence.too_large", "", message);
    EvidenceError::one(problem.advise("one request holds the evidence of one runner at one moment"))
}

fn syntax(text: &str, error: &serde_json::Error) -> Problem {
    let problem = Problem::error("evidence.syntax", "", error.to_string());
    if text.trim().is_empty() {
        return problem.advise("the text is empty; the least is {\"schema\": 1, \"evidence\": {}}");
    }
    problem.advise("the text must be JSON: {\"schema\": 1, \"evidence\": {…}}")
}

fn request(tree: &Node, most_findings: usize, problems: &mut Vec<Problem>) -> Request {
    let mut request = Request { evidence: Evidence::new(), options: Options::default() };
    if opened(tree, &["schema", "evidence", "options"], problems) {
        request.evidence = findings(tree, "evidence", most_findings, problems);
        request.options = options_of(tree, problems);
    }
    request
}

fn what_if(tree: &Node, most_findings: usize, problems: &mut Vec<Problem>) -> WhatIfRequest {
    let mut request = WhatIfRequest::default();
    if opened(tree, &["schema", "evidence", "changes", "options"], problems) {
        request.evidence = findings(tree, "evidence", most_findings, problems);
        request.changes = findings(tree, "changes", most_findings, problems);
        request.options = options_of(tree, problems);
    }
    request
}

fn follow_up(tree: &Node, most_findings: usize, problems: &mut Vec<Problem>) -> FollowUpRequest {
    let mut request = FollowUpRequest::default();
    if opened(tree, &["schema", "previous", "evidence", "tried", "options"], problems) {
        request.previous = findings(tree, "previous", most_findings, problems);
        request.evidence = findings(tree, "evidence", most_findings, problems);
        request.tried = tree.get("tried").map(|node| tried(node, problems)).unwrap_or_default();
        request.options = options_of(tree, problems);
    }
    request
}

fn questions(tree: &Node, most_findings: usize, problems: &mut Vec<Problem>) -> QuestionsRequest {
    let mut request = QuestionsRequest::default();
    if opened(tree, &["schema", "evidence", "options"], problems) {
        request.evidence = findings(tree, "evidence", most_findings, problems);
        if let Some(node) = tree.get("options") {
            request.options = question_options(node, problems);
        }
    }
    request
}

/// Whether a request is a table that can be looked at; its keys and version are checked.
fn opened(tree: &Node, known: &[&str], problems: &mut Vec<Problem>) -> bool {
    let Value::Table(entries) = &tree.value else {
        let message =
            format!("expected {{\"schema\": 1, \"evidence\": {{…}}}}, found {}", tree.kind());
        problems.push(Problem::error("evidence.shape", "", message));
        return false;
    };
    if !keys(entries, known, "", problems) {
        return false;
    }
    match tree.get("schema").map(|node| &node.value) {
        Some(Value::Number(version)) if version.to_bits() == 1.0_f64.to_bits() => {}
        Some(_) => problems.push(schema("only schema 1 is known")),
        None => problems.push(schema("`schema` is missing")),
    }
    true
}

/// The findings under a key, which must be there.
fn findings(tree: &Node, key: &str, most_findings: usize, problems: &mut Vec<Problem>) -> Evidence {
    let Some(node) = tree.get(key) else {
        let problem = Problem::error("evidence.shape", "", format!("`{key}` is missing"));
        problems.push(
            problem.advise(format!("put the findings into {{\"schema\": 1, \"{key}\": {{…}}}}")),
        );
        return Evidence::new();
    };
    let mut found = Vec::new();
    let evidence = read_findings(node, most_findings, &mut found);
    problems.extend(found.into_iter().map(|problem| problem.under(key)));
    evidence
}

fn options_of(tree: &Node, problems: &mut Vec<Problem>) -> Options {
    tree.get("options").map(|node| options(node, problems)).unwrap_or_default()
}

/// The advice that was tried: ids, or tables of `id` and `days_ago`.
fn tried(node: &Node, problems: &mut Vec<Problem>) -> Vec<Tried> {
    let Value::List(items) = &node.value else {
        let message = format!("expected a list of recommendations, found {}", node.kind());
        problems.push(Problem::error("evidence.shape", "tried", message));
        return Vec::new();
    };
    if items.len() > MOST_ENTRIES {
        problems.push(too_many("tried", items.len(), MOST_ENTRIES));
        return Vec::new();
    }
    let read = |(at, node)| tried_one(node, &format!("tried[{at}]"), problems);
    items.iter().enumerate().filter_map(read).collect()
}

fn tried_one(node: &Node, path: &str, problems: &mut Vec<Problem>) -> Option<Tried> {
    let help = "give the id of a recommendation, or {\"id\": …, \"days_ago\": …}";
    let wrong = |path: String, message: &str| {
        Problem::error("evidence.shape", path, message.to_owned()).advise(help)
    };
    let entries = match &node.value {
        Value::Text(id) => return Some(Tried::new(id.as_ref())),
        Value::Table(entries) => entries,
        _ => {
            problems.push(wrong(path.to_owned(), "this is no recommendation"));
            return None;
        }
    };
    if !keys(entries, &["id", "days_ago"], path, problems) {
        return None;
    }
    let Some(Value::Text(id)) = node.get("id").map(|node| &node.value) else {
        problems.push(wrong(format!("{path}.id"), "`id` is the id of a recommendation"));
        return None;
    };
    let tried = Tried::new(id.as_ref());
    match node.get("days_ago").map(|node| &node.value) {
        None | Some(Value::Null) => Some(tried),
        Some(Value::Number(days)) => Some(tried.days_ago(*days)),
        Some(_) => {
            problems.push(wrong(format!("{path}.days_ago"), "`days_ago` is a number of days"));
            None
        }
    }
}

fn schema(message: &str) -> Problem {
    Problem::error("evidence.schema", "schema", message.to_owned()).advise("give \"schema\": 1")
}

/// Reports keys that are not known and keys that stand twice; returns whether there are few enough to be looked at.
fn keys(entries: &[(Text, Node)], known: &[&str], path: &str, problems: &mut Vec<Problem>) -> bool {
    if entries.len() > MOST_ENTRIES {
        problems.push(too_many(path, entries.len(), MOST_ENTRIES));
        return false;
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (key, _) in entries {
        let path = if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
        if !seen.insert(key) {
            problems.push(Problem::error(
                "evidence.twice",
                path,
                format!("`{key}` is given more than once"),
            ));
        } else if !known.contains(&key.as_ref()) {
            let message = format!("`{key}` is not known here; known are {}", known.join(", "));
            let problem = Problem::error("evidence.shape", path, message);
            problems.push(problem.advise_maybe(did_you_mean(key, known.iter().copied())));
        }
    }
    true
}

fn options(node: &Node, problems: &mut Vec<Problem>) -> Options {
    let mut options = Options::default();
    let wrong = |key: &str, expected: &str| {
        Problem::error("evidence.options", format!("options.{key}"), format!("expected {expected}"))
    };
    let Value::Table(entries) = &node.value else {
        problems.push(wrong("", "a table of options"));
        return options;
    };
    if !keys(
        entries,
        &["language", "top", "profile", "stability", "redact_sensitive", "questions"],
        "options",
        problems,
    ) {
        return options;
    }
    for (key, node) in entries {
        match (key.as_ref(), &node.value) {
            ("language", Value::Text(language)) => options = options.language(language),
            ("language", _) => problems.push(wrong("language", "the name of a language")),
            ("top", Value::Number(top))
                if (1.0..=1000.0).contains(top) && top.fract().abs() < 1e-12 =>
            {
                options = options.top(whole(*top));
            }
            ("top", _) => problems.push(wrong("top", "a whole number from 1 to 1000")),
            ("questions", Value::Number(most))
                if (0.0..=100.0).contains(most) && most.fract().abs() < 1e-12 =>
            {
                options = options.questions(whole(*most));
            }
            ("questions", _) => problems.push(wrong("questions", "a whole number from 0 to 100")),
            ("profile", Value::Text(word)) if word == "wellness" => {
                options = options.profile(Profile::Wellness);
            }
            ("profile", Value::Text(word)) if word == "clinical" => {
                options = options.profile(Profile::Clinical);
            }
            ("profile", _) => problems.push(wrong("profile", "\"wellness\" or \"clinical\"")),
            ("stability", Value::Bool(on)) => options = options.stability(*on),
            ("redact_sensitive", Value::Bool(on)) => options = options.redact_sensitive(*on),
            ("stability" | "redact_sensitive", _) => problems.push(wrong(key, "true or false")),
            _ => {}
        }
    }
    options
}

const QUESTION_OPTIONS: [&str; 8] = [
    "language",
    "profile",
    "at_most",
    "answerable_now",
    "about_you",
    "sensitive",
    "exclude",
    "families",
];

fn question_options(node: &Node, problems: &mut Vec<Problem>) -> QuestionOptions {
    let mut options = QuestionOptions::default();
    let wrong = |key: &str, expected: &str| {
        Problem::error("evidence.options", format!("options.{key}"), format!("expected {expected}"))
    };
    let Value::Table(entries) = &node.value else {
        problems.push(wrong("", "a table of options"));
        return options;
    };
    if !keys(entries, &QUESTION_OPTIONS, "options", problems) {
        return options;
    }
    for (key, node) in entries {
        match (key.as_ref(), &node.value) {
            ("language", Value::Text(language)) => options = options.language(language),
            ("language", _) => problems.push(wrong("language", "the name of a language")),
            ("profile", Value::Text(word)) if word == "wellness" => {
                options = options.profile(Profile::Wellness);
            }
            ("profile", Value::Text(word)) if word == "clinical" => {
                options = options.profile(Profile::Clinical);
            }
            ("profile", _) => problems.push(wrong("profile", "\"wellness\" or \"clinical\"")),
            ("at_most", Value::Number(most))
                if (1.0..=1000.0).contains(most) && most.fract().abs() < 1e-12 =>
            {
                options = options.at_most(whole(*most));
            }
            ("at_most", _) => problems.push(wrong("at_most", "a whole number from 1 to 1000")),
            ("answerable_now", Value::Bool(on)) => options = options.answerable_now(*on),
            ("about_you", Value::Bool(on)) => options = options.about_you(*on),
            ("sensitive", Value::Bool(on)) => options = options.sensitive(*on),
            ("answerable_now" | "about_you" | "sensitive", _) => {
                problems.push(wrong(key, "true or false"));
            }
            ("exclude", value) => match texts(value) {
                Some(ids) => options = options.exclude(ids),
                None => problems.push(wrong("exclude", "a list of observations")),
            },
            ("families", value) => match texts(value) {
                Some(ids) => options = options.families(ids),
                None => problems.push(wrong("families", "a list of families")),
            },
            _ => {}
        }
    }
    options
}

/// A list of texts, not too long to be looked at.
fn texts(value: &Value) -> Option<Vec<String>> {
    let Value::List(items) = value else { return None };
    let text = |node: &Node| match &node.value {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    };
    items.iter().map(text).collect::<Option<Vec<_>>>().filter(|ids| ids.len() <= MOST_EXCLUDED)
}

/// As many ids as a knowledge base of some size has.
const MOST_EXCLUDED: usize = 1000;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number from 1 to 1000"
)]
fn whole(number: f64) -> usize {
    number as usize
}
