//! The logs of PMSys, as in the data set PMData: wellness, sessions with exertion, injuries.

use super::page::Page;
use super::range;
use super::sheet::Row;
use crate::activity::Sport;
use crate::wellness::{Scale, ScoreOf, Worse};

/// Low is worse: the data show it, since body parts are named as sore almost only where soreness is 1 or 2.
const LOW_IS_WORSE: Scale = Scale::new(1.0, 5.0, Some(Worse::Low));

/// The questions, their columns and scales.
const ASKED: [(&str, ScoreOf, Scale); 6] = [
    ("fatigue", ScoreOf::Fatigue, LOW_IS_WORSE),
    ("soreness", ScoreOf::Soreness, LOW_IS_WORSE),
    ("sleepquality", ScoreOf::SleepQuality, LOW_IS_WORSE),
    ("stress", ScoreOf::Stress, LOW_IS_WORSE),
    ("mood", ScoreOf::Mood, LOW_IS_WORSE),
    ("readiness", ScoreOf::Readiness, Scale::new(0.0, 10.0, Some(Worse::Low))),
];

/// Reads the wellness answers; a day can have several.
pub(super) fn wellness(page: &mut Page<'_>, rows: &[Row]) {
    let days = page.moments(rows, page.column(&["effectivetimeframe"]), true);
    let sleep = page.column(&["sleepdurationh"]);
    let area = page.column(&["sorenessarea"]);
    for (row, moment) in rows.iter().zip(days) {
        let Some(moment) = moment else { continue };
        let mut day = page.new_day(row, moment);
        for (key, of, scale) in ASKED {
            let value = page.number(row, page.column(&[key]), 0.0..=scale.most);
            // 0 is no answer, except where the scale begins there.
            let answered = value.filter(|value| *value >= scale.least);
            day.scores.extend(answered.map(|value| scale.score(of, value)));
        }
        day.sleep_hours = page.number(row, sleep, range::SLEEP_HOURS).filter(|h| *h > 0.0);
        let codes = row.text(area).map(words).unwrap_or_default();
        day.hurts = codes.iter().map(|code| format!("snomed {code}")).collect();
        page.reading.days.push(day);
    }
}

/// Reads the sessions: exertion, duration, no distance. The time is that of the end.
pub(super) fn sessions(page: &mut Page<'_>, rows: &[Row]) {
    let ends = page.moments(rows, page.column(&["enddatetime"]), true);
    for (row, end) in rows.iter().zip(ends) {
        let Some(end) = end else { continue };
        let mut activity = page.new_activity(row);
        page.start(&mut activity, end);
        let minutes = page.number(row, page.column(&["durationmin"]), 0.0..=1440.0);
        let elapsed_s = minutes.map(|minutes| minutes * 60.0).filter(|s| *s > 0.0);
        #[expect(clippy::cast_possible_truncation, reason = "a day at most")]
        let length_s = elapsed_s.map_or(0, |s| s as i64);
        activity.start_s = activity.start_s.map(|end_s| end_s - length_s);
        activity.summary.elapsed_s = elapsed_s;
        let exertion = page.number(row, page.column(&["perceivedexertion"]), range::EXERTION);
        activity.summary.exertion_of_10 = exertion.filter(|exertion| *exertion > 0.0);
        activity.sport = sport(&row.text(page.column(&["activitynames"])).map_or(vec![], words));
        page.reading.activities.push(activity);
    }
}

/// Returns the sport that the tags name; `individual` and `endurance` name none.
fn sport(tags: &[String]) -> Option<Sport> {
    let has = |tag: &str| tags.iter().any(|t| t == tag);
    match () {
        () if has("running") => Some(Sport::Run),
        () if has("strength") => Some(Sport::Strength),
        () if tags.iter().all(|t| matches!(t.as_str(), "individual" | "team" | "endurance")) => {
            None
        }
        () => Some(Sport::Other),
    }
}

/// Reads the injuries: `{}` is a day without, `{'left_foot': 'minor'}` one with.
pub(super) fn injuries(page: &mut Page<'_>, rows: &[Row]) {
    let days = page.moments(rows, page.column(&["effectivetimeframe"]), true);
    let column = page.column(&["injuries"]);
    for (row, moment) in rows.iter().zip(days) {
        let (Some(moment), Some(cell)) = (moment, row.text(column)) else { continue };
        let mut day = page.new_day(row, moment);
        let pairs = words(cell);
        // Names and degrees take turns.
        let pairs = pairs.chunks(2).filter_map(<[String]>::split_first);
        day.hurts = pairs.map(|(part, degree)| format!("{part} {}", degree.join(""))).collect();
        day.is_ill = Some(!day.hurts.is_empty());
        page.reading.days.push(day);
    }
}

/// Returns the words and numbers of a list or dictionary as Python prints it.
fn words(cell: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    cell.split(|c| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
