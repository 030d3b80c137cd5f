//! Red flags, one by one, from their conditions: whatever else is answered they fire, what is missing is asked for, and
//! every one of them can be reached by questions.

#![expect(clippy::unwrap_used, reason = "a test that can't read its input must fail")]
#![expect(clippy::panic, reason = "a failure shows the evidence")]

use conformance::answers::{
    Answer, Answers, Draws, as_json, evidence, harmless, holds, minimal_sets, possible,
};
use heavylegs::{
    Activity, AnsweredBy, Assessment, Condition, Engine, Evidence, KnowledgeBase, Options, RedFlag,
    Urgency, Workspace,
};

/// Random draws for each rule; a debug build does a quarter of them.
const DRAWS: usize = if cfg!(debug_assertions) { 50 } else { 200 };
/// Draws with nearly everything answered, each of which takes as long as fifty others.
const CROWDS: usize = if cfg!(debug_assertions) { 2 } else { 20 };

fn plain() -> Options {
    Options::default().stability(false)
}

fn assess(engine: &Engine, answers: &Answers) -> Assessment {
    engine.assess_with(&evidence(answers), &plain()).unwrap()
}

fn fires(answer: &Assessment, flag: &RedFlag) -> bool {
    answer.urgency_reasons().iter().any(|reason| reason.red_flag.as_ref() == Some(&flag.id))
}

/// What is wrong with an answer in which a rule must have fired.
fn unheard(answer: &Assessment, flag: &RedFlag) -> Option<&'static str> {
    let wrong = [
        (!fires(answer, flag), "does not fire"),
        (answer.urgency_floor() < flag.urgency, "the floor is too low"),
        (answer.urgency() < answer.urgency_floor(), "the urgency lies below the floor"),
        (answer.activity() < flag.activity, "running is not limited"),
    ];
    wrong.into_iter().find_map(|(wrong, what)| wrong.then_some(what))
}

/// The floor from the definition of the rules.
fn floor(knowledge: &KnowledgeBase, answers: &Answers) -> Urgency {
    let holding = knowledge.red_flags().iter().filter(|f| holds(knowledge, &f.when, answers));
    holding.map(|flag| flag.urgency).max().unwrap_or(Urgency::SelfCare)
}

/// The observations on the universal screen.
fn screen(knowledge: &KnowledgeBase) -> Vec<&String> {
    let universal = knowledge.screens().iter().filter(|screen| screen.universal);
    universal.flat_map(|screen| &screen.observations).collect()
}

/// One answer together with others; what the first says stands.
fn beside(set: &Answers, others: Answers) -> Answers {
    let mut all = others;
    all.extend(set.clone());
    all
}

/// Rules that are lost among harmless answers, or heard less when they are answered last.
fn lost(engine: &Engine, flags: &[RedFlag], draws: usize) -> Vec<String> {
    let knowledge = engine.knowledge();
    let answers = harmless(knowledge);
    let mut random = Draws(1);
    let mut lost = Vec::new();
    for flag in flags {
        let sets = minimal_sets(knowledge, &flag.when);
        assert!(!sets.is_empty(), "{} can't hold", flag.id);
        for draw in 0..draws {
            let set = &sets[draw % sets.len()];
            let others: Vec<_> = answers.iter().filter(|(id, _)| !set.contains_key(id)).collect();
            let others: Vec<_> = others.into_iter().cloned().collect();
            let others = random.harmless(&others, 15);
            let end = evidence(&others);
            let end = set.iter().fold(end, |all, (id, answer)| all.with(id, answer.finding()));
            let start = evidence(set);
            let start = others.iter().fold(start, |all, (id, a)| all.with(id, a.finding()));
            let both: [Assessment; 2] =
                [start, end].map(|e: Evidence| engine.assess_with(&e, &plain()).unwrap());
            let wrong = unheard(&both[0], flag)
                .or((both[0].to_json() != both[1].to_json()).then_some("the order matters"));
            if let Some(wrong) = wrong {
                lost.push(format!("{} {wrong}: {}", flag.id, as_json(&beside(set, others))));
                break;
            }
        }
    }
    lost
}

#[test]
fn among_15_harmless_answers_and_answered_last_every_red_flag_is_heard() {
    let engine = Engine::builtin();
    let lost = lost(&engine, engine.knowledge().red_flags(), DRAWS);
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// For every observation the answers that speak most for everyday causes and least for medical ones.
fn reassuring(engine: &Engine) -> Vec<(String, Vec<Answer>)> {
    let medical: Vec<bool> = engine
        .scored_causes()
        .map(|id| engine.knowledge().cause(id).unwrap().care > Urgency::SelfCare)
        .collect();
    let mut workspace = Workspace::new();
    let mut pull = |answers: &Answers| -> f64 {
        let compiled = engine.compile(&evidence(answers)).unwrap();
        let posteriors = engine.posteriors_into(&compiled, &mut workspace);
        let signs = medical.iter().map(|medical| if *medical { -1.0 } else { 1.0 });
        signs.zip(posteriors).map(|(sign, p)| sign * p).sum()
    };
    let nothing = pull(&Answers::new());
    let mut kept = Vec::new();
    for (id, answers) in harmless(engine.knowledge()) {
        let pulls =
            answers.into_iter().map(|a| (pull(&Answers::from([(id.clone(), a.clone())])), a));
        let best = pulls.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        if best.0 > nothing {
            kept.push((id, vec![best.1]));
        }
    }
    kept
}

/// Rules that a score outvotes: every other finding speaks for everyday causes.
fn outvoted(engine: &Engine, flags: &[RedFlag], draws: usize) -> Vec<String> {
    let knowledge = engine.knowledge();
    let reassuring = reassuring(engine);
    assert!(reassuring.len() > 50, "only {} answers reassure", reassuring.len());
    let mut random = Draws(2);
    let mut outvoted = Vec::new();
    for flag in flags {
        let sets = minimal_sets(knowledge, &flag.when);
        for draw in 0..draws {
            // All of them, or half at random.
            let most = if draw % 2 == 0 { usize::MAX } else { reassuring.len() / 2 };
            let all = beside(&sets[draw % sets.len()], random.harmless(&reassuring, most));
            if let Some(wrong) = unheard(&assess(engine, &all), flag) {
                outvoted.push(format!("{} {wrong}: {}", flag.id, as_json(&all)));
                break;
            }
        }
    }
    outvoted
}

#[test]
fn no_score_outvotes_a_red_flag() {
    let engine = Engine::builtin();
    let outvoted = outvoted(&engine, engine.knowledge().red_flags(), CROWDS);
    assert!(outvoted.is_empty(), "{}", outvoted.join("\n"));
}

/// Ways to open the question of an observation beside what is known, without answering it.
fn opened(knowledge: &KnowledgeBase, id: &str, known: &Answers) -> Vec<Answers> {
    let Some(gate) = &knowledge.observation(id).unwrap().ask_when else {
        return vec![known.clone()];
    };
    let sets = minimal_sets(knowledge, gate).into_iter();
    let opened = sets.map(|set| beside(known, set));
    opened.filter(|all| !all.contains_key(id) && holds(knowledge, gate, all)).collect()
}

/// Rules of today and now that are not asked for when one answer is missing.
fn unasked(engine: &Engine, knowledge: &KnowledgeBase) -> Vec<String> {
    let screen = screen(knowledge);
    let mut unasked = Vec::new();
    for flag in knowledge.red_flags().iter().filter(|flag| flag.urgency >= Urgency::SameDay) {
        // Who has no result of a laboratory test can't answer now: nothing waits for it.
        let tested =
            |id: &&String| knowledge.observation(id).unwrap().answered_by != AnsweredBy::Lab;
        let mut tried = 0;
        let mut askable = 0;
        for set in minimal_sets(knowledge, &flag.when) {
            for id in set.keys().filter(tested) {
                askable += 1;
                let mut rest = set.clone();
                rest.remove(id);
                for mut known in opened(knowledge, id, &rest) {
                    // Whoever saw the screen answered something on it.
                    let other = screen.iter().find(|other| **other != id).unwrap();
                    known.entry((*other).clone()).or_insert(Answer::No);
                    if !holds(knowledge, &flag.when, &known) {
                        tried += 1;
                        unasked.extend(silent(engine, knowledge, flag, id, &known));
                    }
                }
            }
        }
        assert!(askable == 0 || tried > 0, "no answer of {} can be missing", flag.id);
    }
    unasked
}

/// What is wrong with what is said of a rule that one answer would complete.
fn silent(
    engine: &Engine,
    knowledge: &KnowledgeBase,
    flag: &RedFlag,
    id: &str,
    known: &Answers,
) -> Option<String> {
    let answer = assess(engine, known);
    let asks = answer
        .pending_red_flags()
        .iter()
        .any(|pending| pending.red_flag == flag.id && pending.ask.iter().any(|q| q.id == id));
    let floor = floor(knowledge, known);
    // At an emergency nothing stands beside what to do.
    let says = floor == Urgency::Emergency || answer.to_string().contains("not complete");
    let wrong = [
        (!asks, "is not pending"),
        (answer.urgency_floor() != floor, "what is missing moves the floor"),
        (!says, "the report sounds complete"),
        (fires(&answer, flag), "fires on what is not known"),
    ];
    let wrong = wrong.into_iter().find_map(|(wrong, what)| wrong.then_some(what))?;
    Some(format!("{} without {id} {wrong}: {}", flag.id, as_json(known)))
}

#[test]
fn what_one_answer_would_complete_is_asked_for() {
    let engine = Engine::builtin();
    let unasked = unasked(&engine, engine.knowledge());
    assert!(unasked.is_empty(), "{}", unasked.join("\n"));
}

/// Rules that fire although one of the answers they need is another.
fn hasty(engine: &Engine, knowledge: &KnowledgeBase) -> Vec<String> {
    let mut hasty = Vec::new();
    for flag in knowledge.red_flags() {
        let mut tried = 0;
        for set in minimal_sets(knowledge, &flag.when) {
            for id in set.keys() {
                for other in possible(knowledge.observation(id).unwrap()) {
                    let mut near = set.clone();
                    near.insert(id.clone(), other);
                    // Another answer can be as good as this one.
                    if holds(knowledge, &flag.when, &near) {
                        continue;
                    }
                    tried += 1;
                    if fires(&assess(engine, &near), flag) {
                        hasty.push(format!("{} fires: {}", flag.id, as_json(&near)));
                    }
                }
            }
        }
        assert!(tried > 0, "{} can't be missed", flag.id);
    }
    hasty
}

#[test]
fn a_near_miss_does_not_fire() {
    let engine = Engine::builtin();
    let hasty = hasty(&engine, engine.knowledge());
    assert!(hasty.is_empty(), "{}", hasty.join("\n"));
}

/// Answers beside the wanted ones by which each of them can come to be asked, one question opening the next. `open` are
/// the observations still to be reached, each with those that wait for it.
fn path(
    knowledge: &KnowledgeBase,
    known: &Answers,
    open: &[(String, Vec<String>)],
) -> Option<Answers> {
    let Some(((id, waiting), rest)) = open.split_first() else { return Some(known.clone()) };
    let gate = knowledge.observation(id).and_then(|o| o.ask_when.as_ref());
    let Some(gate) = gate.filter(|_| !screen(knowledge).contains(&id)) else {
        return path(knowledge, known, rest);
    };
    let mut waiting = waiting.clone();
    waiting.push(id.clone());
    minimal_sets(knowledge, gate).into_iter().find_map(|set| {
        let circle = set.keys().any(|id| waiting.contains(id));
        let more = set.keys().map(|id| (id.clone(), waiting.clone()));
        let open: Vec<_> = more.chain(rest.iter().cloned()).collect();
        // What is known already stays; it must open the gate too.
        let all = beside(known, set.clone());
        let own: Answers = all.clone().into_iter().filter(|(id, _)| set.contains_key(id)).collect();
        (!circle && holds(knowledge, gate, &own)).then(|| path(knowledge, &all, &open)).flatten()
    })
}

fn reachable(knowledge: &KnowledgeBase, set: &Answers) -> bool {
    let open: Vec<_> = set.keys().map(|id| (id.clone(), Vec::new())).collect();
    path(knowledge, set, &open).is_some()
}

/// Rules none of whose sets of answers can come to be asked.
fn unreachable(knowledge: &KnowledgeBase) -> Vec<&str> {
    let flags = knowledge.red_flags().iter().filter(|flag| {
        let mut sets = minimal_sets(knowledge, &flag.when).into_iter();
        !sets.any(|set| reachable(knowledge, &set))
    });
    flags.map(|flag| flag.id.as_str()).collect()
}

#[test]
fn every_red_flag_can_be_reached_by_questions() {
    assert_eq!(unreachable(&KnowledgeBase::builtin()), [""; 0]);
}

/// A condition part that no path reaches never helps anyone: each observation that rules test can be asked.
#[test]
fn every_answer_that_a_red_flag_tests_can_be_asked() {
    let knowledge = KnowledgeBase::builtin();
    for flag in knowledge.red_flags() {
        flag.when.each_observation(&mut |id, _| {
            let answer = possible(knowledge.observation(id).unwrap()).swap_remove(0);
            let set = Answers::from([(id.to_owned(), answer)]);
            assert!(reachable(&knowledge, &set), "{}: `{id}` is never asked", flag.id);
        });
    }
}

#[test]
fn the_universal_screen_comes_first() {
    let engine = Engine::builtin();
    let knowledge = engine.knowledge();
    let answer = assess(&engine, &Answers::new());
    let unasked: Vec<&String> =
        answer.unasked_screen().iter().map(|sign| &sign.observation).collect();
    assert!(!unasked.is_empty());
    assert_eq!(unasked, screen(knowledge));
    for id in screen(knowledge) {
        let observation = knowledge.observation(id).unwrap();
        assert!(observation.ask_when.is_none(), "{id} waits for another answer");
        let flags = knowledge.red_flags().iter();
        let alone = Answers::from([(id.clone(), Answer::Yes)]);
        let heard = flags.filter(|flag| holds(knowledge, &flag.when, &alone));
        let urgency = heard.map(|flag| flag.urgency).max();
        assert!(urgency >= Some(Urgency::SameDay), "a tick at {id} alone leads nowhere");
    }
    let report = answer.to_string();
    let screen = report.find("Before you read on").unwrap();
    let questions = report.find("Please also answer");
    assert!(questions.is_none_or(|questions| screen < questions));
    assert_eq!(answer.activity(), Activity::AsPlanned);
    assert!(!report.contains("Running: "), "\"as planned\" is said before the screen was shown");
}

/// The built-in knowledge with something changed in its JSON.
fn broken(change: impl Fn(&mut serde_json::Value)) -> Engine {
    let mut document = serde_json::from_str(&KnowledgeBase::builtin().to_json()).unwrap();
    change(&mut document);
    match KnowledgeBase::from_json(&document.to_string()) {
        Ok(knowledge) => Engine::new(knowledge),
        Err(error) => panic!("{error}"),
    }
}

/// That these tests can fail: an engine whose rules are not those that were written is found out by each of them.
#[test]
fn an_engine_with_other_rules_is_found_out() {
    let written = KnowledgeBase::builtin();
    let more = |document: &mut serde_json::Value| {
        document["red_flags"]["chest_pain"]["when"]["palpitations"] = true.into();
    };
    let less = |document: &mut serde_json::Value| {
        let when = serde_json::json!({"fainted_in_effort": true});
        document["red_flags"]["faint_today"]["when"] = when;
    };
    let never_asked = |document: &mut serde_json::Value| {
        let gate = serde_json::json!({"new_lump": true});
        document["observations"]["joint_hot_and_red"]["ask_when"] = gate;
    };
    let about = |found: &[String], flag: &str| found.iter().any(|line| line.starts_with(flag));
    let narrow = broken(more);
    let chest_pain = std::slice::from_ref(written.red_flag("chest_pain").unwrap());
    assert!(about(&lost(&narrow, chest_pain, 1), "chest_pain "));
    assert!(about(&outvoted(&narrow, chest_pain, 1), "chest_pain "));
    assert!(about(&hasty(&broken(less), &written), "faint_today "));
    assert!(about(&unasked(&broken(never_asked), &written), "hot_red_joint "));
}

/// A rule whose gate waits for itself is never reached.
#[test]
fn a_gate_that_waits_for_itself_is_found() {
    let engine = broken(|document| {
        let fainted = &mut document["observations"]["fainted_today"];
        fainted["ask_when"] = serde_json::json!({"plan_to_self_harm_or_unsafe": true});
        let unsafe_now = &mut document["observations"]["plan_to_self_harm_or_unsafe"];
        unsafe_now["ask_when"] = serde_json::json!({"fainted_today": true});
    });
    assert_eq!(unreachable(engine.knowledge()), ["not_safe_now"]);
}

/// And what the engine makes of rules is compared with their definition: one that says something else is found.
#[test]
fn the_oracle_tells_rules_apart() {
    let knowledge = KnowledgeBase::builtin();
    let sets: Vec<_> =
        knowledge.red_flags().iter().map(|flag| minimal_sets(&knowledge, &flag.when)).collect();
    let strict = |when: &Condition, set: &Answers| holds(&knowledge, when, set);
    let alone = knowledge.red_flags().iter().zip(&sets).filter(|(flag, _)| {
        let others =
            knowledge.red_flags().iter().zip(&sets).filter(|(other, _)| other.id != flag.id);
        others.flat_map(|(_, sets)| sets).all(|set| !strict(&flag.when, set))
    });
    assert!(2 * alone.count() > sets.len(), "rules hold for each other's answers");
}

/// The table for the clinician who reviews the rules leaves none out and names none that is not there.
#[test]
fn the_table_for_review_has_every_rule() {
    let table = include_str!("../docs/red-flags.md");
    let knowledge = heavylegs::KnowledgeBase::builtin();
    for flag in knowledge.red_flags() {
        let urgency = match flag.urgency {
            heavylegs::Urgency::Emergency => "emergency",
            heavylegs::Urgency::SameDay => "same day",
            heavylegs::Urgency::Appointment => "appointment",
            heavylegs::Urgency::SelfCare => "self-care",
        };
        let row = format!("| `{}` | {urgency} |", flag.id);
        assert!(table.contains(&row), "docs/red-flags.md has no `{row}`");
    }
    let named = table.lines().filter_map(|line| {
        let mut cells =
            line.split(" | ").filter(|cell| cell.starts_with('`') && cell.ends_with('`'));
        line.starts_with("| ").then(|| cells.next()).flatten()
    });
    for rule in named.map(|cell| cell.trim_matches('`')) {
        assert!(knowledge.red_flags().iter().any(|flag| flag.id == rule), "`{rule}` is no rule");
    }
}
