//! Answers in words.

use heavylegs::{Finding, QuestionItem, QuestionScreen, ScreenKind};

use super::words::Words;

/// What was answered, in words: what is true, and what nobody knows; only where there is neither, that it is none of these.
pub(super) fn summary(
    words: &Words,
    screen: &QuestionScreen,
    given: &[(String, Finding)],
) -> String {
    let finding = |item: &QuestionItem| given.iter().find(|(id, _)| *id == item.id).map(|(_, f)| f);
    if screen.kind != ScreenKind::GroupMultiple {
        let item = screen.items.first();
        let label = item.and_then(|item| Some(label(words, item, finding(item)?)));
        return label.unwrap_or_else(|| words.dont_know.to_owned());
    }
    let unknown = Finding::unknown();
    let with = |wanted: fn(&Finding) -> bool| {
        let items = screen.items.iter().filter(|item| wanted(finding(item).unwrap_or(&unknown)));
        items.map(|item| item.name.as_str()).collect::<Vec<_>>()
    };
    let unsure = with(|finding| *finding == Finding::unknown());
    let some = with(|finding| *finding != Finding::unknown() && *finding != Finding::absent());
    if unsure.len() == screen.items.len() {
        return words.dont_know.to_owned();
    }
    let none = screen.none.as_deref().unwrap_or(words.no);
    let some = if some.is_empty() { none.to_owned() } else { some.join("; ") };
    if unsure.is_empty() {
        some
    } else {
        format!("{some} ({}: {})", words.not_known, unsure.join("; "))
    }
}

/// One answer in words.
fn label(words: &Words, item: &QuestionItem, finding: &Finding) -> String {
    let named = |id: &str| {
        let choice = item.choices.iter().find(|choice| choice.id == id);
        choice.map_or_else(|| id.to_owned(), |choice| choice.label.clone())
    };
    let json = serde_json::to_value(finding).unwrap_or_default();
    let value = json.get("value").unwrap_or(&json);
    let unit = json.get("unit").and_then(serde_json::Value::as_str);
    let unit = unit.or(item.number.as_ref().map(|number| number.unit.as_str()));
    match value {
        serde_json::Value::Null => named("unknown"),
        serde_json::Value::Bool(true) => named("present"),
        serde_json::Value::Bool(false) => named("absent"),
        serde_json::Value::String(level) => named(level),
        serde_json::Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            format!("{number} ({})", words.unit(unit.unwrap_or_default()))
        }
        other => other.to_string(),
    }
}
