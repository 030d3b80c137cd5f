//! Running the test cases that stand beside causes and red flags.

use crate::assess::{Assessment, CauseResult, CoverageState, Options, Profile};
use crate::engine::Engine;
use crate::evidence::{MOST_FINDINGS, read};
use crate::knowledge::Case;
use crate::problem::Problem;
use crate::tree::Place;

impl Engine {
    /// Runs the test cases of all causes and red flags and returns what they expected in vain.
    ///
    /// Knowledge from `knowledge.json` has no cases; build it from the authored files.
    #[must_use]
    pub fn run_cases(&self) -> Vec<Problem> {
        let knowledge = self.knowledge();
        let causes = knowledge.causes().iter().map(|cause| (&cause.cases, cause.place));
        let flags = knowledge.red_flags().iter().map(|flag| (&flag.cases, flag.place));
        let mut problems = Vec::new();
        for (cases, place) in causes.chain(flags) {
            for case in cases {
                self.run_case(case, place, &mut problems);
            }
        }
        problems
    }

    /// Returns how many test cases the knowledge has.
    #[must_use]
    pub fn case_count(&self) -> usize {
        let knowledge = self.knowledge();
        let causes: usize = knowledge.causes().iter().map(|cause| cause.cases.len()).sum();
        causes + knowledge.red_flags().iter().map(|flag| flag.cases.len()).sum::<usize>()
    }

    fn run_case(&self, case: &Case, place: Place, problems: &mut Vec<Problem>) {
        let file = self.knowledge().files.get(place.file as usize).map_or("", String::as_str);
        let line = Some(case.evidence.place.line).filter(|line| *line > 0);
        let mut report = |message: String| {
            let problem = Problem::error("knowledge.case", case.path.as_str(), message);
            problems.push(problem.in_file(file, line));
        };
        let mut wrong = Vec::new();
        let evidence = read(&case.evidence, MOST_FINDINGS, &mut wrong);
        let options = Options::default().top(1000).profile(Profile::Clinical).stability(false);
        match self.assess_with(&evidence, &options) {
            Ok(answer) if wrong.is_empty() => {
                for failure in failures(case, &answer) {
                    report(format!("`{}`: {failure}{}", case.name, leaders(&answer)));
                }
            }
            Ok(_) => wrong.iter().for_each(|problem| report(format!("`{}`: {problem}", case.name))),
            Err(error) => report(format!("`{}`: {error}", case.name)),
        }
    }
}

fn leaders(answer: &Assessment) -> String {
    let first = answer.causes().take(4);
    let list: Vec<_> = first.map(|c| format!("{} {:.3}", c.id(), c.probability())).collect();
    format!(" (first are {}; none {:.3})", list.join(", "), answer.none_of_these().unwrap_or(0.0))
}

fn failures(case: &Case, answer: &Assessment) -> Vec<String> {
    let mut failures = ranking(case, answer);
    let urgency = case.urgency.filter(|wanted| *wanted != answer.urgency());
    failures.extend(urgency.map(|u| format!("urgency should be {u:?}, is {:?}", answer.urgency())));
    let activity = case.activity.filter(|wanted| *wanted != answer.activity());
    failures
        .extend(activity.map(|a| format!("activity should be {a:?}, is {:?}", answer.activity())));
    let sufficient = answer.coverage().state == CoverageState::Sufficient;
    let state = if sufficient { "sufficient" } else { "insufficient" };
    let coverage = case.coverage.as_ref().filter(|wanted| *wanted != state);
    failures.extend(coverage.map(|wanted| format!("coverage should be {wanted}, is {state}")));
    failures.extend(lists(case, answer));
    failures
}

/// What the case says of the causes and their probabilities.
fn ranking(case: &Case, answer: &Assessment) -> Vec<String> {
    let ranked: Vec<&str> = answer.causes().map(CauseResult::id).collect();
    let leader = case.leads.as_deref().filter(|id| ranked.first() != Some(id));
    let behind = case.top3.iter().filter(|id| !ranked.iter().take(3).any(|other| other == id));
    let mut failures: Vec<String> =
        leader.map(|id| format!("`{id}` should lead")).into_iter().collect();
    failures.extend(behind.map(|id| format!("`{id}` should be among the first three")));
    for (id, [low, high]) in &case.between {
        let probability = if id == "none_of_these" {
            answer.none_of_these()
        } else {
            answer.causes().find(|cause| cause.id() == id).map(CauseResult::probability)
        };
        if !probability.is_some_and(|p| (*low..=*high).contains(&p)) {
            let is = probability.map_or("not ranked".to_owned(), |p| format!("{p:.4}"));
            failures.push(format!("`{id}` should lie in {low}..{high}, is {is}"));
        }
    }
    failures
}

/// Ids, what is true of those that are there, whether it should be, and how that is said.
type Check<'a> = (&'a [String], &'a dyn Fn(&String) -> bool, bool, &'static str);

/// What the case says of red flags and recommendations.
fn lists(case: &Case, answer: &Assessment) -> Vec<String> {
    let fired =
        |id: &String| answer.urgency_reasons().iter().any(|r| r.red_flag.as_ref() == Some(id));
    let given = |id: &String| answer.recommendations().iter().any(|r| r.id == *id);
    let pending = |id: &String| answer.pending_red_flags().iter().any(|p| p.red_flag == *id);
    let checks: [Check<'_>; 5] = [
        (&case.fires, &fired, true, "should fire"),
        (&case.not_fires, &fired, false, "should not fire"),
        (&case.pending, &pending, true, "should be pending"),
        (&case.recommends, &given, true, "should be recommended"),
        (&case.recommends_not, &given, false, "should not be recommended"),
    ];
    let mut failures = Vec::new();
    for (ids, holds, wanted, words) in checks {
        let wrong = ids.iter().filter(|id| holds(id) != wanted);
        failures.extend(wrong.map(|id| format!("`{id}` {words}")));
    }
    failures
}
