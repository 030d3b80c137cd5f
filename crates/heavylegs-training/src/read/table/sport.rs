//! What exports call the kinds of activity.

use super::sheet::key;
use crate::activity::Sport;

/// Returns the kind of activity that an export's word stands for; a word that is not known is [`Sport::Other`].
pub(super) fn sport(word: &str) -> Sport {
    let word = key(word);
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    if has(&["skilauf", "eislauf", "rollski", "wheelchair"]) {
        Sport::Other
    } else if has(&["treadmill", "laufband", "virtualrun", "indoorrun"]) {
        Sport::Treadmill
    } else if has(&["trailrun", "traillauf"]) {
        Sport::TrailRun
    } else if has(&["run", "laufen", "joggen"]) {
        Sport::Run
    } else if has(&["walk", "hik", "gehen", "wandern"]) {
        Sport::Walk
    } else if has(&["ride", "cycl", "bik", "radfahren", "spinning"]) {
        Sport::Ride
    } else if has(&["swim", "schwimm"]) {
        Sport::Swim
    } else if has(&["strength", "weight", "circuit", "crossfit", "kraft"]) {
        Sport::Strength
    } else {
        Sport::Other
    }
}

#[cfg(test)]
mod tests {
    use super::sport;
    use crate::activity::Sport;

    #[test]
    fn words_of_several_exports_are_told_apart() {
        let words = [
            ("Running", Sport::Run),
            ("Straßenlaufen", Sport::Run),
            ("Trail Running", Sport::TrailRun),
            ("Treadmill Running", Sport::Treadmill),
            ("VirtualRun", Sport::Treadmill),
            ("Pool Swim", Sport::Swim),
            ("Hiking", Sport::Walk),
            ("Outdoor Bike", Sport::Ride),
            ("Weight Training", Sport::Strength),
            ("Cross Country Skiing", Sport::Other),
        ];
        for (word, expected) in words {
            assert_eq!(sport(word), expected, "{word}");
        }
    }
}
