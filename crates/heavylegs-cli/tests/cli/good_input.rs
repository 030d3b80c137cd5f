//! Good input: the three formats, the knowledge, and the exports.

use std::ffi::OsStr;
use std::process::Stdio;

use crate::support::{
    Scratch, answered, data, examples, heavylegs, refused, run, run_with_input, stderr,
};
use serde_json::Value;

const DESK: &[u8] = br#"{"schema": 1, "evidence": {"course_in_run": "heavy_then_clears",
    "sitting_hours_today": 9, "warm_up_done": "none", "side": "both_alike"}}"#;

#[test]
fn every_example_in_every_format() {
    let mut seen = 0;
    for entry in std::fs::read_dir(examples()).unwrap() {
        let path = entry.unwrap().path();
        let assess =
            |format: &str| answered(&run(["assess", path.to_str().unwrap(), "--format", format]));
        let json: Value = serde_json::from_str(&assess("json")).unwrap();
        assert_eq!(json["schema"], 1);
        assert!(assess("text").contains("This is not a diagnosis"));
        assert!(assess("html").starts_with("<!doctype html>"));
        seen += 1;
    }
    assert!(seen >= 5);
}

#[test]
fn options_on_the_command_line_win() {
    let text = br#"{"schema": 1, "evidence": {}, "options": {"top": 4, "profile": "wellness"}}"#;
    let arguments = ["assess", "-", "--format", "json", "--top", "2", "--profile", "clinical"];
    let json: Value = serde_json::from_str(&answered(&run_with_input(arguments, text))).unwrap();
    assert_eq!(json["causes"].as_array().unwrap().len(), 2);
    assert_eq!(json["profile"], "clinical");
    let arguments = ["assess", "-", "--format", "json"];
    let json: Value = serde_json::from_str(&answered(&run_with_input(arguments, text))).unwrap();
    assert_eq!(json["causes"].as_array().unwrap().len(), 4);
}

#[test]
fn colour_only_where_it_is_wanted() {
    assert!(!answered(&run_with_input(["assess", "-"], DESK)).contains('\u{1b}'));
    let forced = |no_color: bool| {
        let file = examples().join("desk_worker.json");
        let mut command = heavylegs([OsStr::new("assess"), file.as_os_str()]);
        command.env("CLICOLOR_FORCE", "1");
        if no_color {
            command.env("NO_COLOR", "1");
        }
        answered(&command.output().unwrap())
    };
    assert!(forced(false).contains("\u{1b}[1m"));
    assert!(!forced(true).contains('\u{1b}'));
}

#[test]
fn a_byte_order_mark_is_no_problem() {
    let text = [b"\xEF\xBB\xBF".as_slice(), DESK].concat();
    answered(&run_with_input(["assess", "-"], &text));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_quiet() {
    let mut command = heavylegs(["knowledge", "show", "observations"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(stderr(&output), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn an_overlay_takes_part_and_its_texts_are_escaped() {
    let scratch = Scratch::new("overlay");
    scratch.file(
        "acme/causes/acme_treadmill.toml",
        "family = \"place\"\nhorizon = \"hours\"\nprior = { value = 0.3, source = \"estimate\" }\n\
         [[case]]\nname = \"nothing known\"\nevidence = { side = \"both_alike\" }\ncoverage = \"insufficient\"\n\
         [[case]]\nname = \"still nothing\"\nevidence = { side = \"one_leg\" }\ncoverage = \"insufficient\"\n",
    );
    scratch.file(
        "acme/texts/en/acme.toml",
        "[causes.acme_treadmill]\nname = \"a <b>new</b> \\u001b[2J treadmill\"\nsummary = \"New & \\\"soft\\\".\"\n",
    );
    let folder = scratch.path("acme");
    let folder = folder.to_str().unwrap();
    let check = run(["knowledge", "check", folder]);
    let causes = heavylegs::Engine::builtin().knowledge().causes().len() + 1;
    let counted = format!("   {causes} causes");
    assert!(answered(&check).contains(&counted), "{}", stderr(&check));
    let assess = |format: &str| {
        let arguments =
            ["assess", "-", "--format", format, "--knowledge", folder, "--profile", "clinical"];
        answered(&run_with_input(arguments, DESK))
    };
    let page = assess("html");
    assert!(page.contains("A &lt;b&gt;new&lt;/b&gt;"), "{page}");
    assert!(!page.contains("<b>new"));
    assert!(!assess("text").contains('\u{1b}'));
    let shown = answered(&run(["knowledge", "show", "acme_treadmill", "--knowledge", folder]));
    assert!(shown.contains("30\u{a0}%  ○ estimate") && !shown.contains('\u{1b}'), "{shown}");
    let show = ["knowledge", "show", "acme_treadmill", "--knowledge", folder, "--format"];
    let page = answered(&run(show.into_iter().chain(["html"])));
    assert!(page.contains("A &lt;b&gt;new&lt;/b&gt;") && page.contains("<data value=\"0.3\">"));
    assert!(!page.contains("<b>new") && !page.contains('\u{1b}'));
    let json: Value =
        serde_json::from_str(&answered(&run(show.into_iter().chain(["json"])))).unwrap();
    let prior = &json["entries"][0]["sections"][0]["rows"][0]["share"];
    assert_eq!((&prior["value"], &prior["class"]), (&Value::from(0.3), &Value::from("estimate")));
}

#[test]
fn the_authored_folder_checks_and_counts() {
    let folder = data();
    let text = answered(&run([OsStr::new("knowledge"), OsStr::new("check"), folder.as_os_str()]));
    assert!(text.contains("no errors") && text.contains("all pass"), "{text}");
    for what in ["causes", "symptoms", "recommendations", "red flags", "measured", "estimates"] {
        assert!(text.contains(what), "{what} in {text}");
    }
    assert!(answered(&run(["knowledge", "check"])).contains("built in: no errors"));
}

#[test]
fn a_whole_folder_gives_the_built_in_answer() {
    let folder = data();
    let arguments = ["assess", "-", "--format", "json", "--knowledge", folder.to_str().unwrap()];
    let own = answered(&run_with_input(arguments, DESK));
    let built_in = answered(&run_with_input(["assess", "-", "--format", "json"], DESK));
    assert_eq!(own, built_in);
}

#[test]
fn entries_show_their_numbers_and_sources() {
    let cause = answered(&run(["knowledge", "show", "iron_deficiency"]));
    for piece in ["○ estimate", "losing more hair than usual", "◐ beatrix2022", "https://doi.org/"]
    {
        assert!(cause.contains(piece), "{piece} in {cause}");
    }
    assert!(answered(&run(["knowledge", "show", "ferritin"])).contains("also in ng/mL"));
    assert!(answered(&run(["knowledge", "show", "easy_week"])).contains("What it helps against"));
    assert!(answered(&run(["knowledge", "show", "one_swollen_leg"])).contains("When it fires"));
    assert!(answered(&run(["knowledge", "show", "beatrix2022"])).contains("What rests on it"));
    assert!(answered(&run(["knowledge", "show"])).contains("observations"));
    let message = refused(&run(["knowledge", "show", "feritin"]));
    assert!(message.contains("did you mean `ferritin`?"), "{message}");
}

#[test]
fn lists_have_a_line_for_each_entry_and_other_forms_the_whole_of_it() {
    let knowledge = heavylegs::KnowledgeBase::builtin();
    for (list, count) in [
        ("observations", knowledge.observations().len()),
        ("causes", knowledge.causes().len()),
        ("red_flags", knowledge.red_flags().len()),
        ("recommendations", knowledge.recommendations().len()),
        ("sources", knowledge.sources().len()),
    ] {
        let show = |format: &str| answered(&run(["knowledge", "show", list, "--format", format]));
        assert_eq!(show("text").lines().count(), count, "{list}");
        let json: Value = serde_json::from_str(&show("json")).unwrap();
        assert_eq!(json["entries"].as_array().unwrap().len(), count, "{list}");
        assert_eq!(show("html").matches("<div class=\"hl-entry\"").count(), count, "{list}");
    }
    let json = answered(&run(["knowledge", "show", "--format", "json"]));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["knowledge"]["hash"], knowledge.hash());
    assert!(answered(&run(["knowledge", "show", "--format", "html"])).contains("<h1 "));
}

#[test]
fn the_authored_folder_shows_test_cases_by_name() {
    let folder = data();
    let show = ["knowledge", "show", "iron_deficiency", "--knowledge", folder.to_str().unwrap()];
    let text = answered(&run(show));
    let file = std::fs::read_to_string(folder.join("causes/iron_deficiency.toml")).unwrap();
    let names =
        file.split("[[case]]\nname = \"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut seen = 0;
    for name in names {
        // The second column stands beside the name: its first words are enough.
        let start: Vec<&str> = name.split(' ').take(3).collect();
        assert!(flat.contains(&start.join(" ")), "{name} in {text}");
        seen += 1;
    }
    assert!(seen >= 2);
}

#[test]
fn the_network_is_exported() {
    let scratch = Scratch::new("export");
    let path = scratch.file("runner.json", DESK);
    let arguments =
        ["knowledge", "export", "--format", "json", "--evidence", path.to_str().unwrap()];
    let with: Value = serde_json::from_str(&answered(&run(arguments))).unwrap();
    let without = answered(&run(["knowledge", "export", "--format", "json"]));
    let without: Value = serde_json::from_str(&without).unwrap();
    let odds = |network: &Value| network["causes"]["prolonged_sitting"]["odds"].as_f64().unwrap();
    assert!(odds(&with) > 3.0 * odds(&without));
    let bif = answered(&run(["knowledge", "export", "--format", "bif"]));
    assert!(bif.contains("variable prolonged_sitting {"));
    let message =
        refused(&run(["knowledge", "export", "--format", "bif", "--evidence", "nowhere"]));
    assert!(message.contains("nowhere: no such file"));
}

#[test]
fn the_language_is_chosen_on_the_command_line() {
    let text = br#"{"schema": 1, "evidence": {}, "options": {"language": "fr"}}"#;
    let english = ["assess", "-", "--language", "en"];
    assert!(answered(&run_with_input(english, text)).contains("This is not a diagnosis"));
    let message = refused(&run_with_input(["assess", "-"], text));
    assert!(message.contains("options.language: `fr` is no language"), "{message}");
    assert!(message.contains("languages: de, en"), "{message}");
}
