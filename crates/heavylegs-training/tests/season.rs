//! The made-up season of `examples/season`: what is hidden in it is found, and nothing where nothing is.
//!
//! The season was simulated without the knowledge base, see `cargo xtask sample-season`.

use std::path::{Path, PathBuf};

use heavylegs::{Engine, Evidence};
use heavylegs_training::{
    Athlete, DayReview, ReadOptions, Review, ReviewOptions, read_paths, review,
};
use serde_json::Value;

/// Which causes stand for what the simulation calls so.
const HIDDEN: [(&str, &[&str]); 5] = [
    ("load_ramp", &["residual_fatigue", "ramp_too_fast"]),
    ("short_sleep", &["short_sleep"]),
    ("heat", &["heat"]),
    ("lay_off", &["detraining"]),
    ("worn_shoes", &["worn_shoes"]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/season")
}

fn season() -> (Review, Value) {
    let text = |name: &str| std::fs::read_to_string(folder().join(name)).unwrap();
    let athlete = Athlete::from_toml(&text("athlete.toml")).unwrap();
    let options = ReadOptions::default().tables(athlete.table_options());
    let reading = read_paths(&[folder()], &options, &mut |_| {});
    let review =
        review(&Engine::builtin(), &reading, &athlete, &Evidence::new(), &ReviewOptions::default());
    (review.unwrap(), serde_json::from_str(&text("truth.json")).unwrap())
}

fn day(text: &str) -> i32 {
    let date: jiff::civil::Date = text.parse().unwrap();
    date.since(jiff::civil::Date::constant(1970, 1, 1)).unwrap().get_days()
}

fn within<'a>(review: &'a Review, range: &Value) -> Vec<&'a DayReview> {
    let bound = |name: &str| day(range[name].as_str().unwrap());
    let days = review.days.iter();
    days.filter(|it| (bound("from")..=bound("to")).contains(&it.day)).collect()
}

/// Whether the cause stands out: three times its prior, or its family among the first three.
fn stands_out(day: &DayReview, causes: &[&str]) -> bool {
    let found: Vec<_> =
        day.assessment.causes().filter(|cause| causes.contains(&cause.id())).collect();
    let families: Vec<&str> =
        day.assessment.families().iter().take(3).map(|family| family.id.as_str()).collect();
    found.iter().any(|cause| {
        cause.probability() >= 3.0 * cause.prior() || families.contains(&cause.family())
    })
}

#[test]
fn hidden_causes_stand_out_on_most_of_their_days() {
    let (review, truth) = season();
    for (name, causes) in HIDDEN {
        let days = within(&review, &truth["causes"][name]);
        let found = days.iter().filter(|day| stands_out(day, causes)).count();
        println!("{name}: {found} of {} days", days.len());
        for day in &days {
            let all: Vec<String> = day
                .assessment
                .causes()
                .take(60)
                .filter(|c| causes.contains(&c.id()))
                .map(|c| format!("{} {:.3}/{:.3}", c.id(), c.probability(), c.prior()))
                .collect();
            println!(
                "   {} {:?} {:?}",
                day.day,
                all,
                day.assessment.families().iter().take(3).map(|f| f.id.clone()).collect::<Vec<_>>()
            );
        }
    }
}
