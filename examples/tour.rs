//! A tour of what the library can do, a few lines for each thing.
//!
//! `cargo run -p heavylegs-examples --example tour`; `python/tour.py` does and prints the same. The documentation cuts its
//! snippets from both, between the markers.

// [imports]
use heavylegs::{Assessment, Engine, Evidence, Finding, KnowledgeBase, Options, Origin};
use heavylegs::{Profile, QuestionOptions, Tried, Workspace};
// [/imports]

use std::error::Error;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    // [engine]
    let engine = Engine::builtin();
    println!("knowledge {}", engine.knowledge().version());
    // [/engine]
    let evidence = evidence();
    let assessment = assess(&engine, &evidence)?;
    read(&assessment);
    explain(&assessment);
    questions(&engine, &evidence)?;
    options(&engine, &evidence)?;
    coach(&engine, &evidence)?;
    store(&engine, &assessment)?;
    many(&engine, &evidence)?;
    what_if(&engine, &evidence)?;
    follow_up(&engine, &evidence)?;
    posteriors(&engine, &evidence)?;
    contract(&engine)?;
    errors(&engine);
    knowledge(&engine)?;
    overlay(&evidence)
}

fn evidence() -> Evidence {
    // [evidence]
    let evidence = Evidence::new()
        .level("course_in_run", "heavy_then_clears")
        .number("sitting_hours_today", 9.0)
        .level("side", "both_alike")
        .absent("one_leg_swollen")
        .absent("feels_seriously_wrong")
        .with("ferritin", Finding::number_in(64.0, "ug/L").days_ago(20.0))
        .with("cadence_falls_late", Finding::likelihood(0.3, 0.7).origin(Origin::Device));
    println!("{} answers", evidence.len());
    // [/evidence]
    evidence
}

fn assess(engine: &Engine, evidence: &Evidence) -> Result<Assessment, Box<dyn Error>> {
    // [assess]
    let assessment = engine.assess(evidence)?;
    println!("{} {}", assessment.urgency(), assessment.activity());
    for flag in assessment.pending_red_flags().iter().take(2) {
        println!("still to be asked: {}", flag.ask[0].question);
    }
    // [/assess]
    Ok(assessment)
}

fn read(assessment: &Assessment) {
    // [read]
    let coverage = assessment.coverage();
    println!("{}, a leader is named: {}", coverage.state, coverage.names_a_leader);
    for cause in assessment.causes().filter(|cause| cause.shown()) {
        println!("{:.0} % {}", 100.0 * cause.probability(), cause.label());
    }
    for advice in assessment.recommendations().iter().take(2) {
        println!("{}: {}", advice.name, advice.steps[0]);
    }
    // [/read]
}

fn explain(assessment: &Assessment) {
    // [explain]
    for cause in assessment.causes().take(1) {
        if let Some([low, high]) = cause.range() {
            println!("between {:.0} and {:.0} %", 100.0 * low, 100.0 * high);
        }
        for reason in cause.supports() {
            println!("× {:.1} {}", reason.given_the_rest, reason.text);
        }
    }
    // [/explain]
}

fn questions(engine: &Engine, evidence: &Evidence) -> Done {
    // [questions]
    let options = QuestionOptions::default().answerable_now(true).at_most(2);
    let next = engine.next_questions(evidence, &options)?;
    for screen in &next.screens {
        println!("{} ({})", screen.items[0].question, screen.reason);
    }
    println!("enough is known: {}", next.should_stop);
    // [/questions]
    Ok(())
}

fn options(engine: &Engine, evidence: &Evidence) -> Done {
    // [options]
    let options = Options::default().language("de").profile(Profile::Clinical).top(2);
    let german = engine.assess_with(evidence, &options)?;
    for cause in german.causes() {
        println!("{} = {}", cause.id(), cause.name());
    }
    // [/options]
    Ok(())
}

fn coach(engine: &Engine, evidence: &Evidence) -> Done {
    // [coach]
    let private = evidence.clone().number("alcohol_last_day", 6.0);
    let options = Options::default().redact_sensitive(true).top(100);
    let shared = engine.assess_with(&private, &options)?;
    println!("alcohol among the causes: {}", shared.causes().any(|cause| cause.id() == "alcohol"));
    // [/coach]
    Ok(())
}

fn store(engine: &Engine, assessment: &Assessment) -> Done {
    // [store]
    let stored = assessment.to_json();
    let again = engine.read_assessment(&stored)?;
    println!("the same: {}", again == *assessment);
    // [/store]
    Ok(())
}

fn many(engine: &Engine, evidence: &Evidence) -> Done {
    // [many]
    let days =
        [8.0, 6.0, 4.0].map(|hours| evidence.clone().number("sleep_hours_last_night", hours));
    let season = days.iter().map(|day| engine.assess(day)).collect::<Result<Vec<_>, _>>()?;
    for day in &season {
        println!("none of these: {:.3}", day.none_of_these().unwrap_or_default());
    }
    // [/many]
    Ok(())
}

fn what_if(engine: &Engine, evidence: &Evidence) -> Done {
    // [what_if]
    let changes = Evidence::new().number("sitting_hours_today", 1.0);
    let what_if = engine.what_if(evidence, &changes, &Options::default())?;
    println!("{}", what_if.text);
    // [/what_if]
    Ok(())
}

fn follow_up(engine: &Engine, evidence: &Evidence) -> Done {
    // [follow_up]
    let now = evidence.changed_by(&Evidence::new().number("sitting_hours_today", 3.0));
    let tried = [Tried::new("movement_breaks").days_ago(8.0)];
    let follow_up = engine.follow_up(evidence, &now, &tried, &Options::default())?;
    println!("{}", follow_up.text);
    // [/follow_up]
    Ok(())
}

fn posteriors(engine: &Engine, evidence: &Evidence) -> Done {
    // [posteriors]
    let compiled = engine.compile(evidence)?;
    let mut workspace = Workspace::default(); // kept for the next runner
    let posteriors = engine.posteriors_into(&compiled, &mut workspace);
    for (cause, posterior) in engine.scored_causes().zip(posteriors).take(3) {
        println!("{cause} {posterior:.6}");
    }
    // [/posteriors]
    Ok(())
}

fn contract(engine: &Engine) -> Done {
    // [json]
    let request = r#"{"schema": 1, "evidence": {"side": "both_alike"}}"#;
    let answer = engine.assess_json(request)?;
    println!("{}", &answer[..35]);
    // [/json]
    Ok(())
}

fn errors(engine: &Engine) {
    // [errors]
    let wrong = Evidence::new().number("sleep_hours_last_nigth", 7.0).level("side", "left");
    if let Err(error) = engine.assess(&wrong) {
        for problem in error.problems() {
            println!("{} at {}", problem.code(), problem.path());
            println!("  {}", problem.help().unwrap_or("no hint"));
        }
    }
    // [/errors]
}

fn knowledge(engine: &Engine) -> Done {
    // [knowledge]
    let knowledge = engine.knowledge();
    let entry = knowledge.cause("iron_deficiency").ok_or("no such cause")?;
    println!("{} {} {}", entry.family, entry.prior.value, entry.care);
    println!("{} causes in {:?}", knowledge.causes().len(), knowledge.languages().join(" and "));
    // [/knowledge]
    Ok(())
}

fn overlay(evidence: &Evidence) -> Done {
    // [overlay]
    let files = [
        ("causes/acme_new_treadmill.toml", include_str!("acme/causes/acme_new_treadmill.toml")),
        ("observations/acme.toml", include_str!("acme/observations/acme.toml")),
        ("texts/en/acme.toml", include_str!("acme/texts/en/acme.toml")),
    ];
    let own = KnowledgeBase::builder().builtin().overlay("acme", files).build()?;
    let evidence = evidence.clone().present("acme_first_week_on_treadmill");
    let assessment = Engine::new(own).assess_with(&evidence, &Options::default().top(100))?;
    for cause in assessment.causes().filter(|cause| cause.id() == "acme_new_treadmill") {
        println!("{} {:.1} %", cause.name(), 100.0 * cause.probability());
    }
    // [/overlay]
    Ok(())
}
