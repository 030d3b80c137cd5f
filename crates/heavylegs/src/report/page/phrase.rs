//! Entries, answers, conditions and numbers in words.

use super::model::{Form, Grade, Item, Kind, Line, Span};
use super::words;
use crate::knowledge::{
    Cause, Condition, KnowledgeBase, Levels, Observation, ObservationText, Quantity, Test, Texts,
    Urgency,
};
use crate::report::words::sentence;

/// The knowledge with its texts.
#[derive(Clone, Copy)]
pub(in crate::report) struct Names<'a> {
    pub(in crate::report) knowledge: &'a KnowledgeBase,
    pub(in crate::report) texts: &'a Texts,
}

impl<'a> Names<'a> {
    pub(in crate::report) fn new(knowledge: &'a KnowledgeBase) -> Self {
        Self { knowledge, texts: knowledge.english() }
    }

    /// Whether there are any test cases: only the authored files have them.
    pub(super) fn has_cases(&self) -> bool {
        let causes = self.knowledge.causes().iter().any(|cause| !cause.cases.is_empty());
        causes || self.knowledge.red_flags().iter().any(|flag| !flag.cases.is_empty())
    }

    /// How urgent the rules about a cause can make it.
    pub(super) fn urgency_by_rule(&self, cause: &Cause) -> Option<Urgency> {
        let flags = self.knowledge.red_flags().iter().filter(|f| f.raises.contains(&cause.id));
        flags.map(|flag| flag.urgency).max()
    }

    pub(in crate::report) fn family(&self, id: &str) -> String {
        said(self.texts.families.get(id), id)
    }

    pub(super) fn cause_name(&self, id: &str) -> String {
        sentence(&said(self.texts.causes.get(id).map(|text| &text.name), id))
    }

    pub(super) fn cause(&self, id: &str) -> Line {
        Line::to(Kind::Cause, id, self.cause_name(id))
    }

    pub(super) fn title(&self, id: &str) -> String {
        said(self.texts.observations.get(id).map(|text| &text.title), id)
    }

    pub(super) fn observation(&self, id: &str) -> Line {
        Line::to(Kind::Observation, id, self.title(id))
    }

    pub(super) fn recommendation(&self, id: &str) -> Line {
        let name = said(self.texts.recommendations.get(id).map(|text| &text.name), id);
        Line::to(Kind::Recommendation, id, name)
    }

    pub(super) fn red_flag(&self, id: &str) -> Line {
        let reason = said(self.texts.red_flags.get(id).map(|text| &text.reason), id);
        Line::to(Kind::RedFlag, id, reason)
    }

    /// An answer as a phrase that can stand by itself.
    pub(super) fn answer(&self, observation: &str, level: &str) -> String {
        let levels = self.knowledge.observation(observation).and_then(Observation::levels);
        let yes_no = levels.is_none_or(Levels::is_yes_no);
        let Some(text) = self.texts.observations.get(observation) else {
            return format!("{observation}: {level}");
        };
        phrase(text, level, yes_no).unwrap_or_else(|| format!("{}: {level}", text.title))
    }

    /// The same for a row of its own, where programs want its id.
    pub(super) fn level(&self, observation: &str, level: &str) -> Line {
        Line(vec![Span::Level(level.to_owned(), self.answer(observation, level))])
    }

    fn test(&self, observation: &str, test: &Test) -> Line {
        let to = |text: String| Line::to(Kind::Observation, observation, text);
        match test {
            Test::Present => to(self.answer(observation, "present")),
            Test::Absent => to(self.answer(observation, "absent")),
            Test::Levels(levels) => {
                let phrases: Vec<String> =
                    levels.iter().map(|level| self.answer(observation, level)).collect();
                to(phrases.join(" or "))
            }
            Test::Compare(comparison, value) => {
                let levels = self.knowledge.observation(observation).and_then(Observation::levels);
                let scale = levels.and_then(|levels| levels.scale.as_ref());
                let unit = scale.map(|scale| format!(" {}", scale.unit)).unwrap_or_default();
                let sign = words::comparison(*comparison);
                let title = self.title(observation);
                to(format!("{title}: {sign} {}{}", number(*value), unit.trim_end()))
            }
        }
    }

    /// A condition as one line.
    pub(in crate::report) fn condition(&self, condition: &Condition) -> Line {
        let (parts, between, lead) = match condition {
            Condition::All(parts) => (parts, " and ", ""),
            Condition::Any(parts) => (parts, " or ", ""),
            Condition::TwoOf(parts) => (parts, "; ", "at least two of: "),
            Condition::Known { observation, test } => return self.test(observation, test),
        };
        let several = parts.len() > 1;
        let part = |part: &Condition| match part {
            // "a or b and c" could be read in two ways.
            Condition::Known { test: Test::Levels(levels), .. } if several && levels.len() > 1 => {
                Line::text("(").and(self.condition(part)).then(")")
            }
            Condition::Known { .. } => self.condition(part),
            _ if !several => self.condition(part),
            _ => Line::text("(").and(self.condition(part)).then(")"),
        };
        let line = Line::joined(parts.iter().map(part), between);
        if lead.is_empty() { line } else { Line::text(lead).and(line) }
    }

    /// A condition as a list in lists.
    pub(super) fn outline(&self, condition: &Condition) -> Item {
        let (parts, lead) = match condition {
            Condition::All(parts) => (parts, "all of these:"),
            Condition::Any(parts) => (parts, "one of these:"),
            Condition::TwoOf(parts) => (parts, "at least two of these:"),
            Condition::Known { observation, test } => {
                return Item::leaf(self.test(observation, test));
            }
        };
        match parts.as_slice() {
            [only] if !matches!(condition, Condition::TwoOf(_)) => self.outline(only),
            _ => Item {
                line: Line::text(lead),
                parts: parts.iter().map(|part| self.outline(part)).collect(),
            },
        }
    }

    /// How many numbers of a cause or all are of which grade: "12 (1 measured, 11 estimates)".
    pub(super) fn tally(numbers: &[&Quantity]) -> String {
        let counts = Grade::ALL.map(|grade| (count(numbers, grade), grade));
        let told = counts.iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, grade)| words::graded(*count, *grade)).collect();
        format!("{} ({})", numbers.len(), told.join(", "))
    }

    /// The causes and red flags in the order in which a reader looks for them.
    pub(super) fn causes_of(&self, family: &str) -> Vec<&'a Cause> {
        let mut causes: Vec<&Cause> =
            self.knowledge.causes().iter().filter(|cause| cause.family == family).collect();
        causes.sort_by(|a, b| {
            b.scored
                .cmp(&a.scored)
                .then_with(|| b.prior.value.total_cmp(&a.prior.value))
                .then_with(|| a.id.cmp(&b.id))
        });
        causes
    }
}

pub(super) fn count(numbers: &[&Quantity], grade: Grade) -> usize {
    let grades = numbers.iter().map(|number| Grade::new(number.class, number.source.is_some()));
    grades.filter(|other| *other == grade).count()
}

/// Whether a condition tests an observation.
pub(super) fn tests(condition: &Condition, observation: &str) -> bool {
    condition.observations().contains(&observation)
}

fn said(text: Option<&String>, id: &str) -> String {
    text.filter(|text| !text.is_empty()).map_or_else(|| id.to_owned(), Clone::clone)
}

fn phrase(text: &ObservationText, level: &str, yes_no: bool) -> Option<String> {
    match level {
        "present" if yes_no => text.present.clone(),
        "absent" if yes_no => text.absent.clone(),
        _ => text.levels.get(level).cloned(),
    }
}

/// A number as a reader wants it: four significant digits at most.
pub(super) fn number(value: f64) -> String {
    let rounded: f64 = format!("{value:.3e}").parse().unwrap_or(value);
    rounded.to_string()
}

pub(super) fn formed(value: f64, form: Form) -> String {
    match form {
        Form::Percent => format!("{}\u{a0}%", number(100.0 * value)),
        Form::Times => format!("×\u{a0}{}", number(value)),
        Form::Plain => number(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_four_digits() {
        assert_eq!(formed(0.07, Form::Percent), "7\u{a0}%");
        assert_eq!(formed(0.0015, Form::Percent), "0.15\u{a0}%");
        assert_eq!(formed(1.0 / 1.5, Form::Times), "×\u{a0}0.6667");
        assert_eq!(formed(0.95, Form::Plain), "0.95");
    }
}
