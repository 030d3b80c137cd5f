//! The fixed words of a report: written in `texts/<language>/report.toml`, listed here, so that none is missing.

use std::sync::{Arc, LazyLock};

use crate::tree::fields::{Fields, Problems, text, wrong_kind};
use crate::tree::{Node, Value, parse_embedded};

/// What `cargo xtask knowledge` writes of `texts/en/report.toml`: for knowledge that brings no words of its own.
const ENGLISH_JSON: &str = include_str!("report.en.json");

/// A phrase that is always the same, but for what is filled in.
#[derive(Debug)]
pub(crate) struct Phrase {
    pub(crate) group: &'static str,
    pub(crate) key: &'static str,
    /// What is filled in: `{percent}` stands in the text as it does here.
    pub(crate) slots: &'static [&'static str],
}

/// Declares the phrases: for each a name in the code, and in each group a key of the texts with what is filled in.
macro_rules! phrases {
    ($($group:literal { $($name:ident = $key:literal $([$($slot:literal),+])?,)+ })+) => {
        /// The name of a phrase.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Word {
            $($($name,)+)+
        }

        /// All phrases, in the order of their names.
        pub(crate) const PHRASES: &[Phrase] = &[
            $($(Phrase { group: $group, key: $key, slots: &[$($($slot),+)?] },)+)+
        ];
    };
}

phrases! {
    "headline" {
        HeadlineEmergency = "emergency",
        HeadlineSameDay = "same_day",
        HeadlineTalkToday = "talk_today",
        HeadlineAppointment = "appointment",
        HeadlineOutsideScope = "outside_scope",
        HeadlineNotAsked = "not_asked",
        HeadlineNoSigns = "no_signs",
        HeadlineNoSignsSoFar = "no_signs_so_far",
    }
    "title" {
        TitlePage = "page",
        TitleScope = "scope",
        TitleNotAsked = "not_asked",
        TitleQuestions = "questions",
        TitleTooLittle = "too_little",
        TitleContributors = "contributors",
        TitleContributorsLater = "contributors_later",
        TitleAdvice = "advice",
        TitleAdviceToTry = "advice_to_try",
        TitleAdviceMeanwhile = "advice_meanwhile",
    }
    "label" {
        LabelLabel = "label" ["label"],
        LabelWhy = "why",
        LabelRunning = "running",
        LabelAlso = "also",
        LabelSupports = "supports",
        LabelOpposes = "opposes",
        LabelUnexplained = "unexplained",
        LabelCareful = "careful",
        LabelHowMuch = "how_much",
        LabelExpect = "expect",
        LabelNote = "note",
    }
    "running" {
        RunningNotUntilSeen = "not_until_seen",
        RunningRestUntilSeen = "rest_until_seen",
        RunningRestToday = "rest_today",
        RunningEasyOnly = "easy_only",
        RunningAsPlanned = "as_planned",
    }
    "likelihood" {
        LikelihoodLikely = "likely",
        LikelihoodPossible = "possible",
        LikelihoodLessLikely = "less_likely",
        LikelihoodUnlikely = "unlikely",
    }
    "percent" {
        PercentExactly = "exactly" ["percent"],
        PercentUnder = "under" ["percent"],
        PercentOver = "over" ["percent"],
        PercentAbout = "about" ["percent"],
        PercentBetween = "between" ["low", "high"],
        PercentAnything = "anything",
        PercentWithRange = "with_range" ["percent", "range"],
    }
    "effort" {
        EffortLow = "low",
        EffortMedium = "medium",
        EffortHigh = "high",
    }
    "list" {
        ListAnd = "and" ["before", "last"],
        ListOr = "or" ["before", "last"],
        ListMore = "more" ["count"],
    }
    "answer" {
        AnswerProbably = "probably" ["answer"],
        AnswerFromDevice = "from_device",
        AnswerFromLog = "from_log",
        AnswerYesterday = "yesterday",
        AnswerDaysAgo = "days_ago" ["days"],
        AnswerAlsoExplained = "also_explained",
    }
    "described" {
        DescribedBecause = "because" ["finding"],
        DescribedBecauseOf = "because_of" ["finding"],
        DescribedInCase = "in_case" ["finding"],
    }
    "known" {
        KnownNone = "none",
        KnownOne = "one",
        KnownMany = "many" ["count"],
        KnownTooLittle = "too_little",
        KnownWhatHelps = "what_helps",
    }
    "contributors" {
        ContributorsNothingStandsOut = "nothing_stands_out",
        ContributorsSeveral = "several",
        ContributorsForLater = "for_later",
        ContributorsNoneOfThese = "none_of_these" ["likelihood"],
        ContributorsNoneIsNormal = "none_is_normal",
        ContributorsAllStages = "all_stages" ["name", "likelihood"],
        ContributorsForProfessionals = "for_professionals",
    }
    "urgency" {
        UrgencyTogether = "together",
        UrgencySeeDoctorToday = "see_doctor_today",
        UrgencySeeDoctorSoon = "see_doctor_soon",
        UrgencyNotAsked = "not_asked",
        UrgencyNotComplete = "not_complete",
        UrgencyByMistake = "by_mistake",
        UrgencyLater = "later",
    }
    "private" {
        PrivateScope = "scope",
        PrivateReason = "reason",
        PrivateNow = "now",
    }
    "what_if" {
        WhatIfWith = "with" ["answer"],
        WhatIfWithout = "without" ["answer"],
        WhatIfFalls = "falls" ["changes", "cause", "before", "after"],
        WhatIfRises = "rises" ["changes", "cause", "before", "after"],
        WhatIfStays = "stays" ["changes", "cause", "after"],
        WhatIfLeads = "leads" ["cause", "after"],
        WhatIfNothingShown = "nothing_shown" ["changes"],
        WhatIfNothingChanged = "nothing_changed",
        WhatIfMoreUrgent = "more_urgent" ["headline"],
        WhatIfLessUrgent = "less_urgent",
        WhatIfAsItIs = "as_it_is",
    }
    "follow_up" {
        FollowUpNothingChanged = "nothing_changed",
        FollowUpFalls = "falls" ["cause", "before", "after"],
        FollowUpRises = "rises" ["cause", "before", "after"],
        FollowUpStays = "stays" ["cause", "after"],
        FollowUpLeads = "leads" ["cause", "after"],
        FollowUpMoreUrgent = "more_urgent" ["headline"],
        FollowUpLessUrgent = "less_urgent",
        FollowUpAsUrgent = "as_urgent" ["headline"],
        FollowUpHelped = "helped" ["advice"],
        FollowUpNoChange = "no_change" ["advice"],
        FollowUpWorse = "worse" ["advice"],
        FollowUpTooEarly = "too_early" ["advice", "days"],
        FollowUpNext = "next" ["advice"],
        FollowUpKeepGoing = "keep_going" ["advice"],
    }
    "question" {
        QuestionWhichApply = "which_apply",
        QuestionWarningSigns = "warning_signs",
        QuestionNone = "none",
        QuestionUnknown = "unknown",
        QuestionYes = "answer_yes",
        QuestionNo = "answer_no",
        QuestionWarningSignsFirst = "warning_signs_first",
        QuestionMayChangeWhatToDo = "may_change_what_to_do",
        QuestionAboutYou = "about_you",
        QuestionTellsApart = "tells_apart" ["cause", "other"],
        QuestionTellsWhether = "tells_whether" ["cause"],
        QuestionTellsUrgency = "tells_urgency",
        QuestionTellsMost = "tells_most",
    }
    "stop" {
        StopMore = "more",
        StopWarningSigns = "warning_signs",
        StopLittleToGain = "little_to_gain",
        StopNothingToAsk = "nothing_to_ask",
        StopUnanswered = "unanswered" ["answers"],
    }
    "remark" {
        RemarkSetAside = "set_aside" ["answers"],
        RemarkExplainedWithout = "explained_without" ["answers"],
        RemarkExpired = "expired" ["answers"],
        RemarkDoubtful = "doubtful" ["answers"],
        RemarkDisclaimer = "disclaimer",
        RemarkDisclaimerShort = "disclaimer_short",
    }
}

/// The fixed words of a report in one language.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReportWords {
    inner: Arc<Inner>,
}

#[derive(Debug, PartialEq)]
struct Inner {
    language: String,
    /// In the order of [`PHRASES`].
    texts: Vec<String>,
}

/// English.
impl Default for ReportWords {
    fn default() -> Self {
        // A test reads what is embedded.
        static ENGLISH: LazyLock<ReportWords> = LazyLock::new(|| {
            let tree = parse_embedded(ENGLISH_JSON).ok();
            let report = tree.as_ref().and_then(english);
            let texts = PHRASES.iter().map(|phrase| written(report?, phrase));
            ReportWords::new("en", texts.map(Option::unwrap_or_default).collect())
        });
        ENGLISH.clone()
    }
}

fn english(tree: &Node) -> Option<&Node> {
    tree.get("texts")?.get("en")?.get("report")
}

fn written(report: &Node, phrase: &Phrase) -> Option<String> {
    match &report.get(phrase.group)?.get(phrase.key)?.value {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

impl ReportWords {
    fn new(language: &str, texts: Vec<String>) -> Self {
        Self { inner: Arc::new(Inner { language: language.to_owned(), texts }) }
    }

    /// Reads the section `report`; what it lacks stays as it is in English.
    pub(crate) fn read(
        language: &str,
        node: Option<&Node>,
        path: &str,
        problems: &mut Problems,
    ) -> Self {
        if let Some(node) = node {
            shape(node, path, problems);
        }
        let english = Self::default();
        let texts = PHRASES.iter().zip(&english.inner.texts).map(|(phrase, english)| {
            node.and_then(|node| written(node, phrase)).unwrap_or_else(|| english.clone())
        });
        Self::new(language, texts.collect())
    }

    /// Returns the language, as HTML names it.
    pub(crate) fn html_language(&self) -> String {
        self.inner.language.replace('_', "-")
    }

    /// Returns a phrase into which nothing is filled in.
    pub(crate) fn say(&self, word: Word) -> &str {
        self.inner.texts.get(word as usize).map_or("", String::as_str)
    }

    /// Returns a phrase with everything filled in.
    pub(crate) fn fill(&self, word: Word, slots: &[(&str, &str)]) -> String {
        filled(self.say(word), slots)
    }

    /// Returns what was filled in at the end of a phrase, where a text begins like it.
    pub(crate) fn found_in<'a>(&self, word: Word, text: &'a str) -> Option<&'a str> {
        match pieces(self.say(word)).first() {
            Some(Piece::Text(start)) if !start.is_empty() => text.strip_prefix(start),
            _ => None,
        }
    }

    /// Returns a label with what sets it apart from what follows: "Why:".
    pub(crate) fn label(&self, word: Word) -> String {
        self.fill(Word::LabelLabel, &[("label", self.say(word))])
    }

    /// Returns "a", "a and b", "a, b and c".
    pub(crate) fn list(&self, items: &[&str]) -> String {
        match items {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [before @ .., last] => {
                self.fill(Word::ListAnd, &[("before", &before.join(", ")), ("last", last)])
            }
        }
    }

    /// Returns "a", "a or b", "a or b or c".
    pub(crate) fn either(&self, items: &[&str]) -> String {
        let one_more = |before: String, last: &&str| {
            self.fill(Word::ListOr, &[("before", &before), ("last", last)])
        };
        match items {
            [] => String::new(),
            [first, rest @ ..] => rest.iter().fold((*first).to_owned(), one_more),
        }
    }
}

/// Reports what is no table of tables of texts.
fn shape(node: &Node, path: &str, problems: &mut Problems) {
    let Some(groups) = Fields::of(node, path, problems) else { return };
    for (group, node) in groups.rest() {
        let path = format!("{path}.{group}");
        match &node.value {
            Value::Table(phrases) => phrases.iter().for_each(|(key, node)| {
                let _ = text(node, &format!("{path}.{key}"), problems);
            }),
            _ => wrong_kind(node, &path, "a table", problems),
        }
    }
}

/// A piece of a phrase.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Slot(&'a str),
}

/// Takes a phrase apart: "in {days} days" is a text, a slot and a text. A brace that opens nothing is text.
pub(crate) fn pieces(phrase: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = phrase;
    while let Some((text, after)) = rest.split_once('{') {
        let Some((slot, after)) = after.split_once('}') else { break };
        pieces.push(Piece::Text(text));
        pieces.push(Piece::Slot(slot));
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// Fills in; what is filled in is not looked at again.
fn filled(phrase: &str, slots: &[(&str, &str)]) -> String {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Slot(name) => {
            let value = slots.iter().find(|(slot, _)| *slot == name);
            value.map(|(_, value)| (*value).to_owned()).unwrap_or_default()
        }
    };
    pieces(phrase).into_iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_english_has_every_phrase() {
        let tree = parse_embedded(ENGLISH_JSON).unwrap();
        let report = english(&tree).unwrap();
        for phrase in PHRASES {
            let text = written(report, phrase);
            assert!(text.is_some_and(|text| !text.is_empty()), "{}.{}", phrase.group, phrase.key);
        }
        assert_eq!(ReportWords::default().say(Word::LabelWhy), "Why");
    }

    #[test]
    fn names_and_phrases_are_in_one_order() {
        let last = PHRASES.last().unwrap();
        assert_eq!((last.group, last.key), ("remark", "disclaimer_short"));
        assert_eq!(Word::RemarkDisclaimerShort as usize + 1, PHRASES.len());
        let middle = &PHRASES[Word::PercentBetween as usize];
        assert_eq!(
            (middle.group, middle.key, middle.slots),
            ("percent", "between", &["low", "high"][..])
        );
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(filled("{a} and {b}{c", &[("a", "{b}"), ("b", "x")]), "{b} and x{c");
        assert_eq!(pieces("{a}"), [Piece::Text(""), Piece::Slot("a"), Piece::Text("")]);
    }

    #[test]
    fn lists_in_words() {
        let words = ReportWords::default();
        assert_eq!(words.list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(words.list(&["a"]), "a");
        assert_eq!(words.either(&["a", "b", "c"]), "a or b or c");
        assert_eq!(words.label(Word::LabelWhy), "Why:");
    }
}
