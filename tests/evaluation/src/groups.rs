//! What the coarse labels of the cases stand for.

use std::collections::{BTreeMap, BTreeSet};

use heavylegs::{Engine, KnowledgeBase};
use serde::Deserialize;

use crate::cases::Case;

/// From so much help on a recommendation is a right action against a cause.
const HELPS: f64 = 0.5;

/// The causes of each label, fixed before the scoring.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    /// Causes that are named here although the knowledge base may not have them yet.
    #[serde(default)]
    awaited: BTreeSet<String>,
    groups: BTreeMap<String, Vec<String>>,
}

/// What counts as right for a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The ranked causes of its groups.
    pub causes: BTreeSet<String>,
    /// Their families.
    pub families: BTreeSet<String>,
    /// The recommendations that help by half or more against one of them.
    pub actions: BTreeSet<String>,
}

impl Groups {
    /// Reads the table and holds it against the knowledge base.
    ///
    /// # Errors
    ///
    /// Every cause at once that is neither there nor awaited.
    pub fn read(text: &str, knowledge: &KnowledgeBase) -> Result<Self, Vec<String>> {
        let groups: Self = toml::from_str(text).map_err(|error| vec![error.to_string()])?;
        let mut problems = Vec::new();
        for (label, causes) in &groups.groups {
            let unknown = |id: &&String| {
                knowledge.cause(id).is_none() && !groups.awaited.contains(id.as_str())
            };
            for id in causes.iter().filter(unknown) {
                let hint = knowledge.did_you_mean(id).unwrap_or_default();
                problems.push(format!("group `{label}`: there is no cause `{id}` {hint}"));
            }
        }
        if problems.is_empty() { Ok(groups) } else { Err(problems) }
    }

    /// Returns what is right for each case.
    ///
    /// # Errors
    ///
    /// Every label at once that the table does not have.
    pub fn targets(&self, cases: &[Case], engine: &Engine) -> Result<Vec<Target>, Vec<String>> {
        let mut unknown: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for case in cases {
            for label in &case.reference.groups {
                if !self.groups.contains_key(label) {
                    unknown.entry(label).or_default().push(&case.questions.id);
                }
            }
        }
        if !unknown.is_empty() {
            let line = |(label, ids): (&str, Vec<&str>)| {
                format!("the group `{label}` of {} is not in the table of groups", ids.join(", "))
            };
            return Err(unknown.into_iter().map(line).collect());
        }
        Ok(cases.iter().map(|case| self.target(&case.reference.groups, engine)).collect())
    }

    fn target(&self, labels: &[String], engine: &Engine) -> Target {
        let mut target = Target::default();
        let ids = labels.iter().filter_map(|label| self.groups.get(label)).flatten();
        let causes = ids.filter_map(|id| engine.knowledge().cause(id));
        for cause in causes.filter(|cause| cause.scored) {
            target.causes.insert(cause.id.clone());
            target.families.insert(cause.family.clone());
            let helpful = cause.recommendations.iter().filter(|link| link.strength.value >= HELPS);
            target.actions.extend(helpful.map(|link| link.to.clone()));
        }
        target
    }

    /// Returns what a reader should know: causes that are still awaited.
    #[must_use]
    pub fn notes(&self, knowledge: &KnowledgeBase) -> Vec<String> {
        let awaited = self.awaited.iter().filter(|id| knowledge.cause(id).is_none());
        let awaited: Vec<&str> = awaited.map(String::as_str).collect();
        if awaited.is_empty() {
            return Vec::new();
        }
        vec![format!("not in the knowledge base, so never ranked: {}", awaited.join(", "))]
    }
}
