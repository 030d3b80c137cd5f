//! Probabilities and levels in the words of a runner.

use crate::assess::Assessment;
use crate::knowledge::{Activity, Effort, Urgency};

/// What a probability is called. Nobody reads two decimals of an estimate.
pub(super) fn likelihood(probability: f64) -> &'static str {
    match probability {
        p if p >= 0.5 => "likely",
        p if p >= 0.2 => "possible",
        p if p >= 0.05 => "less likely",
        _ => "unlikely",
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

/// A range in words: "55–75 %", "under 10 %", "about 60 %"; the space is one that does not break.
pub(super) fn range_words([low, high]: [u8; 2]) -> String {
    match (low, high) {
        (0, 0) => "under 5\u{a0}%".to_owned(),
        (100, 100) => "over 95\u{a0}%".to_owned(),
        (0, 100) => "anything from 0 to 100\u{a0}%".to_owned(),
        (0, high) => format!("under {high}\u{a0}%"),
        (low, 100) => format!("over {low}\u{a0}%"),
        (low, high) if low == high => format!("about {low}\u{a0}%"),
        (low, high) => format!("{low}–{high}\u{a0}%"),
    }
}

/// What stands in place of contributors and advice when someone is to look at it today.
pub(super) const LATER: &str = "What else may make your legs heavy can wait until someone has looked at this. Come back to it afterwards.";

/// The first line of a report.
pub(super) fn headline(a: &Assessment, complete: bool) -> &'static str {
    match a.urgency {
        Urgency::Emergency => "Get help now",
        Urgency::SameDay => "Have someone look at this today",
        Urgency::Appointment => "Worth an appointment",
        Urgency::SelfCare if a.outside_scope.is_some() => "Please talk to someone who knows you",
        Urgency::SelfCare if !a.unasked_screen.is_empty() => {
            "Warning signs were not asked about yet"
        }
        Urgency::SelfCare if complete => "No warning signs in your answers",
        Urgency::SelfCare => "No warning signs so far",
    }
}

/// Whether "nothing urgent" may look calm: not for whom this is not made, and not before the warning signs were asked about.
pub(super) fn is_calm(a: &Assessment) -> bool {
    a.outside_scope.is_none() && a.unasked_screen.is_empty()
}

/// What running is all right meanwhile, after "Running:". A visit today never stands beside "as planned".
pub(super) fn activity(activity: Activity, urgency: Urgency) -> &'static str {
    match activity {
        Activity::NoRunningUntilSeen => "not until someone has looked at it.",
        _ if urgency >= Urgency::SameDay => "rest until someone has looked at it.",
        Activity::RestToday => "rest today.",
        Activity::EasyOnly => "easy runs only for now.",
        Activity::AsPlanned => "as planned, as long as it feels all right.",
    }
}

pub(super) fn effort(effort: Effort) -> Option<&'static str> {
    match effort {
        Effort::None => None,
        Effort::Low => Some("little effort"),
        Effort::Medium => Some("some effort"),
        Effort::High => Some("a lot of effort"),
    }
}

/// A phrase with a capital first letter, to begin a line.
pub(super) fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// "a", "a and b", "a, b and c".
pub(super) fn list(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_change_at_their_bounds() {
        let words = [0.5, 0.499, 0.2, 0.199, 0.05, 0.049].map(likelihood);
        assert_eq!(
            words,
            ["likely", "possible", "possible", "less likely", "less likely", "unlikely"]
        );
    }

    #[test]
    fn ranges_are_in_steps_of_five_and_hold_the_probability() {
        assert_eq!(range(0.6, 0.548, 0.752), [55, 75]);
        assert_eq!(range(0.6, 0.2, 0.4), [20, 60]);
        assert_eq!(range_words([55, 75]), "55–75\u{a0}%");
        assert_eq!(range_words([0, 10]), "under 10\u{a0}%");
        assert_eq!(range_words([90, 100]), "over 90\u{a0}%");
        assert_eq!(range_words([60, 60]), "about 60\u{a0}%");
        assert_eq!(range_words([0, 100]), "anything from 0 to 100\u{a0}%");
    }

    #[test]
    fn nobody_runs_as_planned_before_a_visit_today() {
        assert!(!activity(Activity::AsPlanned, Urgency::SameDay).contains("planned"));
    }
}
