//! Evidence as the JSON contract writes it; `read` gives the same evidence back.

use serde::ser::{Error, Serialize, SerializeMap, Serializer};

use super::{Evidence, Finding, Given, Origin};

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// The short form where there is one, else the long form.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plain = self.origin == Origin::Answer && self.days_ago.is_none();
        match &self.given {
            Given::Number { unit: Some(_), .. } | Given::Likelihood(..) => {}
            given if plain => return Short(given).serialize(serializer),
            _ => {}
        }
        let mut long = serializer.serialize_map(None)?;
        match &self.given {
            Given::Likelihood(a, b) => {
                long.serialize_entry("likelihood", &[finite(*a)?, finite(*b)?])?;
            }
            given => long.serialize_entry("value", &Short(given))?,
        }
        if let Given::Number { unit: Some(unit), .. } = &self.given {
            long.serialize_entry("unit", unit)?;
        }
        if self.origin != Origin::Answer {
            long.serialize_entry("origin", &self.origin)?;
        }
        if let Some(days) = self.days_ago {
            long.serialize_entry("days_ago", &finite(days)?)?;
        }
        long.end()
    }
}

/// What stands under `value`.
struct Short<'a>(&'a Given);

impl Serialize for Short<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Given::Present => serializer.serialize_bool(true),
            Given::Absent => serializer.serialize_bool(false),
            Given::Unknown => serializer.serialize_unit(),
            Given::Number { value, .. } => serializer.serialize_f64(finite(*value)?),
            Given::Likelihood(a, b) => [finite(*a)?, finite(*b)?].serialize(serializer),
            Given::Levels(levels) => match levels.as_slice() {
                // A reserved word by itself would be read as that answer.
                [level] if !is_reserved(level) => serializer.serialize_str(level),
                levels => levels.serialize(serializer),
            },
        }
    }
}

fn is_reserved(word: &str) -> bool {
    matches!(word, "present" | "absent" | "unknown")
}

/// JSON would hold such a number as null, which is "unknown".
fn finite<E: Error>(number: f64) -> Result<f64, E> {
    if number.is_finite() {
        return Ok(number);
    }
    Err(E::custom(format!("{number} is not a finite number")))
}
