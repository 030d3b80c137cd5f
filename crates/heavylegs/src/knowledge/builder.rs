//! Putting a knowledge base together, from the built-in one, from files and from overlays.

use super::files::{SECTIONS, merge, sectioned};
use super::languages::Languages;
use super::settings::{population, settings};
use super::{KnowledgeBase, Source, advice, cause, observation, texts};
use crate::problem::{KnowledgeError, Problem, Severity};
use crate::tree::fields::{Fields, Problems, SHAPE, read_all};
use crate::tree::{Node, Place, Value, parse_embedded, parse_json, parse_toml};

/// Puts a [`KnowledgeBase`] together.
///
/// # Examples
///
/// An app adds a cause of its own to the built-in knowledge:
///
/// ```
/// use heavylegs::KnowledgeBase;
///
/// let knowledge = KnowledgeBase::builder()
///     .builtin()
///     .overlay("acme", [
///         (
///             "causes/acme_new_treadmill.toml",
///             r#"
///                 family = "place"
///                 horizon = "hours"
///                 prior = { value = 0.01, source = "estimate" }
///                 [descriptors.lasting]
///                 source = "estimate"
///                 this_run = 0.6
///             "#,
///         ),
///         (
///             "texts/en/acme.toml",
///             r#"
///                 [causes.acme_new_treadmill]
///                 name = "a new treadmill"
///                 summary = "A softer belt asks for more work with each step."
///             "#,
///         ),
///     ])
///     .build()?;
/// assert!(knowledge.cause("acme_new_treadmill").is_some());
/// # Ok::<(), heavylegs::KnowledgeError>(())
/// ```
#[derive(Debug, Default)]
pub struct KnowledgeBuilder {
    documents: Vec<Document>,
    /// Whether it begins with what is built in.
    builtin: bool,
    problems: Problems,
}

#[derive(Debug)]
struct Document {
    tree: Node,
    /// The id prefix of the overlay it belongs to.
    prefix: Option<String>,
}

impl KnowledgeBuilder {
    /// Starts from the built-in knowledge base.
    #[cfg(feature = "builtin")]
    #[must_use]
    pub fn builtin(mut self) -> Self {
        self.builtin = true;
        self
    }

    /// Adds a document in canonical JSON; `name` is what problems call it.
    #[must_use]
    pub fn json(mut self, name: &str, text: &str) -> Self {
        match parse_json(text) {
            Ok(tree) if !matches!(tree.value, Value::Table(_)) => {
                let message = format!("expected a table of sections, found {}", tree.kind());
                self.problems.found.push(Problem::error(SHAPE, "", message).in_file(name, None));
            }
            Ok(tree) => self.documents.push(Document { tree, prefix: None }),
            Err(error) => {
                let problem = Problem::error("knowledge.syntax", "", error.to_string());
                self.problems.found.push(problem.in_file(name, u32::try_from(error.line()).ok()));
            }
        }
        self
    }

    /// Adds an authored TOML file; its path, relative to the data folder, says what it holds.
    #[must_use]
    pub fn file(mut self, path: &str, text: &str) -> Self {
        self.add_file(path, text, None);
        self
    }

    /// Adds the files of an overlay. What they define has ids that begin with `prefix` and an underscore; an entry
    /// that says `override = true` replaces one that exists. Red flags can be added, never replaced, and neither can the
    /// observations they depend on. Screens can be added too, but no universal ones; nothing else that holds for the whole
    /// knowledge base can be set.
    #[must_use]
    pub fn overlay<'a>(
        mut self,
        prefix: &str,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        for (path, text) in files {
            self.add_file(path, text, Some(prefix));
        }
        self
    }

    fn add_file(&mut self, path: &str, text: &str, prefix: Option<&str>) {
        let file = u32::try_from(self.problems.files.len()).unwrap_or(u32::MAX);
        self.problems.files.push(path.to_owned());
        let (content, errors) = parse_toml(text, file);
        for (line, message) in errors {
            let problem = Problem::error("knowledge.syntax", "", message);
            self.problems.add(problem, Place { file, line });
        }
        if let Some(tree) = sectioned(path, content, &mut self.problems) {
            self.documents.push(Document { tree, prefix: prefix.map(str::to_owned) });
        }
    }

    /// Checks everything and returns the knowledge base.
    ///
    /// # Errors
    ///
    /// Every problem at once, with file, line and a stable code.
    pub fn build(self) -> Result<KnowledgeBase, KnowledgeError> {
        let (knowledge, mut problems) = self.check();
        knowledge.ok_or_else(|| {
            problems.retain(|problem| problem.severity() == Severity::Error);
            KnowledgeError::new(problems)
        })
    }

    /// Puts the documents together without checking them; returns the names of the files too.
    pub(super) fn merged(mut self) -> (Node, Vec<String>) {
        let mut tree = self.start();
        for document in self.documents {
            merge(&mut tree, document.tree, &mut self.problems);
        }
        (tree, self.problems.files)
    }

    /// What is built in, as one document.
    pub(super) fn embedded_tree() -> Node {
        let mut tree = Node::new(Value::Table(Vec::new()), Place::default());
        for text in embedded_files() {
            // The tests read what is embedded.
            let Ok(part) = parse_embedded(text) else { continue };
            merge(&mut tree, part, &mut Problems::default());
        }
        tree
    }

    /// The document to which the others are added.
    fn start(&self) -> Node {
        if self.builtin {
            return Self::embedded_tree();
        }
        Node::new(Value::Table(Vec::new()), Place::default())
    }

    /// Checks everything; returns all problems, warnings among them, and the knowledge base if none of them is an error.
    #[must_use]
    pub fn check(mut self) -> (Option<KnowledgeBase>, Vec<Problem>) {
        #[cfg(feature = "builtin")]
        if self.builtin && self.documents.is_empty() && self.problems.found.is_empty() {
            // It was checked when it was compiled, and that would take longer than loading.
            return (embedded(), Vec::new());
        }
        let mut tree = self.start();
        let prefixes = self.documents.iter().filter_map(|d| d.prefix.clone()).collect();
        for mut document in std::mem::take(&mut self.documents) {
            if let Some(prefix) = &document.prefix {
                let addition = &mut document.tree;
                super::overlay::apply(&mut tree, addition, prefix, &mut self.problems);
            }
            merge(&mut tree, document.tree, &mut self.problems);
        }
        let mut problems = self.problems;
        let drafts = super::draft::take(&mut tree, &mut problems);
        let Some(mut knowledge) = decode(&tree, &mut problems) else {
            return (None, problems.found);
        };
        let tree = canonical(tree);
        knowledge.hash = super::canonical::hash(&tree);
        knowledge.tree = Some(tree);
        knowledge.drafts = drafts;
        knowledge.prefixes = prefixes;
        crate::validate::validate(&knowledge, &mut problems);
        if problems.found.iter().any(|problem| problem.severity() == Severity::Error) {
            return (None, problems.found);
        }
        knowledge.warnings.clone_from(&problems.found);
        knowledge.files = problems.files;
        (Some(knowledge), problems.found)
    }
}

#[cfg(feature = "builtin")]
fn embedded_files() -> impl Iterator<Item = &'static str> {
    let texts = heavylegs_knowledge::TEXTS_JSON.iter().map(|(_, text)| *text);
    std::iter::once(heavylegs_knowledge::KNOWLEDGE_JSON).chain(texts)
}

#[cfg(not(feature = "builtin"))]
fn embedded_files() -> impl Iterator<Item = &'static str> {
    std::iter::empty()
}

/// The built-in knowledge; its texts are read when they are asked for.
#[cfg(feature = "builtin")]
fn embedded() -> Option<KnowledgeBase> {
    let tree = parse_embedded(heavylegs_knowledge::KNOWLEDGE_JSON).ok()?;
    let mut knowledge = decode(&tree, &mut Problems::unexpected())?;
    heavylegs_knowledge::HASH.clone_into(&mut knowledge.hash);
    knowledge.texts = Languages::embedded(&heavylegs_knowledge::TEXTS_JSON);
    Some(knowledge)
}

fn decode(tree: &Node, problems: &mut Problems) -> Option<KnowledgeBase> {
    let mut document = Fields::of(tree, "", problems)?;
    document.path.clear();
    let [general, sources, observations, causes, recommendations, red_flags, languages] =
        SECTIONS.map(|section| document.take(section));
    let empty = Node::new(Value::Table(Vec::new()), Place::default());
    let mut fields = Fields::of(general.unwrap_or(&empty), "knowledge", problems)?;
    let knowledge = KnowledgeBase {
        version: fields.text("version", problems).unwrap_or_else(|| "0.0.0".to_owned()),
        hash: String::new(),
        families: fields.texts("families", problems),
        settings: settings(&mut fields, problems),
        screens: section(fields.take("screens"), "knowledge.screens", advice::screen, problems),
        scope: section(fields.take("scope"), "knowledge.scope", advice::scope_rule, problems),
        population: population(&mut fields, problems),
        observations: section(observations, "observations", observation::observation, problems),
        causes: section(causes, "causes", cause::cause, problems),
        recommendations: section(
            recommendations,
            "recommendations",
            advice::recommendation,
            problems,
        ),
        red_flags: section(red_flags, "red_flags", advice::red_flag, problems),
        sources: section(sources, "sources", source, problems).into_iter().collect(),
        texts: Languages::read(texts::with_english(section(
            languages, "texts", language, problems,
        ))),
        drafts: Vec::new(),
        prefixes: Vec::new(),
        warnings: Vec::new(),
        tree: None,
        files: Vec::new(),
    };
    fields.finish(problems);
    for (key, node) in document.rest() {
        let message = format!("`{key}` is no section of a knowledge base");
        problems.add(Problem::error("knowledge.unknown_key", key, message), node.place);
    }
    Some(knowledge)
}

fn section<T>(
    node: Option<&Node>,
    path: &str,
    read: impl Fn(&str, &Node, &mut Problems) -> Option<T>,
    problems: &mut Problems,
) -> Vec<T> {
    let Some(node) = node else { return Vec::new() };
    let Some(fields) = Fields::of(node, path, problems) else { return Vec::new() };
    let mut entries: Vec<_> = fields.rest().collect();
    entries.sort_by_key(|(id, _)| *id);
    for pair in entries.windows(2) {
        if let [(a, _), (b, node)] = pair
            && a == b
        {
            let message = "defined twice".to_owned();
            problems.add(
                Problem::error("knowledge.defined_twice", format!("{path}.{a}"), message),
                node.place,
            );
        }
    }
    for (id, node) in &entries {
        if !is_id(id) {
            let problem =
                Problem::error("knowledge.id", format!("{path}.{id}"), format!("`{id}` is no id"))
                    .advise(
                        "an id is small letters, digits and underscores, and begins with a letter",
                    );
            problems.add(problem, node.place);
        }
    }
    read_all(&entries, |(id, node)| read(id, node, problems))
}

fn is_id(id: &str) -> bool {
    let mut bytes = id.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn source(id: &str, node: &Node, problems: &mut Problems) -> Option<(String, Source)> {
    let mut fields = Fields::entry(node, "sources", id, problems)?;
    let statuses = [("verified", "verified"), ("seen", "seen"), ("memory", "memory")];
    let source = Source {
        citation: fields.needed_text("citation", problems),
        doi: fields.text("doi", problems),
        url: fields.text("url", problems),
        status: fields.word("status", &statuses, problems).unwrap_or("memory").to_owned(),
        place: fields.place,
    };
    let _note = fields.text("note", problems);
    fields.finish(problems);
    Some((id.to_owned(), source))
}

fn language(id: &str, node: &Node, problems: &mut Problems) -> Option<(String, texts::Texts)> {
    Some((id.to_owned(), texts::texts(id, node, problems)?))
}

/// Drops what only the authors need: test cases. Places stay, so that the validator can say where something is.
fn canonical(node: Node) -> Node {
    let place = node.place;
    let value = match node.value {
        Value::Table(entries) => Value::Table(
            entries
                .into_iter()
                .filter(|(key, _)| key != "case" && key != "override")
                .map(|(key, node)| (key, canonical(node)))
                .collect(),
        ),
        Value::List(items) => Value::List(items.into_iter().map(canonical).collect()),
        value => value,
    };
    Node::new(value, place)
}
