//! Ids, kinds, levels and conditions; what nothing refers to.

use super::{ADVICE, FATIGUE, FLAGS, IRON, KNOWLEDGE, OBSERVATIONS, breaks, checked};

#[test]
fn ids_that_lead_nowhere_in_causes() {
    let unknown = |file, from, to, path, piece| {
        breaks(file, from, to, ("knowledge.unknown_id", path, file, piece));
    };
    unknown(FATIGUE, "\"load\"", "\"laod\"", "causes.fatigue.family", "laod");
    unknown(FATIGUE, "[\"low_iron\"]", "[\"lw_iron\"]", "causes.fatigue.related_causes", "lw_iron");
    unknown(
        FATIGUE,
        "hard_week = 3",
        "hard_weak = 3",
        "causes.fatigue.factors.hard_weak",
        "hard_weak",
    );
    unknown(FATIGUE, "tired = 0.6", "tird = 0.6", "causes.fatigue.symptoms.tird", "tird");
    unknown(
        IRON,
        "descriptors.side",
        "descriptors.sides",
        "causes.low_iron.descriptors.sides",
        "sides",
    );
    unknown(IRON, "ts.ferritin", "ts.feritin", "causes.low_iron.measurements.feritin", "feritin");
    unknown(
        FATIGUE,
        "easy_week =",
        "easy_weak =",
        "causes.fatigue.recommendations.easy_weak",
        "easy_weak",
    );
    unknown(FATIGUE, "smith2020", "smith2021", "causes.fatigue.prior.source", "smith2021");
    unknown(IRON, "[\"diet\"]", "[\"diets\"]", "causes.low_iron.prior_when[0].replaces", "diets");
    unknown(
        IRON,
        "{ sex = \"male\" }",
        "{ sx = \"male\" }",
        "causes.low_iron.prior_when[1].if.sx",
        "sx =",
    );
}

#[test]
fn ids_that_lead_nowhere_elsewhere() {
    let unknown = |file, from, to, path, piece| {
        breaks(file, from, to, ("knowledge.unknown_id", path, file, piece));
    };
    unknown(
        ADVICE,
        "\"smith2020\"",
        "[\"smith2021\"]",
        "recommendations.blood_test.source",
        "smith2021",
    );
    unknown(FLAGS, "\"estimate\"", "\"smith2021\"", "red_flags.fever.source", "smith2021");
    unknown(
        OBSERVATIONS,
        "source = \"estimate\"\nhours",
        "source = \"smit2020\"\nhours",
        "observations.lasting.default_rows.source",
        "smit2020",
    );
    unknown(FLAGS, "[\"low_iron\"]", "[\"low_irn\"]", "red_flags.fever.raises", "low_irn");
    unknown(FLAGS, "{ tired = ", "{ tred = ", "red_flags.fever.when.tred", "tred");
    unknown(
        ADVICE,
        "\"low_iron\"",
        "\"low_irn\"",
        "recommendations.easy_week.cautions[1].cause",
        "low_irn",
    );
    unknown(
        ADVICE,
        "fever_now",
        "fever",
        "recommendations.easy_week.cautions[0].when.fever",
        "when",
    );
    unknown(
        KNOWLEDGE,
        "[\"fever_now\"]",
        "[\"fever_no\"]",
        "knowledge.screens.universal.observations",
        "fever_no",
    );
    unknown(KNOWLEDGE, "{ age_years", "{ age", "knowledge.scope.under_18.when.age", "< 18");
    unknown(
        KNOWLEDGE,
        "{ sex = \"male\"",
        "{ sx = \"male\"",
        "knowledge.reference_population.strata[1].is.sx",
        "sx",
    );
    unknown(OBSERVATIONS, "{ sex = [", "{ sx = [", "observations.tired.ask_when.sx", "sx =");
}

#[test]
fn two_of_the_same() {
    let when = "when = { two_of = [{ tired = true }, { fever_now = true }, { tired = true }] }";
    let before =
        "when = { fever_now = true, any = [ { tired = true }, { age_years = \">= 70\" } ] }";
    breaks(FLAGS, before, when, ("knowledge.condition", "red_flags.fever.when", FLAGS, "two_of"));
}

#[test]
fn an_unknown_id_comes_with_a_guess() {
    let (problems, _) = checked(&[(FATIGUE, "tired = 0.6", "tird = 0.6")]);
    let found = problems.iter().find(|problem| problem.code() == "knowledge.unknown_id").unwrap();
    assert_eq!(found.help(), Some("did you mean `tired`?"));
}

#[test]
fn ids_in_cases() {
    let unknown = |from, to, path| {
        breaks(IRON, from, to, ("knowledge.unknown_id", path, IRON, to));
    };
    breaks(
        FATIGUE,
        "leads = \"fatigue\"",
        "leads = \"fatig\"",
        ("knowledge.unknown_id", "causes.fatigue.case[0]", FATIGUE, "tired = true }"),
    );
    unknown("ferritin = 12", "feritin = 12", "causes.low_iron.case[0].evidence.feritin");
    let at = |from, to| {
        let found = ("knowledge.unknown_id", "causes.low_iron.case[1]", IRON, "ferritin = 80");
        breaks(IRON, from, to, found);
    };
    at("low_iron = [0.0", "iron = [0.0");
    at("[\"fever\"]", "[\"fevers\"]");
    at("[\"blood_test\"]", "[\"test\"]");
    let odd = ("knowledge.case_evidence", "causes.low_iron.case[1].evidence.ferritin", IRON, "8e9");
    breaks(IRON, "ferritin = 80", "ferritin = 8e9", odd);
}

#[test]
fn ids_of_the_wrong_kind() {
    let kind = |file, from, to, path, piece| {
        breaks(file, from, to, ("knowledge.kind", path, file, piece));
    };
    kind(FATIGUE, "tired = 0.6", "diet = 0.6", "causes.fatigue.symptoms.diet", "diet");
    kind(FATIGUE, "hard_week = 3", "tired = 3", "causes.fatigue.factors.tired", "tired");
    kind(IRON, "[\"diet\"]", "[\"tired\"]", "causes.low_iron.prior_when[0].replaces", "replaces");
    kind(FLAGS, "{ tired =", "{ low_iron =", "red_flags.fever.when.low_iron", "low_iron");
    kind(
        OBSERVATIONS,
        "[tired]",
        "[fatigue]\nkind = \"symptom\"\n[tired]",
        "observations.fatigue",
        "[fatigue]",
    );
    breaks(
        FATIGUE,
        "hard_week = 3",
        "any = 3",
        ("knowledge.unknown_id", "causes.fatigue.factors.any", FATIGUE, "any"),
    );
    breaks(
        OBSERVATIONS,
        "[tired]",
        "[any]\nkind = \"symptom\"\n[tired]",
        ("knowledge.id", "observations.any", OBSERVATIONS, "[any]"),
    );
    let unscored =
        ("knowledge.unscored", "recommendations.easy_week.cautions[1].cause", ADVICE, "cause =");
    breaks(IRON, "family", "scored = false\nfamily", unscored);
}

#[test]
fn levels_and_conditions() {
    let level = |file, from, to, path, piece| {
        breaks(file, from, to, ("knowledge.unknown_level", path, file, piece));
    };
    level(IRON, "{ vegan = 2", "{ vegans = 2", "causes.low_iron.factors.diet.vegans", "vegans");
    level(IRON, "left = 0.05", "lefty = 0.05", "causes.low_iron.descriptors.side.lefty", "lefty");
    level(IRON, "low = 3", "lo = 3", "causes.low_iron.measurements.ferritin.lo", "lo = 3");
    level(
        IRON,
        "diet = { vegan = 2 }",
        "diet = 2",
        "causes.low_iron.factors.diet.present",
        "diet = 2",
    );
    level(IRON, "sex = \"male\"", "sex = \"man\"", "causes.low_iron.prior_when[1].if.sex", "man");
    let condition = |file, from, to, path, piece| {
        breaks(file, from, to, ("knowledge.condition", path, file, piece));
    };
    condition(FLAGS, "{ tired = true", "{ tired = \"very\"", "red_flags.fever.when.tired", "very");
    condition(FLAGS, "{ tired = true", "{ sex = \">= 4\"", "red_flags.fever.when.sex", ">= 4");
    condition(FLAGS, "{ tired = true", "{ sex = true", "red_flags.fever.when.sex", "sex");
    condition(FLAGS, "{ tired = true", "{ sex = []", "red_flags.fever.when.sex", "sex");
    condition(FLAGS, "any = [ { tired = true }, ", "two_of = [ ", "red_flags.fever.when", "when");
    condition(
        OBSERVATIONS,
        "{ sex = [\"female\", \"male\"] }",
        "{ tired = true }",
        "observations.tired.ask_when",
        "ask_when",
    );
    condition(
        KNOWLEDGE,
        "sex = \"male\"",
        "sex = [\"male\", \"female\"]",
        "knowledge.reference_population.strata[1].is",
        "0.5, is = { sex = [",
    );
}

#[test]
fn what_nothing_refers_to() {
    let unused = |file, from, to, path, piece| {
        let found = ("knowledge.unused", path, file, piece);
        breaks(file, from, to, found);
    };
    let symptom = "[cough]\nkind = \"symptom\"\n[tired]";
    unused(OBSERVATIONS, "[tired]", symptom, "observations.cough", "[cough]");
    unused(
        ADVICE,
        "[blood_test]",
        "[rest]\nsource = \"estimate\"\n[blood_test]",
        "recommendations.rest",
        "[rest]",
    );
    let noted = [
        ("sources/more.toml", "", "[jones2021]\ncitation = \"Jones\""),
        (IRON, "value = 0.14,", "value = 0.14, note = \"less in men (jones2021)\","),
    ];
    assert_eq!(checked(&noted).0, []);
    unused(
        "sources/more.toml",
        "",
        "[jones2021]\ncitation = \"Jones\"",
        "sources.jones2021",
        "[jones2021]",
    );
    unused(KNOWLEDGE, "\"blood\"]", "\"blood\", \"heart\"]", "knowledge.families", "heart");
    let (problems, _) = checked(&[
        (OBSERVATIONS, "[tired]", symptom),
        (KNOWLEDGE, "[\"fever_now\"]", "[\"fever_now\", \"cough\"]"),
    ]);
    assert!(problems.iter().any(|p| p.message().starts_with("a screen asks")), "{problems:#?}");
}

#[test]
fn too_few_cases() {
    let found = ("knowledge.cases", "causes.fatigue", FATIGUE, "");
    breaks(
        FATIGUE,
        "[[case]]\nname = \"similar\"\nevidence = { hard_week = false, ferritin = 12 }\nleads = \"low_iron\"",
        "",
        found,
    );
}
