//! `athlete.toml`, field by field.

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use super::error::AthleteError;
use super::fields::{Fields, Place, Problems, shown};
use super::{Athlete, Phase, Race, Sex, Shoes};
use crate::calendar::day_of;
use crate::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::read::table::Units;
use crate::wellness::{Log, Scale, Scales, ScoreOf};
use crate::zone::Zone;

/// A longer text is no profile.
const MOST_BYTES: usize = 1 << 20;

const METRES_PER_MILE: f64 = 1609.344;

pub(super) fn read(text: &str) -> Result<Athlete, AthleteError> {
    if text.len() > MOST_BYTES {
        let message = "the text is larger than 1 MiB";
        let problem = Diagnostic::new("athlete.too_large", DiagnosticLevel::Unusable, message);
        return Err(AthleteError::new(vec![problem]));
    }
    let mut problems = Problems::new(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        problems.add_syntax(error.span().map_or(0, |span| span.start), error.message());
    }
    let athlete = athlete(Fields::new(table.get_ref(), String::new()), &mut problems);
    let problems = problems.in_order();
    if problems.is_empty() { Ok(athlete) } else { Err(AthleteError::new(problems)) }
}

fn athlete(mut fields: Fields<'_, '_>, problems: &mut Problems<'_>) -> Athlete {
    let sexes = [("female", Sex::Female), ("male", Sex::Male)];
    let units = [("metric", Units::Metric), ("imperial", Units::Imperial)];
    let athlete = Athlete {
        sex: fields.word("sex", &sexes, problems),
        birth_year: whole_year(fields.number("birth_year", 1900.0..=2100.0, problems)),
        height_cm: fields.number("height_cm", 100.0..=250.0, problems),
        mass_kg: fields.number("mass_kg", 25.0..=250.0, problems),
        resting_heart_rate_bpm: fields.number("resting_heart_rate_bpm", 25.0..=130.0, problems),
        maximal_heart_rate_bpm: fields.number("maximal_heart_rate_bpm", 100.0..=240.0, problems),
        threshold_pace_s_per_km: pace(&mut fields, problems),
        zone: zone(&mut fields, problems),
        units: fields.word("units", &units, problems),
        scales: scales(&mut fields, problems),
        phase: fields.word("phase", &PHASES, problems),
        next_race: next_race(&mut fields, problems),
        shoes: shoes(&mut fields, problems),
    };
    fields.finish(problems);
    athlete
}

const PHASES: [(&str, Phase); 5] = [
    ("base", Phase::Base),
    ("build", Phase::Build),
    ("taper", Phase::Taper),
    ("race", Phase::Race),
    ("recovery", Phase::Recovery),
];

#[expect(clippy::cast_possible_truncation, reason = "a year from 1900 to 2100")]
fn whole_year(year: Option<f64>) -> Option<i16> {
    year.map(|year| year as i16)
}

fn pace(fields: &mut Fields<'_, '_>, problems: &mut Problems<'_>) -> Option<f64> {
    let (text, place) = fields.text("threshold_pace", problems)?;
    let pace_s = parse_pace_s_per_km(text);
    if pace_s.is_none() {
        let message = format!("`{}` is no pace from 2:00 to 15:00 a kilometre", shown(text));
        problems.add(
            "athlete.pace",
            &place,
            message,
            "write \"4:30 /km\" or \"7:15 /mi\"".to_owned(),
        );
    }
    pace_s
}

/// Returns the seconds a kilometre of `4:30 /km` or `7:15 /mi`.
fn parse_pace_s_per_km(text: &str) -> Option<f64> {
    let (time, unit) = text.split_once('/')?;
    let unit_km = match unit.trim() {
        "km" => 1.0,
        "mi" | "mile" => METRES_PER_MILE / 1000.0,
        _ => return None,
    };
    let (minutes, seconds) = time.trim().split_once(':')?;
    let is_seconds = seconds.len() == 2 && seconds.bytes().all(|byte| byte.is_ascii_digit());
    let (minutes, seconds) = (minutes.parse::<u8>().ok()?, seconds.parse::<u8>().ok()?);
    let pace_s = (f64::from(minutes) * 60.0 + f64::from(seconds)) / unit_km;
    (is_seconds && seconds < 60 && (120.0..=900.0).contains(&pace_s)).then_some(pace_s)
}

fn zone(fields: &mut Fields<'_, '_>, problems: &mut Problems<'_>) -> Option<Zone> {
    let (text, place) = fields.text("time_zone", problems)?;
    let zone = Zone::parse(text);
    if zone.is_none() {
        let message = format!("`{}` is no time zone", shown(text));
        let help =
            "write a name such as \"Europe/Oslo\", or an offset such as \"+02:00\"".to_owned();
        problems.add("athlete.time_zone", &place, message, help);
    }
    zone
}

fn scales(fields: &mut Fields<'_, '_>, problems: &mut Problems<'_>) -> Scales {
    let mut scales = Scales::default();
    let Some(mut logs) = fields.table("scales", problems) else { return scales };
    for log in Log::ALL {
        let Some(mut scores) = logs.table(log.name(), problems) else { continue };
        for of in ScoreOf::ALL {
            let Some((text, place)) = scores.text(of.name(), problems) else { continue };
            match Scale::parse(text).filter(|scale| scale.worse.is_some()) {
                Some(scale) => scales.set(log, of, scale),
                None => add_scale_problem(text, &place, problems),
            }
        }
        scores.finish(problems);
    }
    logs.finish(problems);
    scales
}

fn add_scale_problem(text: &str, place: &Place, problems: &mut Problems<'_>) {
    let message = format!("`{}` is no scale", shown(text));
    let help = "write its ends and which is bad: \"1-5,low_is_worse\" or \"1-5,high_is_worse\"";
    problems.add("athlete.scale", place, message, help.to_owned());
}

fn next_race(fields: &mut Fields<'_, '_>, problems: &mut Problems<'_>) -> Option<Race> {
    let mut race = fields.table("next_race", problems)?;
    let day = date(&mut race, "date", problems);
    let distance_m = kilometres(&mut race, 1000.0, problems);
    race.finish(problems);
    Some(Race { day: day?, distance_m })
}

fn kilometres(fields: &mut Fields<'_, '_>, most: f64, problems: &mut Problems<'_>) -> Option<f64> {
    Some(fields.number("distance_km", 0.0..=most, problems)? * 1000.0)
}

fn shoes(fields: &mut Fields<'_, '_>, problems: &mut Problems<'_>) -> Vec<Shoes> {
    let mut all = Vec::new();
    for (mut pair, place) in fields.tables("shoes", problems) {
        let name = pair.text("name", problems).map(|(name, _)| name.to_owned());
        if name.is_none() {
            let help = "call them something: `name = \"the blue ones\"`".to_owned();
            problems.add("athlete.no_name", &place, "the shoes have no name".to_owned(), help);
        }
        all.push(Shoes {
            name: name.unwrap_or_default(),
            gear: pair.text("gear", problems).map(|(gear, _)| gear.to_owned()),
            mass_g: pair.number("mass_g", 50.0..=800.0, problems),
            distance_m: kilometres(&mut pair, 5000.0, problems),
            bought_day: date(&mut pair, "bought", problems),
            first_used_day: date(&mut pair, "first_used", problems),
        });
        pair.finish(problems);
    }
    all
}

/// Takes a date, in quotes or not, as days since 1970-01-01.
fn date(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    problems: &mut Problems<'_>,
) -> Option<i32> {
    let (value, place) = fields.take(key)?;
    let text = match value {
        DeValue::Datetime(date) => date.to_string(),
        DeValue::String(text) => text.to_string(),
        _ => String::new(),
    };
    // Only the ten characters of a day: a time would say nothing here.
    let date = text.parse::<Date>().ok().filter(|_| text.len() == 10);
    let Some(date) = date else {
        let message = format!("`{}` is no date", shown(&text));
        problems.add("athlete.date", &place, message, format!("write `{key} = 2024-05-14`"));
        return None;
    };
    Some(day_of(date))
}
