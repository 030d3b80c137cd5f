//! What a typed line means on a screen.

use heavylegs::{Finding, NumberQuestion, QuestionItem, QuestionScreen, ScreenKind};

use super::conversation::Answers;

/// What was typed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reply {
    Answer(Answers),
    /// Explain the question, or one line of it.
    Help(Option<usize>),
    Back,
    /// See the report now.
    Report,
    /// Keep the answers and leave.
    Quit,
}

/// Why a line is no answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Misread {
    /// Nothing was typed: that is never an answer.
    Empty,
    /// There is no such line.
    NoSuchLine(String),
    /// "None of these" together with something.
    NoneAndSome,
    /// One answer is wanted.
    OnlyOne,
    /// Neither a number nor a letter of the list.
    NoNumber(String),
    /// No unit of this question.
    NoSuchUnit(String),
    /// Outside what is plausible.
    OutOfRange,
}

/// The letters of the choices that stand beside a number.
pub(super) const LETTERS: &str = "abcdefghijklmnop";

/// Reads a line. The commands are no letters and no numbers, so that they mean the same on every screen and in every language.
pub(super) fn read(screen: &QuestionScreen, line: &str) -> Result<Reply, Misread> {
    let text = line.trim().to_lowercase();
    match text.as_str() {
        "" => Err(Misread::Empty),
        "<" | "back" | "zurück" => Ok(Reply::Back),
        "!" | "report" | "bericht" => Ok(Reply::Report),
        "q" | "quit" | "exit" => Ok(Reply::Quit),
        "-" | "–" => Ok(Reply::Answer(all_unknown(screen))),
        _ => match text.strip_prefix('?') {
            Some(rest) => help(screen, rest.trim()),
            None => answer(screen, &text).map(Reply::Answer),
        },
    }
}

/// "I don't know" to all that stands on a screen.
pub(super) fn all_unknown(screen: &QuestionScreen) -> Answers {
    screen.items.iter().map(|item| (item.id.clone(), Finding::unknown())).collect()
}

fn help(screen: &QuestionScreen, rest: &str) -> Result<Reply, Misread> {
    if rest.is_empty() {
        return Ok(Reply::Help(None));
    }
    line_number(rest, screen.items.len()).map(|at| Reply::Help(Some(at)))
}

/// The position of a line by its number, which begins with 1.
fn line_number(text: &str, lines: usize) -> Result<usize, Misread> {
    let at = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    at.filter(|at| *at < lines).ok_or_else(|| Misread::NoSuchLine(text.to_owned()))
}

fn answer(screen: &QuestionScreen, text: &str) -> Result<Answers, Misread> {
    if screen.kind == ScreenKind::GroupMultiple {
        return ticked(screen, text);
    }
    let Some(item) = screen.items.first() else { return Ok(Vec::new()) };
    let finding = match (&item.number, screen.kind) {
        (Some(number), ScreenKind::Number) => number_or_letter(item, number, text)?,
        _ => picked(item, text)?,
    };
    Ok(vec![(item.id.clone(), finding)])
}

/// The numbers of the lines that are true; "3?" is one that nobody can tell. What is not ticked is absent.
fn ticked(screen: &QuestionScreen, text: &str) -> Result<Answers, Misread> {
    let words: Vec<&str> =
        text.split([' ', ',', ';', '.']).filter(|word| !word.is_empty()).collect();
    let mut findings = vec![Finding::absent(); screen.items.len()];
    let mut said = 0;
    for word in words.iter().filter(|word| **word != "0") {
        let (number, finding) = match word.strip_suffix('?') {
            Some(number) => (number, Finding::unknown()),
            None => (*word, Finding::present()),
        };
        let at = line_number(number, findings.len())?;
        if let Some(slot) = findings.get_mut(at) {
            *slot = finding;
        }
        said += 1;
    }
    match (said, words.len()) {
        (0, 0) => Err(Misread::Empty),
        (some, all) if some > 0 && some < all => Err(Misread::NoneAndSome),
        _ => Ok(screen.items.iter().map(|item| item.id.clone()).zip(findings).collect()),
    }
}

/// One line by its number, by its words, or by their first letter where it is yes or no.
fn picked(item: &QuestionItem, text: &str) -> Result<Finding, Misread> {
    let labels = item.choices.iter().map(|choice| choice.label.to_lowercase());
    let yes_no = item.choices.first().is_some_and(|choice| choice.id == "present");
    let begins = |label: &String| yes_no && label.chars().take(1).eq(text.chars());
    // "I don't know" is no line with a number, and its first letter no answer.
    let lines = item.choices.len().saturating_sub(1);
    let mut named = labels.take(lines);
    if let Some(at) = named.position(|label| label == text || begins(&label)) {
        return Ok(choice(item, at));
    }
    if text.split([' ', ',']).filter(|word| !word.is_empty()).count() > 1 {
        return Err(Misread::OnlyOne);
    }
    line_number(text, lines).map(|at| choice(item, at))
}

/// The finding of a choice by its position; "present", "absent" and "unknown" are what they say.
fn choice(item: &QuestionItem, at: usize) -> Finding {
    let choice = item.choices.get(at);
    choice.map_or_else(Finding::unknown, |choice| Finding::level(choice.id.as_str()))
}

/// A number with or without a unit, or a letter for a choice in words.
fn number_or_letter(
    item: &QuestionItem,
    number: &NumberQuestion,
    text: &str,
) -> Result<Finding, Misread> {
    let lines = item.choices.len().saturating_sub(1);
    let mut letters = text.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && let Some(at) = LETTERS.chars().take(lines).position(|known| known == letter)
    {
        return Ok(choice(item, at));
    }
    let start = text.find(|c: char| !(c.is_ascii_digit() || ".,-+".contains(c)));
    let (digits, unit) = text.split_at(start.unwrap_or(text.len()));
    // In German a comma stands where English has a point.
    let value: f64 = match digits.replace(',', ".").parse() {
        Ok(value) => value,
        Err(_) => return Err(Misread::NoNumber(text.to_owned())),
    };
    in_unit(number, value, unit.trim())
}

/// The number in the question's unit is checked here; in another one the engine checks it.
fn in_unit(number: &NumberQuestion, value: f64, unit: &str) -> Result<Finding, Misread> {
    let unit = short(unit);
    let same = |known: &&String| known.to_lowercase() == unit;
    if unit.is_empty() || same(&&number.unit) {
        let plausible = (number.low..=number.high).contains(&value);
        return if plausible { Ok(Finding::number(value)) } else { Err(Misread::OutOfRange) };
    }
    match number.units.iter().find(same) {
        Some(unit) => Ok(Finding::number_in(value, unit)),
        None => Err(Misread::NoSuchUnit(unit.to_owned())),
    }
}

/// The unit as the knowledge writes it, for what people type.
fn short(unit: &str) -> &str {
    match unit {
        "hour" | "hours" | "hrs" | "std" | "stunde" | "stunden" => "h",
        "minute" | "minutes" | "minuten" => "min",
        "d" | "day" | "tag" | "tage" => "days",
        "week" | "woche" | "wochen" => "weeks",
        "month" | "monat" | "monate" => "months",
        "year" | "jahr" | "jahre" => "years",
        "mile" | "miles" => "mi",
        "°c" => "c",
        "°f" => "f",
        unit => unit,
    }
}
