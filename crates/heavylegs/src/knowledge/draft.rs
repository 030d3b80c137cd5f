//! Languages that are being translated: checked, but in no knowledge base before they are whole.

use crate::tree::fields::{Problems, texts};
use crate::tree::{Node, Place, Value};

/// A language that is not finished.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) language: String,
    /// Where it is said to be one.
    pub(crate) place: Place,
    /// What there is of it.
    pub(crate) texts: Node,
}

/// Takes the languages that `knowledge.drafts` lists out of the texts, and the list itself.
pub(crate) fn take(tree: &mut Node, problems: &mut Problems) -> Vec<Draft> {
    let Some(listed) = remove(tree, "knowledge", "drafts") else { return Vec::new() };
    let names = texts(&listed, "knowledge.drafts", problems);
    let draft = |language: String| {
        let nothing = Node::new(Value::Table(Vec::new()), listed.place);
        let texts = remove(tree, "texts", &language).unwrap_or(nothing);
        Draft { language, place: listed.place, texts }
    };
    names.into_iter().map(draft).collect()
}

fn remove(tree: &mut Node, section: &str, key: &str) -> Option<Node> {
    let Value::Table(sections) = &mut tree.value else { return None };
    let (_, section) = sections.iter_mut().find(|(name, _)| name == section)?;
    let Value::Table(entries) = &mut section.value else { return None };
    let at = entries.iter().position(|(name, _)| name == key)?;
    Some(entries.remove(at).1)
}
