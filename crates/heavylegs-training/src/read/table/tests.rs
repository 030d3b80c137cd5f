//! Made-up rows under the headers of real exports.

use proptest::prelude::*;

use super::known::FORMATS;
use super::{TableOptions, Units, read};
use crate::activity::Sport;
use crate::diagnostic::DiagnosticLevel;
use crate::read::Reading;
use crate::wellness::{Log, Scale, ScoreOf, VariabilityKind, Worse};
use crate::zone::Zone;

fn read_text(text: &str) -> Reading {
    read("table.csv", text.as_bytes(), &TableOptions::default())
}

fn in_oslo() -> TableOptions {
    TableOptions { zone: Zone::parse("Europe/Oslo"), ..TableOptions::default() }
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

const GARMIN_2025: &str = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Aerobic TE,Avg Run Cadence,Max Run Cadence,Avg Pace,Best Pace,Total Ascent,Total Descent,Avg Stride Length,Moving Time,Elapsed Time\n";

#[test]
fn garmins_list_is_read_in_kilometres_and_says_so() {
    let row = "Running,2025-03-04 07:30:00,false,\"Round the lake\",\"10.02\",\"1,447\",\"00:51:24\",\"148\",\"171\",\"3.1\",\"168\",\"182\",\"5:08\",\"4:06\",\"1,215\",\"--\",\"1.15\",\"00:50:08\",\"00:55:57\"\n";
    let swim = "Pool Swim,2025-03-05 07:30:00,false,Pool,\"1,500\",\"300\",\"00:30:00\",\"--\",\"--\",\"--\",\"--\",\"--\",\"2:00\",\"--\",\"--\",\"--\",\"--\",\"00:29:00\",\"00:31:00\"\n";
    let reading = read_text(&[GARMIN_2025, row, swim].concat());
    assert_eq!(codes(&reading), ["csv.units", "csv.local_time"]);
    let [run, swim] = reading.activities.as_slice() else { panic!("{reading:?}") };
    assert_eq!((run.sport, run.source.line), (Some(Sport::Run), Some(2)));
    assert_eq!(run.start_s, Some(1_741_073_400)); // date -u -d 2025-03-04T07:30:00 +%s
    assert_eq!(run.summary.distance_m, Some(10_020.0));
    assert_eq!((run.summary.moving_s, run.summary.elapsed_s), (Some(3084.0), Some(3357.0)));
    assert_eq!((run.summary.ascent_m, run.summary.descent_m), (Some(1215.0), None));
    assert_eq!(run.summary.cadence_mean_spm, Some(168.0));
    assert_eq!((swim.sport, swim.summary.distance_m), (Some(Sport::Swim), Some(1500.0)));
    assert_eq!((swim.summary.heart_rate_mean_bpm, swim.summary.cadence_mean_spm), (None, None));
}

#[test]
fn garmins_list_of_2020_can_be_in_miles() {
    let text = "Activity Type,Date,Favorite,Title,Distance,Calories,Activity Time,Avg HR,Max HR,Aerobic TE,Avg Run Cadence,Max Run Cadence,Avg Speed,Max Speed,Elev Gain,Elev Loss,Avg Stride Length\n\
        Trail Running,2020-05-09 08:00:00,false,Hills,\"6.20\",\"612\",\"01:05:00\",\"150\",\"172\",\"3.4\",\"160\",\"178\",\"5.7\",\"9.0\",\"1,000\",\"990\",\"1.02\"\n\
        Lap Swimming,2020-05-10 08:00:00,false,Pool,\"1,000\",\"200\",\"00:25:00\",\"--\",\"--\",\"--\",\"--\",\"--\",\"--\",\"--\",\"--\",\"--\",\"--\"\n";
    let options = TableOptions { units: Some(Units::Imperial), ..in_oslo() };
    let reading = read("Activities.csv", text.as_bytes(), &options);
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    let [run, swim] = reading.activities.as_slice() else { panic!("{reading:?}") };
    assert_eq!((run.sport, run.utc_offset_s), (Some(Sport::TrailRun), Some(7200)));
    assert_eq!(run.start_s, Some(1_589_004_000)); // 06:00 UTC
    assert!((run.summary.distance_m.unwrap() - 9977.93).abs() < 0.01);
    assert!((run.summary.ascent_m.unwrap() - 304.8).abs() < 1e-9);
    assert!((swim.summary.distance_m.unwrap() - 914.4).abs() < 1e-9);
}

#[test]
fn a_decimal_comma_is_proven_by_the_file() {
    let row = "Running,2026-02-04 07:30:00,false,Lauf,\"7,00\",\"447\",\"00:35:00,5\",\"148\",\"171\",\"3,1\",\"168\",\"182\",\"5:00\",\"4:06\",\"1.215\",\"20\",\"1,15\",\"00:35:00\",\"00:36:00\"\n";
    let reading = read_text(&[GARMIN_2025, row].concat());
    let summary = &reading.activities[0].summary;
    assert_eq!((summary.distance_m, summary.ascent_m), (Some(7000.0), Some(1215.0)));
    assert_eq!(summary.moving_s, Some(2100.5));
}

#[test]
fn garmins_german_list_of_2012_has_titles_and_latin_letters() {
    let text = "Max Muster\nAktivitäten\n\n Favorit,Aktivitätsname,Aktivitätstyp,Course,Start,Zeit,Distanz,Positiver Höhenunterschied,Ø Geschw(Ø Pace),Max. Geschw.(Beste Pace),Ø HF,Max. HF,Kalorien,\n ,\"Abend\",\"Laufen\",,\"Fr, 25 Mai 2012 20:31\",\"52:10\",\"10,20\",\"85\",\"5:07\",\"4:20\",\"151\",\"170\",\"700\",\n";
    let latin1: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let reading = read("Activities.csv", &latin1, &TableOptions::default());
    assert_eq!(codes(&reading), ["csv.latin1", "csv.units", "csv.local_time"]);
    let run = &reading.activities[0];
    assert_eq!((run.sport, run.start_s), (Some(Sport::Run), Some(1_337_977_860)));
    assert_eq!((run.summary.distance_m, run.summary.moving_s), (Some(10_200.0), Some(3130.0)));
    assert_eq!(run.summary.heart_rate_max_bpm, Some(170.0));
}

#[test]
fn metres_of_a_track_are_no_kilometres() {
    let row = "Track Running,2025-03-04 07:30:00,false,Track,\"500\",\"447\",\"00:20:00\",\"148\",\"171\",\"3.1\",\"168\",\"182\",\"4:00\",\"3:06\",\"0\",\"0\",\"1.15\",\"00:20:00\",\"00:20:00\"\n";
    let reading = read_text(&[GARMIN_2025, row].concat());
    assert_eq!(reading.activities[0].summary.distance_m, None);
    assert_eq!(reading.activities[0].summary.moving_s, Some(1200.0));
    assert!(codes(&reading).contains(&"csv.cell"));
}

#[test]
fn stravas_last_columns_are_the_ones_in_metres() {
    let text = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Relative Effort,Commute,Activity Gear,Filename,Elapsed Time,Moving Time,Distance,Max Heart Rate,Average Heart Rate,Average Cadence,Perceived Exertion,Relative Effort,Weather Temperature,Average Temperature\n\
        1,\"Jul 7, 2018, 10:04:11 PM\",Evening,Run,\"a, b\",3000,\"12,36\",171,80,false,Old pair,activities/1.fit.gz,3000.0,2950.0,12360.4,171.0,150.5,83.0,6.0,80.0,18.5,27.0\n";
    let reading = read("activities.csv", text.as_bytes(), &in_oslo());
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    let run = &reading.activities[0];
    assert_eq!((run.start_s, run.utc_offset_s), (Some(1_531_001_051), Some(7200)));
    let summary = &run.summary;
    assert_eq!((summary.distance_m, summary.moving_s), (Some(12_360.4), Some(2950.0)));
    assert_eq!(summary.cadence_mean_spm, Some(166.0));
    assert_eq!((summary.temperature_c, summary.is_air_temperature), (Some(18.5), true));
    assert_eq!(summary.gear.as_deref(), Some("Old pair"));
    assert_eq!((summary.exertion_of_10, summary.foreign_load), (Some(6.0), Some(80.0)));
}

#[test]
fn stravas_list_in_another_language_is_told_what_to_do() {
    let text = "ID de actividad,Fecha de la actividad,Nombre\n1,x,activities/1.gpx.gz\n";
    let reading = read_text(text);
    assert_eq!(codes(&reading), ["csv.unknown_table"]);
    assert!(reading.diagnostics[0].to_string().contains("set Strava to English"));
}

#[test]
fn intervals_days_keep_scores_of_unknown_direction_apart() {
    let text = "date,restingHR,hrv,hrvSDNN,weight,sleepSecs,soreness,fatigue\n2024-05-14,48,62.5,80,70.5,27000,2,3\n2024-05-15,,,81,,,,5\n";
    let reading = read_text(text);
    assert_eq!(codes(&reading), ["csv.unknown_scale", "csv.cell"]);
    let [first, second] = reading.days.as_slice() else { panic!("{reading:?}") };
    assert_eq!((first.day, first.sleep_hours), (19_857, Some(7.5)));
    assert_eq!((first.resting_heart_rate_bpm, first.mass_kg), (Some(48.0), Some(70.5)));
    let kinds = [first, second].map(|day| day.variability.map(|v| (v.kind, v.value_ms)));
    let expected = [(VariabilityKind::Rmssd, 62.5), (VariabilityKind::Sdnn, 81.0)];
    assert_eq!(kinds, expected.map(Some));
    assert!(first.scores.iter().all(|score| score.worse.is_none() && score.most <= 4.0));
    assert_eq!((first.scores.len(), second.scores.len()), (2, 0));

    let mut options = TableOptions::default();
    for of in [ScoreOf::Soreness, ScoreOf::Fatigue] {
        options.scales.set(Log::Intervals, of, Scale::parse("1-4,high_is_worse").unwrap());
    }
    let reading = read("wellness.csv", text.as_bytes(), &options);
    assert_eq!(codes(&reading), ["csv.cell"]);
    assert!(reading.days[0].scores.iter().all(|score| score.worse == Some(Worse::High)));
}

#[test]
fn intervals_spelling_of_the_interface_is_read_too() {
    let reading = read_text("id,resting_hr,sleep_secs\n2024-05-14,48,27000\n");
    assert_eq!(reading.days[0].resting_heart_rate_bpm, Some(48.0));
    assert_eq!(reading.days[0].sleep_hours, Some(7.5));
}

#[test]
fn intervals_activities_know_local_time_and_utc() {
    let text = "id,start_date_local,name,type,moving_time,distance,elapsed_time,total_elevation_gain,average_cadence,icu_training_load,icu_rpe,race,start_date,gear\n\
        i1,2024-05-14T07:30:00,Morning,Run,3000,10000.5,3100,85.0,84.5,55,4,true,2024-05-14T05:30:00Z,Pair\n";
    let reading = read_text(text);
    let run = &reading.activities[0];
    assert_eq!((run.start_s, run.utc_offset_s), (Some(1_715_664_600), Some(7200)));
    assert_eq!(run.summary.distance_m, Some(10_000.5));
    assert_eq!((run.summary.is_race, run.summary.cadence_mean_spm), (Some(true), Some(169.0)));
}

#[test]
fn the_wide_ios_form_of_hrv4training_is_read() {
    let text = "date,timestamp_measurement,HR,AVNN,SDNN,rMSSD,LFHF,test_duration,HRV4T_Recovery_Points,sleep_quality,muscle_soreness,fatigue,sickness\r\
        2018-03-14,2018-03-14 07:01:00,52,1150,70,61.5,1,60,8.2,3,2,1,not sick\r\
        2018-03-15,2018-03-15 07:01:00,-,-,-,-,-,60,-,3,2,1,sick\r";
    let reading = read_text(text);
    assert_eq!(codes(&reading), ["csv.unknown_scale"]);
    let [first, second] = reading.days.as_slice() else { panic!("{reading:?}") };
    assert_eq!((first.day, first.source.line), (17_604, Some(2)));
    assert_eq!((first.is_ill, second.is_ill), (Some(false), Some(true)));
    assert!(first.scores.is_empty() && second.variability.is_none());
    assert_eq!(second.resting_heart_rate_bpm, None);
}

#[test]
fn android_dates_without_proof_are_not_used() {
    let header = "date, time, HR,rMSSD,HRV4T_Recovery_Points\n\n";
    let reading =
        read_text(&format!("{header}2017-01-08,07:00,45,80,8.5\n2017-02-08,07:00,45,80,8.5\n"));
    assert_eq!((codes(&reading), reading.days.len()), (vec!["csv.date_order"], 0));
    let reading =
        read_text(&format!("{header}2017-31-07,07:00,45,80,8.5\n2017-01-08,07:00,45,80,8.5\n"));
    let days: Vec<i32> = reading.days.iter().map(|day| day.day).collect();
    assert_eq!(days, [17_378, 17_379]); // 31 July and 1 August
}

#[test]
fn pmsys_zero_is_no_answer_and_low_is_worse() {
    let text = "effective_time_frame,fatigue,mood,readiness,sleep_duration_h,sleep_quality,soreness,soreness_area,stress\n\
        2020-01-07T23:30:00.000Z,0,3,0,0,4,1,\"[12921003, 69536005]\",3\n";
    let reading = read("wellness.csv", text.as_bytes(), &in_oslo());
    let day = &reading.days[0];
    assert_eq!((day.day, day.sleep_hours), (18_269, None)); // the 8th in Oslo
    assert_eq!(day.hurts, ["snomed 12921003", "snomed 69536005"]);
    let of = |of| day.scores.iter().find(|score| score.of == of);
    assert_eq!(of(ScoreOf::Fatigue), None);
    assert_eq!(of(ScoreOf::Readiness).map(|score| score.value), Some(0.0));
    let soreness = of(ScoreOf::Soreness).unwrap();
    assert_eq!((soreness.value, soreness.worse), (1.0, Some(Worse::Low)));
}

#[test]
fn pmsys_sessions_end_when_they_say_and_injuries_are_named() {
    let text = "end_date_time,activity_names,perceived_exertion,duration_min\n2020-01-07T17:00:00.000Z,\"['individual', 'endurance', 'running']\",7,40\n2020-01-08T17:00:00.000Z,['individual'],,\n";
    let reading = read_text(text);
    let [run, other] = reading.activities.as_slice() else { panic!("{reading:?}") };
    assert_eq!((run.sport, run.start_s), (Some(Sport::Run), Some(1_578_414_000)));
    assert_eq!((run.summary.exertion_of_10, run.summary.elapsed_s), (Some(7.0), Some(2400.0)));
    assert_eq!((run.summary.distance_m, other.summary.elapsed_s, other.sport), (None, None, None));

    let text = "effective_time_frame,injuries\n2020-01-07T08:00:00Z,{}\n2020-01-08T08:00:00Z,\"{'left_foot': 'minor', 'right_knee': 'major'}\"\n";
    let days = read_text(text).days;
    assert_eq!((days[0].is_ill, days[1].is_ill), (Some(false), Some(true)));
    assert_eq!(days[1].hurts, ["left_foot minor", "right_knee major"]);
}

#[test]
fn fitbits_zero_is_no_heart_rate() {
    let text = r#"[{"dateTime":"2019-11-01 00:00:00","value":{"date":"11/01/19","value":53.7,"error":6.8}},
        {"dateTime":"2019-11-02 00:00:00","value":{"date":null,"value":0.0,"error":0.0}},{"dateTime":7}]"#;
    let reading = read_text(text);
    assert_eq!((reading.days.len(), codes(&reading)), (1, vec!["json.entry"]));
    assert_eq!(reading.days[0].resting_heart_rate_bpm, Some(53.7));
}

#[test]
fn our_own_days_name_their_scales() {
    let text = "date;sleep_hours;mass_kg;fatigue[1-5,low_is_worse];soreness[0-10,high_is_worse];mood;stress[1-5];hurts;ill;slep_hours\n\
        14.05.2024;7,5;70,5;2;3;1;2;calf|shin;no;\n03.05.2024;6;;9;;;;;yes;\n";
    let reading = read_text(text);
    let expected = ["csv.no_scale", "csv.unknown_scale", "csv.unread_column", "csv.cell"];
    assert_eq!(codes(&reading), expected);
    assert!(reading.diagnostics[2].to_string().contains("did you mean `sleep_hours`"));
    let [first, second] = reading.days.as_slice() else { panic!("{reading:?}") };
    assert_eq!((first.day, first.sleep_hours, first.mass_kg), (19_857, Some(7.5), Some(70.5)));
    let worse: Vec<_> = first.scores.iter().map(|score| score.worse).collect();
    assert_eq!(worse, [Some(Worse::Low), Some(Worse::High), None]);
    assert_eq!((first.hurts.len(), first.is_ill, second.is_ill), (2, Some(false), Some(true)));
    assert_eq!((second.scores.len(), second.sleep_hours), (0, Some(6.0)));
}

#[test]
fn our_own_runs_are_read() {
    let text = "start,sport,duration_s,distance_m,exertion,gear,race\n2024-05-14 07:30,run,50:00,10000,4,Pair,yes\n";
    let reading = read("runs.csv", text.as_bytes(), &in_oslo());
    let run = &reading.activities[0];
    assert_eq!((run.start_s, run.summary.moving_s), (Some(1_715_664_600), Some(3000.0)));
    assert_eq!((run.summary.exertion_of_10, run.summary.is_race), (Some(4.0), Some(true)));
}

#[test]
fn thousands_of_wrong_cells_are_one_diagnostic_and_the_rest_is_kept() {
    let rows: String = (0..5000).map(|_| "2024-05-14,lots,48\n").collect();
    let reading = read_text(&format!("date,sleep_hours,resting_heart_rate_bpm\n{rows}"));
    assert_eq!((reading.days.len(), codes(&reading)), (5000, vec!["csv.cell"]));
    let told = reading.diagnostics[0].to_string();
    assert_eq!(reading.diagnostics[0].place, "line 2, column sleep_hours");
    assert!(told.contains("`lots`") && told.contains("5000 such cells"), "{told}");
    assert!(reading.days.iter().all(|day| day.resting_heart_rate_bpm == Some(48.0)));
}

#[test]
fn rows_shifted_by_an_unquoted_comma_are_not_read() {
    let reading = read_text("date,sleep_hours,mass_kg\n2024-05-14,7,5,70\n2024-05-15,7,70\n");
    assert_eq!((reading.days.len(), codes(&reading)), (1, vec!["csv.row_length"]));
}

#[test]
fn an_unknown_table_is_told_what_it_is_nearest_to() {
    let help = |text: &str| {
        let reading = read_text(text);
        assert_eq!(codes(&reading), ["csv.unknown_table"]);
        assert_eq!(reading.diagnostics[0].level, DiagnosticLevel::Unusable);
        assert!(reading.diagnostics[0].message.contains(text.split(',').next().unwrap()));
        reading.diagnostics[0].help.clone().unwrap_or_default()
    };
    let slip = help("Activity ID,Activty Date,Activity Type\n");
    assert!(slip.contains("`Activity Date` instead of `Activty Date`"), "{slip}");
    let lacking = help("Activity ID,Activity Type,Filename\n");
    assert!(lacking.contains("Strava") && lacking.contains("Activity Date"), "{lacking}");
    assert!(help("foo,bar\n1,2\n").contains("our own tables"));
    assert_eq!(codes(&read_text("")), ["csv.empty"]);
    // Found by the fuzz target `table`: a known header alone was read without a word.
    for nothing in ["date,sleep_hours", "date,sleep_hours\n,\n"] {
        assert_eq!(codes(&read_text(nothing)), ["csv.empty"], "{nothing}");
    }
    assert_eq!(codes(&read_text("{}")), ["json.not_a_list"]);
    assert_eq!(codes(&read_text("{]")), ["json.syntax"]);
    assert_eq!(codes(&read_text("[{}]")), ["json.unknown_list"]);
}

#[test]
fn rows_beyond_the_limit_are_told() {
    let mut text = "date,sleep_hours\n".to_owned();
    text.push_str(&"2024-05-14,7\n".repeat(super::sheet::MOST_ROWS + 5));
    let reading = read_text(&text);
    assert_eq!(reading.days.len(), super::sheet::MOST_ROWS - 1);
    assert_eq!(codes(&reading), ["csv.too_large"]);
}

#[test]
fn separators_within_a_cell_don_t_hide_a_known_header() {
    let reading = read_text("effective_time_frame,injuries\n\"\n\"\t\t\"\n");
    assert!(!codes(&reading).contains(&"csv.unknown_table"));
    let reading = read_text("date,hurts\n2024-05-14,\"calf;shin;foot;hip;back\"\n");
    assert_eq!(reading.days[0].hurts.len(), 5);
}

#[test]
fn a_line_without_end_is_not_taken_apart() {
    let reading = read("x.csv", &vec![b','; super::sheet::MOST_BYTES_OF_LINE + 1], &in_oslo());
    assert_eq!(codes(&reading), ["csv.long_line"]);
    let reading = read("x.csv", &vec![b'\n'; super::sheet::MOST_BYTES + 1], &in_oslo());
    assert_eq!(codes(&reading), ["csv.too_large"]);
}

#[test]
fn diagnostics_name_the_file() {
    let reading = read("log.csv", b"foo,bar\n", &TableOptions::default());
    assert!(reading.diagnostics.iter().all(|diagnostic| diagnostic.file == "log.csv"));
}

/// Returns a table of a format, its cells any of what stands in exports and what does not.
fn any_table() -> impl Strategy<Value = String> {
    let cell = "[0-9.,:-]{0,8}|\"[^\"]{0,10}\"|20[0-9]{2}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?|\\PC{0,6}";
    let rows = prop::collection::vec(prop::collection::vec(cell, 0..8), 0..12);
    (0..FORMATS.len(), rows).prop_map(|(at, rows)| {
        let header: Vec<&str> = FORMATS[at].columns().collect();
        let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        format!("{}\n{}\n", header.join(","), lines.join("\n"))
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_told(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let reading = read("any", &bytes, &TableOptions::default());
        let is_silent = reading.diagnostics.is_empty();
        prop_assert!(!is_silent || !reading.activities.is_empty() || !reading.days.is_empty());
    }

    #[test]
    fn any_cells_under_a_known_header_are_plausible_or_left_out(text in any_table()) {
        let reading = read("any", text.as_bytes(), &in_oslo());
        prop_assert!(!codes(&reading).contains(&"csv.unknown_table"), "{text}");
        for day in &reading.days {
            prop_assert!(day.resting_heart_rate_bpm.is_none_or(|bpm| (25.0..=130.0).contains(&bpm)));
            prop_assert!(day.scores.iter().all(|s| s.least <= s.value && s.value <= s.most));
        }
        for summary in reading.activities.iter().map(|activity| &activity.summary) {
            prop_assert!(summary.distance_m.is_none_or(|m| m >= 0.0 && m.is_finite()));
            prop_assert!(summary.moving_s.is_none_or(|s| s > 0.0 && s <= 864_000.0));
        }
        prop_assert_eq!(&reading, &read("any", text.as_bytes(), &in_oslo()));
    }
}
