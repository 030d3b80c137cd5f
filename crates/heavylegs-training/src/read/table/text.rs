//! From bytes to text with `\n` between the lines.

/// A text and whether its bytes were no UTF-8.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) is_latin1: bool,
}

/// Reads UTF-8 with or without a byte-order mark, else Latin-1, which every sequence of bytes is.
pub(super) fn decode(bytes: &[u8]) -> Text {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (text, is_latin1) = match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => (bytes.iter().copied().map(char::from).collect(), true),
    };
    let text = text.replace("\r\n", "\n");
    // Old Macs ended lines in a bare `\r`, and an iOS app still does.
    let text = if text.contains('\n') { text } else { text.replace('\r', "\n") };
    Text { text, is_latin1 }
}

/// Returns what can stand between the cells, the most frequent in the first lines outside quotes first.
pub(super) fn delimiters(text: &str) -> [u8; 3] {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    let mut lines = 0;
    for byte in text.bytes() {
        lines += usize::from(byte == b'\n');
        if lines > 5 {
            break;
        }
        is_quoted ^= byte == b'"';
        let slot = counts.iter_mut().find(|(candidate, _)| *candidate == byte && !is_quoted);
        if let Some((_, count)) = slot {
            *count += 1;
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.map(|(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::{decode, delimiters};

    #[test]
    fn marks_line_ends_and_latin_letters_are_read() {
        let text = decode(b"\xef\xbb\xbfa,b\r1,2\r");
        assert_eq!((text.text.as_str(), text.is_latin1), ("a,b\n1,2\n", false));
        let text = decode(b"\xd8 HF\r\n");
        assert_eq!((text.text.as_str(), text.is_latin1), ("Ø HF\n", true));
    }

    #[test]
    fn the_delimiter_is_what_stands_between_the_cells() {
        let delimiter = |text: &str| delimiters(text)[0];
        assert_eq!(delimiter("a;b;c\n1,0;2,0;3,0"), b';');
        assert_eq!(delimiter("a\tb\n"), b'\t');
        assert_eq!(delimiter("\"a;;;;\",b\n"), b',');
        assert_eq!(delimiter(""), b',');
    }
}
