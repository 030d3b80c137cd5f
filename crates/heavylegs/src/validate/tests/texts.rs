//! Texts that are missing, belong to nothing or say too much.

use super::{ADVICE, BASE, FATIGUE, IRON, KNOWLEDGE, OBSERVATIONS, TEXTS, breaks, checked};
use crate::knowledge::KnowledgeBase;

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
fn a_translation_has_all_that_english_has() {
    let file = "texts/de/all.toml";
    let german = BASE[7].1.replace("described = \"worth a check\"", "");
    breaks(
        file,
        "",
        &german,
        ("knowledge.text_missing", "texts.de.causes.low_iron.described", file, "[causes.low_iron]"),
    );
    assert_eq!(checked(&[(file, "", BASE[7].1)]).0, []);
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
