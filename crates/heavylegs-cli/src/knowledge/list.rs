//! Lists of entries, one line each: to be searched.

use heavylegs::{KnowledgeBase, Texts};

use super::page::{Page, word};

/// The lists that can be shown.
pub(super) const LISTS: [&str; 5] =
    ["observations", "causes", "red_flags", "recommendations", "sources"];

/// Returns a list by its name.
pub(super) fn list(knowledge: &KnowledgeBase, name: &str) -> Option<String> {
    let none = Texts::default();
    let texts = knowledge.texts("en").unwrap_or(&none);
    let rows: Vec<[String; 3]> = match name {
        "observations" => observations(knowledge, texts),
        "causes" => causes(knowledge, texts),
        "red_flags" => red_flags(knowledge, texts),
        "recommendations" => recommendations(knowledge, texts),
        "sources" => sources(knowledge),
        _ => return None,
    };
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let (first, second) = (widest(0), widest(1));
    let mut page = Page::default();
    for [id, kind, text] in &rows {
        page.row(&format!("{id:<first$}"), &format!("{kind:<second$}  {text}"));
    }
    Some(page.text)
}

fn observations(knowledge: &KnowledgeBase, texts: &Texts) -> Vec<[String; 3]> {
    let row = |o: &heavylegs::Observation| {
        let text = texts.observations.get(&o.id).map(|t| t.title.clone()).unwrap_or_default();
        [o.id.clone(), o.kind().to_owned(), text]
    };
    knowledge.observations().iter().map(row).collect()
}

fn causes(knowledge: &KnowledgeBase, texts: &Texts) -> Vec<[String; 3]> {
    let row = |c: &heavylegs::Cause| {
        let text = texts.causes.get(&c.id).map(|t| t.name.clone()).unwrap_or_default();
        [c.id.clone(), c.family.clone(), text]
    };
    knowledge.causes().iter().map(row).collect()
}

fn red_flags(knowledge: &KnowledgeBase, texts: &Texts) -> Vec<[String; 3]> {
    let row = |f: &heavylegs::RedFlag| {
        let text = texts.red_flags.get(&f.id).map(|t| t.reason.clone()).unwrap_or_default();
        [f.id.clone(), word(&f.urgency), text]
    };
    knowledge.red_flags().iter().map(row).collect()
}

fn recommendations(knowledge: &KnowledgeBase, texts: &Texts) -> Vec<[String; 3]> {
    let row = |r: &heavylegs::Recommendation| {
        let text = texts.recommendations.get(&r.id).map(|t| t.name.clone()).unwrap_or_default();
        [r.id.clone(), format!("{} effort", word(&r.effort)), text]
    };
    knowledge.recommendations().iter().map(row).collect()
}

fn sources(knowledge: &KnowledgeBase) -> Vec<[String; 3]> {
    let row = |(id, source): (&String, &heavylegs::Source)| {
        [id.clone(), source.status.clone(), source.citation.clone()]
    };
    knowledge.sources().iter().map(row).collect()
}
