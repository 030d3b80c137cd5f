//! Texts that are missing, belong to nothing or say too much.

use super::{
    ADVICE, BASE, FATIGUE, IRON, KNOWLEDGE, OBSERVATIONS, TEXTS, breaks, checked, line_of,
};
use crate::knowledge::KnowledgeBase;
use crate::problem::Problem;

#[test]
fn texts_of_nothing() {
    let unknown = |to, path, piece| {
        let file = "texts/en/more.toml";
        breaks(file, "", to, ("knowledge.unknown_id", path, file, piece));
    };
    unknown("[causes.fatige]\nname = \"a\"\nsummary = \"b\"", "texts.en.causes.fatige", "fatige");
    unknown(
        "[observations.tird]\ntitle = \"a\"\nquestion = \"b\"",
        "texts.en.observations.tird",
        "tird",
    );
    unknown(
        "[recommendations.rest]\nname = \"a\"\nsteps = [\"b\"]",
        "texts.en.recommendations.rest",
        "rest",
    );
    unknown("[red_flags.fevr]\nreason = \"a\"\nnow = \"b\"", "texts.en.red_flags.fevr", "fevr");
    unknown("[screens.one]\nquestion = \"a\"", "texts.en.screens.one", "one");
    unknown("[scope.old]\ntext = \"a\"", "texts.en.scope.old", "old");
    breaks(
        TEXTS,
        "low_blood =",
        "low_blod =",
        ("knowledge.unknown_id", "texts.en.stages.low_blod", TEXTS, "low_blod"),
    );
    breaks(
        TEXTS,
        "load = \"L",
        "laod = \"L",
        ("knowledge.unknown_id", "texts.en.families.laod", TEXTS, "laod"),
    );
    breaks(
        TEXTS,
        "iron = \"Eat",
        "irn = \"Eat",
        ("knowledge.unknown_id", "texts.en.recommendations.easy_week.cautions.irn", TEXTS, "irn"),
    );
    breaks(
        TEXTS,
        "male = \"a man",
        "man = \"a man",
        ("knowledge.unknown_level", "texts.en.observations.sex.levels.man", TEXTS, "man ="),
    );
}

#[test]
fn missing_texts_of_causes_and_observations() {
    let missing = |from, to, path, place, piece| {
        breaks(TEXTS, from, to, ("knowledge.text_missing", path, place, piece));
    };
    missing("blood = \"Blood\"", "", "texts.en.families.blood", KNOWLEDGE, "families");
    missing("low_blood = \"low blood\"", "", "texts.en.stages.low_blood", IRON, "stage_of");
    missing(
        "[causes.fatigue]\nname = \"tired legs\"\nsummary = \"A lot of running.\"",
        "",
        "texts.en.causes.fatigue",
        FATIGUE,
        "",
    );
    missing(
        "described = \"worth a check\"",
        "",
        "texts.en.causes.low_iron",
        TEXTS,
        "[causes.low_iron]",
    );
    missing(
        "absent = \"no fever\"",
        "",
        "texts.en.observations.fever_now",
        TEXTS,
        "[observations.fever_now]",
    );
    missing(", right = \"right\"", "", "texts.en.observations.side", TEXTS, "[observations.side]");
    missing(
        "[observations.tired]\ntitle = \"Tired\"\nquestion = \"Tired?\"\npresent = \"tired\"\nabsent = \"not tired\"",
        "",
        "texts.en.observations.tired",
        OBSERVATIONS,
        "[tired]",
    );
}

#[test]
fn missing_texts_of_advice_and_rules() {
    let missing = |from, to, path, place, piece| {
        breaks(TEXTS, from, to, ("knowledge.text_missing", path, place, piece));
    };
    missing(
        "better_by = \"In a week.\"",
        "",
        "texts.en.recommendations.easy_week",
        TEXTS,
        "[recommendations.easy_week]",
    );
    missing(
        ", iron = \"Eat.\"",
        "",
        "texts.en.recommendations.easy_week",
        TEXTS,
        "[recommendations.easy_week]",
    );
    missing(
        "[recommendations.blood_test]\nname = \"Blood test\"\nsteps = [\"Ask.\"]",
        "",
        "texts.en.recommendations.blood_test",
        ADVICE,
        "[blood_test]",
    );
    missing(
        "now = \"See someone.\"",
        "now = \" \"",
        "texts.en.red_flags.fever",
        TEXTS,
        "[red_flags.fever]",
    );
    missing(
        "[screens.universal]\nquestion = \"Any of these?\"",
        "",
        "texts.en.screens.universal",
        KNOWLEDGE,
        "[screens.universal]",
    );
    missing(
        "[scope.under_18]\ntext = \"For grown-ups.\"",
        "",
        "texts.en.scope.under_18",
        KNOWLEDGE,
        "[scope.under_18]",
    );
}

#[test]
fn texts_without_english() {
    let files = BASE.iter().map(|(path, text)| (path.replace("/en/", "/de/"), *text));
    let empty = KnowledgeBase::builder();
    let (_, problems) =
        files.fold(empty, |builder, (path, text)| builder.file(&path, text)).check();
    let found: Vec<_> = problems.iter().map(|p| (p.code(), p.path())).collect();
    assert_eq!(found, [("knowledge.text_missing", "texts.en")]);
}

#[test]
fn without_texts_none_is_missing() {
    let files = BASE.iter().filter(|(path, _)| *path != TEXTS);
    let empty = KnowledgeBase::builder();
    assert_eq!(files.fold(empty, |builder, (path, text)| builder.file(path, text)).check().1, []);
}

#[test]
fn wording() {
    let says = |from, to, path, piece| {
        breaks(TEXTS, from, to, ("knowledge.wording", path, TEXTS, piece));
    };
    says(
        "Little iron.",
        "You have little iron.",
        "texts.en.causes.low_iron.summary",
        "You have little",
    );
    says(
        "Halve it.",
        "It is safe to run.",
        "texts.en.recommendations.easy_week.steps[0]",
        "safe to run",
    );
    says("See someone.", "This rules out a cold.", "texts.en.red_flags.fever.now", "rules out");
    says("A lot of running.", "A diagnosis.", "texts.en.causes.fatigue.summary", "diagnosis");
    let asks = [
        (TEXTS, "Tired?", "Do you have little strength?"),
        (TEXTS, "Halve it.", "Rest if you have a fever."),
    ];
    assert_eq!(checked(&asks).0, []);
}

/// German for all texts of the base: every word of letters is another one.
fn german() -> String {
    let lines = BASE[7].1.lines().map(|line| match line.split_once('=') {
        Some((key, texts)) if !texts.contains('{') => format!("{key}={}", disguised(texts)),
        Some((key, texts)) => {
            let phrases = texts.split(", ").map(|phrase| match phrase.split_once('=') {
                Some((level, text)) => format!("{level}={}", disguised(text)),
                None => phrase.to_owned(),
            });
            format!("{key}={}", phrases.collect::<Vec<_>>().join(", "))
        }
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn disguised(texts: &str) -> String {
    texts.replace(['a', 'e', 'i', 'o', 'u'], "ö")
}

const GERMAN: &str = "texts/de/all.toml";
const REPORT: &str = "texts/de/report.toml";
const GERMAN_REPORT: &str =
    include_str!("../../../../heavylegs-knowledge/data/texts/de/report.toml");

/// Breaks one thing in a German translation that is whole.
fn german_breaks(from: &str, to: &str, (code, path, piece): (&'static str, &str, &str)) {
    let german = german().replacen(from, to, 1);
    let (problems, files) = checked(&[(GERMAN, "", &german), (REPORT, "", GERMAN_REPORT)]);
    let found = problems.iter().find(|problem| problem.code() == code && problem.path() == path);
    let found = found.unwrap_or_else(|| panic!("no {code} at {path}, but {problems:#?}"));
    assert_eq!((found.file(), found.line()), (GERMAN, line_of(&files, GERMAN, piece)), "{found}");
}

#[test]
fn a_whole_translation_is_fine() {
    assert_eq!(checked(&[(GERMAN, "", &german()), (REPORT, "", GERMAN_REPORT)]).0, []);
}

#[test]
fn what_a_translation_lacks() {
    let missing = |from: &str, path: &str, piece: &str| {
        german_breaks(from, "", ("knowledge.text_missing", path, piece));
    };
    missing(
        "described = \"wörth ö chöck\"",
        "texts.de.causes.low_iron.described",
        "[causes.low_iron]",
    );
    missing(
        "absent = \"nö fövör\"",
        "texts.de.observations.fever_now.absent",
        "[observations.fever_now]",
    );
    missing(", right = \"röght\"", "texts.de.observations.side.levels.right", "levels = { both");
    missing(", iron = \"Eöt.\"", "texts.de.recommendations.easy_week.cautions.iron", "cautions =");
    missing("[scope.under_18]\ntext = \"För gröwn-öps.\"", "texts.de.scope.under_18", "");
}

#[test]
fn what_a_translation_has_too_much() {
    german_breaks(
        "steps = [\"Hölvö öt.\"]",
        "steps = [\"Hölvö öt.\"]\nnote = \"Mehr.\"",
        ("knowledge.text_surplus", "texts.de.recommendations.easy_week.note", "Mehr."),
    );
    german_breaks(
        "steps = [\"Hölvö öt.\"]",
        "steps = [\"Hölvö öt.\", \"Mehr.\"]",
        ("knowledge.text_differs", "texts.de.recommendations.easy_week.steps", "Mehr."),
    );
    german_breaks(
        "A löt öf rönnöng.",
        "A lot of running.",
        ("knowledge.text_same", "texts.de.causes.fatigue.summary", "A lot of running."),
    );
}

#[test]
fn german_wording() {
    for (says, piece) in [
        ("Du hast wenig Eisen.", "Du hast wenig"),
        ("Das schliesst eine Erkältung aus.", "schliesst"),
        ("Eine Erkältung ist ausgeschlossen.", "ausgeschlossen"),
        ("Deine Diagnose.", "Diagnose"),
    ] {
        let path = "texts.de.causes.low_iron.summary";
        german_breaks("Löttlö örön.", says, ("knowledge.wording", path, piece));
    }
    let fine =
        german().replacen("Löttlö örön.", "Wenn du Fieber hast, schliesst du die Tür. Aus.", 1);
    assert_eq!(checked(&[(GERMAN, "", &fine), (REPORT, "", GERMAN_REPORT)]).0, []);
}

#[test]
fn the_words_of_a_report() {
    let says = |from: &str, to: &str, code: &'static str, path: &str, piece: &str| {
        let report = GERMAN_REPORT.replacen(from, to, 1);
        assert_ne!(report, GERMAN_REPORT);
        let (problems, files) = checked(&[(GERMAN, "", &german()), (REPORT, "", &report)]);
        let found: Vec<_> =
            problems.iter().map(|p| (p.code(), p.path(), p.file(), p.line())).collect();
        let line = line_of(&files, REPORT, piece);
        assert_eq!(found, [(code, path, REPORT, line)], "{problems:#?}");
    };
    let differs = "knowledge.text_differs";
    let days = "texts.de.report.answer.days_ago";
    says("{days} Tagen", "ein paar Tagen", differs, days, "days_ago");
    says("{days} Tagen", "{days} Tagen und {hours}", differs, days, "days_ago");
    says("{days} Tagen", "{days} Tagen}", differs, days, "days_ago");
    let missing = "knowledge.text_missing";
    says(
        "yesterday = \"gestern\"",
        "",
        missing,
        "texts.de.report.answer.yesterday",
        "[report.answer]",
    );
    let unknown = "knowledge.unknown_key";
    says(
        "yesterday = ",
        "yesterday = \"a\"\nyestrday = ",
        unknown,
        "texts.de.report.answer.yestrday",
        "yestrday",
    );
    says(
        "[report.list]",
        "[report.lst]\na = \"b\"\n[report.list]",
        unknown,
        "texts.de.report.lst",
        "[report.lst]",
    );
    let (problems, _) = checked(&[(GERMAN, "", &german())]);
    let found: Vec<_> = problems.iter().map(|p| (p.code(), p.path())).collect();
    assert_eq!(found, [(missing, "texts.de.report")]);
}

#[test]
fn a_draft_is_counted_and_not_offered() {
    let drafts = (KNOWLEDGE, "families =", "drafts = [\"de\"]\nfamilies =");
    let (problems, files) = checked(&[drafts, (REPORT, "", GERMAN_REPORT)]);
    let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
    assert_eq!(
        (problem.code(), problem.line()),
        ("knowledge.draft", line_of(&files, KNOWLEDGE, "drafts"))
    );
    let builder = || {
        let files = files.iter();
        files.fold(KnowledgeBase::builder(), |builder, (path, text)| builder.file(path, text))
    };
    let knowledge = builder().build().unwrap();
    assert_eq!(knowledge.languages(), ["en"]);
    let without = files.iter().filter(|(path, _)| path != REPORT);
    let without = without.fold(KnowledgeBase::builder(), |b, (path, text)| b.file(path, text));
    assert_eq!(knowledge.hash(), without.build().unwrap().hash());
    let states = knowledge.language_states();
    let missing: Vec<_> =
        states.iter().map(|s| (s.language.as_str(), s.draft, s.missing)).collect();
    let all = BASE[7].1.matches('"').count() / 2;
    assert_eq!(missing, [("en", false, 0), ("de", true, all)]);
    // What is missing, filled in, makes it whole.
    let skeleton = builder().untranslated("de").replace("\"\"", "\"ja\"");
    let whole = [(KNOWLEDGE, "", ""), (GERMAN, "", skeleton.as_str()), (REPORT, "", GERMAN_REPORT)];
    assert_eq!(checked(&whole).0, []);
}

#[test]
fn an_overlay_may_leave_a_language_out() {
    let files = BASE.iter().map(|(path, text)| (*path, (*text).to_owned()));
    let german = [(GERMAN, german()), (REPORT, GERMAN_REPORT.to_owned())];
    let base = || {
        let all = files.clone().chain(german.clone());
        all.fold(KnowledgeBase::builder(), |builder, (path, text)| builder.file(path, &text))
    };
    let cause =
        "family = \"load\"\nhorizon = \"days\"\nprior = { value = 0.1, source = \"estimate\" }";
    let english = "[causes.acme_a]\nname = \"a new thing\"\nsummary = \"It is new.\"";
    let overlay = [("causes/acme_a.toml", cause), ("texts/en/acme.toml", english)];
    let knowledge = base().overlay("acme", overlay).build().unwrap();
    assert_eq!(knowledge.texts("de").unwrap().causes["acme_a"].name, "a new thing");
    let warned = knowledge.warnings().iter().map(|p| (p.code(), p.path()));
    assert!(warned.clone().any(|w| w == ("knowledge.text_missing", "texts.de.causes.acme_a")));
}

#[test]
fn a_reason_stays_a_reason() {
    let english = (TEXTS, "\"worth a check\"", "\"worth a check because of this\"");
    let with = |text: &str| {
        let german = german().replacen("wörth ö chöck", text, 1);
        checked(&[english, (GERMAN, "", &german), (REPORT, "", GERMAN_REPORT)]).0
    };
    assert_eq!(with("eine Abklärung wert, weil es so ist"), []);
    assert_eq!(with("eine Abklärung wert wegen dem"), []);
    let problems = with("eine Abklärung");
    let found: Vec<_> = problems.iter().map(|p| (p.code(), p.path())).collect();
    assert_eq!(found, [("knowledge.text_differs", "texts.de.causes.low_iron.described")]);
    assert_eq!(problems.first().map(Problem::file), Some(GERMAN));
}
