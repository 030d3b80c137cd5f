//! The made-up season of `examples/season`: what is hidden in it is found, and nothing where nothing is.
//!
//! The season was simulated without the knowledge base, see `cargo xtask sample-season`.

#![cfg(test)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use heavylegs::{Engine, Evidence};
use heavylegs_training::{
    Athlete, DayReview, DayState, Derived, ReadOptions, Review, ReviewOptions, read_paths, review,
    review_while,
};
use toml::de::{DeTable, DeValue};

/// Which causes stand for what the simulation calls so.
const HIDDEN: [(&str, &[&str]); 5] = [
    ("load_ramp", &["residual_fatigue"]),
    ("short_sleep", &["short_sleep"]),
    ("heat", &["heat"]),
    ("lay_off", &["return_after_layoff"]),
    ("worn_shoes", &["shoes_worn"]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/season")
}

fn season() -> (Review, DeValue<'static>) {
    let text = |name: &str| std::fs::read_to_string(folder().join(name)).unwrap();
    let athlete = Athlete::from_toml(&text("athlete.toml")).unwrap();
    let options = ReadOptions::default().tables(athlete.table_options());
    let reading = read_paths(&[folder()], &options, &mut |_| {});
    let review =
        review(&Engine::builtin(), &reading, &athlete, &Evidence::new(), &ReviewOptions::default());
    let truth = DeTable::parse(text("truth.toml").leak()).unwrap().into_inner();
    (review.unwrap(), DeValue::Table(truth))
}

fn day(text: &str) -> i32 {
    let date: jiff::civil::Date = text.parse().unwrap();
    date.since(jiff::civil::Date::constant(1970, 1, 1)).unwrap().get_days()
}

fn within<'a>(review: &'a Review, range: &DeValue<'_>) -> Vec<&'a DayReview> {
    let bound = |name: &str| day(&range[name].get_ref().as_datetime().unwrap().to_string());
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
    let (mut all, mut found) = (0, 0);
    for (name, causes) in HIDDEN {
        let days = within(&review, truth["causes"].get_ref()[name].get_ref());
        let here = days.iter().filter(|day| stands_out(day, causes)).count();
        println!("{name}: {here} of {} days", days.len());
        (all, found) = (all + days.len(), found + here);
    }
    println!("all: {found} of {all} days");
    assert!(5 * found >= 4 * all, "{found} of {all} days");
}

#[test]
fn in_quiet_weeks_the_hidden_causes_are_no_more_likely_than_before() {
    let (review, truth) = season();
    let quiet: Vec<&DayReview> = truth["quiet"]
        .get_ref()
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|range| within(&review, range.get_ref()))
        .collect();
    for (name, causes) in HIDDEN {
        let ratio = |day: &&DayReview| {
            let found = day.assessment.causes().find(|cause| causes.contains(&cause.id()));
            found.map(|cause| cause.probability() / cause.prior())
        };
        let mut ratios: Vec<f64> = quiet.iter().filter_map(ratio).collect();
        ratios.sort_by(f64::total_cmp);
        let median = ratios[ratios.len() / 2];
        println!("{name}: {median:.2} times its prior in the median of {} days", ratios.len());
        assert!(median <= 1.0, "{name}: {median}");
    }
}

#[test]
fn a_review_ends_when_it_is_told_to() {
    let reading = read_paths(&[folder()], &ReadOptions::default(), &mut |_| {});
    let (engine, athlete) = (Engine::builtin(), Athlete::default());
    let (answers, options) = (Evidence::new(), ReviewOptions::default());
    let mut go_on = |done| done < 3;
    let some = review_while(&engine, &reading, &athlete, &answers, &options, &mut go_on).unwrap();
    let days: Vec<i32> = some.days.iter().map(|day| day.day).collect();
    let (first, last) = reading.span(&athlete).unwrap();
    assert_eq!(days, [first, first + 1, first + 2]);
    assert_eq!((first, last), (day("2025-03-03"), day("2025-07-06")));
}

#[test]
fn days_after_the_data_are_unknown_and_what_is_too_old_expires() {
    let reading = read_paths(&[folder()], &ReadOptions::default(), &mut |_| {});
    let (engine, athlete) = (Engine::builtin(), Athlete::default());
    let last = day("2025-07-06");
    let between = |from, to| {
        let options = ReviewOptions::between(from, to);
        review(&engine, &reading, &athlete, &Evidence::new(), &options)
    };
    let all = between(last, last + ReviewOptions::MOST_DAYS_AFTER).unwrap();
    let counts: Vec<usize> = all.days.iter().map(counted).collect();
    println!("observations that count, by day: {counts:?}");
    assert!(counts[1] >= 20, "the day after the last run has nearly all of it: {counts:?}");
    assert!(counts[14] <= 5, "two weeks after it hardly anything is left: {counts:?}");
    assert!(all.days[1..].iter().all(|day| day.state == DayState::Unknown));
    // Whatever is told of the log as a whole is told as it was when the log ended.
    let ratio = |day: &DayReview| {
        let found = day.derived.iter().find(|it| it.observation == "week_load_ratio").unwrap();
        (found.value.unwrap().to_bits(), found.day)
    };
    assert!(all.days.iter().all(|day| ratio(day) == (ratio(&all.days[0]).0, last)));

    let error = between(last, last + ReviewOptions::MOST_DAYS_AFTER + 1).unwrap_err();
    assert_eq!((error.code(), error.evidence().is_none()), ("review.outside", true));
    let message = error.to_string();
    assert!(message.contains("2025-07-06; give a day up to 2025-07-20"), "{message}");
}

/// How many of the observations that the data told are still young enough.
fn counted(day: &DayReview) -> usize {
    let expired: Vec<&str> =
        day.assessment.expired().iter().map(|it| it.observation.as_str()).collect();
    day.derived.iter().filter(|it| !expired.contains(&it.observation)).count()
}

#[test]
fn the_threads_change_nothing() {
    let text = std::fs::read_to_string(folder().join("athlete.toml")).unwrap();
    let athlete = Athlete::from_toml(&text).unwrap();
    let options = ReadOptions::default().tables(athlete.table_options());
    let reading = read_paths(&[folder()], &options, &mut |_| {});
    let engine = Engine::builtin();
    // `Debug` writes numbers so that no two of them look alike.
    let told = |threads, until| {
        let options = ReviewOptions::default().threads(threads);
        let (mut asked, answers) = (Vec::new(), Evidence::new());
        let mut go_on = |done| {
            asked.push(done);
            done < until
        };
        let found = review_while(&engine, &reading, &athlete, &answers, &options, &mut go_on);
        (format!("{:?}", found.unwrap()), asked)
    };
    for until in [5, 1000] {
        let alone = told(1, until);
        assert!([0, 2, 5].iter().all(|threads| told(*threads, until) == alone), "until {until}");
    }
}

#[test]
fn a_german_review_says_nothing_in_english() {
    let athlete = Athlete::from_toml("birth_year = 1984\nsex = 'female'").unwrap();
    let reading = read_paths(&[folder()], &ReadOptions::default(), &mut |_| {});
    let texts = |language: &str| {
        let days = (day("2025-03-03"), day("2025-07-20"));
        let options = ReviewOptions::between(days.0, days.1).language(language);
        let found = review(&Engine::builtin(), &reading, &athlete, &Evidence::new(), &options);
        let found = found.unwrap();
        let mut texts = vec![found.load];
        texts.extend(found.estimated);
        for day in found.days {
            texts.push(day.heavy_text);
            texts.extend(day.derived.into_iter().map(|it| it.text));
            texts.extend(day.not_derived.into_iter().map(|it| it.text));
        }
        texts
    };
    let (english, german) = (texts("en"), texts("de"));
    assert_eq!(english.len(), german.len());
    let mut kinds = BTreeSet::new();
    for (english, german) in english.iter().zip(&german) {
        assert_ne!(english, german);
        let strange = [" the ", " of ", " and ", " it ", "heart", "ß", "{"];
        assert!(strange.iter().all(|word| !german.contains(word)), "{german}");
        kinds.insert(german.chars().filter(|it| !it.is_ascii_digit()).collect::<String>());
    }
    for text in &kinds {
        println!("{text}");
    }
    assert!(kinds.len() > 30, "{}", kinds.len());
    assert!(german.iter().any(|text| text.starts_with("Puls 1") && text.contains(" 2025)")));
}

#[test]
fn how_long_ago_a_session_was_is_told_with_its_day_and_holds_today() {
    let (review, _) = season();
    let mut told = 0;
    for day in &review.days {
        let since = |it: &&Derived| it.observation == "days_since_hard_session";
        let Some(found) = day.derived.iter().find(since) else { continue };
        let days = f64::from(day.day - found.day);
        assert!((found.value.unwrap() - days).abs() < 1e-9, "{}", found.text);
        assert!(found.activity.is_some());
        let finding = serde_json::to_value(&found.finding).unwrap();
        assert_eq!(finding["days_ago"], 0.0, "it does not age: {}", found.text);
        told += 1;
    }
    assert!(told > 80, "{told}");
}
