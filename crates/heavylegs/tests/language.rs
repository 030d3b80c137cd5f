//! The language chooses the words and nothing else, and no word of a report stays behind in the code.

#![cfg(test)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use heavylegs::{Assessment, Engine, Evidence, Finding, KnowledgeBase, Options, Origin, Profile};
use serde_json::Value;

/// The authored knowledge, and a language in which every letter is another one.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../heavylegs-knowledge/data");
    let mut files = Vec::new();
    collect(&data, &data, &mut files);
    let made_up: Vec<(String, String)> = files
        .iter()
        .filter(|(path, _)| path.starts_with("texts/en/"))
        .map(|(path, text)| (path.replace("/en/", "/qq/"), disguised(text)))
        .collect();
    let builder = files.iter().chain(&made_up);
    let builder = builder.fold(KnowledgeBase::builder(), |b, (path, text)| b.file(path, text));
    Engine::new(builder.build().unwrap())
});

fn collect(data: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.strip_prefix(data).unwrap().to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            collect(data, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "toml")
            && (!name.starts_with("texts/") || name.starts_with("texts/en/"))
        {
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Turns the letters of every quoted text into others, but for what is filled in, and escapes.
fn disguised(toml: &str) -> String {
    let line = |line: &str| {
        let (mut out, mut quoted, mut slot) = (String::new(), false, false);
        let mut letters = line.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => quoted = !quoted,
                '{' if quoted => slot = true,
                '}' => slot = false,
                _ => {}
            }
            if quoted && letter == '\\' {
                out.push(letter);
                let kind = letters.next().unwrap();
                out.push(kind);
                out.extend(letters.by_ref().take(if kind == 'u' { 4 } else { 0 }));
            } else {
                out.push(if quoted && !slot { other(letter) } else { letter });
            }
        }
        out
    };
    let lines =
        toml.lines().map(|text| if text.starts_with('#') { String::new() } else { line(text) });
    lines.map(|line| line + "\n").collect()
}

fn other(letter: char) -> char {
    let shift = |first: char, to: u32| char::from_u32(u32::from(letter) - u32::from(first) + to);
    match letter {
        'a'..='z' => shift('a', 0x430).unwrap(),
        'A'..='Z' => shift('A', 0x410).unwrap(),
        letter => letter,
    }
}

/// Evidence for every part of a report.
fn evidence() -> Vec<Evidence> {
    let usual = Evidence::new()
        .level("course_in_run", "heavy_then_clears")
        .number("sitting_hours_today", 9.0)
        .level("after_run", "gone_same_day")
        .level("side", "both_alike")
        .absent("fainted_in_effort");
    let old = || Finding::present().days_ago(400.0).origin(Origin::Log);
    let device = Finding::likelihood(0.9, 0.1).days_ago(1.0).origin(Origin::Device);
    let tired = Evidence::new()
        .present("tired_all_day")
        .present("no_spring")
        .with("hair_loss", Finding::present().days_ago(3.0).origin(Origin::Log))
        .level("sex", "female")
        .level("lasting", "months_1_to_3");
    let many = ENGINE.knowledge().observations().iter().filter(|o| o.kind() == "symptom");
    let many = many.map(|o| o.id.as_str()).filter(|id| !id.ends_with("_now"));
    vec![
        Evidence::new(),
        usual.clone(),
        usual.clone().present("chest_pain_now"),
        usual.clone().present("chest_pain_now").present("breathless_at_rest"),
        usual.clone().number("age_years", 15.0),
        usual.clone().level("pregnant_or_postpartum", "pregnant"),
        usual.clone().with("tired_all_day", old()).with("hair_loss", old()),
        usual.with("hot_and_flushed", device),
        tired.clone(),
        tired.number("ferritin", 9.0),
        Evidence::new()
            .present("radiating_below_knee")
            .present("back_pain")
            .level("side", "one_leg"),
        Evidence::new()
            .present("one_leg_swollen")
            .present("calf_tender_one_leg")
            .level("lasting", "days"),
        many.fold(Evidence::new(), Evidence::present),
    ]
}

fn options() -> Vec<Options> {
    let some = Options::default();
    let clinical = some.clone().profile(Profile::Clinical).top(1000);
    vec![some.clone(), clinical.clone(), clinical.stability(false), some.redact_sensitive(true)]
}

fn both(evidence: &Evidence, options: &Options) -> [Assessment; 2] {
    ["en", "qq"]
        .map(|language| ENGINE.assess_with(evidence, &options.clone().language(language)).unwrap())
}

#[test]
fn a_report_has_no_word_of_another_language() {
    for (evidence, options) in
        evidence().iter().flat_map(|e| options().into_iter().map(move |o| (e, o)))
    {
        let [_, made_up] = both(evidence, &options);
        let html = made_up.to_html();
        let body = html.rsplit_once("</style>").unwrap().1;
        let mut labels =
            body.split("aria-label=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0);
        assert!(labels.all(|label| !label.contains(|c: char| c.is_ascii_alphabetic())), "{html}");
        for text in [made_up.to_string(), without_tags(body)] {
            let said = text.lines().filter(|line| !line.starts_with("heavylegs 0."));
            for line in said {
                assert!(!line.contains(|c: char| c.is_ascii_alphabetic()), "`{line}` in {text}");
            }
        }
        for cause in made_up.causes() {
            let card = made_up.cause_html(cause.id()).unwrap();
            let said = without_tags(card.rsplit_once("</style>").unwrap().1);
            assert!(!said.contains(|c: char| c.is_ascii_alphabetic()), "{card}");
        }
        assert!(html.starts_with("<!doctype html>\n<html lang=\"qq\">"));
        let title = html.split_once("<title>").unwrap().1.split_once('<').unwrap().0;
        assert!(!title.contains(|c: char| c.is_ascii_alphabetic()), "{title}");
    }
}

fn without_tags(body: &str) -> String {
    let pieces = body.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    pieces
        .collect::<Vec<_>>()
        .join("\n")
        .replace("&#39;", "'")
        .replace("&quot;", "")
        .replace("&amp;", "")
}

/// The keys of the contract under which something is to be read.
const READ: [&str; 13] = [
    "name",
    "label",
    "summary",
    "note",
    "text",
    "question",
    "reason",
    "now",
    "steps",
    "dose",
    "better_by",
    "otherwise",
    "cautions",
];

#[test]
fn numbers_and_ids_are_the_same_bits() {
    for (evidence, options) in
        evidence().iter().flat_map(|e| options().into_iter().map(move |o| (e, o)))
    {
        let [english, made_up] = both(evidence, &options).map(|a| {
            let mut json: Value = serde_json::from_str(&a.to_json()).unwrap();
            let language = json.as_object_mut().unwrap().remove("language");
            assert_eq!(language.as_ref().and_then(Value::as_str), Some(a.language()));
            let mut read = Vec::new();
            take_read(&mut json, &mut read);
            (json.to_string(), read)
        });
        assert_eq!(english.0, made_up.0);
        assert_eq!(english.1.len(), made_up.1.len());
        for (english, made_up) in english.1.iter().zip(&made_up.1) {
            assert_eq!(&english.chars().map(other).collect::<String>(), made_up);
        }
    }
}

/// Takes out what is read.
fn take_read(json: &mut Value, read: &mut Vec<String>) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(|item| take_read(item, read)),
        Value::Object(entries) => {
            for (key, value) in entries {
                if READ.contains(&key.as_str()) && !value.is_null() {
                    read.push(std::mem::take(value).to_string());
                } else {
                    take_read(value, read);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn a_language_that_is_not_there_is_refused_with_those_that_are() {
    let options = Options::default().language("fr");
    let error = ENGINE.assess_with(&Evidence::new(), &options).unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    assert_eq!((problem.code(), problem.path()), ("evidence.options", "options.language"));
    assert_eq!(problem.help(), Some("languages: en, qq"));
    let request =
        r#"{"schema": 1, "evidence": {"nonsense": 1}, "options": {"language": "fr", "top": 0}}"#;
    let error = ENGINE.assess_json(request).unwrap_err();
    let paths: Vec<_> = error.problems().iter().map(heavylegs::Problem::path).collect();
    assert_eq!(paths, ["options.top", "evidence.nonsense", "options.language"]);
    let request = r#"{"schema": 1, "evidence": {}, "options": {"language": 3}}"#;
    assert_eq!(ENGINE.assess_json(request).unwrap_err().code(), "evidence.options");
}

#[test]
fn knowledge_without_texts_speaks_english() {
    let knowledge = KnowledgeBase::from_json(r#"{"knowledge": {"families": []}}"#).unwrap();
    assert_eq!(knowledge.languages(), ["en"]);
    let report = Engine::new(knowledge).assess(&Evidence::new()).unwrap().to_string();
    assert!(report.contains("This is not a diagnosis"), "{report}");
}
