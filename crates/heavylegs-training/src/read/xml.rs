//! XML, one element after the other, in bounded memory and whatever namespaces it forgot to declare.

use std::io::{self, BufRead, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::limits;
use crate::diagnostic::{Diagnostic, DiagnosticLevel};

/// Told of the elements, by their names without prefix. Names it does not know are empty.
pub(super) trait Visit {
    /// The names it knows.
    const NAMES: &'static [&'static str];

    /// An element begins. `path` holds the names of the elements around it, without itself.
    fn begin(&mut self, path: &[&'static str], name: &'static str, element: &BytesStart<'_>);

    /// An element ends; `text` is what stood in it since the last tag.
    fn end(&mut self, path: &[&'static str], name: &'static str, text: &str);
}

/// Goes through the elements to the end or to the first fault; returns what went wrong.
pub(super) fn walk<V: Visit>(reader: &mut dyn BufRead, visit: &mut V) -> Option<Diagnostic> {
    let mut reader = Reader::from_reader(Tokens { inner: reader, left: 0, is_over: false });
    reader.config_mut().check_comments = false;
    reader.config_mut().allow_dangling_amp = true;
    let (mut path, mut text, mut buffer) = (Vec::new(), String::new(), Vec::new());
    loop {
        buffer.clear();
        reader.get_mut().left = limits::XML_TOKEN_BYTES;
        let event = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(error) => {
                let message = format!("{error}; what came before is kept");
                return Some(stopped(&reader, "xml.syntax", message));
            }
        };
        match event {
            Event::Start(element) => {
                let name = known::<V>(element.local_name().as_ref());
                text.clear();
                visit.begin(&path, name, &element);
                path.push(name);
            }
            Event::Empty(element) => {
                let name = known::<V>(element.local_name().as_ref());
                text.clear();
                visit.begin(&path, name, &element);
                visit.end(&path, name, "");
            }
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                visit.end(&path, name, text.trim());
                text.clear();
            }
            Event::Text(piece) => append(&mut text, &piece.xml10_content()),
            Event::CData(piece) => append(&mut text, &piece.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(character)) => append(&mut text, character.encode_utf8(&mut [0; 4])),
                _ => append(
                    &mut text,
                    quick_xml::escape::resolve_predefined_entity(&name.into_inner()).unwrap_or("?"),
                ),
            },
            _ => {}
        }
        if path.len() > limits::XML_DEPTH {
            return Some(stopped(
                &reader,
                "xml.too_deep",
                format!("more than {} elements within each other", limits::XML_DEPTH),
            ));
        }
    }
    (!path.is_empty()).then(|| {
        stopped(
            &reader,
            "xml.truncated",
            "the file ends too soon; what came before is kept".to_owned(),
        )
    })
}

fn stopped(reader: &Reader<Tokens<'_>>, code: &'static str, message: String) -> Diagnostic {
    let (code, message) = if reader.get_ref().is_over {
        (
            "xml.too_long",
            format!("one piece of it is longer than {} bytes", limits::XML_TOKEN_BYTES),
        )
    } else {
        (code, message)
    };
    Diagnostic::new(code, DiagnosticLevel::Partial, message)
        .at(format!("byte {}", reader.buffer_position()))
}

fn known<V: Visit>(name: &str) -> &'static str {
    V::NAMES.iter().find(|known| **known == name).copied().unwrap_or_default()
}

fn append(text: &mut String, piece: &str) {
    if text.len() + piece.len() <= limits::TEXT_BYTES {
        text.push_str(piece);
    }
}

/// Returns the value of an attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Explicit1_0).ok()?;
    Some(value.chars().take(limits::TEXT_BYTES / 4).collect())
}

/// Returns a finite number.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// Hands on no more bytes than one piece of XML may have.
struct Tokens<'a> {
    inner: &'a mut dyn BufRead,
    left: usize,
    is_over: bool,
}

impl Read for Tokens<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Tokens<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.is_over |= self.left == 0;
        let bytes = self.inner.fill_buf()?;
        Ok(bytes.get(..self.left.min(bytes.len())).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.inner.consume(count);
    }
}
