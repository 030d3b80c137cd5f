//! What stands in someone else's page changes nothing there, says what the report says, and no more.

use super::frame::DOCUMENT_STYLE;
use super::tests::{assess, desk_worker, flat, swollen_calf, words_of_page};
use crate::knowledge::report::Word;
use crate::{Assessment, Engine, Evidence, KnowledgeBase, Options, Profile, Urgency};

fn nerve() -> Evidence {
    Evidence::new()
        .present("radiating_below_knee")
        .present("back_pain")
        .level("side", "one_leg")
        .level("lasting", "weeks_1_to_4")
}

fn clinical(evidence: &Evidence) -> Assessment {
    let options = Options::default().profile(Profile::Clinical).top(60);
    Engine::builtin().assess_with(evidence, &options).unwrap()
}

fn all() -> Vec<Assessment> {
    let chest = desk_worker().present("chest_pain_now");
    let evidence = [Evidence::new(), desk_worker(), swollen_calf(), nerve(), chest];
    evidence.iter().flat_map(|one| [assess(one), clinical(one)]).collect()
}

fn pages() -> Vec<String> {
    let knowledge = KnowledgeBase::builtin();
    let ids = ["iron_deficiency", "ferritin", "causes", "observations", "recommendations"];
    let mut pages: Vec<_> = ids.iter().map(|id| knowledge.page(id).unwrap()).collect();
    pages.push(knowledge.front_page());
    pages.iter().map(super::KnowledgePage::to_html_fragment).collect()
}

fn cards(a: &Assessment) -> Vec<String> {
    a.causes().map(|cause| a.cause_html(cause.id()).unwrap()).collect()
}

fn fragments() -> Vec<String> {
    let of_one = |a: &Assessment| [vec![a.to_html_fragment()], cards(a)].concat();
    all().iter().flat_map(of_one).chain(pages()).collect()
}

/// The words of a card, as they are read.
fn said(card: &str) -> String {
    words_of_page(card)
}

/// The rules of a stylesheet: the selectors and conditions around each, outermost first.
fn rules(style: &str) -> Vec<Vec<String>> {
    let (mut rules, mut around) = (Vec::new(), Vec::new());
    let mut text = String::new();
    let mut quoted = false;
    let pieces = style.split("/*").map(|piece| piece.split_once("*/").map_or(piece, |(_, p)| p));
    for letter in pieces.flat_map(str::chars) {
        quoted ^= letter == '"';
        match letter {
            '{' if !quoted => {
                around.push(text.trim().to_owned());
                rules.push(around.clone());
                text.clear();
            }
            '}' | ';' if !quoted => {
                text.clear();
                if letter == '}' {
                    around.pop().expect("as many brackets open as close");
                }
            }
            letter => text.push(letter),
        }
    }
    assert!(around.is_empty(), "{around:?} stay open");
    rules
}

/// The selectors of a list, where commas within brackets do not part them.
fn selectors(list: &str) -> Vec<String> {
    let (mut selectors, mut depth) = (vec![String::new()], 0);
    for letter in list.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        if letter == ',' && depth == 0 {
            selectors.push(String::new());
        } else {
            selectors.last_mut().unwrap().push(letter);
        }
    }
    selectors.iter().map(|one| one.trim().to_owned()).collect()
}

/// A selector within a rule stays below it unless it looks at siblings, or names the rule elsewhere than at an end.
fn stays_below(selector: &str) -> bool {
    let inner = selector.trim_start_matches('&').trim_end_matches(" &");
    !inner.contains('&') && !inner.trim_start().starts_with(['+', '~'])
}

#[track_caller]
fn check_style(style: &str, roots: &[&str]) {
    assert!(!style.contains('<') && !style.contains("url(") && !style.contains("@import"));
    for rule in rules(style) {
        let at = |text: &&String| text.starts_with('@');
        let known = ["@supports ", "@media ", "@container "];
        for condition in rule.iter().filter(at) {
            assert!(known.iter().any(|known| condition.starts_with(known)), "{condition}");
        }
        let mut below = rule.iter().filter(|text| !at(text));
        let Some(root) = below.next() else { continue };
        assert!(roots.contains(&root.as_str()), "`{root}` is not of us: {rule:?}");
        for selector in below.flat_map(|list| selectors(list)) {
            assert!(stays_below(&selector), "`{selector}` in {rule:?}");
        }
    }
}

#[test]
fn every_rule_is_below_the_fragment() {
    const ROOT: &str = ".heavylegs.heavylegs.heavylegs";
    for fragment in fragments() {
        let (_, rest) = fragment.split_once("<style>\n").unwrap();
        let (style, rest) = rest.split_once("</style>").unwrap();
        assert!(!rest.contains("<style"), "one stylesheet");
        check_style(style, &[ROOT, &format!("{ROOT}.hl-knowledge")]);
        assert!(style.len() < 16_000, "every fragment carries it: {}", style.len());
    }
    let body = "body.heavylegs.heavylegs.heavylegs.heavylegs";
    let old = "body.heavylegs";
    check_style(DOCUMENT_STYLE, &[":root", old, &format!("{old} .hl-emergency"), body]);
}

#[test]
fn the_check_of_the_rules_finds_what_leaks() {
    for leak in ["body { margin: 0 }", ".heavylegs { & + p { margin: 0 } }", "@font-face { a: b }"]
    {
        assert!(std::panic::catch_unwind(|| check_style(leak, &[".heavylegs"])).is_err(), "{leak}");
    }
    check_style("@media print { .heavylegs { :is(a, b) & { c: d } } }", &[".heavylegs"]);
}

/// The tags after the stylesheet.
fn tags(fragment: &str) -> impl Iterator<Item = &str> {
    let body = fragment.rsplit_once("</style>").unwrap().1;
    body.split('<').skip(1).map(|piece| piece.split_once('>').expect(piece).0)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

#[track_caller]
pub(super) fn check_fragment(fragment: &str) {
    assert!(fragment.starts_with("<div class=\"heavylegs hl-"), "{fragment}");
    assert!(fragment.contains("\" lang=\"en\">\n<style>\n") && fragment.ends_with("</div>\n"));
    let mut open = vec!["div"];
    for tag in tags(fragment) {
        let name = tag.split(' ').next().unwrap();
        let page = ["html", "head", "body", "main", "header", "footer", "nav", "title", "meta"];
        let headings = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let outside = ["script", "link", "img", "iframe", "style"];
        for barred in page.iter().chain(&headings).chain(&outside) {
            assert_ne!(name, *barred, "<{tag}>");
        }
        assert!(!tag.contains(" style=") && !tag.contains(" on"), "<{tag}>");
        assert!(name == "a" || !tag.contains("http"), "<{tag}>");
        let classes = attribute(tag, "class").into_iter().flat_map(str::split_whitespace);
        assert!(classes.into_iter().all(|class| class.starts_with("hl-")), "<{tag}>");
        assert!(attribute(tag, "id").is_none_or(|id| id.starts_with("hl-")), "<{tag}>");
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{fragment}"),
            None if tag.ends_with('/') => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
    // In Markdown an empty line would end the fragment, and an indented one become code.
    assert!(fragment.lines().all(|line| !line.is_empty() && !line.starts_with([' ', '\t'])));
}

#[test]
fn a_fragment_is_one_element_with_nothing_from_outside() {
    for fragment in fragments() {
        check_fragment(&fragment);
    }
}

#[test]
fn links_within_a_fragment_lead_to_it() {
    for page in pages() {
        let ids: Vec<&str> = tags(&page).filter_map(|tag| attribute(tag, "id")).collect();
        for href in tags(&page).filter_map(|tag| attribute(tag, "href")) {
            let here = href.strip_prefix('#').is_some_and(|anchor| ids.contains(&anchor));
            assert!(here || href.starts_with("http"), "{href}");
        }
    }
}

#[test]
fn fragment_and_document_say_the_same() {
    for assessment in all() {
        let fragment = words_of_page(&assessment.to_html_fragment());
        assert_eq!(fragment, words_of_page(&assessment.to_html()));
    }
    let page = KnowledgeBase::builtin().page("iron_deficiency").unwrap();
    assert_eq!(words_of_page(&page.to_html_fragment()), words_of_page(&page.to_html()));
}

#[test]
fn an_emergency_says_only_what_to_do_now_on_cards_too() {
    let evidence = desk_worker().present("chest_pain_now");
    for assessment in [assess(&evidence), clinical(&evidence)] {
        assert_eq!(assessment.urgency(), Urgency::Emergency);
        for text in [vec![assessment.to_html_fragment()], cards(&assessment)].concat() {
            let text = said(&text);
            assert!(text.starts_with("Get help now Call your emergency number now."), "{text}");
            for word in ["contributor", "likely", "sitting", "Running:", "%", "professionals"] {
                assert!(!text.contains(word), "`{word}` in {text}");
            }
        }
    }
}

#[test]
fn today_comes_before_any_cause() {
    let assessment = assess(&swollen_calf());
    for card in cards(&assessment) {
        let text = said(&card);
        assert!(text.starts_with("Have someone look at this today"), "{text}");
        assert!(!text.contains('%') && !text.contains("likely"), "{text}");
    }
    assert!(clinical(&swollen_calf()).causes().next().is_some());
    let card = &cards(&clinical(&swollen_calf()))[0];
    assert!(said(card).contains('%'), "professionals read the number: {card}");
}

#[test]
fn a_card_says_of_a_cause_what_the_report_says() {
    let assessment = assess(&desk_worker());
    let report = words_of_page(&assessment.to_html());
    let first = said(&assessment.cause_html(assessment.causes[0].id()).unwrap());
    assert!(report.contains(&first), "`{first}` in {report}");
    assert!(first.contains("Likely") && first.contains("Speaks for it sat 8 hours"), "{first}");
    assert_eq!(assessment.cause_html("no_such_cause"), None);
}

#[test]
fn what_is_described_has_neither_name_nor_number_for_a_runner() {
    let assessment = assess(&nerve());
    let described = assessment.causes().find(|cause| cause.label() != cause.name()).unwrap();
    let text = said(&assessment.cause_html(described.id()).unwrap());
    assert!(text.contains("Worth a check because"), "{text}");
    assert!(!text.contains('%') && !text.contains("ikely"), "{text}");
    assert!(!text.contains(described.name()) && !text.contains(&described.summary), "{text}");
    let text = said(&clinical(&nerve()).cause_html(described.id()).unwrap());
    assert!(text.contains(&super::words::sentence(described.name())), "{text}");
    assert!(text.contains(" %; range "), "{text}");
}

#[test]
fn what_is_not_shown_is_for_professionals() {
    let mut assessment = assess(&desk_worker());
    assessment.causes[0].shown = false;
    let id = assessment.causes[0].id.clone();
    let text = said(&assessment.cause_html(&id).unwrap());
    assert_eq!(text, assessment.words.say(Word::ContributorsForProfessionals));
    assessment.profile = Profile::Clinical;
    let text = said(&assessment.cause_html(&id).unwrap());
    assert!(text.contains(&super::words::sentence(&assessment.causes[0].name)), "{text}");
}

#[test]
fn a_check_is_not_advised_where_the_report_does_not_advise_it() {
    let mut assessment = assess(&nerve());
    let cause = assessment.causes.iter_mut().find(|cause| cause.label != cause.name).unwrap();
    (cause.probability, cause.bayes_factor) = (0.02, 1.0);
    let id = cause.id.clone();
    let text = said(&assessment.cause_html(&id).unwrap());
    assert!(text.contains("for the lists of professionals"), "{text}");
}

#[test]
fn too_little_and_out_of_scope_name_nobody_on_cards_either() {
    let little = Evidence::new().level("side", "both_alike").present("no_spring");
    let assessment = assess(&little);
    for card in cards(&assessment) {
        assert!(said(&card).contains("too little to name"), "{card}");
        assert!(!card.contains("class=\"hl-likelihood"));
    }
    let number = said(&cards(&clinical(&little))[0]);
    assert!(number.contains('%') && number.contains("too little to name"), "{number}");
    let young = assess(&desk_worker().number("age_years", 15.0));
    assert!(cards(&young).iter().all(|card| !card.contains("class=\"hl-likelihood")));
}

#[test]
fn hostile_texts_are_escaped_in_fragments_and_cards() {
    let mut assessment = assess(&desk_worker());
    let bad = "</style></div><script>alert(1)</script>\u{1b}[2J\"'&";
    let cause = &mut assessment.causes[0];
    cause.label = bad.to_owned();
    cause.name = bad.to_owned();
    cause.summary = bad.to_owned();
    cause.note = Some(bad.to_owned());
    cause.supports[0].text = bad.to_owned();
    assessment.families[0].name = bad.to_owned();
    assessment.recommendations[0].name = bad.to_owned();
    assessment.recommendations[0].steps = vec![bad.to_owned()];
    assessment.knowledge.version = bad.to_owned();
    let card = assessment.cause_html(assessment.causes[0].id()).unwrap();
    for fragment in [assessment.to_html_fragment(), card] {
        check_fragment(&fragment);
        assert!(!fragment.contains("<script") && !fragment.contains('\u{1b}'));
        assert!(flat(&fragment).contains("&lt;/style&gt;&lt;/div&gt;&lt;script&gt;"), "{fragment}");
    }
}

#[test]
fn a_fragment_follows_the_theme_of_its_host_and_a_document_that_of_the_system() {
    let assessment = assess(&desk_worker());
    let fragment = assessment.to_html_fragment();
    for host in [
        "[data-jp-theme-light=\"false\"]",
        "[data-vscode-theme-kind$=\"dark\"]",
        "[data-theme=\"dark\"]",
    ] {
        assert!(fragment.contains(host), "{host}");
    }
    // A host that says nothing is light: nothing in a fragment asks the system.
    assert!(!fragment.contains("prefers-color-scheme"));
    assert!(!fragment.contains("color-scheme: light dark"));
    assert!(assessment.to_html().contains("color-scheme: light dark"));
}
