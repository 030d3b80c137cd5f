//! What the profile says: who the runner is, the next race, the shoes.

use heavylegs::{Finding, Origin};

use super::load::Asked;
use super::sheet::{Place, Sheet};
use crate::athlete::Sex;
use crate::calendar::year_of;
use crate::quality::{Measured, Quantity, Reason};
use crate::review::History;
use crate::texts::Text;

/// Beyond this distance a pair is overdue however much more it has: the last cut of `shoe_distance_km`.
const OVERDUE_KM: f64 = 800.0;

pub(super) fn gather(history: &History<'_>, sheet: &mut Sheet) {
    let place = Place { origin: Origin::Answer, ..sheet.today() };
    let athlete = history.athlete;
    if let Some(sex) = athlete.sex {
        let (level, text) = match sex {
            Sex::Female => ("female", Text::RunnerFemale),
            Sex::Male => ("male", Text::RunnerMale),
        };
        sheet.put("sex", Finding::level(level), (None, ""), sheet.texts.say(text), place);
    }
    // A birthday that may still come could make someone of 17 an adult.
    let age = year_of(sheet.day)
        .zip(athlete.birth_year)
        .map(|(year, born)| year - born)
        .filter(|age| *age != 18);
    if let Some(age) = age {
        let words = sheet.texts.fill(Text::RunnerAge, &[("years", &age.to_string())]);
        sheet.number("age_years", f64::from(age), "years", &words, place);
    }
    let days = athlete.next_race.as_ref().map(|race| race.day.saturating_sub(sheet.day));
    if let Some(days) = days.filter(|days| *days >= 0) {
        let text = match days {
            0 => Text::RunnerRaceToday,
            1 => Text::RunnerRaceTomorrow,
            _ => Text::RunnerRaceInDays,
        };
        let words = sheet.texts.fill(text, &[("days", &days.to_string())]);
        sheet.number("days_to_race", f64::from(days), "days", &words, place);
    }
    shoes(history, sheet);
}

/// The kilometres of the pair of the last run: those of the log, and those the profile has from before it.
fn shoes(history: &History<'_>, sheet: &mut Sheet) {
    let Some(gear) = history.season.shoes_worn_last(sheet.day) else {
        return sheet.unknown("shoe_distance_km", Reason::NotRecorded(Quantity::Shoes));
    };
    let pair = history
        .athlete
        .shoes
        .iter()
        .find(|pair| pair.gear.as_deref() == Some(gear) || pair.name == gear);
    // Where the log has ended, whatever was run since is not in it.
    let place = Place::of_log(Asked::of(&history.season, sheet.day).evening);
    if let Some(mass) = pair.and_then(|pair| pair.mass_g) {
        let grams = sheet.texts.number(mass, 0);
        let slots = [("shoes", gear), ("grams", grams.as_str())];
        let words = sheet.texts.fill(Text::RunnerShoeMass, &slots);
        sheet.number("shoe_mass_g", mass, "g", &words, place);
    }
    let before = pair.and_then(|pair| pair.distance_m).map(|metres| metres / 1000.0);
    match history.season.shoe_distance(gear, sheet.day) {
        Measured::Known(found) => {
            let km = found.km + before.unwrap_or(0.0);
            let number = sheet.texts.number(km, 0);
            let slots = [("shoes", gear), ("km", number.as_str())];
            if before.is_some() || !found.is_at_least || km >= OVERDUE_KM {
                let words = sheet.texts.fill(Text::RunnerShoeDistance, &slots);
                sheet.number("shoe_distance_km", km, "km", &words, place);
            } else {
                let text = sheet.texts.fill(Text::RunnerShoeDistanceOlder, &slots);
                sheet.not("shoe_distance_km", "evidence.shoes_older_than_log", text);
            }
        }
        Measured::Unknown(reason) => sheet.unknown("shoe_distance_km", reason),
    }
}
