//! The report says what it must, leaves out what it must, and says the same in both forms.

use super::*;
use crate::{CoverageState, Engine, Evidence, Options, Profile, Urgency};

pub(super) fn assess(evidence: &Evidence) -> Assessment {
    Engine::builtin().assess(evidence).unwrap()
}

pub(super) fn desk_worker() -> Evidence {
    Evidence::new()
        .number("sitting_hours_today", 9.0)
        .level("warm_up_done", "none")
        .level("course_in_run", "heavy_then_clears")
        .level("after_run", "gone_same_day")
        .level("side", "both_alike")
}

pub(super) fn swollen_calf() -> Evidence {
    Evidence::new()
        .level("side", "one_leg")
        .present("one_leg_swollen")
        .present("calf_tender_one_leg")
        .present("travel_over_4_h")
        .level("lasting", "days")
}

/// Text as a reader takes it in: without line breaks and indents.
pub(super) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a page, in order.
pub(super) fn words_of_page(page: &str) -> String {
    let body = page.rsplit_once("</style>").unwrap().1;
    let mut text = String::new();
    let mut inside = false;
    for letter in body.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    flat(&text.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&"))
}

#[test]
fn an_emergency_says_only_what_to_do_now() {
    let evidence = desk_worker().present("chest_pain_now").present("one_leg_swollen");
    let assessment = assess(&evidence);
    assert_eq!(assessment.urgency(), Urgency::Emergency);
    for text in [assessment.to_string(), words_of_page(&assessment.to_html())] {
        let text = flat(&text);
        assert!(text.to_lowercase().starts_with("get help now"), "{text}");
        assert!(text.contains("Call your emergency number now."));
        assert!(text.contains("by mistake"));
        for word in
            ["contributor", "What to do", "sitting", "Running:", "Please also", "today", "%"]
        {
            assert!(!text.contains(word), "`{word}` in {text}");
        }
    }
}

#[test]
fn today_comes_first_and_nothing_speaks_of_weeks() {
    let text = flat(&assess(&swollen_calf()).to_string());
    let today = text.find("looked at today").unwrap();
    let questions = text.find("Please also answer").unwrap();
    let later = text.find("can wait until someone has looked at this").unwrap();
    assert!(today < questions && questions < later);
    assert!(!text.contains("this week"), "an appointment beside `today`");
    assert!(!text.contains("strained"), "a harmless contributor reassures falsely");
    assert!(text.contains("Running: not until someone has looked at it."));
    assert!(!text.contains("within one to two weeks"));
    assert!(!text.to_lowercase().contains("thrombosis"));
}

#[test]
fn words_carry_their_range_and_no_decimals() {
    let text = flat(&assess(&desk_worker()).to_string());
    assert!(text.contains("Warning signs were not asked about yet"));
    assert!(text.contains("Before you read on"));
    assert!(!text.contains("as planned"), "not before the warning signs were asked about");
    let words = text.split_once("long time of sitting before the run (likely, ").unwrap().1;
    assert!(words.split_once(')').unwrap().0.contains('–'), "{words}");
    let letters: Vec<char> = text.split("heavylegs").next().unwrap().chars().collect();
    let decimal = |w: &[char]| w[0].is_ascii_digit() && w[1] == '.' && w[2].is_ascii_digit();
    assert!(!letters.windows(3).any(decimal), "decimals in {text}");
    assert!(text.contains("speaks for it: sat 8 hours or more before the run"));
    assert!(text.contains("None of these, just an off-day: unlikely."));
    assert!(text.contains("This is not a diagnosis"));
}

#[test]
fn an_off_day_comes_before_what_could_play_a_part() {
    let mut assessment = assess(&desk_worker());
    assessment.none_of_these = Some(0.7);
    assessment.coverage.names_a_leader = false;
    let text = flat(&assessment.to_string());
    let none = text.find("just an off-day: likely. That is a normal answer too.").unwrap();
    assert!(none < text.find("Nothing stands out").unwrap());
    assert!(none < text.find("Blood flow").unwrap());
}

#[test]
fn rules_with_one_first_step_are_told_together() {
    let evidence = Evidence::new().present("chest_pain_now").present("breathless_at_rest");
    let assessment = assess(&evidence);
    assert!(assessment.urgency_reasons().len() > 1);
    let text = flat(&assessment.to_string());
    assert_eq!(text.matches("Call your emergency number now.").count(), 1, "{text}");
    assert!(text.contains("Pain or pressure in the chest.") && text.contains("Short of breath"));
}

#[test]
fn no_question_of_an_emergency_is_cut() {
    let mut assessment = assess(&swollen_calf());
    let pending = assessment.pending_red_flags[0].clone();
    assessment.pending_red_flags.clear();
    for number in 0..20 {
        let mut more = pending.clone();
        more.urgency = if number < 15 { Urgency::Emergency } else { Urgency::SameDay };
        more.ask[0].question = format!("Question {number}?");
        more.ask.truncate(1);
        assessment.pending_red_flags.push(more);
    }
    let text = assessment.to_string();
    assert!(text.contains("Question 14?") && text.contains(" more\n"), "{text}");
    assert!(!text.contains("Question 19?"));
}

#[test]
fn without_stability_the_words_stand_alone() {
    let options = Options::default().stability(false);
    let assessment = Engine::builtin().assess_with(&desk_worker(), &options).unwrap();
    assert!(flat(&assessment.to_string()).contains("before the run (likely)"));
}

#[test]
fn professionals_read_whole_percentages() {
    let options = Options::default().profile(Profile::Clinical).top(60);
    let assessment = Engine::builtin().assess_with(&swollen_calf(), &options).unwrap();
    let text = flat(&assessment.to_string());
    assert!(text.contains("; range "), "{text}");
    assert!(!text.contains("orth a check because"), "{text}");
}

#[test]
fn too_little_names_nobody() {
    let assessment = assess(&Evidence::new().level("side", "both_alike").present("no_spring"));
    assert_eq!(assessment.coverage().state, CoverageState::Insufficient);
    let text = flat(&assessment.to_string());
    assert!(text.contains("too little to name"), "{text}");
    assert!(!text.contains("Possible contributors"));
    assert!(!text.contains("likely"));
}

#[test]
fn outside_the_scope_nothing_is_ranked() {
    let evidence = desk_worker().number("age_years", 15.0);
    let text = flat(&assess(&evidence).to_string());
    assert!(!text.contains("contributors ─") && !text.contains("(likely"), "{text}");
    assert!(assess(&evidence).outside_scope().is_some());
}

#[test]
fn a_described_cause_is_described_without_a_number() {
    let evidence = Evidence::new()
        .present("radiating_below_knee")
        .present("back_pain")
        .level("side", "one_leg")
        .level("lasting", "weeks_1_to_4");
    let assessment = assess(&evidence);
    let mut described = assessment.causes().filter(|cause| cause.label() != cause.name());
    let cause = described.next().unwrap();
    let text = assessment.to_string();
    assert!(!text.contains(cause.name()));
    let line = text.lines().find(|line| line.contains("orth a check")).unwrap();
    assert!(!line.contains('%') && !line.contains('('), "{line}");
}

#[test]
fn what_is_not_shown_is_left_out() {
    let mut assessment = assess(&desk_worker());
    let name = words::sentence(assessment.causes[0].label());
    assert!(assessment.to_string().contains(&name));
    assessment.causes[0].shown = false;
    assert!(!assessment.to_string().contains(&name));
    assert!(!assessment.to_html().contains(&name));
}

#[test]
fn text_and_page_say_the_same_in_the_same_order() {
    for evidence in [desk_worker(), swollen_calf(), Evidence::new()] {
        let assessment = assess(&evidence);
        let page = words_of_page(&assessment.to_html());
        let text = assessment.to_string();
        let view = view::view(&assessment);
        let causes = view.contributors.iter().flat_map(|c| &c.groups).flat_map(|g| &g.causes);
        let advice = view.advice.items.iter().map(|item| item.name.as_str());
        let pieces = causes.map(|cause| cause.label.as_str()).chain(advice);
        let (mut in_text, mut in_page) = (0, 0);
        let text = flat(&text);
        for piece in pieces {
            in_text += text[in_text..].find(piece).expect(piece);
            in_page += page[in_page..].find(piece).expect(piece);
        }
    }
}

#[test]
fn a_page_is_whole_and_takes_nothing_from_outside() {
    let page = assess(&desk_worker()).to_html();
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(page.contains("<title>Heavy legs: your report</title>"));
    assert!(page.contains("color-scheme: light dark;") && page.contains("@media print"));
    for outside in ["<script", "http:", "https:", "<link", "<img", "url(", "@import", "style=\""] {
        assert!(!page.contains(outside), "`{outside}`");
    }
    assert!(page.contains("role=\"img\" aria-label=\"Likely, "));
}

#[test]
fn texts_of_the_knowledge_are_escaped_and_cannot_steer_a_terminal() {
    let mut assessment = assess(&desk_worker());
    let bad = "<img src=x onerror=alert(1)>\u{1b}[2J\"'&";
    assessment.causes[0].label = bad.to_owned();
    assessment.causes[0].name = bad.to_owned();
    assessment.families[0].name = bad.to_owned();
    assessment.causes[0].supports[0].text = bad.to_owned();
    assessment.recommendations[0].name = bad.to_owned();
    assessment.recommendations[0].steps = vec![bad.to_owned()];
    assessment.knowledge.version = bad.to_owned();
    let page = assessment.to_html();
    assert!(!page.contains("<img"));
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"));
    assert!(!assessment.to_string().contains('\u{1b}'));
    assert!(!assessment.to_ansi().contains("\u{1b}[2J"));
}

#[test]
fn lines_fit_a_terminal_and_colours_change_no_letter() {
    let assessment = assess(&swollen_calf());
    let plain = assessment.to_string();
    assert!(plain.lines().all(|line| line.chars().count() <= 80));
    let mut stripped = String::new();
    let mut rest = assessment.to_ansi();
    while let Some(at) = rest.find('\u{1b}') {
        stripped.push_str(&rest[..at]);
        let end = rest[at..].find('m').unwrap();
        rest = rest[at + end + 1..].to_owned();
    }
    stripped.push_str(&rest);
    assert_eq!(stripped, plain);
}

#[test]
fn what_is_not_of_the_legs_says_nothing_of_running_and_nothing_to_a_coach() {
    let evidence = desk_worker().present("thoughts_of_self_harm");
    let runner = flat(&assess(&evidence).to_string());
    assert!(runner.starts_with("Please talk to someone today"), "{runner}");
    assert!(!runner.contains("Running:") && !runner.contains("Come back to it"), "{runner}");
    let redacted = Options::default().redact_sensitive(true);
    let coach = flat(&Engine::builtin().assess_with(&evidence, &redacted).unwrap().to_string());
    assert!(coach.starts_with("Have someone look at this today"), "{coach}");
    assert!(!coach.contains("hurting") && !coach.contains("talk to someone"), "{coach}");
}

#[test]
fn a_likely_stage_is_not_told_beside_a_possible_one() {
    let tested = Evidence::new().number("ferritin", 9.0).number("haemoglobin", 102.0);
    let assessment = assess(&tested.present("tired_all_day"));
    let probability = |id| assessment.causes().find(|c| c.id() == id).unwrap().probability();
    assert!(probability("iron_deficiency_anaemia") > 0.5 && probability("iron_deficiency") > 0.05);
    let text = flat(&assessment.to_string());
    assert!(text.contains("Low iron with too little haemoglobin"), "{text}");
    assert!(!text.contains("Low iron stores ("), "{text}");
}
