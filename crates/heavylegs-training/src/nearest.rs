//! The word that was probably meant.

/// Longer words are no slips of the hand.
const LONGEST_WORD: usize = 60;

/// Returns the candidate that is a slip of the hand away from `word`, the first of several equally near.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word: Vec<char> =
        word.chars().take(LONGEST_WORD + 1).flat_map(char::to_lowercase).collect();
    if word.len() > LONGEST_WORD {
        return None;
    }
    let limit = (word.len() / 3).clamp(1, 4);
    let apart = candidates.into_iter().map(|candidate| (distance(&word, candidate), candidate));
    apart.filter(|(apart, _)| *apart <= limit).min_by_key(|(apart, _)| *apart).map(|(_, c)| c)
}

/// Returns how many characters must be put in, taken out or changed (Levenshtein's distance).
fn distance(word: &[char], candidate: &str) -> usize {
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for (before, there) in candidate.to_lowercase().chars().enumerate() {
        let mut diagonal = before;
        let mut left = before + 1;
        for (slot, here) in row.iter_mut().skip(1).zip(word) {
            let changed = diagonal + usize::from(*here != there);
            diagonal = *slot;
            *slot = changed.min(diagonal + 1).min(left + 1);
            left = *slot;
        }
        if let Some(first) = row.first_mut() {
            *first = before + 1;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances_are_those_of_the_textbook() {
        let apart = |a: &str, b| distance(&a.chars().collect::<Vec<_>>(), b);
        assert_eq!(apart("kitten", "sitting"), 3);
        assert_eq!((apart("", "abc"), apart("abc", ""), apart("abc", "ABC")), (3, 3, 0));
    }

    #[test]
    fn only_a_slip_of_the_hand_is_guessed() {
        let fields = ["birth_year", "height_cm", "mass_kg"];
        assert_eq!(nearest("heigth_cm", fields), Some("height_cm"));
        assert_eq!(nearest("shoe_size", fields), None);
        assert_eq!(nearest(&"a".repeat(1000), ["a"]), None);
    }
}
