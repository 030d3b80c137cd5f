//! Numbers that do not fit together.

use super::{ADVICE, BASE, FATIGUE, IRON, KNOWLEDGE, OBSERVATIONS, breaks, checked};
use crate::knowledge::KnowledgeBase;
use crate::problem::Problem;

#[test]
fn levels_and_shares_of_observations() {
    let found = |code, from, to, path, piece| {
        breaks(OBSERVATIONS, from, to, (code, path, OBSERVATIONS, piece));
    };
    found("knowledge.shares", "[0.9, 0.1]", "[0.9, 0.2]", "observations.diet.shares", "0.9, 0.2");
    found(
        "knowledge.shares",
        "[0.8, 0.2]",
        "[0.8, 0.1]",
        "observations.lasting.default_rows.hours",
        "hours",
    );
    found(
        "knowledge.levels",
        "\"mixed\", \"vegan\"",
        "\"vegan\", \"vegan\"",
        "observations.diet.levels",
        "\"vegan\", ",
    );
    found(
        "knowledge.levels",
        "\"mixed\", \"vegan\"",
        "\"note\", \"vegan\"",
        "observations.diet.levels",
        "note",
    );
    found(
        "knowledge.range",
        "base = 0.3",
        "base = 0.3\nvalid_for_hours = -1",
        "observations.tired.valid_for_hours",
        "-1",
    );
    breaks(
        OBSERVATIONS,
        "shares = [0.9, 0.1]",
        "",
        ("knowledge.no_shares", "causes.low_iron.factors.diet", IRON, "diet = {"),
    );
    breaks(
        OBSERVATIONS,
        "shares = [0.8, 0.1, 0.1]",
        "",
        ("knowledge.no_shares", "causes.low_iron.descriptors.side", IRON, "[descriptors.side]"),
    );
    breaks(
        OBSERVATIONS,
        "shares = [0.2, 0.8]",
        "",
        (
            "knowledge.no_shares",
            "causes.low_iron.measurements.ferritin",
            IRON,
            "[measurements.ferritin]",
        ),
    );
}

#[test]
fn settings_and_ranges() {
    let range = |file, from, to, path, piece| {
        breaks(file, from, to, ("knowledge.range", path, file, piece));
    };
    let (clamp, cost) =
        ("[settings]\ndescriptor_clamp = 0.5\n[scr", "[settings.effort_cost]\nlow = -1\n[scr");
    range(KNOWLEDGE, "[scr", clamp, "knowledge.settings.descriptor_clamp", "0.5");
    range(KNOWLEDGE, "[scr", cost, "knowledge.settings.effort_cost", "effort_cost");
    range(ADVICE, "[2, 14]", "[14, 2]", "recommendations.easy_week.days_to_effect", "14, 2");
    range(ADVICE, "above = 0.3", "above = 30", "recommendations.easy_week.cautions[1].above", "30");
    range(IRON, "[0.0, 0.1]", "[0.0, 10]", "causes.low_iron.case[1]", "ferritin = 80");
    breaks(
        IRON,
        "between",
        "coverage = \"good\"\nbetween",
        ("knowledge.word", "causes.low_iron.case[1]", IRON, "ferritin = 80"),
    );
    let twice = |file, from, to, path, piece| {
        breaks(file, from, to, ("knowledge.defined_twice", path, file, piece));
    };
    twice(KNOWLEDGE, "\"blood\"]", "\"blood\", \"load\"]", "knowledge.families", "families");
    twice(
        ADVICE,
        "id = \"iron\"",
        "id = \"ill\"",
        "recommendations.easy_week.cautions[1]",
        "[[easy_week.cautions]]$",
    );
}

#[test]
fn rows_of_descriptors() {
    let row = |code, from, to, path, piece| breaks(IRON, from, to, (code, path, IRON, piece));
    let side = "causes.low_iron.descriptors.side";
    row("knowledge.row", "both = 0.9", "both = 0.8", side, "[descriptors.side]");
    row("knowledge.row", "both = 0.9\nleft = 0.05", "both = 0.97", side, "[descriptors.side]");
    row("knowledge.row", "both = 0.9\nleft = 0.05", "both = 0.95", side, "[descriptors.side]");
    breaks(
        IRON,
        "value = 0.1,",
        "value = 0.95,",
        (
            "knowledge.row_explains_too_much",
            "causes.low_iron.descriptors.side.both",
            IRON,
            "both = 0.9",
        ),
    );
    breaks(
        OBSERVATIONS,
        "[0.6, 0.4]",
        "[0.93, 0.07]",
        ("knowledge.row_explains_too_much", "causes.low_iron.horizon", IRON, "horizon"),
    );
    let moves = "both = 0.02\nleft = 0.93";
    breaks(
        IRON,
        "both = 0.9\nleft = 0.05",
        moves,
        ("knowledge.clamp", side, IRON, "[descriptors.side]"),
    );
}

#[test]
fn factors_and_bands() {
    let reference = ("knowledge.reference", "causes.low_iron.factors.diet.mixed", IRON, "diet = {");
    breaks(IRON, "{ vegan = 2 }", "{ vegan = 2, mixed = 0.5 }", reference);
    assert_eq!(checked(&[(IRON, "{ vegan = 2 }", "{ vegan = 2, mixed = 1 }")]).0, []);
    let bands = (
        "knowledge.bands",
        "causes.low_iron.measurements.ferritin",
        IRON,
        "[measurements.ferritin]",
    );
    breaks(IRON, "normal = 0.5", "", bands);
}

#[test]
fn leaks() {
    let base = "observations.tired.base";
    breaks(
        OBSERVATIONS,
        "base = 0.3",
        "",
        ("knowledge.no_base", "observations.tired", OBSERVATIONS, "[tired]"),
    );
    breaks(
        OBSERVATIONS,
        "base = 0.3",
        "base = 0.1",
        ("knowledge.explains_too_much", base, OBSERVATIONS, "base = 0.1"),
    );
    breaks(
        IRON,
        "tired = 0.7",
        "tired = 0.05",
        ("knowledge.link_below_leak", "causes.low_iron.symptoms.tired", IRON, "tired = 0.05"),
    );
    let high = "prior = { value = 0.9, source = \"estimate\" }";
    let (problems, _) = checked(&[
        (FATIGUE, "prior = { value = 0.2, source = \"smith2020\" }", high),
        (OBSERVATIONS, "base = 0.3", "base = 0.58"),
    ]);
    assert!(
        problems.iter().any(|p| p.code() == "knowledge.ill_determined" && p.path() == base),
        "{problems:#?}"
    );
    let tiny = "[faint]\nkind = \"symptom\"\nbase = 0.000001\nsource = \"estimate\"\n[tired]";
    let rare = "prior = { value = 0.000001, source = \"estimate\" }";
    let (problems, _) = checked(&[
        (OBSERVATIONS, "[tired]", tiny),
        (FATIGUE, "prior = { value = 0.2, source = \"smith2020\" }", rare),
        (FATIGUE, "tired = 0.6", "tired = 0.6\nfaint = 0.5"),
    ]);
    let found = problems.iter().find(|p| p.code() == "knowledge.implied_rate");
    assert_eq!(found.map(Problem::path), Some("observations.faint.base"), "{problems:#?}");
}

#[test]
fn rows_of_priors() {
    let row = |code, from, to, path, piece| breaks(IRON, from, to, (code, path, IRON, piece));
    let rows = "causes.low_iron.prior_when";
    let symptom = "causes.low_iron.prior_when[1].if.tired";
    row(
        "knowledge.prior_symptom",
        "{ sex = \"male\" }",
        "{ tired = true }",
        symptom,
        "tired = true",
    );
    row("knowledge.prior_average", "value = 0.14", "value = 0.2", rows, "[[prior_when]]");
    row(
        "knowledge.prior_row_missing",
        "{ sex = \"female\" }",
        "{ sex = \"female\", hard_week = true }",
        rows,
        "[[prior_when]]",
    );
    row(
        "knowledge.prior_unreachable",
        "[factors]",
        "[[prior_when]]\nif = { sex = \"male\" }\nis = { value = 0.05, source = \"estimate\" } # x\n[factors]",
        "causes.low_iron.prior_when[2]",
        "[[prior_when]]$",
    );
    row(
        "knowledge.prior_unchecked",
        "{ sex = \"female\" }",
        "{ age_years = \">= 18\" }",
        rows,
        "[[prior_when]]",
    );
    row(
        "knowledge.prior_multiplier",
        "{ sex = \"female\" }",
        "{ diet = \"vegan\" }",
        "causes.low_iron.factors.diet",
        "diet = {",
    );
    row(
        "knowledge.replaces",
        "[\"diet\"]",
        "[\"hard_week\"]",
        "causes.low_iron.prior_when[0].replaces",
        "replaces",
    );
}

#[test]
fn rows_average_over_levels_without_strata_too() {
    let rows = |vegan: &str| {
        let rows = format!(
            "if = {{ diet = \"vegan\" }}\nis = {{ value = {vegan}, source = \"estimate\" }}\n[[prior_when]]\nif = {{ diet = \"mixed\" }}\nis = {{ value = 0.09, source = \"estimate\" }}\n"
        );
        let from = "if = { sex = \"female\" }\nis = { value = 0.14, source = \"estimate\" }\nreplaces = [\"diet\"]\n[[prior_when]]\nif = { sex = \"male\" }\nis = { value = 0.06, source = \"estimate\" }\n";
        let factors = "[factors]\nsource = \"estimate\"\ndiet = { vegan = 2 }\n";
        checked(&[(IRON, from, &rows), (IRON, factors, "")]).0
    };
    assert_eq!(rows("0.19"), []);
    assert_eq!(
        rows("0.4").iter().map(Problem::code).collect::<Vec<_>>(),
        ["knowledge.prior_average"]
    );
}

#[test]
fn causes_that_nothing_tells_apart() {
    let twin = BASE[3].1;
    let file = "causes/weariness.toml";
    breaks(file, "", twin, ("knowledge.alike", "causes.weariness", file, ""));
    let (problems, _) = checked(&[(file, "", &twin.replace("tired = 0.6", "tired = 0.61"))]);
    assert!(problems.iter().all(|p| p.code() != "knowledge.alike"), "{problems:#?}");
}

#[test]
fn more_observations_than_there_are_indices() {
    let ids = (0..=65_535).map(|at| format!("\"o{at}\": {{\"kind\": \"symptom\"}}"));
    let json = format!("{{\"observations\": {{{}}}}}", ids.collect::<Vec<_>>().join(","));
    let (_, problems) = KnowledgeBase::builder().json("", &json).check();
    assert!(problems.iter().any(|p| p.code() == "knowledge.size" && p.path() == "observations"));
}
