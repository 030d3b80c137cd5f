//! What a runner reads of training data, in the languages there are: a file for each beside this one.

mod phrases;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use toml::de::DeTable;

use crate::calendar::date_of;
pub(crate) use phrases::Text;
use phrases::{PHRASES, Phrase};

/// The languages; the first is taken where there is no other.
const FILES: [(&str, &str); 2] = [("en", include_str!("en.toml")), ("de", include_str!("de.toml"))];

static ALL: LazyLock<[Texts; 2]> =
    LazyLock::new(|| FILES.map(|(language, file)| Texts::read(language, file)));

/// The texts of a language.
#[derive(Debug)]
pub(crate) struct Texts {
    language: &'static str,
    /// In the order of the phrases.
    texts: Vec<String>,
}

impl Texts {
    /// The texts of a language; English where there are none.
    pub(crate) fn of(language: &str) -> &'static Self {
        ALL.iter().find(|it| it.language == language).unwrap_or(&ALL[0])
    }

    /// English, for what has no language of its own.
    pub(crate) fn english() -> &'static Self {
        &ALL[0]
    }

    /// A test proves that nothing is missing in the files.
    fn read(language: &'static str, file: &str) -> Self {
        let mut there = entries(file);
        let text = |it: &Phrase| there.remove(&(it.group.to_owned(), it.key.to_owned()));
        let texts = PHRASES.iter().map(text).map(Option::unwrap_or_default).collect();
        Self { language, texts }
    }

    /// A text into which nothing is filled in.
    pub(crate) fn say(&self, text: Text) -> &str {
        self.texts.get(text as usize).map_or("", String::as_str)
    }

    /// A text with everything filled in; what is filled in is not looked at again.
    pub(crate) fn fill(&self, text: Text, slots: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.say(text);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            filled.push_str(before);
            filled.extend(slots.iter().find(|(slot, _)| *slot == name).map(|(_, value)| *value));
            rest = after;
        }
        filled + rest
    }

    /// A number with so many decimals, as the language writes it.
    pub(crate) fn number(&self, value: f64, decimals: usize) -> String {
        self.decimal(&format!("{value:.decimals$}"))
    }

    /// A number with as many decimals as it has.
    pub(crate) fn exactly(&self, value: f64) -> String {
        self.decimal(&value.to_string())
    }

    /// A whole number with its sign.
    pub(crate) fn signed(&self, value: f64) -> String {
        self.decimal(&format!("{value:+.0}"))
    }

    /// A share of a hundred: `9 %` of 0.09.
    pub(crate) fn percent(&self, share: f64) -> String {
        self.fill(Text::WritePercent, &[("number", &self.number(100.0 * share, 0))])
    }

    /// A unit to read, where it has a word of its own.
    pub(crate) fn unit<'a>(&'a self, unit: &'a str) -> &'a str {
        match unit {
            "min" => self.say(Text::UnitMin),
            "spm" => self.say(Text::UnitSpm),
            "bpm" => self.say(Text::UnitBpm),
            "SD" => self.say(Text::UnitSd),
            _ => unit,
        }
    }

    /// A day: `12 Oct 2025`.
    pub(crate) fn day(&self, day: i32) -> String {
        let Some(date) = date_of(day) else { return day.to_string() };
        let month = usize::try_from(date.month() - 1).unwrap_or_default();
        let month = self.say(Text::WriteMonths).split(' ').nth(month).unwrap_or_default();
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.fill(Text::WriteDay, &[("day", &day), ("month", month), ("year", &year)])
    }

    fn decimal(&self, number: &str) -> String {
        // What is rounded to nothing has no sign.
        let is_nothing = |rest: &&str| rest.chars().all(|it| matches!(it, '0' | '.'));
        let number = number.strip_prefix('-').filter(is_nothing).unwrap_or(number);
        number.replace('.', self.say(Text::WriteDecimal))
    }
}

/// The texts of a file by group and key.
fn entries(file: &str) -> BTreeMap<(String, String), String> {
    let (table, _) = DeTable::parse_recoverable(file);
    let mut entries = BTreeMap::new();
    for (group, texts) in table.get_ref() {
        for (key, text) in texts.get_ref().as_table().into_iter().flatten() {
            let place = (group.get_ref().to_string(), key.get_ref().to_string());
            entries.insert(place, text.get_ref().as_str().unwrap_or_default().to_owned());
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What is filled in, in the order in which it stands.
    fn slots(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_language_has_every_text_and_what_is_filled_in() {
        for (language, file) in FILES {
            assert!(DeTable::parse(file).is_ok(), "{language}");
            let there = entries(file);
            let place = |it: &Phrase| (it.group.to_owned(), it.key.to_owned());
            let wanted: BTreeSet<_> = PHRASES.iter().map(place).collect();
            assert_eq!(there.keys().cloned().collect::<BTreeSet<_>>(), wanted, "{language}");
            for phrase in PHRASES {
                let text = &there[&place(phrase)];
                let wanted: BTreeSet<&str> = phrase.slots.iter().copied().collect();
                assert!(!text.is_empty(), "{language}: {}.{}", phrase.group, phrase.key);
                assert_eq!(slots(text), wanted, "{language}: {}.{}", phrase.group, phrase.key);
            }
            assert_eq!(Texts::of(language).say(Text::WriteMonths).split(' ').count(), 12);
        }
    }

    #[test]
    fn names_and_phrases_are_in_one_order() {
        let last = PHRASES.last().unwrap();
        assert_eq!(Text::QuantitySex as usize + 1, PHRASES.len());
        assert_eq!((last.group, last.key), ("quantity", "sex"));
    }

    #[test]
    fn numbers_and_days_are_written_as_the_language_does() {
        let (english, german) = (Texts::of("en"), Texts::of("de"));
        assert_eq!(english.day(20_196), "18 Apr 2025");
        assert_eq!(german.day(20_152), "5. Mär 2025");
        assert_eq!((german.number(-1.26, 1), german.signed(3.4)), ("-1,3".into(), "+3".into()));
        assert_eq!([0.094, -0.094, -0.001].map(|it| german.percent(it)), ["9 %", "-9 %", "0 %"]);
        assert_eq!(Texts::of("fr").language, "en");
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let slots = [("what", "{value}"), ("value", "7")];
        assert_eq!(Texts::english().fill(Text::PatternMeasured, &slots), "{value} 7");
    }
}
