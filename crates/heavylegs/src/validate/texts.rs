//! Texts: every entry has its own, no text is for nothing, and a translation has all that English has.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, place, unknown_level};
use crate::knowledge::{
    Cause, CauseText, Disclosure, KnowledgeBase, Levels, Observation, ObservationText,
    Recommendation, RecommendationText, Texts,
};
use crate::problem::Problem;

pub(super) fn check(check: &mut Check<'_>) {
    let texts = &check.knowledge.texts;
    if texts.ids().next().is_none() {
        return;
    }
    for (language, texts) in texts.iter() {
        strays(check, language, texts);
    }
    let Some(english) = texts.get("en") else {
        let message = "there are texts, but none in English".to_owned();
        let problem = Problem::error("knowledge.text_missing", "texts.en", message);
        check.report(problem.advise("reports fall back on `texts/en/`"));
        return;
    };
    missing(check, english);
}

/// Everything that needs a text and has none in English.
fn missing(check: &mut Check<'_>, texts: &Texts) {
    let knowledge = check.knowledge;
    for family in knowledge.families.iter().filter(|id| !texts.families.contains_key(*id)) {
        lacks(check, "families", family, "knowledge.families", "name");
    }
    for (stage, cause) in stages(knowledge) {
        if !texts.stages.contains_key(stage) {
            lacks(check, "stages", stage, &format!("causes.{cause}.stage_of"), "name");
        }
    }
    for cause in &knowledge.causes {
        let what = cause_lacks(cause, texts.causes.get(&cause.id));
        lacks_some(check, "causes", &cause.id, &what);
    }
    for observation in &knowledge.observations {
        let what = observation_lacks(observation, texts.observations.get(&observation.id));
        lacks_some(check, "observations", &observation.id, &what);
    }
    for entry in &knowledge.recommendations {
        let what = recommendation_lacks(entry, texts.recommendations.get(&entry.id));
        lacks_some(check, "recommendations", &entry.id, &what);
    }
    for flag in &knowledge.red_flags {
        let there =
            texts.red_flags.get(&flag.id).is_some_and(|t| filled(&t.reason) && filled(&t.now));
        lacks_some(check, "red_flags", &flag.id, if there { &[] } else { &["reason", "now"] });
    }
    for screen in knowledge.screens.iter().filter(|s| !texts.screens.contains_key(&s.id)) {
        let entry = format!("knowledge.screens.{}", screen.id);
        lacks(check, "screens", &screen.id, &entry, "question");
    }
    for scope in knowledge.scope.iter().filter(|s| !texts.scope.contains_key(&s.id)) {
        lacks(check, "scope", &scope.id, &format!("knowledge.scope.{}", scope.id), "text");
    }
}

/// What causes are stages of, each with the first of its stages.
fn stages(knowledge: &KnowledgeBase) -> BTreeMap<&str, &str> {
    let named = knowledge.causes.iter().rev();
    named.filter_map(|cause| Some((cause.stage_of.as_deref()?, cause.id.as_str()))).collect()
}

fn lacks_some(check: &mut Check<'_>, section: &str, id: &str, what: &[impl AsRef<str>]) {
    if !what.is_empty() {
        let what: Vec<&str> = what.iter().map(AsRef::as_ref).collect();
        lacks(check, section, id, &format!("{section}.{id}"), &what.join(", "));
    }
}

/// Reports it at the text, or at what has none.
fn lacks(check: &mut Check<'_>, section: &str, id: &str, entry: &str, what: &str) {
    let path = format!("texts.en.{section}.{id}");
    let tree = check.tree;
    let written = tree.get("texts").and_then(|t| t.get("en")?.get(section)?.get(id));
    let place = written.map_or_else(|| place::of(tree, entry), |node| node.place);
    let problem = Problem::error("knowledge.text_missing", path, format!("missing: {what}"));
    check.report_at(problem.advise(format!("write it under [{section}.{id}] in texts/en/")), place);
}

fn filled(text: &str) -> bool {
    !text.trim().is_empty()
}

fn has(text: Option<&String>) -> bool {
    text.is_some_and(|text| filled(text))
}

fn cause_lacks(cause: &Cause, text: Option<&CauseText>) -> Vec<&'static str> {
    let wanted = [
        ("name", text.is_some_and(|text| filled(&text.name))),
        ("summary", text.is_some_and(|text| filled(&text.summary))),
        (
            "described",
            cause.disclosure != Disclosure::Described
                || text.is_some_and(|text| has(text.described.as_ref())),
        ),
    ];
    wanted.into_iter().filter(|(_, there)| !there).map(|(what, _)| what).collect()
}

fn observation_lacks(observation: &Observation, text: Option<&ObservationText>) -> Vec<String> {
    let mut lacking = Vec::new();
    let mut want = |what: &str, there: bool| {
        if !there {
            lacking.push(what.to_owned());
        }
    };
    want("title", text.is_some_and(|text| filled(&text.title)));
    want("question", text.is_some_and(|text| filled(&text.question)));
    let phrase = |level: &str| text.is_some_and(|text| has(text.levels.get(level)));
    let (present, absent) =
        text.map_or((None, None), |text| (text.present.as_ref(), text.absent.as_ref()));
    match observation.levels().filter(|levels| !levels.is_yes_no()) {
        None => {
            want("present", has(present) || phrase("present"));
            want("absent", has(absent) || phrase("absent"));
        }
        Some(Levels { ids, .. }) => {
            for level in ids {
                want(&format!("levels.{level}"), phrase(level));
            }
        }
    }
    lacking
}

fn recommendation_lacks(
    recommendation: &Recommendation,
    text: Option<&RecommendationText>,
) -> Vec<String> {
    let Some(text) = text else { return vec!["name".to_owned(), "steps".to_owned()] };
    let mut lacking = Vec::new();
    if !filled(&text.name) {
        lacking.push("name".to_owned());
    }
    if recommendation.days_to_effect.is_some() && !has(text.better_by.as_ref()) {
        lacking.push("better_by".to_owned());
    }
    let cautions = recommendation.cautions.iter();
    let silent = cautions.filter(|caution| !has(text.cautions.get(&caution.id)));
    lacking.extend(silent.map(|caution| format!("cautions.{}", caution.id)));
    lacking
}

/// Texts of entries that don't exist.
fn strays(check: &mut Check<'_>, language: &str, texts: &Texts) {
    let knowledge = check.knowledge;
    let families: BTreeSet<&str> = knowledge.families.iter().map(String::as_str).collect();
    let in_section = |section| format!("texts.{language}.{section}");
    stray(check, &in_section("families"), "family", &texts.families, &families);
    let ids = stages(knowledge).into_keys().collect();
    stray(check, &in_section("stages"), "thing a cause is a stage of", &texts.stages, &ids);
    let ids = knowledge.causes.iter().map(|e| e.id.as_str()).collect();
    stray(check, &in_section("causes"), "cause", &texts.causes, &ids);
    let ids = knowledge.observations.iter().map(|e| e.id.as_str()).collect();
    stray(check, &in_section("observations"), "observation", &texts.observations, &ids);
    let ids = knowledge.recommendations.iter().map(|e| e.id.as_str()).collect();
    stray(check, &in_section("recommendations"), "recommendation", &texts.recommendations, &ids);
    let ids = knowledge.red_flags.iter().map(|e| e.id.as_str()).collect();
    stray(check, &in_section("red_flags"), "red flag", &texts.red_flags, &ids);
    let ids = knowledge.screens.iter().map(|e| e.id.as_str()).collect();
    stray(check, &in_section("screens"), "screen", &texts.screens, &ids);
    let ids = knowledge.scope.iter().map(|e| e.id.as_str()).collect();
    stray(check, &in_section("scope"), "scope rule", &texts.scope, &ids);
    for (id, text) in &texts.observations {
        stray_levels(check, &format!("texts.{language}.observations.{id}"), id, text);
    }
    for (id, text) in &texts.recommendations {
        let Some(entry) = knowledge.recommendation(id) else { continue };
        let path = format!("texts.{language}.recommendations.{id}.cautions");
        let ids = entry.cautions.iter().map(|caution| caution.id.as_str()).collect();
        stray(check, &path, "caution", &text.cautions, &ids);
    }
}

fn stray<T>(
    check: &mut Check<'_>,
    path: &str,
    what: &str,
    texts: &BTreeMap<String, T>,
    ids: &BTreeSet<&str>,
) {
    for id in texts.keys().filter(|id| !ids.contains(id.as_str())) {
        check.unknown(&format!("{path}.{id}"), id, what, ids.iter().copied());
    }
}

fn stray_levels(check: &mut Check<'_>, path: &str, id: &str, text: &ObservationText) {
    let Some(observation) = check.knowledge.observation(id) else { return };
    for level in text.levels.keys() {
        let path = format!("{path}.levels.{level}");
        match observation.levels() {
            None if matches!(level.as_str(), "present" | "absent") => {}
            None => {
                let message = format!("`{id}` is a symptom: yes or no");
                let problem = Problem::error("knowledge.unknown_level", path, message);
                check.report(problem.advise("write `present` and `absent`"));
            }
            Some(levels) if levels.index(level).is_none() => {
                check.report(unknown_level(&path, level, id, levels));
            }
            Some(_) => {}
        }
    }
}
