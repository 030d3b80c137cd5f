//! Words that a calm and honest text does not use.

use super::Check;
use crate::problem::Problem;
use crate::tree::{Node, Value};

/// What a text of a language does not say.
struct Forbidden {
    /// In this order within one sentence, as they are written in lower case.
    pieces: &'static [&'static str],
    instead: &'static str,
    /// The sections in which it is not said; all, where none is listed.
    sections: &'static [&'static str],
    /// What takes the sting out: a question may ask whether, and a condition may say if.
    harmless: &'static [&'static str],
    /// Whether questions and what helps to answer them may say it.
    asks: bool,
}

const fn never(pieces: &'static [&'static str], instead: &'static str) -> Forbidden {
    Forbidden { pieces, instead, sections: &[], harmless: &[], asks: false }
}

const CONTRIBUTOR: &str = "write \"possible contributor\" or say what was noticed";
const LESS_LIKELY: &str = "write \"makes this less likely\"";
const NOT_SAFE: &str = "say what to watch for; nothing here makes running safe";
const NOT_VALIDATED: &str = "nothing here was tried in a clinic";

/// Answers may be about what someone was told; advice may not.
const DIAGNOSIS: Forbidden = Forbidden {
    pieces: &["diagnos"],
    instead: "the engine lists possible contributors",
    sections: &["causes", "recommendations"],
    harmless: &[],
    asks: false,
};

const ENGLISH: &[Forbidden] = &[
    Forbidden {
        pieces: &["you have "],
        instead: CONTRIBUTOR,
        sections: &[],
        harmless: &["if you have ", "do you have "],
        asks: true,
    },
    never(&["rule out"], LESS_LIKELY),
    never(&["rules out"], LESS_LIKELY),
    never(&["safe to run"], NOT_SAFE),
    never(&["clinically validated"], NOT_VALIDATED),
    DIAGNOSIS,
];

const GERMAN: &[Forbidden] = &[
    Forbidden {
        pieces: &["du hast "],
        instead: CONTRIBUTOR,
        // The report itself may say "du hast sehr viele Antworten gegeben".
        sections: &["causes", "observations", "recommendations", "red_flags", "screens", "scope"],
        harmless: &[],
        asks: true,
    },
    Forbidden { asks: true, ..never(&["sie haben "], CONTRIBUTOR) },
    never(&["schliesst ", " aus"], LESS_LIKELY),
    never(&["schließt ", " aus"], LESS_LIKELY),
    never(&["ausschliess"], LESS_LIKELY),
    never(&["ausschließ"], LESS_LIKELY),
    never(&["ausgeschlossen"], LESS_LIKELY),
    never(&["sicher laufen"], NOT_SAFE),
    never(&["unbedenklich"], NOT_SAFE),
    never(&["klinisch validiert"], NOT_VALIDATED),
    DIAGNOSIS,
];

fn forbidden(language: &str) -> &'static [Forbidden] {
    match language.split('_').next() {
        Some("en") => ENGLISH,
        Some("de") => GERMAN,
        _ => &[],
    }
}

pub(super) fn check(check: &mut Check<'_>) {
    let texts = check.tree.get("texts").map(|node| &node.value);
    let Some(Value::Table(languages)) = texts else { return };
    for (language, node) in languages {
        walk_language(check, language, node);
    }
}

/// Looks through the texts of one language.
pub(super) fn walk_language(check: &mut Check<'_>, language: &str, node: &Node) {
    let Value::Table(sections) = &node.value else { return };
    for (section, node) in sections {
        let at = At { section, forbidden: forbidden(language) };
        walk(check, &at, node, "", &format!("texts.{language}.{section}"));
    }
}

/// Where a text stands, and what it does not say there.
struct At<'a> {
    section: &'a str,
    forbidden: &'static [Forbidden],
}

fn walk(check: &mut Check<'_>, at: &At<'_>, node: &Node, key: &str, path: &str) {
    match &node.value {
        Value::Text(text) => {
            let text = text.to_lowercase();
            for phrase in at.forbidden.iter().filter(|p| says(at.section, key, &text, p)) {
                let said = phrase.pieces.iter().map(|piece| piece.trim()).collect::<Vec<_>>();
                let message = format!("a text that says `{}`", said.join(" … "));
                let problem = Problem::warning("knowledge.wording", path, message);
                check.report_at(problem.advise(phrase.instead), node.place);
            }
        }
        Value::List(items) => {
            for (number, item) in items.iter().enumerate() {
                walk(check, at, item, key, &format!("{path}[{number}]"));
            }
        }
        Value::Table(entries) => {
            for (key, inner) in entries {
                walk(check, at, inner, key, &format!("{path}.{key}"));
            }
        }
        _ => {}
    }
}

fn says(section: &str, key: &str, text: &str, phrase: &Forbidden) -> bool {
    let here = phrase.sections.is_empty() || phrase.sections.contains(&section);
    if !here || (phrase.asks && matches!(key, "question" | "help")) {
        return false;
    }
    let harmless = |text: String, words: &&str| text.replace(*words, "");
    let text = phrase.harmless.iter().fold(text.to_owned(), harmless);
    let mut sentences = text.split(['.', '!', '?', ';']);
    sentences.any(|sentence| {
        let found = phrase
            .pieces
            .iter()
            .try_fold(sentence, |rest, piece| rest.split_once(*piece).map(|(_, rest)| rest));
        found.is_some()
    })
}
