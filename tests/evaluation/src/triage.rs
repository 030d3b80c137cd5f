//! How urgent was it, and how urgent was it said to be?

use heavylegs::Urgency;
use serde::Serialize;

use crate::statistics::Share;

const LEVELS: [(&str, Urgency); 4] = [
    ("self_care", Urgency::SelfCare),
    ("appointment", Urgency::Appointment),
    ("same_day", Urgency::SameDay),
    ("emergency", Urgency::Emergency),
];

/// Returns the level of a word such as `same_day`.
#[must_use]
pub fn urgency_named(word: &str) -> Option<Urgency> {
    LEVELS.iter().find(|(name, _)| *name == word).map(|(_, level)| *level)
}

/// Returns the word of a level.
#[must_use]
pub fn urgency_word(level: Urgency) -> &'static str {
    LEVELS.iter().find(|(_, known)| *known == level).map_or("", |(word, _)| *word)
}

/// How the urgency compares with the reference.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TriageMeasures {
    /// The same level.
    pub accuracy: Share,
    /// Not less urgent than the reference: 1 − under-triage.
    pub safety_strict: Share,
    /// At most one level less urgent: the laxer definition of Gilbert 2020.
    pub safety_gilbert: Share,
    /// Less urgent than the reference.
    pub under: Share,
    /// More urgent than the reference.
    pub over: Share,
    /// Cases that were one, two and three levels too low.
    pub under_by: [usize; 3],
    /// Cases that were one, two and three levels too high.
    pub over_by: [usize; 3],
    /// Over-triage among all errors.
    pub inclination_to_over_triage: Share,
    /// Emergencies that were called one.
    pub emergency_sensitivity: Share,
    /// Others that were not called one.
    pub emergency_specificity: Share,
    /// The same level, by level of the reference, least urgent first.
    pub accuracy_by_level: Vec<(&'static str, Share)>,
}

impl TriageMeasures {
    /// Compares pairs of what was said and the reference.
    #[must_use]
    pub fn of(pairs: &[(Urgency, Urgency)]) -> Self {
        // Positive: too high.
        let steps: Vec<i32> =
            pairs.iter().map(|(said, right)| level(*said) - level(*right)).collect();
        let share = |counts: &dyn Fn(i32) -> bool| Share::count(steps.iter().map(|s| counts(*s)));
        let sized = |sign: i32| [1, 2, 3].map(|by| share(&|step| step == sign * by).hits);
        let emergency = |is: bool| {
            let those = pairs.iter().filter(|(_, right)| (*right == Urgency::Emergency) == is);
            Share::count(those.map(|(said, _)| (*said == Urgency::Emergency) == is))
        };
        let right_at = |at: Urgency| {
            Share::count(
                pairs.iter().filter(|(_, right)| *right == at).map(|(said, _)| *said == at),
            )
        };
        Self {
            accuracy: share(&|step| step == 0),
            safety_strict: share(&|step| step >= 0),
            safety_gilbert: share(&|step| step >= -1),
            under: share(&|step| step < 0),
            over: share(&|step| step > 0),
            under_by: sized(-1),
            over_by: sized(1),
            inclination_to_over_triage: Share::count(
                steps.iter().filter(|step| **step != 0).map(|step| *step > 0),
            ),
            emergency_sensitivity: emergency(true),
            emergency_specificity: emergency(false),
            accuracy_by_level: LEVELS.iter().map(|(word, at)| (*word, right_at(*at))).collect(),
        }
    }
}

fn level(urgency: Urgency) -> i32 {
    let below = LEVELS.iter().take_while(|(_, known)| *known != urgency);
    below.fold(0, |level, _| level + 1)
}

#[cfg(test)]
mod tests {
    use heavylegs::Urgency::{Appointment, Emergency, SameDay, SelfCare};

    use super::{TriageMeasures, urgency_named, urgency_word};

    #[track_caller]
    fn percent(share: crate::statistics::Share, published: f64) {
        assert!((100.0 * share.value().unwrap() - published).abs() < 0.05, "{share:?}");
    }

    /// 22 checkers on 45 vignettes (Zenodo 6054092): 796 answers, of which 447 right, 200 too high and 149 too low.
    #[test]
    fn as_recomputed_from_published_answers() {
        let mut pairs = vec![(Appointment, Appointment); 447];
        pairs.extend(vec![(Appointment, SelfCare); 200]);
        pairs.extend(vec![(Appointment, SameDay); 149]);
        let found = TriageMeasures::of(&pairs);
        percent(found.accuracy, 56.2);
        percent(found.safety_strict, 81.3);
        percent(found.inclination_to_over_triage, 57.3);
        // One level less counts as safe for Gilbert: never compare the two.
        percent(found.safety_gilbert, 100.0);
    }

    #[test]
    fn errors_have_a_direction_and_a_size() {
        let found = TriageMeasures::of(&[
            (SelfCare, Emergency),
            (SameDay, Emergency),
            (Emergency, Emergency),
            (SameDay, SelfCare),
            (Emergency, SameDay),
        ]);
        assert_eq!((found.under_by, found.over_by), ([1, 0, 1], [1, 1, 0]));
        assert_eq!((found.under.hits, found.over.hits, found.accuracy.hits), (2, 2, 1));
        assert_eq!((found.emergency_sensitivity.hits, found.emergency_sensitivity.of), (1, 3));
        assert_eq!((found.emergency_specificity.hits, found.emergency_specificity.of), (1, 2));
        assert_eq!(found.safety_gilbert.hits, 4);
        let right: Vec<_> = found.accuracy_by_level.iter().map(|(_, s)| (s.hits, s.of)).collect();
        assert_eq!(right, [(0, 1), (0, 0), (0, 1), (1, 3)]);
    }

    #[test]
    fn words_and_levels_are_inverse() {
        for level in [SelfCare, Appointment, SameDay, Emergency] {
            assert_eq!(urgency_named(urgency_word(level)), Some(level));
        }
    }
}
