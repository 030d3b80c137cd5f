//! Probabilities and levels in the words of a runner.

use crate::assess::{Assessment, PRIVATE, Profile};
use crate::knowledge::report::{ReportWords, Word};
use crate::knowledge::{Activity, Effort, Urgency};

/// What a probability is called. Nobody reads two decimals of an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Chance {
    Unlikely,
    LessLikely,
    Possible,
    Likely,
}

impl Chance {
    pub(super) fn of(probability: f64) -> Self {
        match probability {
            p if p >= 0.5 => Self::Likely,
            p if p >= 0.2 => Self::Possible,
            p if p >= 0.05 => Self::LessLikely,
            _ => Self::Unlikely,
        }
    }

    pub(super) fn word(self, words: &ReportWords) -> &str {
        words.say(match self {
            Self::Unlikely => Word::LikelihoodUnlikely,
            Self::LessLikely => Word::LikelihoodLessLikely,
            Self::Possible => Word::LikelihoodPossible,
            Self::Likely => Word::LikelihoodLikely,
        })
    }

    /// The percentages the word stands for.
    pub(super) fn span(self) -> [u8; 2] {
        match self {
            Self::Unlikely => [0, 5],
            Self::LessLikely => [5, 20],
            Self::Possible => [20, 50],
            Self::Likely => [50, 100],
        }
    }

    /// The class of its bar in a page.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Unlikely => "unlikely",
            Self::LessLikely => "less-likely",
            Self::Possible => "possible",
            Self::Likely => "likely",
        }
    }
}

/// Below this a cause has no word of its own and is left out, unless it is worth a check.
pub(super) const LEAST_SAID: f64 = 0.05;

/// The range behind the word, in steps of 5 %, never narrower than the probability itself.
pub(super) fn range(probability: f64, low: f64, high: f64) -> [u8; 2] {
    [steps_of_five(low.min(probability)), steps_of_five(high.max(probability))]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a probability times 20, rounded, lies in 0..=20"
)]
fn steps_of_five(probability: f64) -> u8 {
    (probability.clamp(0.0, 1.0) * 20.0).round() as u8 * 5
}

/// A probability in whole percent, for professionals.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a probability in percent lies in 0..=100"
)]
pub(super) fn percent(probability: f64) -> u8 {
    (probability.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// A range in words: "55–75 %", "under 10 %", "about 60 %". Whole numbers only: no language needs a decimal sign.
pub(super) fn range_words(words: &ReportWords, [low, high]: [u8; 2]) -> String {
    let percent = |word, number: u8| words.fill(word, &[("percent", &number.to_string())]);
    match (low, high) {
        (0, 0) => percent(Word::PercentUnder, 5),
        (100, 100) => percent(Word::PercentOver, 95),
        (0, 100) => words.say(Word::PercentAnything).to_owned(),
        (0, high) => percent(Word::PercentUnder, high),
        (low, 100) => percent(Word::PercentOver, low),
        (low, high) if low == high => percent(Word::PercentAbout, low),
        (low, high) => words
            .fill(Word::PercentBetween, &[("low", &low.to_string()), ("high", &high.to_string())]),
    }
}

/// A probability by itself, as a sentence says it: in steps of five for a runner, in whole percent for a professional.
pub(crate) fn said(words: &ReportWords, profile: Profile, probability: f64) -> String {
    if profile == Profile::Clinical {
        return words.fill(Word::PercentExactly, &[("percent", &percent(probability).to_string())]);
    }
    let about = steps_of_five(probability);
    range_words(words, [about, about])
}

/// The first line of a report.
pub(crate) fn headline(a: &Assessment, complete: bool) -> &str {
    a.words.say(match a.urgency {
        Urgency::Emergency => Word::HeadlineEmergency,
        Urgency::SameDay if not_of_the_legs(a) => Word::HeadlineTalkToday,
        Urgency::SameDay => Word::HeadlineSameDay,
        Urgency::Appointment => Word::HeadlineAppointment,
        Urgency::SelfCare if a.outside_scope.is_some() => Word::HeadlineOutsideScope,
        Urgency::SelfCare if !a.unasked_screen.is_empty() => Word::HeadlineNotAsked,
        Urgency::SelfCare if complete => Word::HeadlineNoSigns,
        Urgency::SelfCare => Word::HeadlineNoSignsSoFar,
    })
}

/// Whether what is to happen today has nothing to do with the legs: only a rule that leaves running alone can say so.
///
/// In a coach's view it is not said: the headline would tell what is private.
pub(super) fn not_of_the_legs(a: &Assessment) -> bool {
    let private = a.urgency_reasons.iter().any(|r| r.red_flag.as_deref() == Some(PRIVATE));
    a.urgency == Urgency::SameDay && a.activity == Activity::AsPlanned && !private
}

/// Whether "nothing urgent" may look calm: not for whom this is not made, and not before the warning signs were asked about.
pub(super) fn is_calm(a: &Assessment) -> bool {
    a.outside_scope.is_none() && a.unasked_screen.is_empty()
}

/// What running is all right meanwhile. A visit today never stands beside "as planned".
pub(super) fn activity(activity: Activity, urgency: Urgency) -> Word {
    match activity {
        Activity::NoRunningUntilSeen => Word::RunningNotUntilSeen,
        _ if urgency >= Urgency::SameDay => Word::RunningRestUntilSeen,
        Activity::RestToday => Word::RunningRestToday,
        Activity::EasyOnly => Word::RunningEasyOnly,
        Activity::AsPlanned => Word::RunningAsPlanned,
    }
}

pub(super) fn effort(effort: Effort) -> Option<Word> {
    match effort {
        Effort::None => None,
        Effort::Low => Some(Word::EffortLow),
        Effort::Medium => Some(Word::EffortMedium),
        Effort::High => Some(Word::EffortHigh),
    }
}

/// A phrase with a capital first letter, to begin a line.
pub(crate) fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_change_at_their_bounds() {
        let words = ReportWords::default();
        let said = [0.5, 0.499, 0.2, 0.199, 0.05, 0.049].map(|p| Chance::of(p).word(&words));
        assert_eq!(
            said,
            ["likely", "possible", "possible", "less likely", "less likely", "unlikely"]
        );
        assert_eq!(Chance::of(0.3).span(), [20, 50]);
    }

    #[test]
    fn ranges_are_in_steps_of_five_and_hold_the_probability() {
        assert_eq!(range(0.6, 0.548, 0.752), [55, 75]);
        assert_eq!(range(0.6, 0.2, 0.4), [20, 60]);
        let words = ReportWords::default();
        let said = |range| range_words(&words, range);
        assert_eq!(said([55, 75]), "55–75\u{a0}%");
        assert_eq!(said([0, 10]), "under 10\u{a0}%");
        assert_eq!(said([90, 100]), "over 90\u{a0}%");
        assert_eq!(said([60, 60]), "about 60\u{a0}%");
        assert_eq!(said([0, 100]), "anything from 0 to 100\u{a0}%");
    }

    #[test]
    fn nobody_runs_as_planned_before_a_visit_today() {
        assert_eq!(activity(Activity::AsPlanned, Urgency::SameDay), Word::RunningRestUntilSeen);
    }
}
