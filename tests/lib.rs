//! The conformance corpus: one JSON file per case, read alike by cargo and pytest.

pub mod answers;
pub mod counts;

use std::path::PathBuf;

use heavylegs::{Engine, KnowledgeBase, Problem};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The README's Rust example is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

/// A case of the corpus.
#[derive(Debug)]
pub struct Case {
    /// Where it lies.
    pub path: PathBuf,
    /// The whole document.
    pub document: Value,
}

/// What came of a case.
#[derive(Debug)]
pub enum Outcome {
    /// The codes of the problems, sorted, without repeats.
    Refused(Vec<String>),
    /// The answer in full and as the contract has it, and all posteriors.
    Answered(Box<Answer>),
}

/// An answered case.
#[derive(Debug)]
pub struct Answer {
    /// With every cause listed.
    pub full: Value,
    /// SHA-256 of the answer's JSON.
    pub sha256: String,
    /// Every scored cause, and `none_of_these`.
    pub posteriors: Map<String, Value>,
}

/// Reads all cases, sorted by name.
///
/// # Panics
///
/// When there is none, or one can't be read.
#[must_use]
#[expect(clippy::panic, reason = "a test without its corpus must fail")]
pub fn cases() -> Vec<Case> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no case was found in {}", folder.display());
    paths.into_iter().map(read).collect()
}

#[expect(clippy::panic, reason = "a corpus that can't be read must fail")]
fn read(path: PathBuf) -> Case {
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Case { path, document }
}

impl Case {
    /// Returns the name of the file.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Returns what is expected.
    #[must_use]
    pub fn expect(&self) -> &Map<String, Value> {
        static NOTHING: std::sync::LazyLock<Map<String, Value>> =
            std::sync::LazyLock::new(Map::new);
        self.document.get("expect").and_then(Value::as_object).unwrap_or(&NOTHING)
    }

    /// Returns the engine of the case's knowledge.
    ///
    /// # Errors
    ///
    /// The codes of what is wrong with it.
    pub fn engine(&self) -> Result<Engine, Vec<String>> {
        match &self.document["knowledge"] {
            Value::String(name) if name == "builtin" => Ok(Engine::builtin()),
            inline => KnowledgeBase::from_json(&inline.to_string())
                .map(Engine::new)
                .map_err(|error| codes(error.problems())),
        }
    }

    /// Returns the request, as text.
    #[must_use]
    pub fn request(&self) -> String {
        if let Some(raw) = self.document.get("request").and_then(Value::as_str) {
            return raw.to_owned();
        }
        self.request_with(self.document.get("options").cloned())
    }

    fn request_with(&self, options: Option<Value>) -> String {
        let mut request = json!({"schema": 1, "evidence": self.document["evidence"]});
        if let Some(options) = options {
            request["options"] = options;
        }
        request.to_string()
    }

    /// Runs the case.
    #[must_use]
    pub fn run(&self) -> Outcome {
        let engine = match self.engine() {
            Ok(engine) => engine,
            Err(codes) => return Outcome::Refused(codes),
        };
        let answer = match engine.assess_json(&self.request()) {
            Ok(answer) => answer,
            Err(error) => return Outcome::Refused(codes(error.problems())),
        };
        let everything = json!({"top": 1000, "profile": "clinical", "stability": false});
        let full = engine.assess_json(&self.request_with(Some(everything))).unwrap_or_default();
        let full: Value = serde_json::from_str(&full).unwrap_or_default();
        let posteriors = posteriors(&full);
        Outcome::Answered(Box::new(Answer { full, sha256: sha256(&answer), posteriors }))
    }
}

fn codes(problems: &[Problem]) -> Vec<String> {
    let mut codes: Vec<String> = problems.iter().map(|problem| problem.code().to_owned()).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn posteriors(full: &Value) -> Map<String, Value> {
    let causes = full["causes"].as_array().map_or(&[][..], Vec::as_slice);
    let named = causes
        .iter()
        .filter_map(|cause| Some((cause["id"].as_str()?.to_owned(), cause["probability"].clone())));
    let none = ("none_of_these".to_owned(), full["none_of_these"].clone());
    named.chain(std::iter::once(none)).collect()
}

/// Returns the SHA-256 of a text in hexadecimal.
#[must_use]
pub fn sha256(text: &str) -> String {
    let bytes = Sha256::digest(text.as_bytes());
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Returns one digest over the answers to all cases, in the order of their names.
#[must_use]
pub fn digest(cases: &[Case]) -> String {
    let lines: Vec<String> = cases
        .iter()
        .map(|case| match case.run() {
            Outcome::Refused(codes) => format!("{} refused {}", case.name(), codes.join(",")),
            Outcome::Answered(answer) => format!("{} {}", case.name(), answer.sha256),
        })
        .collect();
    sha256(&lines.join("\n"))
}

/// Returns what `expect` says that did not come true.
#[must_use]
pub fn failures(case: &Case, outcome: &Outcome) -> Vec<String> {
    let expect = case.expect();
    match outcome {
        Outcome::Refused(codes) => {
            let wanted = expect.get("error").cloned().unwrap_or(Value::Null);
            if wanted == json!(codes) {
                Vec::new()
            } else {
                vec![format!("refused with {codes:?}, expected {wanted}")]
            }
        }
        Outcome::Answered(answer) => {
            let checks = expect.iter().filter_map(|(key, wanted)| check(key, wanted, answer));
            checks.collect()
        }
    }
}

fn check(key: &str, wanted: &Value, answer: &Answer) -> Option<String> {
    let full = &answer.full;
    let ids = |list: &Value, field: &str| -> Vec<String> {
        let items = list.as_array().map_or(&[][..], Vec::as_slice);
        items.iter().filter_map(|item| item[field].as_str().map(str::to_owned)).collect()
    };
    let ranked = || ids(&full["causes"], "id");
    let all_in = |found: Vec<String>| -> Option<String> {
        let missing: Vec<_> = texts(wanted).into_iter().filter(|id| !found.contains(id)).collect();
        (!missing.is_empty()).then(|| format!("{key}: {missing:?} not among {found:?}"))
    };
    let none_in = |found: Vec<String>| -> Option<String> {
        let there: Vec<_> = texts(wanted).into_iter().filter(|id| found.contains(id)).collect();
        (!there.is_empty()).then(|| format!("{key}: {there:?} is there"))
    };
    let same =
        |found: &Value| (found != wanted).then(|| format!("{key}: {found}, expected {wanted}"));
    match key {
        "leads" => same(&full["causes"][0]["id"]),
        "family_leads" => same(&full["families"][0]["id"]),
        "top3" => all_in(ranked().into_iter().take(3).collect()),
        "before" => before(wanted, answer),
        "between" => between(wanted, answer),
        "urgency" | "urgency_floor" | "activity" => same(&full[key]),
        "urgency_at_least" => {
            let rank = |word: &Value| LEVELS.iter().position(|level| word == level);
            (rank(&full["urgency"]) < rank(wanted))
                .then(|| format!("urgency is only {}", full["urgency"]))
        }
        "fires" => all_in(ids(&full["urgency_reasons"], "red_flag")),
        "not_fires" => none_in(ids(&full["urgency_reasons"], "red_flag")),
        "pending" => all_in(ids(&full["pending_red_flags"], "red_flag")),
        "recommends" => all_in(ids(&full["recommendations"], "id")),
        "recommends_not" => none_in(ids(&full["recommendations"], "id")),
        "coverage" => same(&full["coverage"]["state"]),
        "names_a_leader" => same(&full["coverage"]["names_a_leader"]),
        "outside_scope" => same(&full["outside_scope"]["id"]),
        "exact" => exact(wanted, answer),
        "golden" => {
            let found = json!({"posteriors": answer.posteriors, "sha256": answer.sha256});
            (found != *wanted).then(|| format!("golden: found {found}, expected {wanted}"))
        }
        "error" => Some("answered, but an error was expected".to_owned()),
        _ => Some(format!("`{key}` is no expectation")),
    }
}

const LEVELS: [&str; 4] = ["self_care", "appointment", "same_day", "emergency"];

fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn numbers<'a>(
    wanted: &'a Value,
    answer: &'a Answer,
) -> impl Iterator<Item = (&'a str, &'a Value, f64)> {
    let entries = wanted.as_object().into_iter().flatten();
    entries.map(|(id, wanted)| {
        let found = answer.posteriors.get(id).and_then(Value::as_f64).unwrap_or(f64::NAN);
        (id.as_str(), wanted, found)
    })
}

/// Pairs of causes, the first of which must be more likely than the second.
fn before(wanted: &Value, answer: &Answer) -> Option<String> {
    let probability = |id: &Value| {
        id.as_str().and_then(|id| answer.posteriors.get(id)?.as_f64()).unwrap_or(f64::NAN)
    };
    let pairs = wanted.as_array().map_or(&[][..], Vec::as_slice);
    let wrong = pairs.iter().filter_map(|pair| {
        let (first, second) = (&pair[0], &pair[1]);
        let (p, q) = (probability(first), probability(second));
        // Written so that a missing cause fails.
        let right = p > q;
        (!right).then(|| format!("{first} ({p:.4}) is not before {second} ({q:.4})"))
    });
    let wrong: Vec<String> = wrong.collect();
    let failed = !wrong.is_empty() || pairs.is_empty();
    failed.then(|| format!("before: {}", wrong.join("; ")))
}

fn between(wanted: &Value, answer: &Answer) -> Option<String> {
    let outside = numbers(wanted, answer).find(|(_, bounds, found)| {
        let bound = |at: usize| bounds[at].as_f64().unwrap_or(f64::NAN);
        !(bound(0)..=bound(1)).contains(found)
    });
    outside.map(|(id, bounds, found)| format!("{id} is {found}, expected {bounds}"))
}

fn exact(wanted: &Value, answer: &Answer) -> Option<String> {
    let apart = numbers(wanted, answer).find(|(_, exact, found)| {
        let exact = exact.as_f64().unwrap_or(f64::NAN);
        let apart = (exact - found).abs();
        // A number that is missing must fail too.
        apart.is_nan() || apart > 1e-12
    });
    apart.map(|(id, exact, found)| format!("{id} is {found}, exactly {exact}"))
}
