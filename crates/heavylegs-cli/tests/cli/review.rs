//! Training files reviewed: the made-up season as text, JSON, CSV and a page; a squad; whatever can be wrong.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;

use crate::support::{Scratch, answered, refused, run, stderr};

/// Set to write the published schemas anew.
const BLESS: &str = "HEAVYLEGS_BLESS_SCHEMAS";
const SEASON: [&str; 4] = ["--from", "2025-03-03", "--to", "2025-07-06"];
const DAYS: usize = 126;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn season() -> PathBuf {
    root().join("examples/season")
}

fn review(folder: &Path, more: &[&str]) -> std::process::Output {
    let folder = folder.to_str().unwrap();
    run(["review", folder].iter().chain(more))
}

/// The whole season as JSON, read once.
fn whole() -> &'static Value {
    static WHOLE: OnceLock<Value> = OnceLock::new();
    WHOLE.get_or_init(|| json(&season(), &[&SEASON[..], &["--format", "json"]].concat()))
}

fn json(folder: &Path, more: &[&str]) -> Value {
    serde_json::from_str(&answered(&review(folder, more))).unwrap()
}

/// Some files of the season in a folder of their own.
fn part(scratch: &Scratch, folder: &str, files: &[&str]) -> PathBuf {
    for file in files {
        scratch.file(&format!("{folder}/{file}"), std::fs::read(season().join(file)).unwrap());
    }
    scratch.path(folder)
}

const FEW: [&str; 6] = [
    "athlete.toml",
    "2025-04-13-long.fit",
    "2025-04-15-intervals.fit",
    "2025-04-16-easy.fit",
    "2025-04-17-tempo.fit",
    "2025-04-19-strides.fit",
];

#[test]
fn a_day_is_a_report_and_where_it_comes_from() {
    let output = review(&season(), &["--on", "2025-04-18"]);
    let text = answered(&output);
    let (report, from) = text.split_once("Where this comes from\n").unwrap();
    assert!(report.contains("Training load") && report.contains("This is not a diagnosis"));
    for piece in ["2025-04-17-tempo.fit", "The day: rest. Load 0.0.", "84 of 84 sessions"] {
        assert!(from.contains(piece), "{piece} in {from}");
    }
    let (_, not_told) = from.split_once("What could not be told, and why\n").unwrap();
    assert!(not_told.contains("[metric.too_few_days]"), "{not_told}");
    assert!(text.lines().all(|line| line.chars().count() <= 80 || line.contains('/')), "{text}");
    // A stranger's first sight of the command: nothing of the folder is complained of.
    let said = stderr(&output);
    assert!(
        said.contains("athlete.toml says who the runner is") && said.lines().count() == 1,
        "{said}"
    );
}

#[test]
fn without_a_day_it_is_the_last_one_and_that_is_said() {
    let scratch = Scratch::new("review-last");
    let output = review(&part(&scratch, "few", &FEW), &["--format", "json"]);
    let json: Value = serde_json::from_str(&answered(&output)).unwrap();
    assert_eq!(json["days"][0]["date"], "2025-04-19");
    assert_eq!(json["days"].as_array().unwrap().len(), 1);
    assert!(
        stderr(&output).contains("the last day of the data, 2025-04-19"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn days_as_a_table_to_read() {
    let text = answered(&review(&season(), &["--from", "2025-04-17", "--to", "2025-04-19"]));
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("date") && lines[0].ends_with("what may play a part"), "{text}");
    assert!(lines[1].starts_with("2025-04-17  run 10.3 km   129"), "{text}");
    assert!(lines[2].starts_with("2025-04-18  rest            0"), "{text}");
    assert!(lines[2].ends_with("Training load (likely)"), "{text}");
    assert!(lines[3].starts_with("2025-04-19"), "{text}");
    assert!(text.contains("This is not a diagnosis") && !text.contains('\u{1b}'), "{text}");
    let german = ["--from", "2025-04-17", "--to", "2025-04-19", "--language", "de"];
    let german = answered(&review(&season(), &german));
    assert!(german.contains("Lauf 10,3 km") && german.contains("Trainingsbelastung"), "{german}");
}

#[test]
fn a_german_report_says_in_german_what_the_data_say() {
    let words = |format| {
        let more = ["--on", "2025-04-18", "--language", "de", "--format", format];
        answered(&review(&season(), &more))
    };
    for report in [words("text"), words("html")] {
        let report = report.split_whitespace().collect::<Vec<_>>().join(" ");
        for piece in [
            "die letzte harte Einheit war vor 1 Tag",
            "Belastung: nach Puls (Banister), bekannt von 84 der 84 Einheiten",
            "Puls steigt im Lauf: das Tempo wechselte dafür zu sehr",
            "Minute 34 bis 52",
        ] {
            assert!(report.contains(piece), "{piece} in {report}");
        }
        for english in ["it counts", "heart rate", "not recorded", "lang=\"en\"", ", line "] {
            assert!(!report.contains(english), "{english} in {report}");
        }
    }
    let document = json(&season(), &["--on", "2025-04-18", "--language", "de", "--format", "json"]);
    assert!(text(&document["load"]).starts_with("nach Puls"), "{}", document["load"]);
}

#[test]
fn the_schemas_are_published_and_answers_keep_to_them() {
    let schemas =
        [("review", heavylegs_cli::review_schema()), ("squad", heavylegs_cli::squad_schema())];
    for (name, schema) in &schemas {
        let path = root().join(format!("docs/schema/training/{name}.schema.json"));
        if std::env::var_os(BLESS).is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, schema).unwrap();
        }
        let there = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            there == *schema,
            "{} is not what the types say; if the change is meant: {BLESS}=1 cargo test -p heavylegs-cli",
            path.display()
        );
    }
    let validator = validator(&schemas[0].1);
    keeps_to(&validator, whole());
    let day = json(&season(), &["--on", "2025-04-18", "--format", "json"]);
    keeps_to(&validator, &day);
    let mut wrong = day;
    wrong["days"][0]["date"] = Value::Null;
    assert!(!validator.is_valid(&wrong));
}

fn validator(schema: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
}

#[track_caller]
fn keeps_to(validator: &Validator, document: &Value) {
    let complaints: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path))
        .collect();
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn a_season_as_json_says_what_is_known_and_what_is_not() {
    let document = whole();
    assert_eq!((&document["schema"], &document["span"][1]), (&1.into(), &"2025-07-06".into()));
    let days = document["days"].as_array().unwrap();
    assert_eq!(days.len(), DAYS);
    // Before the first run nothing is known, on Fridays there is rest: null and 0 are not the same.
    assert_eq!((&days[0]["state"], &days[0]["load"]), (&"unknown".into(), &Value::Null));
    let rest = days.iter().find(|day| day["state"] == "rest").unwrap();
    assert_eq!(rest["load"], 0.0);
    assert!(days[20]["balance"].is_null() && days[120]["balance"]["form"].is_number());
    for day in days {
        assert!(day.get("assessment").is_none());
        assert!(day["summary"]["causes"].as_array().unwrap().len() <= 5);
        let heavy = &day["heavy"];
        assert!(heavy.is_null() || (0.0..=1.0).contains(&heavy.as_f64().unwrap()), "{day}");
        assert!(!day["heavy_text"].as_str().unwrap().is_empty());
    }
    let told = days.iter().flat_map(|day| day["derived"].as_array().unwrap());
    let from_files = told.filter(|derived| derived["file"].is_string()).count();
    assert!(from_files > 500, "{from_files}");
}

#[test]
fn a_day_as_json_holds_the_whole_assessment_and_its_evidence_is_a_request() {
    let document = json(&season(), &["--on", "2025-04-18", "--format", "json"]);
    let day = &document["days"][0];
    assert_eq!(day["assessment"]["schema"], 1);
    assert_eq!(day["assessment"]["urgency"], day["summary"]["urgency"]);
    let derived = day["derived"].as_array().unwrap().iter();
    let evidence: serde_json::Map<String, Value> = derived
        .map(|it| (it["observation"].as_str().unwrap().to_owned(), it["finding"].clone()))
        .collect();
    let request = serde_json::json!({"schema": 1, "evidence": evidence}).to_string();
    let again = heavylegs::Engine::builtin().assess_json(&request).unwrap();
    let again: Value = serde_json::from_str(&again).unwrap();
    assert_eq!(again["causes"], day["assessment"]["causes"]);
}

#[test]
fn a_season_as_a_sheet_says_the_same() {
    let sheet = answered(&review(&season(), &[&SEASON[..], &["--format", "csv"]].concat()));
    let mut lines = sheet.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let help = answered(&run(["review", "--help"]));
    assert!(head.iter().all(|column| help.contains(column)), "{head:?}");
    let days = whole()["days"].as_array().unwrap();
    assert_eq!(lines.clone().count(), DAYS);
    for (line, day) in lines.zip(days) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells.len(), head.len(), "{line}");
        assert_eq!((cells[0], cells[1]), (text(&day["date"]), text(&day["state"])));
        for (at, number) in [(2, &day["load"]), (5, &day["balance"]["form"]), (7, &day["heavy"])] {
            match number.as_f64() {
                None => assert_eq!(cells[at], "", "{line}"),
                Some(known) => {
                    assert!((cells[at].parse::<f64>().unwrap() - known).abs() <= 0.051, "{line}");
                }
            }
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn a_season_as_a_page_has_a_bar_for_each_day_and_hatches_what_is_not_known() {
    let page = answered(&review(&season(), &[&SEASON[..], &["--format", "html"]].concat()));
    assert!(page.starts_with("<!doctype html>"));
    for outside in ["<script", "src=", "href=", "@import", "url(http"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let days = whole()["days"].as_array().unwrap();
    let count = |is: &dyn Fn(&Value) -> bool| days.iter().filter(|day| is(day)).count();
    // Everything is drawn twice: for a wide and for a narrow window.
    let bars = count(&|day| day["load"].as_f64().is_some_and(|load| load > 0.0));
    assert_eq!(page.matches("<rect class=\"hl-bar\" x=").count(), 2 * bars);
    let told = count(&|day| day["heavy"].is_number());
    assert_eq!(page.matches("<path class=\"hl-stem\"").count(), 2 * told);
    assert!(page.contains("<pattern id=\"hatch-load-wide\"") && bars < DAYS);
    assert_eq!(page.matches("<tr><th scope=\"row\">").count(), DAYS);
    let drawings = page.matches("role=\"img\" aria-labelledby=").count();
    assert_eq!((drawings, page.matches("<desc id=").count()), (8, 8));
    assert!(!page.contains("NaN") && !page.contains("inf\""));
}

#[test]
fn a_day_as_a_page_says_where_it_comes_from_before_the_footer() {
    let page = answered(&review(&season(), &["--on", "2025-04-18", "--format", "html"]));
    let from = page.find("Where this comes from").unwrap();
    assert!(from < page.find("<footer").unwrap() && from > page.find("What to do").unwrap());
    assert!(page.contains("2025-04-17-tempo.fit</code>"));
}

#[test]
fn the_threads_change_nothing() {
    let scratch = Scratch::new("review-threads");
    let folder = part(&scratch, "few", &FEW);
    for format in ["text", "json", "html", "csv"] {
        let with = |threads| {
            let more = ["--from", "2025-04-13", "--format", format, "--threads", threads];
            answered(&review(&folder, &more))
        };
        assert_eq!(with("1"), with("2"), "{format}");
    }
}

#[test]
fn answers_count_for_the_last_day_and_an_emergency_stands_alone() {
    let scratch = Scratch::new("review-answers");
    let folder = part(&scratch, "few", &FEW);
    let answers =
        scratch.file("answers.json", "{\"schema\": 1, \"evidence\": {\"chest_pain_now\": true}}");
    let answers = ["--answers", answers.to_str().unwrap()];
    let range = [&["--from", "2025-04-16"][..], &answers].concat();
    for more in [&answers[..], &range] {
        let text = answered(&review(&folder, more));
        assert!(text.contains("emergency number") && !text.contains("Where this"), "{text}");
        assert!(!text.contains("Training load"), "{text}");
        let page = answered(&review(&folder, &[more, &["--format", "html"]].concat()));
        assert!(page.contains("hl-emergency") && !page.contains("Where this"), "{page}");
    }
    let document = json(&folder, &[&range[..], &["--format", "json"]].concat());
    let urgency: Vec<&str> = document["days"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| text(&day["summary"]["urgency"]))
        .collect();
    assert_eq!(urgency, ["self_care", "self_care", "self_care", "emergency"]);
}

#[test]
fn a_squad_begins_with_whom_someone_should_see_and_keeps_what_is_private() {
    let scratch = Scratch::new("review-squad");
    let anna = part(&scratch, "anna", &FEW);
    let ben = part(&scratch, "ben, jr <b>", &FEW[..5]);
    let cleo = scratch.path("cleo");
    std::fs::create_dir_all(&cleo).unwrap();
    scratch.file(
        "ben, jr <b>/answers.json",
        "{\"schema\": 1, \"evidence\": {\"pregnant_or_postpartum\": \"pregnant\", \"one_leg_swollen_hot_or_cold\": true}}",
    );
    let squad = |more: &[&str]| {
        let folders = [&cleo, &anna, &ben].map(|path| path.to_str().unwrap());
        run(["review", "--squad"].iter().chain(&folders).chain(more))
    };
    let output = squad(&[]);
    let said = answered(&output);
    let place = |name| said.find(name).unwrap();
    assert!(place("ben, jr") < place("anna") && place("anna") < place("cleo"), "{said}");
    assert!(said.contains("data until 17"), "{said}");
    assert!(stderr(&output).contains("cleo: nothing that can be read"), "{}", stderr(&output));

    let document = answered(&squad(&["--format", "json"]));
    let page = answered(&squad(&["--format", "html"]));
    let sheet = answered(&squad(&["--format", "csv"]));
    for private in [&said, &document, &page, &sheet] {
        assert!(!private.to_lowercase().contains("pregnan"), "{private}");
    }
    let document: Value = serde_json::from_str(&document).unwrap();
    keeps_to(&validator(&heavylegs_cli::squad_schema()), &document);
    let athletes = document["athletes"].as_array().unwrap();
    assert_eq!(
        athletes.iter().map(|it| text(&it["name"])).collect::<Vec<_>>(),
        ["ben, jr <b>", "anna", "cleo"]
    );
    assert_eq!(athletes[0]["summary"]["urgency"], "same_day");
    assert!(athletes[1]["since_day_before"]["rise"].is_number());
    assert!(athletes[2]["date"].is_null() && athletes[2]["summary"].is_null());
    assert!(page.contains("ben, jr &lt;b&gt;") && !page.contains("jr <b>"));
    assert!(sheet.lines().nth(1).unwrap().starts_with("\"ben, jr <b>\",2025-04-17,same_day,"));
    assert_eq!(sheet.lines().count(), 4);
}

#[test]
fn a_squad_reads_folders_and_days_there_are() {
    let scratch = Scratch::new("review-squad-bad");
    let few = part(&scratch, "few", &FEW);
    let few = few.to_str().unwrap();
    let file = scratch.file("a.csv", "");
    let message = refused(&run(["review", "--squad", few, file.to_str().unwrap()]));
    assert!(message.contains("a.csv: a file, not a folder"), "{message}");
    let message = refused(&run(["review", "--squad", few, "--on", "2026-01-01"]));
    assert!(message.contains("[review.outside]"), "{message}");
    scratch.file("few/answers.json", "{\"schema\": 1, \"evidence\": {\"hair_los\": true}}");
    let message = refused(&run(["review", "--squad", few]));
    assert!(message.contains("answers.json: evidence.hair_los: "), "{message}");
}

#[test]
fn nothing_to_review_is_said_with_what_to_do() {
    let scratch = Scratch::new("review-nothing");
    let empty = scratch.path("empty");
    std::fs::create_dir_all(&empty).unwrap();
    let message = refused(&review(&empty, &[]));
    assert!(
        message.contains("empty: nothing that can be read") && message.contains(".fit"),
        "{message}"
    );
    let message = refused(&review(&scratch.path("nowhere"), &[]));
    assert!(message.contains("nowhere: no such file"), "{message}");
    scratch.file(
        "swims/activities.csv",
        "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR\n\
         Pool Swimming,2025-04-01 07:00:00,false,Swim,\"1,500\",300,00:35:00,130\n",
    );
    let message = refused(&review(&scratch.path("swims"), &[]));
    assert!(message.contains("no run among its activities (1 in all)"), "{message}");
    let broken = scratch.file("broken.fit", &std::fs::read(season().join(FEW[1])).unwrap()[..20]);
    let message = refused(&review(&broken, &[]));
    assert!(message.contains("broken.fit: "), "{message}");
}

#[test]
fn dates_of_another_place_are_never_guessed() {
    let scratch = Scratch::new("review-dates");
    let rows = |first: &str, second: &str| {
        let head = "Activity Type;Date;Favorite;Title;Distance;Calories;Time;Avg HR\n";
        format!(
            "{head}Running;{first} 07:00;false;x;\"12,5\";300;01:05:00;150\nRunning;{second} 07:00;false;x;\"10,5\";300;01:05:00;150\n"
        )
    };
    let either = scratch.file("either.csv", rows("04.05.2025", "05.04.2025"));
    let message = refused(&review(&either, &[]));
    assert!(
        message.contains("either.csv: line 2, column Date: ") && message.contains("csv.date_order"),
        "{message}"
    );
    let clear = scratch.file("clear.csv", rows("04.05.2025", "25.04.2025"));
    let document = json(&clear, &["--from", "2025-04-25", "--format", "json"]);
    let days = document["days"].as_array().unwrap();
    assert_eq!((days.len(), text(&days[9]["date"])), (10, "2025-05-04"));
    assert_eq!(days[9]["distance_km"], 12.5, "a decimal comma");
}

#[test]
fn today_can_be_asked_with_the_run_of_yesterday() {
    let on = |day| json(&season(), &["--on", day, "--format", "json"]);
    let (last, today) = (on("2025-07-06"), on("2025-07-07"));
    let day = &today["days"][0];
    assert_eq!((&day["state"], &day["load"]), (&"unknown".into(), &Value::Null));
    let of = |document: &Value, observation: &str| {
        let derived = document["days"][0]["derived"].as_array().unwrap().clone();
        derived.into_iter().find(|it| it["observation"] == observation).unwrap()
    };
    // What counts the day itself in is told of the last day that has a record, with its age.
    let ratio = of(&today, "week_load_ratio");
    assert_eq!(
        (&ratio["value"], &ratio["date"]),
        (&of(&last, "week_load_ratio")["value"], &"2025-07-06".into())
    );
    assert_eq!(ratio["finding"]["days_ago"], 1.0);
    // What counts the days before it is known: yesterday is among them.
    let balance = of(&today, "training_balance");
    assert_eq!(
        (&balance["date"], &balance["finding"]["days_ago"]),
        (&"2025-07-07".into(), &0.0.into())
    );
    assert_ne!(balance["value"], of(&last, "training_balance")["value"]);

    // Two weeks later hardly anything is fresh enough to count, and nothing was taken for rest.
    let late = on("2025-07-20");
    let expired: Vec<&str> = late["days"][0]["assessment"]["expired"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| text(&it["observation"]))
        .collect();
    assert!(
        expired.contains(&"week_load_ratio") && expired.contains(&"load_vs_habit"),
        "{expired:?}"
    );
    assert_eq!(of(&late, "rest_days_in_10")["value"], of(&last, "rest_days_in_10")["value"]);
    let output = review(&season(), &["--on", "2025-07-20"]);
    assert!(
        stderr(&output).contains("the newest of the data is of 2025-07-06"),
        "{}",
        stderr(&output)
    );
    let message = refused(&review(&season(), &["--on", "2025-07-21"]));
    for piece in
        ["the last day of the data, 2025-07-06", "give a day from 2025-03-03 to 2025-07-20"]
    {
        assert!(message.contains(piece), "{message}");
    }
    let sheet = answered(&review(
        &season(),
        &["--from", "2025-07-05", "--to", "2025-07-08", "--format", "csv"],
    ));
    let states: Vec<&str> =
        sheet.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(states[2..], ["unknown", "unknown"], "{sheet}");
}

#[test]
fn days_that_are_not_there_are_refused() {
    let scratch = Scratch::new("review-days");
    let folder = part(&scratch, "few", &FEW);
    for (more, wanted) in [
        (
            &["--on", "2099-01-01"][..],
            "--on: 2099-01-01 is too long after the last day of the data, 2025-04-19",
        ),
        (
            &["--on", "2025-04-01"],
            "--on: 2025-04-01 is before the first day of the data, 2025-04-13",
        ),
        (
            &["--from", "2025-04-18", "--to", "2025-04-14"],
            "--from: 2025-04-18 is after 2025-04-14 of --to",
        ),
    ] {
        let message = refused(&review(&folder, more));
        assert!(message.contains(wanted), "{message}");
    }
    let message = refused(&review(&folder, &["--from", "2020-01-01", "--to", "2030-01-01"]));
    assert_eq!(message.matches("error: ").count(), 2, "{message}");
    for wrong in [
        &["--on", "18.04.2025"][..],
        &["--on", "2025-02-29"],
        &["--on", "2025-04-18", "--from", "2025-04-14"],
        &["--squad", "--answers", "a.json"],
        &["--threads", "0"],
        &["--format", "pdf"],
    ] {
        let output = review(&folder, wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn all_that_is_wrong_with_what_the_runner_says_is_said_at_once() {
    let scratch = Scratch::new("review-wrong");
    let folder = part(&scratch, "few", &FEW);
    let athlete = scratch.file("who.toml", "birthyear = 1984\nmass_kg = 900\n");
    let answers = scratch.file(
        "answers.json",
        "{\"schema\": 1, \"evidence\": {\"hair_los\": true, \"side\": \"left\"}}",
    );
    let more = ["--athlete", athlete.to_str().unwrap(), "--answers", answers.to_str().unwrap()];
    let message = refused(&review(&folder, &more));
    assert_eq!(message.matches("error: ").count(), 4, "{message}");
    for piece in [
        "who.toml: line 1, birthyear: ",
        "did you mean `birth_year`?",
        "line 2, mass_kg",
        "did you mean `hair_loss`?",
    ] {
        assert!(message.contains(piece), "{piece} in {message}");
    }
    let message = refused(&review(&folder, &["--language", "fr"]));
    assert!(message.contains("languages: de, en"), "{message}");
    let message = refused(&review(&folder, &["--wellness", "nowhere.csv"]));
    assert!(message.contains("nowhere.csv: no such file"), "{message}");
}

#[test]
fn what_files_lack_is_one_line_for_each_kind() {
    let scratch = Scratch::new("review-many");
    let folder = part(&scratch, "few", &FEW);
    for number in 0..40 {
        scratch.file(&format!("few/table{number:02}.csv"), "a,b\n1,2\n");
    }
    let output = review(&folder, &[]);
    answered(&output);
    let message = stderr(&output);
    assert!(
        message.contains("40 times, first in ") && message.contains("table00.csv"),
        "{message}"
    );
    assert!(message.lines().count() < 12, "{message}");
    let verbose = review(&folder, &["--verbose"]);
    let message = stderr(&verbose);
    assert!((0..40).all(|number| message.contains(&format!("table{number:02}.csv"))), "{message}");
    assert_eq!(verbose.stdout, output.stdout);
}

#[test]
fn a_profile_that_was_named_wins_over_the_one_in_the_folder() {
    let scratch = Scratch::new("review-profile");
    let folder = part(&scratch, "few", &FEW);
    let own = scratch.file("own.toml", "birth_year = 1950\n");
    let named = ["--athlete", own.to_str().unwrap(), "--format", "json"];
    let output = review(&folder, &named);
    assert!(!stderr(&output).contains("says who the runner is"), "{}", stderr(&output));
    let age = |document: &Value| {
        let derived = document["days"][0]["derived"].as_array().unwrap().clone();
        derived.iter().find(|it| it["observation"] == "age_years").unwrap()["value"].clone()
    };
    assert_eq!(age(&serde_json::from_str(&answered(&output)).unwrap()), 75.0);
    // One file of the folder finds the profile beside it.
    assert_eq!(age(&json(&folder.join(FEW[1]), &["--format", "json"])), 41.0);
}
