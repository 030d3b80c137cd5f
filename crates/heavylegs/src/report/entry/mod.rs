//! The entries of the knowledge base as data: structure and English texts in one, for programs in any language.

mod advice;
mod cause;
mod observation;

use schemars::JsonSchema;
use serde::Serialize;

use super::page::phrase::Names;
use crate::knowledge::{Condition, KnowledgeBase};

/// An entry of any part.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Entry {
    Cause(cause::CauseEntry),
    Symptom(observation::SymptomEntry),
    Factor(observation::FactorEntry),
    Descriptor(observation::DescriptorEntry),
    Measurement(observation::MeasurementEntry),
    Context(observation::ContextEntry),
    Recommendation(advice::RecommendationEntry),
    RedFlag(advice::RedFlagEntry),
    Source(advice::SourceEntry),
}

impl KnowledgeBase {
    /// Returns the entries of a part (`causes`, `observations`, `recommendations`, `red_flags` or `sources`) as a JSON list
    /// sorted by id, structure and English texts in one: what a binding makes its own types of. Each says its `kind`; its
    /// schema is `knowledge_entry.schema.json` of [`schemas`](crate::schemas). Nothing for any other part.
    ///
    /// # Examples
    ///
    /// ```
    /// let text = heavylegs::KnowledgeBase::builtin().entries_json("causes").unwrap();
    /// let causes: serde_json::Value = serde_json::from_str(&text).unwrap();
    /// let iron = causes.as_array().unwrap().iter().find(|c| c["id"] == "iron_deficiency").unwrap();
    /// assert_eq!((&iron["kind"], &iron["family"]), (&"cause".into(), &"blood".into()));
    /// ```
    #[must_use]
    pub fn entries_json(&self, part: &str) -> Option<String> {
        let names = Names::new(self);
        let entries: Vec<Entry> = match part {
            "causes" => self.causes().iter().map(|c| cause::entry(&names, c)).collect(),
            "observations" => {
                self.observations().iter().map(|o| observation::entry(&names, o)).collect()
            }
            "recommendations" => {
                self.recommendations().iter().map(|r| advice::recommendation(&names, r)).collect()
            }
            "red_flags" => self.red_flags().iter().map(|f| advice::red_flag(&names, f)).collect(),
            "sources" => self.sources().iter().map(|(id, s)| advice::source(id, s)).collect(),
            _ => return None,
        };
        // These types have nothing that JSON can't hold.
        serde_json::to_string(&entries).ok()
    }
}

/// A condition in words.
fn when(names: &Names<'_>, condition: &Condition) -> String {
    names.condition(condition).plain()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::KnowledgeBase;
    use crate::report::schema::entry_schema;

    const SECTIONS: [&str; 5] =
        ["causes", "observations", "recommendations", "red_flags", "sources"];

    fn entries(part: &str) -> Vec<Value> {
        let text = KnowledgeBase::builtin().entries_json(part).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn every_entry_is_there_and_as_its_schema_says() {
        let schema: Value = serde_json::from_str(&entry_schema()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let knowledge = KnowledgeBase::builtin();
        let counts = [
            knowledge.causes().len(),
            knowledge.observations().len(),
            knowledge.recommendations().len(),
            knowledge.red_flags().len(),
            knowledge.sources().len(),
        ];
        for (part, count) in SECTIONS.into_iter().zip(counts) {
            let entries = entries(part);
            assert_eq!(entries.len(), count, "{part}");
            for entry in entries {
                assert!(validator.is_valid(&entry), "{entry}");
            }
        }
        assert_eq!(knowledge.entries_json("screens"), None);
    }

    #[test]
    fn numbers_and_levels_are_those_of_the_knowledge() {
        let knowledge = KnowledgeBase::builtin();
        for (entry, cause) in entries("causes").iter().zip(knowledge.causes()) {
            assert_eq!(entry["prior"]["value"].as_f64(), Some(cause.prior.value));
            assert_eq!(entry["symptoms"].as_array().unwrap().len(), cause.symptoms.len());
        }
        for (entry, observation) in entries("observations").iter().zip(knowledge.observations()) {
            assert_eq!(entry["kind"], observation.kind());
            let levels = observation.levels().map_or(0, |levels| levels.ids.len());
            assert_eq!(entry["levels"].as_array().map_or(0, Vec::len), levels);
        }
        let sitting = knowledge.observation("sitting_hours_today").unwrap();
        let entry = entries("observations").into_iter().find(|e| e["id"] == sitting.id.as_str());
        assert_eq!(
            entry.unwrap()["levels"][1]["low"],
            sitting.levels().unwrap().bounds(1).unwrap()[0]
        );
    }
}
