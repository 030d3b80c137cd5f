//! The schemas of the JSON contract.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::entry::Entry;
use crate::ask::NextQuestions;
use crate::assess::Assessment;
use crate::compare::{FollowUp, WhatIf};
use crate::evidence::MOST_ENTRIES;
use crate::problem::Problem;
use crate::request::MAX_REQUEST_BYTES;

/// Returns the JSON Schema (draft 2020-12) of [`Assessment::to_json`].
///
/// # Examples
///
/// ```
/// assert!(heavylegs::assessment_schema().contains("\"urgency_floor\""));
/// ```
#[must_use]
pub fn assessment_schema() -> String {
    written::<Assessment>()
}

/// Returns the JSON Schema (draft 2020-12) of [`WhatIf::to_json`].
#[must_use]
pub fn what_if_schema() -> String {
    written::<WhatIf>()
}

/// Returns the JSON Schema (draft 2020-12) of [`FollowUp::to_json`].
#[must_use]
pub fn follow_up_schema() -> String {
    written::<FollowUp>()
}

/// Returns the JSON Schema (draft 2020-12) of [`NextQuestions::to_json`].
#[must_use]
pub fn questions_schema() -> String {
    written::<NextQuestions>()
}

/// Returns all published schemas by the names of their files: what this library reads and writes as JSON.
///
/// # Examples
///
/// ```
/// assert!(heavylegs::schemas().contains_key("assessment.schema.json"));
/// ```
#[must_use]
pub fn schemas() -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("assessment.schema.json", assessment_schema()),
        ("calibration.schema.json", written::<crate::simulate::Calibration>()),
        ("follow_up.schema.json", follow_up_schema()),
        ("follow_up_request.schema.json", follow_up_request_schema()),
        ("knowledge_entry.schema.json", entry_schema()),
        ("problem.schema.json", written::<Problem>()),
        ("questions.schema.json", questions_schema()),
        ("questions_request.schema.json", questions_request_schema()),
        ("recovery.schema.json", written::<crate::simulate::Recovery>()),
        ("request.schema.json", request_schema()),
        ("what_if.schema.json", what_if_schema()),
        ("what_if_request.schema.json", what_if_request_schema()),
    ])
}

pub(super) fn entry_schema() -> String {
    written::<Entry>()
}

/// The schema of a type that is written, never read.
fn written<T: JsonSchema>() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    pretty(&generator.into_root_schema_for::<T>().to_value())
}

/// Returns the JSON Schema (draft 2020-12) of the request of [`Engine::assess_json`](crate::Engine::assess_json).
///
/// The ids of observations and their levels belong to the knowledge base and are not listed: the engine checks them.
#[must_use]
pub fn request_schema() -> String {
    let what = "What is known about one runner at one moment";
    let properties = json!({ "evidence": findings("Observations by id.") });
    request("Request", what, &properties, &["evidence"], &options())
}

/// Returns the JSON Schema (draft 2020-12) of the request of [`Engine::what_if_json`](crate::Engine::what_if_json).
#[must_use]
pub fn what_if_request_schema() -> String {
    let properties = json!({
        "evidence": findings("Observations by id."),
        "changes": findings("What takes their place; null takes a finding away.")
    });
    let what = "What is known about one runner, and what would be other answers";
    request("WhatIfRequest", what, &properties, &["evidence", "changes"], &options())
}

/// Returns the JSON Schema (draft 2020-12) of the request of [`Engine::follow_up_json`](crate::Engine::follow_up_json).
#[must_use]
pub fn follow_up_request_schema() -> String {
    let properties = json!({
        "previous": findings("Observations of last time by id, with their ages as they were then."),
        "evidence": findings("Observations of now by id."),
        "tried": {
            "description": "The recommendations that were followed meanwhile, each once.",
            "type": "array", "maxItems": MOST_ENTRIES,
            "items": { "anyOf": [
                { "type": "string", "description": "The id of a recommendation." },
                {
                    "type": "object",
                    "properties": {
                        "id": { "type": "string", "description": "The id of a recommendation." },
                        "days_ago": {
                            "type": ["number", "null"], "minimum": 0,
                            "description": "How many days ago it began; null: nobody knows."
                        }
                    },
                    "required": ["id"],
                    "additionalProperties": false
                }
            ] }
        }
    });
    let what = "What was known about one runner last time, and what is now";
    request("FollowUpRequest", what, &properties, &["previous", "evidence"], &options())
}

/// Returns the JSON Schema (draft 2020-12) of the request of [`Engine::questions_json`](crate::Engine::questions_json).
#[must_use]
pub fn questions_request_schema() -> String {
    let properties = json!({
        "evidence": findings("Observations by id. Null says: asked, and nobody could tell; it is not asked again.")
    });
    let what = "What is known about one runner at one moment, to learn what to ask next";
    request("QuestionsRequest", what, &properties, &["evidence"], &question_options())
}

/// A request: version, what it asks with, and options.
fn request(title: &str, what: &str, asked: &Value, needed: &[&str], options: &Value) -> String {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": format!(
            "{what}, at most {MAX_REQUEST_BYTES} bytes. \
             What is not given is unknown. A key that stands twice is an error, which a schema can't say."
        ),
        "type": "object",
        "properties": {
            "schema": { "const": 1, "description": "The version of this contract." },
            "options": { "$ref": "#/$defs/options" }
        },
        "required": ["schema"],
        "additionalProperties": false,
        "$defs": { "finding": finding(), "plain": plain(), "long": long(), "options": options }
    });
    if let (Some(Value::Object(properties)), Value::Object(asked)) =
        (schema.get_mut("properties"), asked)
    {
        properties.extend(asked.clone());
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.extend(needed.iter().map(|key| json!(key)));
    }
    pretty(&schema)
}

fn findings(description: &str) -> Value {
    json!({
        "description": description,
        "type": "object",
        "propertyNames": { "pattern": "^[a-z][a-z0-9_]*$" },
        "additionalProperties": { "$ref": "#/$defs/finding" }
    })
}

fn pretty(schema: &Value) -> String {
    // A `Value` has no keys but texts, so it can always be written.
    serde_json::to_string_pretty(schema).map(|text| text + "\n").unwrap_or_default()
}

fn finding() -> Value {
    json!({
        "description": "A value by itself, or one with a unit, its origin or its age.",
        "anyOf": [{ "$ref": "#/$defs/plain" }, { "$ref": "#/$defs/long" }]
    })
}

fn plain() -> Value {
    json!({
        "anyOf": [
            { "type": "null", "description": "Unknown; the same as \"unknown\"." },
            { "type": "boolean", "description": "Present or absent; the same as the words." },
            { "type": "string", "description": "present, absent, unknown, or a level of the observation." },
            { "type": "number", "description": "A number in the observation's own unit." },
            {
                "type": "array", "minItems": 1, "items": { "type": "string" },
                "description": "One of these levels of a descriptor; which one is not known."
            }
        ]
    })
}

fn long() -> Value {
    json!({
        "type": "object",
        "properties": {
            "value": { "$ref": "#/$defs/plain" },
            "unit": { "type": "string", "description": "One of the observation's units; for a number only." },
            "likelihood": {
                "description": "P(this reading | symptom present) and P(this reading | absent); not both 0.",
                "type": "array", "items": { "type": "number", "minimum": 0 }, "minItems": 2, "maxItems": 2
            },
            "origin": { "enum": ["answer", "device", "log"], "default": "answer" },
            "days_ago": { "type": "number", "minimum": 0, "description": "How old it is, in days." }
        },
        "oneOf": [{ "required": ["value"] }, { "required": ["likelihood"] }],
        "additionalProperties": false
    })
}

fn options() -> Value {
    json!({
        "type": "object",
        "properties": {
            "language": {
                "description": "The language of all texts, one that the knowledge has. Numbers and ids do not depend on it.",
                "type": "string", "default": "en"
            },
            "top": {
                "description": "How many causes are listed.",
                "type": "integer", "minimum": 1, "maximum": 1000, "default": 5
            },
            "profile": { "enum": ["wellness", "clinical"], "default": "wellness" },
            "stability": {
                "description": "Whether the ranges are worked out.", "type": "boolean", "default": true
            },
            "redact_sensitive": {
                "description": "Whether sensitive observations and causes are left out.",
                "type": "boolean", "default": false
            },
            "questions": {
                "description": "How many screens to ask next are said as well; it takes as long as the rest.",
                "type": "integer", "minimum": 0, "maximum": 100, "default": 0
            }
        },
        "additionalProperties": false
    })
}

fn question_options() -> Value {
    let ids = |description: &str| {
        json!({
            "description": description, "type": "array", "maxItems": 1000,
            "items": { "type": "string" }
        })
    };
    let switch = |description: &str, default: bool| json!({ "description": description, "type": "boolean", "default": default });
    json!({
        "type": "object",
        "properties": {
            "language": {
                "description": "The language of all texts, one that the knowledge has.",
                "type": "string", "default": "en"
            },
            "profile": { "enum": ["wellness", "clinical"], "default": "wellness" },
            "at_most": {
                "description": "How many screens are returned.",
                "type": "integer", "minimum": 1, "maximum": 1000, "default": 5
            },
            "answerable_now": switch("Whether only what the runner can answer now is asked.", false),
            "about_you": switch("Whether age, sex and the like are asked.", true),
            "sensitive": switch("Whether sensitive questions are asked.", true),
            "exclude": ids("Observations that are not asked."),
            "families": ids("Families whose causes count for the ranking; all, where none is given.")
        },
        "additionalProperties": false
    })
}
