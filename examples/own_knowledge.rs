//! An app adds a cause of its own to the built-in knowledge, and asks about it.
//!
//! `cargo run -p heavylegs-examples --example own_knowledge`

use std::error::Error;

use heavylegs::{Engine, Evidence, KnowledgeBase, Options};

/// The format is that of docs/knowledge.md; ids begin with the prefix of the overlay.
const NEW_TREADMILL: &str = r#"
family = "place"
horizon = "hours"
prior = { value = 0.01, source = "estimate" }

[factors]
source = "estimate"
acme_first_week_on_treadmill = "very_strong"
"#;

const FIRST_WEEK: &str = r#"
[acme_first_week_on_treadmill]
kind = "factor"
share = 0.02
source = "estimate"
"#;

const TEXTS: &str = r#"
[causes.acme_new_treadmill]
name = "a new treadmill"
summary = "The belt gives way and moves in its own way. Legs need some runs to get used to it."

[observations.acme_first_week_on_treadmill]
title = "New treadmill"
question = "Did you start to use another treadmill within the last week?"
present = "new on this treadmill"
absent = "no new treadmill"
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let files = [
        ("causes/acme_new_treadmill.toml", NEW_TREADMILL),
        ("observations/acme.toml", FIRST_WEEK),
        ("texts/en/acme.toml", TEXTS),
    ];
    let knowledge = KnowledgeBase::builder().builtin().overlay("acme", files).build()?;
    let engine = Engine::new(knowledge);
    let all = Options::default().top(100);
    for evidence in [
        Evidence::new().absent("acme_first_week_on_treadmill"),
        Evidence::new().present("acme_first_week_on_treadmill"),
    ] {
        let assessment = engine.assess_with(&evidence, &all)?;
        let own = assessment.causes().find(|cause| cause.id() == "acme_new_treadmill");
        let own = own.ok_or("the cause is not listed")?;
        println!("{}: {:.1} %", own.name(), 100.0 * own.probability());
    }
    Ok(())
}
