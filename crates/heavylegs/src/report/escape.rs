//! Text that stands in a page as text, whatever it holds.

use std::fmt;

/// Writes text so that it means itself between tags and inside quoted attributes.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(is_special) {
            let (before, special) = rest.split_at(at);
            f.write_str(before)?;
            let mut letters = special.chars();
            f.write_str(match letters.next() {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('"') => "&quot;",
                Some('\'') => "&#39;",
                _ => "\u{FFFD}",
            })?;
            rest = letters.as_str();
        }
        f.write_str(rest)
    }
}

/// Letters that mean something in a page, and those that mean something to a terminal which a page is printed on.
fn is_special(letter: char) -> bool {
    let steers = letter.is_control() && !matches!(letter, '\n' | '\t');
    steers || matches!(letter, '&' | '<' | '>' | '"' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_letter_is_escaped() {
        let text = "<script>alert(\"x\") & 'y'</script>\0 é 🏃";
        let escaped = Escaped(text).to_string();
        assert_eq!(
            escaped,
            "&lt;script&gt;alert(&quot;x&quot;) &amp; &#39;y&#39;&lt;/script&gt;\u{FFFD} é 🏃"
        );
    }

    #[test]
    fn nothing_steers_a_terminal() {
        assert_eq!(Escaped("a\u{1b}[2J\u{9b}b\nc").to_string(), "a\u{FFFD}[2J\u{FFFD}b\nc");
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        assert_eq!(Escaped("").to_string(), "");
        assert_eq!(Escaped("55–75 % of 10").to_string(), "55–75 % of 10");
    }
}
