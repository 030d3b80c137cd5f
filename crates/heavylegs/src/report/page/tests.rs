//! Every entry can be read in every form, every link leads somewhere, and the numbers are those of the knowledge.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::phrase::formed;
use crate::knowledge::{LevelTable, Link, NumberClass, Quantity};
use crate::{Engine, KnowledgeBase, Role, Urgency};

fn builtin() -> KnowledgeBase {
    Engine::builtin().knowledge().clone()
}

fn ids(knowledge: &KnowledgeBase) -> Vec<String> {
    let mut ids: Vec<String> = knowledge.causes().iter().map(|entry| entry.id.clone()).collect();
    ids.extend(knowledge.observations().iter().map(|entry| entry.id.clone()));
    ids.extend(knowledge.recommendations().iter().map(|entry| entry.id.clone()));
    ids.extend(knowledge.red_flags().iter().map(|entry| entry.id.clone()));
    ids.extend(knowledge.sources().keys().cloned());
    ids
}

const SECTIONS: [&str; 5] = ["causes", "observations", "recommendations", "red_flags", "sources"];

/// The tags of a page in order, with their attributes: `p class="lead"`, `/p`.
fn tags(page: &str) -> Vec<&str> {
    let body = page.split_once("</style>").map_or(page, |(_, after)| after);
    body.split('<').skip(1).map(|piece| piece.split_once('>').expect(piece).0).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// What every page must be: whole, with tags that close, headings in order, and named header cells.
#[track_caller]
fn check_page(name: &str, page: &str) {
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"), "{name}");
    let mut open = Vec::new();
    let mut headings = Vec::new();
    let mut anchors = BTreeSet::new();
    for tag in tags(page).into_iter().skip_while(|tag| !tag.starts_with("body")) {
        let word = tag.split(' ').next().unwrap();
        if let Some(closed) = word.strip_prefix('/') {
            if closed != "html" {
                assert_eq!(open.pop(), Some(closed), "{name}: </{closed}>");
            }
            continue;
        }
        open.push(word);
        if let Some(level) = word.strip_prefix('h') {
            headings.push(level.parse::<usize>().unwrap());
        }
        assert!(word != "th" || attribute(tag, "scope").is_some(), "{name}: {tag}");
        if let Some(anchor) = attribute(tag, "id") {
            assert!(anchors.insert(anchor), "{name}: `{anchor}` twice");
        }
    }
    assert!(open.is_empty(), "{name}: {open:?} stay open");
    assert_eq!(headings.first(), Some(&1), "{name}");
    assert_eq!(headings.iter().filter(|level| **level == 1).count(), 1, "{name}");
    assert!(headings.windows(2).all(|two| two[1] <= two[0] + 1), "{name}: {headings:?}");
    for outside in ["<script", "<img", "url(", "@import", "style=\"", "src=\"", "onerror=\""] {
        assert!(!page.contains(outside), "{name}: `{outside}`");
    }
}

#[test]
fn every_entry_can_be_read_in_every_form() {
    let knowledge = builtin();
    for id in ids(&knowledge) {
        let page = knowledge.page(&id).unwrap();
        check_page(&id, &page.to_html());
        let text = page.to_string();
        assert!(text.contains(&format!(" {id}\n")), "{text}");
        for line in text.lines().filter(|line| line.chars().count() > 80) {
            assert_eq!(line.split_whitespace().filter(|w| w.len() > 60).count(), 1, "{id}: {line}");
        }
        let json: Value = serde_json::from_str(&page.to_json()).unwrap();
        assert_eq!(json["entries"][0]["id"], *id);
        assert_eq!(json["knowledge"]["hash"], knowledge.hash());
    }
    for section in SECTIONS {
        let page = knowledge.page(section).unwrap();
        check_page(section, &page.to_html());
        let json: Value = serde_json::from_str(&page.to_json()).unwrap();
        assert!(!page.to_string().is_empty() && !json["entries"].as_array().unwrap().is_empty());
    }
    check_page("index", &knowledge.front_page().to_html());
    assert!(knowledge.page("no_such_entry").is_none());
}

/// A path from the folder of a page: `../sources.html` from `causes/heat.html` is `sources.html`.
fn resolved(from: &str, path: &str) -> String {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in path.split('/') {
        match part {
            ".." => assert!(folders.pop().is_some(), "{path} leads out of the site"),
            part => folders.push(part),
        }
    }
    folders.join("/")
}

#[track_caller]
fn check_links(pages: &BTreeMap<String, String>) {
    let anchors: BTreeMap<&str, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, page)| {
            (path.as_str(), tags(page).into_iter().filter_map(|tag| attribute(tag, "id")).collect())
        })
        .collect();
    let mut inside = 0;
    for (from, page) in pages.iter().filter(|(path, _)| *path != "style.css") {
        for href in tags(page).into_iter().filter_map(|tag| attribute(tag, "href")) {
            if href.starts_with("https://") || href.starts_with("http://") {
                continue;
            }
            let (path, anchor) = href.split_once('#').map_or((href, None), |(p, a)| (p, Some(a)));
            let target = if path.is_empty() { from.clone() } else { resolved(from, path) };
            let there = anchors.get(target.as_str());
            assert!(there.is_some(), "{from}: {href}");
            assert!(anchor.is_none_or(|a| there.unwrap().contains(a)), "{from}: {href}");
            inside += 1;
        }
    }
    assert!(inside > pages.len(), "links between pages");
}

#[test]
fn every_link_of_the_site_has_its_target() {
    let knowledge = builtin();
    let pages = knowledge.pages();
    check_links(&pages);
    for (path, page) in pages.iter().filter(|(path, _)| *path != "style.css") {
        check_page(path, page);
    }
    for cause in knowledge.causes() {
        let path = format!("causes/{}.html", cause.id);
        assert!(pages["index.html"].contains(&format!("href=\"{path}\"")), "{path}");
        assert!(pages[&path].contains("href=\"../style.css\""));
    }
    let causes = pages.keys().filter(|path| path.starts_with("causes/")).count();
    assert_eq!(causes, knowledge.causes().len());
}

#[test]
fn a_page_by_itself_links_to_nothing_that_is_elsewhere() {
    let knowledge = builtin();
    for id in ids(&knowledge) {
        let page = knowledge.page(&id).unwrap().to_html();
        let ids: BTreeSet<&str> =
            tags(&page).into_iter().filter_map(|tag| attribute(tag, "id")).collect();
        for href in tags(&page).into_iter().filter_map(|tag| attribute(tag, "href")) {
            let here = href.strip_prefix('#').is_some_and(|anchor| ids.contains(anchor));
            assert!(here || href.starts_with("http"), "{id}: {href}");
        }
    }
}

/// A number as the JSON shows it: value, class, source.
type Shown = (f64, String, Option<String>);

fn shown(number: &Value) -> Shown {
    let text = |key: &str| number[key].as_str().map(str::to_owned);
    (number["value"].as_f64().unwrap(), text("class").unwrap(), text("source"))
}

fn wanted(quantity: &Quantity) -> Shown {
    let class = match quantity.class {
        NumberClass::Measured => "measured",
        NumberClass::Estimate => "estimate",
        NumberClass::Guess => "guess",
    };
    (quantity.value, class.to_owned(), quantity.source.clone())
}

fn rows<'a>(entry: &'a Value, section: &str) -> &'a [Value] {
    let sections = entry["sections"].as_array().unwrap();
    let section = sections.iter().find(|one| one["section"] == section);
    section.and_then(|section| section["rows"].as_array()).map_or(&[], Vec::as_slice)
}

fn id_in<'a>(row: &'a Value, column: &str) -> &'a str {
    row[column]["names"][0]["id"].as_str().unwrap()
}

#[track_caller]
fn check_links_of(entry: &Value, section: &str, [name, column]: [&str; 2], links: &[Link]) {
    let found: BTreeMap<&str, Shown> =
        rows(entry, section).iter().map(|row| (id_in(row, name), shown(&row[column]))).collect();
    let known = links.iter().map(|link| (link.to.as_str(), wanted(&link.strength)));
    assert_eq!(found, known.collect(), "{} {section}", entry["id"]);
}

#[track_caller]
fn check_tables(entry: &Value, section: &str, [name, column]: [&str; 2], tables: &[LevelTable]) {
    let known = tables.iter().flat_map(|table| {
        let levels = table.levels.iter();
        levels.map(|(level, q)| ((table.observation.as_str(), level.as_str()), wanted(q)))
    });
    let known: BTreeMap<_, _> = known.collect();
    let of: BTreeSet<&str> = tables.iter().map(|table| table.observation.as_str()).collect();
    // Rows that the cause does not write itself, and answers that share the rest, have no number of their own.
    let own = rows(entry, section).iter().filter(|row| of.contains(id_in(row, "of")));
    let own = own.filter(|row| row[column].is_object());
    let found: BTreeMap<_, _> =
        own.map(|row| ((id_in(row, "of"), id_in(row, name)), shown(&row[column]))).collect();
    assert_eq!(found, known, "{} {section}", entry["id"]);
}

#[test]
fn the_numbers_of_a_page_are_those_of_the_knowledge() {
    let knowledge = builtin();
    for cause in knowledge.causes().iter().filter(|cause| cause.scored) {
        let json: Value =
            serde_json::from_str(&knowledge.page(&cause.id).unwrap().to_json()).unwrap();
        let entry = &json["entries"][0];
        let priors: Vec<Shown> =
            rows(entry, "prior").iter().map(|row| shown(&row["share"])).collect();
        let known = std::iter::once(&cause.prior).chain(cause.prior_when.iter().map(|row| &row.is));
        assert_eq!(priors, known.map(wanted).collect::<Vec<_>>(), "{}", cause.id);
        check_links_of(entry, "symptoms", ["sign", "with_it"], &cause.symptoms);
        check_links_of(entry, "recommendations", ["advice", "helps"], &cause.recommendations);
        check_tables(entry, "factors", ["answer", "odds_ratio"], &cause.factors);
        check_tables(entry, "descriptors", ["answer", "with_it"], &cause.descriptors);
        check_tables(entry, "measurements", ["result", "likelihood_ratio"], &cause.measurements);
        for row in rows(entry, "symptoms") {
            let observation = knowledge.observation(id_in(row, "sign")).unwrap();
            let Role::Symptom(symptom) = &observation.role else { panic!("{}", observation.id) };
            assert_eq!(shown(&row["among_all"]), wanted(symptom.base.as_ref().unwrap()));
        }
    }
}

/// All numbers of a JSON, in the order of its arrays.
fn numbers<'a>(value: &'a Value, columns: &[&str], found: &mut Vec<&'a Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| numbers(item, columns, found)),
        Value::Object(map) if map.contains_key("value") => found.push(value),
        Value::Object(map) => {
            // Columns stand in the order of the page, everything else has no numbers beside others.
            columns.iter().filter_map(|key| map.get(*key)).for_each(|v| numbers(v, columns, found));
        }
        _ => {}
    }
}

#[test]
fn page_text_and_json_show_the_same_numbers_with_what_they_rest_on() {
    const COLUMNS: [&str; 11] = [
        "entries",
        "sections",
        "rows",
        "share",
        "odds_ratio",
        "with_it",
        "among_all",
        "likelihood_ratio",
        "helps",
        "effect",
        "parts",
    ];
    let knowledge = builtin();
    for id in ids(&knowledge) {
        let page = knowledge.page(&id).unwrap();
        let json: Value = serde_json::from_str(&page.to_json()).unwrap();
        let mut all = Vec::new();
        numbers(&json, &COLUMNS, &mut all);
        let html = page.to_html();
        let on_page: Vec<&str> =
            tags(&html).into_iter().filter_map(|tag| attribute(tag, "value")).collect();
        let exact: Vec<String> =
            all.iter().map(|number| number["value"].as_f64().unwrap().to_string()).collect();
        assert_eq!(on_page, exact, "{id}");
        let text = page.to_string();
        for number in all {
            let said = number["text"].as_str().unwrap();
            let (sign, name) = match (number["class"].as_str().unwrap(), number["source"].as_str())
            {
                ("measured", Some(source)) => ("●", source),
                (_, Some(source)) => ("◐", source),
                ("guess", None) => ("◌", "guess"),
                (_, None) => ("○", "estimate"),
            };
            assert!(text.contains(&format!("{said}  {sign} {name}")), "{id}: {said} {sign} {name}");
        }
    }
}

#[test]
fn what_is_written_is_the_number() {
    for quantity in builtin().quantities() {
        let percent = formed(quantity.value, super::model::Form::Percent);
        let read: f64 = percent.trim_end_matches("\u{a0}%").parse().unwrap();
        assert!((read / 100.0 - quantity.value).abs() <= 5e-4 * quantity.value, "{percent}");
    }
}

const HOSTILE: &str = "<script>alert(1)</script> \\\"quoted\\\" ' & \\u001b[2J";

fn hostile() -> KnowledgeBase {
    let texts = format!(
        "[causes.evil_cause]\nname = \"{HOSTILE}\"\nsummary = \"{HOSTILE}\"\nnote = \"{HOSTILE}\"\n\
         [observations.evil_sign]\ntitle = \"{HOSTILE}\"\nquestion = \"{HOSTILE}\"\npresent = \"{HOSTILE}\"\nabsent = \"{HOSTILE}\"\n\
         [recommendations.evil_advice]\nname = \"{HOSTILE}\"\nsteps = [\"{HOSTILE}\"]\n\
         [red_flags.evil_flag]\nreason = \"{HOSTILE}\"\nnow = \"{HOSTILE}\"\n"
    );
    let cause = format!(
        "family = \"place\"\nhorizon = \"hours\"\n\
         prior = {{ value = 0.01, source = \"evil_source\", note = \"{HOSTILE}\" }}\n\
         [symptoms]\nevil_sign = {{ value = 0.5, source = \"guess\" }}\n\
         [recommendations]\nevil_advice = {{ value = 0.5, source = \"estimate\" }}\n\
         [[case]]\nname = \"{HOSTILE}\"\nevidence = {{ side = \"both_alike\" }}\n\
         [[case]]\nname = \"b\"\nevidence = {{ side = \"one_leg\" }}\n"
    );
    let files = [
        ("causes/evil_cause.toml", cause),
        ("observations/e.toml", "[evil_sign]\nkind = \"symptom\"\nbase = 0.1\nsource = \"estimate\"\n".into()),
        ("recommendations/e.toml", "[evil_advice]\nsource = \"evil_source\"\n".into()),
        (
            "red_flags/e.toml",
            "[evil_flag]\nwhen = { evil_sign = true }\nurgency = \"same_day\"\nsource = \"evil_source\"\nraises = [\"evil_cause\"]\n".into(),
        ),
        (
            "sources/e.toml",
            format!("[evil_source]\ncitation = \"{HOSTILE}\"\nurl = \"javascript:alert(1)\"\nstatus = \"memory\"\n"),
        ),
        ("texts/en/e.toml", texts),
    ];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (knowledge, problems) = KnowledgeBase::builder().builtin().overlay("evil", files).check();
    knowledge.unwrap_or_else(|| panic!("{problems:?}"))
}

#[test]
fn texts_of_an_overlay_are_escaped_and_cannot_steer_a_terminal() {
    let knowledge = hostile();
    let pages = knowledge.pages();
    check_links(&pages);
    for (path, page) in pages.iter().filter(|(path, _)| *path != "style.css") {
        check_page(path, page);
        assert!(!page.contains("href=\"javascript"), "{path}");
        assert!(!page.contains('\u{1b}'), "{path}");
    }
    for id in ["evil_cause", "evil_sign", "evil_advice", "evil_flag", "evil_source"] {
        let page = knowledge.page(id).unwrap();
        let html = page.to_html();
        check_page(id, &html);
        crate::report::fragment_tests::check_fragment(&page.to_html_fragment());
        assert!(
            html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot; &#39; &amp; ")
        );
        assert!(!page.to_string().contains('\u{1b}'), "{id}");
        assert!(!page.to_ansi().contains("\u{1b}[2J"), "{id}");
        assert!(serde_json::from_str::<Value>(&page.to_json()).is_ok());
    }
}

#[test]
fn a_reader_sees_at_a_glance_what_a_number_rests_on() {
    let page = hostile().page("evil_cause").unwrap();
    let html = page.to_html();
    let cell = |value: &str| html.split_once(&format!("<data value=\"{value}\">")).unwrap().1;
    assert!(cell("0.01").contains(
        "1\u{a0}%</data> <span class=\"hl-basis hl-measured\">measured <a href=\"#source-evil_source\">"
    ));
    assert!(
        cell("0.5").starts_with("50\u{a0}%</data> <span class=\"hl-basis hl-guess\">guess</span>")
    );
    assert!(
        cell("0.1")
            .starts_with("10\u{a0}%</data> <span class=\"hl-basis hl-estimate\">estimate</span>")
    );
    let text = page.to_string();
    assert!(
        text.contains("1\u{a0}%  ● evil_source") && text.contains("50\u{a0}%  ◌ guess"),
        "{text}"
    );
    assert!(text.ends_with("●\u{a0}measured   ○\u{a0}estimate   ◌\u{a0}guess\n"), "{text}");
}

#[test]
fn what_is_never_ranked_has_no_prior_on_its_page() {
    let cause = "family = \"place\"\nhorizon = \"hours\"\nscored = false\ndisclosure = \"never\"\n\
                 prior = { value = 0.123, source = \"estimate\" }\n";
    let texts = "[causes.acme_rule]\nname = \"a rule\"\nsummary = \"For a rule.\"\n";
    let files = [("causes/acme_rule.toml", cause), ("texts/en/a.toml", texts)];
    let knowledge = KnowledgeBase::builder().builtin().overlay("acme", files).check().0.unwrap();
    let text = knowledge.page("acme_rule").unwrap().to_string();
    assert!(text.contains("never ranked") && !text.contains("12.3"), "{text}");
    let index = knowledge.front_page().to_string();
    let line = index.lines().find(|line| line.contains("A rule")).unwrap();
    assert!(line.contains("rules only") && !line.contains('%'), "{line}");
}

#[test]
fn no_page_asks_for_less_than_a_rule_about_its_cause() {
    let knowledge = builtin();
    let mut seen = 0;
    for flag in knowledge.red_flags().iter().filter(|flag| flag.urgency == Urgency::Emergency) {
        for id in &flag.raises {
            let text = knowledge.page(id).unwrap().to_string();
            let care = text.lines().skip_while(|line| !line.starts_with("Care")).take(2);
            let care: Vec<&str> = care.flat_map(str::split_whitespace).collect();
            assert!(care.join(" ").contains("help now"), "{text}");
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn or_beside_and_stands_in_brackets() {
    let flag = "[acme_flag]\nurgency = \"appointment\"\nsource = \"estimate\"\n\
                when = { sex = \"female\", side = [\"one_leg\", \"one_worse\"] }\n\
                [[acme_flag.case]]\nname = \"a\"\nevidence = { sex = \"female\" }\n";
    let texts = "[red_flags.acme_flag]\nreason = \"One leg.\"\nnow = \"Have it looked at.\"\n";
    let files = [("red_flags/acme.toml", flag), ("texts/en/acme.toml", texts)];
    let (knowledge, problems) = KnowledgeBase::builder().builtin().overlay("acme", files).check();
    let knowledge = knowledge.unwrap_or_else(|| panic!("{problems:?}"));
    let names = super::phrase::Names::new(&knowledge);
    let line = names.condition(&knowledge.red_flag("acme_flag").unwrap().when).plain();
    assert_eq!(line, "female and (only one leg or both legs, one clearly worse)");
}

#[test]
fn colours_change_no_letter() {
    let page = builtin().page("iron_deficiency").unwrap();
    let mut plain = String::new();
    let coloured = page.to_ansi();
    let mut pieces = coloured.split('\u{1b}');
    plain.push_str(pieces.next().unwrap());
    pieces.for_each(|piece| plain.push_str(piece.split_once('m').unwrap().1));
    assert!(coloured.contains("\u{1b}[1m"));
    assert_eq!(plain, page.to_string());
}
