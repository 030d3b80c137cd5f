//! An answer read back from its JSON, to be shown again or compared with a later one.

use super::types::Assessment;
use crate::engine::Engine;
use crate::problem::{Problem, ReadError};

impl Engine {
    /// Reads an assessment back from [`Assessment::to_json`]: what was stored yesterday can be shown again today.
    ///
    /// Nothing is worked out anew, so an answer of other knowledge keeps its numbers; keys that this version does not know are
    /// passed over. The fixed words of its report are those of this engine's knowledge in the answer's language, English where it
    /// does not have that.
    ///
    /// # Errors
    ///
    /// The first thing that is no JSON, or not as [`assessment_schema`](crate::assessment_schema) describes it, with its place.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence};
    ///
    /// let engine = Engine::builtin();
    /// let assessment = engine.assess(&Evidence::new().present("tired_all_day"))?;
    /// let again = engine.read_assessment(&assessment.to_json()).unwrap();
    /// assert_eq!(again, assessment);
    /// assert_eq!(again.to_string(), assessment.to_string());
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    pub fn read_assessment(&self, text: &str) -> Result<Assessment, ReadError> {
        let mut source = serde_json::Deserializer::from_str(text);
        let mut assessment: Assessment = serde_path_to_error::deserialize(&mut source)
            .map_err(|error| misread(&error.path().to_string(), error.inner()))?;
        source.end().map_err(|error| misread("", &error))?;
        if let Some(texts) = self.knowledge().words(&assessment.language) {
            assessment.words = texts.report.clone();
        }
        Ok(assessment)
    }
}

fn misread(path: &str, error: &serde_json::Error) -> ReadError {
    let code = if error.is_data() { "read.shape" } else { "read.syntax" };
    let path = if path == "." { "" } else { path };
    let problem = Problem::error(code, path, error.to_string());
    let help = "give the JSON that `Assessment::to_json` wrote, unchanged";
    ReadError::new(vec![problem.advise(help)])
}

#[cfg(test)]
mod tests {
    use crate::{Engine, Evidence, Options};

    #[test]
    fn a_german_answer_is_shown_in_german_again() {
        let engine = Engine::builtin();
        let options = Options::default().language("de").top(30);
        let evidence = Evidence::new().present("tired_all_day").level("sex", "female");
        let assessment = engine.assess_with(&evidence, &options).unwrap();
        let again = engine.read_assessment(&assessment.to_json()).unwrap();
        assert_eq!(again.to_html(), assessment.to_html());
        assert_eq!(again.to_json(), assessment.to_json());
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let engine = Engine::builtin();
        let text = engine.assess(&Evidence::new()).unwrap().to_json();
        let error =
            engine.read_assessment(&text.replacen("\"urgency\":\"", "\"urgency\":\"very_", 1));
        let error = error.unwrap_err();
        assert_eq!((error.code(), error.problems()[0].path()), ("read.shape", "urgency"));
        for broken in ["", "{", "[]", "null", &format!("{text} 1")] {
            assert!(engine.read_assessment(broken).is_err(), "{broken}");
        }
        let newer = text.replacen('{', "{\"of_the_future\":1,", 1);
        assert!(engine.read_assessment(&newer).is_ok());
    }
}
