//! No advice that can harm: the table of conflicts over random answers, and over answers chosen to bring the advice about.

#![expect(clippy::unwrap_used, reason = "a test that can't read its input must fail")]
#![expect(clippy::panic, reason = "a failure shows the evidence")]

mod conflicts;

use conflicts::{AWAITED, CONFLICTS, Conflict, So, forbidden, says};
use conformance::answers::{
    Answer, Answers, Draws, as_json, evidence, harmless, holds, minimal_sets, possible,
};
use heavylegs::{
    Activity, Assessment, CautionWhen, Engine, KnowledgeBase, Options, Profile, Recommendation,
    RecommendationText, Urgency, Workspace,
};
use serde_json::{Value, json};

/// Random sets of answers; a debug build draws a fifth of them.
const DRAWS: usize = if cfg!(debug_assertions) { 2_000 } else { 10_000 };

/// How many answers speak for the advice in sets that are chosen.
const AROUND: &[usize] = if cfg!(debug_assertions) { &[3, 12] } else { &[3, 6, 12, 20] };

fn assess(engine: &Engine, answers: &Answers) -> Assessment {
    let all = Options::default().top(usize::MAX).profile(Profile::Clinical).stability(false);
    engine.assess_with(&evidence(answers), &all).unwrap()
}

fn is_so(so: &So, answers: &Answers, answer: &Assessment) -> bool {
    match so {
        So::Known(pairs) => {
            pairs.iter().all(|(id, word)| answers.get(*id) == Some(&Answer::of(word)))
        }
        So::Unless(id, word) => answers.get(*id) != Some(&Answer::of(word)),
        So::Likely(cause, above) => {
            answer.causes().any(|c| c.id() == *cause && c.probability() > *above)
        }
        So::AtMost(activity) => answer.activity() >= *activity,
    }
}

/// What is wrong with the advice of one answer: the rules of urgency, and the table.
fn harm(engine: &Engine, conflicts: &[Conflict], answers: &Answers) -> Vec<String> {
    let answer = assess(engine, answers);
    let knowledge = engine.knowledge();
    let mut harm = Vec::new();
    for advice in answer.recommendations() {
        let recommendation = knowledge.recommendation(&advice.id).unwrap();
        let late = answer.urgency() == Urgency::Emergency
            || answer.outside_scope().is_some()
            || answer.urgency() == Urgency::SameDay && !recommendation.needs_clinician;
        if late {
            harm.push(format!("{} beside {:?}", advice.id, answer.urgency()));
        }
        for conflict in conflicts {
            let so = conflict.while_so.iter().find(|so| is_so(so, answers, &answer));
            let Some(so) = so.filter(|_| conflict.is(knowledge, recommendation)) else { continue };
            if !conflict.taken_back(&advice.cautions) {
                harm.push(format!("{}: {} while {so:?}", conflict.name, advice.id));
            }
        }
    }
    harm.iter().map(|harm| format!("{harm}: {}", as_json(answers))).collect()
}

/// At most so many lines: one for each advice and conflict.
fn first_of_each(mut found: Vec<String>) -> Vec<String> {
    found.sort_by_key(|line| (line.split('{').next().map(str::to_owned), line.len()));
    found.dedup_by_key(|line| line.split('{').next().map(str::to_owned));
    found
}

#[test]
fn no_random_answers_bring_harm() {
    let engine = Engine::builtin();
    let harmless = harmless(engine.knowledge());
    let mut random = Draws(3);
    let mut found = Vec::new();
    for draw in 0..DRAWS {
        let size = 5 + random.below(21);
        let answers = match draw % 4 {
            0 => {
                let most = random.below(60);
                random.any(engine.knowledge(), most)
            }
            1 => random.any(engine.knowledge(), size),
            // A few answers of any kind among what most runners say: else nearly every set is a red flag.
            _ => {
                let few = random.below(5);
                let mut answers = random.harmless(&harmless, size);
                answers.extend(random.any(engine.knowledge(), few));
                answers
            }
        };
        found.extend(harm(&engine, &CONFLICTS, &answers));
    }
    let found = first_of_each(found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What each answer by itself makes of the causes.
struct Effects {
    nothing: Vec<f64>,
    effects: Vec<(String, Answer, Vec<f64>)>,
}

impl Effects {
    fn new(engine: &Engine) -> Self {
        let mut workspace = Workspace::new();
        let mut posteriors = |answers: &Answers| {
            let compiled = engine.compile(&evidence(answers)).unwrap();
            engine.posteriors_into(&compiled, &mut workspace).to_vec()
        };
        let nothing = posteriors(&Answers::new());
        let mut effects = Vec::new();
        for observation in engine.knowledge().observations() {
            for answer in possible(observation) {
                let one = Answers::from([(observation.id.clone(), answer.clone())]);
                effects.push((observation.id.clone(), answer, posteriors(&one)));
            }
        }
        Self { nothing, effects }
    }

    /// The answers that raise a weighted sum of causes, most first; of each observation the best.
    fn raising(&self, weights: &[f64]) -> Vec<(&str, &Answer)> {
        let sum = |p: &[f64]| weights.iter().zip(p).map(|(w, p)| w * p).sum::<f64>();
        let least = sum(&self.nothing) + 1e-6;
        let mut gains: Vec<_> = self.effects.iter().map(|(id, a, p)| (sum(p), id, a)).collect();
        gains.retain(|(gain, ..)| *gain > least);
        gains.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut best: Vec<(&str, &Answer)> = Vec::new();
        for (_, id, answer) in gains {
            if best.iter().all(|(known, _)| known != id) {
                best.push((id, answer));
            }
        }
        best
    }
}

/// How much a recommendation helps against each scored cause.
fn weights(engine: &Engine, recommendation: &Recommendation) -> Vec<f64> {
    let causes = engine.scored_causes().map(|id| engine.knowledge().cause(id).unwrap());
    let link = |links: &[heavylegs::Link]| {
        links.iter().find(|link| link.to == recommendation.id).map_or(0.0, |l| l.strength.value)
    };
    causes.map(|cause| link(&cause.recommendations)).collect()
}

/// How much each scored cause is this one.
fn only(engine: &Engine, cause: &str) -> Vec<f64> {
    engine.scored_causes().map(|id| if id == cause { 1.0 } else { 0.0 }).collect()
}

/// Sets of answers that make something so.
fn plants(engine: &Engine, effects: &Effects, so: &So) -> Vec<Answers> {
    let knowledge = engine.knowledge();
    let raise = |cause: &str| {
        let best = effects.raising(&only(engine, cause));
        [2, 4, 8].map(|most| {
            best.iter().take(most).map(|(id, a)| ((*id).to_owned(), (*a).clone())).collect()
        })
    };
    match so {
        So::Known(pairs) => {
            let known = pairs.iter().filter(|(id, _)| knowledge.observation(id).is_some());
            let set: Answers = known.map(|(id, w)| ((*id).to_owned(), Answer::of(w))).collect();
            if set.len() == pairs.len() { vec![set] } else { Vec::new() }
        }
        So::Unless(..) => vec![Answers::new()],
        So::Likely(cause, _) => raise(cause).into(),
        So::AtMost(activity) => {
            let flags = knowledge.red_flags().iter().filter(|flag| flag.activity >= *activity);
            let mut sets: Vec<Answers> = flags
                .filter(|flag| flag.urgency < Urgency::Emergency)
                .filter_map(|flag| minimal_sets(knowledge, &flag.when).into_iter().next())
                .collect();
            let causes = knowledge.causes().iter().filter(|cause| {
                cause.scored && (cause.activity >= *activity || cause.care >= Urgency::SameDay)
            });
            sets.extend(causes.flat_map(|cause| raise(&cause.id)));
            sets
        }
    }
}

/// The highest urgency of the rules that hold; whoever is outside the scope counts as an emergency: no advice either.
fn floor(knowledge: &KnowledgeBase, answers: &Answers) -> Urgency {
    if knowledge.scope().iter().any(|scope| holds(knowledge, &scope.when, answers)) {
        return Urgency::Emergency;
    }
    let holding = knowledge.red_flags().iter().filter(|f| holds(knowledge, &f.when, answers));
    holding.map(|flag| flag.urgency).max().unwrap_or(Urgency::SelfCare)
}

/// Whether a caution takes a recommendation out for these answers.
fn removed(knowledge: &KnowledgeBase, recommendation: &Recommendation, answers: &Answers) -> bool {
    recommendation.cautions.iter().filter(|caution| caution.removes).any(|caution| {
        matches!(&caution.when, CautionWhen::Known(when) if holds(knowledge, when, answers))
    })
}

/// Around a plant the answers that most raise a recommendation, as long as they don't take it out themselves.
fn surrounded(
    knowledge: &KnowledgeBase,
    recommendation: &Recommendation,
    plant: &Answers,
    raising: &[(&str, &Answer)],
    most: usize,
) -> Answers {
    let (urgency, out) = (floor(knowledge, plant), removed(knowledge, recommendation, plant));
    let mut answers = plant.clone();
    for (id, answer) in raising {
        if answers.len() >= plant.len() + most {
            break;
        }
        if answers.contains_key(*id) {
            continue;
        }
        answers.insert((*id).to_owned(), (*answer).clone());
        let spoils = floor(knowledge, &answers) > urgency.max(Urgency::Appointment)
            || !out && removed(knowledge, recommendation, &answers);
        if spoils {
            answers.remove(*id);
        }
    }
    answers
}

/// Sets of answers in which a conflict is so and everything speaks for its advice.
fn adversaries(engine: &Engine, effects: &Effects, conflict: &Conflict) -> Vec<Answers> {
    let knowledge = engine.knowledge();
    let advice = knowledge.recommendations().iter().filter(|r| conflict.is(knowledge, r));
    let plants: Vec<Answers> =
        conflict.while_so.iter().flat_map(|so| plants(engine, effects, so)).collect();
    let mut sets = Vec::new();
    for recommendation in advice {
        let raising = effects.raising(&weights(engine, recommendation));
        for plant in &plants {
            for most in AROUND {
                sets.push(surrounded(knowledge, recommendation, plant, &raising, *most));
            }
        }
    }
    sets
}

/// All harm that adversaries do, and how many there were.
fn attacked(engine: &Engine, effects: &Effects, conflicts: &[Conflict]) -> (Vec<String>, usize) {
    let sets: Vec<Answers> =
        conflicts.iter().flat_map(|conflict| adversaries(engine, effects, conflict)).collect();
    let found = sets.iter().flat_map(|answers| harm(engine, conflicts, answers)).collect();
    (first_of_each(found), sets.len())
}

#[test]
fn no_chosen_answers_bring_harm() {
    let engine = Engine::builtin();
    let (found, tried) = attacked(&engine, &Effects::new(&engine), &CONFLICTS);
    assert!(tried >= 200, "only {tried} sets");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_text_tells_to_take_or_to_stop_a_medicine() {
    let knowledge = KnowledgeBase::builtin();
    for (id, text) in &knowledge.texts("en").unwrap().recommendations {
        assert_eq!(forbidden(text), [], "{id}");
    }
}

/// The engine leaves out what asks for effort where rest is asked for: the mark must be where the texts ask for running.
#[test]
fn what_asks_for_running_is_marked() {
    let knowledge = KnowledgeBase::builtin();
    let running = CONFLICTS.last().unwrap();
    let unmarked =
        knowledge.recommendations().iter().filter(|r| !r.exertion && running.is(&knowledge, r));
    assert_eq!(unmarked.map(|r| r.id.as_str()).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_table_names_what_there_is() {
    let knowledge = KnowledgeBase::builtin();
    let mut unknown = Vec::new();
    for conflict in &CONFLICTS {
        unknown.extend(conflict.advice.iter().filter(|id| knowledge.recommendation(id).is_none()));
        for so in conflict.while_so {
            match so {
                So::Known(pairs) => unknown.extend(pairs.iter().map(|(id, _)| id)),
                So::Unless(id, _) => unknown.push(id),
                So::Likely(cause, _) if knowledge.cause(cause).is_none() => unknown.push(cause),
                _ => {}
            }
        }
    }
    unknown.retain(|id| knowledge.observation(id).is_none() && !AWAITED.contains(id));
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// The built-in knowledge with something changed in its JSON.
fn broken(change: impl Fn(&mut Value)) -> Engine {
    let mut document: Value = serde_json::from_str(&KnowledgeBase::builtin().to_json()).unwrap();
    // A translation would have to change with it.
    document["texts"].as_object_mut().unwrap().retain(|language, _| language == "en");
    change(&mut document);
    match KnowledgeBase::from_json(&document.to_string()) {
        Ok(knowledge) => Engine::new(knowledge),
        Err(error) => panic!("{error}"),
    }
}

/// Knowledge without what keeps advice back: cautions and marks of exertion, and for some conflicts red flags.
fn unguarded(document: &mut Value, calm: bool) {
    let all = |section: &mut Value, change: &dyn Fn(&mut Value)| {
        section.as_object_mut().unwrap().values_mut().for_each(change);
    };
    let remove = |entry: &mut Value, key: &str| {
        entry.as_object_mut().unwrap().remove(key);
    };
    all(&mut document["texts"]["en"]["recommendations"], &|text| remove(text, "cautions"));
    all(&mut document["recommendations"], &|entry| {
        remove(entry, "cautions");
        remove(entry, "exertion");
    });
    if calm {
        all(&mut document["red_flags"], &|flag| {
            flag["urgency"] = json!("self_care");
            flag["activity"] = json!("easy_only");
        });
    }
}

/// Whether only red flags may keep the advice of a conflict back: what makes it so is known.
fn is_known(conflict: &Conflict) -> bool {
    conflict.while_so.iter().all(|so| matches!(so, So::Known(_)))
}

/// The conflicts that can come about: what they test is in the knowledge.
fn in_force(calm: bool) -> impl Iterator<Item = &'static Conflict> {
    let knowledge = KnowledgeBase::builtin();
    let there = move |so: &So| match so {
        So::Known(pairs) => pairs.iter().all(|(id, _)| knowledge.observation(id).is_some()),
        _ => true,
    };
    CONFLICTS.iter().filter(move |c| is_known(c) == calm && c.while_so.iter().any(&there))
}

/// That this can fail: without cautions the adversaries bring about every advice that the table names.
#[test]
fn without_cautions_there_is_harm() {
    for calm in [false, true] {
        let engine = broken(|document| unguarded(document, calm));
        let (knowledge, effects) = (engine.knowledge(), Effects::new(&engine));
        for conflict in in_force(calm) {
            let there = knowledge.recommendations().iter().any(|r| conflict.is(knowledge, r));
            let (found, _) = attacked(&engine, &effects, std::slice::from_ref(conflict));
            assert_eq!(found.is_empty(), !there, "{}", conflict.name);
        }
    }
}

/// And a new recommendation is found by what it says, although the table does not name it.
#[test]
fn what_is_said_in_other_words_is_found() {
    for calm in [false, true] {
        let engine = broken(|document| {
            unguarded(document, calm);
            let words = CONFLICTS.iter().map(|c| c.says[0].trim_start_matches('^'));
            let steps: Vec<String> = words.map(|words| format!("Sleep and {words}.")).collect();
            document["texts"]["en"]["recommendations"]["sleep_more"]["steps"] = json!(steps);
        });
        let effects = Effects::new(&engine);
        for conflict in in_force(calm) {
            let (found, _) = attacked(&engine, &effects, std::slice::from_ref(conflict));
            let about = format!("{}: sleep_more", conflict.name);
            assert!(found.iter().any(|line| line.starts_with(&about)), "{}", conflict.name);
        }
    }
}

#[test]
fn the_reader_of_texts_reads() {
    let text = |sentence: &str| {
        let mut text = RecommendationText::default();
        sentence.clone_into(&mut text.name);
        text
    };
    let bad = [
        "Take ibuprofen before long runs.",
        "Take ibuprofen before your fastest runs.",
        "Take iron tablets, your task for eight weeks.",
        "A painkiller is fine on race day.",
        "Take iron tablets for eight weeks.",
        "Try a magnesium supplement.",
        "Stop taking your beta-blocker.",
        "Leave out your statin for a week.",
        "Rest. Then start vitamin D.",
    ];
    let good = [
        "Don't take iron tablets before the test.",
        "Ask your doctor about vitamin D tablets.",
        "Never stop taking your beta-blocker by yourself.",
        "Don't mask the pain with painkillers.",
        "Painkillers do not make muscles heal faster.",
        "Take two or three days off.",
        "Halve your distance.",
    ];
    assert!(bad.iter().all(|sentence| !forbidden(&text(sentence)).is_empty()));
    for sentence in good {
        assert_eq!(forbidden(&text(sentence)), [], "{sentence}");
    }
    assert!(
        says("Rest, then run easily.", &["^run"])
            && says("Drink plenty of water.", &["drink plenty"])
    );
    assert!(
        !says("Don't run or jump.", &["^run", "^jump"]) && !says("Count your runs.", &["^run"])
    );
    assert_eq!(Activity::RestToday.max(Activity::NoRunningUntilSeen), Activity::NoRunningUntilSeen);
}
