//! Damaged inputs: one clear error, never a panic, on any toolchain. `fuzz/` does the same, guided by coverage.

#![expect(clippy::unwrap_used, reason = "a test that can't read its input must fail")]

use conformance::cases;
use heavylegs::{Engine, Evidence, KnowledgeBase};
use proptest::prelude::*;

/// A change of a text: cut, doubled, swapped for something that breaks parsers.
#[derive(Debug, Clone)]
enum Damage {
    Cut(usize, usize),
    Insert(usize, &'static str),
    Repeat(usize, usize),
}

const BREAKERS: [&str; 22] = [
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "NaN",
    "1e999",
    "-0",
    "1e308",
    "\u{0}",
    "\u{feff}",
    "\\u0000",
    "é",
    "\n",
    "true",
    "\"unknown\"",
    "=",
    "[[",
    "{\"value\": 1}",
];

fn damage() -> impl Strategy<Value = Damage> {
    let at = 0_usize..100_000;
    prop_oneof![
        (at.clone(), 0_usize..40).prop_map(|(at, length)| Damage::Cut(at, length)),
        (at.clone(), prop::sample::select(BREAKERS.to_vec()))
            .prop_map(|(at, s)| Damage::Insert(at, s)),
        (at, 1_usize..60).prop_map(|(at, length)| Damage::Repeat(at, length)),
    ]
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for damage in damages {
        let size = letters.len();
        let range = |at: usize, length: usize| {
            let from = at % (size + 1);
            from..(from + length).min(size)
        };
        match damage {
            Damage::Cut(at, length) => drop(letters.drain(range(*at, *length))),
            Damage::Insert(at, piece) => {
                let at = at % (size + 1);
                drop(letters.splice(at..at, piece.chars()));
            }
            Damage::Repeat(at, length) => {
                let piece: Vec<char> = letters[range(*at, *length)].to_vec();
                let at = at % (size + 1);
                drop(letters.splice(at..at, piece));
            }
        }
    }
    letters.into_iter().collect()
}

/// Authored files of the built-in knowledge base.
fn authored() -> Vec<(String, String)> {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/heavylegs-knowledge/data");
    let mut files = Vec::new();
    for folder in ["causes", "observations", "recommendations", "red_flags", "texts/en", "."] {
        let entries = std::fs::read_dir(format!("{data}/{folder}")).unwrap();
        for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let name = if folder == "." { name } else { format!("{folder}/{name}") };
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(files.len() > 40, "only {} authored files", files.len());
    files.sort();
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn damaged_requests(at in 0_usize..1000, damages in prop::collection::vec(damage(), 1..4)) {
        static REQUESTS: std::sync::LazyLock<Vec<String>> =
            std::sync::LazyLock::new(|| cases().iter().map(conformance::Case::request).collect());
        let request = damaged(&REQUESTS[at % REQUESTS.len()], &damages);
        match Engine::builtin().assess_json(&request) {
            Ok(answer) => {
                let schema_first = answer.starts_with("{\"schema\":1,");
                prop_assert!(schema_first);
            }
            Err(error) => prop_assert!(!error.problems().is_empty()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn damaged_authored_files(at in 0_usize..1000, damages in prop::collection::vec(damage(), 1..4)) {
        static FILES: std::sync::LazyLock<Vec<(String, String)>> = std::sync::LazyLock::new(authored);
        let mut builder = KnowledgeBase::builder();
        for (number, (name, text)) in FILES.iter().enumerate() {
            let hit = number == at % FILES.len();
            builder = if hit { builder.file(name, &damaged(text, &damages)) } else { builder.file(name, text) };
        }
        match builder.build() {
            Ok(knowledge) => {
                let engine = Engine::new(knowledge);
                prop_assert!(engine.assess(&Evidence::new()).is_ok());
                let _ = engine.run_cases();
            }
            Err(error) => prop_assert!(!error.problems().is_empty()),
        }
    }

    #[test]
    fn damaged_documents(damages in prop::collection::vec(damage(), 1..4)) {
        static TEXT: std::sync::LazyLock<String> =
            std::sync::LazyLock::new(|| KnowledgeBase::builtin().to_json());
        if let Ok(knowledge) = KnowledgeBase::from_json(&damaged(&TEXT, &damages)) {
            prop_assert!(Engine::new(knowledge).assess(&Evidence::new()).is_ok());
        }
    }
}
