//! A document as a page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use super::model::{
    Block, Cell, Document, Entry, Fact, Grade, Group, Item, Kind, Line, Number, Section, Span,
    Table,
};
use super::phrase::formed;
use super::words::{self, LANGUAGE};
use crate::report::escape::Escaped;
use crate::report::frame::{DOCUMENT_STYLE, Frame, Place};

/// The look of the report, and what pages need besides.
const STYLES: [&str; 2] = [include_str!("../style.css"), include_str!("page.css")];

/// The pages that a page of a site stands among.
pub(super) struct Site {
    /// Where the site begins, seen from the page.
    pub(super) start: &'static str,
    /// Addresses and names of the pages beside it.
    pub(super) nav: Vec<(String, &'static str)>,
}

/// The file in which a site has its look, and what stands in it.
pub(super) const STYLE_FILE: &str = "style.css";

pub(super) fn style_file() -> String {
    let [look, pages] = STYLES;
    [DOCUMENT_STYLE, look, pages].concat()
}

/// A document of its own; one that is not of a site brings its look along, and its links to other pages are text.
pub(super) fn render(document: &Document, site: Option<&Site>) -> String {
    let links = Links::new(document, site.map(|site| site.start), "");
    let mut page = Page { out: String::new(), links, place: Place::Document };
    // Writing to a String can't fail.
    let _ = page.document(document, site);
    page.out
}

/// An element for someone else's page.
pub(super) fn render_fragment(document: &Document) -> String {
    // The page has anchors of its own, and perhaps other fragments.
    let first = document.entries.first().map_or("index", |entry| entry.id.as_str());
    let links = Links::new(document, None, &format!("hl-{first}-"));
    let mut page = Page { out: String::new(), links, place: Place::Fragment };
    let _ = page.fragment(document);
    page.out
}

/// The file of an entry within the site.
pub(super) fn file(kind: Kind, id: &str) -> String {
    match kind {
        Kind::Cause => format!("causes/{id}.html"),
        Kind::Observation => format!("observations.html#{id}"),
        Kind::Recommendation => format!("recommendations.html#{id}"),
        Kind::RedFlag => format!("red_flags.html#{id}"),
        Kind::Source | Kind::Citation => format!("sources.html#{id}"),
    }
}

/// What can be linked to.
struct Links {
    anchors: BTreeMap<(Kind, String), String>,
    references: BTreeSet<String>,
    site: Option<&'static str>,
    /// What all anchors begin with.
    prefix: String,
}

impl Links {
    fn new(document: &Document, site: Option<&'static str>, prefix: &str) -> Self {
        let mut links = Self {
            anchors: BTreeMap::new(),
            references: BTreeSet::new(),
            site,
            prefix: prefix.to_owned(),
        };
        let mut used = BTreeSet::new();
        for entry in &document.entries {
            // No id holds a hyphen, so the second name is free.
            let kind = words::kind(entry.kind).key;
            let free = used.insert(entry.id.as_str());
            let anchor = if free { entry.id.clone() } else { format!("{}-{kind}", entry.id) };
            links.anchors.insert((entry.kind, entry.id.clone()), format!("{prefix}{anchor}"));
            let blocks = entry.sections.iter().flat_map(|section| &section.blocks);
            for block in blocks {
                if let Block::Sources(references) = block {
                    links.references.extend(references.iter().map(|one| one.id.clone()));
                }
            }
        }
        links
    }

    fn href(&self, kind: Kind, id: &str) -> Option<String> {
        if kind == Kind::Citation && self.references.contains(id) {
            return Some(format!("#{}source-{id}", self.prefix));
        }
        let kind = if kind == Kind::Citation { Kind::Source } else { kind };
        if let Some(anchor) = self.anchors.get(&(kind, id.to_owned())) {
            return Some(format!("#{anchor}"));
        }
        self.site.map(|start| format!("{start}{}", file(kind, id)))
    }
}

struct Page {
    out: String,
    links: Links,
    place: Place,
}

impl Page {
    fn document(&mut self, document: &Document, site: Option<&Site>) -> fmt::Result {
        let title = alone(document).map_or(&document.title, |entry| &entry.name);
        let (head, styles) = match site {
            Some(site) => (link(site), &[][..]),
            None => (String::new(), &STYLES[..]),
        };
        frame(styles).open_document(&mut self.out, title, &head)?;
        if let Some(site) = site {
            self.out.write_str("<nav class=\"hl-column\">\n")?;
            for (path, name) in &site.nav {
                writeln!(self.out, "<a href=\"{}\">{}</a>", Escaped(path), Escaped(name))?;
            }
            self.out.write_str("</nav>\n")?;
        }
        self.content(document)?;
        self.place.close(&mut self.out)
    }

    fn fragment(&mut self, document: &Document) -> fmt::Result {
        frame(&STYLES).open_fragment(&mut self.out)?;
        self.content(document)?;
        self.place.close(&mut self.out)
    }

    fn content(&mut self, document: &Document) -> fmt::Result {
        let (main, footer) = (self.place.main(), self.place.footer());
        writeln!(self.out, "<{main} class=\"hl-column hl-content\">")?;
        if let Some(entry) = alone(document) {
            self.entry(entry, 1)?;
        } else {
            self.entries(document)?;
        }
        writeln!(
            self.out,
            "</{main}>\n<{footer} class=\"hl-column hl-foot\">\n<p>{}</p>\n</{footer}>",
            Escaped(words::FOOT)
        )
    }

    fn entries(&mut self, document: &Document) -> fmt::Result {
        let level = if document.title.is_empty() { 1 } else { 2 };
        if level == 2 {
            self.place.heading(&mut self.out, 1, Escaped(&document.title))?;
        }
        self.lead(&document.lead)?;
        self.facts(&document.facts)?;
        document.sections.iter().try_for_each(|section| self.section(section, 2))?;
        document.entries.iter().try_for_each(|entry| self.entry(entry, level))
    }

    fn lead(&mut self, texts: &[String]) -> fmt::Result {
        let lead = |text| writeln!(self.out, "<p class=\"hl-lead\">{}</p>", Escaped(text));
        texts.iter().map(String::as_str).try_for_each(lead)
    }

    fn entry(&mut self, entry: &Entry, level: usize) -> fmt::Result {
        let kind = words::kind(entry.kind);
        let key = (entry.kind, entry.id.clone());
        let anchor = self.links.anchors.get(&key).cloned().unwrap_or_default();
        writeln!(self.out, "<div class=\"hl-entry\" id=\"{}\">", Escaped(&anchor))?;
        self.place.heading(&mut self.out, level, Escaped(&entry.name))?;
        let id = Escaped(&entry.id);
        writeln!(self.out, "<p class=\"hl-id\">{} <code>{id}</code></p>", kind.title)?;
        self.lead(&entry.lead)?;
        self.facts(&entry.facts)?;
        entry.sections.iter().try_for_each(|section| self.section(section, level + 1))?;
        self.out.write_str("</div>\n")
    }

    fn facts(&mut self, facts: &[Fact]) -> fmt::Result {
        if facts.is_empty() {
            return Ok(());
        }
        self.out.write_str("<dl>\n")?;
        for fact in facts {
            write!(self.out, "<dt>{}</dt><dd>", Escaped(fact.label.title))?;
            self.line(&fact.value)?;
            self.out.write_str("</dd>\n")?;
        }
        self.out.write_str("</dl>\n")
    }

    fn section(&mut self, section: &Section, level: usize) -> fmt::Result {
        let contents = section.key == words::CONTENTS.label.key;
        let class = if contents { " class=\"hl-contents\"" } else { "" };
        writeln!(self.out, "<section{class}>")?;
        self.place.heading(&mut self.out, level, Escaped(&section.title))?;
        if let Some(lead) = &section.lead {
            writeln!(self.out, "<p class=\"hl-quiet\">{}</p>", Escaped(lead))?;
        }
        section.blocks.iter().try_for_each(|block| self.block(block))?;
        self.out.write_str("</section>\n")
    }

    fn block(&mut self, block: &Block) -> fmt::Result {
        match block {
            Block::Table(table) => self.table(table),
            Block::Outline(items) => self.outline(items),
            Block::Sources(references) => {
                self.out.write_str("<ul class=\"hl-sources\">\n")?;
                for reference in references {
                    // Two entries on one page may rest on the same source: the first one is the target.
                    if self.links.references.remove(&reference.id) {
                        let anchor = format!("{}source-{}", self.links.prefix, reference.id);
                        write!(self.out, "<li id=\"{}\">", Escaped(&anchor))?;
                    } else {
                        self.out.write_str("<li>")?;
                    }
                    self.line(&reference.line)?;
                    self.out.write_str("</li>\n")?;
                }
                self.out.write_str("</ul>\n")
            }
        }
    }

    fn outline(&mut self, items: &[Item]) -> fmt::Result {
        self.out.write_str("<ul>\n")?;
        for item in items {
            self.out.write_str("<li>")?;
            self.line(&item.line)?;
            if !item.parts.is_empty() {
                self.out.write_str("\n")?;
                self.outline(&item.parts)?;
            }
            self.out.write_str("</li>\n")?;
        }
        self.out.write_str("</ul>\n")
    }

    fn table(&mut self, table: &Table) -> fmt::Result {
        write!(self.out, "<table class=\"hl-c{}\">\n<thead><tr>", table.columns.len())?;
        for column in &table.columns {
            write!(self.out, "<th scope=\"col\">{}</th>", Escaped(column.title))?;
        }
        self.out.write_str("</tr></thead>\n")?;
        for group in &table.groups {
            self.group(group, table.columns.len())?;
        }
        self.out.write_str("</table>\n")?;
        table
            .notes
            .iter()
            .try_for_each(|note| writeln!(self.out, "<p class=\"hl-quiet\">{}</p>", Escaped(note)))
    }

    fn group(&mut self, group: &Group, columns: usize) -> fmt::Result {
        self.out.write_str("<tbody>\n")?;
        if let Some(head) = &group.head {
            write!(self.out, "<tr><th scope=\"rowgroup\" colspan=\"{columns}\">")?;
            self.line(head)?;
            if let Some(remark) = &group.remark {
                write!(self.out, " <small>{}</small>", Escaped(remark))?;
            }
            self.out.write_str("</th></tr>\n")?;
        }
        for row in &group.rows {
            self.out.write_str("<tr>")?;
            for (at, cell) in row.iter().enumerate() {
                self.cell(cell, at == 0)?;
            }
            self.out.write_str("</tr>\n")?;
        }
        self.out.write_str("</tbody>\n")
    }

    fn cell(&mut self, cell: &Cell, first: bool) -> fmt::Result {
        let (open, close) = if first { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
        self.out.write_str(open)?;
        match cell {
            Cell::Line(line) => self.line(line)?,
            Cell::Number(number) => self.number(number)?,
        }
        self.out.write_str(close)
    }

    fn number(&mut self, one: &Number) -> fmt::Result {
        let grade = one.grade();
        let class = match grade {
            Grade::Measured => "measured",
            Grade::TakenOver => "taken-over",
            Grade::Estimate => "estimate",
            Grade::Guess => "guess",
        };
        write!(
            self.out,
            "<data value=\"{}\">{}</data> <span class=\"hl-basis hl-{class}\">{}",
            one.value,
            formed(one.value, one.form),
            words::grade(grade)
        )?;
        if let Some(source) = &one.from.source {
            self.out.write_str(" ")?;
            self.line(&Line::to(Kind::Citation, source, source))?;
        }
        self.out.write_str("</span>")?;
        let range = one.own_uncertainty().map(words::within);
        let remarks = [range.as_deref(), one.note.as_deref()];
        remarks
            .into_iter()
            .flatten()
            .try_for_each(|text| write!(self.out, " <small>{}</small>", Escaped(text)))
    }

    fn line(&mut self, line: &Line) -> fmt::Result {
        line.0.iter().try_for_each(|span| self.span(span))
    }

    fn span(&mut self, span: &Span) -> fmt::Result {
        let text = Escaped(span.words());
        let href = match span {
            Span::Text(_) | Span::Level(..) => None,
            Span::To(kind, id, _) => self.links.href(*kind, id),
            Span::Out(url, _) => Some(url.clone()),
        };
        match href {
            Some(href) => write!(self.out, "<a href=\"{}\">{text}</a>", Escaped(&href)),
            None => write!(self.out, "{text}"),
        }
    }
}

/// An entry by itself is the document: its name is the title.
fn alone(document: &Document) -> Option<&Entry> {
    match document.entries.as_slice() {
        [entry] if document.title.is_empty() => Some(entry),
        _ => None,
    }
}

fn frame<'a>(styles: &'a [&'a str]) -> Frame<'a> {
    Frame { language: LANGUAGE, class: "hl-knowledge", styles }
}

fn link(site: &Site) -> String {
    let start = Escaped(site.start);
    format!("<link rel=\"stylesheet\" href=\"{start}{STYLE_FILE}\">\n")
}
