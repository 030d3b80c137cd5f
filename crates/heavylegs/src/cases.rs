//! Running the test cases that stand beside causes and red flags.

use crate::assess::{Assessment, CoverageState, Options, Profile};
use crate::engine::Engine;
use crate::evidence::read;
use crate::knowledge::{Activity, Case, Urgency};
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
        let evidence = read(&case.evidence, &mut wrong);
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
    format!(" (first are {}; none {:.3})", list.join(", "), answer.none_of_these())
}

fn failures(case: &Case, answer: &Assessment) -> Vec<String> {
    let mut failures = Vec::new();
    let mut expect = |holds: bool, message: String| {
        if !holds {
            failures.push(message);
        }
    };
    let ranked: Vec<&str> = answer.causes().map(|cause| cause.id()).collect();
    if let Some(leader) = &case.leads {
        expect(ranked.first() == Some(&leader.as_str()), format!("`{leader}` should lead"));
    }
    for cause in &case.top3 {
        let among = ranked.iter().take(3).any(|id| id == cause);
        expect(among, format!("`{cause}` should be among the first three"));
    }
    for (id, [low, high]) in &case.between {
        let probability = if id == "none_of_these" {
            Some(answer.none_of_these())
        } else {
            answer.causes().find(|cause| cause.id() == id).map(|cause| cause.probability())
        };
        let inside = probability.is_some_and(|p| (*low..=*high).contains(&p));
        expect(inside, format!("`{id}` should lie in {low}..{high}, is {probability:?}"));
    }
    let urgency = |wanted: Urgency| {
        (
            answer.urgency() == wanted,
            format!("urgency should be {wanted:?}, is {:?}", answer.urgency()),
        )
    };
    if let Some((holds, message)) = case.urgency.map(urgency) {
        expect(holds, message);
    }
    let activity = |wanted: Activity| {
        (
            answer.activity() == wanted,
            format!("activity should be {wanted:?}, is {:?}", answer.activity()),
        )
    };
    if let Some((holds, message)) = case.activity.map(activity) {
        expect(holds, message);
    }
    let fired =
        |id: &String| answer.urgency_reasons().iter().any(|r| r.red_flag.as_ref() == Some(id));
    let given = |id: &String| answer.recommendations().iter().any(|r| r.id == *id);
    let pending = |id: &String| answer.pending_red_flags().iter().any(|p| p.red_flag == *id);
    case.fires.iter().for_each(|id| expect(fired(id), format!("red flag `{id}` should fire")));
    case.not_fires
        .iter()
        .for_each(|id| expect(!fired(id), format!("red flag `{id}` should not fire")));
    case.pending
        .iter()
        .for_each(|id| expect(pending(id), format!("red flag `{id}` should be pending")));
    case.recommends
        .iter()
        .for_each(|id| expect(given(id), format!("`{id}` should be recommended")));
    case.recommends_not
        .iter()
        .for_each(|id| expect(!given(id), format!("`{id}` should not be recommended")));
    if let Some(word) = &case.coverage {
        let sufficient = answer.coverage().state == CoverageState::Sufficient;
        let state = if sufficient { "sufficient" } else { "insufficient" };
        expect(state == word, format!("coverage should be {word}, is {state}"));
    }
    failures
}
