//! The texts of all languages, each read when it is first asked for.

use std::collections::BTreeMap;
#[cfg(feature = "builtin")]
use std::sync::OnceLock;

use super::texts::Texts;
use super::untranslated::untranslated;
use super::{KnowledgeBase, KnowledgeBuilder};
use crate::tree::Node;
#[cfg(feature = "builtin")]
use crate::tree::{fields::Problems, parse_embedded};

/// The texts by language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Languages {
    entries: BTreeMap<String, Language>,
}

#[derive(Debug, Clone)]
enum Language {
    Read(Texts),
    /// Built in: the text of a file, and what it comes to once someone has asked.
    #[cfg(feature = "builtin")]
    Embedded(&'static str, OnceLock<Texts>),
}

impl Languages {
    pub(crate) fn read(texts: BTreeMap<String, Texts>) -> Self {
        let read = texts.into_iter().map(|(id, texts)| (id, Language::Read(texts)));
        Self { entries: read.collect() }
    }

    #[cfg(feature = "builtin")]
    /// Takes canonical files of texts as they are; the tests read them all.
    pub(crate) fn embedded(files: &[(&str, &'static str)]) -> Self {
        let language = |(id, text): &(&str, &'static str)| {
            ((*id).to_owned(), Language::Embedded(text, OnceLock::new()))
        };
        Self { entries: files.iter().map(language).collect() }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Texts> {
        match self.entries.get(id)? {
            Language::Read(texts) => Some(texts),
            #[cfg(feature = "builtin")]
            Language::Embedded(json, once) => {
                let read = || decode(id, json, &mut Problems::unexpected()).unwrap_or_default();
                Some(once.get_or_init(read))
            }
        }
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// All languages with their texts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Texts)> {
        self.ids().filter_map(|id| Some((id, self.get(id)?)))
    }
}

/// Reads a canonical file of texts.
#[cfg(feature = "builtin")]
pub(crate) fn decode(id: &str, json: &'static str, problems: &mut Problems) -> Option<Texts> {
    let tree = parse_embedded(json).ok()?;
    super::texts::texts(id, tree.get("texts")?.get(id)?, problems)
}

/// How far a language is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LanguageState {
    /// Its name, such as `en`.
    pub language: String,
    /// How many texts it has.
    pub texts: usize,
    /// How many texts of English it lacks.
    pub missing: usize,
    /// Whether it is still a draft: no assessment is written in it.
    pub draft: bool,
}

impl KnowledgeBase {
    /// Returns for every language how many texts there are, drafts last.
    ///
    /// # Examples
    ///
    /// ```
    /// let states = heavylegs::KnowledgeBase::builtin().language_states();
    /// assert!(states.iter().any(|state| state.language == "en" && state.missing == 0));
    /// ```
    #[must_use]
    pub fn language_states(&self) -> Vec<LanguageState> {
        let tree = self.whole_tree();
        let texts = |language: &str| tree.get("texts").and_then(|texts| texts.get(language));
        let english = texts("en");
        let state = |language: &str, node: &Node, draft: bool| {
            let lacking = english.map(|english| untranslated(english, node)).unwrap_or_default();
            LanguageState {
                language: language.to_owned(),
                texts: node.count_texts(),
                missing: lacking.iter().map(|lacking| lacking.english.count_texts()).sum(),
                draft,
            }
        };
        let there = self.texts.ids().filter_map(|id| Some(state(id, texts(id)?, false)));
        let drafts = self.drafts.iter().map(|draft| state(&draft.language, &draft.texts, true));
        there.chain(drafts).collect()
    }

    /// The document it was read from, put together again where it is built in.
    pub(crate) fn whole_tree(&self) -> std::borrow::Cow<'_, Node> {
        match &self.tree {
            Some(tree) => std::borrow::Cow::Borrowed(tree),
            None => std::borrow::Cow::Owned(KnowledgeBuilder::embedded_tree()),
        }
    }
}

#[cfg(all(test, feature = "builtin"))]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_language_can_be_read() {
        for (id, json) in heavylegs_knowledge::TEXTS_JSON {
            let mut problems = Problems::default();
            assert!(decode(id, json, &mut problems).is_some(), "{id}");
            assert_eq!(problems.found, [], "{id}");
        }
    }
}
