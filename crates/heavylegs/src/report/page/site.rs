//! All pages of a knowledge base.

use std::collections::BTreeMap;

use super::html::{STYLE_FILE, Site, file, render, style_file};
use super::lists;
use super::model::{Block, Document, Kind};
use super::phrase::Names;
use super::words;
use crate::knowledge::KnowledgeBase;

/// The pages beside the front page: their sections, files and names.
const LISTS: [(&str, &str, &str); 4] = [
    ("observations", "observations.html", words::OBSERVATIONS),
    ("recommendations", "recommendations.html", words::RECOMMENDATIONS_PAGE),
    ("red_flags", "red_flags.html", words::RED_FLAGS),
    ("sources", "sources.html", words::SOURCES_PAGE),
];

pub(super) fn pages(knowledge: &KnowledgeBase) -> BTreeMap<String, String> {
    let names = Names::new(knowledge);
    let mut pages = BTreeMap::new();
    pages.insert(STYLE_FILE.to_owned(), style_file());
    pages.insert("index.html".to_owned(), render(&lists::index(&names), Some(&site(""))));
    for (section, path, _) in LISTS {
        let document = lists::of_section(&names, section).unwrap_or_default();
        pages.insert(path.to_owned(), render(&without_sources(document), Some(&site(""))));
    }
    for cause in knowledge.causes() {
        let entries = vec![super::cause::entry(&names, cause)];
        let document = Document { entries, ..Document::default() };
        pages.insert(file(Kind::Cause, &cause.id), render(&document, Some(&site("../"))));
    }
    pages
}

/// The site as seen from a page in a folder of it, from which it begins at `start`.
fn site(start: &'static str) -> Site {
    let home = ("index.html", words::HOME);
    let lists = LISTS.iter().map(|(_, path, name)| (*path, *name));
    let nav = std::iter::once(home).chain(lists);
    Site { start, nav: nav.map(|(path, name)| (format!("{start}{path}"), name)).collect() }
}

/// On a page of many entries the references stand on their own page.
fn without_sources(mut document: Document) -> Document {
    for entry in &mut document.entries {
        entry.sections.retain(|section| {
            !section.blocks.iter().any(|block| matches!(block, Block::Sources(_)))
        });
    }
    document
}
