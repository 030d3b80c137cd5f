//! What a file is, from its first bytes. Its name is not asked: exports rename files.

/// The formats that can be told from the first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing at all.
    Empty,
    Gzip,
    Fit,
    Tcx,
    Gpx,
    /// XML of another kind.
    Xml,
    /// Text that can be a table.
    Text,
    /// Bytes that are not text.
    Binary,
}

/// How many bytes [`kind`] wants to see.
pub(super) const HEAD: usize = 4096;

/// Tells the format from the first bytes.
pub(super) fn kind(head: &[u8]) -> Kind {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if head.is_empty() {
        Kind::Empty
    } else if head.starts_with(b"\x1F\x8B") {
        Kind::Gzip
    } else if head.get(8..12) == Some(b".FIT") {
        Kind::Fit
    } else if text.starts_with(b"<") {
        root(text)
    } else if head.contains(&0) {
        Kind::Binary
    } else {
        Kind::Text
    }
}

/// Tells the kind of XML from the root element: the first tag that is no declaration, comment or document type.
fn root(text: &[u8]) -> Kind {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let skip: &[u8] = match rest {
            [b'!', b'-', b'-', ..] => b"-->",
            [b'!' | b'?', ..] => b">",
            _ => return named(rest),
        };
        let Some(end) = rest.windows(skip.len()).position(|window| window == skip) else { break };
        rest = rest.get(end + skip.len()..).unwrap_or_default();
    }
    Kind::Xml
}

fn named(tag: &[u8]) -> Kind {
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte));
    let name = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
    match name.rsplit(|byte| *byte == b':').next() {
        Some(b"TrainingCenterDatabase") => Kind::Tcx,
        Some(b"gpx") => Kind::Gpx,
        _ => Kind::Xml,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn looks_through_what_stands_before_the_root() {
        let cases: [(&[u8], Kind); 9] = [
            (b"", Kind::Empty),
            (b"\x1F\x8B\x08", Kind::Gzip),
            (b"\x0E\x10\xB1\x52\x00\x00\x00\x00.FIT", Kind::Fit),
            (b"\xEF\xBB\xBF \n<?xml version=\"1.0\"?><!-- <gpx> --><!DOCTYPE x><TrainingCenterDatabase>", Kind::Tcx),
            (b"<x:gpx version='1.1'>", Kind::Gpx),
            (b"<html><gpx/></html>", Kind::Xml),
            (b"<!-- never ends", Kind::Xml),
            (b"Date,Sport\n", Kind::Text),
            (b"\x00\x01", Kind::Binary),
        ];
        for (head, expected) in cases {
            assert_eq!(kind(head), expected, "{}", String::from_utf8_lossy(head));
        }
    }
}
