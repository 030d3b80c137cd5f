//! What would be with other answers.

use schemars::JsonSchema;
use serde::Serialize;

use super::change::Difference;
use super::difference::Pair;
use super::text;
use crate::assess::{Assessment, Options};
use crate::engine::Engine;
use crate::evidence::{Evidence, most_findings};
use crate::problem::{EvidenceError, Problem};
use crate::request::Draft;

/// What would be with other answers: two assessments, and what is different.
///
/// It shows what an answer does. It is no advice to answer otherwise than it is, and its text says so.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct WhatIf {
    /// The version of the contract.
    pub schema: u32,
    /// What a reader needs to know, calmly: what the other answers do to the cause that leads, and to the urgency.
    pub text: String,
    /// What is different.
    pub difference: Difference,
    /// The assessment of the evidence.
    pub before: Assessment,
    /// The assessment of the evidence with the changes.
    pub after: Assessment,
}

impl WhatIf {
    /// Returns the answer as JSON; its schema is [`what_if_schema`](crate::what_if_schema).
    #[must_use]
    pub fn to_json(&self) -> String {
        // It can't fail: no maps with keys that are no texts, no NaN among the numbers.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The text for a reader.
impl std::fmt::Display for WhatIf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl Engine {
    /// Returns what would be if some answers were others: the findings of `changes` replace those of `evidence`, and one that
    /// says "unknown" takes the finding away.
    ///
    /// # Errors
    ///
    /// Those of [`Engine::assess_with`], for the evidence (paths that begin with `evidence`) and the changes (`changes`) at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::{Engine, Evidence, Options};
    ///
    /// let evidence = Evidence::new()
    ///     .number("sleep_hours_last_night", 4.5)
    ///     .number("sleep_hours_week", 5.5)
    ///     .present("wakes_unrefreshed")
    ///     .level("side", "both_alike");
    /// let changes = Evidence::new().number("sleep_hours_last_night", 7.5);
    /// let what_if = Engine::builtin().what_if(&evidence, &changes, &Options::default())?;
    /// assert_eq!(what_if.difference.about.as_deref(), Some("short_sleep"));
    /// let change = &what_if.difference.causes[0];
    /// assert!(change.id == "short_sleep" && change.after < change.before);
    /// assert!(what_if.text.starts_with("With “7 hours of sleep or more last night”, too little sleep falls from"));
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    pub fn what_if(
        &self,
        evidence: &Evidence,
        changes: &Evidence,
        options: &Options,
    ) -> Result<WhatIf, EvidenceError> {
        self.what_if_after(evidence, changes, options, Vec::new())
    }

    /// Answers a request in JSON: `{"schema": 1, "evidence": {…}, "changes": {…}, "options": {…}}`.
    ///
    /// # Errors
    ///
    /// Every problem at once; texts above [`MAX_REQUEST_BYTES`](crate::MAX_REQUEST_BYTES) are refused unread.
    ///
    /// # Examples
    ///
    /// ```
    /// let answer = heavylegs::Engine::builtin().what_if_json(r#"{
    ///     "schema": 1,
    ///     "evidence": {"sleep_hours_last_night": 5, "tired_all_day": true},
    ///     "changes": {"sleep_hours_last_night": 7.5, "tired_all_day": null}
    /// }"#)?;
    /// assert!(answer.starts_with(r#"{"schema":1,"text":"With "#));
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    pub fn what_if_json(&self, text: &str) -> Result<String, EvidenceError> {
        self.what_if_draft(Draft::from_json(text)?).map(|answer| answer.to_json())
    }

    /// Answers a request as far as it could be read: what a binding makes of its own mappings.
    ///
    /// # Errors
    ///
    /// Every problem at once: what could not be read, and what is wrong with the rest.
    pub fn what_if_draft(&self, draft: Draft) -> Result<WhatIf, EvidenceError> {
        let (request, problems) = draft.read_what_if(most_findings(self.knowledge()));
        self.what_if_after(&request.evidence, &request.changes, &request.options, problems)
    }

    /// Answers, unless there are problems already or something adds some.
    fn what_if_after(
        &self,
        evidence: &Evidence,
        changes: &Evidence,
        options: &Options,
        mut problems: Vec<Problem>,
    ) -> Result<WhatIf, EvidenceError> {
        let before = self.read_under("evidence", evidence, &mut problems);
        let _ = self.read_under("changes", changes, &mut problems);
        let texts = self.texts(options, &mut problems);
        let (Some(texts), true) = (texts, problems.is_empty()) else {
            return Err(EvidenceError::new(problems));
        };
        let other = evidence.changed_by(changes);
        let after = self.read_under("changes", &other, &mut problems);
        if !problems.is_empty() {
            return Err(EvidenceError::new(problems));
        }
        let read = [before, after];
        let pair = Pair { engine: self, options, texts, before: evidence, after: &other, read };
        let compared = pair.compare();
        Ok(WhatIf {
            schema: 1,
            text: text::what_if(&compared, options.profile),
            difference: compared.difference,
            before: compared.before,
            after: compared.after,
        })
    }
}
