//! A translation has all that English has, and nothing else.

use std::collections::BTreeMap;

use super::{Check, wording};
use crate::knowledge::report::{Piece, Word, pieces};
use crate::knowledge::{Draft, Texts, Untranslated, untranslated};
use crate::problem::Problem;
use crate::tree::{Node, Place, Value};

pub(super) fn check(check: &mut Check<'_>) {
    let texts = check.tree.get("texts");
    let english = texts.and_then(|texts| texts.get("en"));
    let (Some(english), Some(Value::Table(languages))) = (english, texts.map(|node| &node.value))
    else {
        return;
    };
    for (language, translated) in languages.iter().filter(|(language, _)| language != "en") {
        let lacking = untranslated(english, translated);
        // The fixed words are checked by themselves: English may leave them to those that are built in.
        for lacking in lacking.into_iter().filter(|l| l.path.first() != Some(&"report")) {
            missing(check, language, &lacking, translated.place);
        }
        alike(check, english, translated, language);
        described(check, language);
    }
    for Draft { language, place, texts } in &check.knowledge.drafts {
        draft(check, language, *place, &untranslated(english, texts));
        alike(check, english, texts, language);
        wording::walk_language(check, language, texts);
    }
}

/// Reports what a translation lacks. An overlay need not know all languages: what it adds stays in English.
fn missing(check: &mut Check<'_>, language: &str, lacking: &Untranslated<'_>, start: Place) {
    let path = format!("texts.{language}.{}", lacking.path.join("."));
    let message = format!("`{}` is there in English, but not here", lacking.key());
    let id = lacking.path.get(1).filter(|_| lacking.path.len() == 2);
    let of_overlay = id.is_some_and(|id| check.is_of_overlay(id));
    let problem = if of_overlay {
        Problem::warning("knowledge.text_missing", path, message)
    } else {
        Problem::error("knowledge.text_missing", path, message)
    };
    let place = if lacking.within.line > 0 { lacking.within } else { start };
    let help = format!("translate it{}", check.told_place(lacking.english.place));
    check.report_at(problem.advise(help), place);
}

/// What is missing of a draft is expected: one line tells how much.
fn draft(check: &mut Check<'_>, language: &str, place: Place, lacking: &[Untranslated<'_>]) {
    let path = "knowledge.drafts".to_owned();
    let count: usize = lacking.iter().map(|lacking| lacking.english.count_texts()).sum();
    let (message, help) = if count == 0 {
        let message = format!("`{language}` is a draft, but nothing is missing");
        (message, "take it out of `drafts`: then it is one of the languages".to_owned())
    } else {
        let message = format!("`{language}` is a draft: {count} texts are missing");
        (message, format!("`cargo xtask knowledge --untranslated {language}` lists them"))
    };
    check.report_at(Problem::warning("knowledge.draft", path, message).advise(help), place);
}

/// Where English says "because", the report may turn it into "if": the translation must begin so that it can too.
fn described(check: &mut Check<'_>, language: &str) {
    let texts = &check.knowledge.texts;
    let (Some(english), Some(texts)) = (texts.get("en"), texts.get(language)) else { return };
    let gives_a_reason = |texts: &Texts, text: &str| {
        let mut words = [Word::DescribedBecause, Word::DescribedBecauseOf].into_iter();
        words.any(|word| texts.report.found_in(word, text).is_some())
    };
    for (id, cause) in &texts.causes {
        let wanted = english.causes.get(id).and_then(|cause| cause.described.as_deref());
        let (Some(wanted), Some(text)) = (wanted, cause.described.as_deref()) else { continue };
        // What an overlay left in English is reported as such.
        if text == wanted || !gives_a_reason(english, wanted) || gives_a_reason(texts, text) {
            continue;
        }
        let path = format!("texts.{language}.causes.{id}.described");
        let message = "begins neither as `because` nor as `because_of` of the report".to_owned();
        let problem = Problem::error("knowledge.text_differs", path, message);
        check.report(problem.advise("see [report.described]: less sure, it becomes `in_case`"));
    }
}

/// Compares what both have.
fn alike(check: &mut Check<'_>, english: &Node, translated: &Node, language: &str) {
    let mut path = vec!["texts".to_owned(), language.to_owned()];
    tables(check, english, translated, &mut path);
}

fn tables(check: &mut Check<'_>, english: &Node, translated: &Node, path: &mut Vec<String>) {
    let (Value::Table(wanted), Value::Table(given)) = (&english.value, &translated.value) else {
        return values(check, english, translated, &path.join("."));
    };
    let wanted: BTreeMap<&str, &Node> =
        wanted.iter().map(|(key, node)| (key.as_ref(), node)).collect();
    for (key, node) in given {
        path.push(key.to_string());
        match wanted.get(key.as_ref()) {
            Some(english) => tables(check, english, node, path),
            // Texts of what is not there at all are reported as such.
            None if path.len() > ENTRY && !is_report(path) => surplus(check, node, &path.join(".")),
            None => {}
        }
        path.pop();
    }
}

fn is_report(path: &[String]) -> bool {
    path.get(2).is_some_and(|section| section == "report")
}

/// How many steps lead to an entry: texts, language, section, id.
const ENTRY: usize = 4;

fn surplus(check: &mut Check<'_>, node: &Node, path: &str) {
    let message = "this is here, but not in English".to_owned();
    let problem = Problem::error("knowledge.text_surplus", path, message);
    check.report_at(problem.advise("take it out, or write it in English too"), node.place);
}

fn values(check: &mut Check<'_>, english: &Node, translated: &Node, path: &str) {
    match (&english.value, &translated.value) {
        (Value::List(wanted), Value::List(given)) if wanted.len() != given.len() => {
            let message = format!("{} steps, in English {}", given.len(), wanted.len());
            differs(check, translated, english, path, message);
        }
        (Value::List(wanted), Value::List(given)) => {
            for (at, (english, translated)) in wanted.iter().zip(given).enumerate() {
                values(check, english, translated, &format!("{path}[{at}]"));
            }
        }
        (Value::Text(english_text), Value::Text(text)) => {
            if slots(english_text) != slots(text) && !path.contains(".report.") {
                let message = "what is filled in is not the same as in English".to_owned();
                differs(check, translated, english, path, message);
            }
            if english_text == text && words(text) > 1 {
                let message = "the text is the same as in English".to_owned();
                let problem = Problem::warning("knowledge.text_same", path, message);
                check.report_at(problem.advise("translate it"), translated.place);
            }
        }
        _ => {}
    }
}

fn differs(check: &mut Check<'_>, node: &Node, english: &Node, path: &str, message: String) {
    let problem = Problem::error("knowledge.text_differs", path, message);
    let help = format!("write as many{}", check.told_place(english.place));
    check.report_at(problem.advise(help), node.place);
}

fn slots(text: &str) -> Vec<&str> {
    let slot = |piece| if let Piece::Slot(name) = piece { Some(name) } else { None };
    let mut slots: Vec<&str> = pieces(text).into_iter().filter_map(slot).collect();
    slots.sort_unstable();
    slots
}

/// Words of letters: "7–10 km" and "{low}–{high} %" have none that need a translation.
fn words(text: &str) -> usize {
    let said = pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        Piece::Slot(_) => None,
    });
    let words = said.flat_map(|text| text.split(|letter: char| !letter.is_alphabetic()));
    words.filter(|word| word.chars().count() > 2).count()
}
