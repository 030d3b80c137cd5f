//! A conversation in a few lines: ask what tells most, note the answer, ask on until it is enough.
//!
//! `cargo run -p heavylegs-examples --example interview`, or with answers piped in, a line for each screen:
//! `printf '0\n\n1\n' | cargo run -p heavylegs-examples --example interview`. An empty line, or none, is "I don't know".
//! `heavylegs interview` is the same with help, a way back, and a file to keep the answers in.

use std::error::Error;
use std::io::{self, BufRead};

use heavylegs::{
    Engine, Evidence, Finding, QuestionItem, QuestionOptions, QuestionScreen, ScreenKind,
};

fn main() -> Result<(), Box<dyn Error>> {
    let engine = Engine::builtin();
    let options = QuestionOptions::default().answerable_now(true).at_most(1);
    let mut evidence = Evidence::new();
    let mut lines = io::stdin().lock().lines();
    loop {
        let next = engine.next_questions(&evidence, &options)?;
        let Some(screen) = next.screens.first().filter(|_| !next.should_stop) else { break };
        show(screen);
        let line = lines.next().transpose()?.unwrap_or_default();
        for (id, finding) in answers(screen, line.trim()) {
            evidence.insert(id, finding);
        }
    }
    println!("\n{}", engine.assess(&evidence)?);
    Ok(())
}

fn show(screen: &QuestionScreen) {
    println!("\n{}\n({})", screen.text, screen.reason);
    match (screen.kind, screen.items.as_slice()) {
        (ScreenKind::GroupMultiple, items) => {
            (1..).zip(items).for_each(|(at, item)| println!("  {at} {}", item.name));
            println!("  0 {}", screen.none.as_deref().unwrap_or("none"));
        }
        (_, [item, ..]) => {
            (1..).zip(&item.choices).for_each(|(at, choice)| println!("  {at} {}", choice.label));
        }
        (_, []) => {}
    }
}

/// The numbers that were typed; on a screen to tick, what is not among them is absent.
fn answers(screen: &QuestionScreen, line: &str) -> Vec<(String, Finding)> {
    let picked: Vec<usize> = line.split_whitespace().flat_map(str::parse).collect();
    let finding = |at: usize, item: &QuestionItem| match (screen.kind, picked.first()) {
        (_, None) => Finding::unknown(),
        (ScreenKind::GroupMultiple, _) if picked.contains(&at) => Finding::present(),
        (ScreenKind::GroupMultiple, _) => Finding::absent(),
        (_, Some(number)) => {
            let choice = number.checked_sub(1).and_then(|at| item.choices.get(at));
            choice.map_or_else(Finding::unknown, |choice| Finding::level(choice.id.as_str()))
        }
    };
    (1..).zip(&screen.items).map(|(at, item)| (item.id.clone(), finding(at, item))).collect()
}
