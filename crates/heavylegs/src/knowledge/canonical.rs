//! The canonical files of a knowledge base, and the hash over them.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::KnowledgeBase;
use crate::tree::{Node, Place, Value, to_canonical_json};

impl KnowledgeBase {
    /// Returns the canonical files, the names with their texts: `knowledge.json` without texts, and `texts.en.json` and so on
    /// for the languages, sorted by name. Put together in this order they are what [`KnowledgeBase::hash`] is the SHA-256 of.
    ///
    /// # Examples
    ///
    /// ```
    /// let files = heavylegs::KnowledgeBase::builtin().to_files();
    /// let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    /// assert_eq!(names.first(), Some(&"knowledge.json"));
    /// assert!(names.contains(&"texts.en.json"));
    /// ```
    #[must_use]
    pub fn to_files(&self) -> Vec<(String, String)> {
        files(self.whole_tree().into_owned())
    }
}

/// The parts of a document: the first without texts, then a language each.
pub(crate) fn files(mut tree: Node) -> Vec<(String, String)> {
    let mut files = Vec::new();
    if let Value::Table(sections) = &mut tree.value
        && let Some(at) = sections.iter().position(|(name, _)| name == "texts")
        && let Value::Table(languages) = sections.remove(at).1.value
    {
        for (language, node) in languages {
            let name = format!("texts.{language}.json");
            files.push((name, to_canonical_json(&wrapped("texts", wrapped(&language, node)))));
        }
    }
    files.push(("knowledge.json".to_owned(), to_canonical_json(&tree)));
    files.sort();
    files
}

fn wrapped(key: &str, node: Node) -> Node {
    Node::new(Value::Table(vec![(key.to_owned().into(), node)]), Place::default())
}

/// The SHA-256 of the canonical files, one after the other.
pub(crate) fn hash(tree: &Node) -> String {
    let mut digest = Sha256::new();
    for (_, text) in files(tree.clone()) {
        digest.update(text.as_bytes());
    }
    let mut hex = String::with_capacity(64);
    for byte in digest.finalize() {
        // Writing to a String can't fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_embedded_is_canonical_and_carries_its_hash() {
        let knowledge = KnowledgeBase::builtin();
        let files = knowledge.to_files();
        let texts = heavylegs_knowledge::TEXTS_JSON.iter();
        let texts = texts.map(|(id, text)| (format!("texts.{id}.json"), (*text).to_owned()));
        let main = ("knowledge.json".to_owned(), heavylegs_knowledge::KNOWLEDGE_JSON.to_owned());
        let embedded: Vec<_> = std::iter::once(main).chain(texts).collect();
        assert!(files == embedded);
        assert_eq!(knowledge.hash(), hash(&knowledge.whole_tree()));
    }

    #[test]
    fn what_is_embedded_passes_every_check() {
        let whole = KnowledgeBase::from_json(&KnowledgeBase::builtin().to_json()).unwrap();
        assert_eq!(whole.hash(), KnowledgeBase::builtin().hash());
        let english = KnowledgeBase::builtin();
        assert_eq!(whole.texts("en"), english.texts("en"));
    }
}
