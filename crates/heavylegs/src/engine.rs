//! A knowledge base compiled for inference.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ask::screens;
use crate::assess::{Assessment, Options, assess, assess_counted};
use crate::evidence::{Compiled, Evidence, compile, most_findings};
use crate::infer::query::Query;
use crate::infer::{Work, Workspace};
use crate::knowledge::{KnowledgeBase, Texts};
use crate::network::{Network, build};
use crate::problem::{EvidenceError, Problem};
use crate::request::Draft;

/// A knowledge base compiled for inference: immutable, `Send + Sync`, cheap to clone.
///
/// # Examples
///
/// ```
/// use heavylegs::{Engine, Evidence, Urgency};
///
/// let engine = Engine::builtin();
/// let evidence = Evidence::new()
///     .level("course_in_run", "heavy_then_clears")
///     .number("sitting_hours_today", 9.0)
///     .level("side", "both_alike");
/// let assessment = engine.assess(&evidence)?;
/// assert_eq!(assessment.urgency(), Urgency::SelfCare);
/// # Ok::<(), heavylegs::EvidenceError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    knowledge: KnowledgeBase,
    network: Network,
}

/// Evidence that an engine has checked: inference with it can't fail.
///
/// It belongs to the engine that compiled it and keeps hold of it. Whatever is asked of it is answered with that engine's
/// knowledge, also where another engine is asked.
#[derive(Debug, Clone)]
pub struct CompiledEvidence {
    pub(crate) engine: Engine,
    pub(crate) query: Query,
}

impl Engine {
    /// Compiles a knowledge base.
    #[must_use]
    pub fn new(knowledge: KnowledgeBase) -> Self {
        let network = build(&knowledge);
        Self { inner: Arc::new(Inner { knowledge, network }) }
    }

    /// Returns the engine of the built-in knowledge base: one for the whole process, compiled at the first call.
    ///
    /// # Panics
    ///
    /// Never: the tests load the built-in knowledge.
    #[cfg(feature = "builtin")]
    #[must_use]
    #[expect(clippy::panic, reason = "the embedded document is checked by the tests of this crate")]
    pub fn builtin() -> Self {
        static BUILTIN: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
        let load = || match KnowledgeBase::load_builtin() {
            Ok(knowledge) => Self::new(knowledge),
            Err(error) => panic!("the built-in knowledge is broken: {error}"),
        };
        BUILTIN.get_or_init(load).clone()
    }

    /// Returns the knowledge base.
    #[must_use]
    pub fn knowledge(&self) -> &KnowledgeBase {
        &self.inner.knowledge
    }

    pub(crate) fn network(&self) -> &Network {
        &self.inner.network
    }

    /// Checks evidence against the knowledge base. It is the only step that can fail.
    ///
    /// # Errors
    ///
    /// Every problem at once: unknown ids with suggestions, wrong kinds and units, numbers out of range, duplicates.
    pub fn compile(&self, evidence: &Evidence) -> Result<CompiledEvidence, EvidenceError> {
        let compiled = self.read(evidence).map_err(EvidenceError::new)?;
        let mut workspace = Workspace::new();
        let mut query = Query::default();
        query.fill(
            self.network(),
            self.knowledge().settings(),
            &compiled.items,
            None,
            &mut workspace.odds_scratch,
        );
        Ok(CompiledEvidence { engine: self.clone(), query })
    }

    /// From ids to indices; what says too little is taken apart.
    pub(crate) fn read(&self, evidence: &Evidence) -> Result<Compiled, Vec<Problem>> {
        let mut compiled = compile(evidence, self.knowledge())?;
        compiled.set_doubtful_aside(self.network());
        Ok(compiled)
    }

    /// Returns the whole answer for a piece of evidence, with the default options.
    ///
    /// # Errors
    ///
    /// Those of [`Engine::compile`].
    pub fn assess(&self, evidence: &Evidence) -> Result<Assessment, EvidenceError> {
        self.assess_with(evidence, &Options::default())
    }

    /// Returns the whole answer, with options.
    ///
    /// # Errors
    ///
    /// Those of [`Engine::compile`], and a language that the knowledge does not have.
    pub fn assess_with(
        &self,
        evidence: &Evidence,
        options: &Options,
    ) -> Result<Assessment, EvidenceError> {
        self.answer(evidence, options, Vec::new())
    }

    /// Answers a request in JSON with an assessment in JSON: the contract of every binding.
    ///
    /// # Errors
    ///
    /// Every problem at once; texts above [`MAX_REQUEST_BYTES`](crate::MAX_REQUEST_BYTES) are refused unread.
    ///
    /// # Examples
    ///
    /// ```
    /// use heavylegs::Engine;
    ///
    /// let answer = Engine::builtin().assess_json(r#"{
    ///     "schema": 1,
    ///     "evidence": {"course_in_run": "heavy_then_clears", "sitting_hours_today": 9.0}
    /// }"#)?;
    /// assert!(answer.starts_with(r#"{"schema":1,"#));
    /// # Ok::<(), heavylegs::EvidenceError>(())
    /// ```
    pub fn assess_json(&self, text: &str) -> Result<String, EvidenceError> {
        self.assess_draft(Draft::from_json(text)?).map(|answer| answer.to_json())
    }

    /// Answers a request as far as it could be read: what a binding makes of its own mappings.
    ///
    /// # Errors
    ///
    /// Every problem at once: what could not be read, and what is wrong with the rest.
    pub fn assess_draft(&self, draft: Draft) -> Result<Assessment, EvidenceError> {
        let (request, problems) = draft.read(most_findings(self.knowledge()));
        self.answer(&request.evidence, &request.options, problems)
    }

    /// Returns what an assessment with options takes, counted instead of timed.
    ///
    /// # Errors
    ///
    /// Those of [`Engine::assess_with`].
    pub fn work_of(&self, evidence: &Evidence, options: &Options) -> Result<Work, EvidenceError> {
        let mut problems = Vec::new();
        let compiled = self.read_under("evidence", evidence, &mut problems);
        match self.texts(options, &mut problems) {
            Some(texts) if problems.is_empty() => {
                Ok(assess_counted(self, &compiled, options, texts).1)
            }
            _ => Err(EvidenceError::new(problems)),
        }
    }

    /// Answers, unless there are problems already or the evidence or the language adds some.
    fn answer(
        &self,
        evidence: &Evidence,
        options: &Options,
        mut problems: Vec<Problem>,
    ) -> Result<Assessment, EvidenceError> {
        let compiled = self.read_under("evidence", evidence, &mut problems);
        let texts = self.texts(options, &mut problems);
        match texts {
            Some(texts) if problems.is_empty() => {
                let mut assessment = assess(self, &compiled, options, texts);
                if options.questions > 0 {
                    assessment.questions = screens(self, texts, options, evidence, &compiled);
                }
                Ok(assessment)
            }
            _ => Err(EvidenceError::new(problems)),
        }
    }

    /// Reads evidence that stands under a name; what is wrong with it joins the problems.
    pub(crate) fn read_under(
        &self,
        name: &str,
        evidence: &Evidence,
        problems: &mut Vec<Problem>,
    ) -> Compiled {
        self.read(evidence).unwrap_or_else(|more| {
            // What is given twice shows in the text and in the findings.
            let known: BTreeSet<String> =
                problems.iter().map(|problem| problem.path().to_owned()).collect();
            let more = more.into_iter().map(|problem| problem.under(name));
            problems.extend(more.filter(|problem| !known.contains(problem.path())));
            Compiled::default()
        })
    }

    /// The texts of the language that is asked for, or one more problem.
    pub(crate) fn texts(&self, options: &Options, problems: &mut Vec<Problem>) -> Option<&Texts> {
        let texts = self.knowledge().words(&options.language);
        if texts.is_none() {
            problems.push(self.no_language(&options.language));
        }
        texts
    }

    fn no_language(&self, language: &str) -> Problem {
        let known = self.knowledge().languages().join(", ");
        let message = format!("`{language}` is no language of this knowledge");
        Problem::error("evidence.options", "options.language", message)
            .advise(format!("languages: {known}"))
    }

    /// Returns the posterior probability of every scored cause, in the order of [`Engine::scored_causes`] of the engine that
    /// compiled the evidence.
    ///
    /// Inference alone: after the first call with a pattern of evidence it allocates nothing. Compiled evidence is tied to
    /// its engine, so evidence that another engine compiled is answered with the knowledge of that other engine.
    pub fn posteriors_into<'w>(
        &self,
        evidence: &CompiledEvidence,
        workspace: &'w mut Workspace,
    ) -> &'w [f64] {
        let engine = &evidence.engine;
        let settings = engine.knowledge().settings();
        workspace.answer(engine.network(), settings, &evidence.query, settings.max_multiply_adds);
        workspace.probabilities()
    }

    /// Returns the ids of the causes that are ranked, in the order of the posteriors.
    pub fn scored_causes(&self) -> impl Iterator<Item = &str> + '_ {
        self.knowledge().causes().iter().filter(|cause| cause.scored).map(|cause| cause.id.as_str())
    }
}
